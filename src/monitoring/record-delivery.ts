/** Where invocation records go. Amazon Bedrock counts deliveries to each destination. */
export enum RecordDelivery {
  /** Records in a log group. */
  CLOUDWATCH_LOGS = 'CLOUDWATCH_LOGS',
  /** Records in a bucket. */
  S3 = 'S3',
  /** Bodies that do not fit into a log event, in a bucket. */
  LARGE_DATA = 'LARGE_DATA',
}
