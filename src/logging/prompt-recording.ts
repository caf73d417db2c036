/** How much of the prompts and answers the records contain. They always contain who called which model, when, and the token counts. */
// C# takes the first member by default.
export enum PromptRecording {
  /** No bodies. Users report that metadata is recorded even with all five data types off; AWS does not document this. */
  METADATA_ONLY = 'METADATA_ONLY',

  /**
   * Text only. A CloudWatch Logs data protection policy masks what it recognizes as personal data or credentials. Only principals with
   * `logs:Unmask` see the masked text. The policy matches patterns, and misses some data.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/mask-sensitive-log-data.html
   */
  MASKED = 'MASKED',

  /** The full bodies: anyone who may read the records can read the prompts. */
  FULL = 'FULL',
}
