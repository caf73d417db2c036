import { App, Aws, CustomResource, Stack } from 'aws-cdk-lib';
import { CfnApplicationInferenceProfile } from 'aws-cdk-lib/aws-bedrock';
import * as iam from 'aws-cdk-lib/aws-iam';
import {
  ApplicationProfile, ClaudeModel, GlobalClaudeAccess, InvocationOutcome, InvocationRequest, InvocationSimulator, PolicySource,
} from '../../src';
import { judgeApp } from '../../src/core/app/judge-app';
import { profileStatements } from '../support/application-profiles';
import { assemblyOf, synthesize } from '../support/assemblies';
import { ACCOUNT, CAPE_TOWN } from '../support/decisions';
import { expectSilence, only, OTHER_ACCOUNT, REGION_DENY, scp, synth } from '../support/validation';

const MODEL = ClaudeModel.SONNET_5_5;
const GLOBAL = `arn:${Aws.PARTITION}:bedrock:${CAPE_TOWN.region}:${Aws.ACCOUNT_ID}:inference-profile/${MODEL.globalProfileId}`;

/** What `ApplicationProfile` puts into a template. */
function profileIn(stack: Stack, id: string): string {
  const resource = new CustomResource(stack, id, {
    serviceToken: 'arn:aws:lambda:af-south-1:111122223333:function:f',
    resourceType: 'Custom::BedrockApplicationProfile',
    properties: { CopyFrom: GLOBAL, Region: stack.region, NamePrefix: 'team' },
  });
  return resource.ref;
}

function roleOf(stack: Stack, id: string, profiles: readonly string[], keys = profiles, region = stack.region): void {
  const Statement = profileStatements({ profiles, keys, region, models: [MODEL.modelId] });
  new iam.CfnRole(stack, id, {
    assumeRolePolicyDocument: { Statement: { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' } },
    policies: [{ policyName: 'calls', policyDocument: { Version: '2012-10-17', Statement } }],
  });
}

function twoTeams(env: typeof CAPE_TOWN | undefined = CAPE_TOWN) {
  const app = new App();
  const profiles = new Stack(app, 'Profiles', { env });
  const teams = new Stack(app, 'Teams', { env });
  const [billing, search] = [profileIn(profiles, 'Billing'), profileIn(profiles, 'Search')];
  roleOf(teams, 'BillingRole', [billing]);
  roleOf(teams, 'SearchRole', [search]);
  return { app, teams, billing, search };
}

describe('a team\'s role under a deny of Regions', () => {
  test('fails the synthesis, with a violation that names the profile', () => {
    const app = new App();
    const stack = new Stack(app, 'Teams', { env: CAPE_TOWN });
    roleOf(stack, 'Role', [profileIn(stack, 'Billing')]);
    scp(app, REGION_DENY, ACCOUNT);
    const result = synth(app);
    expect(result.failed).toBe(true);
    const { ruleName, description, fix, violatingResources } = only(result);
    expect(ruleName).toBe('cdk-bedrock-cris/blocked-access');
    expect(description).toContain(
      `'Teams/Role' cannot call ${MODEL.modelId} through application profile 'Teams/Billing' from af-south-1`);
    expect(fix).toContain('through any application profile there; RegionDenyPolicy.admit does so with `admitProfiles`');
    expect(violatingResources.map(({ locations }) => locations[0])).toEqual(['Properties/Content/Statement/0', 'Properties']);
  });

  test('passes where the deny is above another account', () => {
    const app = new App();
    const stack = new Stack(app, 'Teams', { env: CAPE_TOWN });
    roleOf(stack, 'Role', [profileIn(stack, 'Billing')]);
    scp(app, REGION_DENY, OTHER_ACCOUNT);
    expectSilence(synth(app));
  });
});

test.each([['whose place is known', CAPE_TOWN], ['that may be deployed anywhere', undefined]])(
  'teams reach their own profiles, of a stack %s', (_, env) => {
    const { rows, identities, notJudged } = judgeApp({ assembly: assemblyOf(synthesize(twoTeams(env).app)) });
    const answers = rows.map(({ identity, profile, action, verdict }) =>
      `${identities[identity].path} ${profile?.name} ${action} ${verdict}`);
    expect(answers).toEqual([
      'Teams/BillingRole Profiles/Billing invoke allowed', 'Teams/BillingRole Profiles/Billing stream allowed',
      'Teams/SearchRole Profiles/Search invoke allowed', 'Teams/SearchRole Profiles/Search stream allowed',
    ]);
    expect(notJudged.filter(({ what }) => what.includes('Role'))).toEqual([]);
  });

test('a role with another team\'s profile in one list fails the synthesis', () => {
  const { app, teams, billing, search } = twoTeams();
  roleOf(teams, 'HalfRole', [billing, search], [billing]);
  const { ruleName, description } = only(synth(app));
  expect(ruleName).toBe('cdk-bedrock-cris/partial-access');
  expect(description).toContain('\'Teams/HalfRole\' cannot call');
  expect(description).toContain('through application profile \'Profiles/Search\'');
  expect(description).not.toContain('Profiles/Billing');
});

test('a profile of CloudFormation\'s own type is known by its ARN, across Regions too', () => {
  const app = new App();
  const profiles = new Stack(app, 'Profiles', { env: CAPE_TOWN, crossRegionReferences: true });
  const elsewhere = new Stack(app, 'Elsewhere', { env: { ...CAPE_TOWN, region: 'eu-west-1' }, crossRegionReferences: true });
  const { attrInferenceProfileArn: arn } = new CfnApplicationInferenceProfile(profiles, 'Native', {
    inferenceProfileName: 'native', modelSource: { copyFrom: GLOBAL },
  });
  roleOf(elsewhere, 'Role', [arn], [arn], CAPE_TOWN.region);
  const { rows } = judgeApp({ assembly: assemblyOf(synthesize(app)) });
  expect(rows.map(({ profile, region, verdict }) => `${profile?.name} ${region} ${verdict}`))
    .toEqual(Array(2).fill('Profiles/Native af-south-1 allowed'));
});

test('the construct writes what is read: a profile that it makes, and one that was made elsewhere', () => {
  const app = new App();
  const stack = new Stack(app, 'Teams', { env: CAPE_TOWN });
  const made = new ApplicationProfile(stack, 'Billing', { model: MODEL, profileName: 'Billing' });
  const profileArn = `arn:aws:bedrock:${CAPE_TOWN.region}:${ACCOUNT}:application-inference-profile/a1b2c3d4e5f6`;
  const imported = ApplicationProfile.fromProfileArn(stack, 'Search', { profileArn, model: ClaudeModel.OPUS_5_5 });
  const assumedBy = new iam.AccountRootPrincipal();
  new GlobalClaudeAccess(stack, 'Own', { applicationProfiles: [made], assumedBy });
  new GlobalClaudeAccess(stack, 'Others', { applicationProfiles: [imported], assumedBy });
  const { rows, identities } = judgeApp({ assembly: assemblyOf(synthesize(app)) });
  const answers = rows.map(({ identity, model, profile, verdict }) => `${identities[identity].path} ${model} ${profile?.name} ${verdict}`);
  expect([...new Set(answers)]).toEqual([
    `Teams/Own/Role ${MODEL.modelId} Teams/Billing allowed`,
    `Teams/Others/Role ${ClaudeModel.OPUS_5_5.modelId} ${profileArn} allowed`,
  ]);
});

test('the simulator says the same of the same statements with an ID', () => {
  const arn = (id: string) => `arn:aws:bedrock:${CAPE_TOWN.region}:${ACCOUNT}:application-inference-profile/${id}`;
  const own = JSON.parse(JSON.stringify(profileStatements({ profiles: [arn('own')], region: CAPE_TOWN.region, models: [MODEL.modelId] }))
    .replaceAll('{"Ref":"AWS::Partition"}', '"aws"').replaceAll('{"Ref":"AWS::AccountId"}', `"${ACCOUNT}"`)) as object;
  const simulator = new InvocationSimulator({
    identityPolicies: [PolicySource.fromJson('own', { Version: '2012-10-17', Statement: own })],
  });
  const place = { sourceRegion: CAPE_TOWN.region, account: ACCOUNT };
  const decideThrough = (id: string) => simulator.decide(InvocationRequest.applicationProfile(MODEL, id, place)).outcome;
  expect([decideThrough('own'), decideThrough('other'), simulator.decide(InvocationRequest.globalProfile(MODEL, place)).outcome]).toEqual([
    InvocationOutcome.ALLOWED, InvocationOutcome.IMPLICITLY_DENIED, InvocationOutcome.IMPLICITLY_DENIED,
  ]);
});
