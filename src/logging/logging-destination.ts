/** Where Amazon Bedrock delivers the records of invocations. */
export enum LoggingDestination {
  /** A CloudWatch Logs log group, which saved queries, metric filters and masking need. */
  CLOUDWATCH_LOGS = 'CLOUDWATCH_LOGS',

  /** An S3 bucket. */
  S3 = 'S3',
}
