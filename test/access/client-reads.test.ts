import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ClaudeModel, GlobalClaudeAccess, GlobalClaudeAccessProps, InvocationOutcome, InvocationRequest } from '../../src';
import { decide, Judge } from '../judge/judge';
import { ACCOUNT, CALLER, CAPE_TOWN, documentsOf, legs, simulatorOf } from '../support/decisions';
import { testStack } from '../support/stack';
import { warningsOf } from '../support/warnings';

const { SONNET_5_5, HAIKU_5_5 } = ClaudeModel;
const CHOICE = { primary: SONNET_5_5, background: HAIKU_5_5 };
const assumedBy = new iam.AccountRootPrincipal();
const OWN = `arn:aws:bedrock:eu-west-1:${ACCOUNT}:application-inference-profile/own1`;
const judge = new Judge();
afterAll(() => judge.close());

function accessIn(stack: Stack, props: GlobalClaudeAccessProps = {}): GlobalClaudeAccess {
  return new GlobalClaudeAccess(stack, 'Access', { models: [SONNET_5_5, HAIKU_5_5], ...props });
}

/** The reads that a role may do, of all that clients might ask, by both engines. */
async function allowedReads(role: iam.Role): Promise<string[]> {
  const at = (region: string, rest: string) => `arn:aws:bedrock:${region}:${rest}`;
  const asked: [string, string, string, string][] = ['eu-west-1', 'us-east-1'].flatMap((region): [string, string, string, string][] => [
    [region, 'bedrock:ListInferenceProfiles', '*', 'profiles'],
    [region, 'bedrock:ListFoundationModels', '*', 'models'],
    [region, 'bedrock:GetInferenceProfile', at(region, `${ACCOUNT}:inference-profile/global.${SONNET_5_5}`), 'a granted profile'],
    [region, 'bedrock:GetInferenceProfile', at(region, `${ACCOUNT}:inference-profile/global.${ClaudeModel.OPUS_5_5}`), 'another profile'],
    [region, 'bedrock:GetInferenceProfile', OWN, 'a granted application profile'],
    [region, 'bedrock:GetInferenceProfile', OWN.replace('own1', 'other'), 'another application profile'],
    [region, 'bedrock:CountTokens', at(region, `:foundation-model/${SONNET_5_5}`), 'tokens of a granted model'],
    [region, 'bedrock:CountTokens', at(region, `:foundation-model/${ClaudeModel.OPUS_5_5}`), 'tokens of another model'],
    [region, 'bedrock:InvokeModel', at(region, `${ACCOUNT}:inference-profile/global.${SONNET_5_5}`), 'a call'],
  ]);
  const identity = documentsOf(role);
  const allowed = await Promise.all(asked.map(async ([region, action, resource, what]) => {
    const given = { principal: `arn:aws:iam::${ACCOUNT}:role/R`, action, resource, context: { 'aws:RequestedRegion': region }, identity };
    const outcome = await judge.ask(given);
    expect(decide(given).outcome).toBe(outcome);
    return outcome === InvocationOutcome.ALLOWED ? [`${region}: ${what}`] : [];
  }));
  return allowed.flat();
}

const EUROPE = { account: ACCOUNT, region: 'eu-west-1' };
const applicationProfiles = [{ name: 'own', profileId: 'own1', profileArn: OWN, model: HAIKU_5_5, sourceRegion: 'eu-west-1' }];

describe.each<[string, GlobalClaudeAccessProps, boolean, string[]]>([
  ['profiles alone', {}, false, ['profiles', 'a granted profile']],
  ['an application profile', { models: [SONNET_5_5], applicationProfiles }, false,
    ['profiles', 'a granted profile', 'a granted application profile']],
  ['counting tokens', {}, true, ['profiles', 'a granted profile', 'tokens of a granted model']],
])('reads with %s', (_, props, countTokens, expected) => {
  test.each<[string, () => iam.Role]>([
    ['inline', () => {
      const stack = testStack(EUROPE);
      const role = new iam.Role(stack, 'Role', { assumedBy });
      expect(accessIn(stack, props).clientSettings({ ...CHOICE, countTokens }).grantClientReads(role).success).toBe(true);
      return role;
    }],
    ['in another stack', () => {
      const app = new App();
      const role = new iam.Role(testStack(EUROPE, app, 'Other'), 'Role', { assumedBy });
      accessIn(testStack(EUROPE, app), props).clientSettings({ ...CHOICE, countTokens }).grantClientReads(role);
      return role;
    }],
  ])('are allowed, and nothing else, %s', async (__, makeRole) => {
    expect(await allowedReads(makeRole())).toEqual(expected.map((what) => `eu-west-1: ${what}`));
  });
});

test('are apart from calls: neither gives the other', async () => {
  const stack = testStack(CAPE_TOWN);
  const access = accessIn(stack, { assumedBy });
  const reader = new iam.Role(stack, 'Reader', { assumedBy });
  access.clientSettings(CHOICE).grantClientReads(reader);
  expect(legs(simulatorOf(reader), InvocationRequest.globalProfile(SONNET_5_5, CALLER))).toBe('ddd');
  expect(await allowedReads(access.role as iam.Role)).toEqual([]);
});

test('are one policy for all identities of a stack, in an agnostic one too', () => {
  const stack = testStack();
  const settings = accessIn(stack).clientSettings(CHOICE);
  settings.grantClientReads(new iam.Role(stack, 'Role', { assumedBy }));
  settings.grantClientReads(new iam.User(stack, 'User'));
  settings.grantClientReads(new iam.Group(stack, 'Group'));
  settings.grantClientReads(iam.Role.fromRoleName(stack, 'Imported', 'imported'));
  const [{ Properties: { Roles: roles, Users: users, Groups: groups, PolicyDocument: { Statement: statements } } }, ...others] =
    Object.values<any>(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
  expect(others).toEqual([]);
  expect([roles.length, users.length, groups.length, statements.length]).toEqual([2, 1, 1, 2]);
  expect(statements.map(({ Condition: condition }: any) => condition)).toEqual(Array(2).fill(
    { StringEquals: { 'aws:RequestedRegion': { Ref: 'AWS::Region' } } }));
});

test('of a client that counts tokens are another policy', () => {
  const stack = testStack(EUROPE);
  const access = accessIn(stack);
  const role = new iam.Role(stack, 'Role', { assumedBy });
  const grants = [true, false].map((countTokens) => access.clientSettings({ ...CHOICE, countTokens }).grantClientReads(role));
  expect(grants.map(({ principalStatements }) => principalStatements.map(({ sid }) => sid)))
    .toEqual([['ListProfiles', 'ReadProfiles', 'CountTokens'], ['ListProfiles', 'ReadProfiles']]);
});

test.each<[string, (stack: Stack) => iam.IGrantable, string]>([
  ['an immutable role', (stack) => iam.Role.fromRoleArn(stack, 'R', `arn:aws:iam::${ACCOUNT}:role/r`, { mutable: false }),
    'Stack/Access: \'grantee\' must be a role, user or group whose policies this app can change, got: ' +
    '\'Stack/R\', whose policies are closed to this app'],
  ['a service', () => new iam.ServicePrincipal('ec2.amazonaws.com'), ', which has no policy of its own'],
  ['a principal that is null', () => ({ grantPrincipal: null }) as any, '\'grantee\' must be a role, a user, a group or a construct that'],
  ['nothing', () => undefined as any, '\'grantee\' must be a role, a user, a group or a construct that has a role, got: undefined'],
])('fail for %s', (_, grantee, message) => {
  const stack = testStack(CAPE_TOWN);
  expect(() => accessIn(stack).clientSettings(CHOICE).grantClientReads(grantee(stack))).toThrow(message);
});

test('fail for a user where they do not fit', () => {
  const stack = testStack(CAPE_TOWN);
  const models = [SONNET_5_5, HAIKU_5_5, ...Array.from({ length: 20 }, (_, index) =>
    ClaudeModel.of(`anthropic.claude-sonnet-9-${index}`, { sourceRegions: ['af-south-1'] }))];
  expect(() => accessIn(stack, { models }).clientSettings(CHOICE).grantClientReads(new iam.User(stack, 'User')))
    .toThrow(/'grantee' must have room for the statements: the inline policies of a user hold 2048 characters, got: \d+. Grant to a role/);
});

describe('share the room of inline policies', () => {
  type Act = (access: GlobalClaudeAccess, to: iam.IGrantable) => unknown;
  const grants = (count: number, limit: string, kind: 'User' | 'Group', act: Act) => {
    const stack = new Stack(new App(), 'Stack', { env: CAPE_TOWN });
    const identity = new iam[kind](stack, kind);
    for (let index = 0; index < count; index++) {
      act(new GlobalClaudeAccess(stack, `Access${index}`, { models: [SONNET_5_5, HAIKU_5_5] }), identity);
    }
    const faults = stack.node.findAll().flatMap(({ node }) => node.validate());
    expect(faults).toEqual(limit === '' ? [] : [expect.stringMatching(new RegExp(
      `^the inline policies of 'Stack/${kind}' must have at most ${limit} characters together, the limit of a ${kind.toLowerCase()}, ` +
      'got: \\d+. Use attachTo\\(\\), which shares managed policies, instead of grantInvoke\\(\\), or grant to a role$'))]);
  };
  const read: Act = (access, to) => access.clientSettings(CHOICE).grantClientReads(to);
  const both: Act = (access, to) => {
    access.grantInvoke(to);
    read(access, to);
  };
  const reversed: Act = (access, to) => {
    read(access, to);
    access.grantInvoke(to);
  };

  test.each<[string, number, string, 'User' | 'Group', Act]>([
    ['of a user: calls and reads exceed it', 1, '2048', 'User', both],
    ['of a user: reads and calls exceed it', 1, '2048', 'User', reversed],
    ['of a user: the reads of three accesses do not', 3, '', 'User', read],
    ['of a user: the reads of four accesses do', 4, '2048', 'User', read],
    ['of a group: those of one access do not', 1, '', 'Group', both],
    ['of a group: those of three accesses do, told once', 3, '5120', 'Group', both],
  ])('%s', (_, count, limit, kind, act) => grants(count, limit, kind, act));
});

test('in another stack fail where the Region is a token', () => {
  const app = new App();
  const settings = accessIn(testStack(undefined, app)).clientSettings(CHOICE);
  expect(() => settings.grantClientReads(new iam.Role(testStack(undefined, app, 'Other'), 'Role', { assumedBy })))
    .toThrow('Stack/Access: \'sourceRegion\' must be concrete to grant in another stack (\'Other\')');
});

test.each<[string, string | undefined, number]>([
  ['where AWS does not count', 'af-south-1', 1], ['not where it does', 'eu-west-1', 0], ['not where the Region is unknown', undefined, 0],
])('of counted tokens warn %s', (_, region, expected) => {
  const stack = testStack(region === undefined ? undefined : { account: ACCOUNT, region });
  accessIn(stack, { assumedBy }).clientSettings({ ...CHOICE, countTokens: true });
  expect(warningsOf(stack).filter((text) => text.includes('does not list af-south-1 among the Regions'))).toHaveLength(expected);
});
