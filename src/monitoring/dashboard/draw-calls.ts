import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Row, View } from './view';
import { COLORS, COLUMNS, combine, drawGraph, drawTable } from './widgets';
import { InvocationQueries } from '../invocation-queries';

const { MAXIMUM, p: percentile } = cloudwatch.Stats;

export function drawTraffic(view: View): Row {
  const { profiles, period } = view;
  const client = profiles.map((profile) => profile.metricClientErrors());
  const server = profiles.map((profile) => profile.metricServerErrors());
  return {
    question: 'How many calls are there, and how many fail?',
    widgets: profiles.length === 0 ? [] : [
      drawGraph(view, 'Calls', 8, profiles.map((profile) => profile.metricInvocations()), { stacked: true }),
      drawGraph(view, 'Errors of all calls', 8, [
        combine('SUM', client, 'client', { label: 'Callers\' errors', color: COLORS.clientErrors, period }),
        combine('SUM', server, 'server', { label: 'Amazon Bedrock\'s errors', color: COLORS.serverErrors, period }),
      ]),
      drawGraph(view, 'Failed or throttled, of 100 calls', 8, profiles.map((profile) => profile.metricErrorRate())),
    ],
  };
}

export function drawLatency(view: View): Row {
  const { profiles, streaming } = view;
  const drawPercentile = (title: string, p: number, metrics: cloudwatch.IMetric[]) => drawGraph(view, `${title} p${p}, ms`, 8, metrics);
  const percentiles = [50, 90, 99];
  const toLastToken = percentiles.map((p) =>
    drawPercentile('Latency', p, profiles.map((profile) => profile.metricLatency({ statistic: percentile(p) }))));
  const toFirstToken = percentiles.map((p) =>
    drawPercentile('Time to first token', p, profiles.map((profile) => profile.metricTimeToFirstToken({ statistic: percentile(p) }))));
  return {
    question: 'How long do callers wait?',
    widgets: profiles.length === 0 ? [] : [...toLastToken, ...streaming ? toFirstToken : []],
  };
}

export function drawTokens(view: View): Row {
  const { profiles } = view;
  const stacked = { stacked: true };
  const percent = { leftYAxis: { min: 0, max: 100, showUnits: false } };
  return {
    question: 'Which tokens are used, and does the prompt cache help?',
    widgets: profiles.length === 0 ? [] : [
      drawGraph(view, 'Input tokens, uncached', 8, profiles.map((profile) => profile.metricInputTokens()), stacked),
      drawGraph(view, 'Output tokens', 8, profiles.map((profile) => profile.metricOutputTokens()), stacked),
      drawGraph(view, 'Read from the cache, percent of input', 8, profiles.map((profile) => profile.metricCacheHitRate()), percent),
      drawGraph(view, 'Tokens read from the cache', 12, profiles.map((profile) => profile.metricCacheReadTokens()), stacked),
      drawGraph(view, 'Tokens written to the cache', 12, profiles.map((profile) => profile.metricCacheWriteTokens()), stacked),
    ],
  };
}

/** Records hold no latency, and metrics name no call. */
export function drawOutliers(view: View): Row {
  const { profiles, logGroup } = view;
  const slowest = profiles.map((profile) => profile.metricLatency({ statistic: MAXIMUM }));
  return {
    question: 'Which calls stand out?',
    widgets: [
      ...profiles.length === 0 ? [] : [drawGraph(view, 'Slowest call, ms', COLUMNS, slowest)],
      ...logGroup ? [drawTable(view, 'Calls with the most tokens in their prompts', COLUMNS, InvocationQueries.BIG_PROMPTS)] : [],
    ],
  };
}
