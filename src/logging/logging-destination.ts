/** Where Amazon Bedrock delivers the records of invocations. */
export enum LoggingDestination {
  /** A log group of CloudWatch Logs. Saved queries, metric filters and masking need it. */
  CLOUDWATCH_LOGS = 'CLOUDWATCH_LOGS',

  /** An S3 bucket. */
  S3 = 'S3',
}
