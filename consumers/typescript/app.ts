/**
 * The app that is written once more in each language under `consumers/`: every construct of the README, as a user would write it, with the
 * same IDs. `consumers/compare.ts` holds the others against it. It writes its cloud assembly into `CDK_OUTDIR`, and into
 * `returned.json` beside it what methods return: JSON, numbers, texts, and the messages of errors.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, CfnOutput, Duration, RemovalPolicy, Stack, StackProps, Tags } from 'aws-cdk-lib';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sns from 'aws-cdk-lib/aws-sns';
import {
  ApplicationProfile,
  BedrockLoggingConfig,
  ClaudeBatchAccess,
  ClaudeCaller,
  ClaudeModel,
  ClaudeProject,
  ClientSettingsFormat,
  GlobalClaudeAccess,
  GlobalCrisDenyGuard,
  GlobalCrisValidation,
  GuardTarget,
  InferenceRoute,
  InvocationDashboard,
  InvocationDecision,
  InvocationMetrics,
  InvocationQueries,
  InvocationRequest,
  InvocationSimulator,
  LoggingRemoval,
  ModelEnablement,
  PolicySource,
  PromptRecording,
  QuotaPlan,
  RegionDenyPolicy,
  TokenQuotaIncrease,
  TokenQuotas,
} from 'cdk-bedrock-cris';

const CAPE_TOWN = { account: '111122223333', region: 'af-south-1' };
const MANAGEMENT = { account: '999988887777', region: 'us-east-1' };

/** A service that may assume a role for resources of this account only. */
function service(stack: Stack, name: string): iam.IPrincipal {
  return new iam.ServicePrincipal(`${name}.amazonaws.com`, { conditions: { StringEquals: { 'aws:SourceAccount': stack.account } } });
}

/** Who may call: an inline grant, a shared policy, a created role, callers from elsewhere, a guardrail, a private endpoint. */
class AccessStack extends Stack {
  public readonly summaries: GlobalClaudeAccess;

  constructor(app: App, id: string, props: StackProps) {
    super(app, id, props);
    const summarizer = new iam.Role(this, 'Summarizer', { assumedBy: service(this, 'lambda') });
    this.summaries = new GlobalClaudeAccess(this, 'Summaries', { models: [ClaudeModel.HAIKU_4_5], streaming: false });
    this.summaries.grantInvoke(summarizer);

    const assistant = new iam.Role(this, 'Assistant', { assumedBy: service(this, 'ecs-tasks') });
    const chats = new GlobalClaudeAccess(this, 'Chats', {
      models: [ClaudeModel.SONNET_5_5, ClaudeModel.HAIKU_4_5],
      project: ClaudeProject.named('chats'),
    });
    chats.attachTo(assistant);

    new GlobalClaudeAccess(this, 'Engineers', {
      models: [ClaudeModel.OPUS_5_5, ClaudeModel.of('anthropic.claude-next-1', { sourceRegions: ['af-south-1'] })],
      assumedBy: ClaudeCaller.saml({
        provider: iam.SamlProvider.fromSamlProviderArn(this, 'Corporate', 'arn:aws:iam::111122223333:saml-provider/corporate'),
      }),
      maxSessionDuration: Duration.hours(8),
    });
    new GlobalClaudeAccess(this, 'Workflow', {
      models: [ClaudeModel.SONNET_5_5],
      assumedBy: ClaudeCaller.gitHub({
        owner: 'octo-org', ownerId: '123456', repository: 'octo-repo', repositoryId: '456789', environment: 'production',
      }),
    });
    const people = new GlobalClaudeAccess(this, 'People', { models: [ClaudeModel.SONNET_5_5], managedPolicyName: 'claude-people' });
    people.customerManagedPolicies.forEach(({ name, path }) => new CfnOutput(this, 'PeoplePolicy', { value: `${path}${name}` }));

    const reviewer = new iam.Role(this, 'Reviewer', { assumedBy: service(this, 'lambda') });
    const reviews = new GlobalClaudeAccess(this, 'Reviews', {
      models: [ClaudeModel.OPUS_5_5],
      role: reviewer,
      requiredGuardrails: [{ guardrailArn: 'arn:aws:bedrock:af-south-1:111122223333:guardrail/abc123def456', guardrailVersion: '1' }],
    });
    const vpc = new ec2.Vpc(this, 'Vpc', {
      availabilityZones: ['af-south-1a'],
      natGateways: 0,
      subnetConfiguration: [{ name: 'isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
    });
    reviews.restrictEndpoint(vpc.addInterfaceEndpoint('BedrockRuntime', {
      service: ec2.InterfaceVpcEndpointAwsService.BEDROCK_RUNTIME,
      open: false,
    }));
  }
}

/** A team that pays for its own calls, its function with the settings that match, and its dashboard. */
class TeamStack extends Stack {
  /** What the settings say; they hold no token, as the profile is imported. */
  public readonly settings: Record<string, string>;
  public readonly managedSettings: string;

  constructor(app: App, id: string, props: StackProps) {
    super(app, id, props);
    const profile = new ApplicationProfile(this, 'Billing', { model: ClaudeModel.SONNET_5_5 });
    Tags.of(profile).add('team', 'billing');
    const access = new GlobalClaudeAccess(this, 'Access', { applicationProfiles: [profile] });
    const fn = new lambda.Function(this, 'Summarizer', {
      runtime: lambda.Runtime.PYTHON_3_14,
      handler: 'index.handler',
      code: lambda.Code.fromInline('def handler(event, context): return event'),
      logGroup: new logs.LogGroup(this, 'SummarizerLog', { removalPolicy: RemovalPolicy.DESTROY }),
    });
    access.attachTo(fn.role!);
    const settings = access.clientSettings({ primary: ClaudeModel.SONNET_5_5, background: ClaudeModel.SONNET_5_5 });
    settings.addToFunction(fn);
    settings.writeToParameter(this, 'ClaudeCode', { format: ClientSettingsFormat.CLAUDE_CODE_MANAGED_SETTINGS }).grantRead(fn);
    new InvocationDashboard(this, 'Dashboard', { applicationProfiles: [profile] });

    const imported = ApplicationProfile.fromProfileArn(this, 'Imported', {
      profileArn: 'arn:aws:bedrock:af-south-1:111122223333:application-inference-profile/a1b2c3d4e5f6',
      model: ClaudeModel.SONNET_5_5,
    });
    const { environment, claudeCodeManagedSettings } = new GlobalClaudeAccess(this, 'ImportedAccess', { applicationProfiles: [imported] })
      .clientSettings({ primary: ClaudeModel.SONNET_5_5, background: ClaudeModel.SONNET_5_5 });
    this.settings = environment;
    this.managedSettings = claudeCodeManagedSettings;
  }
}

/** Records, alarms, a dashboard, quotas, batch jobs and the enablement of an account. */
class OperationsStack extends Stack {
  constructor(app: App, id: string, props: StackProps) {
    super(app, id, props);
    const models = [ClaudeModel.SONNET_5_5, ClaudeModel.HAIKU_4_5];
    const quotas = TokenQuotas.applied(this, 'Quotas', { models, fallbackTokensPerMinute: 200_000 });
    const logging = new BedrockLoggingConfig(this, 'Logging', {
      prompts: PromptRecording.MASKED,
      logGroupName: '/bedrock/invocations',
      retention: logs.RetentionDays.TWO_YEARS,
      onRemoval: LoggingRemoval.RETAIN,
    });
    const topic = sns.Topic.fromTopicArn(this, 'OnCall', 'arn:aws:sns:af-south-1:111122223333:on-call');
    const alarms = logging.addAlarms('Alarms', {
      models, quotas, allowedDestinationRegions: ['eu-*'], actions: [new actions.SnsAction(topic)],
    });
    logging.addDashboard('Dashboard', { models, quotas, alarms: alarms.alarms });
    logging.grantRead(iam.Role.fromRoleName(this, 'Auditors', 'Auditors'));
    new InvocationQueries(this, 'Queries', { logGroup: logging.logGroup!, metadataKeys: ['team'] });
    InvocationMetrics.ofModel(ClaudeModel.SONNET_5_5).metricThrottles({ period: Duration.minutes(5) })
      .createAlarm(this, 'Throttled', { threshold: 10, evaluationPeriods: 1 });

    const batch = new ClaudeBatchAccess(this, 'Batch', { models: [ClaudeModel.OPUS_5], expiration: Duration.days(90) });
    batch.grantSubmit(new iam.Role(this, 'Submitter', { assumedBy: service(this, 'lambda') }));
    new ModelEnablement(this, 'Enablement', { models }).grantEnable(new iam.Role(this, 'Enabler', { assumedBy: service(this, 'lambda') }));
    const more = new TokenQuotaIncrease(this, 'More', { model: ClaudeModel.SONNET_5_5, tokensPerMinute: 4_000_000 });
    new CfnOutput(this, 'Quota', { value: `${more.outcome}: ${more.detail}` });
  }
}

/** What the organization closes, and what its Region deny admits. */
class OrganizationStack extends Stack {
  public readonly guard: GlobalCrisDenyGuard;
  public readonly regions: RegionDenyPolicy;

  constructor(app: App, id: string, props: StackProps) {
    super(app, id, props);
    this.guard = new GlobalCrisDenyGuard(this, 'Guard', {
      targets: [GuardTarget.organizationalUnit('ou-ab12-cd34ef56')],
      exceptModels: [ClaudeModel.HAIKU_4_5],
      exemptPrincipalArns: ['arn:*:iam::*:role/BreakGlass'],
      routes: [InferenceRoute.MANTLE, InferenceRoute.BEARER_TOKEN],
    });
    this.guard.asPermissionsBoundary('Boundary');
    this.regions = new RegionDenyPolicy(this, 'Regions', {
      targets: [GuardTarget.account('222233334444')],
      allowedRegions: ['af-south-1', 'eu-west-1'],
      admitModels: [ClaudeModel.SONNET_5_5],
      admitFrom: ['af-south-1'],
    });
  }
}

/** Decides a call of Haiku under a service control policy, by a role or by whom nothing is known of. */
function decide(scp: unknown, principalArn?: string): InvocationDecision {
  const anything = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
  return new InvocationSimulator({
    identityPolicies: [PolicySource.fromJson('anything', anything)],
    serviceControlPolicies: [{ levelName: 'root', policies: [PolicySource.fromJson('scp', scp)] }],
  }).decide(InvocationRequest.globalProfile(ClaudeModel.HAIKU_4_5, {
    account: '111122223333',
    sourceRegion: 'af-south-1',
    principalArn,
    contextKeys: { 'aws:PrincipalTag/team': [] },
  }));
}

/** An edited Region deny, and why the one before denied. What is nested here must come back whole. */
function admitHaiku(): object {
  const regionDeny = {
    Version: '2012-10-17',
    Statement: [{
      Sid: 'Regions',
      Effect: 'Deny',
      NotAction: ['iam:*', 'sts:*'],
      Resource: '*',
      Condition: {
        StringNotEquals: { 'aws:RequestedRegion': ['af-south-1', 'eu-west-1'] },
        StringNotLike: { 'aws:PrincipalARN': ['arn:*:iam::*:role/Admin'] }, // after the other by the alphabet too: maps of Go have no order
      },
    }],
  };
  const before = decide(regionDeny);
  const { remedies } = decide(regionDeny, 'arn:aws:iam::111122223333:role/Summarizer'); // it holds statements, whole ones
  const { document, changes, remarks } = RegionDenyPolicy.admit(PolicySource.fromJson('region-deny', regionDeny), {
    admitModels: [ClaudeModel.HAIKU_4_5],
    admitFrom: ['af-south-1'],
  });
  return {
    outcomeBefore: before.outcome,
    explanation: before.explain(),
    obstacles: before.obstacles.map(({ leg, layer, sid, conditions }) => ({ leg, layer, sid, actual: conditions[0]?.actual })),
    remedies: [...before.remedies, ...remedies].map(({ kind, sentence, statements }) => ({ kind, sentence, statements })),
    document,
    changes,
    remarks,
    outcomeAfter: decide(document).outcome,
  };
}

/** The arithmetic of quotas, with and without a quota: what is not known is null. */
function plan(tokensPerMinuteQuota?: number): object {
  const { fits, firstLimit, reservedTokensPerRequest, settledTokensPerRequest, advice } = new QuotaPlan({
    model: ClaudeModel.SONNET_4_6,
    requestsPerMinute: 60,
    inputTokens: 3_000,
    cacheWriteTokens: 1_000,
    outputTokens: 1_000,
    maxTokens: 32_000,
    tokensPerMinuteQuota,
  });
  return { fits: fits ?? null, firstLimit: firstLimit ?? null, reservedTokensPerRequest, settledTokensPerRequest, advice };
}

/** What a user does wrong, each with the message that comes of it. */
function makeMistakes(): string[] {
  const empty = () => new Stack(new App({ autoSynth: false }), 'Empty', { env: CAPE_TOWN });
  return [
    () => ClaudeModel.of('global.anthropic.claude-opus-5'),
    () => new GlobalClaudeAccess(empty(), 'Access', { models: [] }),
    () => ClaudeCaller.otherAccount({ roleArns: ['Assistant'], externalId: 'claude-7f3a' }),
    () => new BedrockLoggingConfig(empty(), 'Logging', { prompts: PromptRecording.MASKED, imageData: true }),
    () => GuardTarget.account('12345'),
    () => new QuotaPlan({ model: ClaudeModel.SONNET_5_5, requestsPerMinute: 1, inputTokens: 1, outputTokens: 0, maxTokens: 1 }),
    () => new GlobalClaudeAccess(empty(), 'Access', { models: [ClaudeModel.SONNET_5_5] })
      .clientSettings({ primary: ClaudeModel.OPUS_5_5, background: ClaudeModel.SONNET_5_5 }),
  ].map((mistake) => {
    try {
      mistake();
    } catch (error) {
      return (error as Error).message;
    }
    throw new Error(`not refused: ${mistake}`);
  });
}

/**
 * What the others' synthesis says where a policy of the app blocks a role. aws-cdk-lib prints it in TypeScript, and throws it where another
 * language has called it.
 */
const BLOCKED = "cdk-bedrock-cris/blocked-access: 'Claude/Access/Role' cannot call anthropic.claude-haiku-4-5";

const app = new App();
const access = new AccessStack(app, 'Access', { env: CAPE_TOWN });
const team = new TeamStack(app, 'Team', { env: CAPE_TOWN });
new OperationsStack(app, 'Operations', { env: CAPE_TOWN });
const organization = new OrganizationStack(app, 'Organization', { env: MANAGEMENT });
GlobalCrisValidation.addTo(app, { organizationalUnits: { 111122223333: ['r-ab12'] } });
const assembly = app.synth();

const { guard, regions } = organization;
writeFileSync(join(assembly.directory, 'returned.json'), JSON.stringify({
  profileId: access.summaries.profiles[0].profileId,
  burndownRate: ClaudeModel.SONNET_5_5.outputTokenBurndownRate,
  settings: team.settings,
  managedSettings: JSON.parse(team.managedSettings),
  guard: JSON.parse(guard.toJson()),
  matrix: guard.matrix.map(({ route, action, modelExcepted, principalExempt, promisedClosed, outcome }) =>
    ({ route, action, modelExcepted, principalExempt, promisedClosed, outcome })),
  regionDeny: JSON.parse(regions.toJson()),
  admitted: admitHaiku(),
  plans: [plan(2_000_000), plan()],
  mistakes: [...makeMistakes(), BLOCKED],
}, undefined, 1));
