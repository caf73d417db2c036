import { readFileSync } from 'node:fs';
import { App, Aws, CfnElement, CfnParameter, Stack, Stage, Tags } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import {
  ApplicationProfile, ApplicationProfileProps, ClaudeModel, GlobalClaudeAccess, InvocationAlarms, InvocationDashboard, InvocationMetrics,
  InvocationRequest, InvocationSimulator, PolicySource, TokenQuotas,
} from '../../src';
import { LONGEST_PREFIX } from '../../src/lambda/application-profiles/wire';
import { decideByBoth } from '../support/both-engines';
import { ACCOUNT, CALLER, CAPE_TOWN, documentsOf, legs, project } from '../support/decisions';
import { deploy } from '../support/deploy';
import { testStack } from '../support/stack';
import { warningsOf } from '../support/warnings';

const { SONNET_5_5, HAIKU_4_5, OPUS_5_5 } = ClaudeModel;
const TYPE = 'Custom::BedrockApplicationProfile';

const MODEL = 'foundation-model/anthropic.claude-sonnet-5-5';
const SYSTEM_ARN = `arn:aws:bedrock:af-south-1:${ACCOUNT}:inference-profile/global.anthropic.claude-sonnet-5-5`;

const arnOf = (id: string) => `arn:aws:bedrock:af-south-1:${ACCOUNT}:application-inference-profile/${id}`;

/** What IAM is asked of one call, as AWS's pages have it, without our own model of a call. */
function listLegs(profileArn: string): [resource: string, context: Record<string, string>][] {
  const [here, anywhere] = ['af-south-1', 'unspecified'].map((region) => ({ 'aws:RequestedRegion': region }));
  const through = { 'bedrock:InferenceProfileArn': profileArn };
  return [
    [profileArn, here],
    [`arn:aws:bedrock:af-south-1::${MODEL}`, { ...here, ...through }],
    [`arn:aws:bedrock:::${MODEL}`, { ...anywhere, ...through }],
    [`arn:aws:bedrock:af-south-1:${ACCOUNT}:project/default`, here],
  ];
}

function logicalIdOf(profile: ApplicationProfile): string {
  return Stack.of(profile).getLogicalId(profile.node.findChild('Resource').node.defaultChild as CfnElement);
}

describe.each([
  ['concrete', CAPE_TOWN],
  ['agnostic', undefined],
  ['in us-east-1, for Cape Town', { account: ACCOUNT, region: 'us-east-1' }],
])('two teams in a stack that is %s', (_, env) => {
  const stack = testStack(env);
  const sourceRegion = env?.region === 'us-east-1' ? 'af-south-1' : undefined;
  const teams = ['Billing', 'Search'].map((name) => {
    const profile = new ApplicationProfile(stack, name, { model: SONNET_5_5, sourceRegion });
    const role = new iam.Role(stack, `${name}Role`, { assumedBy: new iam.AccountRootPrincipal() });
    new GlobalClaudeAccess(stack, `${name}Access`, { applicationProfiles: [profile] }).attachTo(role);
    return { name, profile, role };
  });
  const [billing, search] = teams.map(({ profile }) => logicalIdOf(profile));
  const deployment = { account: ACCOUNT, region: 'af-south-1', refs: { [billing]: arnOf('billing1'), [search]: arnOf('search1') } };

  test.each([
    ['Billing', 'billing1', 'AAAA'], ['Billing', 'search1', 'dddA'], ['Billing', 'another', 'dddA'], ['Billing', undefined, 'dddA'],
    ['Search', 'search1', 'AAAA'], ['Search', 'billing1', 'dddA'], ['Search', 'another', 'dddA'], ['Search', undefined, 'dddA'],
  ])('%s through %s: %s', async (team, id, expected) => {
    const { role } = teams.find(({ name }) => name === team)!;
    const identity = documentsOf(role).map(({ name, document }) => ({ name, document: deploy(document, deployment) }));
    const simulator = new InvocationSimulator({ identityPolicies: identity.map((one) => PolicySource.fromJson(one.name, one.document)) });
    const profileArn = id === undefined ? SYSTEM_ARN : arnOf(id);
    for (const streaming of [false, true]) {
      const request = id === undefined ? InvocationRequest.globalProfile(SONNET_5_5, { ...CALLER, streaming })
        : InvocationRequest.applicationProfile(SONNET_5_5, id, { ...CALLER, streaming });
      expect(`${legs(simulator, request)}${project(simulator, request)}`).toBe(expected);
      const outcomes = await Promise.all(listLegs(profileArn).map(([resource, context]) => decideByBoth({
        principal: `arn:aws:iam::${ACCOUNT}:role/${team}`,
        action: streaming ? 'bedrock:InvokeModelWithResponseStream' : 'bedrock:InvokeModel',
        resource,
        context,
        identity,
      })));
      expect(outcomes.map((outcome) => outcome === 'ALLOWED' ? 'A' : 'd').join('')).toBe(expected);
    }
  });
});

test('one function makes all profiles of a stack, from the global profiles of their models', () => {
  const stack = testStack(CAPE_TOWN);
  new ApplicationProfile(stack, 'Billing', { model: SONNET_5_5, description: 'Invoices: all of them' });
  new ApplicationProfile(stack, 'Search', { model: HAIKU_4_5, profileName: 'search team' });
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::Lambda::Function', 1);
  const profiles = Object.values(template.findResources(TYPE)).map(({ Properties: { ServiceToken, ServiceTimeout, ...own } }) => own);
  const copyOf = (model: ClaudeModel) => `arn:aws:bedrock:af-south-1:${ACCOUNT}:inference-profile/${model.globalProfileId}`;
  expect(profiles).toEqual([
    { CopyFrom: copyOf(SONNET_5_5), Region: 'af-south-1', NamePrefix: 'Billing', Description: 'Invoices: all of them' },
    { CopyFrom: copyOf(HAIKU_4_5), Region: 'af-south-1', NamePrefix: 'search team' },
  ]);
});

test('Tags.of() reaches the profile, whatever is above it', () => {
  const app = new App();
  const stack = testStack(CAPE_TOWN, app);
  const profile = new ApplicationProfile(stack, 'Billing', { model: SONNET_5_5 });
  Tags.of(app).add('company', 'acme');
  Tags.of(stack).add('team', 'all');
  Tags.of(profile).add('team', 'billing');
  const [{ Properties }] = Object.values(Template.fromStack(stack).findResources(TYPE));
  expect(Properties.Tags).toEqual([{ Key: 'company', Value: 'acme' }, { Key: 'team', Value: 'billing' }]);
});

test.each([
  ['a plain ID', 'Billing', {}, 'Billing', 'Billing'],
  ['a name', 'Billing', { profileName: 'invoices' }, 'invoices', 'invoices'],
  ['an ID with other characters', '.b.illing (new)', {}, 'b-illing-new', 'b-illing-new'],
  ['an ID without letters', '(…)', {}, 'profile', 'profile'],
  ['a long ID', 'x'.repeat(100), {}, 'x'.repeat(55), 'x'.repeat(55)],
])('is called by %s', (_, id, props, name, prefix) => {
  const stack = testStack(CAPE_TOWN);
  expect(new ApplicationProfile(stack, id, { model: SONNET_5_5, ...props }).name).toBe(name);
  Template.fromStack(stack).hasResourceProperties(TYPE, { NamePrefix: prefix });
});

test('docs/application-profiles.md says how long a name from a path may be', () => {
  expect(readFileSync('docs/application-profiles.md', 'utf8')).toContain(`Only its last ${LONGEST_PREFIX} characters stay.`);
});

test('a profile within others has their IDs in its name, so that a person knows it', () => {
  const app = new App();
  const stack = testStack(CAPE_TOWN, new Stage(app, 'Prod') as App, 'Teams');
  const team = new iam.Role(stack, 'Team_A', { assumedBy: new iam.AccountRootPrincipal() });
  new ApplicationProfile(team, 'Chat', { model: SONNET_5_5 });
  Template.fromStack(stack).hasResourceProperties(TYPE, { NamePrefix: 'Team-A-Chat' });
});

test.each<[string, ApplicationProfileProps, string]>([
  ['no model', {} as any, 'Stack/Profile: \'model\' must be a ClaudeModel, got: undefined'],
  ['nothing', undefined as any, 'Stack/Profile: \'props\' must name a model, got: undefined'],
  ['a name with other characters', { model: SONNET_5_5, profileName: 'a.b' },
    'Stack/Profile: \'profileName\' must be 1 to 55 letters and digits, with single spaces, "_" and "-" between them, got: "a.b"'],
  ['a name that is too long', { model: SONNET_5_5, profileName: 'x'.repeat(56) }, '\'profileName\' must be 1 to 55 letters and digits'],
  ['no name', { model: SONNET_5_5, profileName: '' }, '\'profileName\' must be 1 to 55 letters and digits'],
  ['a description that Bedrock refuses', { model: SONNET_5_5, description: 'What? Why!' }, '\'description\' must be letters, digits'],
  ['a long description', { model: SONNET_5_5, description: 'x'.repeat(201) }, '\'description\' must have at most 200 characters'],
  ['a Region without the model', { model: SONNET_5_5, sourceRegion: 'cn-north-1' },
    '\'sourceRegion\' must be a known source Region of anthropic.claude-sonnet-5-5'],
  ['what is no Region', { model: SONNET_5_5, sourceRegion: 'Cape Town' }, '\'sourceRegion\' must be the code of the Region'],
  ['a Region that is null', { model: SONNET_5_5, sourceRegion: null as any }, '\'sourceRegion\' must be given or left out, got: null'],
])('fails for %s', (_, props, message) => {
  expect(() => new ApplicationProfile(testStack(CAPE_TOWN), 'Profile', props)).toThrow(message);
});

test('fails for a function with other options than that of the stack', () => {
  const stack = testStack(CAPE_TOWN);
  new ApplicationProfile(stack, 'A', { model: SONNET_5_5 });
  const permissionsBoundary = iam.ManagedPolicy.fromManagedPolicyName(stack, 'Boundary', 'boundary');
  expect(() => new ApplicationProfile(stack, 'B', { model: SONNET_5_5, permissionsBoundary })).toThrow(
    'Stack/B: \'permissionsBoundary\' must be the same for all profiles of a stack, because one function creates them, got: ');
});

describe('tags', () => {
  const synthesize = (tags: Record<string, string>) => {
    const app = new App();
    const profile = new ApplicationProfile(new Stack(app, 'Stack', { env: CAPE_TOWN }), 'Profile', { model: SONNET_5_5 });
    Object.entries(tags).forEach(([key, value]) => Tags.of(profile).add(key, value));
    return () => app.synth();
  };
  const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${index}`, 'x']));

  test('47 are taken', () => expect(synthesize(many(47))).not.toThrow());
  test('48 fail', () => expect(synthesize(many(48))).toThrow('[Stack/Profile] \'tags\' must be at most 47, because a profile has at ' +
    'most 50 and this library adds 3, got: 48. Remove some from this construct with Tags.of(profile).remove()'));
  test.each([
    ['an own key', { 'cdk-bedrock-cris:stack': 'x' }, '\'tags\' must not have a key that this library uses to find its profiles, ' +
      'got: "cdk-bedrock-cris:stack". Choose another key'],
    ['a key of AWS', { 'aws:team': 'x' }, '\'tags\' must not have a key that AWS reserves, got: "aws:team"'],
    ['an own key in other letters', { 'Cdk-Bedrock-Cris:stack': 'x' }, '\'tags\' must not have a key that this library uses'],
    ['a key that Bedrock refuses', { 'team!': 'x' }, '\'tags\' must have keys of 1 to 128 letters, digits, spaces and any of ._:/=+@-, ' +
      'got: "team!" as a key. Amazon Bedrock accepts no others. Change it, or remove it from this construct with ' +
      'Tags.of(profile).remove("team!")'],
    ['a value that Bedrock refuses', { team: 'R&D' }, '\'tags\' must have values of up to 256 letters, digits, spaces and any of ' +
      '._:/=+@-, got: "R&D" as the value of "team"'],
    ['a long value', { team: 'x'.repeat(257) }, `got: "${'x'.repeat(64)}"…, 257 characters as the value of "team"`],
    ['no text', { team: null as any }, 'got: null as the value of "team"'],
  ])('%s fails', (_, tags, message) => expect(synthesize(tags)).toThrow(message));

  test('that only the deployment knows are not judged', () => {
    const stack = testStack(CAPE_TOWN);
    const profile = new ApplicationProfile(stack, 'Profile', { model: SONNET_5_5 });
    Tags.of(profile).add('stack', Aws.STACK_NAME);
    Tags.of(profile).add('team', new CfnParameter(stack, 'Team').valueAsString);
    const [{ Properties }] = Object.values(Template.fromStack(stack).findResources(TYPE));
    expect(Properties.Tags).toEqual([{ Key: 'stack', Value: { Ref: 'AWS::StackName' } }, { Key: 'team', Value: { Ref: 'Team' } }]);
  });

  test('of the stack are the profile\'s too, unless they are set otherwise or taken away', () => {
    const stack = new Stack(new App(), 'Stack', { tags: { company: 'acme', team: 'all', owner: 'R&D' } });
    const profile = new ApplicationProfile(stack, 'Profile', { model: SONNET_5_5 });
    Tags.of(profile).add('team', 'billing');
    Tags.of(profile).remove('owner');
    const [{ Properties }] = Object.values(Template.fromStack(stack).findResources(TYPE));
    expect(Properties.Tags).toEqual([{ Key: 'company', Value: 'acme' }, { Key: 'team', Value: 'billing' }]);
  });

  test('are missed', () => {
    const stack = testStack(CAPE_TOWN);
    const profile = new ApplicationProfile(stack, 'Profile', { model: SONNET_5_5 });
    expect(warningsOf(stack)).toEqual(['Stack/Profile: has no tags, so AWS bills its calls like all other calls of the model. Add ' +
      'tags with Tags.of(), or acknowledge this warning [ack: cdk-bedrock-cris:access.untaggedProfile]']);
    Tags.of(profile).add('team', 'billing');
  });
});

describe('18 profiles of three models', () => {
  const access = (count: number) => {
    const stack = testStack(CAPE_TOWN);
    const models = [SONNET_5_5, HAIKU_4_5, OPUS_5_5];
    const applicationProfiles = Array.from({ length: count }, (_, index) =>
      new ApplicationProfile(stack, `P${index}`, { model: models[index % 3] }));
    return new GlobalClaudeAccess(stack, 'Access', { applicationProfiles, assumedBy: new iam.AccountRootPrincipal() });
  };
  test('fit one policy', () => expect(access(18).managedPolicies).toHaveLength(1));
  test('and the next one opens a second', () => {
    const { managedPolicies } = access(19);
    expect(managedPolicies).toHaveLength(2);
    const [first, second] = managedPolicies.map(({ document }) => document.toJSON().Statement[0].Resource);
    expect([first.length, second.length]).toEqual([19, 2]); // each with the project
  });
});

describe('a profile that was made elsewhere', () => {
  test('is known by its ARN', () => {
    const stack = testStack(CAPE_TOWN);
    const profile = ApplicationProfile.fromProfileArn(stack, 'Billing', { profileArn: arnOf('a1b2c3'), model: SONNET_5_5 });
    expect([profile.name, profile.profileId, profile.sourceRegion, profile.model]).toEqual(['Billing', 'a1b2c3', 'af-south-1', SONNET_5_5]);
    expect(Template.fromStack(stack).toJSON().Resources).toBeUndefined();
  });

  test.each([
    ['an ID', 'a1b2c3'], ['a system profile', `arn:aws:bedrock:af-south-1:${ACCOUNT}:inference-profile/global.x`], ['nothing', undefined],
    ['a wildcard', arnOf('*')],
  ])('fails for %s', (_, profileArn) => {
    expect(() => ApplicationProfile.fromProfileArn(testStack(CAPE_TOWN), 'X', { profileArn: profileArn as any, model: SONNET_5_5 }))
      .toThrow('Stack/X: \'profileArn\' must be the ARN of an application inference profile, got: ');
  });
});

test('a profile that was made elsewhere must be where its model can be called', () => {
  const profileArn = `arn:aws-cn:bedrock:cn-north-1:${ACCOUNT}:application-inference-profile/a1b2c3`;
  expect(() => ApplicationProfile.fromProfileArn(testStack(CAPE_TOWN), 'X', { profileArn, model: SONNET_5_5 }))
    .toThrow('Stack/X: \'profileArn\' must be a known source Region of anthropic.claude-');
  expect(() => ApplicationProfile.fromProfileArn(undefined as any, 'X', { profileArn: arnOf('a1b2c3'), model: SONNET_5_5 }))
    .toThrow('\'scope\' must be a construct, got: undefined');
});

test('metrics are of the profile\'s Region, and dashboards and alarms elsewhere refuse it', () => {
  const stack = testStack({ account: ACCOUNT, region: 'us-east-1' });
  const profile = new ApplicationProfile(stack, 'Billing', { model: SONNET_5_5, sourceRegion: 'af-south-1' });
  Tags.of(profile).add('team', 'billing');
  expect(InvocationMetrics.ofApplicationProfile(profile).metricInvocations().region).toBe('af-south-1');
  const message = '\'applicationProfiles\' must be of us-east-1, where these metrics are: calls are counted in the Region in which they ' +
    'are made, got: \'Billing\' of af-south-1. Watch it in a stack of its own Region';
  expect(() => new InvocationDashboard(stack, 'Dashboard', { applicationProfiles: [profile] })).toThrow(message);
  expect(() => new InvocationAlarms(stack, 'Alarms', { applicationProfiles: [profile] })).toThrow(message);
});

test('dashboards tell the profiles of two teams apart, whose constructs have the same IDs', () => {
  const stack = testStack(CAPE_TOWN);
  const applicationProfiles = ['Billing', 'Search'].map((team) => new ApplicationProfile(new Construct(stack, team), 'Sonnet', {
    model: SONNET_5_5,
  }));
  expect(applicationProfiles.map(({ name }) => name)).toEqual(['Billing-Sonnet', 'Search-Sonnet']);
  const quotas = TokenQuotas.applied(stack, 'Quotas', { models: [SONNET_5_5], fallbackTokensPerMinute: 1_000_000 });
  expect(() => new InvocationDashboard(stack, 'Dashboard', { applicationProfiles, quotas })).not.toThrow();
});

test('warns of a model that is not listed, once', () => {
  const stack = testStack(CAPE_TOWN);
  const profile = new ApplicationProfile(stack, 'X', { model: ClaudeModel.of('anthropic.claude-sonnet-9') });
  new GlobalClaudeAccess(stack, 'Access', { applicationProfiles: [profile], assumedBy: new iam.AccountRootPrincipal() });
  expect(warningsOf(stack).filter((text) => text.includes('unlistedModel'))).toHaveLength(1);
});
