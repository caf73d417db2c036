import { judgeApp } from '../../../src/core/app/judge-app';
import { AppReport } from '../../../src/core/app/report';
import { parsePolicy } from '../../../src/core/iam/policy';
import { assemblyOf, Files } from '../../support/assemblies';
import { roleResource, smallAssembly, SmallStack } from '../../support/small-assembly';
import { deny, document, globalCall, SONNET } from '../../support/small-policies';

const NEVER = { 'Fn::Equals': ['a', 'b'] };
const PERHAPS = { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] };
const DENY = document(deny('bedrock:*', '*'));

function judge(stacks: Readonly<Record<string, SmallStack>>, other: Files = {}, artifacts: object = {}): AppReport {
  return judgeApp({ assembly: assemblyOf(smallAssembly(stacks, other, artifacts)) });
}

function judgeOne(Resources: object, Conditions: object = {}): AppReport {
  return judge({ App: { template: { Parameters: { Stage: { Type: 'String' } }, Conditions, Resources } } });
}

function list({ rows, identities }: AppReport): string[] {
  return [...new Set(rows.map(({ identity, verdict }) => `${identities[identity].path} ${verdict}`))].sort();
}

const group = { Type: 'AWS::IAM::Group', Properties: { Policies: [{ PolicyName: 'calls', PolicyDocument: document(globalCall()) }] } };
const user = (more: object = {}) => ({ Type: 'AWS::IAM::User', Properties: {}, ...more });
const addition = (more: object = {}, ...others: unknown[]) => ({
  Type: 'AWS::IAM::UserToGroupAddition', Properties: { GroupName: { Ref: 'G' }, Users: [{ Ref: 'U' }, ...others] }, ...more,
});

describe('what exists under a condition only', () => {
  test('a membership that never comes gives nothing, and one that may come is not judged', () => {
    const judgeGroup = (condition: object) => judgeOne({ G: group, U: user(), A: addition({ Condition: 'C' }) }, { C: condition });
    expect(list(judgeGroup(NEVER))).toEqual(['App/G not-judged']);
    expect(list(judgeGroup(PERHAPS)).join()).not.toContain('allowed');
    expect(list(judgeGroup({ 'Fn::Equals': ['a', 'a'] }))).toEqual(['App/U allowed']);
  });

  test('a user that never comes leaves the group without members', () => {
    expect(list(judgeOne({ G: group, U: user({ Condition: 'C' }), A: addition() }, { C: NEVER }))).toEqual(['App/G not-judged']);
  });

  test('a condition of a StackSet is settled in each place to which it deploys', () => {
    const body = {
      Conditions: { Home: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'af-south-1'] } },
      Resources: { R: { ...roleResource({}, globalCall({ region: '*' })), Condition: 'Home' } },
    };
    const judgeIn = (...Regions: string[]) => judgeOne({
      Set: {
        Type: 'AWS::CloudFormation::StackSet',
        Properties: {
          TemplateBody: JSON.stringify(body),
          StackInstancesGroup: [{ DeploymentTargets: { Accounts: ['111122223333'] }, Regions }],
        },
      },
    });
    expect(list(judgeIn('eu-west-1', 'af-south-1'))).toEqual(['App/Set/R allowed']);
    expect(list(judgeIn('af-south-1', 'eu-west-1'))).toEqual(['App/Set/R allowed']);
    expect(list(judgeIn('eu-west-1'))).toEqual([]);
  });

  test('conditions of one name in two templates are two', () => {
    const policy = {
      Type: 'AWS::IAM::Policy', Condition: 'C', Properties: { PolicyName: 'deny', PolicyDocument: DENY, Roles: [{ Ref: 'Role' }] },
    };
    const nested = {
      Parameters: { Role: { Type: 'String' } }, Conditions: { C: { 'Fn::Equals': [{ Ref: 'Role' }, 'x'] } }, Resources: { P: policy },
    };
    const N = {
      Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'https://bucket/nested-hash.json', Parameters: { Role: { Ref: 'R' } } },
    };
    const template = {
      Parameters: { Stage: { Type: 'String' } }, Conditions: { C: PERHAPS }, Resources: { R: { ...roleResource(), Condition: 'C' }, N },
    };
    const report = judge({ App: { template } }, {
      'App.assets.json': { files: { 'nested-hash': { source: { path: 'nested.json' } } } }, 'nested.json': nested,
    }, { 'App.assets': { type: 'cdk:asset-manifest', properties: { file: 'App.assets.json' } } });
    expect(list(report)).toEqual(['App/R not-judged']);
  });

  test('conditions that name each other twice are settled in time, and circles are not settled', () => {
    const chain = Object.fromEntries(Array.from({ length: 40 }, (_, index) =>
      [`C${index}`, { 'Fn::And': [{ Condition: `C${index + 1}` }, { Condition: `C${index + 1}` }] }]));
    const conditions = { ...chain, C40: { 'Fn::Equals': ['a', 'a'] }, Circle: { 'Fn::Not': [{ Condition: 'Circle' }] } };
    const report = judgeOne({ R: { ...roleResource(), Condition: 'C0' }, S: { ...roleResource(), Condition: 'Circle' } }, conditions);
    expect(list(report)).toEqual(['App/R allowed', 'App/S allowed']);
  });
});

test('a group with members outside of the app is told beside those who are in it', () => {
  const U = user({ Properties: { Policies: [{ PolicyName: 'none', PolicyDocument: DENY }] } });
  expect(list(judgeOne({ G: group, U, A: addition({}, 'outsider') }))).toEqual(['App/G not-judged', 'App/U denied']);
});

test('a policy of a stack whose account is not known may be that of a role with its name', () => {
  const policy = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: DENY, Roles: ['App'] } };
  const report = judge({
    A: { template: { Resources: { R: roleResource({ RoleName: 'App' }) } } },
    B: { template: { Resources: { P: policy } }, environment: 'aws://unknown-account/unknown-region' },
  });
  expect(list(report)).toContain('A/R not-judged');
});

test('a policy that is attached from both sides, from one of them perhaps, is attached', () => {
  const report = judgeOne({
    R: roleResource({ ManagedPolicyArns: [{ 'Fn::If': ['C', { Ref: 'P' }, { Ref: 'AWS::NoValue' }] }] }),
    P: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: DENY, Roles: [{ Ref: 'R' }] } },
  }, { C: PERHAPS });
  expect(list(report)).toEqual(['App/R denied']);
});

test.each([
  [{ Ref: 'AWS::NoValue' }], [null], [{ 'Fn::If': ['C', { Ref: 'P' }, { Ref: 'AWS::NoValue' }] }],
])('%j is no boundary', (boundary) => {
  const P = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: DENY } };
  expect(list(judgeOne({ R: roleResource({ PermissionsBoundary: boundary }), P }, { C: NEVER }))).toEqual(['App/R allowed']);
});

test.each<[string, object]>([
  ['an include in properties', { R: { Type: 'AWS::IAM::Role', Properties: { 'Fn::Transform': { Name: 'AWS::Include' } } } }],
  ['a macro in the place of a resource', { R: { 'Fn::Transform': { Name: 'Macro' } } }],
  ['a module', { R: { Type: 'My::Org::Role::MODULE' } }],
  ['a loop', { 'Fn::ForEach::R': ['X', ['a'], { 'R${X}': roleResource() }] }],
])('%s is not passed over', (_, resources) => {
  expect(judgeOne(resources).notJudged.map(({ what }) => what)).toContain('App');
});

test.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])('a resource of type %s is none of ours', (type) => {
  expect(list(judgeOne({ Odd: { Type: type, Properties: {} }, R: roleResource() }))).toEqual(['App/R allowed']);
});

test('nothing outside of the assembly is read', () => {
  const read = jest.fn((file: string) => file === 'manifest.json' ? {
    version: '53.0.0',
    artifacts: Object.fromEntries(['../base/A.json', '/etc/passwd', 'a/../../B.json'].map((templateFile, index) =>
      [`S${index}`, { type: 'aws:cloudformation:stack', properties: { templateFile } }])),
  } : {});
  const { notRead } = assemblyFrom(read);
  expect(notRead.map(({ what }) => what)).toEqual(['S0', 'S1', 'S2']);
  expect(read.mock.calls.map(([file]) => file).filter((file) => /\.\.|^\//.test(file))).toEqual([]);
});

const PROMISES = { routes: ['GLOBAL_PROFILE'], sourceRegions: [], exceptModelIds: [], exemptPrincipalArns: [] };

describe('a model that the template puts together', () => {
  const profile = (...parts: unknown[]) =>
    ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':bedrock:*:*:inference-profile/global.', ...parts]] });
  const role = (resource: unknown) => roleResource({}, {
    Effect: 'Allow', Action: 'bedrock:InvokeModel*', Resource: [resource, 'arn:aws:bedrock:*::foundation-model/*'],
  });
  const models = ({ rows, identities }: AppReport) =>
    [...new Set(rows.map(({ identity, model, verdict }) => `${identities[identity].path} ${model} ${verdict}`))];
  const FOUND = { 'Fn::FindInMap': ['Models', { Ref: 'AWS::Region' }, 'chat'] };

  test('by a mapping is that of its own template', () => {
    const stack = (chat: string) =>
      ({ template: { Mappings: { Models: { 'af-south-1': { chat } } }, Resources: { R: role(profile(FOUND)) } } });
    const report = judge({ A: stack(SONNET), B: stack('anthropic.claude-opus-5-5') });
    expect(models(report)).toEqual([`A/R ${SONNET} allowed`, 'B/R anthropic.claude-opus-5-5 allowed']);
  });

  test.each<[string, unknown]>([
    ['Fn::Join', profile('anthropic.', 'claude-sonnet-5-5')],
    ['Fn::Join with signs between', profile({ 'Fn::Join': ['-', ['anthropic.claude', 'sonnet', '5', '5']] })],
    ['Fn::Sub', { 'Fn::Sub': ['arn:${AWS::Partition}:bedrock:*:*:inference-profile/global.${Model}', { Model: SONNET }] }],
  ])('by %s is named', (_, resource) => {
    expect(models(judgeOne({ R: role(resource) }))).toEqual([`App/R ${SONNET} allowed`]);
  });

  test('of a part that only the deployment knows is not judged', () => {
    const report = judgeOne({ R: role(profile('anthropic.', { Ref: 'Stage' })) });
    expect(new Set(report.rows.map(({ verdict }) => verdict))).toEqual(new Set(['not-judged']));
    expect(report.rows.length).toBeGreaterThan(0);
  });
});

describe('of a guard', () => {
  const promised = (Condition: object | undefined) => judge({
    Org: {
      template: {
        Resources: {
          Guard: {
            Type: 'AWS::Organizations::Policy',
            Metadata: { 'cdk-bedrock-cris:guard': PROMISES },
            Properties: {
              Type: 'SERVICE_CONTROL_POLICY',
              TargetIds: ['r-ab12'],
              Content: document({ ...deny('bedrock:*', '*'), ...Condition && { Condition } }),
            },
          },
        },
      },
    },
    App: { template: { Resources: { R: roleResource() } } },
  }).denies[0].promises;

  test('a route is closed where its document denies it for certain, and not judged where that depends', () => {
    expect(promised(undefined)).toEqual([{ route: 'GLOBAL_PROFILE', isClosed: true }]);
    expect(promised({ StringEquals: { 'aws:SourceVpc': 'vpc-1' } })).toEqual([{ route: 'GLOBAL_PROFILE', isClosed: 'not-judged' }]);
  });
});

describe('findings', () => {
  const regionDeny = { ...deny('*', '*'), Condition: { StringNotEquals: { 'aws:RequestedRegion': 'af-south-1' } } };
  const scp = [{ policy: parsePolicy('scp', document(regionDeny)) }];
  const find = (...statements: object[]) => {
    const Resources = Object.fromEntries(statements.map((statement, index) => [`R${index}`, roleResource({}, statement)]));
    return judgeApp({ policies: scp, assembly: assemblyOf(smallAssembly({ App: { template: { Resources } } })) }).findings;
  };

  test('what is denied of a pattern is a warning, whoever else is denied by the same statement', () => {
    const findings = find(globalCall(), globalCall({ models: ['anthropic.claude-*'] }));
    expect(findings.map(({ severity, identities }) => [severity, identities])).toEqual([['error', [0]], ['warning', [1]]]);
    expect(JSON.stringify(findings)).not.toContain('zz-any-other');
  });

  test('a leg that own policies lack is told, though another policy denies it as well', () => {
    expect(find(globalCall({ legs: [1, 2] })).map(({ rule }) => rule)).toEqual(['blocked-access', 'partial-access']);
  });

  test('each identity is told what it cannot call, and not what others cannot', () => {
    const [{ description }] = find(globalCall(), globalCall({ models: [SONNET, 'anthropic.claude-opus-5-5'] }));
    expect(description).toMatch(/^'App\/R0' cannot call anthropic\.claude-sonnet-5-5 from af-south-1; 'App\/R1' cannot call /);
  });
});

function assemblyFrom(read: (file: string) => unknown) {
  return assemblyOf(new Proxy({}, { get: (_, file) => read(String(file)), has: () => true }) as Files);
}
