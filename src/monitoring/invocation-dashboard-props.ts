import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as logs from 'aws-cdk-lib/aws-logs';
import { RecordDelivery } from './record-delivery';
import { IMonitoredApplicationProfile } from '../catalog/application-profile';
import { ClaudeModel } from '../catalog/claude-model';
import { TokenQuotas } from '../quota/token-quotas';

/** What an `InvocationDashboard` shows: at least models, application profiles, a log group or deliveries. */
export interface InvocationDashboardProps {
  /**
   * Models whose global profiles are called.
   *
   * @default - none
   */
  readonly models?: ClaudeModel[];

  /**
   * Application profiles, each shown apart. Where its model's quota is known, its tokens are shown against that.
   *
   * @default - none
   */
  readonly applicationProfiles?: IMonitoredApplicationProfile[];

  /**
   * Tokens-per-minute quotas of the models.
   *
   * @default - no graphs of quotas
   */
  readonly quotas?: TokenQuotas;

  /**
   * Whether callers stream, which alone gives a time to the first token.
   *
   * @default true
   */
  readonly streaming?: boolean;

  /**
   * The log group that receives the records of invocations, such as `BedrockLoggingConfig.logGroup`. Each time it is shown, the dashboard
   * runs four queries over its time range, which AWS bills by the data that they scan.
   *
   * @default - nothing that only records tell: Regions that served the calls, callers, the largest calls
   */
  readonly logGroup?: logs.ILogGroup;

  /**
   * Deliveries of records to watch.
   *
   * @default - that to CloudWatch Logs where there is a log group, else none
   */
  readonly deliveries?: RecordDelivery[];

  /**
   * Alarms whose state is shown first, such as `InvocationAlarms.alarms`.
   *
   * @default - none
   */
  readonly alarms?: cloudwatch.IAlarm[];

  /**
   * The name of the dashboard: letters, digits, `-` and `_`.
   *
   * @default - CloudFormation makes one
   */
  readonly dashboardName?: string;

  /**
   * The period of graphs, in whole minutes, except those of quotas, which are of minutes.
   *
   * @default Duration.minutes(5)
   */
  readonly period?: Duration;

  /**
   * The time range that is shown first, as CloudWatch writes it, for example `-PT8H`. Not together with `defaultInterval`.
   *
   * @default - CloudWatch's: three hours
   */
  readonly start?: string;

  /**
   * How much time is shown first. Not together with `start`.
   *
   * @default - CloudWatch's: three hours
   */
  readonly defaultInterval?: Duration;

  /**
   * The source Region of the calls, whose metrics and log group are shown.
   *
   * @default - the dashboard's for metrics, and the log group's own
   */
  readonly region?: string;

  /**
   * The account of the calls, whose metrics and log group are shown. Needs CloudWatch's sharing across accounts.
   *
   * @default - the dashboard's for metrics and log group
   */
  readonly account?: string;
}
