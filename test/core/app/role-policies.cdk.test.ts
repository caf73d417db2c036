import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { findRolePolicies } from '../../../src/core/app/role-policies';
import { CAPE_TOWN } from '../../support/decisions';

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
  new iam.CfnRolePolicy(stack, 'RolePolicy', {
    policyName: 'p', roleName: role.roleName, policyDocument: { Statement: statement('s3:RolePolicy').toJSON() },
  });

  const policies = findRolePolicies(Template.fromStack(stack).toJSON(), stack.getLogicalId(role.node.defaultChild as iam.CfnRole));
  const actions = policies.identity.map(({ document }) => {
    const { Statement } = document as { Statement: { Action: string } | { Action: string }[] };
    return [Statement].flat()[0].Action;
  });
  expect(actions.sort()).toEqual(['s3:Default', 's3:Inside', 's3:Named', 's3:Naming', 's3:RolePolicy']);
  expect(policies.boundary?.document).toMatchObject({ Statement: [{ Action: 's3:Boundary' }] });
  expect(policies.elsewhere).toHaveLength(1);
  expect(policies.elsewhere[0]).toContain('ReadOnlyAccess');
});

test('what cannot be followed is told as being elsewhere', () => {
  const branch = { 'Fn::If': ['C', { Ref: 'A' }, { Ref: 'B' }] };
  const document = { Statement: [] };
  const { identity, elsewhere } = findRolePolicies({
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
  const role = new iam.Role(stack, 'Role', {
    assumedBy, permissionsBoundary: iam.ManagedPolicy.fromManagedPolicyArn(stack, 'B', 'arn:aws:iam::111122223333:policy/b'),
  });
  const policies = findRolePolicies(Template.fromStack(stack).toJSON(), stack.getLogicalId(role.node.defaultChild as iam.CfnRole));
  expect(policies)
    .toMatchObject({ identity: [], boundary: undefined, elsewhere: ['arn:aws:iam::111122223333:policy/b'], identityElsewhere: [] });
});

test('a policy of several roles whose name is a text is that of the role with this name', () => {
  const { identity } = findRolePolicies({
    Resources: {
      Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'app' } },
      Mine: { Type: 'AWS::IAM::Policy', Properties: { PolicyDocument: {}, Roles: ['app'] } },
      Other: { Type: 'AWS::IAM::Policy', Properties: { PolicyDocument: {}, Roles: ['other'] } },
    },
  }, 'Role');
  expect(identity.map(({ name }) => name)).toEqual(['Mine']);
});

test('resources that are none, and properties that are null, are skipped', () => {
  const odd = { Nothing: null, Text: 'text', Empty: { Type: 'AWS::IAM::Policy', Properties: null }, Bare: { Type: 'AWS::IAM::Policy' } };
  const roles = {
    Role: { Type: 'AWS::IAM::Role', Properties: null },
    Nulls: { Type: 'AWS::IAM::Role', Properties: { Policies: null, ManagedPolicyArns: null, PermissionsBoundary: null } },
  };
  const template = { Resources: { ...odd, ...roles } } as any;
  const nothing = { identity: [], boundary: undefined, elsewhere: [], identityElsewhere: [] };
  Object.keys(roles).forEach((role) => expect(findRolePolicies(template, role)).toMatchObject(nothing));
  expect(() => findRolePolicies(template, 'Missing')).toThrow('its roles are: Role, Nulls');
});

test.each([null, [], 'text'])('fails for \'Resources\' that are %j', (Resources: any) => {
  expect(() => findRolePolicies({ Resources }, 'Role'))
    .toThrow(`'Resources' must name the template's resources by their logical IDs, got: ${JSON.stringify(Resources)}`);
});

test('a role may be named by its construct\'s path, as people know it', () => {
  const role = (path: unknown, PolicyName: string) =>
    ({ Type: 'AWS::IAM::Role', Metadata: { 'aws:cdk:path': path }, Properties: { Policies: [{ PolicyName, PolicyDocument: {} }] } });
  const template = {
    Resources: { RoleA: role('CapeTown/Assistant/Resource', 'higher'), RoleB: role('CapeTown/Plain', 'lower'), RoleC: role(1, 'odd') },
  };
  const named = (text: string) => findRolePolicies(template, text).identity.map(({ name }) => name);
  expect(['RoleA', 'CapeTown/Assistant', 'CapeTown/Assistant/Resource', 'CapeTown/Plain', 'RoleC'].map(named))
    .toEqual([['higher'], ['higher'], ['higher'], ['lower'], ['odd']]);
  const roles = 'its roles are: RoleA (CapeTown/Assistant), RoleB (CapeTown/Plain), RoleC';
  expect(() => named('Assistant')).toThrow(`the template has no role 'Assistant'; ${roles}`);
  expect(() => named('')).toThrow(`a role of the template must be named, by its logical ID or its construct's path; ${roles}`);
});

test('fails for a role that the template has not, and lists those that it has', () => {
  const stack = new Stack(new App(), 'Stack');
  new iam.CfnRole(stack, 'Present', { assumeRolePolicyDocument: {} });
  expect(() => findRolePolicies(Template.fromStack(stack).toJSON(), 'Missing'))
    .toThrow('the template has no role \'Missing\'; its roles are: Present');
  expect(() => findRolePolicies({}, 'Missing')).toThrow('its roles are: none');
});
