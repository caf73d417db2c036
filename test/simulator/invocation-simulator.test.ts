import { App, Aws, CfnParameter, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { REGION_DENY } from '../../examples/region-deny';
import {
  ClaudeModel, InvocationOutcome, InvocationRequest, InvocationRequestOptions, InvocationSimulator, InvocationSimulatorProps, PolicyLayer,
  PolicySource,
} from '../../src';
import { CALLER, CAPE_TOWN, legs } from '../support/decisions';
import { globalModelWithoutProfile } from '../support/probes';

const MODEL = ClaudeModel.SONNET_5_5;
const ROLE_ARN = 'arn:aws:iam::111122223333:role/app';
const CALL = InvocationRequest.globalProfile(MODEL, { ...CALLER, principalArn: ROLE_ARN });

function source(name: string, ...statements: object[]): PolicySource {
  return PolicySource.fromJson(name, { Version: '2012-10-17', Statement: statements });
}

const ALLOW_ALL = source('admin', { Effect: 'Allow', Action: '*', Resource: '*' });
const IN_CAPE_TOWN = source('in Cape Town', {
  Effect: 'Allow', Action: '*', Resource: '*', Condition: { StringEquals: { 'aws:RequestedRegion': 'af-south-1' } },
});

function simulator(others: Partial<InvocationSimulatorProps> = {}): InvocationSimulator {
  return new InvocationSimulator({ identityPolicies: [ALLOW_ALL], ...others });
}

describe('what is written for the source Region alone stops the third leg, in any layer', () => {
  test.each<[PolicyLayer, string, Partial<InvocationSimulatorProps>]>([
    [PolicyLayer.IDENTITY, 'identity', { identityPolicies: [IN_CAPE_TOWN] }],
    [PolicyLayer.PERMISSIONS_BOUNDARY, 'permissions boundary', { permissionsBoundary: IN_CAPE_TOWN }],
    [PolicyLayer.SESSION, 'session', { sessionPolicy: IN_CAPE_TOWN }],
    [PolicyLayer.VPC_ENDPOINT, 'VPC endpoint', { endpointPolicy: IN_CAPE_TOWN }],
    [PolicyLayer.SERVICE_CONTROL, 'workloads', { serviceControlPolicies: [{ levelName: 'workloads', policies: [IN_CAPE_TOWN] }] }],
  ])('%s', (layer, layerName, props) => {
    const decision = simulator(props).decide(CALL);
    expect(decision.outcome).toBe(InvocationOutcome.IMPLICITLY_DENIED);
    expect(decision.allowed).toBe(false);
    expect(decision.legs.map(({ outcome }) => outcome)).toEqual(['ALLOWED', 'ALLOWED', 'IMPLICITLY_DENIED', 'ALLOWED']);
    expect(decision.legs[2]).toMatchObject({
      leg: 'GLOBAL_MODEL',
      resource: 'arn:aws:bedrock:::foundation-model/anthropic.claude-sonnet-5-5',
      requestedRegion: 'unspecified',
      layer,
      layerName,
    });
    expect(decision.legs[2].policyName).toBeUndefined();
  });
});

test('a Region deny of the organization stops the third leg, and the decision names its statement', () => {
  const decision = simulator({
    serviceControlPolicies: [{ levelName: 'root', policies: [PolicySource.fromJson('region-deny', REGION_DENY)] }],
  }).decide(CALL);
  expect(decision.outcome).toBe(InvocationOutcome.EXPLICITLY_DENIED);
  expect(decision.legs.map(({ outcome }) => outcome)).toEqual(['ALLOWED', 'ALLOWED', 'EXPLICITLY_DENIED', 'ALLOWED']);
  expect(decision.legs[2]).toMatchObject({
    layer: PolicyLayer.SERVICE_CONTROL, layerName: 'root', policyName: 'region-deny', sid: 'GRREGIONDENY', statementIndex: 0,
  });
});

test('the mend that the README names admits the global profile of one model, and no direct call', () => {
  const [deny] = REGION_DENY.Statement;
  const profile = 'arn:aws:bedrock:af-south-1:*:inference-profile/global.anthropic.claude-sonnet-5-5';
  const editedDeny = {
    ...deny, Condition: { ...deny.Condition, ArnNotLike: { ...deny.Condition.ArnNotLike, 'bedrock:InferenceProfileArn': [profile] } },
  };
  const judge = simulator({ serviceControlPolicies: [{ levelName: 'root', policies: [source('mended', editedDeny)] }] });
  const caller = { ...CALLER, principalArn: ROLE_ARN };
  expect(legs(judge, CALL)).toBe('AAA');
  expect(legs(judge, InvocationRequest.globalProfile(ClaudeModel.OPUS_5, caller))).toBe('AAX');
  expect(legs(judge, InvocationRequest.direct(MODEL, { ...caller, sourceRegion: 'us-east-1' }))).toBe('X');
});

test('what rests on an unknown principal depends, and names the key', () => {
  const levels = [{ levelName: 'root', policies: [PolicySource.fromJson('region-deny', REGION_DENY)] }];
  const decision = simulator({ serviceControlPolicies: levels }).decide(InvocationRequest.globalProfile(MODEL, CALLER));
  expect(decision.outcome).toBe(InvocationOutcome.DEPENDS);
  expect(decision.legs[2]).toMatchObject({ outcome: 'DEPENDS', unknownKeys: ['aws:PrincipalARN'] });
});

test('the profile\'s own leg carries no profile key, and the model legs do', () => {
  const withoutProfile = source('without', {
    Effect: 'Allow', Action: '*', Resource: '*', Condition: { Null: { 'bedrock:InferenceProfileArn': 'true' } },
  });
  expect(legs(simulator({ identityPolicies: [withoutProfile] }), CALL)).toBe('Add');
});

describe('FullAWSAccess', () => {
  const deny = source('deny', { Effect: 'Deny', Action: 's3:*', Resource: '*' });
  const allow = source('allow', { Effect: 'Allow', Action: 's3:*', Resource: '*' });
  test.each([
    ['is taken as attached beside denies', [deny], undefined, 'AAA'],
    ['is taken as attached where nothing is listed', [], undefined, 'AAA'],
    ['is taken as detached beside allows', [allow], undefined, 'ddd'],
    ['is attached where the level says so', [allow], true, 'AAA'],
    ['is detached where the level says so', [deny], false, 'ddd'],
  ])('%s', (_, policies, fullAwsAccess, expected) => {
    expect(legs(simulator({ serviceControlPolicies: [{ levelName: 'root', policies, fullAwsAccess }] }), CALL)).toBe(expected);
  });
});

describe('an application profile', () => {
  const request = InvocationRequest.applicationProfile(MODEL, 'abc', CALLER);
  // AWS's documented way to switch global inference off asks for a global profile's ARN as well.
  const documented = source('documented', {
    Effect: 'Deny',
    Action: 'bedrock:*',
    Resource: '*',
    Condition: {
      StringEquals: { 'aws:RequestedRegion': 'unspecified' },
      ArnLike: { 'bedrock:InferenceProfileArn': 'arn:aws:bedrock:*:*:inference-profile/global.*' },
    },
  });

  test('carries its own ARN on the model legs', () => {
    expect(request._legs.map(({ resource, throughProfile }) => [resource.split(':')[5].split('/')[0], throughProfile])).toEqual([
      ['application-inference-profile', undefined],
      ['foundation-model', 'arn:aws:bedrock:af-south-1:111122223333:application-inference-profile/abc'],
      ['foundation-model', 'arn:aws:bedrock:af-south-1:111122223333:application-inference-profile/abc'],
      ['project', undefined],
    ]);
  });

  test('walks around the deny that AWS documents', () => {
    const guarded = simulator({ serviceControlPolicies: [{ levelName: 'root', policies: [documented] }] });
    expect(legs(guarded, InvocationRequest.globalProfile(MODEL, CALLER))).toBe('AAX');
    expect(legs(guarded, request)).toBe('AAA');
  });
});

const ACCOUNT_IN_CAPE_TOWN = 'af-south-1:111122223333';

test.each<[string, InvocationRequest, string[][]]>([
  ['a direct call', InvocationRequest.direct(MODEL, CALLER),
    [
      ['SOURCE_MODEL', 'bedrock:InvokeModel', 'arn:aws:bedrock:af-south-1::foundation-model/anthropic.claude-sonnet-5-5', 'af-south-1'],
      ['PROJECT', 'bedrock:InvokeModel', 'arn:aws:bedrock:af-south-1:111122223333:project/default', 'af-south-1'],
    ]],
  ['a batch job', InvocationRequest.batch(MODEL, CALLER),
    [
      ['PROFILE', 'inference-profile/global.anthropic.claude-sonnet-5-5', ACCOUNT_IN_CAPE_TOWN, 'af-south-1'],
      ['SOURCE_MODEL', 'foundation-model/anthropic.claude-sonnet-5-5', 'af-south-1:', 'af-south-1'],
      ['GLOBAL_MODEL', 'foundation-model/anthropic.claude-sonnet-5-5', ':', 'unspecified'],
      ['BATCH_JOB', 'model-invocation-job/*', ACCOUNT_IN_CAPE_TOWN, 'af-south-1'],
    ].map(([leg, resource, place, region]) => [leg, 'bedrock:CreateModelInvocationJob', `arn:aws:bedrock:${place}:${resource}`, region])],
  ['a call of bedrock-mantle', InvocationRequest.mantle(MODEL, { ...CALLER, sourceRegion: 'us-east-1' }),
    [['MANTLE_PROJECT', 'bedrock-mantle:CreateInference', 'arn:aws:bedrock-mantle:us-east-1:111122223333:project/default', 'us-east-1']]],
  ['a geographic call',
    InvocationRequest.geographicProfile(MODEL, 'eu', {
      ...CALLER, sourceRegion: 'eu-west-1', streaming: true, destinationRegions: ['eu-west-1', 'eu-north-1'],
    }),
    [
      ['PROFILE', 'bedrock:InvokeModelWithResponseStream',
        'arn:aws:bedrock:eu-west-1:111122223333:inference-profile/eu.anthropic.claude-sonnet-5-5', 'eu-west-1'],
      ['SOURCE_MODEL', 'bedrock:InvokeModelWithResponseStream', 'arn:aws:bedrock:eu-west-1::foundation-model/anthropic.claude-sonnet-5-5',
        'eu-west-1'],
      ['DESTINATION_MODEL', 'bedrock:InvokeModelWithResponseStream',
        'arn:aws:bedrock:eu-north-1::foundation-model/anthropic.claude-sonnet-5-5', 'eu-north-1'],
      ['PROJECT', 'bedrock:InvokeModelWithResponseStream', 'arn:aws:bedrock:eu-west-1:111122223333:project/default', 'eu-west-1'],
    ]],
  ['the Region-less model alone', globalModelWithoutProfile(MODEL, CALLER),
    [['GLOBAL_MODEL', 'bedrock:InvokeModel', 'arn:aws:bedrock:::foundation-model/anthropic.claude-sonnet-5-5', 'unspecified']]],
])('%s is authorized on its own legs', (_, request, expected) => {
  const decision = simulator().decide(request);
  expect(decision.legs.map(({ leg, action, resource, requestedRegion }) => [leg, action, resource, requestedRegion])).toEqual(expected);
  expect(decision.allowed).toBe(true);
});

test('context keys decide what would depend, and an empty list says that a key is absent', () => {
  const viaEndpoint = simulator({
    identityPolicies: [source('via endpoint', {
      Effect: 'Allow', Action: '*', Resource: '*', Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } },
    })],
  });
  const call = (contextKeys?: { [key: string]: string[] }) =>
    legs(viaEndpoint, InvocationRequest.globalProfile(MODEL, { ...CALLER, contextKeys }));
  expect(call()).toBe('???');
  expect(call({ 'aws:SourceVpce': ['vpce-1'] })).toBe('AAA');
  expect(call({ 'AWS:sourcevpce': ['vpce-2'] })).toBe('ddd');
  expect(call({ 'aws:SourceVpce': [] })).toBe('ddd');
});

test('context keys are for the legs that can carry them', () => {
  const denyUntagged = simulator({
    identityPolicies: [
      source('everything', { Effect: 'Allow', Action: '*', Resource: '*' }),
      source('tags', { Effect: 'Deny', Action: '*', Resource: '*', Condition: { StringNotEquals: { 'aws:ResourceTag/team': 'blue' } } }),
    ],
  });
  const contextKeys = { 'aws:ResourceTag/team': ['blue'], 'bedrock:BearerTokenType': ['LONG_TERM'] };
  expect(legs(denyUntagged, InvocationRequest.globalProfile(MODEL, { ...CALLER, contextKeys }))).toBe('XXX');
  expect(legs(denyUntagged, InvocationRequest.applicationProfile(MODEL, 'a1b2', { ...CALLER, contextKeys }))).toBe('AXX');
  expect(legs(denyUntagged, InvocationRequest.applicationProfile(MODEL, 'a1b2', CALLER))).toBe('?XX');
});

test.each<[string, Partial<InvocationRequestOptions>, string]>([
  ['an account that is none', { account: '1111-2222-3333' }, '\'account\' must be 12 digits, got: "1111-2222-3333"'],
  ['an account that is a token', { account: Aws.ACCOUNT_ID }, '\'account\' must be concrete, because a request is decided at synthesis'],
  ['a Region that is none', { sourceRegion: 'unspecified' }, '\'sourceRegion\' must be the code of the Region in which the call is made'],
  ['a Region that is a token', { sourceRegion: Aws.REGION }, '\'sourceRegion\' must be concrete'],
  ['an assumed role', { principalArn: 'arn:aws:sts::111122223333:assumed-role/app/session' },
    '\'principalArn\' must be the ARN of a role or a user; for an assumed role, the ARN of the role itself'],
  ['a principal of another account', { principalArn: 'arn:aws:iam::444455556666:role/app' },
    '\'principalArn\' must belong to \'account\' 111122223333, got: "arn:aws:iam::444455556666:role/app"'],
  ['a key that the legs set', { contextKeys: { 'AWS:requestedregion': ['eu-west-1'] } },
    '\'contextKeys\' must not hold a key that follows from the call or its caller, got: "AWS:requestedregion"'],
  ['a key that the caller sets', { contextKeys: { 'aws:principalarn': ['x'] } },
    '\'contextKeys\' must not hold a key that follows from the call or its caller'],
  ['a context key that is none', { contextKeys: { SourceVpce: ['vpce-1'] } },
    '\'contextKeys\' must hold names with a prefix, such as "aws:SourceVpce", got: "SourceVpce"'],
  ['a context key that no request carries', { contextKeys: { 'aws:SourceVpce': ['vpce-1'], 'bedrock:ModelId': ['x'] } },
    '\'contextKeys\' must hold keys that requests carry, got: "bedrock:ModelId". Check its name: no request carries the key ' +
    'bedrock:ModelId; did you mean bedrock:ModelArn?'],
  ['a context value that is no list', { contextKeys: { 'aws:SourceVpce': 'vpce-1' as any } },
    '\'contextKeys.aws:SourceVpce\' must be a list, got: "vpce-1"'],
  ['a context value that is a number', { contextKeys: { 'aws:SourceVpce': [5] as any } },
    '\'contextKeys.aws:SourceVpce\' must be a list of strings, empty for a key that is absent, got: 5'],
  ['a context value that is undefined', { contextKeys: { 'aws:SourceVpce': [undefined] as any } },
    '\'contextKeys.aws:SourceVpce\' must hold no undefined and no null, got: undefined as element 1 of 1'],
  ['context values that are undefined', { contextKeys: { 'aws:SourceVpce': undefined as any } },
    '\'contextKeys.aws:SourceVpce\' must be a list of strings, empty for a key that is absent, got: undefined'],
  ['no account', { account: undefined }, '\'account\' must be 12 digits, got: undefined'],
  ['no Region', { sourceRegion: undefined },
    '\'sourceRegion\' must be the code of the Region in which the call is made, got: undefined. For example "af-south-1"'],
  ['a principal that is null', { principalArn: null as any }, '\'principalArn\' must be given or left out, got: null'],
  ['a context value that is a token', { contextKeys: { 'aws:SourceVpce': [Aws.STACK_ID] } },
    '\'contextKeys.aws:SourceVpce\' must be concrete'],
  ['a context value of private characters', { contextKeys: { 'aws:SourceVpce': ['\uE000'] } },
    'must hold no characters of Unicode\'s private use area'],
  ['the root user', { principalArn: 'arn:aws:iam::111122223333:root' },
    '\'principalArn\' must not be the root user or a service-linked role'],
  ['a service-linked role', { principalArn: 'arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/X' },
    'must not be the root user or a service-linked role'],
])('fails for %s', (_, options, message) => {
  expect(() => InvocationRequest.globalProfile(MODEL, { ...CALLER, ...options })).toThrow(message);
});

test.each([undefined, Aws.ACCOUNT_ID])('tells of the account %p alone, not of a principal, who is compared with it', (account: any) => {
  const options = { ...CALLER, account, principalArn: 'arn:aws:iam::111122223333:role/app' };
  expect(() => InvocationRequest.globalProfile(MODEL, options)).toThrow(/^'account' .*$/);
});

const FACTORIES: [string, (model: any, options: any) => InvocationRequest][] = [
  ['globalProfile', (model, options) => InvocationRequest.globalProfile(model, options)],
  ['applicationProfile', (model, options) => InvocationRequest.applicationProfile(model, 'app', options)],
  ['geographicProfile', (model, options) => InvocationRequest.geographicProfile(model, 'eu', options)],
  ['direct', (model, options) => InvocationRequest.direct(model, options)],
  ['batch', (model, options) => InvocationRequest.batch(model, options)],
  ['mantle', (model, options) => InvocationRequest.mantle(model, options)],
  ['bearerToken', (model, options) => InvocationRequest.bearerToken(model, options)],
];

describe.each(FACTORIES)('%s', (_, make) => {
  test.each([undefined, null])('fails for options that are %p', (options) => {
    expect(() => make(MODEL, options)).toThrow(`'options' must say who calls, got: ${options}. For example { account: "111122223333", `);
  });

  test.each([undefined, null])('fails for a model that is %p', (model) => {
    expect(() => make(model, { ...CALLER, destinationRegions: ['eu-west-1'] }))
      .toThrow(`'model' must be a ClaudeModel, got: ${model}. For example ClaudeModel.SONNET_5_5`);
  });
});

test.each<[any, RegExp]>([
  [undefined, /^'props' must give the policies that decide a request, got: undefined\. For example \{ identityPolicies: /],
  [{}, /^'identityPolicies' must be a list of PolicySources, got: undefined\. For example /],
  [{ identityPolicies: [undefined] }, /^'identityPolicies' must hold no undefined and no null, got: undefined as element 1 of 1/],
  [{ identityPolicies: [{ Statement: [] }] }, /^'identityPolicies' must be a PolicySource, got: \{"Statement":\[…\]\}\. For example /],
  [{ identityPolicies: [], permissionsBoundary: null, sessionPolicy: {} },
    /^2 rules are broken:\n- 'permissionsBoundary' .*null.*\n- 'sessionPolicy' must be a P/],
  [{ identityPolicies: [], serviceControlPolicies: [{ levelName: 'root' }] },
    /^'serviceControlPolicies' must hold levels whose 'policies' are PolicySources, got: undefined\. For example /],
  [{ identityPolicies: [], serviceControlPolicies: [{ levelName: 'root', policies: [], fullAwsAccess: 'false' }] },
    /^'serviceControlPolicies' must hold levels whose 'fullAwsAccess' is true or false, got: "false"\. Leave it out/],
])('a simulator fails for %j', (props, message) => {
  expect(() => new InvocationSimulator(props)).toThrow(message);
});

test('a simulator fails for a request that is none', () => {
  expect(() => new InvocationSimulator({ identityPolicies: [] }).decide(undefined as any))
    .toThrow('\'request\' must be an InvocationRequest, got: undefined. For example InvocationRequest.globalProfile(model, caller)');
});

test.each<[string, () => InvocationRequest, string]>([
  ['no application profile', () => InvocationRequest.applicationProfile(MODEL, undefined as any, CALLER),
    '\'applicationProfileId\' must be the ID of an application inference profile, got: undefined'],
  ['no geography', () => InvocationRequest.geographicProfile(MODEL, undefined as any, { ...CALLER, destinationRegions: ['eu-west-1'] }),
    '\'geography\' must be the prefix of a geographic profile, such as "eu", got: undefined'],
  ['destinations that are left out', () => InvocationRequest.geographicProfile(MODEL, 'eu', CALLER as any),
    '\'destinationRegions\' must list the Regions to which the profile may route, got: undefined'],
  ['a model that is a token', () => InvocationRequest.direct(ClaudeModel.of(Aws.STACK_ID), CALLER), '\'model\' must be concrete'],
  ['an application profile that is a token', () => InvocationRequest.applicationProfile(MODEL, Aws.STACK_ID, CALLER),
    '\'applicationProfileId\' must be concrete'],
  ['the ARN of an application profile', () => InvocationRequest.applicationProfile(MODEL, 'arn:aws:bedrock:x:y:z/a', CALLER),
    '\'applicationProfileId\' must be the ID'],
  ['a geography with a dot', () => InvocationRequest.geographicProfile(MODEL, 'eu.', { ...CALLER, destinationRegions: ['eu-west-1'] }),
    '\'geography\' must be the prefix'],
  ['the global profile as a geographic one',
    () => InvocationRequest.geographicProfile(MODEL, 'global', { ...CALLER, destinationRegions: ['eu-west-1'] }),
    'For the global profile use globalProfile()'],
  ['no destinations', () => InvocationRequest.geographicProfile(MODEL, 'eu', { ...CALLER, destinationRegions: [] }),
    '\'destinationRegions\' must list the Regions'],
  ['a destination that is no Region', () => InvocationRequest.geographicProfile(MODEL, 'eu', { ...CALLER, destinationRegions: [''] }),
    '\'destinationRegions\' must be the code of a Region'],
])('fails for %s', (_, request, message) => {
  expect(request).toThrow(message);
});

test.each([
  ['AWS denies what does not use TLS, and Bedrock does', { Bool: { 'aws:SecureTransport': 'false' } }, 'AAA'],
  ['no AWS service calls', { Bool: { 'aws:PrincipalIsAWSService': 'true' } }, 'AAA'],
  ['the account of the caller is known', { StringNotEquals: { 'aws:PrincipalAccount': '111122223333' } }, 'AAA'],
  ['and denied where it is another', { StringEquals: { 'aws:PrincipalAccount': '111122223333' } }, 'XXX'],
])('what every call settles is known: %s', (_, Condition, expected) => {
  const deny = source('deny', { Effect: 'Deny', Action: '*', Resource: '*', Condition });
  expect(legs(simulator({ identityPolicies: [ALLOW_ALL, deny] }), CALL)).toBe(expected);
});

test('the partition follows from the source Region', () => {
  const { legs: [{ resource }] } = simulator().decide(InvocationRequest.direct(MODEL, { ...CALLER, sourceRegion: 'us-gov-west-1' }));
  expect(resource).toBe('arn:aws-us-gov:bedrock:us-gov-west-1::foundation-model/anthropic.claude-sonnet-5-5');
});

describe('the outcome of a call is that of its worst leg', () => {
  const onLegs = (effect: string, ...regions: string[]) => ({
    Effect: effect, Action: '*', Resource: '*', Condition: { StringEquals: { 'aws:RequestedRegion': regions } },
  });
  const denyWithoutMfa = {
    Effect: 'Deny',
    Action: '*',
    Resource: 'arn:aws:bedrock:*:*:inference-profile/*',
    Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } },
  };
  test.each([
    ['explicitly denied before depending', [onLegs('Allow', 'af-south-1', 'unspecified'), onLegs('Deny', 'unspecified'), denyWithoutMfa],
      '?AX',
      'EXPLICITLY_DENIED'],
    ['implicitly denied before depending', [onLegs('Allow', 'af-south-1'), denyWithoutMfa], '?Ad', 'IMPLICITLY_DENIED'],
    ['explicitly before implicitly denied', [onLegs('Allow', 'unspecified'), onLegs('Deny', 'unspecified')], 'ddX', 'EXPLICITLY_DENIED'],
    ['depending before allowed', [onLegs('Allow', 'af-south-1', 'unspecified'), denyWithoutMfa], '?AA', 'DEPENDS'],
  ])('%s', (_, statements, marks, outcome) => {
    const judge = simulator({ identityPolicies: [source('mixed', ...statements)] });
    expect(legs(judge, CALL)).toBe(marks);
    expect(judge.decide(CALL)).toMatchObject({ outcome, allowed: false });
  });
});

test('fails for a principal in a policy that cannot have one', () => {
  const trust = source('trust', { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' });
  expect(() => simulator({ identityPolicies: [trust] }))
    .toThrow('policy \'trust\', statement 0: \'Principal\' is not allowed in a policy of this layer (IDENTITY)');
  expect(() => simulator({ serviceControlPolicies: [{ levelName: 'root', policies: [trust] }] })).toThrow('(SERVICE_CONTROL)');
  expect(() => simulator({ permissionsBoundary: trust })).toThrow('(PERMISSIONS_BOUNDARY)');
  expect(() => simulator({ sessionPolicy: trust })).toThrow('(SESSION)');
  expect(legs(simulator({ endpointPolicy: trust }), CALL)).toBe('AAA');
});

describe('a policy source', () => {
  const stack = new Stack(new App(), 'Stack', { env: CAPE_TOWN });

  test('of an app is named after the construct that owns it, and has the statements of now', () => {
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
    const policy = new iam.ManagedPolicy(stack, 'Policy', { roles: [role] });
    expect(legs(simulator({ identityPolicies: [PolicySource.fromDocument(policy, policy.document)] }), CALL)).toBe('ddd');
    policy.addStatements(new iam.PolicyStatement({ actions: ['*'], resources: ['*'] }));
    const now = PolicySource.fromDocument(policy, policy.document);
    expect(now.name).toBe('Stack/Policy');
    expect(legs(simulator({ identityPolicies: [now] }), CALL)).toBe('AAA');
  });

  test('takes a parameter of its stack by its default, where it has one', () => {
    const inHome = (home: CfnParameter) => PolicySource.fromDocument(home, new iam.PolicyDocument({
      statements: [new iam.PolicyStatement({
        actions: ['*'], resources: ['*'], conditions: { StringEquals: { 'aws:RequestedRegion': [home.valueAsString, 'unspecified'] } },
      })],
    }));
    const decide = (home: CfnParameter) => simulator({ identityPolicies: [inHome(home)] }).decide(CALL);
    expect(decide(new CfnParameter(stack, 'Home', { default: 'af-south-1' })).outcome).toBe('ALLOWED');
    const elsewhere = decide(new CfnParameter(stack, 'Elsewhere', { default: 'eu-west-1' }));
    expect(elsewhere.obstacles[0].conditions[0].expected).toContain('eu-west-1 (the parameter Elsewhere, by its default)');
    const open = decide(new CfnParameter(stack, 'Open'));
    expect(open.outcome).toBe('DEPENDS');
    expect(open.remedies[0].sentence).toContain('the parameter Open (which has no default)');
  });

  test('reads tokens that the request or the environment answers, and leaves the others open', () => {
    const anywhere = new Stack(new App(), 'Anywhere');
    const parameter = new CfnParameter(anywhere, 'Team');
    const allowOn = (resource: string) =>
      new iam.PolicyDocument({ statements: [new iam.PolicyStatement({ actions: ['*'], resources: [resource] })] });
    const judge = (resource: string, region?: string) => {
      const identityPolicies = [PolicySource.fromDocument(anywhere, allowOn(resource), { region })];
      return legs(simulator({ identityPolicies }), InvocationRequest.direct(MODEL, CALLER));
    };
    const model = `arn:${Aws.PARTITION}:bedrock:${Aws.REGION}::foundation-model/anthropic.claude-sonnet-5-5`;
    expect(judge(model)).toBe('A');
    expect(judge(model, 'us-east-1')).toBe('d');
    expect(judge(`arn:aws:bedrock:af-south-1::foundation-model/${parameter.valueAsString}`)).toBe('?');
    expect(judge(`arn:aws:s3:::${parameter.valueAsString}`)).toBe('d');
  });

  test('is deployed where its stack is, not where a call is made', () => {
    const virginia = new Stack(new App(), 'Virginia', { env: { account: '999988887777', region: 'us-east-1' } });
    const inItsRegion = (key: string, value: string) => PolicySource.fromDocument(virginia, new iam.PolicyDocument({
      statements: [new iam.PolicyStatement({ actions: ['*'], resources: ['*'], conditions: { StringEquals: { [key]: value } } })],
    }));
    expect(legs(simulator({ identityPolicies: [inItsRegion('aws:RequestedRegion', Aws.REGION)] }), CALL)).toBe('ddd');
    expect(legs(simulator({ identityPolicies: [inItsRegion('aws:PrincipalAccount', Aws.ACCOUNT_ID)] }), CALL)).toBe('ddd');
  });

  test('from JSON is deployed where it is said to be', () => {
    const document = {
      Statement: {
        Effect: 'Allow', Action: '*', Resource: '*', Condition: { StringEquals: { 'aws:PrincipalAccount': { Ref: 'AWS::AccountId' } } },
      },
    };
    const judge = (environment?: { account: string }) =>
      legs(simulator({ identityPolicies: [PolicySource.fromJson('json', document, environment)] }), CALL);
    expect(judge()).toBe('AAA');
    expect(judge({ account: '999988887777' })).toBe('ddd');
  });

  test('from text tells where the text is no JSON', () => {
    expect(legs(
      simulator({
        identityPolicies: [PolicySource.fromJsonText('file', '\uFEFF{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}')],
      }), CALL))
      .toBe('AAA');
    expect(() => PolicySource.fromJsonText('file.json', '{"Statement":')).toThrow(/^policy 'file\.json' must be JSON: /);
  });

  test('fails for what JSON cannot hold, and keeps what was given once it is read', () => {
    const circular: Record<string, unknown> = { Statement: [] };
    circular.Statement = circular;
    for (const document of [circular, { Statement: [], Version: 1n }]) {
      expect(() => PolicySource.fromJson('mine', document))
        .toThrow(/^policy 'mine': 'document' must be JSON: .+\. Leave out what JSON cannot hold$/);
    }
    const given = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }] };
    const read = PolicySource.fromJson('mine', given);
    given.Statement.length = 0;
    expect(read._document.Statement).toHaveLength(1);
  });

  test('fails for a document of the wrong kind, and names the right way', () => {
    for (const text of ['{}', Buffer.from('{}'), [...Buffer.from('{}')]]) { // the last is what a Go program's bytes are here
      expect(() => PolicySource.fromJson('mine', text))
        .toThrow('policy \'mine\': \'document\' must be an object, but this is text. Use fromJsonText()');
    }
    expect(() => PolicySource.fromJson('mine', new iam.PolicyDocument()))
      .toThrow('must be JSON without tokens. For a document of an app use fromDocument()');
    expect(() => PolicySource.fromJson('mine', { Statement: { Effect: 'Allow', Action: '*', Resource: `${Aws.STACK_ID}*` } }))
      .toThrow('must be JSON without tokens');
    expect(() => PolicySource.fromDocument(stack, undefined as any))
      .toThrow('policy \'Stack\': \'document\' must be a PolicyDocument, got: undefined');
    expect(() => PolicySource.fromJsonText('mine', {} as any))
      .toThrow('policy \'mine\': \'text\' must be JSON text, got: {}. For a document use fromJson()');
    expect(() => PolicySource.fromJson('mine', undefined))
      .toThrow('policy \'mine\': must be an object with a \'Statement\', got: undefined');
  });
});
