import { Duration, Token, Tokenization } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { InvocationMetricsOptions } from './invocation-metrics-options';
import { findProfileFaults, findProfileRegion, requireDelivery, requireModel, requireShare } from './metric-rules';
import { RecordDelivery } from './record-delivery';
import { IMonitoredApplicationProfile } from '../catalog/application-profile';
import { ClaudeModel } from '../catalog/claude-model';
import { isConcrete, refuse } from '../checks/check';
import { CALL_METRICS, DELIVERY_METRICS, METRIC_NAMESPACE, MODEL_DIMENSION } from '../core/facts/metric-names';
import { labelModel } from '../core/facts/model-ids';

/** Quotas are per minute. */
const MINUTE = Duration.minutes(1);
const PERIOD = Duration.minutes(5);
const { SUM } = cloudwatch.Stats;
/** Tokens of the prompt cache, which Bedrock counts under one of two names. */
const CACHE_READ = 'MAX([FILL(cacheRead, 0), FILL(olderCacheRead, 0)])';
const CACHE_WRITE = 'MAX([FILL(cacheWrite, 0), FILL(olderCacheWrite, 0)])';

type DeliveryMetrics = typeof DELIVERY_METRICS[keyof typeof DELIVERY_METRICS];

const METRICS_OF: Readonly<Record<RecordDelivery, DeliveryMetrics>> = {
  [RecordDelivery.CLOUDWATCH_LOGS]: DELIVERY_METRICS.cloudWatchLogs,
  [RecordDelivery.S3]: DELIVERY_METRICS.s3,
  [RecordDelivery.LARGE_DATA]: DELIVERY_METRICS.largeData,
};

/**
 * CloudWatch metrics of the calls through one inference profile, in its source Region.
 *
 * Amazon Bedrock counts a call under what the caller named: the dimension `ModelId` is the ID of the global profile, or an application
 * profile's own ID. Examples and users' reports show this; AWS does not document it. No metric shows the destination Region of a call, but
 * invocation records do (`InvocationQueries`).
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/monitoring-runtime-metrics.html
 */
export class InvocationMetrics {
  /**
   * Gets the metrics of calls through a model's global profile.
   *
   * Throws without a model.
   *
   * @param model the model
   * @param options period, account and Region of its metrics
   */
  public static ofModel(model: ClaudeModel, options: InvocationMetricsOptions = {}): InvocationMetrics {
    requireModel(model);
    return new InvocationMetrics(model, model.globalProfileId, labelModel(model.modelId), options);
  }

  /**
   * Gets the metrics of calls through an application profile. The Region of an `IApplicationProfile` is the default, unless it is known
   * only at deployment.
   *
   * Throws for an ARN in place of the profile's ID, and for a name with characters other than letters, digits, spaces, `_` and `-`.
   *
   * @param profile the profile
   * @param options period, account and Region of its metrics
   */
  public static ofApplicationProfile(profile: IMonitoredApplicationProfile, options: InvocationMetricsOptions = {}): InvocationMetrics {
    const given: Partial<IMonitoredApplicationProfile> = profile ?? {};
    refuse(undefined, findProfileFaults(given as IMonitoredApplicationProfile));
    const { name, profileId, model } = profile;
    const sourceRegion = findProfileRegion(profile);
    const region = isConcrete(sourceRegion) ? { region: sourceRegion } : {};
    return new InvocationMetrics(model, profileId, name, { ...region, ...options });
  }

  /**
   * The number of records, for all models, that were delivered to a destination. Users report that this metric has no dimension.
   *
   * Throws without a destination.
   *
   * @param delivery the destination
   * @param options period, statistic, account, Region and the other options of a metric; by default a sum of 5 minutes
   */
  public static metricDelivered(delivery: RecordDelivery, options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return createDeliveryMetric(delivery, 'delivered', options);
  }

  /**
   * The number of records, for all models, that could not be delivered to a destination.
   *
   * Throws without a destination.
   *
   * @param delivery the destination
   * @param options period, statistic, account, Region and the other options of a metric; by default a sum of 5 minutes
   */
  public static metricNotDelivered(delivery: RecordDelivery, options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return createDeliveryMetric(delivery, 'notDelivered', options);
  }

  /**
   * The combined `metricQuotaShare` of several profiles that share a quota: a model's global profile and its application profiles.
   *
   * Throws for a quota that is not a number above 0, without profiles, and for profiles whose labels do not differ.
   *
   * @param profiles the profiles; the first one gives the label
   * @param tokensPerMinute the quota, which may be a token, such as one of `TokenQuotas`
   * @param options period, label and color
   */
  public static metricQuotaShareOf(
    profiles: InvocationMetrics[],
    tokensPerMinute: number,
    options: cloudwatch.MathExpressionOptions = {},
  ): cloudwatch.MathExpression {
    const period = options?.period ?? MINUTE;
    requireShare(profiles, tokensPerMinute, (profile) => profile.writeName(period));
    const minutes = period.toMinutes({ integral: false });
    const quota = Token.isUnresolved(tokensPerMinute) ? Tokenization.stringifyNumber(tokensPerMinute) : `${tokensPerMinute}`;
    const usages = profiles.map((profile) => [`usage_${profile.writeName(period)}`, profile.metricEstimatedQuotaUsage()] as const);
    const [[first]] = usages;
    // An idle profile has no data, and then a sum with it has none either.
    const usage = usages.length === 1 ? first : `(${usages.map(([name]) => `FILL(${name}, 0)`).join(' + ')})`;
    const share = new cloudwatch.MathExpression({
      expression: `100 * ${usage} / ${minutes === 1 ? quota : `(${minutes} * ${quota})`}`,
      usingMetrics: Object.fromEntries(usages),
      label: profiles[0].label,
      ...options,
      period,
    });
    // aws-cdk-lib reads the text of a token as names of missing metrics, and would warn of them.
    return Token.isUnresolved(tokensPerMinute) ? Object.assign(share, { warnings: undefined, warningsV2: undefined }) : share;
  }

  private constructor(
    /** The model. */
    public readonly model: ClaudeModel,
    /** The value of the dimension `ModelId`. */
    public readonly modelId: string,
    /** The name in legends. */
    public readonly label: string,
    private readonly options: InvocationMetricsOptions,
  ) {}

  /** A metric in the namespace `AWS/Bedrock`, by its name. By default a sum over 5 minutes. */
  public metric(metricName: string, options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace: METRIC_NAMESPACE,
      metricName,
      statistic: SUM,
      period: PERIOD,
      label: this.label,
      ...this.options,
      ...options,
      dimensionsMap: { ...options.dimensionsMap, [MODEL_DIMENSION]: this.modelId },
    });
  }

  /** Calls, not counting throttled ones. AWS's pages disagree on whether calls that fail later count. */
  public metricInvocations(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(CALL_METRICS.invocations, options);
  }

  /** Calls that failed because of the caller, such as access denied or bad input. */
  public metricClientErrors(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(CALL_METRICS.clientErrors, options);
  }

  /** Calls that failed because of Amazon Bedrock. */
  public metricServerErrors(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(CALL_METRICS.serverErrors, options);
  }

  /** Throttled calls, which Bedrock counts neither as calls nor as errors. */
  public metricThrottles(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(CALL_METRICS.throttles, options);
  }

  /** Milliseconds from the start of a call to its last token. By default the 90th percentile (`statistic`). */
  public metricLatency(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(CALL_METRICS.latency, { statistic: cloudwatch.Stats.p(90), ...options });
  }

  /** Milliseconds to the first token, for streaming calls only. By default the 90th percentile (`statistic`). */
  public metricTimeToFirstToken(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(CALL_METRICS.timeToFirstToken, { statistic: cloudwatch.Stats.p(90), ...options });
  }

  /** Input tokens, not counting those of the prompt cache. */
  public metricInputTokens(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(CALL_METRICS.inputTokens, options);
  }

  /** Output tokens. */
  public metricOutputTokens(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(CALL_METRICS.outputTokens, options);
  }

  /**
   * Tokens read from the prompt cache. Once a call has ended, they count against no quota. AWS's pages have two names for the metric
   * (`CacheReadInputTokenCount`, `CacheReadInputTokens`), so this reads both and takes the larger.
   */
  public metricCacheReadTokens(options?: cloudwatch.MathExpressionOptions): cloudwatch.MathExpression {
    return this.createMath(CACHE_READ, this.readCache(), options);
  }

  /** Tokens written to the prompt cache. This metric has two names as well, and the larger value is taken. */
  public metricCacheWriteTokens(options?: cloudwatch.MathExpressionOptions): cloudwatch.MathExpression {
    return this.createMath(CACHE_WRITE, this.writeCache(), options);
  }

  /** Calls to models whose status is Legacy. */
  public metricLegacyInvocations(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(CALL_METRICS.legacyInvocations, options);
  }

  /**
   * Amazon Bedrock's own estimate of the tokens that count against the quota. It is a number of tokens, not a share, and leaves out what is
   * reserved for `max_tokens` while calls run. A sum over 1 minute, because the quota is per minute.
   */
  public metricEstimatedQuotaUsage(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(CALL_METRICS.estimatedQuotaUsage, { period: MINUTE, ...options });
  }

  /**
   * Tokens that settled calls count against the quota: input, cache writes, and output times the model's burndown rate. The rate is assumed
   * if AWS states none (`model.isBurndownRateStated`). A sum over 1 minute.
   */
  public metricQuotaTokens(options?: cloudwatch.MathExpressionOptions): cloudwatch.MathExpression {
    return this.createMath(`FILL(input, 0) + ${CACHE_WRITE} + ${this.model.outputTokenBurndownRate} * FILL(output, 0)`, {
      input: this.metricInputTokens(),
      output: this.metricOutputTokens(),
      ...this.writeCache(),
    }, { period: MINUTE, ...options });
  }

  /** The percentage of input tokens read from the prompt cache: reads, divided by reads, writes and uncached input. */
  public metricCacheHitRate(options?: cloudwatch.MathExpressionOptions): cloudwatch.MathExpression {
    return this.createMath(`100 * ${CACHE_READ} / (input + ${CACHE_READ} + ${CACHE_WRITE})`, {
      input: this.metricInputTokens(),
      ...this.readCache(),
      ...this.writeCache(),
    }, options);
  }

  /**
   * The percentage of calls through this profile that failed for any reason or were throttled. `Invocations` does not count throttled
   * calls, so this metric adds them. If AWS counts only successful calls there, the real percentage is lower.
   */
  public metricErrorRate(options?: cloudwatch.MathExpressionOptions): cloudwatch.MathExpression {
    const failed = 'FILL(client, 0) + FILL(server, 0)';
    const throttled = 'FILL(throttled, 0)';
    return this.createMath(`100 * (${failed} + ${throttled}) / (MAX([FILL(calls, 0), ${failed}]) + ${throttled})`, {
      calls: this.metricInvocations(),
      client: this.metricClientErrors(),
      server: this.metricServerErrors(),
      throttled: this.metricThrottles(),
    }, options);
  }

  /**
   * The percentage of a quota in use, by Amazon Bedrock's estimate. The estimate leaves out what is reserved for `max_tokens`, so calls can
   * be throttled below 100. An average over the period, by default 1 minute.
   *
   * Throws for a quota that is not a number above 0.
   *
   * @param tokensPerMinute the quota, which may be a token, such as one of `TokenQuotas`
   * @param options period, label and color
   */
  public metricQuotaShare(tokensPerMinute: number, options: cloudwatch.MathExpressionOptions = {}): cloudwatch.MathExpression {
    return InvocationMetrics.metricQuotaShareOf([this], tokensPerMinute, options);
  }

  private readCache(): Record<string, cloudwatch.Metric> {
    return { cacheRead: this.metric(CALL_METRICS.cacheReadTokens), olderCacheRead: this.metric(CALL_METRICS.olderCacheReadTokens) };
  }

  private writeCache(): Record<string, cloudwatch.Metric> {
    return { cacheWrite: this.metric(CALL_METRICS.cacheWriteTokens), olderCacheWrite: this.metric(CALL_METRICS.olderCacheWriteTokens) };
  }

  /** Metric math with names that are unique to this profile, so that one graph can hold several profiles. */
  private createMath(
    expression: string,
    metrics: Record<string, cloudwatch.Metric>,
    options: cloudwatch.MathExpressionOptions = {},
  ): cloudwatch.MathExpression {
    const period = options.period ?? this.options.period ?? PERIOD;
    const names = Object.keys(metrics);
    const own = (name: string) => `${name}_${this.writeName(period)}`;
    return new cloudwatch.MathExpression({
      expression: expression.replace(new RegExp(`\\b(${names.join('|')})\\b`, 'g'), own),
      usingMetrics: Object.fromEntries(names.map((name) => [own(name), metrics[name]])),
      label: this.label,
      ...options,
      period,
    });
  }

  /** Makes this profile's names in expressions unique. */
  private writeName(period: Duration): string {
    const places = [this.options.account, this.options.region].filter(isConcrete);
    const seconds = period.toSeconds();
    const ofPeriod = seconds === PERIOD.toSeconds() ? [] : [seconds];
    return [this.label, ...places, ...ofPeriod].join('_').replace(/\W/g, '_');
  }
}

function createDeliveryMetric(
  delivery: RecordDelivery, outcome: keyof DeliveryMetrics, options: cloudwatch.MetricOptions,
): cloudwatch.Metric {
  requireDelivery(delivery);
  return new cloudwatch.Metric({
    namespace: METRIC_NAMESPACE,
    metricName: METRICS_OF[delivery][outcome],
    statistic: SUM,
    period: PERIOD,
    ...options,
  });
}
