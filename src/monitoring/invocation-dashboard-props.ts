import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as logs from 'aws-cdk-lib/aws-logs';
import { RecordDelivery } from './record-delivery';
import { IMonitoredApplicationProfile } from '../catalog/application-profile';
import { ClaudeModel } from '../catalog/claude-model';
import { TokenQuotas } from '../quota/token-quotas';

/** What an `InvocationDashboard` shows. Give at least one of models, application profiles, a log group and deliveries. */
export interface InvocationDashboardProps {
  /**
   * Models. The dashboard shows calls through their global profiles.
   *
   * @default - none
   */
  readonly models?: ClaudeModel[];

  /**
   * Application profiles, each shown separately. If the quota of its model is known, the dashboard compares its tokens with that quota.
   *
   * @default - none
   */
  readonly applicationProfiles?: IMonitoredApplicationProfile[];

  /**
   * The models' quotas of tokens per minute.
   *
   * @default - no graphs of quotas
   */
  readonly quotas?: TokenQuotas;

  /**
   * Whether callers stream. Only streaming calls have a time to the first token.
   *
   * @default true
   */
  readonly streaming?: boolean;

  /**
   * The log group that receives the records of invocations, such as `BedrockLoggingConfig.logGroup`. Each time someone opens or refreshes
   * the dashboard, it runs four queries over its time range. AWS bills them by the data that they scan.
   *
   * @default - nothing from records: no destination Regions, callers or largest calls
   */
  readonly logGroup?: logs.ILogGroup;

  /**
   * The deliveries of records to show.
   *
   * @default - the delivery to CloudWatch Logs with `logGroup`, otherwise none
   */
  readonly deliveries?: RecordDelivery[];

  /**
   * Alarms whose states the dashboard shows at the top, such as `InvocationAlarms.alarms`.
   *
   * @default - none
   */
  readonly alarms?: cloudwatch.IAlarm[];

  /**
   * The name of the dashboard: letters, digits, `-` and `_`.
   *
   * @default - CloudFormation chooses one
   */
  readonly dashboardName?: string;

  /**
   * The period of graphs, in whole minutes. Graphs of quotas always have a period of 1 minute.
   *
   * @default Duration.minutes(5)
   */
  readonly period?: Duration;

  /**
   * The start of the first time range, as CloudWatch writes it, for example `-PT8H`. Not together with `defaultInterval`.
   *
   * @default - CloudWatch's: three hours
   */
  readonly start?: string;

  /**
   * The length of the first time range. Not together with `start`.
   *
   * @default - CloudWatch's: three hours
   */
  readonly defaultInterval?: Duration;

  /**
   * The source Region of the calls, where their metrics and log group are.
   *
   * @default - the dashboard's Region for metrics, and the log group's own Region
   */
  readonly region?: string;

  /**
   * The account of the calls, where their metrics and log group are. Needs CloudWatch's sharing across accounts.
   *
   * @default - the dashboard's account
   */
  readonly account?: string;
}
