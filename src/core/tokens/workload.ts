/** The calls of one model, as averages of one request. */
export interface Workload {
  /** In the hours with calls; may be a fraction. */
  readonly requestsPerMinute: number;
  readonly peakRequestsPerMinute: number;
  readonly hoursPerDay: number;
  /** Neither read from the cache nor written to it. */
  readonly inputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  readonly outputTokens: number;
  readonly maxTokens: number;
  readonly outputTokenBurndownRate: number;
}

/** The quotas that Service Quotas shows, if they are known. */
export interface Quotas {
  readonly tokensPerMinuteQuota?: number;
  /** One quota for all models together, which AWS counts by price. */
  readonly tokensPerDayQuota?: number;
  readonly requestsPerMinuteQuota?: number;
}

/** The numbers of a workload that have a default. */
type Defaulted = 'peakRequestsPerMinute' | 'hoursPerDay' | 'cacheReadTokens' | 'cacheWriteTokens';

/** What users give: a workload, in which the numbers with a default may be missing, and quotas. */
export type Given = Omit<Workload, Defaulted> & Partial<Workload> & Quotas;

export function fillWorkload(given: Given): Workload {
  return {
    requestsPerMinute: given.requestsPerMinute,
    peakRequestsPerMinute: given.peakRequestsPerMinute ?? given.requestsPerMinute,
    hoursPerDay: given.hoursPerDay ?? 24,
    inputTokens: given.inputTokens,
    cacheReadTokens: given.cacheReadTokens ?? 0,
    cacheWriteTokens: given.cacheWriteTokens ?? 0,
    outputTokens: given.outputTokens,
    maxTokens: given.maxTokens,
    outputTokenBurndownRate: given.outputTokenBurndownRate,
  };
}

export function pickQuotas({ tokensPerMinuteQuota, tokensPerDayQuota, requestsPerMinuteQuota }: Given): Quotas {
  return { tokensPerMinuteQuota, tokensPerDayQuota, requestsPerMinuteQuota };
}
