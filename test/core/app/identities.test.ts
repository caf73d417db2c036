import { findAccountPolicies } from '../../../src/core/app/account-policies';
import { findRolePolicies } from '../../../src/core/app/role-policies';

/** A document that is told from others by its one action. */
const document = (action: string) => ({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: action, Resource: '*' } });
const listActions = (documents: readonly { document: unknown }[]): string[] =>
  documents.map((one) => (one.document as any).Statement.Action);

describe('a function of SAM has a role of its own', () => {
  const Resources = {
    Chat: {
      Type: 'AWS::Serverless::Function',
      Properties: {
        Policies: [
          'AmazonBedrockFullAccess', { DynamoDBCrudPolicy: { TableName: 't' } }, document('bedrock:Document'),
          { Effect: 'Allow', Action: 'bedrock:Statement', Resource: '*' }, { Ref: 'Managed' }, 'arn:aws:iam::aws:policy/X',
        ],
      },
    },
    Flow: { Type: 'AWS::Serverless::StateMachine', Properties: { Policies: document('bedrock:Flow'), PermissionsBoundary: 'arn:edge' } },
    Shared: { Type: 'AWS::Serverless::Function', Properties: { Role: { 'Fn::GetAtt': ['Role', 'Arn'] }, Policies: 'Ignored' } },
    Foreign: { Type: 'AWS::Serverless::Function', Properties: { Role: 'arn:aws:iam::111122223333:role/x' } },
    Role: { Type: 'AWS::IAM::Role', Properties: { Policies: [{ PolicyName: 'p', PolicyDocument: document('bedrock:Role') }] } },
    Managed: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: document('bedrock:Managed') } },
    Naming: { Type: 'AWS::IAM::Policy', Properties: { PolicyDocument: document('bedrock:Naming'), Roles: [{ Ref: 'ChatRole' }] } },
    Edge: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: document('bedrock:Edge') } },
  };
  const template: any = { Globals: { Function: { PermissionsBoundary: { Ref: 'Edge' } } }, Resources };

  test.each(['Chat', 'ChatRole'])('and is named %s: with its statements, documents and managed policies', (name) => {
    const { identity, boundary, elsewhere } = findRolePolicies(template, name);
    expect(listActions(identity)).toEqual(['bedrock:Document', 'bedrock:Statement', 'bedrock:Managed', 'bedrock:Naming']);
    expect(elsewhere).toEqual(['AmazonBedrockFullAccess', '{"DynamoDBCrudPolicy":{"TableName":"t"}}', 'arn:aws:iam::aws:policy/X']);
    expect(listActions([boundary!])).toEqual(['bedrock:Edge']);
  });

  test('a state machine likewise, without what Globals say of functions', () => {
    const { identity, boundary, elsewhere } = findRolePolicies(template, 'Flow');
    expect([listActions(identity), boundary, elsewhere]).toEqual([['bedrock:Flow'], undefined, ['arn:edge']]);
  });

  test('a function with another role has that one, and its own policies count for nothing', () => {
    expect(listActions(findRolePolicies(template, 'Shared').identity)).toEqual(['bedrock:Role']);
    expect(findRolePolicies(template, 'Foreign')).toMatchObject({ identity: [], identityElsewhere: ['arn:aws:iam::111122223333:role/x'] });
  });

  test('errors list all of them, with their kinds', () => {
    expect(() => findRolePolicies(template, 'Nobody'))
      .toThrow('its roles are: Chat (Function), Flow (StateMachine), Shared (Function), Foreign (Function), Role');
  });
});

test('users have the policies of their groups, and groups and permission sets their own', () => {
  const Resources: any = {
    Ann: {
      Type: 'AWS::IAM::User',
      Properties: { UserName: 'ann', Groups: [{ Ref: 'Devs' }, 'outside'], ManagedPolicyArns: [{ Ref: 'M' }] },
    },
    Devs: { Type: 'AWS::IAM::Group', Properties: { Policies: [{ PolicyName: 'g', PolicyDocument: document('bedrock:Group') }] } },
    Late: { Type: 'AWS::IAM::Group', Properties: { GroupName: 'late' } },
    Adds: { Type: 'AWS::IAM::UserToGroupAddition', Properties: { GroupName: 'late', Users: ['ann'] } },
    OfLate: { Type: 'AWS::IAM::GroupPolicy', Properties: { GroupName: 'late', PolicyDocument: document('bedrock:Late') } },
    M: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: document('bedrock:M') } },
    OfUsers: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: document('bedrock:Users'), Users: ['ann'] } },
    OfRoles: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: document('bedrock:Roles'), Roles: ['ann'] } },
    Set: {
      Type: 'AWS::SSO::PermissionSet',
      Properties: {
        InlinePolicy: JSON.stringify(document('bedrock:Set')),
        ManagedPolicies: ['arn:aws:iam::aws:policy/X'],
        CustomerManagedPolicyReferences: [{ Name: 'mine' }],
        PermissionsBoundary: { ManagedPolicyArn: 'arn:aws:iam::aws:policy/Edge' },
      },
    },
  };
  const find = (name: string) => findRolePolicies({ Resources }, name);
  expect(listActions(find('Ann').identity)).toEqual(['bedrock:M', 'bedrock:Users', 'bedrock:Group', 'bedrock:Late']);
  expect(find('Ann').identityElsewhere).toEqual(['outside']);
  expect(listActions(find('Devs').identity)).toEqual(['bedrock:Group']);
  expect(listActions(find('Set').identity)).toEqual(['bedrock:Set']);
  expect(find('Set').elsewhere).toEqual(['arn:aws:iam::aws:policy/X', '{"Name":"mine"}', 'arn:aws:iam::aws:policy/Edge']);
});

test.each([
  { Ref: 'M.x' }, { 'Fn::GetAtt': ['M.x', 'PolicyArn'] }, { 'Fn::Sub': '${M.x}' },
])('a managed policy is found by %j', (reference) => {
  const Resources: any = {
    'Role': { Type: 'AWS::IAM::Role', Properties: { ManagedPolicyArns: [reference] } },
    'M.x': { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: document('bedrock:M') } },
  };
  expect(listActions(findRolePolicies({ Resources }, 'Role').identity)).toEqual(['bedrock:M']);
});

describe('an account as IAM tells it', () => {
  const arn = (rest: string) => `arn:aws:iam::111122223333:${rest}`;
  const managed = (name: string, versions: object[]) =>
    ({ PolicyName: name, Arn: arn(`policy/${name}`), DefaultVersionId: 'v2', PolicyVersionList: versions });
  const attach = (...names: string[]) => names.map((name) => ({ PolicyName: name, PolicyArn: arn(`policy/${name}`) }));
  const account = {
    RoleDetailList: [
      {
        RoleName: 'app',
        Arn: arn('role/team/app'),
        RolePolicyList: [
          { PolicyName: 'inline', PolicyDocument: document('bedrock:Inline') },
          { PolicyName: 'encoded', PolicyDocument: encodeURIComponent(JSON.stringify(document('bedrock:Encoded'))) },
        ],
        AttachedManagedPolicies: attach('m', 'gone'),
        PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: arn('policy/edge') },
      },
      { RoleName: 'twin', Arn: arn('role/twin'), PermissionsBoundary: { PermissionsBoundaryArn: arn('policy/gone') } },
    ],
    UserDetailList: [
      { UserName: 'ann', Arn: arn('user/ann'), GroupList: ['devs', 'gone'], UserPolicyList: [] },
      { UserName: 'twin', Arn: arn('user/twin') },
    ],
    GroupDetailList: [{ GroupName: 'devs', Arn: arn('group/devs'), AttachedManagedPolicies: attach('m') }],
    Policies: [
      managed('m', [
        { VersionId: 'v1', IsDefaultVersion: false, Document: document('bedrock:Old') },
        { VersionId: 'v2', IsDefaultVersion: true, Document: document('bedrock:M') },
      ]),
      managed('edge', [{ VersionId: 'v2', IsDefaultVersion: true, Document: document('bedrock:Edge') }]),
    ],
  };

  test.each(['app', arn('role/team/app')])('has the role %s with all its policies, its boundary and its ARN', (name) => {
    const { identity, boundary, elsewhere, arn: found } = findAccountPolicies(account, name);
    expect(listActions(identity)).toEqual(['bedrock:Inline', 'bedrock:Encoded', 'bedrock:M']);
    expect(listActions([boundary!])).toEqual(['bedrock:Edge']);
    expect([elsewhere, found]).toEqual([[arn('policy/gone')], arn('role/team/app')]);
  });

  test('has users with the policies of their groups', () => {
    const { identity, elsewhere } = findAccountPolicies(account, 'ann');
    expect([listActions(identity), elsewhere]).toEqual([['bedrock:M'], ['group gone']]);
    expect(listActions(findAccountPolicies(account, 'devs').identity)).toEqual(['bedrock:M']);
  });

  test('says that a boundary is not in it', () => {
    expect(findAccountPolicies(account, arn('role/twin'))).toMatchObject({ elsewhere: [arn('policy/gone')], identityElsewhere: [] });
  });

  test.each([
    ['', 'a role of the account must be named, by its name or its ARN; there are: app, twin, ann, twin, devs'],
    ['nobody', 'the account has no role \'nobody\'; there are: app, '],
    ['twin', `'twin' must be one role, named by its ARN; there are: ${arn('role/twin')}, ${arn('user/twin')}`],
  ])('fails for the name %j', (name, message) => {
    expect(() => findAccountPolicies(account, name)).toThrow(message);
  });

  test('fails for none of its odd parts', () => {
    const odd: any = { RoleDetailList: [null, 'x', { RoleName: 'r', RolePolicyList: {}, AttachedManagedPolicies: [null] }], Policies: 'x' };
    expect(findAccountPolicies(odd, 'r')).toMatchObject({ identity: [], elsewhere: [] });
  });
});
