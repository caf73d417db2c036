import { App, Aws, Lazy, Stack, Token } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnPolicy } from 'aws-cdk-lib/aws-organizations';
import { ClaudeModel, GlobalCrisDenyGuard, GlobalCrisDenyGuardProps, GuardTarget, InferenceRoute } from '../../src';
import { CAPE_TOWN } from '../support/decisions';
import { testStack } from '../support/stack';

const UNIT = GuardTarget.organizationalUnit('ou-ab12-cd34ef56');

describe('a target', () => {
  test.each([
    [GuardTarget.organizationRoot('r-ab12').targetId, 'r-ab12'],
    [UNIT.targetId, 'ou-ab12-cd34ef56'],
    [GuardTarget.account('111122223333').targetId, '111122223333'],
    [GuardTarget.account(Aws.ACCOUNT_ID).targetId, Aws.ACCOUNT_ID],
  ])('%s is an ID', (actual, expected) => {
    expect(actual).toBe(expected);
  });

  test.each<[string, () => GuardTarget, string]>([
    ['a root as a unit', () => GuardTarget.organizationalUnit('r-ab12'),
      '\'organizationalUnit\' must be the ID of an organizational unit, such as "ou-ab12-cd34ef56", got: "r-ab12". That names an ' +
      'organization root: use GuardTarget.organizationRoot("r-ab12")'],
    ['a unit as a root', () => GuardTarget.organizationRoot('ou-ab12-cd34ef56'), 'use GuardTarget.organizationalUnit("ou-ab12-cd34ef56")'],
    ['an ARN', () => GuardTarget.organizationalUnit('arn:aws:organizations::111122223333:ou/o-abcdefghij/ou-ab12-cd34ef56'),
      'use GuardTarget.organizationalUnit("ou-ab12-cd34ef56")'],
    ['an account with spaces around', () => GuardTarget.account(' 111122223333'), 'use GuardTarget.account("111122223333")'],
    ['an account with hyphens', () => GuardTarget.account('1111-2222-3333'),
      '\'account\' must be the ID of an account, such as "111122223333", got: "1111-2222-3333"'],
    ['more around an ID', () => GuardTarget.organizationRoot('xr-ab12'), 'got: "xr-ab12"'],
    ['a line break after an ID', () => GuardTarget.organizationRoot('r-ab12\nx'), 'must be the ID of an organization root'],
    ['upper case', () => GuardTarget.organizationalUnit('OU-AB12-CD34EF56'), 'must be the ID of an organizational unit'],
    ['nothing', () => GuardTarget.account(undefined as any), 'got: undefined'],
  ])('fails for %s', (_, make, message) => {
    expect(make).toThrow(message);
  });
});

const accounts = (count: number) => Array.from({ length: count }, (_, index) => GuardTarget.account(String(index).padStart(12, '0')));

const LETTERS_OF_NAMES = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ+=,.@_-';

test.each<[string, GlobalCrisDenyGuardProps, string]>([
  ['a wildcard principal', { exemptPrincipalArns: ['*'] }, '\'exemptPrincipalArns\' must not exempt everyone, got: "*"'],
  ['every role', { exemptPrincipalArns: ['arn:*:iam::*:role/*'] },
    '\'exemptPrincipalArns\' must not exempt everyone, got: "arn:*:iam::*:role/*"'],
  ['every role by question marks', { exemptPrincipalArns: ['arn:aws:iam::*:role/?*'] },
    '\'exemptPrincipalArns\' must not exempt everyone'],
  ['every role of some path', { exemptPrincipalArns: ['arn:aws:iam::*:user/*/*'] }, '\'exemptPrincipalArns\' must not exempt everyone'],
  ['every kind of principal', { exemptPrincipalArns: ['arn:aws:iam::*:*'] },
    '\'exemptPrincipalArns\' must be ARN patterns of roles or users'],
  ['every name by its first letter', { exemptPrincipalArns: [...LETTERS_OF_NAMES].map((letter) => `arn:*:iam::*:role/${letter}*`) },
    '\'exemptPrincipalArns\' must not exempt everyone'],
  ['a session', { exemptPrincipalArns: ['arn:aws:sts::111122223333:assumed-role/Admin/jane'] },
    '\'exemptPrincipalArns\' must name roles, not their sessions: aws:PrincipalArn carries the ARN of the role, so this would never ' +
    'match, got: "arn:aws:sts::111122223333:assumed-role/Admin/jane". Use "arn:aws:iam::111122223333:role/Admin"'],
  ['a role\'s name', { exemptPrincipalArns: ['Admin'] },
    '\'exemptPrincipalArns\' must be ARN patterns of roles or users, with a 12-digit account or "*", got: "Admin"'],
  ['no principal', { exemptPrincipalArns: [undefined as any] },
    '\'exemptPrincipalArns\' must hold no undefined and no null, got: undefined as element 1 of 1'],
  ['a model twice', { exceptModels: [ClaudeModel.OPUS_5, ClaudeModel.OPUS_5] },
    '\'exceptModels\' must name each model once, got: "anthropic.claude-opus-5" twice'],
  ['a model by two ways', { exceptModels: [ClaudeModel.OPUS_5], exceptModelIds: ['anthropic.claude-opus-5'] },
    '\'exceptModelIds\' must name each model once, those of \'exceptModels\' included'],
  ['a wildcard ID', { exceptModelIds: ['amazon.nova-*'] },
    '\'exceptModelIds\' must name each model: a wildcard would except models that do not exist yet, got: "amazon.nova-*"'],
  ['a global profile\'s ID', { exceptModelIds: ['global.amazon.nova-2-lite-v1:0'] },
    'not those of inference profiles, got: "global.amazon.nova-2-lite-v1:0". Use "amazon.nova-2-lite-v1:0"'],
  ['a geographic profile\'s ID', { exceptModelIds: ['eu.amazon.nova-2-lite-v1:0'] }, 'Use "amazon.nova-2-lite-v1:0"'],
  ['a model\'s ARN', { exceptModelIds: ['arn:aws:bedrock:::foundation-model/amazon.nova-2-lite-v1:0'] },
    '\'exceptModelIds\' must hold IDs, not ARNs'],
  ['an ID without a provider', { exceptModelIds: ['nova-2-lite'] },
    '\'exceptModelIds\' must hold model IDs in lower case, with the provider in front, got: "nova-2-lite"'],
  ['an ID with a space', { exceptModelIds: ['amazon.nova-2-lite '] }, '\'exceptModelIds\' must hold model IDs in lower case'],
  ['an unknown route', { routes: ['mantle' as InferenceRoute] },
    '\'routes\' must list routes of InferenceRoute (GLOBAL_PROFILE, GEOGRAPHIC_PROFILE, DIRECT_OTHER_REGION, BATCH, MANTLE, ' +
    'BEARER_TOKEN), got: ["mantle"]'],
  ['a model with an unknown geography before it', { exceptModelIds: ['emea.anthropic.claude-opus-5'] }, 'Use "anthropic.claude-opus-5"'],
  ['no source Regions for direct calls', { routes: [InferenceRoute.DIRECT_OTHER_REGION] },
    '\'sourceRegions\' must name the Regions where Bedrock may be called, to close DIRECT_OTHER_REGION'],
  ['no source Regions for geographic profiles', { routes: [InferenceRoute.GEOGRAPHIC_PROFILE] },
    '\'sourceRegions\' must name the Regions where Bedrock may be called, to close GEOGRAPHIC_PROFILE, got: '],
  ['idle source Regions', { sourceRegions: ['af-south-1'] },
    '\'sourceRegions\' must come with one of the routes GEOGRAPHIC_PROFILE, DIRECT_OTHER_REGION'],
  ['empty source Regions', { routes: [InferenceRoute.DIRECT_OTHER_REGION], sourceRegions: [] },
    '\'sourceRegions\' must list at least one Region, got: []'],
  ['a source Region that is none', { routes: [InferenceRoute.DIRECT_OTHER_REGION], sourceRegions: ['eu-*'] },
    '\'sourceRegions\' must hold codes of Regions, such as "af-south-1", got: "eu-*"'],
  ['a source Region twice', { routes: [InferenceRoute.DIRECT_OTHER_REGION], sourceRegions: ['eu-west-1', 'eu-west-1'] },
    '\'sourceRegions\' must name each Region once, got: "eu-west-1" twice'],
  ['a list of routes that only the deployment knows', { routes: Token.asList({ Ref: 'Routes' }) as InferenceRoute[] },
    '\'routes\' must be a list that is known at synthesis, got: a token. Write it out'],
  ['a list of excepted IDs that only the deployment knows', { exceptModelIds: Token.asList({ Ref: 'Ids' }) },
    '\'exceptModelIds\' must be a list that is known at synthesis, got: a token'],
  ['a model that is a text', { exceptModels: ['anthropic.claude-opus-5' as any] },
    '\'exceptModels\' must hold ClaudeModels, got: "anthropic.claude-opus-5". For example ClaudeModel.SONNET_5_5'],
  ['a target that is a text', { targets: ['r-ab12' as any] },
    '\'targets\' must hold GuardTargets, got: "r-ab12". For example GuardTarget.organizationalUnit("ou-ab12-cd34ef56")'],
  ['a target that is a text of the deployment', { targets: [Token.asString({ Ref: 'Target' }) as any] },
    '\'targets\' must hold GuardTargets'],
  ['an empty name', { policyName: '' }, '\'policyName\' must have 1 to 128 characters, got: ""'],
  ['a long name', { policyName: 'x'.repeat(129) }, '\'policyName\' must have 1 to 128 characters'],
  ['a long description', { description: 'x'.repeat(513) }, '\'description\' must have at most 512 characters, got: 513'],
  ['no targets', { targets: [] }, '\'targets\' must name 1 to 100 places, got: 0'],
  ['101 targets', { targets: accounts(101) }, '\'targets\' must name 1 to 100 places, got: 101'],
  ['a target twice', { targets: [UNIT, GuardTarget.organizationalUnit(UNIT.targetId)] },
    '\'targets\' must name each place once, got: "ou-ab12-cd34ef56" twice'],
  ['a size that is none', { maxDocumentSize: 0 }, '\'maxDocumentSize\' must be a number of characters above 0, got: 0'],
  ['a document over its size', { maxDocumentSize: 300 },
    '\'maxDocumentSize\' must leave room for the document as CloudFormation sends it, and is 300 characters, got: a document of 402 ' +
      '(294 minified). Raise it, up to the 10240 characters of AWS, or name fewer models, principals or actions; or paste toJson()'],
  ['a document over its size even without white space', { maxDocumentSize: 200 }, 'or name fewer models, principals or actions'],
])('fails for %s', (_, props, message) => {
  const make = () => new GlobalCrisDenyGuard(testStack(CAPE_TOWN), 'Guard', props);
  expect(make).toThrow(message);
  expect(make).toThrow(/^Stack\/Guard: '/);
});

test.each<[string, GlobalCrisDenyGuardProps, RegExp]>([
  ['a model twice', { exceptModels: [ClaudeModel.OPUS_5, ClaudeModel.OPUS_5], exceptModelIds: [] }, /^Stack\/Guard: 'exceptModels' .*$/],
  ['a route that is none', { routes: ['mantle' as InferenceRoute], sourceRegions: ['af-south-1'] }, /^Stack\/Guard: 'routes' .*$/],
])('tells %s, and nothing that follows', (_, props, message) => {
  expect(() => new GlobalCrisDenyGuard(testStack(CAPE_TOWN), 'Guard', props)).toThrow(message);
});

test('what is at its limit passes, and so does a global route that is named', () => {
  const stack = testStack(CAPE_TOWN);
  new GlobalCrisDenyGuard(stack, 'Guard', {
    targets: accounts(100),
    policyName: 'x'.repeat(128),
    description: 'x'.repeat(512),
    routes: [InferenceRoute.GLOBAL_PROFILE],
    maxDocumentSize: 402,
  });
  Template.fromStack(stack).hasResourceProperties('AWS::Organizations::Policy', { Name: 'x'.repeat(128), Description: 'x'.repeat(512) });
});

test('tokens are not judged', () => {
  const stack = testStack(CAPE_TOWN);
  const token = (value: string) => Lazy.string({ produce: () => value });
  const guard = new GlobalCrisDenyGuard(stack, 'Guard', {
    targets: [GuardTarget.account(Aws.ACCOUNT_ID)],
    routes: [InferenceRoute.DIRECT_OTHER_REGION],
    sourceRegions: [token('unspecified')],
    exceptModelIds: [token('*')],
    exemptPrincipalArns: [token('*')],
    policyName: token(''),
    description: token('x'.repeat(600)),
  });
  expect(() => guard.toJson()).toThrow('Stack/Guard: \'toJson\' must find concrete values only');
});

test('warns of an excepted model that looks like a slip', () => {
  const stack = testStack(CAPE_TOWN);
  new GlobalCrisDenyGuard(stack, 'Guard', { exceptModels: [ClaudeModel.of('anthropic.claude-sonnet-4-6-v1')] });
  Annotations.fromStack(stack).hasWarning(
    '/Stack/Guard', Match.stringLikeRegexp('\'exceptModels\' has an ID .*\\[ack: cdk-bedrock-cris:guard.unlistedModel\\]'));
});

test('a guard with targets is one policy, and without any it is no resource', () => {
  const stack = testStack(CAPE_TOWN);
  const json = new GlobalCrisDenyGuard(stack, 'Json');
  expect(json.policyId).toBeUndefined();
  expect(Template.fromStack(stack).toJSON().Resources).toBeUndefined();
  const attached = testStack(CAPE_TOWN);
  const guard = new GlobalCrisDenyGuard(attached, 'Guard', { targets: [UNIT, GuardTarget.account('111122223333')] });
  expect(attached.resolve(guard.policyId)).toEqual({ 'Fn::GetAtt': ['GuardPolicy6722E9A3', 'Id'] });
  Template.fromStack(attached).hasResourceProperties('AWS::Organizations::Policy', {
    Type: 'SERVICE_CONTROL_POLICY',
    Name: 'StackGuardCD590065',
    TargetIds: ['ou-ab12-cd34ef56', '111122223333'],
    Content: JSON.parse(guard.toJson()),
  });
});

test('sizes are as they were measured', () => {
  const stack = testStack(CAPE_TOWN);
  const size = (id: string, props?: GlobalCrisDenyGuardProps) => new GlobalCrisDenyGuard(stack, id, props).toJson().length;
  expect(size('Default')).toBe(294);
  expect(size('One', { exceptModels: [ClaudeModel.HAIKU_4_5] })).toBe(466);
});

test('a managed policy that is too long fails', () => {
  const guard = new GlobalCrisDenyGuard(testStack(CAPE_TOWN), 'Guard', {
    exemptPrincipalArns: Array.from({ length: 80 }, (_, index) => `arn:*:iam::*:role/platform/BreakGlass${index}`),
  });
  expect(() => guard.asManagedPolicy('Managed'))
    .toThrow(/^Stack\/Guard: 'Managed' must fit a managed policy, which holds 6144 characters, got: \d+\. Except fewer models/);
  expect(() => guard.asPermissionsBoundary('Boundary')).toThrow('\'Boundary\' must fit a managed policy');
});

describe('at synthesis', () => {
  // Not swept by cdk-nag, since they do not synthesize.
  const stackOfItsOwn = () => new Stack(new App(), 'Stack', { env: CAPE_TOWN });
  const fillUnit = (own: number, foreign: number) => {
    const stack = stackOfItsOwn();
    for (let index = 0; index < own; index++) {
      new GlobalCrisDenyGuard(stack, `Guard${index}`, { targets: [UNIT] });
    }
    for (let index = 0; index < foreign; index++) {
      new CfnPolicy(stack, `Foreign${index}`, {
        type: 'SERVICE_CONTROL_POLICY', name: `f${index}`, content: {}, targetIds: [UNIT.targetId],
      });
    }
    new CfnPolicy(stack, 'Tags', { type: 'TAG_POLICY', name: 'tags', content: {}, targetIds: [UNIT.targetId] });
    return stack;
  };

  test('9 policies fit a target, next to FullAWSAccess', () => {
    const stack = fillUnit(1, 8);
    expect(() => Template.fromStack(stack)).not.toThrow();
    Annotations.fromStack(stack).hasNoWarning('*', Match.stringLikeRegexp('guard.fullTarget'));
  });

  test('10 policies on a target are warned of once, since FullAWSAccess counts', () => {
    const stack = fillUnit(3, 7);
    expect(() => Template.fromStack(stack)).not.toThrow();
    const found = Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('guard.fullTarget'));
    expect(found.map(({ id }) => id)).toEqual(['/Stack/Guard0']);
    expect(found[0].entry.data).toMatch(/'targets' has ou-ab12-cd34ef56 with 10 service control policies .*FullAWSAccess counts if it is/);
  });

  test('fails for 11 policies on a target, whoever made them', () => {
    const synthesize = () => Template.fromStack(fillUnit(2, 9));
    expect(synthesize).not.toThrow(/\[Stack\/Guard1\]/); // one of them tells it
    expect(synthesize).toThrow(/'targets' must leave at most 10 service control policies on ou-ab12-cd34ef56, got: 11 \(Stack\/Guard0\//);
    expect(synthesize).toThrow(/Stack\/Foreign8\)\. AWS's FullAWSAccess takes one of the places as well/);
  });

  test('fails for a document that has grown over its size', () => {
    const stack = stackOfItsOwn();
    const guard = new GlobalCrisDenyGuard(stack, 'Guard', { targets: [UNIT], maxDocumentSize: 410 });
    guard.document.addStatements(new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ['s3:*'], resources: ['*'] }));
    expect(() => Template.fromStack(stack)).toThrow('sends it, and is 410 characters');
  });
});
