import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { InvocationAlarmOptions } from '../alarm-options';
import { InvocationAlarmsProps } from '../invocation-alarms-props';

/** The props that hold the options of a kind of alarm. */
export type AlarmKind = {
  [Prop in keyof InvocationAlarmsProps]-?: NonNullable<InvocationAlarmsProps[Prop]> extends InvocationAlarmOptions
    ? InvocationAlarmOptions extends NonNullable<InvocationAlarmsProps[Prop]> ? Prop : never
    : never;
}[keyof InvocationAlarmsProps];

export interface AlarmDefaults {
  readonly threshold: number;
  readonly comparisonOperator: cloudwatch.ComparisonOperator;
  readonly period: Duration;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
}

const { GREATER_THAN_OR_EQUAL_TO_THRESHOLD: FROM, GREATER_THAN_THRESHOLD: ABOVE } = cloudwatch.ComparisonOperator;

type Periods = readonly [datapointsToAlarm: number, evaluationPeriods: number];

function defaults(comparisonOperator: cloudwatch.ComparisonOperator, threshold: number, minutes: number, periods: Periods): AlarmDefaults {
  const [datapointsToAlarm, evaluationPeriods] = periods;
  return { comparisonOperator, threshold, period: Duration.minutes(minutes), datapointsToAlarm, evaluationPeriods };
}

/** The props' docstrings say why. The order is that in which alarms are made. */
export const ALARM_DEFAULTS: Readonly<Record<AlarmKind, AlarmDefaults>> = {
  throttles: defaults(FROM, 1, 5, [3, 5]),
  serverErrors: defaults(FROM, 1, 5, [3, 5]),
  clientErrors: defaults(FROM, 10, 5, [3, 5]),
  latency: defaults(ABOVE, 60_000, 5, [3, 5]),
  timeToFirstToken: defaults(ABOVE, 10_000, 5, [3, 5]),
  quotaShare: defaults(ABOVE, 80, 1, [3, 5]),
  deliveryFailure: defaults(FROM, 1, 5, [1, 1]),
  logSilence: defaults(FROM, 1, 15, [2, 2]),
  missingRegion: defaults(FROM, 1, 5, [1, 1]),
  unexpectedRegion: defaults(FROM, 1, 5, [1, 1]),
  loggingChanges: defaults(FROM, 1, 5, [1, 1]),
  guardChanges: defaults(FROM, 1, 5, [1, 1]),
};

export const ALARM_KINDS = Object.keys(ALARM_DEFAULTS) as AlarmKind[];

/** A kind's defaults with what the options change. */
export function settingsOf(kind: AlarmKind, { threshold, period, evaluationPeriods, datapointsToAlarm }: InvocationAlarmOptions = {}): AlarmDefaults {
  const standard = ALARM_DEFAULTS[kind];
  return {
    comparisonOperator: standard.comparisonOperator,
    threshold: threshold ?? standard.threshold,
    period: period ?? standard.period,
    evaluationPeriods: evaluationPeriods ?? standard.evaluationPeriods,
    datapointsToAlarm: datapointsToAlarm ?? evaluationPeriods ?? standard.datapointsToAlarm,
  };
}

/** One alarm of a kind. */
export interface AlarmPlan {
  readonly id: string;
  readonly metric: (period: Duration) => cloudwatch.IMetric;
  readonly description: string;
}
