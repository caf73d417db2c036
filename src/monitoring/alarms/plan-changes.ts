import { ArnFormat, Names, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { AlarmPlan } from './alarm-kinds';
import { countMatches } from './count-matches';
import { NOT_OURS } from '../../lambda/logging/wire';

const { anythingBut, doesNotExist } = events.Match;

/** Keeps the events that the rules match: who changed what. */
export class ChangeLog extends Construct {
  private readonly logGroup: logs.LogGroup;
  private readonly policy: logs.ResourcePolicy;
  private readonly events = new iam.ServicePrincipal('events.amazonaws.com');

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.logGroup = new logs.LogGroup(this, 'LogGroup', {
      retention: logs.RetentionDays.ONE_YEAR,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE, // evidence outlives the alarm
    });
    this.policy = new logs.ResourcePolicy(this, 'Policy', {
      // A name of the path alone would be shared by copies of a stack.
      resourcePolicyName: Names.uniqueResourceName(this, { separator: '-', maxLength: 200 }),
      policyStatements: [new iam.PolicyStatement({
        sid: 'CreateStreams',
        principals: [this.events],
        actions: ['logs:CreateLogStream'], // AWS documents the rule's ARN for PutLogEvents only
        resources: [this.logGroup.logGroupArn],
      })],
    });
  }

  /** Adds a rule for changes in a service, keeps their events, and returns the metric that counts them. */
  public watch(scope: Construct, description: string, service: string, detail: Record<string, unknown>): AlarmPlan['metric'] {
    const eventSource = `${service}.amazonaws.com`;
    const rule = new events.Rule(scope, 'Rule', {
      description,
      eventPattern: {
        source: [`aws.${service}`],
        detailType: ['AWS API Call via CloudTrail'],
        detail: { eventSource: [eventSource], errorCode: doesNotExist(), ...detail }, // a failed call has an error code
      },
    });
    const arn = Stack.of(this).formatArn({
      service: 'logs', resource: 'log-group', resourceName: this.logGroup.logGroupName, arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    rule.addTarget({ bind: () => ({ arn }) });
    this.policy.document.addStatements(new iam.PolicyStatement({
      sid: `Put${scope.node.id}`,
      principals: [this.events],
      actions: ['logs:PutLogEvents'],
      resources: [this.logGroup.logGroupArn],
      conditions: { ArnEquals: { 'aws:SourceArn': rule.ruleArn } },
    }));
    // EventBridge delivers its own metrics at best effort, and does not clearly document a metric of a rule.
    return countMatches(scope, this.logGroup, logs.FilterPattern.stringValue('$.detail.eventSource', '=', eventSource));
  }
}

/** Plans an alarm on changes of the invocation logging by anyone but its writers. */
export function planLoggingAlarm(scope: Construct, log: ChangeLog, writerRoleArns: readonly string[]): AlarmPlan[] {
  const metric = log.watch(scope, 'Changes of the invocation logging of Amazon Bedrock', 'bedrock', {
    eventName: ['PutModelInvocationLoggingConfiguration', 'DeleteModelInvocationLoggingConfiguration'],
    ...writerRoleArns.length > 0 && {
      // The root user and IAM users have no session issuer.
      userIdentity: { sessionContext: { sessionIssuer: { arn: events.Match.anyOf(doesNotExist(), anythingBut(...writerRoleArns)) } } },
    },
  });
  return [{
    id: 'Alarm',
    metric,
    description: 'Someone changed or deleted the account\'s invocation logging who is not one of its writers. ' +
      'The log group of this construct says who. If the change was not intended, put the setting back.',
  }];
}

/** Plans an alarm on deployments that find a setting of others. */
export function planNotOursAlarm(scope: Construct, writerLogGroup: logs.ILogGroup): AlarmPlan[] {
  return [{
    id: 'NotOursAlarm',
    metric: countMatches(new Construct(scope, 'NotOurs'), writerLogGroup, logs.FilterPattern.literal(`"${NOT_OURS}"`)),
    description: 'A deployment found that someone changed the invocation logging or switched it off, and left it so. ' +
      'The log of its function says what differs. Put the setting back, or deploy a change with onExisting TAKE_OVER.',
  }];
}

/** Plans an alarm on changes of service control policies that do not come from CloudFormation. */
export function planGuardAlarm(scope: Construct, log: ChangeLog, policyIds: readonly string[]): AlarmPlan[] {
  const metric = log.watch(scope, 'Changes of service control policies that guard Amazon Bedrock', 'organizations', {
    $or: [
      { eventName: ['UpdatePolicy', 'DeletePolicy', 'DetachPolicy'], requestParameters: { policyId: policyIds } },
      { eventName: ['DisablePolicyType'], requestParameters: { policyType: ['SERVICE_CONTROL_POLICY'] } },
    ],
    userIdentity: { invokedBy: events.Match.anyOf(doesNotExist(), anythingBut('cloudformation.amazonaws.com')) },
  });
  return [{
    id: 'Alarm',
    metric,
    description: 'Someone changed, detached or deleted a service control policy that guards Amazon Bedrock, outside of CloudFormation. ' +
      'The log group of this construct says who. If the change was not intended, put the policy back.',
  }];
}
