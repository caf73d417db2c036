import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ApplicationProfile, ClaudeModel, GlobalClaudeAccess, InvocationOutcome } from '../../src';
import { CLAUDE_CODE_VARIABLES } from '../../src/core/facts/clients';
import { decideByBoth } from '../support/both-engines';
import { ACCOUNT, documentsOf } from '../support/decisions';
import { deploy } from '../support/deploy';
import { testStack } from '../support/stack';

const { SONNET_5_5, HAIKU_5_5, OPUS_5_5 } = ClaudeModel;
const REGION = 'eu-west-1';
const OTHER_ACCOUNT = '222233334444';
const assumedBy = new iam.AccountRootPrincipal();

const arnOf = (what: string, region = REGION, account = ACCOUNT) => `arn:aws:bedrock:${region}:${account}:${what}`;
const OWN = arnOf('application-inference-profile/own1');
const GLOBAL = `inference-profile/global.${SONNET_5_5}`;
const modelIn = (region: string, modelId: string) => `arn:aws:bedrock:${region}::foundation-model/${modelId}`;

/** An access to one model by its own profile and to another by an application profile, deployed to eu-west-1 or calling it. */
function makeWorld(stack: Stack, sourceRegion?: string) {
  const team = new ApplicationProfile(stack, 'Team', { model: HAIKU_5_5, sourceRegion });
  const access = new GlobalClaudeAccess(stack, 'Access', { models: [SONNET_5_5], applicationProfiles: [team], assumedBy, sourceRegion });
  const ownRegion = stack.region === 'us-east-1' ? stack.region : REGION;
  const place = { account: ACCOUNT, region: ownRegion, refs: { [stack.resolve(team.profileArn).Ref]: OWN } };
  return {
    access,
    place: <T>(part: T) => deploy(stack.resolve(part), place) as T,
    /** Whether a role may do something, by both engines. */
    asRole: (role: iam.Role) => {
      const identity = documentsOf(role).map(({ name, document }) => ({ name, document: deploy(document, place) }));
      return async (action: string, resource: string, region: string, through?: string) => {
        const context = { 'aws:RequestedRegion': region, ...through === undefined ? {} : { 'bedrock:InferenceProfileArn': through } };
        const given = { principal: `arn:aws:iam::${ACCOUNT}:role/R`, action: `bedrock:${action}`, resource, context, identity };
        return await decideByBoth(given) === InvocationOutcome.ALLOWED;
      };
    },
  };
}

describe.each<[string, () => ReturnType<typeof makeWorld>]>([
  ['a concrete stack', () => makeWorld(testStack({ account: ACCOUNT, region: REGION }))],
  ['an agnostic stack', () => makeWorld(testStack())],
  ['a stack that calls another Region', () => makeWorld(testStack({ account: ACCOUNT, region: 'us-east-1' }), REGION)],
])('in %s', (_, make) => {
  const PROBES: [what: string, action: string, resource: string, region: string][] = [
    ['lists profiles', 'ListInferenceProfiles', '*', REGION],
    ['lists profiles of another Region', 'ListInferenceProfiles', '*', 'us-east-1'],
    ['lists models', 'ListFoundationModels', '*', REGION],
    ['reads its profile', 'GetInferenceProfile', arnOf(GLOBAL), REGION],
    ['reads its application profile', 'GetInferenceProfile', OWN, REGION],
    ['reads the application profile\'s source', 'GetInferenceProfile', arnOf(`inference-profile/global.${HAIKU_5_5}`), REGION],
    ['reads a profile of a geography', 'GetInferenceProfile', arnOf(`inference-profile/eu.${SONNET_5_5}`), REGION],
    ['reads another profile', 'GetInferenceProfile', arnOf(`inference-profile/global.${OPUS_5_5}`), REGION],
    ['reads another application profile', 'GetInferenceProfile', OWN.replace('own1', 'other'), REGION],
    ['reads its profile in another Region', 'GetInferenceProfile', arnOf(GLOBAL, 'us-east-1'), 'us-east-1'],
    ['reads a profile of another account', 'GetInferenceProfile', arnOf(GLOBAL, REGION, OTHER_ACCOUNT), REGION],
    ['reads an application profile of another account', 'GetInferenceProfile', OWN.replace(ACCOUNT, OTHER_ACCOUNT), REGION],
    ['deletes its application profile', 'DeleteInferenceProfile', OWN, REGION],
    ['counts on its model', 'CountTokens', modelIn(REGION, `${SONNET_5_5}`), REGION],
    ['counts on the application profile\'s model', 'CountTokens', modelIn(REGION, `${HAIKU_5_5}`), REGION],
    ['counts on another model', 'CountTokens', modelIn(REGION, `${OPUS_5_5}`), REGION],
    ['counts in another Region', 'CountTokens', modelIn('us-east-1', `${SONNET_5_5}`), 'us-east-1'],
    ['calls its profile', 'InvokeModel', arnOf(GLOBAL), REGION],
  ];
  const READS = ['lists profiles', 'reads its profile', 'reads its application profile'];
  const COUNTS = ['counts on its model', 'counts on the application profile\'s model'];

  test.each<[string, boolean, string[]]>([
    ['reads', false, READS], ['reads and counts', true, [...READS, ...COUNTS]],
  ])('a client that %s may do that, and nothing else', async (__, countTokens, expected) => {
    const { access, asRole } = make();
    const reader = new iam.Role(Stack.of(access), 'Reader', { assumedBy });
    access.clientSettings({ primary: SONNET_5_5, background: HAIKU_5_5, countTokens }).grantClientReads(reader);
    const may = asRole(reader);
    const allowed = await Promise.all(PROBES.map(async ([what, action, resource, region]) =>
      await may(action, resource, region) ? [what] : []));
    expect(allowed.flat()).toEqual(expected);
  });

  /** The legs of a call: the profile, the model in the source Region, the model anywhere. */
  const legsOf = (profileArn: string, modelId: string, region = REGION): [string, string, string?][] => [
    [profileArn, region], [modelIn(region, modelId), region, profileArn], [modelIn('', modelId), 'unspecified', profileArn],
  ];

  test('what the settings pin is called, whole and streaming, and nothing past it', async () => {
    const { access, place, asRole } = make();
    const environment = place(access.clientSettings({ primary: SONNET_5_5, background: HAIKU_5_5 }).environment);
    expect(environment.AWS_REGION).toBe(REGION);
    const may = asRole(access.role as iam.Role);
    const call = async (legs: [string, string, string?][], action: string) => {
      const allowed = await Promise.all(legs.map(([resource, region, through]) => may(action, resource, region, through)));
      return allowed.map((is) => is ? 'A' : 'd').join('');
    };

    const pinned = new Set(Object.values(CLAUDE_CODE_VARIABLES).filter((name) => name.endsWith('_MODEL')).map((name) => environment[name]));
    expect([...pinned].sort()).toEqual([OWN, `global.${SONNET_5_5}`]);
    const MODELS = { [OWN]: `${HAIKU_5_5}`, [`global.${SONNET_5_5}`]: `${SONNET_5_5}` };
    for (const target of pinned) {
      const legs = legsOf(target === OWN ? OWN : arnOf(`inference-profile/${target}`), MODELS[target]);
      expect(await call(legs, 'InvokeModel')).toBe('AAA');
      expect(await call(legs, 'InvokeModelWithResponseStream')).toBe('AAA');
      expect(await call(legs, 'CreateModelInvocationJob')).toBe('ddd');
    }

    const others: [string, [string, string, string?][]][] = [
      ['the profile past the application profile', legsOf(arnOf(`inference-profile/global.${HAIKU_5_5}`), `${HAIKU_5_5}`)],
      ['a profile of a geography', legsOf(arnOf(`inference-profile/eu.${SONNET_5_5}`), `${SONNET_5_5}`)],
      ['another model', legsOf(arnOf(`inference-profile/global.${OPUS_5_5}`), `${OPUS_5_5}`)],
      ['another application profile', legsOf(OWN.replace('own1', 'other'), `${HAIKU_5_5}`)],
      ['another account', legsOf(arnOf(GLOBAL, REGION, OTHER_ACCOUNT), `${SONNET_5_5}`)],
      ['another Region', legsOf(arnOf(GLOBAL, 'us-east-1'), `${SONNET_5_5}`, 'us-east-1')],
    ];
    for (const [what, legs] of others) {
      expect([what, await call(legs, 'InvokeModel'), await call(legs, 'InvokeModelWithResponseStream')]).toEqual([what, 'ddd', 'ddd']);
    }
  });
});
