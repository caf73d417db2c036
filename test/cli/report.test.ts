import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { REPORT_OPTIONS } from '../../src/cli/options';
import { ELSEWHERE } from '../../src/core/app/only-way';
import { FINDING_RULES } from '../../src/core/app/report';
import { MANAGED_POLICIES } from '../../src/core/facts/managed-policy-data';
import { GEOGRAPHIES } from '../../src/core/facts/model-ids';
import { STACK_SET_BODY_BYTES, STACK_SET_FILE_BYTES } from '../../src/core/facts/stack-sets';
import { Files } from '../support/assemblies';
import { cli } from '../support/cli';
import { roleResource, smallAssembly } from '../support/small-assembly';
import { allow, document, globalCall } from '../support/small-policies';
import { writeAssembly } from '../support/written-assembly';

const ACCOUNT = '111122223333';
const directory = mkdtempSync(join(tmpdir(), 'cris-report-'));
afterAll(() => rmSync(directory, { recursive: true }));

const write = (name: string, content: unknown) => {
  writeFileSync(join(directory, name), typeof content === 'string' ? content : JSON.stringify(content));
  return join(directory, name);
};
let count = 0;
const assemble = (files: Files) => writeAssembly(join(directory, `cdk.out.${count++}`), files);
const report = (...args: string[]) => cli('report', ...args);
const first = ({ out }: { out: string }) => out.split('\n')[1];
const json = (...args: string[]) => JSON.parse(report(...args, '--format', 'json').out) as any;

const GOOD = { template: { Resources: { Caller: roleResource() } } };
const good = assemble(smallAssembly({ App: GOOD }));
const outsideRegions = (...regions: string[]) => document({
  Sid: 'OutsideRegions', Effect: 'Deny', Action: '*', Resource: '*', Condition: { StringNotEquals: { 'aws:RequestedRegion': regions } },
});
const deny = write('deny.json', outsideRegions('af-south-1'));
const open = write('open.json', outsideRegions('af-south-1', '${Region}'));
const ALLOWED = '1 identity; calls: 2 allowed, 0 denied, 0 partial, 0 not judged';
const DENIED = '1 identity; calls: 0 allowed, 2 denied, 0 partial, 0 not judged';
const OPEN = '1 identity; calls: 0 allowed, 0 denied, 0 partial, 2 not judged';

describe('without an assembly, one line says so', () => {
  const empty = join(directory, 'empty');
  mkdirSync(empty);
  test.each([
    ['nothing', join(directory, 'absent'), 'there is no such directory. Run cdk synth first'],
    ['a file', deny, 'must be the directory of a cloud assembly, but is a file. Run cdk synth first'],
    ['an empty directory', empty, 'not a cloud assembly, because it has no manifest.json. Run cdk synth first'],
    ['a manifest that is no JSON', assemble({ 'manifest.json': '{' }), 'not a cloud assembly: manifest.json:1:2: must be JSON: '],
    ['a manifest of something else', assemble({ 'manifest.json': [] }), 'manifest.json is not that of a cloud assembly'],
    ['an old manifest', assemble({ 'manifest.json': { version: '0.36.0' } }), 'must have version 1.0.0 or later, got: "0.36.0". '],
  ])('%s', (_, path, message) => {
    const { status, out, err } = report(path);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toMatch(/^cdk-bedrock-cris: [^\n]+$/);
    expect(err).toContain(`${path}: `);
    expect(err).toContain(message);
  });

  test('and cdk.out is meant where nothing is named', () => {
    expect(report().err).toContain('cdk.out: there is no such directory');
  });
});

test('the directory may be named by its manifest', () => {
  expect(first(report(join(good, 'manifest.json')))).toBe(ALLOWED);
});

describe('of an assembly that is broken in part, the rest is reported', () => {
  const bad = (template: unknown) => smallAssembly({ App: GOOD, Bad: { template } });
  const importing = (name: string) => ({ 'Fn::ImportValue': name });
  const nested = { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'https://bucket/f00d.json' } };
  const round = { Resources: { Role: roleResource({ PermissionsBoundary: importing('a') }) } };
  test.each<[string, Files, string]>([
    ['a template that is no JSON', bad('Resources:\n  A: {}\n'), 'Bad: Bad.template.json:1:1: must be JSON: '],
    ['a template that is a list', bad([]), 'Bad: Bad.template.json must be a template with \'Resources\''],
    ['a template that is not there', smallAssembly({ App: GOOD }, {}, {
      Bad: { type: 'aws:cloudformation:stack', environment: `aws://${ACCOUNT}/af-south-1`, properties: { templateFile: 'Bad.json' } },
    }), 'Bad.json: there is no such file'],
    ['a stage without a manifest', smallAssembly({ App: GOOD }, {}, {
      'assembly-Bad': { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-Bad' } },
    }), 'assembly-Bad: it is a stage whose manifest cannot be read'],
    ['a nested template that is not there', smallAssembly(
      { App: GOOD, Bad: { template: { Resources: { In: nested } } } },
      { 'Bad.assets.json': { files: { f00d: { source: { path: 'asset.f00d.json' } } } } },
      { 'Bad.assets': { type: 'cdk:asset-manifest', properties: { file: 'Bad.assets.json' } } },
    ), 'asset.f00d.json: there is no such file'],
    ['a circle of references', smallAssembly(
      { App: GOOD, Bad: { template: { ...round, Outputs: { A: { Value: importing('a'), Export: { Name: 'a' } } } } } },
    ), 'its reference leads back to itself'],
  ])('%s', (_, files, message) => {
    const path = assemble(files);
    const { status, out, err } = report(path);
    expect(status).toBe(2);
    expect(out).toMatch(/^App\/Caller +claude-sonnet-5-5 +af-south-1 +invoke, stream +allowed$/m);
    expect(err).toMatch(/^cdk-bedrock-cris: [^\n]+$/);
    expect(err).toContain(message);
    expect(json(path).notJudged).toContainEqual({ what: expect.any(String), why: expect.any(String), broken: true });
  });

  test('while what is only not read is none of that', () => {
    const macro = { Transform: 'AWS::Serverless-2016-10-31', Resources: {} };
    const path = assemble(smallAssembly({ App: GOOD, Macro: { template: macro } }));
    expect(report(path)).toMatchObject({ status: 0, err: '', out: expect.stringContaining('not judged: \'Macro\'') });
    expect(report(path, '--strict').status).toBe(1);
  });
});

test('a manifest that is newer than this library, and without stacks that it knows, is not judged', () => {
  const path = assemble({ 'manifest.json': { version: '99.0.0', artifacts: {} } });
  const told = 'not judged: \'manifest.json\': its version 99.0.0';
  expect(report(path)).toMatchObject({ status: 0, err: '', out: expect.stringContaining(told) });
  expect(report(path, '--strict').status).toBe(1);
  expect(report(assemble({
    ...smallAssembly({ App: GOOD }),
    'manifest.json': {
      ...smallAssembly({ App: GOOD })['manifest.json'] as object, version: '99.0.0',
    },
  })).out).not.toContain('not judged: \'manifest');
});

test('a model that is not listed is an assumption, in all formats', () => {
  const path = assemble(smallAssembly({
    App: {
      template: {
        Resources: {
          Caller: roleResource({}, globalCall({ models: ['anthropic.claude-sonet-5-5'] })),
          Next: roleResource({}, globalCall({ models: ['anthropic.claude-next-9'] })),
        },
      },
    },
  }));
  const typo = '\'anthropic.claude-sonet-5-5\' is not in this library\'s list; did you mean ' +
    '\'anthropic.claude-sonnet-5-5\'? It is taken as written.';
  const unlike = '\'anthropic.claude-next-9\' is not in this library\'s list. It is taken as written.';
  const { assumptions } = json(path);
  expect(assumptions).toEqual(expect.arrayContaining([typo, unlike]));
  expect(report(path, '--strict')).toMatchObject({ status: 0, out: expect.stringContaining('anthropic.claude-sonet-5-5') });
  expect(report(path, '--format', 'html').out).toContain('claude-sonet-5-5');
  expect(json(good).assumptions.join()).not.toContain('library\'s list');
});

describe('the exit status', () => {
  const partial = assemble(smallAssembly({ App: { template: { Resources: { Caller: roleResource({}, globalCall({ legs: [1, 2] })) } } } }));
  const wildcard = assemble(smallAssembly({ App: { template: { Resources: { Caller: roleResource({}, allow('*', '*')) } } } }));
  test.each([
    ['0 where all that is meant is allowed', [good], 0, ALLOWED],
    ['0 for the same with --strict', [good, '--strict'], 0, ALLOWED],
    ['1 where a named call is denied', [good, '--scp', deny], 1, DENIED],
    ['1 where a named call is partly allowed', [partial], 1, '1 identity; calls: 0 allowed, 0 denied, 2 partial, 0 not judged'],
    ['0 where it is not judged', [good, '--scp', open], 0, OPEN],
    ['1 for the same with --strict', [good, '--scp', open, '--strict'], 1, OPEN],
    ['0 where only a wildcard is denied', [wildcard, '--scp', deny], 0, expect.stringContaining(' 0 allowed, ')],
    ['1 also where --only leaves the finding out', [good, '--scp', deny, '--only', 'over-grant'], 1, DENIED],
  ])('is %s', (_, args, status, summary) => {
    const run = report(...args);
    expect([run.status, run.err, first(run)]).toEqual([status, '', summary]);
  });
});

describe('--scp', () => {
  const bedrock = write('bedrock.json', document(allow('bedrock:*', '*')));
  const storage = write('storage.json', document(allow('s3:*', '*')));

  test('takes the files behind it, each a level that must allow a call', () => {
    expect(first(report(good, '--scp', bedrock, storage))).toBe(ALLOWED);
    expect(first(report(good, '--scp', bedrock, storage, '--no-full-aws-access'))).toBe(DENIED);
  });

  test('--scp-level puts files on one level, of which one allows', () => {
    expect(first(report(good, '--scp-level', 'root', '--scp', bedrock, storage, '--no-full-aws-access'))).toBe(ALLOWED);
    const apart = ['--scp-level', 'root', '--scp', bedrock, '--scp-level', 'unit', '--scp', storage];
    expect(first(report(good, ...apart, '--no-full-aws-access'))).toBe(DENIED);
  });

  test('a placeholder is not known, and is named', () => {
    const { out } = report(good, '--scp', open);
    expect(out).toContain('not judged: \'App/Caller\': it depends on ${Region}');
  });

  test.each([
    [['--scp', join(directory, 'absent.json')], 'absent.json: there is no such file'],
    [['--scp', write('half.json', '{')], 'half.json:1:2: must be JSON'],
    [['--scp'], '--scp must be followed by a value'],
    [['--scp-level', 'root'], '--scp-level root must be followed by the --scp files of that level'],
  ])('%j is refused', (args, message) => {
    expect(report(good, ...args)).toMatchObject({ status: 2, out: '', err: expect.stringContaining(message) });
  });
});

describe('--organization', () => {
  const scp = (target: string) => ({
    Type: 'AWS::Organizations::Policy',
    Properties: { Type: 'SERVICE_CONTROL_POLICY', TargetIds: [target], Content: outsideRegions('af-south-1') },
  });
  const under = assemble(smallAssembly({ App: { template: { Resources: { Caller: roleResource(), Scp: scp('ou-ab12-11111111') } } } }));

  test.each([
    ['nothing is said: the unit is taken to be above every account', undefined, DENIED],
    ['the unit is above the account', ['r-ab12', 'ou-ab12-11111111'], DENIED],
    ['another one is', ['r-ab12', 'ou-ab12-22222222'], ALLOWED],
    ['it is the management account', [], ALLOWED],
  ])('%s', (what, units, summary) => {
    const file = units === undefined ? [] : ['--organization', write('units.json', { [ACCOUNT]: units })];
    const run = report(under, ...file);
    expect([what, first(run)]).toEqual([what, summary]);
    expect(/It is assumed that ou-ab12-11111111 is above account/.test(run.out)).toBe(units === undefined);
  });

  test.each([
    ['a unit as text', { [ACCOUNT]: 'r-ab12' }, 'got: {"111122223333":"r-ab12"}. Put it in brackets'],
    ['a unit that is none', { [ACCOUNT]: ['r-ab12', 'root'] },
      'got: {"111122223333":["r-ab12","root"]}. "root" is not the ID of a root or a unit'],
    ['an account that is none', { 1111: [] }, 'got: "1111". Name an account by its 12 digits'],
    ['a list', [], 'got: []'],
    ['no JSON', '{', 'must be JSON'],
  ])('refuses %s', (_, content, message) => {
    const { status, out, err } = report(good, '--organization', write('odd.json', content));
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toMatch(/^cdk-bedrock-cris: [^\n]*odd\.json[^\n]*$/);
    expect(err).toContain(message);
  });

  test('refuses a file that is not there', () => {
    const run = report(good, '--organization', join(directory, 'none.json'));
    expect(run).toMatchObject({ status: 2, err: expect.stringMatching(/no such file/) });
  });
});

describe('--only', () => {
  const path = assemble(smallAssembly({
    App: { template: { Resources: { Caller: roleResource(), Admin: roleResource({}, allow('*', '*')) } } },
    Macro: { template: { Transform: 'Own', Resources: {} } },
  }));
  const list = (...args: string[]) => {
    const { findings, notJudged, rows } = json(path, '--scp', deny, ...args);
    return { rules: [...new Set(findings.map(({ rule }: any) => rule))].sort(), notJudged: notJudged.length, rows: rows.length };
  };
  const all = list();

  test('shows the findings that are asked for; rows stay in the JSON', () => {
    expect(all).toMatchObject({ rules: expect.arrayContaining(['blocked-access']), notJudged: 1 });
    expect(list('--only', 'blocked-access')).toEqual({ ...all, rules: ['blocked-access'], notJudged: 0 });
    expect(list('--only', 'stream-missing, not-judged')).toEqual({ ...all, rules: [], notJudged: 1 });
    expect(list('--only', 'FINDINGS')).toEqual(all);
  });

  test('leaves the tables out', () => {
    const { out } = report(path, '--scp', deny, '--only', 'blocked-access');
    expect(out).toContain('✗ blocked-access: ');
    expect(out).not.toMatch(/Who may call, in account|What denies calls|not judged: /);
  });

  test('refuses what is no finding', () => {
    const run = report(path, '--only', 'blocked-access,blocked');
    expect(run).toMatchObject({ status: 2, out: '', err: expect.stringContaining('FINDINGS for all of them, got: "blocked"') });
    expect(report(path, '--only', 'blocked-access,').err).toContain('FINDINGS for all of them, got: "blocked-access,"');
  });
});

describe('--format and --out', () => {
  test.each([
    ['table', /^Who may call Claude: /],
    ['json', /^\{\n {2}"version": "1",/],
    ['html', /^<!doctype html>\n/],
  ])('%s is printed, or written into a file', (format, start) => {
    const printed = report(good, '--format', format);
    expect(printed).toMatchObject({ status: 0, err: '', out: expect.stringMatching(start) });
    const file = join(directory, `out.${format}`);
    const written = report(good, '--format', format, '--out', file);
    expect(written).toEqual({ status: 0, out: '', err: `cdk-bedrock-cris: the report is in ${file}` });
    expect(readFileSync(file, 'utf8')).toBe(`${printed.out.replace(/\n$/, '')}\n`);
  });

  test.each([
    [['--format', 'yaml'], '--format must be table, json or html, got: "yaml"'],
    [['--out', join(directory, 'absent', 'report.html')], 'absent/report.html: there is no such directory to write it into'],
    [['--out', directory], 'it is a directory: name a file'],
    [['--out='], '--out must be the name of a file'],
    [['--evidence'], '--evidence must be given with --format json or --format html'],
    [['--commit', 'a b'], '--commit must be the ID of a commit, or a tag, got: "a b"'],
    [['--date', 'today'], '--date must be a day, such as 2026-11-30, got: "today"'],
    [['--date', '2026-02-30'], '--date must be a day, such as 2026-11-30, got: "2026-02-30"'],
    [['--strct'], '--strct is not an option; did you mean --strict?'],
    [['--model', 'anthropic.claude-opus-5-5'], '--model belongs to explain or check-scp'],
    [['--max-tokens', '5'], '--max-tokens belongs to quota'],
    [['--strict', '--strict'], '--strict must be given once'],
    [['--strict=yes'], '--strict takes no value'],
    [['other'], 'report takes one directory, got: '],
  ])('%j is refused, and nothing is written', (args, message) => {
    const { status, out, err } = report(good, ...args);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toContain(message);
    expect(existsSync(join(directory, 'absent'))).toBe(false);
  });

  test('options of report are told to those who forget the word', () => {
    expect(cli('explain', '--organization', 'units.json').err).toContain('--organization belongs to report, which must be the first word');
    expect(cli('--strict', 'report').err).toContain('--strict belongs to report');
  });
});

test('the evidence names the day, the commit and what the templates hold', () => {
  const { evidence, date, commit } = json(good, '--evidence', '--date', '2026-11-30', '--commit', 'v1.2.3');
  expect({ date, commit, about: [evidence.date, evidence.commit] }).toEqual({
    date: '2026-11-30', commit: 'v1.2.3', about: ['2026-11-30', 'v1.2.3'],
  });
  expect(evidence.templates).toEqual([{ file: 'App.template.json', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
  expect(json(good)).not.toHaveProperty('evidence');
});

describe('the inputs of the evidence', () => {
  const hash = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');
  const units = write('units.json', { [ACCOUNT]: ['r-ab12'] });

  test('are each file that decides an answer, hashed, with the options and the version', () => {
    const { evidence: { inputs, templates } } = json(good, '--evidence', '--scp-level', 'root', '--scp', deny, '--organization', units,
      '--no-full-aws-access');
    expect(inputs).toEqual({
      tool: expect.stringMatching(/^\d+\.\d+\.\d+/),
      options: ['--scp-level root', `--scp ${deny}`, `--organization ${units}`, '--no-full-aws-access'],
      files: [
        { from: 'assembly', file: 'manifest.json', sha256: hash(join(good, 'manifest.json')) },
        { from: '--scp', file: deny, sha256: hash(deny) },
        { from: '--organization', file: units, sha256: hash(units) },
      ],
    });
    expect(templates).toEqual([{ file: 'App.template.json', sha256: hash(join(good, 'App.template.json')) }]);
  });

  test('are the files of a directory of policies', () => {
    const policies = join(directory, 'policies');
    mkdirSync(policies);
    const [one, two] = ['1.json', '2.json'].map((name) => write(`policies/${name}`, outsideRegions('af-south-1')));
    const { evidence: { inputs } } = json(good, '--evidence', '--scp', policies);
    expect(inputs.files.slice(1).map(({ file }: any) => file)).toEqual([one, two]);
  });

  test('are on the page, and of a broken assembly those that could be read', () => {
    const { out } = report(good, '--evidence', '--format', 'html', '--scp', deny);
    expect(out).toContain(`<code>--scp ${deny}</code>`);
    expect(out).toContain(`<code>${hash(deny)}</code>`);
    const broken = assemble(smallAssembly({ App: GOOD }, {}, {
      Bad: { type: 'aws:cloudformation:stack', environment: `aws://${ACCOUNT}/af-south-1`, properties: { templateFile: 'Bad.json' } },
    }));
    expect(json(broken, '--evidence').evidence.templates.map(({ file }: any) => file)).toEqual(['App.template.json']);
  });
});

describe('in 80 columns', () => {
  let before: string | undefined;
  beforeAll(() => {
    before = process.env.COLUMNS;
    process.env.COLUMNS = '80';
  });
  afterAll(() => {
    if (before === undefined) {
      delete process.env.COLUMNS;
    } else {
      process.env.COLUMNS = before;
    }
  });
  /** Lines that are too long, but for what is to be copied whole. */
  const wide = (text: string) => text.split('\n').filter((line) => line.length > 80 && !/^ *(\{|npx )/.test(line));

  test('stand the report of long names and what is wrong with it', () => {
    const Long = roleResource({ RoleName: 'a-role-with-a-name-of-64-characters-which-is-as-long-as-IAM-has-it' });
    const path = assemble(smallAssembly({ 'A-stack-with-a-name-that-is-long-as-they-often-are': { template: { Resources: { Long } } } }));
    const { out } = report(path, '--scp', deny);
    expect(out).toContain('✗ blocked-access');
    expect(wide(out)).toEqual([]);
  });

  test('stands the help, which names each option', () => {
    const { status, out } = report('--help');
    expect(status).toBe(0);
    expect(wide(out)).toEqual([]);
    expect(Object.keys(REPORT_OPTIONS).filter((option) => !out.includes(`--${option}`))).toEqual(['help', 'version']);
  });
});

describe('who may assume the roles', () => {
  const HUB = 'token.actions.githubusercontent.com';
  const ISSUER = 'oidc.eks.af-south-1.amazonaws.com/id/ABC';
  const WEB = 'sts:AssumeRoleWithWebIdentity';
  const POD = ['sts:AssumeRole', 'sts:TagSession'];
  const provider = (host: string) => ({ Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/${host}` });
  const admit = (Principal: unknown, Action: unknown, Condition: object) => ({ Effect: 'Allow', Principal, Action, Condition });
  const github = admit(provider(HUB), WEB, {
    StringEquals: {
      [`${HUB}:aud`]: 'sts.amazonaws.com',
      [`${HUB}:sub`]: ['repo:o/r:environment:prod', 'repo:o@1/r@456789:environment:prod'],
      [`${HUB}:repository_id`]: '456789',
    },
  });
  const irsa = admit(provider(ISSUER), WEB, {
    StringEquals: { [`${ISSUER}:aud`]: 'sts.amazonaws.com', [`${ISSUER}:sub`]: 'system:serviceaccount:ns:sa' },
  });
  const pods = admit({ Service: 'pods.eks.amazonaws.com' }, POD, {
    StringEquals: { 'aws:RequestTag/kubernetes-namespace': 'ns', 'aws:RequestTag/kubernetes-service-account': 'sa' },
    ArnEquals: { 'aws:RequestTag/eks-cluster-arn': `arn:aws:eks:af-south-1:${ACCOUNT}:cluster/c` },
  });
  const partner = admit({ AWS: 'arn:aws:iam::222233334444:role/x' }, 'sts:AssumeRole', { StringEquals: { 'sts:ExternalId': 'e' } });
  const plant = admit({ Service: 'rolesanywhere.amazonaws.com' }, [...POD, 'sts:SetSourceIdentity'], {
    ArnEquals: { 'aws:SourceArn': `arn:aws:rolesanywhere:af-south-1:${ACCOUNT}:trust-anchor/a1` },
    StringEquals: { 'aws:PrincipalTag/x509Subject/CN': 'x' },
  });
  const role = (...statements: object[]) => roleResource({ AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: statements } });
  const template = { Resources: { Deploy: role(github), Pods: role(irsa, pods), Partner: role(partner), Plant: role(plant) } };
  const table = (out: string) => /Who may assume them\n([^]*?)\n\n/.exec(out)?.[1];

  test('each on a line of its own, as the documentation shows it', () => {
    const shown = table(report(assemble(smallAssembly({ Apps: { template } }))).out)!;
    expect(readFileSync(join(__dirname, '../../docs/report.md'), 'utf8')).toContain(`\`\`\`text\n${shown}\n\`\`\``);
    expect(Math.max(...shown.split('\n').map((line) => line.length))).toBeLessThan(120);
  });
});

describe('docs/report.md', () => {
  const page = readFileSync('docs/report.md', 'utf8');
  const findSection = (heading: string) => page.split(`\n### ${heading}\n`)[1].split('\n### ')[0];

  test('has every option and every finding', () => {
    const [options, findings] = [findSection('Options'), findSection('Findings')];
    const named = Object.keys(REPORT_OPTIONS).filter((name) => !['help', 'version'].includes(name));
    expect(named.filter((name) => !options.includes(`\`--${name}`))).toEqual([]);
    expect(FINDING_RULES.filter((rule) => !findings.includes(`| \`${rule}\` |`))).toEqual([]);
  });

  test('has the numbers and the Regions of the code', () => {
    expect(page).toContain(`the 1,643 policies that we read, ${Object.keys(MANAGED_POLICIES).length} concern such calls`);
    expect(page).toContain(`more than ${STACK_SET_BODY_BYTES.toLocaleString('en')} bytes as text, ` +
      `or more than ${STACK_SET_FILE_BYTES / 2 ** 20} MB`);
    expect(page).toContain(`(${GEOGRAPHIES.join(', ')})`);
    expect(page.replace(/\n/g, ' ')).toContain(`It also checks ${ELSEWHERE.slice(0, -1).join(', ')} and ${ELSEWHERE.at(-1)}.`);
  });

  test('has the steps of the example workflow', () => {
    const [, steps] = /```yaml\n([^]*?)```/.exec(page)!;
    expect(readFileSync('examples/github/deploy-claude.yml', 'utf8')).toContain(steps);
  });
});
