import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Account, BedrockRuntime, Call } from '../support/bedrock-runtime/bedrock-runtime';
import { Client, Environment, makePlace, redirect, Run, runClient } from '../support/bedrock-runtime/clients';
import { toParameters } from '../support/bedrock-runtime/requests';
import { cli } from '../support/cli';
import { describeWithJudges, judgeCalls } from '../support/judges';

const REGION = 'af-south-1';
const PRIMARY = 'global.anthropic.claude-sonnet-5-5';
const BACKGROUND = 'global.anthropic.claude-haiku-4-5-20251001-v1:0';
const ARN = 'arn:aws:bedrock:af-south-1:111122223333:application-inference-profile/ab12cd34ef56';
const ENCODED_ARN = 'arn%3Aaws%3Abedrock%3Aaf-south-1%3A111122223333%3Aapplication-inference-profile%2Fab12cd34ef56';
const SETTINGS: Environment = {
  AWS_REGION: REGION,
  ANTHROPIC_MODEL: PRIMARY,
  ANTHROPIC_SMALL_FAST_MODEL: BACKGROUND,
  CLAUDE_MAX_TOKENS: '700',
  CLAUDE_REQUEST_METADATA: '{"team": "refunds", "feature": "handbook"}',
};
const TOO_MANY = Object.fromEntries(Array.from({ length: 17 }, (_, index) => [`key${index}`, 'a']));
const THROTTLED = { code: 'ThrottlingException', message: 'Too many tokens, please wait before trying again.', status: 429 };
const DENIED = 'User: arn:aws:sts::111122223333:assumed-role/app/me is not authorized to perform: bedrock:InvokeModel on resource: '
  + 'arn:aws:bedrock:::foundation-model/anthropic.claude-sonnet-5-5 with an explicit deny in a service control policy';
const CONVERSE = ['An answer of Converse, € and ü.', 'Converse: 20 input, 5000 written to the cache, 0 read from it, 8 output'];
const WHOLE = [
  ...CONVERSE,
  'An answer of ConverseStream, € and ü.', 'ConverseStream: 20 input, 0 written to the cache, 5000 read from it, 10 output',
  'An answer of InvokeModel, € and ü.', 'InvokeModel: 20 input, 5000 written to the cache, 0 read from it, 9 output',
];

jest.setTimeout(60_000); // each test starts a process or two, beside whatever else is running

interface Plan {
  readonly breakEvenMaxTokens: number;
}

/** Runs a client against a Bedrock that judges each call. */
export function testClient({ start: command, startQuickly, startImpatiently, httpVersion }: Client): void {
  const [long, short] = [makePlace(5000), makePlace(100)];
  let bedrock: BedrockRuntime;
  const judged: Call[] = [];
  beforeEach(async () => { bedrock = await start(); });
  afterEach(() => bedrock.close());

  function start(account: Partial<Account> = {}): Promise<BedrockRuntime> {
    return BedrockRuntime.start({ region: REGION, profiles: [PRIMARY, BACKGROUND, ARN], ...account });
  }

  function run(environment: Environment = {}, place = long, program = startQuickly): Promise<Run> {
    const { handbook, home } = place;
    const all = { ...redirect(bedrock.endpoint, home), ...SETTINGS, ...environment };
    return runClient([...program, handbook, 'Who approves a refund?'], all);
  }

  describe('a call', () => {
    test('is answered in each of the three ways, and nothing is objected to', async () => {
      expect(await run({}, long, command)).toEqual({ status: 0, out: WHOLE, err: [] });
      expect(bedrock.objections).toEqual([]);
      expect(bedrock.calls.map(({ path }) => decodeURIComponent(path))).toEqual([
        `/model/${PRIMARY}/converse`, `/model/${PRIMARY}/converse-stream`, `/model/${BACKGROUND}/invoke`,
      ]);
      expect(bedrock.calls.map((call) => call.httpVersion)).toEqual(Array(3).fill(httpVersion));
      judged.push(...bedrock.calls);
    });

    test('by the ARN of an application profile has it encoded in the path', async () => {
      expect(await run({ ANTHROPIC_MODEL: ARN, ANTHROPIC_SMALL_FAST_MODEL: ARN })).toMatchObject({ status: 0, err: [] });
      expect(bedrock.objections).toEqual([]);
      expect(bedrock.calls.map(({ path }) => path)).toEqual(
        ['converse', 'converse-stream', 'invoke'].map((action) => `/model/${ENCODED_ARN}/${action}`));
      judged.push(...bedrock.calls);
    });

    test('carries the metadata, and marks as cacheable what stays the same', async () => {
      await run();
      expect(bedrock.calls.map(({ metadata }) => metadata)).toEqual(Array(3).fill({ team: 'refunds', feature: 'handbook' }));
      expect(bedrock.calls.map(({ body }) => body.system.map(Object.keys))).toEqual([
        [['text'], ['cachePoint']], [['text'], ['cachePoint']], [['type', 'text', 'cache_control']],
      ]);
    });

    describeWithJudges('by botocore\'s model of the service', () => {
      test('is valid, of a profile ID as of an ARN', () => {
        expect(judged).toHaveLength(6);
        expect(judgeCalls('bedrock-runtime', judged.map(toParameters))).toEqual(Array(6).fill([]));
      });
    });
  });

  describe('max_tokens', () => {
    const plan = JSON.parse(cli('quota', '--model', 'anthropic.claude-sonnet-5-5', '--requests-per-minute', '1', '--input', '5500',
      '--output', '80', '--max-tokens', '64000', '--tokens-per-minute', '20000', '--format', 'json').out) as Plan;

    test('is the quota plan\'s, and fits', async () => {
      await bedrock.close();
      bedrock = await start({ quota: 20_000 });
      const { status } = await run({ CLAUDE_MAX_TOKENS: String(plan.breakEvenMaxTokens) });
      expect(status).toBe(0);
      const sent = bedrock.calls.map(({ body }) => body.inferenceConfig?.maxTokens ?? body.max_tokens);
      expect(sent).toEqual(Array(3).fill(plan.breakEvenMaxTokens));
    });

    test('that reserves more than the quota is throttled, and the plan is named', async () => {
      await bedrock.close();
      bedrock = await start({ quota: 20_000 });
      const { status, err } = await run({ CLAUDE_MAX_TOKENS: '64000', AWS_MAX_ATTEMPTS: '1' });
      expect(status).toBe(1);
      expect(err.slice(0, 2)).toEqual([
        `ThrottlingException: ${THROTTLED.message}`,
        'Each call reserves its input and CLAUDE_MAX_TOKENS=64000: npx cdk-bedrock-cris quota says what fits',
      ]);
      expect(explain(err)).toMatch(/per-minute quota blocks the call.*max_tokens/);
    });

    test('is told where it cuts an answer off', async () => {
      bedrock.fail('Converse', { stopReason: 'max_tokens' });
      bedrock.fail('ConverseStream', { stopReason: 'max_tokens' });
      bedrock.fail('InvokeModel', { stopReason: 'refusal' });
      expect((await run()).err).toEqual([
        'Converse: the answer is cut off at CLAUDE_MAX_TOKENS=700: raise it in the quota plan',
        'ConverseStream: the answer is cut off at CLAUDE_MAX_TOKENS=700: raise it in the quota plan',
        'InvokeModel: the answer ended by refusal',
      ]);
    });
  });

  test('says where nothing is cached, since Bedrock does not', async () => {
    const { status, out, err } = await run({}, short);
    expect(status).toBe(0);
    expect(out[1]).toBe('Converse: 120 input, 0 written to the cache, 0 read from it, 8 output');
    expect(err).toHaveLength(3);
    expect(err[0]).toMatch(/^Converse: nothing was cached: the file is shorter than the model's minimum/);
  });

  describe('a file', () => {
    test.each<[what: string, write: (path: string) => void]>([
      ['that is not there', () => undefined],
      ['that is a directory', (path) => mkdirSync(path)],
      ['that is no text', (path) => writeFileSync(path, Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe]))],
    ])('%s is told in one line, and nothing is called', async (what, write) => {
      const handbook = join(long.home, what);
      write(handbook);
      const { status, out, err } = await run({}, { ...long, handbook });
      expect({ status, out, err }).toEqual({ status: 1, out: [], err: [expect.stringContaining(`${handbook} cannot be read as text: `)] });
      expect(bedrock.calls).toEqual([]);
    });
  });

  describe('settings', () => {
    test.each(Object.keys(SETTINGS))('fails without %s, and names it in one line', async (name) => {
      const { status, err } = await run({ [name]: undefined, AWS_DEFAULT_REGION: REGION });
      expect({ status, err }).toEqual({ status: 1, err: [expect.stringContaining(`${name} is not set: export ${name}=…, `)] });
      expect(bedrock.calls).toEqual([]);
    });

    test.each([
      ...['4k', 'null', 'true', '"5"', '1.5', '1e3', '0', '-5', '+5', '1_0', '9'.repeat(400)].map((value) => ['CLAUDE_MAX_TOKENS', value]),
      ...['team=refunds', 'null', '5', '"team"', '["refunds"]', '{}', '{"team": 5}', '{"team": null}', JSON.stringify(TOO_MANY)]
        .map((value) => ['CLAUDE_REQUEST_METADATA', value]),
    ])('fails for a %s of %s', async (name, value) => {
      const { status, err } = await run({ [name]: value });
      expect({ status, err }).toEqual({ status: 1, err: [expect.stringMatching(new RegExp(`^${name} must be `))] });
      expect(err[0].endsWith(`, got: ${value}`)).toBe(true);
      expect(bedrock.calls).toEqual([]);
    });
  });

  describe('an error', () => {
    const error = (code: string, message: string, status: number) => ({ error: { code, message, status } });

    test('of a policy gives the command that explains it', async () => {
      bedrock.fail('Converse', error('AccessDeniedException', DENIED, 403));
      const { status, err } = await run();
      expect({ status, first: err[0] }).toEqual({ status: 1, first: `AccessDeniedException: ${DENIED}` });
      expect(err[1]).toMatch(/npx cdk-bedrock-cris explain --error '/);
      expect(explain(err)).toMatch(/service control policy/);
    });

    test('of a model ID names the profile, whichever apostrophe the words have', async () => {
      const { err } = await run({ ANTHROPIC_MODEL: 'anthropic.claude-sonnet-5-5' });
      expect(err[0]).toMatch(/^ValidationException: .*on-demand throughput isn’t supported/);
      expect(err[1]).toMatch(/take the ID of a profile: global\./);
      expect(explain(err)).toMatch(/global\.anthropic\.claude-sonnet-5-5/);
      bedrock.fail('InvokeModel', error('ValidationException', err[0].replace('’', '\''), 400));
      expect(explain((await run()).err)).toMatch(/global\.anthropic\.claude-sonnet-5-5/);
    });

    test('of throttling is retried', async () => {
      bedrock.fail('InvokeModel', { error: THROTTLED }, 2);
      expect(await run()).toEqual({ status: 0, out: WHOLE, err: [] });
      expect(bedrock.calls).toHaveLength(5);
    });

    test.each([
      ['throttlingException', 'ThrottlingException', 3],
      ['modelStreamErrorException', 'ModelStreamErrorException', 1],
      ['serviceUnavailableException', 'ServiceUnavailableException', 1],
    ])('in a stream, %s, ends the answer', async (code, name, lines) => {
      bedrock.fail('ConverseStream', { inStream: { after: 4, how: 'fails', code, message: THROTTLED.message } });
      const { status, out, err } = await run();
      expect({ status, out }).toEqual({ status: 1, out: [...CONVERSE, 'An '] });
      expect(err).toHaveLength(lines);
      expect(err[0]).toBe(`${name}: ${THROTTLED.message}`);
    });

    test.each(['breaks', 'ends'] as const)('of a stream that %s in the middle is told, though half an answer came', async (how) => {
      bedrock.fail('ConverseStream', { inStream: { after: 4, how } });
      const { status, out, err } = await run();
      expect({ status, out }).toEqual({ status: 1, out: [...CONVERSE, 'An '] });
      expect(err).toEqual([expect.stringMatching(/: the stream broke off|not all of it: Response ended prematurely/)]);
    });

    test('of the connection is retried', async () => {
      bedrock.fail('Converse', { reset: true });
      expect(await run()).toEqual({ status: 0, out: WHOLE, err: [] });
    });

    test('of the connection that stays is told in one line', async () => {
      bedrock.fail('Converse', { reset: true }, 3);
      const { status, err } = await run();
      expect({ status, err }).toEqual({ status: 1, err: [expect.stringMatching(/^There is no answer, or not all of it: /)] });
    });
  });

  test('waits for a slow answer, and for slow events', async () => {
    bedrock.fail('Converse', { delay: 1000 });
    bedrock.fail('ConverseStream', { delay: 200 });
    expect(await run()).toEqual({ status: 0, out: WHOLE, err: [] });
  });

  test('gives up after the silence that it is set to, and says so in one line', async () => {
    bedrock.fail('Converse', { delay: 2000 });
    const { status, err } = await run({ AWS_MAX_ATTEMPTS: '1' }, long, startImpatiently());
    const line = expect.stringMatching(/^There is no answer, or not all of it: .*(timed out|read timeout)/i);
    expect({ status, err }).toEqual({ status: 1, err: [line] });
  });

  describe('Bedrock objects to', () => {
    test.each<[what: string, environment: (endpoint: string) => Environment, objection: RegExp]>([
      ['another Region', () => ({ AWS_REGION: 'us-east-1' }), /^signed for the Region us-east-1, not for af-south-1$/],
      ['another path', (endpoint) => ({ AWS_ENDPOINT_URL_BEDROCK_RUNTIME: `${endpoint}/proxy` }), /^there is no POST \/proxy\/model/],
      ['another secret', () => ({ AWS_SECRET_ACCESS_KEY: 'another' }), /^the signature is another than the one of the request$/],
      ['another profile', () => ({ ANTHROPIC_MODEL: 'us.anthropic.claude-sonnet-5-5' }), /^us\.anthropic\.claude-sonnet-5-5 is none of/],
      ['metadata with a bar', () => ({ CLAUDE_REQUEST_METADATA: '{"team": "a|b"}' }), /^body\/requestMetadata\/team must match pattern/],
    ])('%s', async (_, environment, objection) => {
      const { status, err } = await run(environment(bedrock.endpoint));
      expect(bedrock.objections).toEqual([expect.stringMatching(objection)]);
      expect(status).toBe(1);
      expect(err.join()).toMatch(/^\w+Exception:/);
    });
  });
}

/** Runs the command that a client gives, as a shell would read it, and returns what it prints. */
function explain(err: readonly string[]): string {
  const [, command] = /npx cdk-bedrock-cris (explain .*)$/.exec(err.at(-1)!)!;
  const { stdout } = spawnSync('sh', ['-c', `printf '%s\\n' ${command}`], { encoding: 'utf8' });
  const { status, out } = cli(...stdout.trimEnd().split('\n'));
  expect(status).toBe(1);
  return out.replace(/\s+/g, ' ');
}
