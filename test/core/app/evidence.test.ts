import { readFileSync } from 'node:fs';
import { drawEvidence } from '../../../src/cli/report/page/evidence';
import { makeEvidence } from '../../../src/core/app/evidence';
import { AppReport, ReportRow } from '../../../src/core/app/report';
import { InferenceRoute } from '../../../src/core/call/guard/inference-route';
import { CONTROLS } from '../../../src/core/facts/controls';
import { TRANSFER_FIELDS } from '../../../src/core/facts/transfer-record';
import { PolicyLayer } from '../../../src/core/iam/layer';
import { InvocationOutcome } from '../../../src/core/iam/outcome';
import { EMPTY_REPORT } from '../../support/report-fixture';

const row = (identity: number, verdict: ReportRow['verdict'], model = 'anthropic.claude-opus-5-5'): ReportRow =>
  ({ identity, model, region: 'af-south-1', action: 'invoke', intent: 'named', verdict, legs: [] });

const REPORT: AppReport = {
  ...EMPTY_REPORT,
  assumptions: ['FullAWSAccess is attached'],
  totals: { identities: 2, allowed: 2, denied: 1, partial: 0, notJudged: 0, errors: 0, warnings: 0 },
  identities: [
    { path: 'Prod/App', kind: 'role', account: '222222222222', arn: 'arn:aws:iam::222222222222:role/<…>', trust: [] },
    { path: 'Prod/<Admin>', kind: 'role', account: '111111111111', arn: 'arn:aws:iam::111111111111:role/<…>', trust: [] },
  ],
  rows: [row(0, 'allowed'), row(1, 'allowed', '*'), row(1, 'denied', 'anthropic.claude-denied')],
  denies: [{
    layer: PolicyLayer.SERVICE_CONTROL,
    policy: 'Org/Guard',
    attachedTo: ['r-ab12'],
    rows: [2],
    exempt: [1],
    exemptPatterns: ['arn:*:iam::*:role/BreakGlass'],
    promises: [
      { route: InferenceRoute.GLOBAL_PROFILE, isClosed: true },
      { route: InferenceRoute.BEARER_TOKEN, isClosed: 'not-judged' },
    ],
    matrix: [{ route: InferenceRoute.GEOGRAPHIC_PROFILE, action: 'bedrock:InvokeModel', model: 'any', anybody: InvocationOutcome.ALLOWED }],
  }],
  recording: [
    {
      account: '222222222222',
      region: 'af-south-1',
      path: 'Prod/Logging',
      prompts: 'masked',
      stores: [
        { kind: 'log group', name: 'Prod/Logging/LogGroup', retention: 365, encryption: 'KMS key', masked: ['EmailAddress', 'Name'] },
        { kind: 'bucket', name: 'theirs', masked: [] },
      ],
    },
    { account: '111111111111', region: 'af-south-1', stores: [] },
  ],
  serving: [{ path: 'Prod/Alarm', expected: ['eu-*'], watches: 'records of calls with a destination Region outside of eu-*' }],
};

const ABOUT = {
  date: '2026-11-29',
  commit: 'abc1234',
  templates: [{ file: 'b.template.json', sha256: '22' }, { file: 'a.template.json', sha256: '11' }],
};

const evidence = makeEvidence(REPORT, ABOUT);
const valuesOf = (id: string) => evidence.transfer.find((field) => field.id === id)?.values;

test('the record begins with its scope', () => {
  expect(drawEvidence(evidence).text).toMatch(/^<p><b>Global calls only: .*\n<p><b>Not covered: direct calls, geographic /);
});

test('the record fills in what templates say', () => {
  expect(valuesOf('accounts')).toEqual(['111111111111', '222222222222']);
  expect(valuesOf('source-regions')).toEqual(['af-south-1']);
  expect(valuesOf('models')).toEqual(['anthropic.claude-opus-5-5', 'any other model']);
  expect(valuesOf('destinations')).toEqual([expect.stringContaining('any commercial AWS Region')]);
  expect(valuesOf('recording')).toEqual([
    '222222222222 in af-south-1: prompts and answers, masked in part; log group Prod/Logging/LogGroup, kept for 365 days, ' +
      'encrypted by a KMS key, masks 2 kinds of data; bucket theirs, kept for an unknown time, encrypted by an unknown key',
    '111111111111 in af-south-1: not in this app',
  ]);
  expect(valuesOf('denies')).toEqual(['Org/Guard (SERVICE_CONTROL) denies 1 kinds of calls']);
});

test('what the provider keeps is filled in from what is known of the models', () => {
  const ask = (...models: string[]) =>
    makeEvidence({ ...REPORT, rows: models.map((model) => row(0, 'allowed', model)) }, ABOUT)
      .transfer.find(({ id }) => id === 'provider-retention')!.values.join();
  expect(ask('anthropic.claude-sonnet-5-5')).toBe('no requirement is known for the models listed, as of 2026-11-30');
  expect(ask('anthropic.claude-sonnet-5-5', 'anthropic.claude-fable-5-1')).toBe('the Claude Fable models require it: AWS keeps prompts ' +
    'and answers for up to 30 days in the destination Region, as of 2026-11-30');
  expect(ask('*')).toMatch(/^any model is allowed, and the Claude Fable models require it/);
  expect(ask()).toBe('');
});

test('the transfer record says what it is not', () => {
  const { text } = drawEvidence(evidence);
  expect(text).toContain('A summary: read the Act. Lawyers must say whether this is a transfer to a third party.');
  expect(text).toMatch(/Not covered: rules of the .*FSCA.*Prudential Authority .*SARB/);
});

test('what people must say is blank, whatever the app', () => {
  const blank = evidence.transfer.filter(({ by }) => by === 'person');
  expect(blank.map(({ id }) => id))
    .toEqual(expect.arrayContaining(['ground', 'safeguards', 'recipient', 'purpose', 'approver', 'special']));
  expect(blank.filter(({ values }) => values.length > 0)).toEqual([]);
  expect(blank.find(({ id }) => id === 'ground')?.choices?.map((choice) => choice.slice(0, 8)))
    .toEqual(['72(1)(a)', '72(1)(b)', '72(1)(c)', '72(1)(d)', '72(1)(e)']);
});

test('a deny names the callers that it exempts, and what its guard closes', () => {
  expect(evidence.denies).toEqual([{
    policy: 'Org/Guard',
    layer: 'SERVICE_CONTROL',
    attachedTo: ['r-ab12'],
    denied: 1,
    exempt: ['Prod/<Admin>'],
    exemptPatterns: ['arn:*:iam::*:role/BreakGlass'],
    closes: [{ route: 'GLOBAL_PROFILE', isClosed: true }, { route: 'BEARER_TOKEN', isClosed: 'not-judged' }],
    leaves: [{ route: 'GEOGRAPHIC_PROFILE', isOpen: true }, { route: 'DIRECT_OTHER_REGION' }, { route: 'BATCH' }, { route: 'MANTLE' }],
  }]);
  const { text } = drawEvidence(evidence);
  expect(text).toContain('Geographic profiles: <b>open, not promised</b>');
  expect(text).toContain('arn:*:iam::*:role/BreakGlass<span class="note">Anyone who holds');
});

describe('of an account that may call', () => {
  const [recorded] = REPORT.recording;
  const alarm = { account: '111111111111', region: 'af-south-1', path: 'Ops/Alarm', expected: ['eu-*'], watches: 'records' };
  const find = (report: Partial<AppReport>) => makeEvidence({ ...REPORT, ...report }, ABOUT).callers;

  test('the record says whether its calls are recorded and watched there, whatever another account has', () => {
    expect(find({ serving: [alarm] })).toEqual([
      { account: '222222222222', region: 'af-south-1', isRecorded: true, isWatched: false, alarms: [] },
      { account: '111111111111', region: 'af-south-1', isRecorded: false, isWatched: true, alarms: ['Ops/Alarm'] },
    ]);
  });

  test('another Region does not count, nor does an alarm that expects no Region', () => {
    const elsewhere = { ...alarm, region: 'eu-west-1' };
    const { expected: _, ...missing } = alarm;
    expect(find({ serving: [elsewhere, missing] }).map(({ isWatched }) => isWatched)).toEqual([false, false]);
  });

  test('nothing is judged if the account is unknown', () => {
    const identities = REPORT.identities.map(({ account: _, ...one }) => one);
    expect(find({ identities, recording: [{ ...recorded, account: undefined }] }))
      .toEqual([{ region: 'af-south-1', isRecorded: 'not-judged', isWatched: 'not-judged', alarms: [] }]);
  });

  test('the page shows it', () => {
    const { text } = drawEvidence(makeEvidence({ ...REPORT, serving: [alarm] }, ABOUT));
    expect(text).toContain('Accounts that may call');
    expect(text.match(/<span aria-hidden="true">✗<\/span>\u00a0NO</g)).toHaveLength(2);
  });
});

describe('of a control', () => {
  const shown = (control: string, of = evidence) => of.controls.find((one) => one.control === control)?.inThisApp;

  test('the app\'s answer is shown', () => {
    expect(shown('bedrock_model_invocation_logging_enabled')).toHaveLength(1);
    expect(shown('bedrock_model_invocation_logs_encryption_enabled')).toEqual(['log group Prod/Logging/LogGroup: KMS key']);
    expect(shown('bedrock_api_key_no_long_term_credentials')).toEqual(['Org/Guard: API keys not judged']);
    expect(shown('FS-43')).toEqual(['Prod/Logging/LogGroup: 2 kinds of data']);
  });

  test('an app without an answer says so, and what is not read is not called absent', () => {
    const empty = makeEvidence(EMPTY_REPORT, ABOUT);
    for (const control of ['bedrock_model_invocation_logging_enabled', 'FS-43', 'A.8.16', 'GENSEC01-BP01', 'A.5.15, A.8.2']) {
      expect([control, shown(control, empty)]).toEqual([control, ['not in this app']]);
    }
    expect(shown('bedrock_vpc_endpoints_configured', empty)).toEqual(['not read from templates']);
  });

  test('a check of buckets does not apply to an app whose records are in log groups only', () => {
    const recording = REPORT.recording.map((one) => ({ ...one, stores: one.stores.filter(({ kind }) => kind !== 'bucket') }));
    const results = [REPORT, { ...REPORT, recording }].map((report) =>
      makeEvidence(report, ABOUT).controls.find(({ control }) => control === 'BR-12')!.result);
    expect(results).toEqual(['expected to pass', 'does not apply']);
  });

  test('a note continues its result, so that no cell contradicts itself', () => {
    expect(CONTROLS.filter(({ note }) => note !== undefined && !/^(unless|once|because|for) /.test(note))).toEqual([]);
    expect(drawEvidence(evidence).text).toContain('expected to pass, unless a role has AmazonBedrockFullAccess');
  });

  test('a check that fails in spite of an answer is said to fail', () => {
    expect(CONTROLS.filter(({ result }) => result === 'expected to fail').map(({ control }) => control))
      .toEqual(['bedrock_vpc_endpoints_configured', 'FS-43']);
  });
});

test('the same input makes the same bytes, and templates have an order', () => {
  const again = makeEvidence(JSON.parse(JSON.stringify(REPORT)), { ...ABOUT, templates: [...ABOUT.templates].reverse() });
  expect(JSON.stringify(again)).toBe(JSON.stringify(evidence));
  expect(drawEvidence(again).text).toBe(drawEvidence(evidence).text);
  expect(evidence.templates.map(({ file }) => file)).toEqual(['a.template.json', 'b.template.json']);
});

test('the commands that show what is deployed are those of docs/report.md, which test/docs judges', () => {
  const page = readFileSync('docs/report.md', 'utf8').split('\n');
  expect(evidence.deployed.filter(({ command }) => !page.includes(command))).toEqual([]);
  const { text } = drawEvidence(evidence);
  expect(evidence.deployed.filter(({ command }) => !text.includes(command))).toEqual([]);
});

test('an input that can be read only once has no hash, and the page says so', () => {
  const inputs = { tool: '1.2.3', options: ['--scp -'], files: [{ from: '--scp' as const, file: '-' }] };
  const { text } = drawEvidence(makeEvidence(REPORT, { ...ABOUT, inputs }));
  expect(text).toContain('not hashed: it can be read only once');
  expect(text).toContain('version 1.2.3');
});

test('it is plain JSON', () => {
  expect(JSON.parse(JSON.stringify(evidence))).toEqual(evidence);
});

test('it never says that a law or a standard is met', () => {
  const words = /complian|comply|complies|conform|certif|lawful/i;
  expect(JSON.stringify(evidence)).not.toMatch(words);
  expect(drawEvidence(evidence).text).not.toMatch(words);
});

describe('as HTML', () => {
  const html = drawEvidence(evidence).text;

  test('a list of masked data is there once, with what it leaves out in the words of docs/logging.md', () => {
    expect(html.match(/EmailAddress, Name/g)).toHaveLength(1);
    const sentence = 'Phone numbers, dates of birth, passports and bank accounts are not among them.';
    expect(html).toContain(`${sentence} Masking recognizes patterns, and misses some. Anyone with logs:Unmask reads everything.`);
    expect(readFileSync('docs/logging.md', 'utf8')).toContain(sentence);
  });

  test('a list that masks such a kind of data is not said to leave it out', () => {
    const [recording] = REPORT.recording;
    const stores = [{ kind: 'log group' as const, name: 'theirs', masked: ['PhoneNumber-US', 'DateOfBirth', 'BankAccountNumber-GB'] }];
    const { text } = drawEvidence(makeEvidence({ ...REPORT, recording: [{ ...recording, stores }] }, ABOUT));
    expect(text).toContain('Passports are not among them. Masking');
  });

  test('every blank has a name for those who do not see it', () => {
    const blanks = html.match(/<span class="blank" role="img" aria-label="to be filled in by a person">\u00a0<\/span>/g);
    const people = TRANSFER_FIELDS.filter(({ by }) => by === 'person');
    expect(blanks).toHaveLength(people.filter(({ choices }) => choices === undefined).length);
    const boxes = html.match(/<span class="box" role="img" aria-label="to be ticked by a person">☐<\/span>/g);
    expect(boxes).toHaveLength(people.flatMap(({ choices = [] }) => choices).length);
  });

  test('texts of the app are escaped', () => {
    expect(html).toContain('Prod/&lt;Admin&gt;');
    expect(html).not.toContain('<Admin>');
  });

  test('tables have captions and named rows and columns, and tags are balanced', () => {
    const count = (pattern: RegExp) => html.match(pattern)?.length ?? 0;
    expect(count(/<table /g)).toBe(count(/<caption>/g));
    expect(count(/<tr /g)).toBe(count(/<tr [^>]*><th [^>]*scope="(row|col)/g));
    for (const tag of ['table', 'tr', 'td', 'th', 'dl', 'dt', 'dd', 'ul', 'li', 'p']) {
      expect([tag, count(new RegExp(`<${tag}[ >]`, 'g'))]).toEqual([tag, count(new RegExp(`</${tag}>`, 'g'))]);
    }
  });

  test('an empty report has rows that say so', () => {
    const { text } = drawEvidence(makeEvidence(EMPTY_REPORT, { date: '2026-11-29', templates: [] }));
    expect(text).toContain('no global call is allowed in this app');
    expect(text).toContain('nothing in this app records calls');
    expect(text).not.toMatch(/none in this app|undefined/);
  });
});
