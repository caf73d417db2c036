import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv from 'ajv';
import { findBlock } from '../../projenrc/pages';
import { writePage } from '../../src/cli/report/page/page';
import { AppReport } from '../../src/core/app/report';
import { copyFrom, nativeProfile, profileResource, profileStatements } from '../support/application-profiles';
import { cli } from '../support/cli';
import { roleResource, smallAssembly } from '../support/small-assembly';
import { allow, document, globalCall, OPUS, SONNET } from '../support/small-policies';
import { writeAssembly } from '../support/written-assembly';

const directory = mkdtempSync(join(tmpdir(), 'cris-profiles-'));
afterAll(() => rmSync(directory, { recursive: true }));

const named = (resource: object, path: string) => ({ ...resource, Metadata: { 'aws:cdk:path': path } });
const role = (path: string, ...statements: object[]) =>
  named(roleResource({ Policies: [{ PolicyName: 'calls', PolicyDocument: document(...statements) }] }), `${path}/Resource`);
const of = (id: string, more: object = {}) => profileStatements({ profiles: [{ Ref: id }], ...more });

const BY_ID = `arn:\${AWS::Partition}:bedrock:\${AWS::Region}:\${AWS::AccountId}:application-inference-profile/${
  '${Native.InferenceProfileId}'}`;
const TEMPLATE = {
  Resources: {
    BillingProfile: named(profileResource(), 'Teams/Billing/Resource/Default'),
    SearchProfile: named(profileResource(OPUS), 'Teams/Search/Resource/Default'),
    Native: named(nativeProfile(), 'Teams/Native'),
    European: named(nativeProfile(copyFrom(`inference-profile/eu.${SONNET}`)), 'Teams/European'),
    // Clients list the profiles that there are.
    BillingRole: role('Teams/BillingRole', ...of('BillingProfile'), allow('bedrock:ListInferenceProfiles', '*')),
    SearchRole: role('Teams/SearchRole', ...of('SearchProfile', { models: [OPUS] })),
    BothRole: role('Teams/BothRole',
      ...profileStatements({ profiles: [{ Ref: 'BillingProfile' }, { Ref: 'SearchProfile' }], models: [SONNET, OPUS] })),
    HalfRole: role('Teams/HalfRole',
      ...profileStatements({ profiles: [{ Ref: 'BillingProfile' }, { Ref: 'SearchProfile' }], keys: [{ Ref: 'BillingProfile' }] })),
    NativeRole: role('Teams/NativeRole', ...profileStatements({ profiles: [{ 'Fn::GetAtt': ['Native', 'InferenceProfileArn'] }] })),
    SubRole: role('Teams/SubRole', ...profileStatements({ profiles: [{ 'Fn::Sub': BY_ID }] })),
    JoinRole: role('Teams/JoinRole', ...profileStatements({
      profiles: [{ 'Fn::Join': ['', ['arn:aws:bedrock:af-south-1:111122223333:application-inference-profile/', { Ref: 'Native' }]] }],
    })),
    EuropeanRole: role('Teams/EuropeanRole', ...profileStatements({ profiles: [{ 'Fn::GetAtt': ['European', 'InferenceProfileArn'] }] })),
    GlobalRole: role('Teams/GlobalRole', globalCall()),
    Fn: named({ Type: 'AWS::Lambda::Function', Properties: { Role: { 'Fn::GetAtt': ['BillingRole', 'Arn'] } } }, 'Teams/Fn/Resource'),
    Foreign: named({ Type: 'AWS::Lambda::Function', Properties: { Role: 'arn:aws:iam::111122223333:role/x' } }, 'Teams/Foreign/Resource'),
  },
};
const template = join(directory, 'Teams.template.json');
writeFileSync(template, JSON.stringify(TEMPLATE));
const scp = join(directory, 'scp.json');
writeFileSync(scp, JSON.stringify(document({
  Sid: 'Home', Effect: 'Deny', Action: '*', Resource: '*', Condition: { StringNotEquals: { 'aws:RequestedRegion': 'af-south-1' } },
} as object)));

describe('explain', () => {
  const explain = (path: string, ...args: string[]) =>
    cli('explain', '--template', template, '--role', path, '--region', 'af-south-1', ...args);
  const json = (path: string, ...args: string[]) => JSON.parse(explain(path, ...args, '--format', 'json').out) as any;
  const list = (path: string, ...args: string[]) => json(path, ...args).calls
    .map(({ call, outcome }: any) => `${call.model} ${call.profileName} ${call.streaming ? 'stream' : 'invoke'} ${outcome}`);
  const both = (model: string, name: string, outcome: string) => ['invoke', 'stream'].map((way) => `${model} ${name} ${way} ${outcome}`);

  test.each<[string, string[]]>([
    ['Teams/BillingRole', both(SONNET, 'Teams/Billing', 'ALLOWED')],
    ['Teams/SearchRole', both(OPUS, 'Teams/Search', 'ALLOWED')],
    ['Teams/BothRole', [...both(SONNET, 'Teams/Billing', 'ALLOWED'), ...both(OPUS, 'Teams/Search', 'ALLOWED')]],
    ['Teams/HalfRole', [...both(SONNET, 'Teams/Billing', 'ALLOWED'), ...both(OPUS, 'Teams/Search', 'IMPLICITLY_DENIED')]],
    ['Teams/NativeRole', both(SONNET, 'Teams/Native', 'ALLOWED')],
    ['Teams/SubRole', both(SONNET, 'Teams/Native', 'ALLOWED')],
    ['Teams/JoinRole', both(SONNET, 'Teams/Native', 'ALLOWED')],
  ])('asks about calls of %s through each profile that its policies allow', (path, expected) => {
    expect(list(path)).toEqual(expected);
  });

  test('asks about the model and the profile that are typed', () => {
    expect(list('Teams/BothRole', '--model', OPUS)).toEqual(both(OPUS, 'Teams/Search', 'ALLOWED'));
    expect(json('Teams/BillingRole', '--profile-kind', 'application', '--profile-id', 'abc', '--account', '111122223333').calls[0])
      .toMatchObject({ call: { profileId: 'abc' }, outcome: 'DEPENDS' });
  });

  describe('of an ID that only the deployment knows', () => {
    const ID = 'a1b2c3d4e5f6';
    const ERROR = 'User: arn:aws:sts::111122223333:assumed-role/app/me is not authorized to perform: bedrock:InvokeModel on resource: ' +
      `arn:aws:bedrock:af-south-1:111122223333:application-inference-profile/${ID} because no identity-based policy allows it`;
    const ask = (path: string, ...args: string[]) => json(path, '--account', '111122223333', ...args);

    test.each([['typed', ['--profile-id', ID]], ['of an error', ['--error', ERROR]]])('it depends where it is %s', (_, args) => {
      const { outcome, restsOn, notes, remedies } = ask('Teams/BillingRole', ...args);
      expect([outcome, restsOn]).toEqual(['DEPENDS', [`whether ${ID} is Teams/Billing`]]);
      expect(notes).toContainEqual(expect.stringContaining(`${SONNET} is allowed if ${ID} is Teams/Billing`));
      expect(remedies.map(({ sentence }: any) => sentence)).toEqual([`Say whether ${ID} is Teams/Billing: the answer depends on it.`]);
    });

    test('each model has its own profile', () => {
      expect(ask('Teams/BothRole', '--profile-id', ID).calls.map(({ call, restsOn }: any) => `${call.model} ${restsOn}`)).toEqual([
        ...Array(2).fill(`${SONNET} whether ${ID} is Teams/Billing`), ...Array(2).fill(`${OPUS} whether ${ID} is Teams/Search`),
      ]);
    });

    test('it is denied where the role names no profile', () => {
      expect(ask('Teams/GlobalRole', '--profile-id', ID).outcome).toBe('IMPLICITLY_DENIED');
    });

    test('it is denied where a policy above denies whatever it is', () => {
      expect(ask('Teams/BillingRole', '--profile-id', ID, '--scp', scp).outcome).toBe('EXPLICITLY_DENIED');
    });

    test.each(['Teams/Search', 'SearchProfile'])('a person may say %s, and be answered for certain', (name) => {
      expect(list('Teams/BothRole', '--profile-id', name)).toEqual(both(OPUS, 'Teams/Search', 'ALLOWED'));
      expect(ask('Teams/BillingRole', '--profile-id', name).outcome).toBe('IMPLICITLY_DENIED');
    });

    test('a path of no profile is refused', () => {
      expect(explain('Teams/BothRole', '--profile-id', 'Teams/Nothing').err).toContain('it creates: Teams/Billing, Teams/Search');
      expect(cli('check-scp', scp, '--profile-id', 'Teams/Billing').err).toContain('--profile-id must be the ID');
    });

    test('no condition is shown as a function of CloudFormation', () => {
      const { out } = explain('Teams/BillingRole', '--profile-id', ID);
      expect(out).not.toMatch(/\{"(Fn::|Ref)/);
      expect(out).toContain(':${AWS::Region}:${AWS::AccountId}:application-inference-profile/(profile_BillingProfile)');
    });
  });

  test('of a role that calls globally does as ever', () => {
    expect(json('Teams/GlobalRole').call.profileKind).toBe('global');
  });

  test.each(['Teams/Fn', 'Fn'])('asks about the role of a function, %s', (name) => {
    expect(list(name)).toEqual(both(SONNET, 'Teams/Billing', 'ALLOWED'));
    expect(explain('Teams/Foreign').err).toContain('the role of function \'Teams/Foreign\' is not in the template');
  });

  const ofGlobal = (model: string) => 'User: arn:aws:sts::111122223333:assumed-role/app/me is not authorized to perform: ' +
    `bedrock:InvokeModel on resource: arn:aws:bedrock:af-south-1:111122223333:inference-profile/global.${model} because no ` +
    'identity-based policy allows the bedrock:InvokeModel action';

  test('of a global ID that a role may not call says first which application profile to call instead', () => {
    const [{ sentence }] = json('Teams/BothRole', '--error', ofGlobal(SONNET)).remedies;
    expect(sentence).toMatch(/^Pass the ARN of the role's application profile of this model \('Teams\/Billing'\) as the model/);
    expect(json('Teams/BillingRole', '--error', ofGlobal(OPUS)).remedies[0].sentence).toMatch(/^These policies .* none of .*opus/);
    expect(json('Teams/GlobalRole', '--error', ofGlobal(OPUS)).remedies[0].sentence).toMatch(/^Add the statement/);
  });

  test('of a model of which no profile is judges no call through one, and says so', () => {
    const { calls, notes } = json('Teams/BillingRole', '--model', OPUS);
    expect(calls.map(({ call, outcome }: any) => `${call.profileKind} ${outcome}`)).toEqual(Array(2).fill('global IMPLICITLY_DENIED'));
    expect(notes).toContainEqual(expect.stringContaining(`these policies name no application profile of ${OPUS}`));
    expect(json('Teams/BillingRole', '--model', OPUS, '--profile-kind', 'application').calls.map(({ call }: any) => call.profileName))
      .toEqual([undefined, undefined]);
  });

  test('says that a copy of something else is not judged', () => {
    expect(json('Teams/EuropeanRole').notes.join('\n')).toContain(
      'Teams/European does not copy a global profile, so calls through it are not judged');
  });

  test('names the profile in the table and in the remedy', () => {
    const { out } = explain('Teams/BothRole', '--scp', scp);
    expect(out).toContain('4 calls through application profiles. The marks show, in order');
    expect(out).toMatch(/through Teams\/Billing/);
    expect(out).toContain('through any application profile there');
    expect(explain('Teams/HalfRole').out).not.toContain('stands for the ID of application profile \'Teams/Billing\'');
    expect(explain('Teams/HalfRole').out).toContain('of application profile');
    expect(explain('Teams/BillingRole').out).not.toMatch(/[\uE000-\uF8FF]/);
  });

  test('prints what its schema describes', () => {
    const validate = new Ajv({ allErrors: true }).compile(JSON.parse(readFileSync('docs/explain.schema.json', 'utf8')) as object);
    expect([validate(json('Teams/HalfRole', '--scp', scp)), validate.errors]).toEqual([true, null]);
  });
});

describe('report', () => {
  const path = writeAssembly(join(directory, 'cdk.out'), smallAssembly({ Teams: { template: TEMPLATE } }));
  const report = (...args: string[]) => cli('report', path, ...args).out;
  const json = (...args: string[]) => JSON.parse(report(...args, '--format', 'json', '--evidence')) as AppReport;

  test('says below a model through which profile it is called', () => {
    const lines = report().split('\n');
    const at = lines.findIndex((line) => line.startsWith('Teams/BillingRole'));
    expect(lines[at]).toMatch(/^Teams\/BillingRole +claude-sonnet-5-5 +af-south-1 +invoke, stream +allowed$/);
    expect(lines[at + 1].trim()).toBe('only through Teams/Billing');
    const words = (text: string) => text.split(/[\s─]+/);
    const head = lines.find((line) => line.startsWith('identity '))!;
    expect(words(findBlock('docs/report.md', 'Teams/BillingRole').text)).toEqual(words([head, ...lines.slice(at, at + 2)].join('\n')));
    const calls = lines.slice(0, lines.indexOf('Who may assume them'));
    expect(calls.filter((line) => line.startsWith('Teams/BillingRole'))).toHaveLength(1);
    expect(lines.find((line) => line.startsWith('Teams/GlobalRole'))).toMatch(/ claude-sonnet-5-5 +af-south-1 /);
  });

  test('folds no calls through two profiles', () => {
    const lines = report().split('\n');
    const at = lines.findIndex((line) => line.startsWith('Teams/BothRole'));
    expect(lines.slice(at, at + 4).map((line) => line.trim().replace(/ {2,}/g, ' '))).toEqual([
      'Teams/BothRole claude-sonnet-5-5 af-south-1 invoke, stream allowed', 'only through Teams/Billing',
      'claude-opus-5-5 af-south-1 invoke, stream allowed', 'only through Teams/Search',
    ]);
  });

  test('prints what its schema describes', () => {
    const validate = new Ajv({ allErrors: true }).compile(JSON.parse(readFileSync('docs/report.schema.json', 'utf8')) as object);
    const printed = json('--scp', scp);
    expect([validate(printed), validate.errors]).toEqual([true, null]);
    expect(printed.rows[0].profile).toMatchObject({ kind: 'application', name: 'Teams/Billing', at: { logicalId: 'BillingProfile' } });
    const models = (printed as any).evidence.transfer.find(({ id }: { id: string }) => id === 'models');
    expect(models).toBeDefined();
  });

  test('draws it in the page, with the name as text', () => {
    const { rows, ...rest } = json();
    const odd = { kind: 'application', name: 'Teams/<b>Billing' } as const;
    const page = writePage({ ...rest, rows: rows.map((row) => row.profile ? { ...row, profile: odd } : row) },
      { assembly: 'cdk.out', date: '2026-11-29', version: '1.2.3' });
    expect(page).toContain('<span class="note">through <code>Teams/&lt;b&gt;Billing</code></span>');
  });
});
