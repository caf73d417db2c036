import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { measureQuotaShare, MINUTE } from './draw-quotas';
import { Row, View } from './view';
import { COLORS, COLUMNS, combine, Series } from './widgets';
import { ALARMS_PER_WIDGET } from '../../core/facts/cloudwatch-limits';

/** One number for all profiles. */
interface Total {
  readonly label: string;
  readonly color: string;
  /** The prefix of its metrics' names in an expression. */
  readonly prefix: string;
}

export function drawHealth(view: View): Row {
  const numbers = view.profiles.length === 0 ? [] : measureHealth(view);
  return {
    question: 'Is anything wrong now?',
    widgets: [
      ...drawAlarmStates(view.alarms),
      ...numbers.map((metric, index) =>
        new cloudwatch.SingleValueWidget({ metrics: [metric], width: divideWidth(index, numbers.length), height: 3 })),
    ],
  };
}

function measureHealth({ profiles, headrooms, period }: View): cloudwatch.IMetric[] {
  const add = (metrics: readonly cloudwatch.Metric[], { label, color, prefix }: Total) =>
    combine('SUM', metrics, prefix, { label, color, period });
  const recently = `in ${period.toHumanString()}`;
  const calls = add(profiles.map((profile) => profile.metricInvocations()),
    { label: `Calls ${recently}`, color: COLORS.calls, prefix: 'calls' });
  const failed = add(profiles.flatMap((profile) => [profile.metricClientErrors(), profile.metricServerErrors()]),
    { label: 'Failed', color: COLORS.failed, prefix: 'failed' });
  const throttled = add(profiles.map((profile) => profile.metricThrottles()),
    { label: `Throttled calls ${recently}`, color: COLORS.throttles, prefix: 'throttled' });
  const slowest = combine('MAX', profiles.map((profile) => profile.metricLatency()), 'latency',
    { label: 'Slowest p90 latency, ms', period });
  const share = headrooms.length === 0 ? [] : [measureHighestShare(headrooms)];
  return [calls, measureFailureRate(calls, failed, throttled), throttled, slowest, ...share];
}

/** Like `InvocationMetrics.metricErrorRate`, for all profiles together. */
function measureFailureRate(calls: Series, failed: Series, throttled: Series): cloudwatch.IMetric {
  const all = '(MAX([FILL(calls, 0), FILL(failed, 0)]) + FILL(throttled, 0))';
  return new cloudwatch.MathExpression({
    expression: `100 * (FILL(failed, 0) + FILL(throttled, 0)) / ${all}`,
    usingMetrics: { calls, failed, throttled },
    label: 'Failed or throttled, of 100',
    color: COLORS.failed,
    period: failed.period,
  });
}

function measureHighestShare(headrooms: View['headrooms']): cloudwatch.IMetric {
  const label = 'Highest share of a quota, %';
  return headrooms.length === 1
    ? measureQuotaShare(headrooms[0], label)
    : combine('MAX', headrooms.map((headroom) => measureQuotaShare(headroom)), 'share', { label, period: MINUTE });
}

function drawAlarmStates(all: readonly cloudwatch.IAlarm[]): cloudwatch.IWidget[] {
  return Array.from({ length: Math.ceil(all.length / ALARMS_PER_WIDGET) }, (_, index) => {
    const alarms = all.slice(index * ALARMS_PER_WIDGET, (index + 1) * ALARMS_PER_WIDGET);
    return new cloudwatch.AlarmStatusWidget({ title: 'Alarms', alarms, width: COLUMNS, height: 2 + Math.ceil(alarms.length / 4) });
  });
}

/** Divides a line among its widgets. The first ones take what is left over. */
function divideWidth(index: number, count: number): number {
  return Math.floor(COLUMNS / count) + (index < COLUMNS % count ? 1 : 0);
}
