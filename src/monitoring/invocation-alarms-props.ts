import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as logs from 'aws-cdk-lib/aws-logs';
import { InvocationAlarmOptions } from './alarm-options';
import { RecordDelivery } from './record-delivery';
import { IMonitoredApplicationProfile } from '../catalog/application-profile';
import { ClaudeModel } from '../catalog/claude-model';
import { TokenQuotas } from '../quota/token-quotas';

/** What to watch, and changes to the defaults of each kind of alarm. Give at least one thing to watch. */
export interface InvocationAlarmsProps {
  /**
   * Models. The alarms watch calls through their global profiles.
   *
   * @default - none
   */
  readonly models?: ClaudeModel[];

  /**
   * Application profiles. The alarms watch calls through them.
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
   * filters, so its class must not be INFREQUENT_ACCESS.
   *
   * @default - no alarms on the content of records
   */
  readonly logGroup?: logs.ILogGroup;

  /**
   * The destinations of records. `logSilence` watches the first one that receives all records.
   *
   * @default - CloudWatch Logs with `logGroup`, otherwise none
   */
  readonly deliveries?: RecordDelivery[];

  /**
   * The destination Regions that may serve calls, for `unexpectedRegion`: codes such as `eu-west-1`, or a beginning and `*`, such as
   * `eu-*`. Needs `logGroup`.
   *
   * @default - any
   */
  readonly allowedDestinationRegions?: string[];

  /**
   * The ARNs of the roles whose changes of the invocation logging do not set `loggingChanges` off. Name the role of the function of
   * `BedrockLoggingConfig` (its `writerRole`), or its deployments set the alarm off.
   *
   * @default - every change sets the alarm off
   */
  readonly loggingWriterRoleArns?: string[];

  /**
   * The log group of the function of `BedrockLoggingConfig` (its `writerLogGroup`), for `loggingChanges`. The function writes a line there
   * when it finds a setting that is not its stack's. It runs at deployments that change a prop of that construct, and also finds changes
   * that no trail reported.
   *
   * @default - no alarm on what deployments find
   */
  readonly loggingWriterLogGroup?: logs.ILogGroup;

  /**
   * The IDs (`p-…`) of service control policies, for `guardChanges`, such as `GlobalCrisDenyGuard.policyId`. The stack must be in us-east-1
   * of the organization's management account: only there does AWS report changes of these policies.
   *
   * @default - none
   */
  readonly guardPolicyIds?: string[];

  /**
   * The actions when an alarm goes off. The `actions` of a kind replace them. A topic must be in the alarms' Region, and must not be
   * encrypted with a key that AWS manages.
   *
   * @see https://repost.aws/knowledge-center/cloudwatch-configure-alarm-sns
   * @default - none: only dashboards show the alarms. Unless you add actions later, a warning says so
   */
  readonly actions?: cloudwatch.IAlarmAction[];

  /**
   * The actions when an alarm ends, so that a pager closes the incident.
   *
   * @default - none
   */
  readonly okActions?: cloudwatch.IAlarmAction[];

  /**
   * Throttled calls of each profile.
   *
   * @default - from 1 in 5 minutes, in 3 of 5 periods: AWS SDKs retry single throttled calls, so the alarm waits for lasting ones
   */
  readonly throttles?: InvocationAlarmOptions;

  /**
   * Calls of each profile that failed because of Amazon Bedrock.
   *
   * @default - from 1 in 5 minutes, in 3 of 5 periods: AWS SDKs retry single ones
   */
  readonly serverErrors?: InvocationAlarmOptions;

  /**
   * Calls of each profile that failed because of the caller.
   *
   * @default - from 10 in 5 minutes, in 3 of 5 periods: many that last point to a broken policy or release; single ones do not
   */
  readonly clientErrors?: InvocationAlarmOptions;

  /**
   * The 90th percentile of the milliseconds to the last token, of each profile.
   *
   * @default - above 60,000 in 3 of 5 periods of 5 minutes: several AWS SDKs give up after 60 seconds by default
   */
  readonly latency?: InvocationAlarmOptions;

  /**
   * The 90th percentile of the milliseconds to the first token of streaming calls, of each profile.
   *
   * @default - above 10,000 in 3 of 5 periods of 5 minutes: people who see nothing lose patience by then. None with `streaming: false`
   */
  readonly timeToFirstToken?: InvocationAlarmOptions;

  /**
   * The percentage of a model's quota of tokens per minute that is in use, for each model in `quotas`. The global profile and the
   * application profiles of a model share one quota, so their use is added up. The use is Amazon Bedrock's estimate, which leaves out what
   * is reserved for `max_tokens`.
   *
   * @default - above 80 in 3 of 5 periods of 1 minute: reservations come on top, so calls can be throttled below 100
   */
  readonly quotaShare?: InvocationAlarmOptions;

  /**
   * Calls of each profile that Amazon Bedrock counts as calls of a Legacy model. AWS counts them from the first day, whatever this library
   * knows.
   *
   * @default - from 1 in a day: months are left, and more frequent alarms would say no more
   */
  readonly legacyModel?: InvocationAlarmOptions;

  /**
   * Records that Bedrock could not deliver, for each of `deliveries`.
   *
   * @default - from 1 in 5 minutes: such a record is lost
   */
  readonly deliveryFailure?: InvocationAlarmOptions;

  /**
   * Calls of the watched profiles while no record was delivered. Amazon Bedrock counts deliveries of all models together, so records of
   * other calls can hide that these are missing.
   *
   * @default - from 1 call in 15 minutes, in 2 of 2 periods: records come later than calls, so one period may end in between
   */
  readonly logSilence?: InvocationAlarmOptions;

  /**
   * Records in `logGroup` that do not say which Region served the call, for answered calls through global and application profiles. AWS
   * says that the field is absent if the source Region served the call.
   *
   * @see https://aws.amazon.com/blogs/machine-learning/getting-started-with-cross-region-inference-in-amazon-bedrock/
   * @default - from 1 in 5 minutes in a stack of af-south-1, which serves no Claude itself; elsewhere none, unless `enabled` is true
   */
  readonly missingRegion?: InvocationAlarmOptions;

  /**
   * Records in `logGroup` of calls that a Region outside `allowedDestinationRegions` served. `missingRegion` watches records that name no
   * Region.
   *
   * @default - from 1 in 5 minutes: someone should look into each one
   */
  readonly unexpectedRegion?: InvocationAlarmOptions;

  /**
   * Changes of the account's invocation logging by anyone but `loggingWriterRoleArns`. Needs a CloudTrail trail that logs management
   * events. With `loggingWriterLogGroup` a second alarm goes off if a deployment finds a setting of others, or logging off.
   *
   * @default - from 1 in 5 minutes with `logGroup` or `deliveries`, since it costs next to nothing until it happens; otherwise none, unless
   * `enabled` is true
   */
  readonly loggingChanges?: InvocationAlarmOptions;

  /**
   * Changes, detachments and deletions of `guardPolicyIds`, and service control policies switched off for the whole organization. Changes
   * through CloudFormation do not set the alarm off, no matter who makes them. Needs a CloudTrail trail that logs management events.
   *
   * @default - from 1 in 5 minutes: someone should look into each one
   */
  readonly guardChanges?: InvocationAlarmOptions;
}
