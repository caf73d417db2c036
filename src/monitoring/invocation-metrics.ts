import { Duration, Token, Tokenization } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { InvocationMetricsOptions } from './invocation-metrics-options';
import { RecordDelivery } from './record-delivery';
import { MonitoredApplicationProfile } from '../catalog/application-profile';
import { ClaudeModel } from '../catalog/claude-model';
import { got, isConcrete, isStruct } from '../checks/fail';

const NAMESPACE = 'AWS/Bedrock';
/** Quotas are of minutes. */
const MINUTE = Duration.minutes(1);
const PERIOD = Duration.minutes(5);
const { SUM } = cloudwatch.Stats;

const DELIVERY_METRICS: Readonly<Record<RecordDelivery, string>> = {
  [RecordDelivery.CLOUDWATCH_LOGS]: 'ModelInvocationLogsCloudWatchDelivery',
  [RecordDelivery.S3]: 'ModelInvocationLogsS3Delivery',
  [RecordDelivery.LARGE_DATA]: 'ModelInvocationLargeDataS3Delivery',
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
   * Throws for what is no ClaudeModel.
   *
   * @param model the model
   * @param options period, account and Region of its metrics
   */
  public static ofModel(model: ClaudeModel, options: InvocationMetricsOptions = {}): InvocationMetrics {
    requireModel(model);
    requireOptions(options);
    return new InvocationMetrics(model, model.globalProfileId, model.modelId.replace(/^anthropic\.claude-/, ''), options);
  }

  /**
   * Of calls through an application profile.
   *
   * Throws for an ARN in place of the profile's ID, and for a name with other characters than letters, digits, spaces, `_` and `-`.
   *
   * @param profile the profile
   * @param options period, account and Region of its metrics
   */
  public static ofApplicationProfile(profile: MonitoredApplicationProfile, options: InvocationMetricsOptions = {}): InvocationMetrics {
    const { name, profileId, model }: Partial<MonitoredApplicationProfile> = profile ?? {};
    if (typeof name !== 'string' || Token.isUnresolved(name) || !/^[A-Za-z0-9][\w -]{0,63}$/.test(name)) {
      throw new Error(`'name' of an application profile must be 1 to 64 letters, digits, spaces, "_" or "-", ${got(name)}. For example "billing"`);
    }
    if (typeof profileId !== 'string' || isConcrete(profileId) && !/^[a-z0-9]+$/i.test(profileId)) {
      throw new Error(`'profileId' of '${name}' must be an application profile's own ID, ${got(profileId)}. Take the part of its ARN after the last "/"`);
    }
    requireModel(model);
    requireOptions(options);
    return new InvocationMetrics(model, profileId, name, options);
  }

  /**
   * How many records were delivered to a destination, of all models. That this metric has no dimension is reported by users.
   *
   * Throws for what is no RecordDelivery.
   */
  public static metricDelivered(delivery: RecordDelivery, options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return deliveryMetric(delivery, 'Success', options);
  }

  /**
   * How many records could not be delivered to a destination, of all models.
   *
   * Throws for what is no RecordDelivery.
   */
  public static metricNotDelivered(delivery: RecordDelivery, options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return deliveryMetric(delivery, 'Failure', options);
  }

  /**
   * The same as `metricQuotaShare` of several profiles together, which share a quota: a model's global profile and application profiles of it.
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
    if (!Array.isArray(profiles) || profiles.length === 0 || profiles.some((profile) => typeof profile?.metricEstimatedQuotaUsage !== 'function')) {
      throw new Error(`'profiles' must be a list of at least one InvocationMetrics, ${got(profiles)}. For example [InvocationMetrics.ofModel(model)]`);
    }
    if (isConcrete(tokensPerMinute) ? !(Number.isFinite(tokensPerMinute) && tokensPerMinute > 0) : tokensPerMinute === undefined) {
      throw new Error(`'tokensPerMinute' must be a number above 0, ${got(tokensPerMinute)}. With a quota of 0 every call is throttled: ask AWS for an increase`);
    }
    const { period = MINUTE } = options;
    const minutes = period.toMinutes({ integral: false });
    const quota = Token.isUnresolved(tokensPerMinute) ? Tokenization.stringifyNumber(tokensPerMinute) : `${tokensPerMinute}`;
    const usages = profiles.map((profile): [string, cloudwatch.Metric] => [`usage_${profile.scopeOf(period)}`, profile.metricEstimatedQuotaUsage()]);
    if (new Set(usages.map(([name]) => name)).size < profiles.length) {
      throw new Error(`'profiles' must have labels that differ in letters or digits, ${got(profiles.map(({ label }) => label))}. Leave one out, or rename it`);
    }
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
    /** The model. */
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
      namespace: NAMESPACE,
      metricName,
      statistic: SUM,
      period: PERIOD,
      label: this.label,
      ...this.options,
      ...options,
      dimensionsMap: { ...options.dimensionsMap, ModelId: this.modelId },
    });
  }

  /** Calls that succeeded. */
  public metricInvocations(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('Invocations', options);
  }

  /** Calls that failed by the caller's fault, such as AccessDenied or bad input. */
  public metricClientErrors(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('InvocationClientErrors', options);
  }

  /** Calls that failed by Amazon Bedrock's fault. */
  public metricServerErrors(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('InvocationServerErrors', options);
  }

  /** Calls that were throttled. They count as neither successes nor errors. */
  public metricThrottles(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('InvocationThrottles', options);
  }

  /** Milliseconds from a call's start to its last token: the 90th percentile, unless `statistic` says otherwise. */
  public metricLatency(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('InvocationLatency', { statistic: cloudwatch.Stats.p(90), ...options });
  }

  /** Milliseconds to the first token, of streaming calls only: the 90th percentile, unless `statistic` says otherwise. */
  public metricTimeToFirstToken(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('TimeToFirstToken', { statistic: cloudwatch.Stats.p(90), ...options });
  }

  /** Tokens sent, without those of the prompt cache. */
  public metricInputTokens(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('InputTokenCount', options);
  }

  /** Tokens generated. */
  public metricOutputTokens(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('OutputTokenCount', options);
  }

  /** Tokens read from the prompt cache, which count against no quota. */
  public metricCacheReadTokens(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('CacheReadInputTokens', options);
  }

  /** Tokens written to the prompt cache. */
  public metricCacheWriteTokens(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('CacheWriteInputTokens', options);
  }

  /** Calls of models that AWS calls legacy. */
  public metricLegacyInvocations(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('LegacyModelInvocations', options);
  }

  /**
   * Amazon Bedrock's own estimate of the tokens that count against the quota: a number of tokens, no share, and without what is reserved
   * for `max_tokens` while calls are under way. Sums of 1 minute, as the quota is.
   */
  public metricEstimatedQuotaUsage(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('EstimatedTPMQuotaUsage', { period: MINUTE, ...options });
  }

  /** Tokens that settled calls count against the quota: input, cache writes, and output times the model's burndown rate. Sums of 1 minute. */
  public metricQuotaTokens(options?: cloudwatch.MathExpressionOptions): cloudwatch.MathExpression {
    return this.math('FILL(input, 0) + FILL(cacheWrite, 0) + ' + `${this.model.outputTokenBurndownRate} * FILL(output, 0)`, {
      input: this.metricInputTokens(),
      cacheWrite: this.metricCacheWriteTokens(),
      output: this.metricOutputTokens(),
    }, { period: MINUTE, ...options });
  }

  /** How many percent of the input tokens were read from the prompt cache: reads, of reads, writes and uncached input. */
  public metricCacheHitRate(options?: cloudwatch.MathExpressionOptions): cloudwatch.MathExpression {
    return this.math('100 * FILL(cacheRead, 0) / (input + FILL(cacheRead, 0) + FILL(cacheWrite, 0))', {
      input: this.metricInputTokens(),
      cacheRead: this.metricCacheReadTokens(),
      cacheWrite: this.metricCacheWriteTokens(),
    }, options);
  }

  /** How many percent of the calls of this profile failed, by whoever's fault, or were throttled. */
  public metricErrorRate(options?: cloudwatch.MathExpressionOptions): cloudwatch.MathExpression {
    const failed = 'FILL(client, 0) + FILL(server, 0) + FILL(throttled, 0)';
    return this.math(`100 * (${failed}) / (FILL(succeeded, 0) + ${failed})`, {
      succeeded: this.metricInvocations(),
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

  /** With names that are this profile's, so that several profiles can be in one graph. */
  private math(
    expression: string,
    metrics: Record<string, cloudwatch.Metric>,
    options: cloudwatch.MathExpressionOptions = {},
  ): cloudwatch.MathExpression {
    const period = options.period ?? this.options.period ?? PERIOD;
    const names = Object.keys(metrics);
    const named = (name: string) => `${name}_${this.scopeOf(period)}`;
    return new cloudwatch.MathExpression({
      expression: expression.replace(new RegExp(`\\b(${names.join('|')})\\b`, 'g'), named),
      usingMetrics: Object.fromEntries(names.map((name) => [named(name), metrics[name]])),
      label: this.label,
      ...options,
      period,
    });
  }

  /** What tells this profile's names in expressions from another's. */
  private scopeOf(period: Duration): string {
    const places = [this.options.account, this.options.region].filter(isConcrete);
    return [this.label, ...places, ...period.toSeconds() === 300 ? [] : [period.toSeconds()]].join('_').replace(/\W/g, '_');
  }
}

function requireModel(model?: ClaudeModel): asserts model {
  if (typeof model?.globalProfileId !== 'string') {
    throw new Error(`'model' must be a ClaudeModel, ${got(model)}. For example ClaudeModel.SONNET_5_5`);
  }
}

function requireOptions(options?: InvocationMetricsOptions): void {
  if (!isStruct(options)) {
    throw new Error(`'options' must hold a period, an account or a Region, ${got(options)}. Leave them out for the defaults`);
  }
}

function deliveryMetric(delivery: RecordDelivery, outcome: 'Success' | 'Failure', options: cloudwatch.MetricOptions): cloudwatch.Metric {
  if (!(delivery in DELIVERY_METRICS)) {
    throw new Error(`'delivery' must be one of ${Object.values(RecordDelivery).join(', ')}, ${got(delivery)}. Take it from RecordDelivery`);
  }
  return new cloudwatch.Metric({ namespace: NAMESPACE, metricName: `${DELIVERY_METRICS[delivery]}${outcome}`, statistic: SUM, period: PERIOD, ...options });
}
