/** How much of prompts and answers the records hold. They always hold who called which model, when, and token counts. */
// C# takes the first member by default.
export enum PromptRecording {
  /** No bodies. Users report metadata even with all five kinds of data off; AWS does not document this. */
  METADATA_ONLY = 'METADATA_ONLY',

  /**
   * Text only. A data protection policy of CloudWatch Logs masks what it recognizes as personal data or credentials. Only principals with
   * `logs:Unmask` see the masked text. The policy recognizes patterns, and misses some.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/mask-sensitive-log-data.html
   */
  MASKED = 'MASKED',

  /** The bodies, word for word: anyone who may read the records reads the prompts. */
  FULL = 'FULL',
}
