import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';

/** Overrides for the defaults of one kind of alarm in `InvocationAlarms`. */
export interface InvocationAlarmOptions {
  /**
   * Whether the construct creates alarms of this kind.
   *
   * @default - as the kind's prop says
   */
  readonly enabled?: boolean;

  /**
   * The value at which, or above which, a period is breaching: a number above 0, in the kind's unit (calls, milliseconds, percent, records
   * or changes). A value that makes no sense in that unit gets a warning, such as 30 milliseconds for `latency`, or 0.8 percent.
   *
   * @default - as the kind's prop says
   */
  readonly threshold?: number;

  /**
   * The length of a period, in whole minutes. CloudWatch requires all periods that the alarm evaluates to fit into a day, or into a week if
   * a period is an hour or longer.
   *
   * @default - as the kind's prop says
   */
  readonly period?: Duration;

  /**
   * How many of the latest periods the alarm evaluates.
   *
   * @default - as the kind's prop says
   */
  readonly evaluationPeriods?: number;

  /**
   * How many of these periods must be breaching.
   *
   * @default - `evaluationPeriods` if you set it, otherwise as the kind's prop says
   */
  readonly datapointsToAlarm?: number;

  /**
   * The actions when these alarms go off, instead of the construct's `actions`. An empty list means no actions, and no warning about that.
   *
   * @default - `actions` of the construct
   */
  readonly actions?: cloudwatch.IAlarmAction[];
}
