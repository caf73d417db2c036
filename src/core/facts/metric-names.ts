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
 * @assumed that its value is the profile that the caller named, or the application profile's ID: examples and users say so, AWS's pages do
 * not
 */
export const MODEL_DIMENSION = 'ModelId';

/**
 * The metrics of calls.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/monitoring-runtime-metrics.html (read 2026-11-28)
 */
export const CALL_METRICS = {
  /**
   * Calls, without throttled ones.
   *
   * @source https://docs.aws.amazon.com/bedrock/latest/userguide/monitoring-runtime-metrics.html (read 2026-11-28): says in an older
   * copy successful calls, and in a newer copy also calls that failed later; both leave out throttled calls
   * @assumed neither: shares of failed calls are right if the newer copy holds, and too high if the older one does
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
   * Tokens that were read from the prompt cache. The names of the metrics for written tokens differ in the same way.
   *
   * @source https://docs.aws.amazon.com/bedrock/latest/userguide/quotas-token-burndown.html (read 2026-11-28): says
   * `CacheReadInputTokenCount` in the copy of October 2026, as the console and AWS's own quota dashboard have it
   * @source https://docs.aws.amazon.com/bedrock/latest/userguide/monitoring-runtime-metrics.html (read 2026-11-28): says
   * `CacheReadInputTokens`
   * @assumed neither: the library reads both names and uses the larger value, since a graph of an unused name stays empty
   */
  cacheReadTokens: 'CacheReadInputTokenCount',
  cacheWriteTokens: 'CacheWriteInputTokenCount',
  olderCacheReadTokens: 'CacheReadInputTokens',
  olderCacheWriteTokens: 'CacheWriteInputTokens',
  legacyInvocations: 'LegacyModelInvocations',
  estimatedQuotaUsage: 'EstimatedTPMQuotaUsage',
} as const;

/**
 * The metrics of the delivery of records, by destination.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/monitoring-runtime-metrics.html (read 2026-11-28): says that they have the
 * dimension "Across all model IDs"
 * @assumed that they have no dimension: users report it, and no dimension has such a name
 */
export const DELIVERY_METRICS = {
  cloudWatchLogs: {
    delivered: 'ModelInvocationLogsCloudWatchDeliverySuccess',
    notDelivered: 'ModelInvocationLogsCloudWatchDeliveryFailure',
  },
  s3: { delivered: 'ModelInvocationLogsS3DeliverySuccess', notDelivered: 'ModelInvocationLogsS3DeliveryFailure' },
  largeData: { delivered: 'ModelInvocationLargeDataS3DeliverySuccess', notDelivered: 'ModelInvocationLargeDataS3DeliveryFailure' },
} as const;
