import { ClaudeModel } from '../catalog/claude-model';

/** The calls to one model in one account and source Region, as averages per request, and the known quotas. */
export interface QuotaPlanProps {
  /** The model. Its `outputTokenBurndownRate` is how many times an output token counts. */
  readonly model: ClaudeModel;

  /** Requests that start in a minute, during the hours with calls: a number of at least 0.000001, which may be a fraction. */
  readonly requestsPerMinute: number;

  /**
   * Input tokens per request that are neither read from the prompt cache nor written to it: a whole number, 0 or more. It must be above 0
   * if the calls do not use the cache.
   */
  readonly inputTokens: number;

  /** Output tokens per request: a whole number, 1 or more. */
  readonly outputTokens: number;

  /**
   * The `max_tokens` of the calls: a whole number, at least 1 and at least `outputTokens`.
   *
   * If calls leave it unset, Amazon Bedrock reserves the model's longest answer: 64,000 tokens or more. In that case, use that number. An
   * AWS guide calls this the most common cause of throttling.
   */
  readonly maxTokens: number;

  /**
   * Input tokens per request that are read from the prompt cache: a whole number, 0 or more.
   *
   * @default 0
   */
  readonly cacheReadTokens?: number;

  /**
   * Input tokens per request that are written to the prompt cache: a whole number, 0 or more.
   *
   * @default 0
   */
  readonly cacheWriteTokens?: number;

  /**
   * Requests that start in the busiest minute: at least `requestsPerMinute`.
   *
   * @default - `requestsPerMinute`
   */
  readonly peakRequestsPerMinute?: number;

  /**
   * Hours per day with calls at `requestsPerMinute`: above 0, at most 24. The text of `supportCase` names them.
   *
   * @default 24
   */
  readonly hoursPerDay?: number;

  /**
   * The tokens-per-minute quota that Service Quotas shows as applied: a whole number above 0.
   *
   * @default - unknown: the results that depend on it are undefined
   */
  readonly tokensPerMinuteQuota?: number;

  /**
   * The applied value of Cross-Model Max Tokens Per Day (L-E3F10727): a whole number, 0 or more. Since 21 September 2026 it is the only
   * quota of tokens per day. It covers all models that the account calls from the source Region.
   *
   * AWS counts it by price, so token counts do not show its use. Only a value of 0 decides whether calls fit: every call then fails. New
   * accounts may have less than AWS's default of 700,000,000 (as of October 2026); `advice` and `supportCase` explain such a value.
   *
   * @default - unknown
   * @see https://docs.aws.amazon.com/bedrock/latest/userguide/quotas-runtime.html
   */
  readonly tokensPerDayQuota?: number;

  /**
   * The requests-per-minute quota, if the model has one: a whole number above 0. AWS's pages disagree on whether it is still enforced.
   *
   * @default - none
   */
  readonly requestsPerMinuteQuota?: number;
}
