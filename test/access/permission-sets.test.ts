import { App, Lazy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sso from 'aws-cdk-lib/aws-sso';
import {
  BedrockLoggingConfig, ClaudeModel, GlobalClaudeAccess, InvocationRequest, InvocationSimulator, PolicySource, PromptRecording,
} from '../../src';
import { ACCOUNT, CALLER, CAPE_TOWN, legs } from '../support/decisions';
import { testStack } from '../support/stack';
import { warningsOf } from '../support/warnings';

const models = [ClaudeModel.SONNET_5_5];
const ALL = Object.values(ClaudeModel).filter((model): model is ClaudeModel => model instanceof ClaudeModel);
const SSO = `arn:aws:iam::${ACCOUNT}:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Engineers_0123456789abcdef`;

function policiesOf(stack: Stack): any[] {
  return Object.values(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy')).map(({ Properties }) => Properties);
}

const namesOf = (stack: Stack) => policiesOf(stack).map(({ ManagedPolicyName, Path }) => [ManagedPolicyName, Path]);

describe('a policy with a fixed name', () => {
  test.each([
    ['in an account', CAPE_TOWN], ['in any account', undefined],
  ])('is made for permission sets alone %s, and needs no warning', (_, env) => {
    const stack = testStack(env);
    const access = new GlobalClaudeAccess(stack, 'Access', { models, managedPolicyName: 'claude', managedPolicyPath: '/platform/' });
    expect(access.customerManagedPolicies).toEqual([{ name: 'claude', path: '/platform/' }]);
    expect(namesOf(stack)).toEqual([['claude', '/platform/']]);
    expect(warningsOf(stack)).toEqual([]);
    const [{ PolicyDocument }] = policiesOf(stack);
    const simulator = new InvocationSimulator({ identityPolicies: [PolicySource.fromJson('claude', PolicyDocument, CAPE_TOWN)] });
    const caller = { ...CALLER, principalArn: SSO };
    expect(legs(simulator, InvocationRequest.globalProfile(ClaudeModel.SONNET_5_5, caller))).toBe('AAA');
    expect(legs(simulator, InvocationRequest.globalProfile(ClaudeModel.OPUS_5_5, caller))).toBe('ddd');
  });

  test('goes into a permission set as it is', () => {
    const stack = testStack(CAPE_TOWN);
    const access = new GlobalClaudeAccess(stack, 'Access', { models, managedPolicyName: 'claude' });
    new sso.CfnPermissionSet(stack, 'Engineers', {
      name: 'Engineers',
      instanceArn: 'arn:aws:sso:::instance/ssoins-0123456789abcdef',
      customerManagedPolicyReferences: access.customerManagedPolicies,
    });
    Template.fromStack(stack).hasResourceProperties('AWS::SSO::PermissionSet', {
      CustomerManagedPolicyReferences: [{ Name: 'claude', Path: '/' }],
    });
  });

  test('is numbered where the models need several policies, however they are asked for', () => {
    const stack = testStack(CAPE_TOWN);
    const access = new GlobalClaudeAccess(stack, 'Access', { models: ALL, managedPolicyName: 'claude' });
    expect(access.customerManagedPolicies).toEqual([{ name: 'claude', path: '/' }, { name: 'claude-2', path: '/' }]);
    expect(access.managedPolicies).toHaveLength(2);
    expect(namesOf(stack)).toEqual([['claude', '/'], ['claude-2', '/']]);
  });

  test('is one policy for roles and permission sets', () => {
    const stack = testStack(CAPE_TOWN);
    const access = new GlobalClaudeAccess(stack, 'Access', {
      models, managedPolicyName: 'claude', assumedBy: new iam.AccountRootPrincipal(),
    });
    access.attachTo(new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() }));
    expect(policiesOf(stack)).toMatchObject([{ ManagedPolicyName: 'claude', Roles: [expect.anything(), expect.anything()] }]);
  });

  test('is that of its own stack: an account has a name once', () => {
    const app = new App();
    const props = { models, managedPolicyName: 'claude', managedPolicyPath: '/p/' };
    const access = new GlobalClaudeAccess(testStack(CAPE_TOWN, app), 'Access', props);
    const other = testStack(CAPE_TOWN, app, 'Other');
    access.attachTo(new iam.Role(other, 'Role', { assumedBy: new iam.AccountRootPrincipal() }));
    expect(namesOf(other)).toEqual([[undefined, '/p/']]);
  });

  test('is made in its own stack also beside a role of another', () => {
    const app = new App();
    const other = testStack(CAPE_TOWN, app, 'Other');
    const stack = testStack(CAPE_TOWN, app);
    const role = new iam.Role(other, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
    new GlobalClaudeAccess(stack, 'Access', { models, managedPolicyName: 'claude', role });
    expect(namesOf(stack)).toEqual([['claude', '/']]);
  });

  test('changes nothing else: without one, policies are as they were', () => {
    const stack = testStack(CAPE_TOWN);
    new GlobalClaudeAccess(stack, 'Access', { models, assumedBy: new iam.AccountRootPrincipal() });
    expect(namesOf(stack)).toEqual([[undefined, '/']]);
  });

  test('may be a token', () => {
    const stack = testStack(CAPE_TOWN);
    const managedPolicyName = Lazy.string({ produce: () => 'claude' });
    const access = new GlobalClaudeAccess(stack, 'Access', { models: ALL, managedPolicyName });
    expect(stack.resolve(access.customerManagedPolicies.map(({ name }) => name))).toEqual(['claude', 'claude-2']);
    expect(namesOf(stack)).toEqual([['claude', '/'], ['claude-2', '/']]);
  });
});

test('a permission set needs a policy with a name', () => {
  const access = new GlobalClaudeAccess(testStack(CAPE_TOWN), 'Access', { models, assumedBy: new iam.AccountRootPrincipal() });
  expect(() => access.customerManagedPolicies).toThrow('Stack/Access: \'managedPolicyName\' must be set if a permission set refers to ' +
    'the policies, because it refers to them by name in every account, got: undefined. For example { …, managedPolicyName: ' +
    '"claude-engineers" }');
});

test.each<[string, object, string]>([
  ['an empty name', { managedPolicyName: '' },
    '\'managedPolicyName\' must be 1 to 128 letters, digits or any of _+=,.@-, got: "". For example ' +
    '"claude-engineers"'],
  ['a name with a space', { managedPolicyName: 'claude engineers' }, '\'managedPolicyName\' must be 1 to 128 letters, digits or any of'],
  ['a long name', { managedPolicyName: 'x'.repeat(129) }, '\'managedPolicyName\' must be 1 to 128 letters, digits or any of'],
  ['an ARN', { managedPolicyName: `arn:aws:iam::${ACCOUNT}:policy/p/claude` },
    `'managedPolicyName' must be 1 to 128 letters, digits or any of _+=,.@-, got: "arn:aws:iam::${ACCOUNT}:policy/p/claude". ` +
    'From an ARN, use the part after the last "/", and the part before as \'managedPolicyPath\''],
  ['a name that is a number', { managedPolicyName: 5 }, '\'managedPolicyName\' must be 1 to 128 letters, digits or any of _+=,.@-, got: 5'],
  ['names in a list', { managedPolicyName: ['claude'] }, '\'managedPolicyName\' must be 1 to 128 letters'],
  ['null', { managedPolicyName: null }, '\'managedPolicyName\' must be given or left out, got: null'],
  ['a path without slashes', { managedPolicyPath: 'platform' },
    '\'managedPolicyPath\' must begin and end with "/", with letters, digits or any ' +
    'of .,+@=_- between, got: "platform". For example "/platform/"'],
  ['a path that a role may have', { managedPolicyPath: '/a!/' }, '\'managedPolicyPath\' must begin and end with "/"'],
  ['an empty path', { managedPolicyPath: '' }, '\'managedPolicyPath\' must begin and end with "/"'],
  ['a long path', { managedPolicyPath: `/${'x'.repeat(511)}/` }, '\'managedPolicyPath\' must have at most 512 characters'],
  ['a path that is null', { managedPolicyPath: null }, '\'managedPolicyPath\' must be given or left out, got: null'],
  ['a name without room for a number', { models: ALL, managedPolicyName: 'x'.repeat(127) },
    '\'managedPolicyName\' must leave room for "-2", since ' +
    'the models need several policies and a name has at most 128 characters, got: "xxx'],
])('an access fails for %s', (_, props, message) => {
  expect(() => new GlobalClaudeAccess(testStack(CAPE_TOWN), 'Access', { models, ...props })).toThrow(`Stack/Access: ${message}`);
});

test('two accesses of a stack share no name, whatever its case, also where one of them is numbered', () => {
  const stack = testStack(CAPE_TOWN);
  new GlobalClaudeAccess(stack, 'First', { models: ALL, managedPolicyName: 'claude' });
  const make = (id: string, managedPolicyName: string) => new GlobalClaudeAccess(stack, id, { models, managedPolicyName });
  expect(() => make('Second', 'Claude')).toThrow('Stack/Second: \'managedPolicyName\' must be unique, and \'Stack/First\' ' +
    'in the ' +
    'same stack has a policy of that name, got: "Claude". Choose another name');
  expect(() => make('Third', 'claude-2')).toThrow('Stack/Third: \'managedPolicyName\' must be unique');
  expect(() => make('Fourth', 'claude-3')).not.toThrow();
});

describe('a role that only AWS changes', () => {
  const REMEDY = 'Change its permission set instead: set \'managedPolicyName\' of a GlobalClaudeAccess, and give the permission set its ' +
    '\'customerManagedPolicies\'';
  const ROLES: [string, (stack: Stack) => iam.IRole][] = [
    ['by its ARN', (stack) => iam.Role.fromRoleArn(stack, 'Sso', SSO)],
    ['by its name', (stack) => iam.Role.fromRoleName(stack, 'Sso', 'AWSReservedSSO_Engineers_0123456789abcdef')],
    ['by its path and name', (stack) => iam.Role.fromRoleName(stack, 'Sso', SSO.split(':role/')[1])],
    ['in any account', (stack) => iam.Role.fromRoleArn(stack, 'Sso', stack.formatArn({
      service: 'iam', region: '', resource: 'role', resourceName: 'aws-reserved/sso.amazonaws.com/Engineers',
    }))],
    ['with mutable: false', (stack) => iam.Role.fromRoleArn(stack, 'Sso', SSO, { mutable: false })],
  ];

  test.each(ROLES)('is refused in all ways, %s', (_, importRole) => {
    const stack = testStack(CAPE_TOWN);
    const role = importRole(stack);
    const access = new GlobalClaudeAccess(stack, 'Access', { models });
    const reason = 'must be a role, user or group whose policies this app can change, got: \'Stack/Sso\', ' +
      'a role of IAM Identity Center, which only AWS changes';
    expect(() => new GlobalClaudeAccess(stack, 'Given', { models, role })).toThrow(`Stack/Given: 'role' ${reason}. ${REMEDY}`);
    expect(() => access.grantInvoke(role)).toThrow(`Stack/Access: 'grantee' ${reason}. ${REMEDY}`);
    expect(() => access.attachTo(role)).toThrow(`Stack/Access: 'identity' ${reason}. ${REMEDY}`);
    expect(() => access.clientSettings({ primary: models[0], background: models[0] }).grantClientReads(role)).toThrow(reason);
  });

  test('is refused by the records as well', () => {
    const stack = testStack(CAPE_TOWN);
    const logging = new BedrockLoggingConfig(stack, 'Logging', { prompts: PromptRecording.METADATA_ONLY });
    expect(() => logging.grantRead(ROLES[0][1](stack))).toThrow('which only AWS changes');
  });

  test('may be linked to a service', () => {
    const stack = testStack(CAPE_TOWN);
    const access = new GlobalClaudeAccess(stack, 'Access', { models });
    const role = iam.Role.fromRoleName(stack, 'Linked', 'aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS');
    expect(() => access.attachTo(role)).toThrow('\'Stack/Linked\', a service-linked role, which only AWS changes. Give ' +
    'the service ' +
      'a role of your own, and grant to that');
  });

  test('is no role that only looks like one', () => {
    const stack = testStack(CAPE_TOWN);
    const access = new GlobalClaudeAccess(stack, 'Access', { models });
    for (const name of ['aws-reserved', 'MyAWSReservedSSO_', 'team/aws-reserved/Engineers']) {
      expect(() => access.attachTo(iam.Role.fromRoleName(stack, name, name))).not.toThrow();
    }
  });
});
