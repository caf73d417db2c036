import { App, Aws, CfnCondition, Fn, NestedStack, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { ClaudeModel, GlobalClaudeAccess } from '../../src';
import { CAPE_TOWN } from '../support/decisions';
import { testStack } from '../support/stack';

// The policy names the identities, so what needs them must be told to wait for the policy. Template.fromStack fails for circles.

const assumedBy = new iam.ServicePrincipal('lambda.amazonaws.com');
const models = [ClaudeModel.SONNET_5_5];

/** A function with its role inside, as functions of CDK make one. */
class Service extends Construct {
  public readonly role = new iam.Role(this, 'Role', { assumedBy });
  public readonly code = functionOf(this, 'Function', this.role);
}

function functionOf(scope: Construct, id: string, role: iam.IRole): lambda.Function {
  return new lambda.Function(scope, id, {
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async () => {};'),
    role,
  });
}

function invoke({ functionArn }: lambda.Function): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [functionArn] });
}

/** The policies of a stack, and what the resources of a type wait for, by their logical IDs. */
function read(stack: Stack, type = 'AWS::Lambda::Function') {
  const template = Template.fromStack(stack);
  const policies = template.findResources('AWS::IAM::ManagedPolicy');
  return {
    policies: Object.keys(policies),
    roles: Object.values(policies).map(({ Properties: given }) => given.Roles),
    waits: Object.values(template.findResources(type)).map(({ DependsOn: ids = [] }) => ids),
    named: Object.values(template.findResources('AWS::IAM::Role')).flatMap(({ Properties: given }) => given.ManagedPolicyArns ?? []),
  };
}

test.each<[string, (stack: Stack) => void]>([
  ['the role is attached first', (stack) => {
    const role = new iam.Role(stack, 'Role', { assumedBy });
    new GlobalClaudeAccess(stack, 'Access', { models }).attachTo(role);
    functionOf(stack, 'Function', role);
  }],
  ['the role is attached last', (stack) => {
    const { role } = new Service(stack, 'Service');
    new GlobalClaudeAccess(stack, 'Access', { models }).attachTo(role);
  }],
  ['the role is given', (stack) => {
    const role = new iam.Role(stack, 'Role', { assumedBy });
    functionOf(stack, 'Function', role);
    new GlobalClaudeAccess(stack, 'Access', { models, role });
  }],
  ['the role is created', (stack) => {
    functionOf(stack, 'Function', new GlobalClaudeAccess(stack, 'Access', { models, assumedBy }).role!);
  }],
  ['the access is in another stack', (stack) => {
    const role = new iam.Role(stack, 'Role', { assumedBy });
    functionOf(stack, 'Function', role);
    new GlobalClaudeAccess(testStack(CAPE_TOWN, stack.node.root as App, 'Other'), 'Access', { models }).attachTo(role);
  }],
])('a function waits for the policy of its role where %s', (_, build) => {
  const stack = testStack(CAPE_TOWN, new App());
  build(stack);
  const { policies, waits, roles } = read(stack);
  expect(policies).toHaveLength(1);
  expect(roles).toEqual([[{ Ref: expect.stringContaining('Role') }]]);
  expect(waits).toEqual([expect.arrayContaining(policies)]);
});

test('it waits for what the role had as well, and for each of several policies', () => {
  const stack = testStack(CAPE_TOWN);
  const role = new iam.Role(stack, 'Role', { assumedBy });
  role.addToPolicy(new iam.PolicyStatement({ actions: ['sqs:SendMessage'], resources: ['arn:aws:sqs:af-south-1:111122223333:queue'] }));
  for (const id of ['One', 'Two']) {
    new GlobalClaudeAccess(stack, id, { models }).attachTo(role);
  }
  functionOf(stack, 'Function', role);
  const { policies, waits: [wait] } = read(stack);
  const others = [/^RoleDefaultPolicy/, /^Role[0-9A-F]{8}$/].map((id) => expect.stringMatching(id));
  expect(wait).toEqual(expect.arrayContaining([...policies, ...others]));
  expect(wait).toHaveLength(4);
});

test('what waits for a user or a group waits for the policy', () => {
  const stack = testStack(CAPE_TOWN);
  const access = new GlobalClaudeAccess(stack, 'Access', { models });
  const parameter = new ssm.StringParameter(stack, 'Parameter', { stringValue: 'x' });
  for (const identity of [new iam.User(stack, 'User'), new iam.Group(stack, 'Group')]) {
    access.attachTo(identity);
    parameter.node.addDependency(identity);
  }
  const { policies, waits: [wait] } = read(stack, 'AWS::SSM::Parameter');
  expect(wait).toEqual(expect.arrayContaining(policies));
});

test.each([true, false])('across nested stacks there are no circles, the role in the nested one: %s', (isRoleNested) => {
  const stack = testStack(CAPE_TOWN);
  const nested = new NestedStack(stack, 'Nested');
  const [ofRole, ofAccess] = isRoleNested ? [nested, stack] : [stack, nested];
  const role = new iam.Role(ofRole, 'Role', { assumedBy });
  functionOf(stack, 'Outer', role);
  functionOf(nested, 'Inner', role);
  new GlobalClaudeAccess(ofAccess, 'Access', { models }).attachTo(role);
  const { policies, roles, waits } = read(ofRole);
  expect([policies.length, roles]).toEqual([1, [[{ Ref: expect.stringContaining('Role') }]]]);
  expect(waits).toEqual([expect.arrayContaining(policies)]);
  expect(read(ofAccess).policies).toEqual([]);
});

describe('no circle is closed', () => {
  test('by a function that holds its role and waits for the access', () => {
    const stack = testStack(CAPE_TOWN);
    const access = new GlobalClaudeAccess(stack, 'Access', { models });
    const service = new Service(stack, 'Service');
    access.attachTo(service.role);
    service.node.addDependency(access);
    const { policies, roles, waits, named } = read(stack);
    expect(roles).toEqual([[{ Ref: expect.stringMatching(/^ServiceRole/) }]]);
    expect(waits).toEqual([expect.arrayContaining(policies)]);
    expect(named).not.toContainEqual({ Ref: policies[0] });
  });

  test.each<[string, (stack: Stack, first: lambda.Function, access: GlobalClaudeAccess) => iam.Role]>([
    ['refers to what waits for the policy', (stack, first) => new iam.Role(stack, 'Second', {
      assumedBy,
      inlinePolicies: { Invoke: new iam.PolicyDocument({ statements: [invoke(first)] }) },
    })],
    ['waits for what waits for the policy', (stack, first) => {
      const parameter = new ssm.StringParameter(stack, 'Parameter', { stringValue: 'x' });
      parameter.node.addDependency(first);
      const role = new iam.Role(stack, 'Second', { assumedBy });
      role.node.addDependency(parameter);
      return role;
    }],
    ['refers to it in a text', (stack, first) => new iam.Role(stack, 'Second', { assumedBy, description: `Calls ${first.functionName}` })],
    ['names the policy itself',
      (stack, _, { managedPolicy }) => new iam.Role(stack, 'Second', { assumedBy, managedPolicies: [managedPolicy] })],
  ])('by a role that %s: it names the policy', (_, build) => {
    const stack = testStack(CAPE_TOWN);
    const access = new GlobalClaudeAccess(stack, 'Access', { models });
    const first = new Service(stack, 'First');
    access.attachTo(first.role);
    const second = build(stack, first.code, access);
    access.attachTo(second);
    functionOf(stack, 'Last', second);
    const { policies, roles, waits, named } = read(stack);
    expect(roles).toEqual([[{ Ref: expect.stringMatching(/^FirstRole/) }]]);
    expect(named).toContainEqual({ Ref: policies[0] });
    expect(waits).toEqual([expect.arrayContaining(policies), expect.arrayContaining(policies)]);
  });
});

// Nothing says `DependsOn` here: the role comes after the policy by what it refers to alone.
describe('an identity that refers to the policy names it', () => {
  const usePolicyIn = (statement: Partial<iam.PolicyStatementProps>) => new iam.PolicyDocument({
    statements: [
      new iam.PolicyStatement({ actions: ['iam:AttachRolePolicy'], resources: ['arn:aws:iam::111122223333:role/x'], ...statement }),
    ],
  });
  const buildRole = (props: (policy: iam.ManagedPolicy, stack: Stack) => Partial<iam.RoleProps>) =>
    (stack: Stack, { managedPolicy }: GlobalClaudeAccess) => new iam.Role(stack, 'Own', { assumedBy, ...props(managedPolicy, stack) });

  test.each<[string, (stack: Stack, access: GlobalClaudeAccess) => iam.IIdentity]>([
    ['through the user that assumes it',
      buildRole((policy, stack) => ({ assumedBy: new iam.User(stack, 'User', { managedPolicies: [policy] }) }))],
    ['through another managed policy', buildRole((policy, stack) => ({
      managedPolicies: [new iam.ManagedPolicy(stack, 'Other', {
        document: usePolicyIn({ conditions: { ArnEquals: { 'iam:PolicyARN': policy.managedPolicyArn } } }),
      })],
    }))],
    ['in an inline policy',
      buildRole((policy) => ({ inlinePolicies: { Use: usePolicyIn({ resources: [policy.managedPolicyArn] }) } }))],
    ['as its permissions boundary', buildRole((policy) => ({ permissionsBoundary: policy }))],
    ['in its description', buildRole((policy) => ({ description: `Has ${policy.managedPolicyArn}` }))],
    ['through its group', (stack, { managedPolicy }) =>
      new iam.User(stack, 'Own', { groups: [new iam.Group(stack, 'Group', { managedPolicies: [managedPolicy] })] })],
  ])('%s', (_, build) => {
    const stack = testStack(CAPE_TOWN);
    const access = new GlobalClaudeAccess(stack, 'Access', { models });
    const own = build(stack, access);
    access.attachTo(own);
    const { policies } = read(stack);
    const template = Template.fromStack(stack).toJSON().Resources as Record<string, { Properties: Record<string, unknown> }>;
    const [id] = Object.keys(template).filter((logicalId) => logicalId.startsWith('Own'));
    expect(template[id].Properties.ManagedPolicyArns).toContainEqual({ Ref: policies.find((policy) => policy.startsWith('Access')) });
  });
});

test('a role that may not exist names the policy, which would else name what is not there', () => {
  const stack = testStack(CAPE_TOWN);
  const role = new iam.Role(stack, 'Role', { assumedBy });
  (role.node.defaultChild as iam.CfnRole).cfnOptions.condition =
    new CfnCondition(stack, 'Wanted', { expression: Fn.conditionEquals(Aws.REGION, 'af-south-1') });
  new GlobalClaudeAccess(stack, 'Access', { models, role });
  const { policies, roles, named } = read(stack);
  expect([roles, named]).toEqual([[undefined], [{ Ref: policies[0] }]]);
});

test.each([true, false])('a role that refers to one that may not exist names the policy too, attached last: %s', (isLast) => {
  const stack = testStack(CAPE_TOWN);
  const access = new GlobalClaudeAccess(stack, 'Access', { models });
  const first = new iam.Role(stack, 'First', { assumedBy });
  (first.node.defaultChild as iam.CfnRole).cfnOptions.condition =
    new CfnCondition(stack, 'Wanted', { expression: Fn.conditionEquals(Aws.REGION, 'af-south-1') });
  const second = new iam.Role(stack, 'Second', { assumedBy: new iam.ArnPrincipal(first.roleArn) });
  (isLast ? [first, second] : [second, first]).forEach((role) => access.attachTo(role));
  const { policies, roles, named } = read(stack);
  expect([roles, named]).toEqual([[undefined], [{ Ref: policies[0] }, { Ref: policies[0] }]]);
});

test('an identity stands once in the policy, however often and by whom it is attached', () => {
  const stack = testStack(CAPE_TOWN);
  const access = new GlobalClaudeAccess(stack, 'Access', { models });
  const [ours, theirs] = ['Ours', 'Theirs'].map((id) => new iam.Role(stack, id, { assumedBy }));
  access.managedPolicy.attachToRole(ours);
  access.attachTo(ours);
  access.attachTo(ours);
  access.managedPolicy.attachToRole(ours);
  access.managedPolicy.attachToRole(theirs);
  access.attachTo(iam.Role.fromRoleName(stack, 'Imported', 'imported'));
  access.attachTo(iam.Role.fromRoleName(stack, 'Again', 'imported'));
  const [roles] = read(stack).roles;
  expect(roles).toEqual([{ Ref: expect.stringMatching(/^Ours/) }, { Ref: expect.stringMatching(/^Theirs/) }, 'imported']);
});
