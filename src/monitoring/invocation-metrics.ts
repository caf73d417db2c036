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

/** Quotas are of minutes. */
const MINUTE = Duration.minutes(1);
const PERIOD = Duration.minutes(5);
const { SUM } = cloudwatch.Stats;
/** Tokens of the prompt cache under whichever of two names they are counted. */
const CACHE_READ = 'MAX([FILL(cacheRead, 0), FILL(olderCacheRead, 0)])';
const CACHE_WRITE = 'MAX([FILL(cacheWrite, 0), FILL(olderCacheWrite, 0)])';

type DeliveryMetrics = typeof DELIVERY_METRICS[keyof typeof DELIVERY_METRICS];

const METRICS_OF: Readonly<Record<RecordDelivery, DeliveryMetrics>> = {
  [RecordDelivery.CLOUDWATCH_LOGS]: DELIVERY_METRICS.cloudWatchLogs,
  [RecordDelivery.S3]: DELIVERY_METRICS.s3,
  [RecordDelivery.LARGE_DATA]: DELIVERY_METRICS.largeData,
};

/**
 * The CloudWatch metrics of calls through one inference profile, in its source Region.
 *
 * Amazon Bedrock counts a call under what the caller named: the dimension `ModelId` is the ID of the global profile, or an application
 * profile's own ID. AWS's pages do not say so; examples and users do. No metric carries the Region that served a call: the records of
 * invocations do (`InvocationQueries`).
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/monitoring-runtime-metrics.html
 */
export class InvocationMetrics {
  /**
   * Of calls through a model's global profile.
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
   * Of calls through an application profile.
   *
   * An `IApplicationProfile` says its Region itself, unless only the deployment knows it.
   *
   * Throws for an ARN in place of the profile's ID, and for a name with other characters than letters, digits, spaces, `_` and `-`.
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
   * How many records were delivered to a destination, of all models. That this metric has no dimension is reported by users.
   *
   * Throws without a destination.
   *
   * @param delivery the destination whose deliveries are counted
   * @param options period, statistic, account, Region and whatever else a metric has, by default a sum of 5 minutes
   */
  public static metricDelivered(delivery: RecordDelivery, options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return createDeliveryMetric(delivery, 'delivered', options);
  }

  /**
   * How many records could not be delivered to a destination, of all models.
   *
   * Throws without a destination.
   *
   * @param delivery the destination whose deliveries are counted
   * @param options period, statistic, account, Region and whatever else a metric has, by default a sum of 5 minutes
   */
  public static metricNotDelivered(delivery: RecordDelivery, options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return createDeliveryMetric(delivery, 'notDelivered', options);
  }

  /**
   * The same as `metricQuotaShare` of several profiles together, which share a quota: a model's global profile and application profiles
   * of it.
   *
   * Throws for a quota that is no number above 0, for no profiles, and for profiles that are alike.
   *
   * @param profiles the profiles, whose first gives the label
   * @param tokensPerMinute the quota, which may be a token, such as of `TokenQuotas`
   * @param options period, label and colour
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
    // A profile that is idle has no data, and a sum with it would have none either.
    const usage = usages.length === 1 ? first : `(${usages.map(([name]) => `FILL(${name}, 0)`).join(' + ')})`;
    const share = new cloudwatch.MathExpression({
      expression: `100 * ${usage} / ${minutes === 1 ? quota : `(${minutes} * ${quota})`}`,
      usingMetrics: Object.fromEntries(usages),
      label: profiles[0].label,
      ...options,
      period,
    });
    // aws-cdk-lib takes the text that stands for a token for names of metrics that are missing, and would warn of them.
    return Token.isUnresolved(tokensPerMinute) ? Object.assign(share, { warnings: undefined, warningsV2: undefined }) : share;
  }

  private constructor(
    /** The model whose calls are measured. */
    public readonly model: ClaudeModel,
    /** The value of the dimension `ModelId`. */
    public readonly modelId: string,
    /** What legends call it. */
    public readonly label: string,
    private readonly options: InvocationMetricsOptions,
  ) {}

  /** A metric of `AWS/Bedrock` by its name: sums of 5 minutes, unless the options say otherwise. */
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

  /** Calls, without those that were throttled. AWS's pages disagree whether those that fail later are among them. */
  public metricInvocations(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(CALL_METRICS.invocations, options);
  }

  /** Calls that failed by the caller's fault, such as AccessDenied or bad input. */
  public metricClientErrors(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(CALL_METRICS.clientErrors, options);
  }

  /** Calls that failed by Amazon Bedrock's fault. */
  public metricServerErrors(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(CALL_METRICS.serverErrors, options);
  }

  /** Calls that were throttled. They count neither as calls nor as errors. */
  public metricThrottles(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(CALL_METRICS.throttles, options);
  }

  /** Milliseconds from a call's start to its last token: the 90th percentile, unless `statistic` says otherwise. */
  public metricLatency(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(CALL_METRICS.latency, { statistic: cloudwatch.Stats.p(90), ...options });
  }

  /** Milliseconds to the first token, of streaming calls only: the 90th percentile, unless `statistic` says otherwise. */
  public metricTimeToFirstToken(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(CALL_METRICS.timeToFirstToken, { statistic: cloudwatch.Stats.p(90), ...options });
  }

  /** Tokens sent, without those of the prompt cache. */
  public metricInputTokens(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(CALL_METRICS.inputTokens, options);
  }

  /** Tokens generated. */
  public metricOutputTokens(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(CALL_METRICS.outputTokens, options);
  }

  /**
   * Tokens read from the prompt cache, which count against no quota. AWS's pages have two names of the metric
   * (`CacheReadInputTokenCount`, `CacheReadInputTokens`): both are read, and the larger counts.
   */
  public metricCacheReadTokens(options?: cloudwatch.MathExpressionOptions): cloudwatch.MathExpression {
    return this.createMath(CACHE_READ, this.readCache(), options);
  }

  /** Tokens written to the prompt cache: under two names, as those that are read. */
  public metricCacheWriteTokens(options?: cloudwatch.MathExpressionOptions): cloudwatch.MathExpression {
    return this.createMath(CACHE_WRITE, this.writeCache(), options);
  }

  /** Calls of models that AWS calls legacy. */
  public metricLegacyInvocations(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(CALL_METRICS.legacyInvocations, options);
  }

  /**
   * Amazon Bedrock's own estimate of the tokens that count against the quota: a number of tokens, no share, and without what is reserved
   * for `max_tokens` while calls are under way. Sums of 1 minute, as the quota is.
   */
  public metricEstimatedQuotaUsage(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(CALL_METRICS.estimatedQuotaUsage, { period: MINUTE, ...options });
  }

  /**
   * Tokens that settled calls count against the quota: input, cache writes, and output times the model's burndown rate, which is
   * assumed where AWS states none (`model.isBurndownRateStated`). Sums of 1 minute.
   */
  public metricQuotaTokens(options?: cloudwatch.MathExpressionOptions): cloudwatch.MathExpression {
    return this.createMath(`FILL(input, 0) + ${CACHE_WRITE} + ${this.model.outputTokenBurndownRate} * FILL(output, 0)`, {
      input: this.metricInputTokens(),
      output: this.metricOutputTokens(),
      ...this.writeCache(),
    }, { period: MINUTE, ...options });
  }

  /** How many percent of the input tokens were read from the prompt cache: reads, of reads, writes and uncached input. */
  public metricCacheHitRate(options?: cloudwatch.MathExpressionOptions): cloudwatch.MathExpression {
    return this.createMath(`100 * ${CACHE_READ} / (input + ${CACHE_READ} + ${CACHE_WRITE})`, {
      input: this.metricInputTokens(),
      ...this.readCache(),
      ...this.writeCache(),
    }, options);
  }

  /**
   * How many of 100 calls of this profile failed, by whoever's fault, or were throttled. `Invocations` does not count throttled calls, so
   * they are added to it. If AWS counts only calls that succeed there, the real share is smaller.
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
   * How many percent of a quota are in use by Amazon Bedrock's estimate, which does not show what is reserved for `max_tokens`: calls can
   * be throttled below 100. Averages over the period, which is 1 minute.
   *
   * Throws for a quota that is no number above 0.
   *
   * @param tokensPerMinute the quota, which may be a token, such as of `TokenQuotas`
   * @param options period, label and colour
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

  /** Metric math with names that are this profile's, so that several profiles can be in one graph. */
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

  /** What tells this profile's names in expressions from another's. */
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
