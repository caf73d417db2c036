import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, NestedStack, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { ClaudeModel, GlobalClaudeAccess, InvocationRequest } from '../../src';
import { KNOWN_MODELS } from '../../src/core/facts/known-models';
import { ACCOUNT, CALLER, CAPE_TOWN, legs, simulatorOf } from '../support/decisions';
import { testStack } from '../support/stack';

const ARN = `arn:aws:iam::${ACCOUNT}`;
const ELSEWHERE = 'arn:aws:iam::222233334444';
const assumedBy = new iam.AccountRootPrincipal();

interface World {
  readonly stack: Stack;
  /** A stack of the same account and Region. */
  readonly sibling: Stack;
  readonly access: GlobalClaudeAccess;
}

function makeWorld(models = [ClaudeModel.SONNET_5_5]): World {
  const app = new App();
  const stack = testStack(CAPE_TOWN, app);
  return { stack, sibling: testStack(CAPE_TOWN, app, 'Sibling'), access: new GlobalClaudeAccess(stack, 'Access', { models }) };
}

/** Where statements or references landed: the principals that the policies of a stack name, and what names a policy itself. */
function recipients(stack: Stack): unknown[] {
  return Object.values(Template.fromStack(stack).toJSON().Resources ?? {}).flatMap(({ Type: type, Properties: given }: any) =>
    type === 'AWS::IAM::Policy' || type === 'AWS::IAM::ManagedPolicy'
      ? [...given.Roles ?? [], ...given.Users ?? [], ...given.Groups ?? []]
      : (given?.ManagedPolicyArns ?? []).some((arn: any) => arn.Ref) ? [type] : []);
}

/** How a policy names an imported identity, or one of this app. */
function named(id: string): unknown {
  return id === 'imported' ? id : { Ref: expect.stringMatching(`^${id}[0-9A-F]{8}$`) };
}

describe('what can be granted is granted', () => {
  test.each<[string, (world: World) => iam.IGrantable, string]>([
    ['a role', ({ stack }) => new iam.Role(stack, 'R', { assumedBy }), 'R'],
    ['a role of a path', ({ stack }) => new iam.Role(stack, 'R', { assumedBy, path: '/team/' }), 'R'],
    ['a role imported by ARN', ({ stack }) => iam.Role.fromRoleArn(stack, 'R', `${ARN}:role/team/imported`), 'imported'],
    ['a role imported by name', ({ stack }) => iam.Role.fromRoleName(stack, 'R', 'imported'), 'imported'],
    ['a user', ({ stack }) => new iam.User(stack, 'U'), 'U'],
    ['an imported user', ({ stack }) => iam.User.fromUserArn(stack, 'U', `${ARN}:user/imported`), 'imported'],
    ['a group', ({ stack }) => new iam.Group(stack, 'G'), 'G'],
    ['an imported group', ({ stack }) => iam.Group.fromGroupArn(stack, 'G', `${ARN}:group/imported`), 'imported'],
    ['a role with conditions around it', ({ stack }) => new iam.PrincipalWithConditions(new iam.Role(stack, 'R', { assumedBy }), {}), 'R'],
    ['a role with session tags around it', ({ stack }) => new iam.SessionTagsPrincipal(new iam.Role(stack, 'R', { assumedBy })), 'R'],
    ['a function', ({ stack }) => new lambda.Function(stack, 'F', {
      runtime: lambda.Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline('exports.handler = async () => {};'),
      role: new iam.Role(stack, 'R', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }),
    }), 'R'],
  ])('to %s, inline', (_, grantee, recipient) => {
    const here = makeWorld();
    const grant = here.access.grantInvoke(grantee(here));
    expect(grant.success).toBe(true);
    expect(grant.principalStatements).toHaveLength(3);
    expect(recipients(here.stack)).toEqual([named(recipient)]);
  });

  test('to a lazy role, which has the statements once something uses it', () => {
    const { stack, access } = makeWorld();
    const role = new iam.LazyRole(stack, 'R', { assumedBy });
    access.grantInvoke(role);
    expect(recipients(stack)).toEqual([]);
    const again = makeWorld();
    const used = new iam.LazyRole(again.stack, 'R', { assumedBy });
    again.access.grantInvoke(used);
    expect(used.roleArn).toBeDefined();
    expect(recipients(again.stack)).toEqual([named('R')]);
  });

  test.each<[string, (stack: Stack) => iam.IIdentity, string]>([
    ['a role', (stack) => new iam.Role(stack, 'R', { assumedBy }), 'R'],
    ['a role imported by ARN', (stack) => iam.Role.fromRoleArn(stack, 'R', `${ARN}:role/team/imported`), 'imported'],
    ['a user', (stack) => new iam.User(stack, 'U'), 'U'],
    ['an imported user', (stack) => iam.User.fromUserArn(stack, 'U', `${ARN}:user/imported`), 'imported'],
    ['a group', (stack) => new iam.Group(stack, 'G'), 'G'],
    ['an imported group', (stack) => iam.Group.fromGroupArn(stack, 'G', `${ARN}:group/imported`), 'imported'],
  ])('to %s, by the shared policy, in its own stack or another', (_, identity, recipient) => {
    for (const place of ['stack', 'sibling'] as const) {
      const here = makeWorld();
      here.access.attachTo(identity(here[place]));
      expect(recipients(here[place])).toEqual([named(recipient)]);
      expect(recipients(here[place === 'stack' ? 'sibling' : 'stack'])).toEqual([]);
    }
  });

  test('to a lazy role, by the shared policy', () => {
    const here = makeWorld();
    here.access.attachTo(new iam.LazyRole(here.stack, 'R', { assumedBy }));
    expect(recipients(here.stack)).toHaveLength(1);
  });

  test('to a role of another stack, inline there', () => {
    const { sibling, access } = makeWorld();
    const role = new iam.Role(sibling, 'R', { assumedBy });
    access.grantInvoke(role);
    expect(legs(simulatorOf(role), InvocationRequest.globalProfile(ClaudeModel.SONNET_5_5, CALLER))).toBe('AAA');
  });
});

test('to a role that waits for a context look-up, and to one of a nested stack', () => {
  const { stack, access } = makeWorld();
  access.grantInvoke(iam.Role.fromLookup(stack, 'LookedUp', { roleName: 'app' }));
  const anywhere = testStack();
  const nested = new NestedStack(anywhere, 'Nested');
  const role = new iam.Role(nested, 'R', { assumedBy });
  new GlobalClaudeAccess(anywhere, 'Access', { models: [ClaudeModel.SONNET_5_5], role });
  expect(recipients(nested)).toEqual([named('R')]);
});

describe('what cannot be granted fails, and says what to do', () => {
  const closed: [string, (world: World) => iam.IGrantable, string][] = [
    ['a role imported from another account', ({ stack }) => iam.Role.fromRoleArn(stack, 'R', `${ELSEWHERE}:role/x`),
      '\'Stack/R\' of account 222233334444, whose stack deploys to 111122223333. Grant in a stack of the account that owns it'],
    ['a user imported from another account', ({ stack }) => iam.User.fromUserArn(stack, 'U', `${ELSEWHERE}:user/x`),
      '\'Stack/U\' of account 222233334444'],
    ['a group imported from another account', ({ stack }) => iam.Group.fromGroupArn(stack, 'G', `${ELSEWHERE}:group/x`),
      '\'Stack/G\' of account 222233334444'],
    ['a role imported with mutable: false', ({ stack }) => iam.Role.fromRoleArn(stack, 'R', `${ARN}:role/x`, { mutable: false }),
      'got: \'Stack/R\', whose policies are closed to this app'],
    ['a role without policy updates', ({ stack }) => new iam.Role(stack, 'R', { assumedBy }).withoutPolicyUpdates(),
      'are closed to this app (\'mutable: false\' or withoutPolicyUpdates()). ' +
      'Import it without \'mutable: false\', or grant in the app that owns it'],
    ['a closed role with conditions around it',
      ({ stack }) => new iam.PrincipalWithConditions(iam.Role.fromRoleArn(stack, 'R', `${ARN}:role/x`, { mutable: false }), {}),
      'are closed to this app'],
  ];
  const inlineOnly: typeof closed = [
    ['an unknown principal', ({ stack }) => new iam.UnknownPrincipal({ resource: stack }),
      'got: a construct whose role is not known, for example a function that was imported by its ARN. Import it together with its role, ' +
      'or grant to that role'],
    ['a function imported by ARN',
      ({ stack }) => lambda.Function.fromFunctionArn(stack, 'F', `arn:aws:lambda:af-south-1:${ACCOUNT}:function:f`),
      'whose role is not known'],
    ['a service', () => new iam.ServicePrincipal('lambda.amazonaws.com'),
      ', which has no policy of its own. ' +
      'Grant to a role, a user or a group; for a service, to the role that it assumes'],
    ['a managed policy', ({ stack }) => new iam.ManagedPolicy(stack, 'M', {
      statements: [new iam.PolicyStatement({ actions: ['s3:ListBucket'], resources: ['arn:aws:s3:::b'] })],
    }),
    ', a policy, which belongs to no identity until it is attached. Grant to the roles, users or groups that it is attached to. ' +
      'GlobalClaudeAccess.attachTo() gives them one managed policy, which they share'],
    ['an account', () => new iam.AccountPrincipal(ACCOUNT), ', which has no policy of its own'],
    ['an ARN', () => new iam.ArnPrincipal(`${ARN}:role/x`), ', which has no policy of its own'],
    ['anyone', () => new iam.StarPrincipal(), ', which has no policy of its own'],
    ['a web identity', () => new iam.WebIdentityPrincipal('accounts.example.com'), ', which has no policy of its own'],
    ['several services',
      () => new iam.CompositePrincipal(new iam.ServicePrincipal('a.amazonaws.com'), new iam.ServicePrincipal('b.amazonaws.com')),
      ', which has no policy of its own'],
  ];

  test.each([...closed, ...inlineOnly])('fails to grant inline to %s', (_, grantee, message) => {
    const here = makeWorld();
    expect(() => here.access.grantInvoke(grantee(here)))
      .toThrow('Stack/Access: \'grantee\' must be a role, user or group whose policies this app can change, got: ');
    expect(() => here.access.grantInvoke(grantee(makeWorld()))).toThrow(message);
    expect(recipients(here.stack)).toEqual([]);
  });

  test.each(closed)('fails to attach to %s', (_, identity, message) => {
    const here = makeWorld();
    expect(() => here.access.attachTo(identity(here) as iam.IIdentity)).toThrow(message);
    expect(recipients(here.stack)).toEqual([]);
  });

  test('fails to grant inline to a user what its inline policies cannot hold', () => {
    const { stack, access } = makeWorld(KNOWN_MODELS.slice(0, 5).map(({ modelId }) => ClaudeModel.of(modelId)));
    expect(() => access.grantInvoke(new iam.User(stack, 'U')))
      .toThrow(/^Stack\/Access: 'grantee' must have room .* a user hold 2048 characters, got: \d+\. Use attachTo\(\)/);
  });

  test.each<[string, number, (stack: Stack) => iam.IGrantable]>([
    ['a user', 2048, (stack) => new iam.User(stack, 'I')],
    ['a group', 5120, (stack) => new iam.Group(stack, 'I')],
    ['an imported role', 10240, (stack) => iam.Role.fromRoleName(stack, 'I', 'imported')],
    ['a role', 10240, (stack) => new iam.Role(stack, 'I', { assumedBy })],
  ])('fails at synthesis where the grants of several accesses together do not fit %s', (_, limit, grantee) => {
    const app = new App();
    const stack = new Stack(app, 'Stack', { env: CAPE_TOWN });
    const identity = grantee(stack);
    for (let index = 0; index < limit / 1000; index++) {
      new GlobalClaudeAccess(stack, `Access${index}`, { models: [ClaudeModel.HAIKU_4_5] }).grantInvoke(identity);
    }
    expect(() => app.synth()).toThrow(new RegExp(`'Stack/I' must have at most ${limit} characters together.*Use attachTo\\(\\)`));
  });

  test.each([undefined, {}, 'arn:aws:iam::111122223333:role/x'])('fails for %j, which is nothing to grant to', (grantee) => {
    expect(() => makeWorld().access.grantInvoke(grantee as any))
      .toThrow('Stack/Access: \'grantee\' must be a role, a user, a group or a construct that has a role, got: ');
  });

  test('fails by the name of the prop for a role that is given and cannot be granted', () => {
    const { stack } = makeWorld();
    const role = iam.Role.fromRoleArn(stack, 'R', `${ELSEWHERE}:role/x`);
    expect(() => new GlobalClaudeAccess(stack, 'Second', { models: [ClaudeModel.SONNET_5_5], role }))
      .toThrow('Stack/Second: \'role\' must be a role, user or group whose policies this app can change, got: ');
  });

  test('fails in another stack where the source Region is a token, since there it means another Region', () => {
    const app = new App();
    const access = new GlobalClaudeAccess(testStack(undefined, app, 'Anywhere'), 'Access', { models: [ClaudeModel.SONNET_5_5] });
    const role = new iam.Role(testStack(undefined, app, 'Elsewhere'), 'R', { assumedBy });
    for (const give of [() => access.attachTo(role), () => access.grantInvoke(role)]) {
      expect(give).toThrow('Anywhere/Access: \'sourceRegion\' must be concrete to grant in another stack (\'Elsewhere\')');
    }
  });
});

test('to precreated roles, the statements are in the policy report of aws-cdk-lib', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack', { env: CAPE_TOWN });
  iam.Role.customizeRoles(stack, { usePrecreatedRoles: { 'Stack/Inline': 'inline', 'Stack/Attached': 'attached' } });
  const access = new GlobalClaudeAccess(stack, 'Access', { models: [ClaudeModel.SONNET_5_5] });
  access.grantInvoke(new iam.Role(stack, 'Inline', { assumedBy }));
  access.attachTo(new iam.Role(stack, 'Attached', { assumedBy }));
  const { directory } = app.synth();
  const { roles } = JSON.parse(readFileSync(join(directory, 'iam-policy-report.json'), 'utf8'));
  const statements = roles.map((role: any) => [role.identityPolicyStatements.length, role.managedPolicyStatements.length]);
  expect(statements).toEqual([[3, 0], [0, 3]]);
  expect(Template.fromStack(stack).toJSON().Resources).toBeUndefined();
});

test('granting twice adds nothing twice', () => {
  const { stack, access } = makeWorld();
  const role = new iam.Role(stack, 'R', { assumedBy });
  expect(access.grantInvoke(role)).toBe(access.grantInvoke(role));
  access.attachTo(role);
  access.attachTo(role);
  const resources = Template.fromStack(stack).toJSON().Resources;
  expect(Object.values(resources).find((one: any) => one.Type === 'AWS::IAM::Policy'))
    .toMatchObject({ Properties: { PolicyDocument: { Statement: [{}, {}, {}] } } });
  expect(recipients(stack)).toHaveLength(2);
});

test('two accesses on one role have Sids of their own', () => {
  const { stack, access } = makeWorld();
  const role = new iam.Role(stack, 'R', { assumedBy });
  access.grantInvoke(role);
  new GlobalClaudeAccess(stack, 'Second', { models: [ClaudeModel.OPUS_5_5] }).grantInvoke(role);
  const sids = Object.values<any>(Template.fromStack(stack).findResources('AWS::IAM::Policy'))
    .flatMap(({ Properties: given }) => given.PolicyDocument.Statement.map(({ Sid }: any) => Sid));
  expect(sids).toHaveLength(6);
  expect(new Set(sids).size).toBe(6);
  expect(sids.every((sid) => /^[A-Za-z0-9]+$/.test(sid))).toBe(true);
});

test('all identities of a stack share one policy, and a grant costs one reference', () => {
  const { stack, sibling, access } = makeWorld();
  for (const [place, count] of [[stack, 3], [sibling, 2]] as const) {
    for (let index = 0; index < count; index++) {
      access.attachTo(new iam.Role(place, `R${index}`, { assumedBy }));
    }
  }
  for (const [place, count] of [[stack, 3], [sibling, 2]] as const) {
    const template = Template.fromStack(place);
    template.resourceCountIs('AWS::IAM::ManagedPolicy', 1);
    template.resourceCountIs('AWS::IAM::Policy', 0);
    const roles = Object.keys(template.findResources('AWS::IAM::Role')).map((id) => ({ Ref: id }));
    expect(roles).toHaveLength(count);
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', { Roles: roles });
    expect(template.toJSON().Outputs).toBeUndefined();
  }
});

test('nothing is created until something is granted', () => {
  const { stack } = makeWorld();
  expect(Template.fromStack(stack).toJSON().Resources).toBeUndefined();
});
