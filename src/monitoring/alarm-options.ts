import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';

/** How one kind of alarm of `InvocationAlarms` differs from its default. */
export interface InvocationAlarmOptions {
  /**
   * Whether there are such alarms.
   *
   * @default - as the kind's prop says
   */
  readonly enabled?: boolean;

  /**
   * The value from which, or above which, a period is bad, in the unit of the kind: calls, milliseconds, percent, records or changes.
   * Above 0. A value that can hardly be meant in that unit is warned of, such as 30 milliseconds of `latency`, or 0.8 percent.
   *
   * @default - as the kind's prop says
   */
  readonly threshold?: number;

  /**
   * How long a period is: whole minutes. All periods that are looked at must fit a day, or a week where a period is an hour or longer,
   * as CloudWatch has it.
   *
   * @default - as the kind's prop says
   */
  readonly period?: Duration;

  /**
   * How many of the latest periods are looked at.
   *
   * @default - as the kind's prop says
   */
  readonly evaluationPeriods?: number;

  /**
   * How many of these periods must be bad.
   *
   * @default - all of `evaluationPeriods` where that is set, otherwise as the kind's prop says
   */
  readonly datapointsToAlarm?: number;

  /**
   * What is done when these alarms go off, instead of the construct's `actions`. An empty list says that nothing shall be done, and no
   * warning that nobody is told.
   *
   * @default - `actions` of the construct
   */
  readonly actions?: cloudwatch.IAlarmAction[];
}
