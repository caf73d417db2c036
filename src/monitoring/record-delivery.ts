/** The destinations of records of invocations. Amazon Bedrock counts deliveries to each. */
export enum RecordDelivery {
  /** Records in a log group. */
  CLOUDWATCH_LOGS = 'CLOUDWATCH_LOGS',
  /** Records in a bucket. */
  S3 = 'S3',
  /** Bodies that do not fit a log event, in a bucket. */
  LARGE_DATA = 'LARGE_DATA',
}
