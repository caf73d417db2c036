import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as logs from 'aws-cdk-lib/aws-logs';
import { InvocationAlarmOptions } from './alarm-options';
import { RecordDelivery } from './record-delivery';
import { IMonitoredApplicationProfile } from '../catalog/application-profile';
import { ClaudeModel } from '../catalog/claude-model';
import { TokenQuotas } from '../quota/token-quotas';

/** What is watched, and how each kind of alarm differs from its default. At least one thing to watch must be given. */
export interface InvocationAlarmsProps {
  /**
   * Models whose global profiles are watched.
   *
   * @default - none
   */
  readonly models?: ClaudeModel[];

  /**
   * Application profiles that are watched.
   *
   * @default - none
   */
  readonly applicationProfiles?: IMonitoredApplicationProfile[];

  /**
   * The models' quotas, for `quotaShare`.
   *
   * @default - no alarm on the share of a quota
   */
  readonly quotas?: TokenQuotas;

  /**
   * Whether calls stream, for `timeToFirstToken`.
   *
   * @default true
   */
  readonly streaming?: boolean;

  /**
   * The log group of the records of invocations, in the stack's account and Region. `missingRegion` and `unexpectedRegion` count by metric
   * filters, which one of the class INFREQUENT_ACCESS does not take.
   *
   * @default - records are not read
   */
  readonly logGroup?: logs.ILogGroup;

  /**
   * Where records are delivered. `logSilence` asks the first of them that takes records.
   *
   * @default - CloudWatch Logs with `logGroup`, otherwise nowhere
   */
  readonly deliveries?: RecordDelivery[];

  /**
   * The Regions that may serve calls, for `unexpectedRegion`: codes such as `eu-west-1`, or what they begin with and `*`, such as `eu-*`.
   * Needs `logGroup`.
   *
   * @default - any
   */
  readonly allowedDestinationRegions?: string[];

  /**
   * The ARNs of the roles that may change the invocation logging without `loggingChanges`: that of the function of
   * `BedrockLoggingConfig`, whose deployments otherwise set the alarm off.
   *
   * @default - every change sets it off
   */
  readonly loggingWriterRoleArns?: string[];

  /**
   * The log group of the function of `BedrockLoggingConfig`, its `writerLogGroup`, for `loggingChanges`: the function says there when it
   * finds a setting that is not its stack's. It runs at deployments that change a prop of that construct, and then it finds what no trail
   * told of.
   *
   * @default - what deployments find sets no alarm off
   */
  readonly loggingWriterLogGroup?: logs.ILogGroup;

  /**
   * The IDs (`p-…`) of service control policies, for `guardChanges`, such as `GlobalCrisDenyGuard.policyId`. They belong in a stack in
   * us-east-1 of the organization's management account, since only there are their changes seen.
   *
   * @default - none
   */
  readonly guardPolicyIds?: string[];

  /**
   * What is done when an alarm goes off. Kinds that have `actions` of their own do those instead. A topic must be in the alarms' Region and
   * not be encrypted with a key that AWS manages.
   *
   * @see https://repost.aws/knowledge-center/cloudwatch-configure-alarm-sns
   * @default - nothing: the alarms reach nobody, and only dashboards show them; unless alarms get actions later, a warning says so
   */
  readonly actions?: cloudwatch.IAlarmAction[];

  /**
   * What is done when an alarm ends, so that a pager closes the incident.
   *
   * @default - nothing
   */
  readonly okActions?: cloudwatch.IAlarmAction[];

  /**
   * Calls that were throttled, of each profile.
   *
   * @default - from 1 in 5 minutes, in 3 of 5 periods: AWS SDKs retry single throttled calls, so only lasting ones reach people
   */
  readonly throttles?: InvocationAlarmOptions;

  /**
   * Calls that failed by Amazon Bedrock's fault, of each profile.
   *
   * @default - from 1 in 5 minutes, in 3 of 5 periods: AWS SDKs retry single ones
   */
  readonly serverErrors?: InvocationAlarmOptions;

  /**
   * Calls that failed by the caller's fault, of each profile.
   *
   * @default - from 10 in 5 minutes, in 3 of 5 periods: a caller's single mistakes are its own affair, many that last are a broken policy
   * or release
   */
  readonly clientErrors?: InvocationAlarmOptions;

  /**
   * Milliseconds to the last token, of each profile: the 90th percentile.
   *
   * @default - above 60,000 in 3 of 5 periods of 5 minutes: several AWS SDKs give up after 60 seconds unless they are told to wait longer
   */
  readonly latency?: InvocationAlarmOptions;

  /**
   * Milliseconds to the first token of streaming calls, of each profile: the 90th percentile.
   *
   * @default - above 10,000 in 3 of 5 periods of 5 minutes: by then people who see nothing lose patience. None with `streaming: false`
   */
  readonly timeToFirstToken?: InvocationAlarmOptions;

  /**
   * Percent of a model's quota of tokens per minute that its watched profiles use together, for each model in `quotas`: its global
   * profile and its application profiles share one quota. By Amazon Bedrock's estimate, which leaves out what is reserved for
   * `max_tokens`.
   *
   * @default - above 80 in 3 of 5 periods of 1 minute: what is reserved comes on top, so calls can be throttled below 100
   */
  readonly quotaShare?: InvocationAlarmOptions;

  /**
   * Calls that Amazon Bedrock counts as calls of a Legacy model, of each profile: AWS says so from the day, whatever this library knows.
   *
   * @default - from 1 in a day: months are left, and an alarm that goes off with every call would tell no more
   */
  readonly legacyModel?: InvocationAlarmOptions;

  /**
   * Records that could not be delivered, for each of `deliveries`.
   *
   * @default - from 1 in 5 minutes: a record that is lost is lost
   */
  readonly deliveryFailure?: InvocationAlarmOptions;

  /**
   * Calls of the watched profiles while no record was delivered. Deliveries are counted for all models together, so
   * those of other calls hide that these are missing.
   *
   * @default - from 1 call in 15 minutes, in 2 of 2 periods: records come later than calls, so one period alone may just end between
   */
  readonly logSilence?: InvocationAlarmOptions;

  /**
   * Records in `logGroup` of calls through global and application profiles that were answered and do not say which Region served them. AWS
   * writes that the field is absent where a call was served in its source Region.
   *
   * @see https://aws.amazon.com/blogs/machine-learning/getting-started-with-cross-region-inference-in-amazon-bedrock/
   * @default - from 1 in 5 minutes in a stack of af-south-1, which serves no Claude itself; elsewhere none, unless `enabled` is true
   */
  readonly missingRegion?: InvocationAlarmOptions;

  /**
   * Records in `logGroup` of calls that a Region served which is not among `allowedDestinationRegions`. Records that name no Region are
   * the matter of `missingRegion`.
   *
   * @default - from 1 in 5 minutes: each one is a case to look into
   */
  readonly unexpectedRegion?: InvocationAlarmOptions;

  /**
   * Changes of the account's invocation logging, by anybody but `loggingWriterRoleArns`. Needs a CloudTrail trail that logs management
   * events. With `loggingWriterLogGroup` there is a second alarm, where a deployment finds somebody else's setting, or logging off.
   *
   * @default - from 1 in 5 minutes, with `logGroup` or `deliveries`: it costs next to nothing until it happens; otherwise none, unless
   * `enabled` is true
   */
  readonly loggingChanges?: InvocationAlarmOptions;

  /**
   * Changes, detachments and deletions of `guardPolicyIds`, and service control policies that are switched off for the whole
   * organization, by anybody but CloudFormation: what somebody changes through CloudFormation goes unseen. Needs a CloudTrail trail that
   * logs management events.
   *
   * @default - from 1 in 5 minutes: each one is a case to look into
   */
  readonly guardChanges?: InvocationAlarmOptions;
}
