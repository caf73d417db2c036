import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as logs from 'aws-cdk-lib/aws-logs';
import { InvocationAlarmOptions } from './alarm-options';
import { RecordDelivery } from './record-delivery';
import { IMonitoredApplicationProfile } from '../catalog/application-profile';
import { ClaudeModel } from '../catalog/claude-model';
import { TokenQuotas } from '../quota/token-quotas';

/** What to watch, and overrides for the defaults of each kind of alarm. Set at least one thing to watch. */
export interface InvocationAlarmsProps {
  /**
   * The models whose calls through global profiles the alarms watch.
   *
   * @default - none
   */
  readonly models?: ClaudeModel[];

  /**
   * The application profiles whose calls the alarms watch.
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
   * The log group that receives invocation records, in the stack's account and Region. `missingRegion` and `unexpectedRegion` use metric
   * filters, so its class must not be INFREQUENT_ACCESS.
   *
   * @default - no alarms on the content of records
   */
  readonly logGroup?: logs.ILogGroup;

  /**
   * The destinations of the records. `logSilence` watches the first one that receives all records.
   *
   * @default - CloudWatch Logs with `logGroup`, otherwise none
   */
  readonly deliveries?: RecordDelivery[];

  /**
   * The destination Regions that may serve calls, for `unexpectedRegion`: codes such as `eu-west-1`, or prefixes with `*`, such as `eu-*`.
   * Needs `logGroup`.
   *
   * @default - any
   */
  readonly allowedDestinationRegions?: string[];

  /**
   * The ARNs of the roles that may change invocation logging without setting off `loggingChanges`. Include the `writerRole` of
   * `BedrockLoggingConfig`, or its deployments set off the alarm.
   *
   * @default - every change sets off the alarm
   */
  readonly loggingWriterRoleArns?: string[];

  /**
   * The `writerLogGroup` of `BedrockLoggingConfig`, for `loggingChanges`. The construct's function writes a line there when it finds a
   * setting that is not its stack's. It runs at deployments that change a prop of that construct, and also finds changes that no trail
   * reported.
   *
   * @default - no alarm on what deployments find
   */
  readonly loggingWriterLogGroup?: logs.ILogGroup;

  /**
   * The IDs (`p-…`) of service control policies, for `guardChanges`, such as `GlobalCrisDenyGuard.policyId`. The stack must be in us-east-1
   * of the organization's management account, because AWS reports changes to these policies only there.
   *
   * @default - none
   */
  readonly guardPolicyIds?: string[];

  /**
   * The actions when an alarm goes off. The `actions` of a kind replace them. A topic must be in the alarms' Region, and must not be
   * encrypted with a key that AWS manages.
   *
   * @see https://repost.aws/knowledge-center/cloudwatch-configure-alarm-sns
   * @default - none: only dashboards show the alarms. A warning says so unless you add actions later
   */
  readonly actions?: cloudwatch.IAlarmAction[];

  /**
   * The actions when an alarm returns to OK, for example to close a pager's incident.
   *
   * @default - none
   */
  readonly okActions?: cloudwatch.IAlarmAction[];

  /**
   * Throttled calls through each profile.
   *
   * @default - from 1 in 5 minutes, in 3 of 5 periods: AWS SDKs retry single throttled calls, so the alarm waits until throttling persists
   */
  readonly throttles?: InvocationAlarmOptions;

  /**
   * Calls through each profile that failed because of Amazon Bedrock.
   *
   * @default - from 1 in 5 minutes, in 3 of 5 periods: AWS SDKs retry single failures
   */
  readonly serverErrors?: InvocationAlarmOptions;

  /**
   * Calls through each profile that failed because of the caller.
   *
   * @default - from 10 in 5 minutes, in 3 of 5 periods: persistent failures point to a broken policy or release; single ones do not
   */
  readonly clientErrors?: InvocationAlarmOptions;

  /**
   * The 90th percentile of the milliseconds to the last token, for each profile.
   *
   * @default - above 60,000 in 3 of 5 periods of 5 minutes: several AWS SDKs give up after 60 seconds by default
   */
  readonly latency?: InvocationAlarmOptions;

  /**
   * The 90th percentile of the milliseconds to the first token of streaming calls, for each profile.
   *
   * @default - above 10,000 in 3 of 5 periods of 5 minutes: by then, people who see nothing lose patience. No alarm with `streaming: false`
   */
  readonly timeToFirstToken?: InvocationAlarmOptions;

  /**
   * The percentage of a model's tokens-per-minute quota that is in use, for each model in `quotas`. A model's global profile and
   * application profiles share one quota, so their use is added up. The use is Amazon Bedrock's estimate, which leaves out what is reserved
   * for `max_tokens`.
   *
   * @default - above 80 in 3 of 5 periods of 1 minute: reservations come on top, so calls can be throttled below 100
   */
  readonly quotaShare?: InvocationAlarmOptions;

  /**
   * Calls through each profile that Amazon Bedrock counts as calls to a Legacy model. AWS counts them from the model's first Legacy day,
   * whatever this library knows.
   *
   * @default - from 1 in a day: months are left, and more frequent alarms would add nothing
   */
  readonly legacyModel?: InvocationAlarmOptions;

  /**
   * Records that Bedrock could not deliver, for each of `deliveries`.
   *
   * @default - from 1 in 5 minutes: such a record is lost
   */
  readonly deliveryFailure?: InvocationAlarmOptions;

  /**
   * Calls through the watched profiles while no record was delivered. Amazon Bedrock counts deliveries for all models together, so records
   * of other calls can hide that these are missing.
   *
   * @default - from 1 call in 15 minutes, in 2 of 2 periods: records arrive later than calls, so a period may end in between
   */
  readonly logSilence?: InvocationAlarmOptions;

  /**
   * Records in `logGroup` of answered calls through global and application profiles that name no destination Region. AWS says that the
   * field is absent if the source Region served the call.
   *
   * @see https://aws.amazon.com/blogs/machine-learning/getting-started-with-cross-region-inference-in-amazon-bedrock/
   * @default - from 1 in 5 minutes in a stack of af-south-1, which serves no Claude itself; elsewhere none, unless `enabled` is true
   */
  readonly missingRegion?: InvocationAlarmOptions;

  /**
   * Records in `logGroup` with a destination Region outside `allowedDestinationRegions`. `missingRegion` watches records that name no
   * Region.
   *
   * @default - from 1 in 5 minutes: someone should look into each one
   */
  readonly unexpectedRegion?: InvocationAlarmOptions;

  /**
   * Changes to the account's invocation logging by anyone but `loggingWriterRoleArns`. Needs a CloudTrail trail that logs management
   * events. With `loggingWriterLogGroup`, a second alarm goes off if a deployment finds someone else's setting, or finds logging switched
   * off.
   *
   * @default - from 1 in 5 minutes with `logGroup` or `deliveries`, because it costs next to nothing until it happens; otherwise none,
   * unless `enabled` is true
   */
  readonly loggingChanges?: InvocationAlarmOptions;

  /**
   * Changes to the policies in `guardPolicyIds`, their detachment or deletion, and switching off service control policies for the whole
   * organization. Changes through CloudFormation do not set off the alarm, no matter who makes them. Needs a CloudTrail trail that logs
   * management events.
   *
   * @default - from 1 in 5 minutes: someone should look into each one
   */
  readonly guardChanges?: InvocationAlarmOptions;
}
