/** What the records hold of prompts and answers. Whichever is chosen, they hold who called which model, when, and token counts. */
// C# takes the first member where nothing is said.
export enum PromptRecording {
  /** No bodies. Users report metadata even with all five kinds of data off; AWS does not document this. */
  METADATA_ONLY = 'METADATA_ONLY',

  /**
   * Text only, where a CloudWatch Logs data protection policy masks what it recognizes as personal data or credentials. Only
   * principals with `logs:Unmask` see the rest. It recognizes patterns, and no policy recognizes everything.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/mask-sensitive-log-data.html
   */
  MASKED = 'MASKED',

  /** The bodies, word for word: whoever may read the records reads the prompts. */
  FULL = 'FULL',
}
