/** Where Amazon Bedrock delivers records of invocations, and counts the deliveries. */
export enum RecordDelivery {
  /** Records in a log group. */
  CLOUDWATCH_LOGS = 'CLOUDWATCH_LOGS',
  /** Records in a bucket. */
  S3 = 'S3',
  /** Bodies that fit no log event, in a bucket. */
  LARGE_DATA = 'LARGE_DATA',
}
