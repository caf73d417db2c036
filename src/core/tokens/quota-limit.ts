/** What can throttle calls through a global inference profile. */
export enum QuotaLimit {
  /** Tokens per minute, of what is reserved while requests run: input, cache reads and writes, and `max_tokens`. */
  TOKENS_PER_MINUTE_RESERVED = 'TOKENS_PER_MINUTE_RESERVED',
  /** Tokens per minute, of what counts when requests have ended: input, cache writes, and output several times. */
  TOKENS_PER_MINUTE = 'TOKENS_PER_MINUTE',
  /**
   * Tokens per day, of all models of the account together: met where its applied value is 0, which refuses every call. AWS counts them
   * by price, so no larger value is compared with tokens.
   */
  TOKENS_PER_DAY = 'TOKENS_PER_DAY',
  /** Requests per minute; AWS's pages disagree on whether this quota is still enforced. */
  REQUESTS_PER_MINUTE = 'REQUESTS_PER_MINUTE',
}
