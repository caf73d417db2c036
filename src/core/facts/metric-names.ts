/**
 * The names under which Amazon Bedrock counts calls in CloudWatch (Bedrock User Guide, "Monitor the runtime metrics").
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/monitoring-runtime-metrics.html
 */
export const METRIC_NAMESPACE = 'AWS/Bedrock';

/** The dimension of the metrics of calls. AWS's pages do not say that its value is what the caller named; examples and users do. */
export const MODEL_DIMENSION = 'ModelId';

export const CALL_METRICS = {
  /**
   * Calls: an older copy of AWS's page says those that succeeded, a newer one counts those that failed later as well. Read 28 November
   * 2026. Nothing here rests on either.
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
   * AWS's pages disagree on the names of these two: the console, AWS's own quota dashboard and the October 2026 copy of its page on token
   * burndown say these, older text the ones below. Read 28 November 2026. A graph of a name that is not used shows nothing for ever, so
   * both are read, and the larger counts.
   */
  cacheReadTokens: 'CacheReadInputTokenCount',
  cacheWriteTokens: 'CacheWriteInputTokenCount',
  olderCacheReadTokens: 'CacheReadInputTokens',
  olderCacheWriteTokens: 'CacheWriteInputTokens',
  legacyInvocations: 'LegacyModelInvocations',
  estimatedQuotaUsage: 'EstimatedTPMQuotaUsage',
} as const;

/** Deliveries of records, by where they go. That these metrics have no dimension is reported by users. */
export const DELIVERY_METRICS = {
  cloudWatchLogs: {
    delivered: 'ModelInvocationLogsCloudWatchDeliverySuccess',
    notDelivered: 'ModelInvocationLogsCloudWatchDeliveryFailure',
  },
  s3: { delivered: 'ModelInvocationLogsS3DeliverySuccess', notDelivered: 'ModelInvocationLogsS3DeliveryFailure' },
  largeData: { delivered: 'ModelInvocationLargeDataS3DeliverySuccess', notDelivered: 'ModelInvocationLargeDataS3DeliveryFailure' },
} as const;
