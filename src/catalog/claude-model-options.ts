/** What you know about a model that this library does not list, or lists differently. */
export interface ClaudeModelOptions {
  /**
   * Regions from which the model's global inference profile can be called.
   *
   * @default - the Regions that this library knows for the model; every Region if it knows none
   */
  readonly sourceRegions?: string[];

  /**
   * Regions in which batch jobs can be created on the model's global inference profile. An empty list means none.
   *
   * @default - the Regions that AWS lists for the model; unknown if AWS lists none
   * @see https://docs.aws.amazon.com/bedrock/latest/userguide/batch-inference-supported.html
   */
  readonly batchRegions?: string[];

  /**
   * How many times an output token counts against the tokens-per-minute quota.
   *
   * @default - the rate that AWS states for the model; if AWS states none, 10, the highest rate for Claude 5 models
   * @see https://docs.aws.amazon.com/bedrock/latest/userguide/quotas-token-burndown.html
   */
  readonly outputTokenBurndownRate?: number;

  /**
   * The AWS Marketplace product ID, for `aws-marketplace:ProductId` conditions.
   *
   * @default - the ID that this library knows for the model, if any
   */
  readonly marketplaceProductId?: string;

  /**
   * The day from which AWS calls the model Legacy, such as `2026-07-08`.
   *
   * @default - the day that this library knows for the model, if any
   */
  readonly legacySince?: string;

  /**
   * The day on which the model reaches its end of life on Amazon Bedrock, such as `2027-01-08`. Synthesis warns from six months before that
   * day.
   *
   * @default - the day that this library knows for the model, if any
   * @see https://docs.aws.amazon.com/bedrock/latest/userguide/model-lifecycle.html
   */
  readonly endOfLife?: string;

  /**
   * The earliest day on which AWS may end the model's life ("EOL no sooner than" on its model card), such as `2027-10-07`.
   *
   * @default - the day that this library knows for the model, if any
   */
  readonly endOfLifeNotBefore?: string;
}
