import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { rolePolicies } from '../../src/decision/engine/template';
import { CAPE_TOWN } from '../support/decisions';

const assumedBy = new iam.AccountRootPrincipal();
const statement = (action: string) => new iam.PolicyStatement({ actions: [action], resources: ['*'] });

test('a role\'s policies are those inside it, those that name it and those that it names, and its boundary', () => {
  const stack = new Stack(new App(), 'Stack', { env: CAPE_TOWN });
  const boundary = new iam.ManagedPolicy(stack, 'Boundary', { statements: [statement('s3:Boundary')] });
  const named = new iam.ManagedPolicy(stack, 'Named', { statements: [statement('s3:Named')] });
  const role = new iam.Role(stack, 'Role', {
    assumedBy,
    permissionsBoundary: boundary,
    managedPolicies: [named, iam.ManagedPolicy.fromAwsManagedPolicyName('ReadOnlyAccess')],
    inlinePolicies: { inside: new iam.PolicyDocument({ statements: [statement('s3:Inside')] }) },
  });
  role.addToPolicy(statement('s3:Default'));
  new iam.ManagedPolicy(stack, 'Naming', { statements: [statement('s3:Naming')], roles: [role] });
  new iam.ManagedPolicy(stack, 'Other', { statements: [statement('s3:Other')] });
  new iam.CfnRolePolicy(stack, 'RolePolicy', { policyName: 'p', roleName: role.roleName, policyDocument: { Statement: statement('s3:RolePolicy').toJSON() } });

  const policies = rolePolicies(Template.fromStack(stack).toJSON(), stack.getLogicalId(role.node.defaultChild as iam.CfnRole));
  const actions = policies.identity.map(({ document }) => [(document as any).Statement].flat()[0].Action);
  expect(actions.sort()).toEqual(['s3:Default', 's3:Inside', 's3:Named', 's3:Naming', 's3:RolePolicy']);
  expect(policies.boundary?.document).toMatchObject({ Statement: [{ Action: 's3:Boundary' }] });
  expect(policies.elsewhere).toHaveLength(1);
  expect(policies.elsewhere[0]).toContain('ReadOnlyAccess');
});

test('what cannot be followed is told as being elsewhere', () => {
  const branch = { 'Fn::If': ['C', { Ref: 'A' }, { Ref: 'B' }] };
  const document = { Statement: [] };
  const { identity, elsewhere } = rolePolicies({
    Resources: {
      Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: { Ref: 'Name' }, ManagedPolicyArns: branch, Policies: [branch, null] } },
      ByName: { Type: 'AWS::IAM::Policy', Properties: { PolicyDocument: document, Roles: [{ Ref: 'Name' }] } },
      Perhaps: { Type: 'AWS::IAM::Policy', Properties: { PolicyDocument: document, Roles: [branch] } },
      Conditional: { Type: 'AWS::IAM::Policy', Condition: 'C', Properties: { PolicyDocument: document, Roles: [{ Ref: 'Role' }] } },
      Foreign: { Type: 'AWS::IAM::Policy', Properties: { PolicyDocument: document, Roles: [{ Ref: 'Other' }] } },
    },
  }, 'Role');
  expect(identity.map(({ name }) => name)).toEqual(['ByName']);
  expect([...elsewhere].sort()).toEqual(['Conditional', 'Perhaps', 'null', JSON.stringify(branch), JSON.stringify(branch)]);
});

test('a boundary that is only referred to is told', () => {
  const stack = new Stack(new App(), 'Stack', { env: CAPE_TOWN });
  const role = new iam.Role(stack, 'Role', { assumedBy, permissionsBoundary: iam.ManagedPolicy.fromManagedPolicyArn(stack, 'B', 'arn:aws:iam::111122223333:policy/b') });
  const policies = rolePolicies(Template.fromStack(stack).toJSON(), stack.getLogicalId(role.node.defaultChild as iam.CfnRole));
  expect(policies).toEqual({ identity: [], boundary: undefined, elsewhere: ['arn:aws:iam::111122223333:policy/b'] });
});

test('fails for a role that the template has not, and lists those that it has', () => {
  const stack = new Stack(new App(), 'Stack');
  new iam.CfnRole(stack, 'Present', { assumeRolePolicyDocument: {} });
  expect(() => rolePolicies(Template.fromStack(stack).toJSON(), 'Missing')).toThrow('the template has no role \'Missing\'; its roles are: Present');
  expect(() => rolePolicies({}, 'Missing')).toThrow('its roles are: none');
});
