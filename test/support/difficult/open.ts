import { CfnCondition, CfnParameter, CfnResource, Fn, NestedStack, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { OPEN } from './places';
import { policyDocument, toStatements } from './statements';
import { ClaudeModel, GlobalClaudeAccess } from '../../../src';
import { allow, deny, globalCall, GlobalCall, INVOKE, OPUS, SONNET, STREAM } from '../small-policies';

export const assumedBy = new iam.ServicePrincipal('ecs-tasks.amazonaws.com');

export function role(scope: Construct, id: string, ...statements: object[]): iam.Role {
  return new iam.Role(scope, id, {
    assumedBy, inlinePolicies: statements.length > 0 ? { calls: policyDocument(...statements) } : undefined,
  });
}

/** A role that names a global call. */
export function caller(scope: Construct, id: string, call: GlobalCall = {}): iam.Role {
  return role(scope, id, globalCall(call));
}

/** The grants of this package, and what people write by hand. */
export function addGrants(stack: Stack): void {
  const given = new GlobalClaudeAccess(stack, 'Access', { models: [ClaudeModel.SONNET_5_5, ClaudeModel.OPUS_5_5] });
  given.grantInvoke(role(stack, 'Writer'));
  const lambda = new iam.Role(stack, 'Reader', {
    assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
    managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSLambdaBasicExecutionRole')],
  });
  given.attachTo(lambda);
  given.attachTo(role(stack, 'Clerk'));
  new GlobalClaudeAccess(stack, 'Plain', { models: [ClaudeModel.HAIKU_5_5], streaming: false, assumedBy, roleName: 'plain' });

  caller(stack, 'TwoLegs', { legs: [1, 2], actions: [INVOKE] });
  caller(stack, 'NoSource', { legs: [1, 3], actions: [INVOKE] });
  caller(stack, 'SourceOnly', { legs: [2] });
  role(stack, 'HalfStream', globalCall({ actions: [INVOKE] }), globalCall({ actions: [STREAM], legs: [1, 2] }));
  role(stack, 'Direct', allow([INVOKE, STREAM], `arn:aws:bedrock:*::foundation-model/${SONNET}`));
  role(stack, 'Geographic', allow(
    [INVOKE, STREAM], `arn:aws:bedrock:us-east-1:${OPEN}:inference-profile/us.${SONNET}`, `arn:aws:bedrock:*::foundation-model/${SONNET}`));
  role(stack, 'AnyProfile', allow(
    [INVOKE], `arn:aws:bedrock:af-south-1:${OPEN}:inference-profile/*`, `arn:aws:bedrock:*::foundation-model/${SONNET}`));
  caller(stack, 'Family', { models: ['anthropic.claude-*'] });
}

/** Policies of AWS's, a user and groups. */
export function addAdministrators(stack: Stack): void {
  const managed = (id: string, ...names: string[]) => new iam.Role(stack, id, {
    assumedBy, managedPolicies: names.map((name) => iam.ManagedPolicy.fromAwsManagedPolicyName(name)),
  });
  managed('Admin', 'AdministratorAccess');
  managed('Power', 'PowerUserAccess');
  managed('Viewer', 'ReadOnlyAccess');
  managed('AllButOpus', 'AdministratorAccess').attachInlinePolicy(new iam.Policy(stack, 'NoOpus', {
    statements: toStatements(deny('bedrock:Invoke*', `arn:aws:bedrock:*:*:inference-profile/global.${OPUS}`)),
  }));
  const quarantined = new iam.User(stack, 'Leaked', {
    managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('AWSCompromisedKeyQuarantineV3')],
  });
  const team = new iam.Group(stack, 'Team');
  new iam.Policy(stack, 'TeamCalls', { groups: [team], statements: toStatements(globalCall()) });
  team.addUser(new iam.User(stack, 'Member'));
  team.addUser(quarantined);
  new iam.Policy(stack, 'NobodyCalls', { groups: [new iam.Group(stack, 'Nobody')], statements: toStatements(globalCall()) });
}

/** What only the deployment knows, and what looks so and is known. */
export function addUnknowns(stack: Stack): void {
  const parameter = new CfnParameter(stack, 'Choice', { default: SONNET });
  caller(stack, 'ParameterModel', { models: [parameter.valueAsString] });
  role(stack, 'ParameterBucket', globalCall(), allow('s3:GetObject', `arn:aws:s3:::${parameter.valueAsString}/*`));
  caller(stack, 'LookedUp', { models: [ssm.StringParameter.valueFromLookup(stack, '/claude/model')] });
  caller(stack, 'Resolved', { models: [ssm.StringParameter.valueForStringParameter(stack, '/claude/model')] });

  const onlyIf = (policy: iam.Policy | iam.ManagedPolicy, condition: CfnCondition) => {
    (policy.node.defaultChild as CfnResource).cfnOptions.condition = condition;
  };
  const statements = toStatements(globalCall());
  const asked = new CfnCondition(stack, 'IsAsked', { expression: Fn.conditionEquals(parameter, SONNET) });
  const home = new CfnCondition(stack, 'IsHome', { expression: Fn.conditionEquals(stack.region, 'af-south-1') });
  const away = new CfnCondition(stack, 'IsAway', { expression: Fn.conditionNot(home) });
  onlyIf(new iam.ManagedPolicy(stack, 'MaybeCalls', { statements, roles: [role(stack, 'MaybeAllowed')] }), asked);
  onlyIf(new iam.ManagedPolicy(stack, 'MaybeStops', {
    statements: toStatements(deny('bedrock:*', '*')), roles: [caller(stack, 'MaybeDenied')],
  }), asked);
  onlyIf(new iam.ManagedPolicy(stack, 'HomeCalls', { statements, roles: [role(stack, 'AllowedAtHome')] }), home);
  onlyIf(new iam.ManagedPolicy(stack, 'AwayStops', {
    statements: toStatements(deny('bedrock:*', '*')), roles: [caller(stack, 'DeniedAway')],
  }), away);

  const included = role(stack, 'Included');
  (included.node.defaultChild as CfnResource).addPropertyOverride('Policies', [{
    PolicyName: 'calls', PolicyDocument: { 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: 's3://policies/calls.json' } } },
  }]);
  const chosen = caller(stack, 'Chosen');
  (chosen.node.defaultChild as CfnResource).addPropertyOverride('PermissionsBoundary', {
    'Fn::If': [asked.logicalId, 'arn:aws:iam::aws:policy/ReadOnlyAccess', { Ref: 'AWS::NoValue' }],
  });
  // Only a deny could be certain of a role of which the rest is elsewhere.
  new iam.Policy(stack, 'LegacyCalls', { statements, roles: [iam.Role.fromRoleName(stack, 'Legacy', 'legacy-batch')] });
}

/** Roles and policies on both sides of a nested stack's border. */
export function addNested(stack: Stack): void {
  const nested = new NestedStack(stack, 'Inner');
  new GlobalClaudeAccess(nested, 'Access', { models: [ClaudeModel.SONNET_5_5], assumedBy });
  new iam.ManagedPolicy(nested, 'ForOuter', { roles: [role(stack, 'Outer')], statements: toStatements(globalCall()) });
  new iam.ManagedPolicy(stack, 'ForInner', { roles: [role(nested, 'Taker')], statements: toStatements(globalCall()) });
  caller(nested, 'Clerk', { legs: [1, 2] }); // has the logical ID of the parent's
  const deepest = new NestedStack(nested, 'Deepest');
  const stopped = caller(deepest, 'Stopped');
  new iam.ManagedPolicy(stack, 'StopsDeepest', { roles: [stopped], statements: toStatements(deny('bedrock:*', '*')) });
}
