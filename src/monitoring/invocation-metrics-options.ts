import { Duration } from 'aws-cdk-lib';

/** Where the calls of an `InvocationMetrics` are counted, and over how long. */
export interface InvocationMetricsOptions {
  /**
   * The period of all metrics that name none of their own.
   *
   * @default Duration.minutes(5), and 1 minute where quotas are concerned
   */
  readonly period?: Duration;

  /**
   * The account of the calls. Needs CloudWatch's sharing across accounts.
   *
   * @default - that of the stack that shows the metrics
   */
  readonly account?: string;

  /**
   * The source Region of the calls.
   *
   * @default - that of the stack that shows the metrics
   */
  readonly region?: string;
}
