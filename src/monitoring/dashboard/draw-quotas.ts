import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Row, View } from './view';
import { COLORS, COLUMNS, combine, drawGraph, Series } from './widgets';
import { InvocationMetrics } from '../invocation-metrics';
import { Headroom } from '../watched-calls';

/** Quotas are per minute. */
export const MINUTE = Duration.minutes(1);

/** Measures the share of a quota that its profiles use together. */
export function measureQuotaShare({ tokensPerMinute, profiles }: Headroom, label?: string): Series {
  return InvocationMetrics.metricQuotaShareOf(profiles, tokensPerMinute, { label: label ?? profiles[0].label });
}

export function drawQuotas(view: View): Row {
  const { profiles, headrooms } = view;
  const width = headrooms.length === 0 ? COLUMNS : COLUMNS / 2;
  const color = profiles.length === 1 ? COLORS.throttles : undefined;
  return {
    question: 'Are calls throttled, and how much of the quotas is left?',
    widgets: profiles.length === 0 ? [] : [
      drawGraph(view, 'Throttled calls', width, profiles.map((profile) => profile.metricThrottles({ color })), { stacked: true }),
      ...headrooms.length === 0 ? [] : [drawShares(view)],
      ...headrooms.map((headroom) => drawUsage(view, headroom)),
    ],
  };
}

function drawShares(view: View): cloudwatch.IWidget {
  const shares = view.headrooms.map((headroom) => measureQuotaShare(headroom));
  return drawGraph(view, 'Tokens per minute, percent of the quota', COLUMNS / 2, shares, {
    leftAnnotations: [
      { value: 80, color: COLORS.warning, label: '80 %' },
      { value: 100, color: COLORS.quota, label: 'Quota' },
    ],
  });
}

function drawUsage(view: View, { tokensPerMinute, profiles }: Headroom): cloudwatch.IWidget {
  const estimates = profiles.map((profile) => profile.metricEstimatedQuotaUsage({ label: `${profile.label}, estimated` }));
  const settled = profiles.map((profile) => profile.metricQuotaTokens());
  const label = profiles.every(({ model }) => model.isBurndownRateStated) ? 'Settled' : 'Settled, at an assumed rate';
  return drawGraph(view, `${profiles[0].label}: quota tokens per minute`, 8, [
    combine('SUM', estimates, 'estimate', { label: 'Estimated', color: COLORS.estimated, period: MINUTE }),
    ...profiles.length === 1 ? [] : estimates,
    combine('SUM', settled, 'settled', { label, color: COLORS.settled, period: MINUTE }),
  ], { leftAnnotations: [{ value: tokensPerMinute, color: COLORS.quota, label: 'Quota' }] });
}
