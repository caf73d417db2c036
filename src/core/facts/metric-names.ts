/**
 * The names under which Amazon Bedrock counts calls in CloudWatch (Bedrock User Guide, "Monitor the runtime metrics").
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/monitoring-runtime-metrics.html
 */
export const METRIC_NAMESPACE = 'AWS/Bedrock';

/** The dimension of the metrics of calls. AWS's pages do not say that its value is what the caller named; examples and users do. */
export const MODEL_DIMENSION = 'ModelId';

export const CALL_METRICS = {
  /** Calls that succeeded. */
  invocations: 'Invocations',
  clientErrors: 'InvocationClientErrors',
  serverErrors: 'InvocationServerErrors',
  throttles: 'InvocationThrottles',
  latency: 'InvocationLatency',
  timeToFirstToken: 'TimeToFirstToken',
  inputTokens: 'InputTokenCount',
  outputTokens: 'OutputTokenCount',
  cacheReadTokens: 'CacheReadInputTokens',
  cacheWriteTokens: 'CacheWriteInputTokens',
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
