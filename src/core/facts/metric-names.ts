/**
 * The namespace of Amazon Bedrock's metrics in CloudWatch.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/monitoring-runtime-metrics.html (read 2026-11-28)
 */
export const METRIC_NAMESPACE = 'AWS/Bedrock';

/**
 * The dimension of the metrics of calls.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/monitoring-runtime-metrics.html (read 2026-11-28)
 * @assumed its value is the profile that the caller named, or the application profile's ID: examples and users say so, AWS's pages do not
 */
export const MODEL_DIMENSION = 'ModelId';

/**
 * The metrics of calls.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/monitoring-runtime-metrics.html (read 2026-11-28)
 */
export const CALL_METRICS = {
  /**
   * Calls, without those that were throttled.
   *
   * @source https://docs.aws.amazon.com/bedrock/latest/userguide/monitoring-runtime-metrics.html (read 2026-11-28): says in an older
   * copy those that succeeded, in a newer one those that failed later as well; both leave throttled ones out
   * @assumed neither: shares of failed calls are right by the newer copy, and come out too high by the older one
   */
  invocations: 'Invocations',
  clientErrors: 'InvocationClientErrors',
  serverErrors: 'InvocationServerErrors',
  throttles: 'InvocationThrottles',
  latency: 'InvocationLatency',
  timeToFirstToken: 'TimeToFirstToken',
  inputTokens: 'InputTokenCount',
  outputTokens: 'OutputTokenCount',
  /**
   * Tokens that were read from the prompt cache. The same holds of those that were written to it.
   *
   * @source https://docs.aws.amazon.com/bedrock/latest/userguide/quotas-token-burndown.html (read 2026-11-28): says
   * `CacheReadInputTokenCount` in the copy of October 2026, as the console and AWS's own quota dashboard have it
   * @source https://docs.aws.amazon.com/bedrock/latest/userguide/monitoring-runtime-metrics.html (read 2026-11-28): says
   * `CacheReadInputTokens`
   * @assumed both names are read, and the larger counts: a graph of a name that is not used shows nothing for ever
   */
  cacheReadTokens: 'CacheReadInputTokenCount',
  cacheWriteTokens: 'CacheWriteInputTokenCount',
  olderCacheReadTokens: 'CacheReadInputTokens',
  olderCacheWriteTokens: 'CacheWriteInputTokens',
  legacyInvocations: 'LegacyModelInvocations',
  estimatedQuotaUsage: 'EstimatedTPMQuotaUsage',
} as const;

/**
 * The metrics of deliveries of records, by where they go.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/monitoring-runtime-metrics.html (read 2026-11-28): says that they have the
 * dimension "Across all model IDs"
 * @assumed they have none: users report it, and no dimension has such a name
 */
export const DELIVERY_METRICS = {
  cloudWatchLogs: {
    delivered: 'ModelInvocationLogsCloudWatchDeliverySuccess',
    notDelivered: 'ModelInvocationLogsCloudWatchDeliveryFailure',
  },
  s3: { delivered: 'ModelInvocationLogsS3DeliverySuccess', notDelivered: 'ModelInvocationLogsS3DeliveryFailure' },
  largeData: { delivered: 'ModelInvocationLargeDataS3DeliverySuccess', notDelivered: 'ModelInvocationLargeDataS3DeliveryFailure' },
} as const;
