/** Where Amazon Bedrock delivers invocation records. */
export enum LoggingDestination {
  /** A CloudWatch Logs log group. Saved queries, metric filters and masking need it. */
  CLOUDWATCH_LOGS = 'CLOUDWATCH_LOGS',

  /** An S3 bucket. */
  S3 = 'S3',
}
