import { Annotations as CdkAnnotations, Duration, Lazy, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ClaudeModel, GlobalClaudeAccess, GlobalClaudeAccessProps } from '../../src';
import { CAPE_TOWN } from '../support/decisions';
import { testStack } from '../support/stack';
import { warningsOf } from '../support/warnings';

const assumedBy = new iam.AccountRootPrincipal();
const models = [ClaudeModel.SONNET_5_5];

function stackInCapeTown(): Stack {
  return testStack(CAPE_TOWN);
}

test.each<[string, (stack: Stack) => GlobalClaudeAccessProps, string]>([
  ['no models', () => ({ models: [] }), '\'models\' must name at least one model, got: []'],
  ['a model twice', () => ({ models: [ClaudeModel.OPUS_5, ClaudeModel.of('anthropic.claude-opus-5')] }),
    '\'models\' must name each model once, got: "anthropic.claude-opus-5" twice'],
  ['a role and assumedBy', (stack) => ({ models, assumedBy, role: new iam.Role(stack, 'R', { assumedBy }) }),
    '\'role\' and \'assumedBy\' must not both be set'],
  ['models that only the deployment knows', () => ({ models: Lazy.any({ produce: () => models }) as any }),
    '\'models\' must be a list, got: a token, known only at deployment'],
  ['a source Region that is none', () => ({ models, sourceRegion: 'unspecified' }), '\'sourceRegion\' must be the code of the Region'],
  ['a source Region without the model', () => ({ models, sourceRegion: 'ap-east-1' }),
    '\'sourceRegion\' must be a known source Region of anthropic.claude-sonnet-5-5, got: "ap-east-1"'],
  ['a model that is not callable from the stack\'s Region', () => ({ models: [ClaudeModel.of('anthropic.claude-sonnet-4-20250514-v1:0')] }),
    '\'sourceRegion\' must be a known source Region of anthropic.claude-sonnet-4-20250514-v1:0, got: "af-south-1"'],
  ['a session over 12 hours', () => ({ models, assumedBy, maxSessionDuration: Duration.hours(13) }),
    '\'maxSessionDuration\' must be 1 to 12 hours, in whole seconds, got: 13 hours'],
  ['a session under 1 hour', () => ({ models, assumedBy, maxSessionDuration: Duration.minutes(59) }),
    '\'maxSessionDuration\' must be 1 to 12 hours, in whole seconds, got: 59 minutes'],
  ['a session of half a second more', () => ({ models, assumedBy, maxSessionDuration: Duration.millis(3600500) }),
    '\'maxSessionDuration\' must be 1 to 12 hours, in whole seconds'],
  ['a role name without a created role', () => ({ models, roleName: 'x' }), '\'roleName\' must come with \'assumedBy\''],
  ['a role name where \'assumedBy\' is misspelt', () => ({ models, roleName: 'x', assumedBy: null as any }),
    '\'assumedBy\' must be given or left out, got: null. Leave it out, or make it undefined'],
  ['a role where \'assumedBy\' is null', (stack) => ({ models, role: new iam.Role(stack, 'R', { assumedBy }), assumedBy: null as any }),
    '\'assumedBy\' must be given or left out, got: null'],
  ['a source Region that is null', () => ({ models, sourceRegion: null as any }), '\'sourceRegion\' must be given or left out, got: null'],
  ['a model that is misspelt', () => ({ models: [(ClaudeModel as any).OPUS_5_6] }),
    '\'models\' must hold no undefined and no null, got: undefined as element 1 of 1. The element may be misspelled, or not set'],
  ['a path for a given role', (stack) => ({ models, path: '/x/', role: new iam.Role(stack, 'R', { assumedBy }) }),
    '\'path\' must come with \'assumedBy\''],
  ['a boundary without a created role',
    (stack) => ({ models, permissionsBoundary: iam.ManagedPolicy.fromManagedPolicyName(stack, 'B', 'b') }),
    '\'permissionsBoundary\' must come with \'assumedBy\''],
  ['a session duration without a created role', () => ({ models, maxSessionDuration: Duration.hours(2) }),
    '\'maxSessionDuration\' must come with \'assumedBy\''],
  ['an odd role name', () => ({ models, assumedBy, roleName: 'has space' }),
    '\'roleName\' must be 1 to 64 letters, digits or any of _+=,.@-, got: "has space"'],
  ['an odd path', () => ({ models, assumedBy, path: 'platform' }),
    '\'path\' must begin and end with "/", and have no spaces or non-ASCII characters, got: "platform"'],
  ['a long path', () => ({ models, assumedBy, path: `/${'x'.repeat(511)}/` }), '\'path\' must have at most 512 characters, got: '],
  ['a boundary without an ARN', () => ({ models, assumedBy, permissionsBoundary: {} as iam.IManagedPolicy }),
    '\'permissionsBoundary\' must be a managed policy, got: '],
])('fails for %s', (_, props, message) => {
  const stack = stackInCapeTown();
  expect(() => new GlobalClaudeAccess(stack, 'Access', props(stack))).toThrow(`Stack/Access: ${message}`);
});

test('two failures are told at once', () => {
  expect(() => new GlobalClaudeAccess(stackInCapeTown(), 'Access', { models, assumedBy, roleName: 'has space', path: 'platform' }))
    .toThrow(/^Stack\/Access: 2 rules are broken:\n- 'roleName' must be 1 to 64 .*\n- 'path' must begin and end/);
});

test.each<[any, string]>([
  [undefined, '\'props\' must name the models that may be called, got: undefined. For example { models: [ClaudeModel.SONNET_5_5] }'],
  [{}, '\'models\' must name at least one model, got: undefined. For example { models: [ClaudeModel.SONNET_5_5] }'],
])('fails for the props %j', (props, message) => {
  expect(() => new GlobalClaudeAccess(stackInCapeTown(), 'Access', props)).toThrow(`Stack/Access: ${message}`);
});

test('a token without a created role fails too, since it would be ignored', () => {
  const roleName = Lazy.string({ produce: () => 'x' });
  expect(() => new GlobalClaudeAccess(stackInCapeTown(), 'Access', { models, roleName }))
    .toThrow('\'roleName\' must come with \'assumedBy\'');
});

test('all models that cannot be called from the source Region are told, by the path of the access', () => {
  const two = [ClaudeModel.OPUS_5_5, ClaudeModel.SONNET_5_5];
  expect(() => new GlobalClaudeAccess(stackInCapeTown(), 'Access', { models: two, sourceRegion: 'ap-east-1' }))
    .toThrow(/^Stack\/Access: .*must be a known source .* of anthropic\.claude-opus-5-5, anthropic\.claude-sonnet-5-5, got: "ap-east-1"/);
});

test('tokens are not judged', () => {
  const stack = stackInCapeTown();
  const token = (value: string) => Lazy.string({ produce: () => value });
  const access = new GlobalClaudeAccess(stack, 'Access', {
    models, assumedBy, sourceRegion: token('nowhere'), roleName: token('has space'), path: token('platform'),
  });
  expect(access.role).toBeDefined();
  const lookedUp = new GlobalClaudeAccess(stack, 'LookedUp', { models, sourceRegion: 'dummy-value-for-/region' });
  expect(lookedUp.profiles).toHaveLength(1);
});

test('the created role is as the props say', () => {
  const stack = stackInCapeTown();
  const boundary = iam.ManagedPolicy.fromManagedPolicyName(stack, 'Boundary', 'team-boundary');
  new GlobalClaudeAccess(stack, 'Access', {
    models,
    assumedBy,
    roleName: 'claude-engineers',
    path: '/platform/',
    permissionsBoundary: boundary,
    maxSessionDuration: Duration.hours(12),
  });
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
    RoleName: 'claude-engineers',
    Path: '/platform/',
    PermissionsBoundary: stack.resolve(boundary.managedPolicyArn),
    MaxSessionDuration: 43200,
  });
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::ManagedPolicy', { Roles: [{ Ref: Match.stringLikeRegexp('^AccessRole') }] });
});

test('a permissions boundary on a scope above reaches the created role', () => {
  const stack = stackInCapeTown();
  const boundary = iam.ManagedPolicy.fromAwsManagedPolicyName('PowerUserAccess');
  iam.PermissionsBoundary.of(stack).apply(boundary);
  new GlobalClaudeAccess(stack, 'Access', { models, assumedBy });
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', { PermissionsBoundary: stack.resolve(boundary.managedPolicyArn) });
});

test('warns of an ID that is not listed, and names the listed one of which it looks like a slip', () => {
  const stack = stackInCapeTown();
  new GlobalClaudeAccess(stack, 'Slip', { models: [ClaudeModel.of('anthropic.claude-sonnet-4-6-v1')] });
  new GlobalClaudeAccess(stack, 'New', { models: [ClaudeModel.of('anthropic.claude-sonnet-9')] });
  const annotations = Annotations.fromStack(stack);
  annotations.hasWarning('/Stack/Slip', Match.stringLikeRegexp('Should it be "anthropic.claude-sonnet-4-6"\\?' +
    '.*\\[ack: cdk-bedrock-cris:access.unlistedModel\\]'));
  annotations.hasNoWarning('/Stack/New', Match.stringLikeRegexp('Should it be'));
});

describe('an access that is given to nobody', () => {
  test('is told of, and creates nothing', () => {
    const stack = stackInCapeTown();
    new GlobalClaudeAccess(stack, 'Access', { models });
    expect(warningsOf(stack)).toEqual(['Stack/Access: gives no identity access, so it creates nothing. Set \'role\' or \'assumedBy\', ' +
      'call grantInvoke() or attachTo(), set \'managedPolicyName\' for a permission set, or acknowledge this warning ' +
      '[ack: cdk-bedrock-cris:access.unused]']);
    expect(Template.fromStack(stack).toJSON().Resources).toBeUndefined();
  });

  test.each<[string, (stack: Stack) => unknown]>([
    ['a role', (stack) => new GlobalClaudeAccess(stack, 'Access', { models, role: new iam.Role(stack, 'Role', { assumedBy }) })],
    ['who assumes a role', (stack) => new GlobalClaudeAccess(stack, 'Access', { models, assumedBy })],
    ['a grant', (stack) => new GlobalClaudeAccess(stack, 'Access', { models }).grantInvoke(new iam.Role(stack, 'Role', { assumedBy }))],
    ['an attachment', (stack) => new GlobalClaudeAccess(stack, 'Access', { models }).attachTo(new iam.Role(stack, 'Role', { assumedBy }))],
    ['its policy', (stack) => new GlobalClaudeAccess(stack, 'Access', { models }).managedPolicy],
    ['an acknowledgement', (stack) =>
      CdkAnnotations.of(new GlobalClaudeAccess(stack, 'Access', { models })).acknowledgeWarning('cdk-bedrock-cris:access.unused')],
  ])('is not told of with %s', (_, create) => {
    const stack = stackInCapeTown();
    create(stack);
    expect(warningsOf(stack).filter((warning) => warning.includes('access.unused'))).toEqual([]);
  });

  test('is told of where a grant fails', () => {
    const stack = stackInCapeTown();
    const access = new GlobalClaudeAccess(stack, 'Access', { models });
    expect(() => access.grantInvoke(new iam.ServicePrincipal('lambda.amazonaws.com'))).toThrow('which has no policy of its own');
    expect(warningsOf(stack)).toHaveLength(1);
  });
});

test('a single policy goes by both names', () => {
  const few = new GlobalClaudeAccess(stackInCapeTown(), 'Access', { models });
  expect(few.managedPolicies).toEqual([few.managedPolicy]);
});
