import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { AlarmKind, AlarmPlan } from './alarm-kinds';
import { METRICS_PER_ALARM } from '../../core/facts/cloudwatch-limits';
import { InvocationMetrics } from '../invocation-metrics';
import { Headroom } from '../watched-calls';

/** How many profiles of one quota an alarm adds up. */
export const MOST_PROFILES = METRICS_PER_ALARM - 1;

type Measure = (metrics: InvocationMetrics, options: cloudwatch.MetricOptions) => cloudwatch.IMetric;

/** Kinds that watch one metric of one profile: the metric, and what it means and what to do first. */
const OF_PROFILE = {
  throttles: [(metrics, options) => metrics.metricThrottles(options),
    'are throttled and go on being so. Compare the estimated quota usage with the quota; ' +
    'set max_tokens lower, spread the calls, or ask AWS for more in the source Region.'],
  serverErrors: [(metrics, options) => metrics.metricServerErrors(options),
    'fail in Amazon Bedrock. Look at the AWS Health Dashboard, and let callers retry with backoff.'],
  clientErrors: [(metrics, options) => metrics.metricClientErrors(options),
    'fail by the callers\' fault. Look in CloudTrail for the error and for who called: ' +
    'a policy, a Region deny, or a release that sends what Amazon Bedrock refuses.'],
  latency: [(metrics, options) => metrics.metricLatency(options),
    'take long, so clients may give up before the answer. Look at the output tokens: ' +
    'stream, set max_tokens lower, or let clients wait longer.'],
  timeToFirstToken: [(metrics, options) => metrics.metricTimeToFirstToken(options),
    'keep people waiting for the first token. Look at the input tokens and at the prompt cache, then at throttles.'],
  legacyModel: [(metrics, options) => metrics.metricLegacyInvocations(options),
    'reach a model that AWS calls Legacy. Look on its card for the day on which its life ends, and move the callers to another model ' +
    'before; accounts that seldom call it may lose it earlier.'],
} as const satisfies Partial<Record<AlarmKind, readonly [Measure, string]>>;

/** Plans an alarm for each profile. */
export function planProfileAlarms(kind: keyof typeof OF_PROFILE, profiles: readonly InvocationMetrics[]): AlarmPlan[] {
  const [measure, meaning]: readonly [Measure, string] = OF_PROFILE[kind];
  return profiles.map((metrics) => ({
    id: metrics.label,
    metric: (period) => measure(metrics, { period }),
    description: `Calls of Claude through "${metrics.label}" ${meaning}`,
  }));
}

/** Plans an alarm for each model whose quota is known. */
export function planQuotaAlarms(headrooms: readonly Headroom[]): AlarmPlan[] {
  return headrooms.map(({ profiles, tokensPerMinute }) => ({
    id: profiles[0].label,
    metric: (period) => InvocationMetrics.metricQuotaShareOf(profiles, tokensPerMinute, { period, label: 'percent of the quota' }),
    description: `Calls of "${profiles[0].label}" come near its quota of tokens per minute; ` +
      'calls can be throttled below 100 percent, since max_tokens is reserved on top. ' +
      'Set max_tokens lower, spread the calls, or ask AWS for more in the source Region.',
  }));
}
