import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as logs from 'aws-cdk-lib/aws-logs';
import { RecordDelivery } from './record-delivery';
import { IMonitoredApplicationProfile } from '../catalog/application-profile';
import { ClaudeModel } from '../catalog/claude-model';
import { TokenQuotas } from '../quota/token-quotas';

/** What an `InvocationDashboard` shows. Set at least one of `models`, `applicationProfiles`, `logGroup` and `deliveries`. */
export interface InvocationDashboardProps {
  /**
   * The models whose calls through global profiles the dashboard shows.
   *
   * @default - none
   */
  readonly models?: ClaudeModel[];

  /**
   * The application profiles to show, each separately. If the quota of a profile's model is known, the dashboard compares the profile's
   * tokens with it.
   *
   * @default - none
   */
  readonly applicationProfiles?: IMonitoredApplicationProfile[];

  /**
   * The models' tokens-per-minute quotas.
   *
   * @default - no quota graphs
   */
  readonly quotas?: TokenQuotas;

  /**
   * Whether callers stream. Only streaming calls have a time to the first token.
   *
   * @default true
   */
  readonly streaming?: boolean;

  /**
   * The log group that receives invocation records, such as `BedrockLoggingConfig.logGroup`. Each time someone opens or refreshes the
   * dashboard, it runs four queries over its time range. AWS bills them by the data that they scan.
   *
   * @default - the dashboard shows no destination Regions, callers or largest calls
   */
  readonly logGroup?: logs.ILogGroup;

  /**
   * The record deliveries to show.
   *
   * @default - delivery to CloudWatch Logs with `logGroup`, otherwise none
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
   * The period of the graphs, in whole minutes. Quota graphs always have a period of 1 minute.
   *
   * @default Duration.minutes(5)
   */
  readonly period?: Duration;

  /**
   * The start of the initial time range, in CloudWatch's notation, for example `-PT8H`. Not together with `defaultInterval`.
   *
   * @default - CloudWatch's: three hours
   */
  readonly start?: string;

  /**
   * The length of the initial time range. Not together with `start`.
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
   * The account that makes the calls, where their metrics and log group are. Needs CloudWatch cross-account observability.
   *
   * @default - the dashboard's account
   */
  readonly account?: string;
}
