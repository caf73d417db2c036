import { App, CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { ClaudeModel, InvocationMetrics, RecordDelivery } from '../../src';
import * as metricMath from '../support/metric-math';

const sonnet = InvocationMetrics.ofModel(ClaudeModel.SONNET_5_5);

/** The value of an expression by the values of its metrics by their names. */
function evaluate(math: cloudwatch.MathExpression, values: Record<string, number>): number {
  const named = Object.entries(math.usingMetrics).map(([id, metric]) => [id, values[(metric as cloudwatch.Metric).metricName]]);
  return metricMath.evaluate(math.expression, Object.fromEntries(named));
}

function dimensions(metric: cloudwatch.IMetric): Record<string, unknown> {
  const { dimensions: found = [], metricName, namespace } = metric.toMetricConfig().metricStat!;
  return { namespace, metricName, ...Object.fromEntries(found.map(({ name, value }) => [name, value])) };
}

test('calls are counted under the ID of the profile that the caller names', () => {
  expect(dimensions(sonnet.metricInvocations())).toEqual({
    namespace: 'AWS/Bedrock', metricName: 'Invocations', ModelId: 'global.anthropic.claude-sonnet-5-5',
  });
  const billing = InvocationMetrics.ofApplicationProfile({ name: 'billing', profileId: 'a1b2c3d4e5f6', model: ClaudeModel.SONNET_5_5 });
  expect(dimensions(billing.metricThrottles())).toEqual({
    namespace: 'AWS/Bedrock',
    metricName: 'InvocationThrottles',
    ModelId: 'a1b2c3d4e5f6',
  });
});

test('every metric that AWS documents for calls of text models has a name here', () => {
  const metrics = [
    sonnet.metricInvocations(), sonnet.metricLatency(), sonnet.metricClientErrors(), sonnet.metricServerErrors(), sonnet.metricThrottles(),
    sonnet.metricInputTokens(), sonnet.metricOutputTokens(), sonnet.metricLegacyInvocations(), sonnet.metricTimeToFirstToken(),
    sonnet.metricEstimatedQuotaUsage(),
    ...[sonnet.metricCacheReadTokens(), sonnet.metricCacheWriteTokens()]
      .flatMap(({ usingMetrics }) => Object.values(usingMetrics) as cloudwatch.Metric[]),
  ];
  expect(metrics.map(({ metricName }) => metricName)).toEqual([
    'Invocations', 'InvocationLatency', 'InvocationClientErrors', 'InvocationServerErrors', 'InvocationThrottles',
    'InputTokenCount', 'OutputTokenCount', 'LegacyModelInvocations', 'TimeToFirstToken',
    'EstimatedTPMQuotaUsage',
    'CacheReadInputTokenCount', 'CacheReadInputTokens', 'CacheWriteInputTokenCount', 'CacheWriteInputTokens',
  ]);
});

test('tokens of the prompt cache count under either of the two names that AWS uses, once (N4)', () => {
  const read = (values: Record<string, number>) => evaluate(sonnet.metricCacheReadTokens(), values);
  const written = (values: Record<string, number>) => evaluate(sonnet.metricCacheWriteTokens(), values);
  const both = { CacheReadInputTokenCount: 300, CacheReadInputTokens: 300, CacheWriteInputTokenCount: 40, CacheWriteInputTokens: 40 };
  expect([read({ CacheReadInputTokenCount: 300 }), read({ CacheReadInputTokens: 300 }), read(both), read({})]).toEqual([300, 300, 300, 0]);
  expect([written({ CacheWriteInputTokenCount: 40 }), written({ CacheWriteInputTokens: 40 }), written(both)]).toEqual([40, 40, 40]);
});

test('deliveries of records are counted without a dimension', () => {
  const counted = Object.values(RecordDelivery)
    .flatMap((delivery) => [InvocationMetrics.metricDelivered(delivery), InvocationMetrics.metricNotDelivered(delivery)]);
  expect(counted.map(dimensions)).toEqual([
    'ModelInvocationLogsCloudWatchDeliverySuccess', 'ModelInvocationLogsCloudWatchDeliveryFailure',
    'ModelInvocationLogsS3DeliverySuccess', 'ModelInvocationLogsS3DeliveryFailure',
    'ModelInvocationLargeDataS3DeliverySuccess', 'ModelInvocationLargeDataS3DeliveryFailure',
  ].map((metricName) => ({ namespace: 'AWS/Bedrock', metricName })));
});

test('options of all metrics hold for each, and its own come first', () => {
  const options = { period: Duration.hours(1), region: 'eu-west-1', account: '111122223333' };
  const elsewhere = InvocationMetrics.ofModel(ClaudeModel.OPUS_5_5, options);
  expect(elsewhere.metricInvocations({ period: Duration.minutes(1), statistic: 'SampleCount', label: 'mine', color: '#123456' }))
    .toMatchObject({
      period: Duration.minutes(1),
      statistic: 'SampleCount',
      label: 'mine',
      color: '#123456',
      region: 'eu-west-1',
      account: '111122223333',
    });
  expect(elsewhere.metricLatency()).toMatchObject({ period: Duration.hours(1), statistic: 'p90', label: 'opus-5-5' });
  expect(elsewhere.metricErrorRate({ label: 'errors' })).toMatchObject({ period: Duration.hours(1), label: 'errors' });
  expect(elsewhere.metric('OutputImageCount', { dimensionsMap: { ImageSize: '1024' } }).dimensions)
    .toEqual({ ImageSize: '1024', ModelId: 'global.anthropic.claude-opus-5-5' });
});

const SETTLED = { InputTokenCount: 3000, CacheWriteInputTokens: 1000, CacheReadInputTokens: 50_000, OutputTokenCount: 1000 };

test('quota tokens are input, cache writes and the output times the rate of the model, without cache reads (N2)', () => {
  const settled = (model: ClaudeModel) => evaluate(InvocationMetrics.ofModel(model).metricQuotaTokens(), SETTLED);
  const { SONNET_4_6, OPUS_5_5, OPUS_4_8, SONNET_5_5 } = ClaudeModel;
  expect([SONNET_4_6, OPUS_5_5, OPUS_4_8, SONNET_5_5].map(settled)).toEqual([9000, 14_000, 19_000, 14_000]);
  const withOtherRate = InvocationMetrics.ofModel(ClaudeModel.of('anthropic.claude-sonnet-9', { outputTokenBurndownRate: 7 }));
  expect(evaluate(withOtherRate.metricQuotaTokens(), SETTLED)).toBe(11_000);
});

test.each([['CacheReadInputTokenCount', 'CacheWriteInputTokenCount'], ['CacheReadInputTokens', 'CacheWriteInputTokens']])(
  'the cache hit rate takes writes for misses (%s)', (reads, writes) => {
    expect(evaluate(sonnet.metricCacheHitRate(), { InputTokenCount: 100, [reads]: 300, [writes]: 100 })).toBe(60);
  });

describe('whether Invocations counts calls that failed is not known, and throttled calls it leaves out (N5)', () => {
  const failed = { InvocationClientErrors: 1, InvocationServerErrors: 1, InvocationThrottles: 2 };
  const rate = (values: Record<string, number>) => evaluate(sonnet.metricErrorRate(), values);

  test('where it counts them, the error rate is the share of all calls', () => {
    expect(rate({ ...failed, Invocations: 8 })).toBe(40); // 8 taken, of which 2 failed, and 2 throttled
    expect(rate({ ...failed, Invocations: 2 })).toBe(100);
  });

  test('where it counts those that succeeded, the error rate is too high, and at most 100', () => {
    expect(rate({ ...failed, Invocations: 6 })).toBe(50); // of all 10 calls, 40 percent
    expect(rate({ ...failed, Invocations: 1 })).toBe(100);
    expect(rate(failed)).toBe(100);
  });

  test('throttled calls are added to the others, whichever it counts', () => {
    expect(rate({ Invocations: 75, InvocationThrottles: 25 })).toBe(25);
    expect(rate({ InvocationThrottles: 25 })).toBe(100);
    expect(rate({ Invocations: 10 })).toBe(0);
  });
});

test('the quota share is of minutes, whatever the period', () => {
  const usage = { EstimatedTPMQuotaUsage: 50_000 };
  expect(evaluate(sonnet.metricQuotaShare(200_000), usage)).toBe(25);
  expect(evaluate(sonnet.metricQuotaShare(200_000, { period: Duration.minutes(5) }), usage)).toBe(5);
});

test('a quota may be a token', () => {
  const stack = new Stack(new App(), 'Stack');
  const quota = new CfnParameter(stack, 'Quota', { type: 'Number' }).valueAsNumber;
  const { expression } = sonnet.metricQuotaShare(quota);
  expect(stack.resolve(expression)).toEqual({ 'Fn::Join': ['', ['100 * usage_sonnet_5_5_60 / ', { Ref: 'Quota' }]] });
});

test.each([0, -1, NaN, Infinity, undefined])('fails for a quota of %p', (quota) => {
  const measure = () => sonnet.metricQuotaShare(quota as number);
  expect(measure).toThrow(/'tokensPerMinute' must be a number above 0, got: .+ask AWS for an increase/);
});

test.each([
  [{ profileId: 'arn:aws:bedrock:af-south-1:111122223333:application-inference-profile/a1b2' },
    /'profileId' of 'billing' must be an application profile's own ID.+after the last "\/"/],
  [{ profileId: undefined }, /'profileId' of 'billing' must be/],
  [{ name: 'a/b' }, /'name' of an application profile must be 1 to 64 letters.+got: "a\/b"/],
  [{ name: undefined }, /'name' of an application profile must be/],
  [{ name: null, profileId: null }, /'name' of an application profile must be .*null\..*\n.*'profileId' of an application profile must/],
  [{ model: undefined }, /'model' of 'billing' must be a ClaudeModel, got: undefined/],
])('fails for an application profile with %p', (wrong, message) => {
  const profile = { name: 'billing', profileId: 'a1b2c3d4e5f6', model: ClaudeModel.SONNET_5_5, ...wrong };
  expect(() => InvocationMetrics.ofApplicationProfile(profile as any)).toThrow(message);
});

test('fails for no delivery, no model and no profile', () => {
  expect(() => InvocationMetrics.metricDelivered(undefined as any)).toThrow(
    '\'delivery\' must be one of CLOUDWATCH_LOGS, S3, LARGE_DATA, got: undefined');
  expect(() => InvocationMetrics.ofModel(undefined as any)).toThrow('\'model\' must be a ClaudeModel, got: undefined');
  expect(() => InvocationMetrics.ofApplicationProfile(undefined as any)).toThrow('\'name\' of an application profile must be');
  const noProfiles = '\'profiles\' must be a list of at least one InvocationMetrics, got: ';
  expect(() => InvocationMetrics.metricQuotaShareOf([], 1000)).toThrow(`${noProfiles}[]`);
  expect(() => InvocationMetrics.metricQuotaShareOf(undefined as any, 1000)).toThrow(`${noProfiles}undefined`);
  expect(() => InvocationMetrics.metricQuotaShareOf([undefined as any], 1000)).toThrow('\'profiles\' must hold no undefined and no null');
  expect(() => InvocationMetrics.metricDelivered('s3' as any)).toThrow('\'delivery\' must be one of CLOUDWATCH_LOGS, S3, LARGE_DATA');
});

test('fails for all that is wrong with a share at once', () => {
  expect(() => InvocationMetrics.metricQuotaShareOf([sonnet, sonnet], 0)).toThrow(
    /^2 rules are broken:\n- 'profiles' must have labels .+\n- 'tokensPerMinute' must be a number above 0, got: 0\./);
});

test('fails for profiles whose names in an expression are the same, since one would count for both', () => {
  const withNameOfModel = InvocationMetrics.ofApplicationProfile({
    name: 'sonnet_5_5', profileId: 'a1b2c3d4e5f6', model: ClaudeModel.SONNET_5_5,
  });
  expect(() => InvocationMetrics.metricQuotaShareOf([sonnet, withNameOfModel], 1000)).toThrow(
    /^'profiles' must have labels that differ in letters or digits, got: \["sonnet-5-5","sonnet_5_5"\]\. Leave one out/);
  expect(() => InvocationMetrics.metricQuotaShareOf([sonnet, sonnet], 1000)).toThrow('\'profiles\' must have labels that differ');
});

test('profiles that share a quota are added up, and an idle one counts nothing', () => {
  const billing = InvocationMetrics.ofApplicationProfile({ name: 'billing', profileId: 'a1b2c3d4e5f6', model: ClaudeModel.SONNET_5_5 });
  const { expression, usingMetrics } = InvocationMetrics.metricQuotaShareOf([sonnet, billing], 200_000);
  expect(expression).toBe('100 * (FILL(usage_sonnet_5_5_60, 0) + FILL(usage_billing_60, 0)) / 200000');
  const ids = Object.values(usingMetrics).map((metric) => dimensions(metric).ModelId);
  expect(ids).toEqual(['global.anthropic.claude-sonnet-5-5', 'a1b2c3d4e5f6']);
});

test('several profiles, periods and Regions share a graph', () => {
  const stack = new Stack(new App(), 'Stack');
  const metrics = [
    sonnet,
    InvocationMetrics.ofModel(ClaudeModel.OPUS_4_5),
    InvocationMetrics.ofModel(ClaudeModel.SONNET_5_5, { region: 'eu-west-1' }),
    InvocationMetrics.ofApplicationProfile({ name: 'Billing team-2', profileId: 'a1b2c3d4e5f6', model: ClaudeModel.SONNET_5_5 }),
  ];
  const [widget] = new cloudwatch.GraphWidget({
    left: metrics.flatMap((one) =>
      [one.metricQuotaTokens(), one.metricQuotaTokens({ period: Duration.hours(1) }), one.metricErrorRate(), one.metricCacheHitRate()]),
  }).toJson();
  const ids = stack.resolve(widget.properties.metrics).map((row: any[]) => row.at(-1).id).filter((id?: string) => id);
  expect(ids.filter((id: string) => !/^[a-z]\w*$/.test(id))).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
});
