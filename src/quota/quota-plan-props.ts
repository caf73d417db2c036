import { ClaudeModel } from '../catalog/claude-model';

/** Calls of one model in one account and source Region, as averages of one request, and the quotas that are known there. */
export interface QuotaPlanProps {
  /** The model. Its `outputTokenBurndownRate` says how many times an output token counts. */
  readonly model: ClaudeModel;

  /** Requests that start in a minute while there are calls: a number above 0, which may be a fraction, of at least 0.000001. */
  readonly requestsPerMinute: number;

  /**
   * Input tokens that are neither read from the prompt cache nor written to it: a whole number, 0 or more, and above 0 where the cache is
   * not used.
   */
  readonly inputTokens: number;

  /** Output tokens: a whole number, 1 or more. */
  readonly outputTokens: number;

  /**
   * The `max_tokens` of the calls: a whole number, at least 1 and at least `outputTokens`.
   *
   * Where calls leave it unset, Amazon Bedrock reserves the most that the model can answer, 64,000 tokens or more: an AWS guide calls
   * that the most common cause of throttling. Give that number then.
   */
  readonly maxTokens: number;

  /**
   * Input tokens that are read from the prompt cache: a whole number, 0 or more.
   *
   * @default 0
   */
  readonly cacheReadTokens?: number;

  /**
   * Input tokens that are written to the prompt cache: a whole number, 0 or more.
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
   * Hours of a day with calls at `requestsPerMinute`: above 0, at most 24. They are told AWS Support, where `supportCase` is written.
   *
   * @default 24
   */
  readonly hoursPerDay?: number;

  /**
   * The tokens-per-minute quota that Service Quotas shows as applied: a whole number above 0.
   *
   * @default - unknown: what follows from it is left undefined
   */
  readonly tokensPerMinuteQuota?: number;

  /**
   * The applied value of Cross-Model Max Tokens Per Day (L-E3F10727): a whole number, 0 or more. Since 21 September 2026 it is the one
   * quota of tokens per day, of all models that the account calls from the source Region.
   *
   * AWS counts it by price, so tokens do not tell its use: nothing but a 0 decides whether calls fit, since that refuses every call. Less
   * than AWS's default of 700,000,000 (as of October 2026), as new accounts have it, is explained by `advice` and `supportCase`.
   *
   * @default - unknown
   * @see https://docs.aws.amazon.com/bedrock/latest/userguide/quotas-runtime.html
   */
  readonly tokensPerDayQuota?: number;

  /**
   * The requests-per-minute quota, where the model has one: a whole number above 0. AWS's pages disagree on whether it is still enforced.
   *
   * @default - none
   */
  readonly requestsPerMinuteQuota?: number;
}
