import { App, Duration, RemovalPolicy, Stack, Tags } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { addCallers } from '../examples/callers';
import { addCapeTown } from '../examples/cape-town-app';
import { addPrivate } from '../examples/private-endpoint';
import { ENVIRONMENTS, Policies, Workload } from '../examples/workload-app';
import {
  ApplicationProfile, BedrockLoggingConfig, ClaudeBatchAccess, ClaudeModel, ClientSettingsFormat, ExistingLogging, GlobalClaudeAccess,
  GlobalCrisDenyGuard, GuardTarget, InferenceRoute, InvocationAlarms, InvocationDashboard, InvocationQueries, LoggingDestination,
  LoggingRemoval, ModelEnablement, PromptRecording, RecordDelivery, RegionDenyPolicy, TokenQuotaIncrease, TokenQuotas,
} from '../src';
import { CAPE_TOWN } from './support/decisions';
import { testStack } from './support/stack';

// Logical IDs are a promise: a change here replaces resources of those who use the construct.

test('GlobalClaudeAccess in all its forms', () => {
  const stack = testStack(CAPE_TOWN);
  const models = [ClaudeModel.SONNET_5_5, ClaudeModel.HAIKU_4_5];
  const access = new GlobalClaudeAccess(stack, 'Access', { models, assumedBy: new iam.AccountRootPrincipal() });
  access.attachTo(new iam.Role(stack, 'Attached', { assumedBy: new iam.AccountRootPrincipal() }));
  access.grantInvoke(new iam.Role(stack, 'Granted', { assumedBy: new iam.AccountRootPrincipal() }));
  expect(Template.fromStack(stack).toJSON()).toMatchSnapshot();
});

test('client settings, where they are put', () => {
  const stack = testStack(CAPE_TOWN);
  const models = [ClaudeModel.SONNET_5_5, ClaudeModel.HAIKU_5_5];
  const access = new GlobalClaudeAccess(stack, 'Access', { models, assumedBy: new iam.AccountRootPrincipal() });
  const settings = access.clientSettings({ primary: ClaudeModel.SONNET_5_5, background: ClaudeModel.HAIKU_5_5 });
  settings.grantClientReads(access.role!);
  for (const format of Object.values(ClientSettingsFormat)) {
    settings.writeToParameter(stack, format, { format });
  }
  expect(Template.fromStack(stack).toJSON()).toMatchSnapshot();
});

test('GlobalClaudeAccess for identities of another stack', () => {
  const app = new App();
  const stack = testStack(CAPE_TOWN, app);
  const other = testStack(CAPE_TOWN, app, 'Other');
  const access = new GlobalClaudeAccess(stack, 'Access', { models: [ClaudeModel.SONNET_5_5] });
  access.attachTo(new iam.Role(other, 'Attached', { assumedBy: new iam.AccountRootPrincipal() }));
  expect(Template.fromStack(other).toJSON()).toMatchSnapshot();
});

test('GlobalClaudeAccess in an environment-agnostic stack', () => {
  const stack = testStack();
  new GlobalClaudeAccess(stack, 'Access', { models: [ClaudeModel.SONNET_5_5], assumedBy: new iam.AccountRootPrincipal() });
  expect(Template.fromStack(stack).toJSON()).toMatchSnapshot();
});

test('GlobalClaudeAccess that requires a guardrail', () => {
  const stack = testStack({ ...CAPE_TOWN, region: 'eu-west-1' });
  const guardrailArn = 'arn:aws:bedrock:eu-west-1:111122223333:guardrail/a1b2c3d4e5f6';
  const access = new GlobalClaudeAccess(stack, 'Access', {
    models: [ClaudeModel.SONNET_5_5],
    requiredGuardrails: [{ guardrailArn, guardrailVersion: '1' }],
    assumedBy: new iam.AccountRootPrincipal(),
  });
  access.grantInvoke(new iam.Role(stack, 'Granted', { assumedBy: new iam.AccountRootPrincipal() }));
  expect(Template.fromStack(stack).toJSON()).toMatchSnapshot();
});

test('the policy of a restricted endpoint', () => {
  const endpoints = Template.fromStack(addPrivate(new App())).findResources('AWS::EC2::VPCEndpoint');
  expect(endpoints).toMatchSnapshot();
});

test('the Cape Town example', () => {
  expect(Template.fromStack(addCapeTown(new App())).toJSON()).toMatchSnapshot();
});

test('the callers example: each trust, and the policy of people', () => {
  expect(Template.fromStack(addCallers(new App())).toJSON()).toMatchSnapshot();
});

test('GlobalCrisDenyGuard in all its forms', () => {
  const stack = testStack({ ...CAPE_TOWN, region: 'us-east-1' });
  new GlobalCrisDenyGuard(stack, 'Default', { targets: [GuardTarget.organizationalUnit('ou-ab12-cd34ef56')] });
  const guard = new GlobalCrisDenyGuard(stack, 'Guard', {
    targets: [GuardTarget.organizationRoot('r-ab12'), GuardTarget.account('111122223333')],
    exceptModels: [ClaudeModel.SONNET_5_5],
    exceptModelIds: ['amazon.nova-2-lite-v1:0'],
    exemptPrincipalArns: ['arn:*:iam::*:role/BreakGlass'],
    routes: Object.values(InferenceRoute),
    sourceRegions: ['af-south-1'],
  });
  guard.asManagedPolicy('Managed');
  guard.asPermissionsBoundary('Boundary');
  expect(Template.fromStack(stack).toJSON()).toMatchSnapshot();
});

test('RegionDenyPolicy', () => {
  const stack = testStack({ ...CAPE_TOWN, region: 'us-east-1' });
  new RegionDenyPolicy(stack, 'RegionDeny', {
    allowedRegions: ['af-south-1', 'eu-west-1'],
    admitModels: [ClaudeModel.SONNET_5_5, ClaudeModel.HAIKU_4_5],
    exemptPrincipalArns: ['arn:*:iam::*:role/BreakGlass'],
    targets: [GuardTarget.organizationRoot('r-ab12')],
  });
  expect(Template.fromStack(stack).toJSON()).toMatchSnapshot();
});

/** The template, without the code of handlers and without what a dashboard shows: these are no promises. */
function withoutCode(stack: Stack): object {
  const template = Template.fromStack(stack).toJSON();
  for (const { Type, Properties } of Object.values<any>(template.Resources)) {
    if (Type === 'AWS::Lambda::Function') {
      Properties.Code.ZipFile = 'the handler';
    } else if (Type === 'AWS::CloudWatch::Dashboard') {
      Properties.DashboardBody = 'the dashboard';
    }
  }
  return template;
}

test('the workload example: the policies of an environment, and what an account gets', () => {
  const app = new App();
  const [dev] = ENVIRONMENTS;
  const [policies, workload] = [new Policies(app, 'DevPolicies', dev), new Workload(app, 'Dev', dev)]
    .map((stage) => Template.fromStack(stage.node.findAll().find(Stack.isStack)!).toJSON());
  expect(policies).toMatchSnapshot();
  expect(Object.entries<any>(workload.Resources).map(([id, { Type }]) => `${id} ${Type}`)).toMatchSnapshot();
});

test('application profiles, given to those who call through them and watched', () => {
  const stack = testStack(CAPE_TOWN);
  const billing = new ApplicationProfile(stack, 'Billing', { model: ClaudeModel.SONNET_5_5, description: 'Invoices' });
  const search = new ApplicationProfile(stack, 'Search', { model: ClaudeModel.HAIKU_4_5, profileName: 'search' });
  Tags.of(billing).add('team', 'billing');
  const applicationProfiles = [billing, search];
  const access = new GlobalClaudeAccess(stack, 'Access', { applicationProfiles, assumedBy: new iam.AccountRootPrincipal() });
  access.grantInvoke(new iam.Role(stack, 'Granted', { assumedBy: new iam.AccountRootPrincipal() }));
  const { alarms } = new InvocationAlarms(stack, 'Alarms', { applicationProfiles });
  new InvocationDashboard(stack, 'Dashboard', { applicationProfiles, alarms });
  expect(withoutCode(stack)).toMatchSnapshot();
});

test('application profiles of a stack without an environment', () => {
  const stack = testStack();
  const billing = new ApplicationProfile(stack, 'Billing', { model: ClaudeModel.SONNET_5_5 });
  new GlobalClaudeAccess(stack, 'Access', { applicationProfiles: [billing], assumedBy: new iam.AccountRootPrincipal() });
  expect(withoutCode(stack)).toMatchSnapshot();
});

test('ClaudeBatchAccess in all its forms', () => {
  const stack = testStack(CAPE_TOWN);
  const serverAccessLogsBucket = s3.Bucket.fromBucketName(stack, 'AccessLogs', 'access-logs');
  const batch = new ClaudeBatchAccess(stack, 'Batch', { models: [ClaudeModel.OPUS_5], serverAccessLogsBucket });
  batch.grantSubmit(new iam.Role(stack, 'Submitter', { assumedBy: new iam.AccountRootPrincipal() }));
  const bucket = s3.Bucket.fromBucketName(stack, 'Data', 'data');
  new ClaudeBatchAccess(stack, 'Given', {
    models: [ClaudeModel.SONNET_4_6],
    inputBucket: bucket,
    inputPrefix: 'in',
    inputEncryptionKey: kms.Key.fromKeyArn(stack, 'InputKey', 'arn:aws:kms:af-south-1:111122223333:key/in'),
    outputBucket: bucket,
    outputPrefix: 'out',
    outputEncryptionKey: kms.Key.fromKeyArn(stack, 'OutputKey', 'arn:aws:kms:af-south-1:111122223333:key/out'),
    roleName: 'batch',
    path: '/platform/',
    permissionsBoundary: iam.ManagedPolicy.fromManagedPolicyName(stack, 'Boundary', 'boundary'),
  });
  expect(Template.fromStack(stack).toJSON()).toMatchSnapshot();
});

test('ClaudeBatchAccess and ModelEnablement in a stack without an environment', () => {
  const stack = testStack();
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
  const bucket = s3.Bucket.fromBucketName(stack, 'Data', 'data');
  new ClaudeBatchAccess(stack, 'Batch', {
    models: [ClaudeModel.OPUS_5], inputBucket: bucket, inputPrefix: 'in', outputBucket: bucket, outputPrefix: 'out',
  }).grantSubmit(role);
  new ModelEnablement(stack, 'Enablement', { models: [ClaudeModel.SONNET_5_5] }).grantEnable(role);
  expect(Template.fromStack(stack).toJSON()).toMatchSnapshot();
});

test('what watches calls, in all its forms', () => {
  const stack = testStack(CAPE_TOWN);
  const models = [ClaudeModel.SONNET_5_5, ClaudeModel.OPUS_4_5];
  const applicationProfiles = [{ name: 'billing', profileId: 'a1b2c3d4e5f6', model: ClaudeModel.SONNET_5_5 }];
  const quotas = TokenQuotas.applied(stack, 'Quotas', { models, fallbackTokensPerMinute: 200_000 });
  const logGroup = logs.LogGroup.fromLogGroupName(stack, 'Records', '/bedrock/invocations');
  const trailLogGroup = logs.LogGroup.fromLogGroupName(stack, 'Trail', 'trail');
  const { alarms } = new InvocationAlarms(stack, 'Alarms', {
    models,
    applicationProfiles,
    quotas,
    logGroup,
    deliveries: Object.values(RecordDelivery),
    allowedDestinationRegions: ['eu-*', 'af-south-1'],
  });
  new InvocationDashboard(stack, 'Dashboard', { models, applicationProfiles, quotas, logGroup, alarms });
  new InvocationQueries(stack, 'Queries', { logGroup, trailLogGroup, metadataKeys: ['team', 'cost-center'] });
  expect(withoutCode(stack)).toMatchSnapshot();
});

test('quota increases, of models with and without a known code', () => {
  const stack = testStack(CAPE_TOWN);
  new TokenQuotaIncrease(stack, 'Sonnet', { model: ClaudeModel.SONNET_5_5, tokensPerMinute: 4_000_000, refresh: '2026-11-29' });
  new TokenQuotaIncrease(stack, 'Haiku', { model: ClaudeModel.HAIKU_5_5, tokensPerMinute: 4_000_000, sourceRegion: 'us-east-1' });
  expect(withoutCode(stack)).toMatchSnapshot();
});

test('alarms on changes of a guard', () => {
  const stack = testStack({ ...CAPE_TOWN, region: 'us-east-1' });
  new InvocationAlarms(stack, 'Alarms', { guardPolicyIds: ['p-12345678'] });
  expect(withoutCode(stack)).toMatchSnapshot();
});

test('BedrockLoggingConfig as it is by default', () => {
  const stack = testStack(CAPE_TOWN);
  new BedrockLoggingConfig(stack, 'Logging', { prompts: PromptRecording.METADATA_ONLY });
  expect(withoutCode(stack)).toMatchSnapshot();
});

test('BedrockLoggingConfig in all its forms', () => {
  const stack = testStack(CAPE_TOWN);
  new BedrockLoggingConfig(stack, 'Logging', {
    prompts: PromptRecording.FULL,
    destinations: Object.values(LoggingDestination),
    logGroupName: '/bedrock/invocations',
    retention: logs.RetentionDays.TWO_YEARS,
    keyPrefix: 'invocations',
    largeDataKeyPrefix: 'large',
    expiration: Duration.days(730),
    serverAccessLogsBucket: s3.Bucket.fromBucketName(stack, 'AccessLogs', 'access-logs'),
    permissionsBoundary: iam.ManagedPolicy.fromManagedPolicyName(stack, 'Boundary', 'boundary'),
    videoData: false,
    onExisting: ExistingLogging.TAKE_OVER,
    previousRoleArns: ['arn:aws:iam::111122223333:role/BedrockLogging'],
    onRemoval: LoggingRemoval.RETAIN,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  expect(withoutCode(stack)).toMatchSnapshot();
});
