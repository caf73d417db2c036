/** What can throttle calls through a global inference profile. */
export enum QuotaLimit {
  /** Tokens per minute, counting what running requests reserve: input, cache reads and writes, and `max_tokens`. */
  TOKENS_PER_MINUTE_RESERVED = 'TOKENS_PER_MINUTE_RESERVED',
  /** Tokens per minute, counting what requests use once they have ended: input, cache writes, and output times the burndown rate. */
  TOKENS_PER_MINUTE = 'TOKENS_PER_MINUTE',
  /**
   * Tokens per day, for all models in the account together. It is the limit only if its applied value is 0, which makes every call fail.
   * AWS counts this quota by price, so a larger value is never compared with token counts.
   */
  TOKENS_PER_DAY = 'TOKENS_PER_DAY',
  /** Requests per minute; AWS's pages disagree on whether this quota is still enforced. */
  REQUESTS_PER_MINUTE = 'REQUESTS_PER_MINUTE',
}
