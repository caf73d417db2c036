import { App, Stack, Tags } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { intendedCalls, overGrantProbes } from '../../examples/requests';
import {
  ApplicationProfile, ClaudeModel, ClaudeProject, GlobalClaudeAccess, GlobalClaudeAccessProps, IApplicationProfile, InvocationRequest,
} from '../../src';
import { ACCOUNT, CALLER, CAPE_TOWN, legs, project, simulatorOf } from '../support/decisions';
import { testStack } from '../support/stack';

const { SONNET_5_5, HAIKU_4_5, OPUS_4_8 } = ClaudeModel;

function profile(profileId: string, model: ClaudeModel, region = 'af-south-1', account = ACCOUNT): IApplicationProfile {
  const profileArn = `arn:aws:bedrock:${region}:${account}:application-inference-profile/${profileId}`;
  return { name: profileId, profileId, profileArn, model, sourceRegion: region };
}

const OWN = profile('own1', SONNET_5_5);

function roleWith(stack: Stack, props: GlobalClaudeAccessProps): iam.Role {
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
  new GlobalClaudeAccess(stack, 'Access', props).attachTo(role);
  return role;
}

describe.each<[string, () => Stack, GlobalClaudeAccessProps]>([
  ['a stack in af-south-1', () => testStack(CAPE_TOWN), { applicationProfiles: [OWN] }],
  ['a stack without an environment', () => testStack(), { applicationProfiles: [OWN] }],
  ['a stack in us-east-1', () => testStack({ account: ACCOUNT, region: 'us-east-1' }), { applicationProfiles: [OWN] }],
])('in %s, by an application profile alone', (_, makeStack, props) => {
  const simulator = simulatorOf(roleWith(makeStack(), props), { account: ACCOUNT, region: 'af-south-1' });
  const ask = (request: InvocationRequest) => `${legs(simulator, request)}${project(simulator, request)}`;
  const through = (id: string, options = {}) => [false, true].map((streaming) =>
    ask(InvocationRequest.applicationProfile(SONNET_5_5, id, { ...CALLER, ...options, streaming })));

  test('its model is reached through it, whole and streaming', () => expect(through('own1')).toEqual(['AAAA', 'AAAA']));
  test('and not through the model\'s own profile', () => {
    const [{ whole, streaming }] = intendedCalls([SONNET_5_5], CALLER);
    expect([ask(whole), ask(streaming!)]).toEqual(['dddA', 'dddA']);
  });
  test('nor through another application profile', () => expect(through('other')).toEqual(['dddA', 'dddA']));
  test('nor another model through it', () =>
    expect(ask(InvocationRequest.applicationProfile(HAIKU_4_5, 'own1', CALLER))).toBe('AddA'));
  test.each(overGrantProbes(SONNET_5_5, OPUS_4_8, CALLER).filter(({ name }) => name !== 'an application profile'))(
    'nor $name', ({ whole, streaming }) => {
      for (const request of [whole, ...streaming ? [streaming] : []]) {
        expect(legs(simulator, request)).toMatch(/^d+$/);
      }
    });
});

test.each<[string, GlobalClaudeAccessProps, string]>([
  ['a named project', { applicationProfiles: [OWN], project: ClaudeProject.named('payments') },
    'Stack/Access: \'project\' must not be a named project with \'applicationProfiles\', which take the default project only, ' +
    'got: "payments". Leave it out, or create a second access for the application profiles'],
  ['a profile of another Region', { applicationProfiles: [OWN, profile('abroad', SONNET_5_5, 'eu-west-1')] },
    'Stack/Access: \'applicationProfiles\' must all be in one Region, because one access has one source Region, got: \'own1\' in ' +
    'af-south-1 and \'abroad\' in eu-west-1. Create a second access for the profiles in the other Region'],
  ['another Region than the profile\'s', { applicationProfiles: [OWN], sourceRegion: 'eu-west-1' },
    'Stack/Access: \'sourceRegion\' must be the Region of the application profiles: \'own1\' is called in af-south-1, got: "eu-west-1". ' +
    'Leave it out here. To call the profile elsewhere, set \'sourceRegion\' of the ApplicationProfile'],
  ['a profile twice', { applicationProfiles: [OWN, { ...OWN }] },
    '\'applicationProfiles\' must name each profile once, got: \'own1\' twice'],
  ['a pattern of profiles', { applicationProfiles: [{ ...OWN, profileArn: OWN.profileArn.replace('own1', '*') }] },
    '\'applicationProfiles\' must hold application profiles with complete ARNs, got: "arn:aws:bedrock:af-south-1:111122223333:' +
    'application-inference-profile/*"'],
  ['no profile', { applicationProfiles: [] }, '\'applicationProfiles\' must name at least one application profile, got: []'],
  ['something else', { applicationProfiles: [SONNET_5_5 as any] },
    '\'applicationProfiles\' must hold application profiles, got: an object (ClaudeModel)'],
  ['nothing', {}, '\'models\' must name at least one model, got: undefined'],
  ['no models beside profiles', { models: [], applicationProfiles: [OWN] }, '\'models\' must name at least one model, got: []'],
])('fails for %s', (_, props, message) => {
  expect(() => new GlobalClaudeAccess(testStack(CAPE_TOWN), 'Access', props)).toThrow(message);
});

test('fails for a Region that might be another than the profile\'s', () => {
  const stack = testStack();
  const made = new ApplicationProfile(stack, 'Billing', { model: SONNET_5_5 });
  Tags.of(made).add('team', 'billing');
  expect(() => new GlobalClaudeAccess(stack, 'Access', { applicationProfiles: [made], sourceRegion: 'af-south-1' })).toThrow(
    'Stack/Access: \'sourceRegion\' must be the Region of the application profiles: \'Billing\' is called in the Region of its stack, ' +
    'which only the deployment knows, got: "af-south-1". Leave it out here');
  expect(() => new GlobalClaudeAccess(stack, 'Same', { applicationProfiles: [made], sourceRegion: stack.region })).not.toThrow();
});

test('fails for identities of another account, which the profile does not serve', () => {
  const app = new App();
  const access = new GlobalClaudeAccess(testStack(CAPE_TOWN, app), 'Access', { applicationProfiles: [OWN] });
  const elsewhere = testStack({ account: '222233334444', region: 'af-south-1' }, app, 'Other');
  expect(() => access.attachTo(new iam.Role(elsewhere, 'Role', { assumedBy: new iam.AccountRootPrincipal() }))).toThrow(
    'Stack/Access: \'applicationProfiles\' must be in the account whose identities call them: \'own1\' is in 111122223333, and \'Other\' ' +
    'deploys to 222233334444. Create a profile and an access in that account');
});

test('a model may be reached both ways, where both are named', () => {
  const simulator = simulatorOf(roleWith(testStack(CAPE_TOWN), { models: [SONNET_5_5], applicationProfiles: [OWN] }));
  expect(legs(simulator, InvocationRequest.globalProfile(SONNET_5_5, CALLER))).toBe('AAA');
  expect(legs(simulator, InvocationRequest.applicationProfile(SONNET_5_5, 'own1', CALLER))).toBe('AAA');
});
