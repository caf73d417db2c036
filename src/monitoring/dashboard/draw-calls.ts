import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { MINUTE, quotaShare } from './quota';
import { Row, View } from './view';
import { COLORS, COLUMNS, combine, graph, table } from './widgets';
import { InvocationMetrics } from '../invocation-metrics';
import { InvocationQueries } from '../invocation-queries';

type Count = (profile: InvocationMetrics) => cloudwatch.Metric;
const SUCCEEDED: Count = (profile) => profile.metricInvocations();
const CLIENT_ERRORS: Count = (profile) => profile.metricClientErrors();
const SERVER_ERRORS: Count = (profile) => profile.metricServerErrors();
const THROTTLES: Count = (profile) => profile.metricThrottles();
/** How many one widget shows. */
const ALARMS = 100;
const each = <T>(view: View, metric: (profile: InvocationMetrics) => T): T[] => view.profiles.map(metric);

export function health(view: View): Row {
  const total = (prefix: string, counts: Count[], label: string, color: string) =>
    combine('SUM', counts.flatMap((count) => each(view, count)), prefix, { label, color, period: view.period });
  const recently = `in ${view.period.toHumanString()}`;
  const succeeded = total('succeeded', [SUCCEEDED], `Successful calls ${recently}`, COLORS.calls);
  const failed = total('failed', [CLIENT_ERRORS, SERVER_ERRORS, THROTTLES], 'Failed', COLORS.failed);
  const numbers: cloudwatch.IMetric[] = view.profiles.length === 0 ? [] : [
    succeeded,
    new cloudwatch.MathExpression({
      expression: '100 * FILL(failed, 0) / (FILL(succeeded, 0) + FILL(failed, 0))',
      usingMetrics: { succeeded, failed },
      label: 'Failed or throttled, %',
      color: COLORS.failed,
      period: view.period,
    }),
    total('throttled', [THROTTLES], `Throttled calls ${recently}`, COLORS.throttles),
    combine('MAX', each(view, (profile) => profile.metricLatency()), 'latency', { label: 'Slowest p90 latency, ms', period: view.period }),
    ...view.headrooms.length === 0 ? [] : [highestShare(view)],
  ];
  return {
    question: 'Is anything wrong now?',
    widgets: [
      ...alarmStates(view.alarms),
      ...numbers.map((metric, index) => new cloudwatch.SingleValueWidget({ metrics: [metric], width: widthOf(index, numbers.length), height: 3 })),
    ],
  };
}

function highestShare({ headrooms }: View): cloudwatch.IMetric {
  const label = 'Highest share of a quota, %';
  return headrooms.length === 1
    ? quotaShare(headrooms[0], label)
    : combine('MAX', headrooms.map((headroom) => quotaShare(headroom)), 'share', { label, period: MINUTE });
}

function alarmStates(all: readonly cloudwatch.IAlarm[]): cloudwatch.IWidget[] {
  return Array.from({ length: Math.ceil(all.length / ALARMS) }, (_, index) => {
    const alarms = all.slice(index * ALARMS, (index + 1) * ALARMS);
    return new cloudwatch.AlarmStatusWidget({ title: 'Alarms', alarms, width: COLUMNS, height: 2 + Math.ceil(alarms.length / 4) });
  });
}

/** Of widgets that share a line: the first ones take what is left over. */
function widthOf(index: number, count: number): number {
  return Math.floor(COLUMNS / count) + (index < COLUMNS % count ? 1 : 0);
}

export function traffic(view: View): Row {
  const errors = (prefix: string, count: Count, label: string, color: string) => combine('SUM', each(view, count), prefix, { label, color, period: view.period });
  return {
    question: 'How many calls are there, and how many fail?',
    widgets: view.profiles.length === 0 ? [] : [
      graph(view, 'Successful calls', 8, each(view, SUCCEEDED), { stacked: true }),
      graph(view, 'Errors of all calls', 8, [
        errors('client', CLIENT_ERRORS, 'Callers\' errors', COLORS.clientErrors),
        errors('server', SERVER_ERRORS, 'Amazon Bedrock\'s errors', COLORS.serverErrors),
      ]),
      graph(view, 'Failed or throttled, percent of calls', 8, each(view, (profile) => profile.metricErrorRate())),
    ],
  };
}

export function latency(view: View): Row {
  const percentiles = [50, 90, 99];
  return {
    question: 'How long do callers wait?',
    widgets: view.profiles.length === 0 ? [] : [
      ...percentiles.map((p) => graph(view, `Latency p${p}, ms`, 8, each(view, (profile) => profile.metricLatency({ statistic: cloudwatch.Stats.p(p) })))),
      ...!view.streaming ? [] : percentiles.map((p) =>
        graph(view, `Time to first token p${p}, ms`, 8, each(view, (profile) => profile.metricTimeToFirstToken({ statistic: cloudwatch.Stats.p(p) })))),
    ],
  };
}

export function tokens(view: View): Row {
  return {
    question: 'Which tokens are used, and does the prompt cache help?',
    widgets: view.profiles.length === 0 ? [] : [
      graph(view, 'Input tokens, uncached', 8, each(view, (profile) => profile.metricInputTokens()), { stacked: true }),
      graph(view, 'Output tokens', 8, each(view, (profile) => profile.metricOutputTokens()), { stacked: true }),
      graph(view, 'Read from the cache, percent of input', 8, each(view, (profile) => profile.metricCacheHitRate()), { leftYAxis: { min: 0, max: 100, showUnits: false } }),
      graph(view, 'Tokens read from the cache', 12, each(view, (profile) => profile.metricCacheReadTokens()), { stacked: true }),
      graph(view, 'Tokens written to the cache', 12, each(view, (profile) => profile.metricCacheWriteTokens()), { stacked: true }),
    ],
  };
}

/** Records hold no latency, and metrics name no call. */
export function outliers(view: View): Row {
  return {
    question: 'Which calls stand out?',
    widgets: [
      ...view.profiles.length === 0 ? [] : [
        graph(view, 'Slowest call, ms', COLUMNS, each(view, (profile) => profile.metricLatency({ statistic: cloudwatch.Stats.MAXIMUM }))),
      ],
      ...view.logGroup ? [table(view, 'Calls with the most tokens in their prompts', COLUMNS, InvocationQueries.BIG_PROMPTS)] : [],
    ],
  };
}
