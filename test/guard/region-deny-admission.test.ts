import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import {
  ApplicationProfile, ClaudeModel, GlobalCrisDenyGuard, InvocationRequest, InvocationSimulator, PolicySource, RegionDenyAdmissionOptions,
  RegionDenyPolicy,
} from '../../src';
import { CALLER } from '../support/decisions';

const ANY = PolicySource.fromJson('anything', { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } });
const STATEMENT = {
  Sid: 'Regions',
  Effect: 'Deny',
  NotAction: ['iam:*'],
  Resource: '*',
  Condition: { StringNotEquals: { 'aws:RequestedRegion': ['af-south-1', 'eu-west-1'] } },
};
const DENY = { Version: '2012-10-17', Statement: STATEMENT };
const { SONNET_5_5, HAIKU_4_5, OPUS_5_5 } = ClaudeModel;
const OPTIONS = { admitModels: [SONNET_5_5, HAIKU_4_5], admitFrom: ['af-south-1', 'eu-west-1'] };

function allowedUnder(document: any): (model: ClaudeModel, sourceRegion: string, streaming?: boolean) => boolean {
  const simulator = new InvocationSimulator({
    identityPolicies: [ANY], serviceControlPolicies: [{ levelName: 'root', policies: [PolicySource.fromJson('edited', document)] }],
  });
  return (model, sourceRegion, streaming) =>
    simulator.decide(InvocationRequest.globalProfile(model, { ...CALLER, sourceRegion, streaming })).allowed;
}

test('admits several models from several Regions, and no other', () => {
  const { document, changes } = RegionDenyPolicy.admit(PolicySource.fromJson('deny', DENY), OPTIONS);
  const allowed = allowedUnder(document);
  const outcomes = [SONNET_5_5, HAIKU_4_5, OPUS_5_5].flatMap((model) =>
    ['af-south-1', 'eu-west-1', 'us-east-1'].map((region) => allowed(model, region, true)));
  expect(outcomes).toEqual([true, true, false, true, true, false, false, false, false]);
  expect(changes).toHaveLength(1);
  expect(changes[0]).toMatch(/^statement 0 \('Regions'\): Condition\.ArnNotLike\.bedrock:InferenceProfileArn: added /);
  expect(changes[0]).toContain(': added "arn:aws:bedrock:af-south-1:*:inference-profile/global.');
});

test('takes a document of the app, and JSON text', () => {
  const stack = new Stack();
  const document = iam.PolicyDocument.fromJson({ ...DENY, Statement: [STATEMENT] });
  const sources = [PolicySource.fromDocument(stack, document), PolicySource.fromJsonText('text', JSON.stringify(DENY))];
  expect(sources.map((source) => allowedUnder(RegionDenyPolicy.admit(source, OPTIONS).document)(SONNET_5_5, 'af-south-1')))
    .toEqual([true, true]);
});

test('admits application profiles when asked, and only from the Regions that are named', () => {
  const { document, changes } = RegionDenyPolicy.admit(PolicySource.fromJson('deny', DENY), {
    admitModels: [SONNET_5_5], admitFrom: ['af-south-1'], applicationProfiles: true,
  });
  const simulator = new InvocationSimulator({
    identityPolicies: [ANY], serviceControlPolicies: [{ levelName: 'root', policies: [PolicySource.fromJson('edited', document)] }],
  });
  const through = (model: ClaudeModel, sourceRegion: string) =>
    simulator.decide(InvocationRequest.applicationProfile(model, 'copy', { ...CALLER, sourceRegion })).allowed;
  expect([through(SONNET_5_5, 'af-south-1'), through(HAIKU_4_5, 'af-south-1'), through(SONNET_5_5, 'eu-west-1')])
    .toEqual([true, false, false]);
  const allowed = allowedUnder(document);
  expect([allowed(SONNET_5_5, 'af-south-1', true), allowed(SONNET_5_5, 'eu-west-1'), allowed(HAIKU_4_5, 'af-south-1')])
    .toEqual([true, false, false]);
  expect(changes).toHaveLength(2);
  const approved = {
    ...DENY, Statement: { Effect: 'Deny', Action: 'bedrock:InvokeModel', NotResource: 'arn:aws:bedrock:*::foundation-model/anthropic.*' },
  };
  expect(() => RegionDenyPolicy.admit(PolicySource.fromJson('approved', approved), { ...OPTIONS, applicationProfiles: true }))
    .toThrow(/cannot be distinguished from those of another/);
});

test('admits the models of application profiles, without their names being typed', () => {
  const stack = new Stack();
  const admitProfiles = ['Billing', 'Search'].map((id) => new ApplicationProfile(stack, id, { model: SONNET_5_5 }));
  const source = PolicySource.fromJson('deny', DENY);
  const ask = (options: Partial<RegionDenyAdmissionOptions>) => {
    const { document } = RegionDenyPolicy.admit(source, { admitFrom: ['af-south-1'], ...options });
    const simulator = new InvocationSimulator({
      identityPolicies: [ANY], serviceControlPolicies: [{ levelName: 'root', policies: [PolicySource.fromJson('edited', document)] }],
    });
    return [SONNET_5_5, OPUS_5_5].flatMap((model) => [
      simulator.decide(InvocationRequest.globalProfile(model, { ...CALLER })).allowed,
      simulator.decide(InvocationRequest.applicationProfile(model, 'copy', { ...CALLER })).allowed,
    ]);
  };
  expect(ask({ admitProfiles })).toEqual([false, true, false, false]);
  expect(ask({ admitProfiles, admitModels: [OPUS_5_5] })).toEqual([false, true, true, false]);
  expect(ask({ admitProfiles, admitModels: [SONNET_5_5] })).toEqual([true, true, false, false]);
  expect(ask({ admitProfiles, admitModels: [OPUS_5_5], applicationProfiles: true })).toEqual([false, true, true, true]);
});

test('admits in the library\'s own guard, with and without exempt principals', () => {
  for (const exemptPrincipalArns of [[], ['arn:*:iam::*:role/Break']]) {
    const guard = new GlobalCrisDenyGuard(new Stack(), 'Guard', { exemptPrincipalArns });
    const { document } = RegionDenyPolicy.admit(PolicySource.fromJsonText('guard', guard.toJson()), OPTIONS);
    expect([SONNET_5_5, OPUS_5_5].map((model) => allowedUnder(document)(model, 'af-south-1'))).toEqual([true, false]);
  }
});

test('admits one model after another', () => {
  const allowList = {
    Version: '2012-10-17',
    Statement: [
      { Sid: 'InferenceProfile', Effect: 'Allow', Action: 's3:*', Resource: '*' },
      { Sid: 'No', Effect: 'Deny', Action: 'bedrock:*', Resource: '*' },
    ],
  };
  const document = [SONNET_5_5, OPUS_5_5].reduce<object>((now, model) => {
    const options = { admitModels: [model], admitFrom: ['af-south-1'] };
    return RegionDenyPolicy.admit(PolicySource.fromJson('twice', now), options).document;
  }, allowList);
  expect([SONNET_5_5, OPUS_5_5, HAIKU_4_5].map((model) => allowedUnder(document)(model, 'af-south-1'))).toEqual([true, true, false]);
  const { Statement } = document as typeof allowList;
  const sids = Statement.flatMap(({ Sid: sid }) => sid ?? []);
  expect(new Set(sids).size).toBe(sids.length);
});

test.each([
  ['an allow that only some have',
    {
      Statement: [{ Effect: 'Allow', Action: 'bedrock:*', Resource: '*', Condition: { StringEquals: { 'aws:PrincipalTag/team': 'ml' } } }],
    }],
  ['a deny of Bedrock for all but some',
    {
      Statement: {
        Effect: 'Deny',
        Action: 'bedrock:InvokeModel*',
        Resource: '*',
        Condition: { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/ml' } },
      },
    }],
])('does not rest on %s', (_, document) => {
  const edited = RegionDenyPolicy.admit(PolicySource.fromJson('some', document), OPTIONS);
  expect([SONNET_5_5, OPUS_5_5].map((model) => allowedUnder(edited.document)(model, 'af-south-1'))).toEqual([true, false]);
});

test.each<[string, object]>([
  ['the network, but for some services',
    { NotAction: ['ec2:*', 'iam:*'], Condition: { NotIpAddressIfExists: { 'aws:SourceIp': '192.0.2.0/24' } } }],
  ['the team that uses Bedrock', { Action: 'bedrock:*', Condition: { StringNotEquals: { 'aws:PrincipalTag/team': 'ml' } } }],
  ['everybody but some', { Action: '*', Condition: { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/Break' } } }],
])('leaves a rule about %s as it is, and remarks on it', (_, statement) => {
  const source = { Statement: { Sid: 'Callers', Effect: 'Deny', Resource: '*', ...statement } };
  expect(RegionDenyPolicy.admit(PolicySource.fromJson('rule', source), OPTIONS))
    .toEqual({ document: source, changes: [], remarks: ['statement 0 (\'Callers\') is a rule about callers, and was not changed'] });
});

test('closes nothing that was open when application profiles are admitted', () => {
  const narrow = {
    Statement: {
      Effect: 'Deny',
      Action: 'bedrock:InvokeModel',
      Resource: '*',
      Condition: { StringNotEquals: { 'aws:RequestedRegion': ['af-south-1', 'us-east-1'] } },
    },
  };
  const { document } = RegionDenyPolicy.admit(PolicySource.fromJson('narrow', narrow), {
    admitModels: [SONNET_5_5], admitFrom: ['af-south-1'], applicationProfiles: true,
  });
  expect([true, false].map((streaming) => allowedUnder(document)(SONNET_5_5, 'us-east-1', streaming))).toEqual([true, false]);
  const allowList = { Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' } };
  expect(() => RegionDenyPolicy.admit(PolicySource.fromJson('list', allowList), { ...OPTIONS, applicationProfiles: true }))
    .toThrow(/it lists what it allows, and there the application profiles/);
});

test('remarks on what may still stand in the way', () => {
  const oneAccount = { Effect: 'Deny', Action: '*', Resource: 'arn:aws:bedrock:*:111122223333:*' };
  expect(RegionDenyPolicy.admit(PolicySource.fromJson('account', { Statement: oneAccount }), OPTIONS).remarks)
    .toEqual(['statement 0 names an account, and was judged for other accounts only']);
  const perimeter = {
    Sid: 'Ours', Effect: 'Deny', Action: '*', Resource: '*', Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-ours' } },
  };
  const long = { ...STATEMENT, NotAction: Array.from({ length: 700 }, (_, index) => `service${index}:*`) };
  const { remarks } = RegionDenyPolicy.admit(PolicySource.fromJson('deny', { ...DENY, Statement: [perimeter, long] }), OPTIONS);
  expect(remarks).toEqual([
    'statement 0 (\'Ours\') is a rule about callers, and was not changed',
    expect.stringMatching(/^the document has \d+ characters minified, and AWS Organizations takes at most 10240$/),
  ]);
});

test('changes nothing of what was given', () => {
  const originalText = JSON.stringify(DENY);
  RegionDenyPolicy.admit(PolicySource.fromJson('deny', DENY), OPTIONS);
  expect(JSON.stringify(DENY)).toBe(originalText);
});

test.each<[string, object, object, RegExp]>([
  ['AWS Control Tower manages', { Sid: 'GRREGIONDENY' }, {},
    /^policy 'deny' cannot be edited.*Control Tower manages.*First deploy.*Customizations for AWS Control Tower \(CfCT\)\. Then switch/],
  ['does not allow the source Region', {}, { admitFrom: ['us-east-1'] },
    /it denies the source Region itself\..*allow the Region there first/],
  ['does not say its Regions before the deployment', { Condition: { StringNotEquals: { 'aws:RequestedRegion': { Ref: 'Regions' } } } }, {},
    /it denies the source Region itself/],
  ['denies what only its models would tell apart',
    { NotAction: undefined, Condition: undefined, Action: 'bedrock:*', Resource: 'arn:aws:bedrock:*:*:*' }, {},
    /it names the resources that it denies/],
])('refuses a document that %s', (_, more, options, message) => {
  const source = PolicySource.fromJson('deny', JSON.parse(JSON.stringify({ ...DENY, Statement: { ...STATEMENT, ...more } })));
  expect(() => RegionDenyPolicy.admit(source, { ...OPTIONS, ...options })).toThrow(message);
});

test.each<[object, RegExp]>([
  [{ admitModels: [] }, /^policy 'deny': 'admitModels' must list at least one ClaudeModel, got: \[\]\. For example/],
  [{ admitFrom: [] }, /'admitFrom' must list the Regions.*got: \[\]/],
  [{ admitModels: undefined }, /^policy 'deny': 'admitModels' must list at least one ClaudeModel, got: undefined\. For example/],
  [{ admitFrom: undefined }, /^policy 'deny': 'admitFrom' must list the Regions.*got: undefined/],
  [{ admitModels: [undefined] }, /^policy 'deny': 'admitModels' must hold no undefined and no null, got: undefined as element 1 of 1\..*$/],
  [{ admitFrom: [undefined] }, /^policy 'deny': 'admitFrom' must hold no undefined and no null, got: undefined as element 1 of 1\..*$/],
  [{ admitFrom: 'af-south-1' }, /^policy 'deny': 'admitFrom' must be a list, got: "af-south-1"/],
  [{ applicationProfiles: null }, /^policy 'deny': 'applicationProfiles' must be given or left out, got: null/],
  [{ admitProfiles: [] }, /^policy 'deny': 'admitProfiles' must list at least one application profile, got: \[\]\. Leave it out/],
  [{ admitProfiles: [SONNET_5_5] }, /^policy 'deny': 'admitProfiles' must hold application profiles, got: an object \(ClaudeModel\)/],
  [{ admitProfiles: { model: SONNET_5_5 } }, /^policy 'deny': 'admitProfiles' must be a list, got: \{"model":\{…\}\}/],
  [{ admitProfiles: [{ model: SONNET_5_5, name: 'billing', sourceRegion: 'eu-central-1' }] },
    /'admitProfiles' must be called in a Region of 'admitFrom', got: 'billing' of eu-central-1\. Add its Region there/],
  [{ admitFrom: ['*'] }, /'admitFrom' must hold codes of Regions.*got: "\*"/],
  [{ admitFrom: ['unspecified'] }, /got: "unspecified"/],
  [{ admitFrom: ['cn-north-1'] }, /known source Region of anthropic\.claude-sonnet-5-5, anthropic\.claude-haiku-4-5\S*, got: "cn-north-1"/],
  [{ admitFrom: [new Stack().region] }, /must be concrete/],
])('refuses %j', (options, message) => {
  expect(() => RegionDenyPolicy.admit(PolicySource.fromJson('deny', DENY), { ...OPTIONS, ...options } as any)).toThrow(message);
});

test.each([undefined, null])('refuses options that are %p', (options: any) => {
  expect(() => RegionDenyPolicy.admit(PolicySource.fromJson('deny', DENY), options))
    .toThrow(`policy 'deny': 'options' must say what is admitted, got: ${options}. For example { admitModels: `);
});
