import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { AlarmKind, AlarmPlan } from './alarm-kinds';
import { METRICS_PER_ALARM } from '../../core/facts/cloudwatch-limits';
import { InvocationMetrics } from '../invocation-metrics';
import { Headroom } from '../watched-calls';

/** How many profiles of one quota an alarm can add up. */
export const MOST_PROFILES = METRICS_PER_ALARM - 1;

type Measure = (metrics: InvocationMetrics, options: cloudwatch.MetricOptions) => cloudwatch.IMetric;

/** Kinds that watch one metric of one profile: the metric, what it means, and what to do first. */
const OF_PROFILE = {
  throttles: [(metrics, options) => metrics.metricThrottles(options),
    'keep being throttled. Compare the estimated quota usage with the quota. ' +
    'Lower max_tokens, spread the calls, or ask AWS for more tokens in the source Region.'],
  serverErrors: [(metrics, options) => metrics.metricServerErrors(options),
    'fail in Amazon Bedrock. Look at the AWS Health Dashboard, and let callers retry with backoff.'],
  clientErrors: [(metrics, options) => metrics.metricClientErrors(options),
    'fail because of the callers. Look in CloudTrail for the error and the caller: ' +
    'the cause can be a policy, a Region deny, or a release that sends bad input.'],
  latency: [(metrics, options) => metrics.metricLatency(options),
    'take long, so clients may give up before the answer. Look at the output tokens. ' +
    'Stream, lower max_tokens, or let clients wait longer.'],
  timeToFirstToken: [(metrics, options) => metrics.metricTimeToFirstToken(options),
    'keep people waiting for the first token. Look at the input tokens and at the prompt cache, then at throttles.'],
  legacyModel: [(metrics, options) => metrics.metricLegacyInvocations(options),
    'reach a model that AWS calls Legacy. Look on its card for the day when its life ends, and move the callers to another model before ' +
    'that day. Accounts that rarely call it may lose it earlier.'],
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
    description: `Calls of "${profiles[0].label}" come near its quota of tokens per minute. ` +
      'Calls can be throttled below 100 percent, since max_tokens is reserved on top. ' +
      'Lower max_tokens, spread the calls, or ask AWS for more tokens in the source Region.',
  }));
}
