/** A dashboard to draw. */
import { App, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { ClaudeModel, InvocationMetrics } from 'cdk-bedrock-cris';

export const app = new App();
export const stack = new Stack(app, 'Operations', { env: { account: '111122223333', region: 'af-south-1' } });

const QUOTA = 2_000_000;
const models = [ClaudeModel.OPUS_5_5, ClaudeModel.SONNET_5_5, ClaudeModel.HAIKU_4_5].map((model) => InvocationMetrics.ofModel(model));
const alarms = [
  models[1].metricThrottles().createAlarm(stack, 'SonnetThrottled', { threshold: 10, evaluationPeriods: 1 }),
  models[1].metricServerErrors().createAlarm(stack, 'SonnetServerErrors', { threshold: 5, evaluationPeriods: 3 }),
];

new cloudwatch.Dashboard(stack, 'Dashboard', {
  widgets: [
    [new cloudwatch.TextWidget({
      width: 24,
      height: 2,
      markdown: '## Claude through global profiles\n\nCalls from `af-south-1`. Metrics count under **the profile that the caller named**.',
    })],
    [
      new cloudwatch.SingleValueWidget({ title: 'Calls', width: 12, height: 4, metrics: models.map((metrics) => metrics.metricInvocations()) }),
      new cloudwatch.AlarmStatusWidget({ title: 'Alarms', width: 12, height: 4, alarms }),
    ],
    [
      new cloudwatch.GraphWidget({ title: 'Calls', width: 12, height: 6, stacked: true, left: models.map((metrics) => metrics.metricInvocations()) }),
      new cloudwatch.GraphWidget({
        title: 'Tokens that count against the quota',
        width: 12,
        height: 6,
        left: models.slice(1).map((metrics) => metrics.metricQuotaTokens()),
        leftAnnotations: [{ value: QUOTA, label: 'quota of sonnet-5-5' }],
      }),
    ],
    [
      new cloudwatch.GraphWidget({
        title: 'Latency, 90th percentile',
        width: 8,
        height: 6,
        left: models.map((metrics) => metrics.metricLatency({ label: `${metrics.label} \${AVG} ms` })),
      }),
      new cloudwatch.GraphWidget({ title: 'Throttled', width: 8, height: 6, left: models.map((metrics) => metrics.metricThrottles()) }),
      new cloudwatch.GraphWidget({
        title: 'Cache hits',
        width: 8,
        height: 6,
        left: models.map((metrics) => metrics.metricCacheHitRate({ label: `${metrics.label} in %` })),
        leftYAxis: { max: 100, min: 0 },
      }),
    ],
    [new cloudwatch.LogQueryWidget({
      title: 'Who used the most tokens',
      width: 24,
      height: 6,
      logGroupNames: ['/bedrock/invocations'],
      queryLines: [
        'stats count(*) as calls, sum(input.inputTokenCount) as inputTokens, sum(output.outputTokenCount) as outputTokens by identity.arn, modelId',
        'sort outputTokens desc',
      ],
    })],
  ],
});
