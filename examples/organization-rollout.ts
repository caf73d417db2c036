/**
 * For platform teams that roll out Claude to forty accounts of an organization.
 *
 * Creates stack sets with service-managed permissions that give each account the record of its calls, alarms that reach one topic, and the
 * access. An account that joins the unit gets all of it, the record first. Two accounts have a record already: another set takes it over.
 * The management account gets the guard of the unit and a record of its own calls, because no stack set and no service control policy
 * reaches it.
 *
 * Synthesize it, after `npx projen compile`:
 * `npx cdk synth --app "npx tsx --tsconfig tsconfig.dev.json examples/organization-rollout.ts"`
 * See who may call what: `node lib/cli/main.js report cdk.out`
 * Read more: docs/rollout.md
 */
import { Annotations, App, Aws, CfnResource, Stack, StackProps } from 'aws-cdk-lib';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Capability, DeploymentType, StackSet, StackSetProps, StackSetStack, StackSetTarget, StackSetTemplate } from 'cdk-stacksets';
import { Construct } from 'constructs';
import { makeOnCallTopic } from './operations';
import {
  BedrockLoggingConfig, ClaudeModel, ExistingLogging, GlobalClaudeAccess, GlobalCrisDenyGuard, GlobalCrisValidation, GuardTarget,
  InferenceRoute, InvocationQueries, LoggingRemoval, PromptRecording,
} from 'cdk-bedrock-cris';

const ORGANIZATION = 'o-a1b2c3d4e5';
const MANAGEMENT = '999988887777';
/** A delegated administrator of CloudFormation StackSets, so that people need no access to the management account. */
const PLATFORM = '444455556666';
/** The unit above all workloads. Accounts that move between units below it stay in their sets. */
const WORKLOADS = 'ou-ab12-11111111';
const RECORDED_ALREADY = ['333344445555', '555566667777'];
const CAPE_TOWN = 'af-south-1';
const MODELS = [ClaudeModel.SONNET_5_5];

/** The record of an account's calls, and the alarms on it. Accounts differ only in their earlier setting. */
function addRecord(stack: Stack, topicArn: string, existing: { onExisting?: ExistingLogging; previousRoleArns?: string[] } = {}): void {
  const logging = new BedrockLoggingConfig(stack, 'Logging', {
    prompts: PromptRecording.MASKED,
    retention: logs.RetentionDays.TWO_YEARS,
    onRemoval: LoggingRemoval.RETAIN, // logging stays on, whatever happens to the stack
    ...existing,
  });
  Annotations.of(logging).acknowledgeWarning('cdk-bedrock-cris:logging.maybeTwice', 'No account is in two of the sets');
  const onCall = sns.Topic.fromTopicArn(stack, 'OnCall', topicArn);
  logging.addAlarms('Alarms', {
    models: MODELS,
    allowedDestinationRegions: ['eu-*'],
    missingRegion: { enabled: true }, // off by default if the template does not know its Region
    actions: [new actions.SnsAction(onCall)],
  });
  new InvocationQueries(stack, 'Queries', { logGroup: logging.logGroup! }); // who calls what, before the guard closes the rest
}

/** What the applications of an account get: a role that the account's own roles under /apps/ may assume, and its policy. */
function addAccess(stack: Stack): void {
  const own = new iam.PrincipalWithConditions(new iam.AccountPrincipal(Aws.ACCOUNT_ID), {
    ArnLike: { 'aws:PrincipalArn': `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/apps/*` },
  });
  new GlobalClaudeAccess(stack, 'Access', {
    models: MODELS,
    managedPolicyName: 'claude', // one Region alone may have it: an account has such a name once
    managedPolicyPath: '/platform/',
    roleName: 'claude',
    path: '/platform/',
    assumedBy: own,
  });
}

/** The sets of the platform account. */
class SetsStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps & { readonly topicArn: string }) {
    super(scope, id, props);
    const record = new StackSetStack(this, 'RecordStack');
    addRecord(record, props.topicArn);
    const recordSet = this.addSet('Record', record, {
      stackSetName: 'bedrock-record',
      target: StackSetTarget.fromOrganizationalUnits({
        organizationalUnits: [WORKLOADS], regions: [CAPE_TOWN], excludeAccounts: RECORDED_ALREADY,
      }),
      // An account that leaves keeps its stack, and so its record.
      deploymentType: DeploymentType.serviceManaged({ autoDeployRetainStacks: true }),
    });

    const takenOver = new StackSetStack(this, 'TakenOverStack');
    addRecord(takenOver, props.topicArn, {
      onExisting: ExistingLogging.TAKE_OVER,
      previousRoleArns: [`arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/BedrockLogging`],
    });
    const takenOverSet = this.addSet('TakenOver', takenOver, {
      stackSetName: 'bedrock-record-taken-over',
      target: StackSetTarget.fromOrganizationalUnits({
        organizationalUnits: [WORKLOADS], regions: [CAPE_TOWN], additionalAccounts: RECORDED_ALREADY,
      }),
      // Automatic deployments ignore lists of accounts: this set would reach every account that joins.
      deploymentType: DeploymentType.serviceManaged({ autoDeployEnabled: false }),
    });
    takenOverSet.addPropertyOverride('StackInstancesGroup.0.DeploymentTargets.AccountFilterType', 'INTERSECTION');

    const access = new StackSetStack(this, 'AccessStack');
    addAccess(access);
    const accessSet = this.addSet('Access', access, {
      stackSetName: 'bedrock-access',
      target: StackSetTarget.fromOrganizationalUnits({ organizationalUnits: [WORKLOADS], regions: [CAPE_TOWN] }),
      capabilities: [Capability.NAMED_IAM],
      // An account that leaves loses the access, because the guard no longer reaches it.
      deploymentType: DeploymentType.serviceManaged({ autoDeployRetainStacks: false }),
    });
    accessSet.node.addDependency(recordSet, takenOverSet);
    accessSet.addPropertyOverride('AutoDeployment.DependsOn', [this.writeArn(recordSet)]); // also in accounts that join
  }

  private addSet(id: string, stack: StackSetStack, props: Omit<StackSetProps, 'template'>): CfnResource {
    const set = new StackSet(this, id, {
      template: StackSetTemplate.fromStackSetStack(stack),
      capabilities: [Capability.IAM],
      operationPreferences: { failureToleranceCount: 4, maxConcurrentCount: 10 },
      ...props,
    });
    const resource = set.node.defaultChild as CfnResource;
    // The default, STRICT_FAILURE_TOLERANCE, deploys to no more than failureToleranceCount + 1 accounts at once.
    resource.addPropertyOverride('OperationPreferences.ConcurrencyMode', 'SOFT_FAILURE_TOLERANCE');
    return resource;
  }

  /** The management account owns sets with service-managed permissions, whichever account creates them. */
  private writeArn(set: CfnResource): string {
    return this.formatArn({ service: 'cloudformation', account: MANAGEMENT, resource: 'stackset', resourceName: set.ref });
  }
}

/** The topic of all accounts' alarms. */
function addOnCall(stack: Stack): string {
  const topicName = 'bedrock-on-call';
  makeOnCallTopic(stack, {
    StringEquals: { 'aws:SourceOrgID': ORGANIZATION },
    ArnLike: { 'aws:SourceArn': stack.formatArn({ service: 'cloudwatch', account: '*', resource: 'alarm:*' }) },
  }, topicName);
  return stack.formatArn({ service: 'sns', resource: topicName }); // a name, because no set can refer to another stack
}

export function addRollout(app: App): { readonly stacks: Stack[]; readonly guard: GlobalCrisDenyGuard } {
  const onCall = new Stack(app, 'OnCall', { env: { account: PLATFORM, region: CAPE_TOWN } });
  const topicArn = addOnCall(onCall);
  const sets = new SetsStack(app, 'Sets', { env: { account: PLATFORM, region: 'eu-west-1' }, topicArn });

  const management = new Stack(app, 'Management', { env: { account: MANAGEMENT, region: CAPE_TOWN } });
  addRecord(management, topicArn);

  const organization = new Stack(app, 'Organization', { env: { account: MANAGEMENT, region: 'us-east-1' } });
  const guard = new GlobalCrisDenyGuard(organization, 'GlobalInference', {
    targets: [GuardTarget.organizationalUnit(WORKLOADS)],
    policyName: 'only-the-claude-we-record',
    exceptModels: MODELS,
    routes: [InferenceRoute.BATCH, InferenceRoute.MANTLE, InferenceRoute.BEARER_TOKEN], // none of these is recorded
  });

  // The order of docs/rollout.md: the guard comes last, or it denies calls that accounts make today.
  [sets, management].forEach((stack) => stack.addDependency(onCall));
  [sets, management].forEach((stack) => organization.addDependency(stack));

  // The synthesis fails if CloudFormation would refuse a set, or if the guard blocks a call.
  GlobalCrisValidation.addTo(app, { organizationalUnits: { [MANAGEMENT]: [] } });
  return { guard, stacks: [sets, management, organization, onCall] };
}

if (require.main === module) {
  addRollout(new App());
}
