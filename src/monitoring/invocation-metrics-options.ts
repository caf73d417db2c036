import { Duration } from 'aws-cdk-lib';

/** The period, account and Region of an `InvocationMetrics`. */
export interface InvocationMetricsOptions {
  /**
   * The period of all metrics for which you set none.
   *
   * @default Duration.minutes(5), and 1 minute for quota metrics
   */
  readonly period?: Duration;

  /**
   * The account that makes the calls. Needs CloudWatch cross-account observability.
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
