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

/** When an alarm goes off. */
export interface AlarmSettings {
  readonly threshold: number;
  readonly comparisonOperator: cloudwatch.ComparisonOperator;
  readonly period: Duration;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
}

const { GREATER_THAN_OR_EQUAL_TO_THRESHOLD: FROM, GREATER_THAN_THRESHOLD: ABOVE } = cloudwatch.ComparisonOperator;

type Periods = readonly [datapointsToAlarm: number, evaluationPeriods: number];

/** Writes the settings of a kind, such as 3 bad periods of 5. */
function writeSettings(
  comparisonOperator: cloudwatch.ComparisonOperator, threshold: number, minutes: number, [datapointsToAlarm, evaluationPeriods]: Periods,
): AlarmSettings {
  return { comparisonOperator, threshold, period: Duration.minutes(minutes), datapointsToAlarm, evaluationPeriods };
}

/** The doc comments of the props say why. Alarms are created in this order. */
const ALARM_DEFAULTS: Readonly<Record<AlarmKind, AlarmSettings>> = {
  throttles: writeSettings(FROM, 1, 5, [3, 5]),
  serverErrors: writeSettings(FROM, 1, 5, [3, 5]),
  clientErrors: writeSettings(FROM, 10, 5, [3, 5]),
  latency: writeSettings(ABOVE, 60_000, 5, [3, 5]),
  timeToFirstToken: writeSettings(ABOVE, 10_000, 5, [3, 5]),
  quotaShare: writeSettings(ABOVE, 80, 1, [3, 5]),
  legacyModel: writeSettings(FROM, 1, 24 * 60, [1, 1]),
  deliveryFailure: writeSettings(FROM, 1, 5, [1, 1]),
  logSilence: writeSettings(FROM, 1, 15, [2, 2]),
  missingRegion: writeSettings(FROM, 1, 5, [1, 1]),
  unexpectedRegion: writeSettings(FROM, 1, 5, [1, 1]),
  loggingChanges: writeSettings(FROM, 1, 5, [1, 1]),
  guardChanges: writeSettings(FROM, 1, 5, [1, 1]),
};

export const ALARM_KINDS = Object.keys(ALARM_DEFAULTS) as AlarmKind[];

/** Combines a kind's defaults with the options. */
export function combineSettings(kind: AlarmKind, options: InvocationAlarmOptions = {}): AlarmSettings {
  const { threshold, period, evaluationPeriods, datapointsToAlarm } = options;
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
