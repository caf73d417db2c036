import { Duration } from 'aws-cdk-lib';

/** The period, account and Region of an `InvocationMetrics`. */
export interface InvocationMetricsOptions {
  /**
   * The period of all metrics that have no period of their own.
   *
   * @default Duration.minutes(5), and 1 minute for metrics of quotas
   */
  readonly period?: Duration;

  /**
   * The account of the calls. Needs CloudWatch's sharing across accounts.
   *
   * @default - the account of the stack that shows the metrics
   */
  readonly account?: string;

  /**
   * The source Region of the calls.
   *
   * @default - the Region of the stack that shows the metrics
   */
  readonly region?: string;
}
