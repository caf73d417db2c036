import { exact } from './numbers';
import { Quotas, Workload } from './workload';

/** What can throttle calls; the first of the two of tokens per minute is met while requests run, the second when they have ended. */
export type LimitKind = 'TOKENS_PER_MINUTE_RESERVED' | 'TOKENS_PER_MINUTE' | 'TOKENS_PER_DAY' | 'REQUESTS_PER_MINUTE';

export interface Limit {
  readonly kind: LimitKind;
  readonly quota: number;
  /** What the workload takes of the quota at most. */
  readonly taken: number;
  /** The largest peak rate that the quota allows, where peak and steady rate grow alike. */
  readonly requestsPerMinute: number;
}

/** Far above the error of binary fractions, and less than a token of any quota that AWS gives. */
const ROUNDING = 1e-12;

/** Tokens that Bedrock deducts when a request starts: all of its input and max_tokens. */
export function reserved({ inputTokens, cacheReadTokens, cacheWriteTokens, maxTokens }: Workload): number {
  return inputTokens + cacheReadTokens + cacheWriteTokens + maxTokens;
}

/** Tokens that count when it has ended: no cache reads, and output several times. */
export function settled({ inputTokens, cacheWriteTokens, outputTokens, outputTokenBurndownRate }: Workload): number {
  return inputTokens + cacheWriteTokens + outputTokenBurndownRate * outputTokens;
}

/** What a request takes at most, before or after its end. */
export function most(workload: Workload): number {
  return Math.max(reserved(workload), settled(workload));
}

/** Requests that start in a minute at most, if they start evenly: a fraction of a request reserves all of it. */
export function startsPerMinute(requestsPerMinute: number): number {
  return Math.ceil(requestsPerMinute);
}

/** The smallest tokens-per-minute quota that throttles nothing, however long requests take. */
export function requiredTokensPerMinute(workload: Workload): number {
  return Math.ceil(exact(startsPerMinute(workload.peakRequestsPerMinute) * most(workload)));
}

export function settledPerDay(workload: Workload): number {
  return settled(workload) * workload.requestsPerMinute * 60 * workload.hoursPerDay;
}

/** The largest max_tokens that reserves no more than what counts in the end; may be negative, where much is read from the cache. */
export function breakEvenMaxTokens({ outputTokens, outputTokenBurndownRate, cacheReadTokens }: Workload): number {
  return Math.floor(outputTokenBurndownRate * outputTokens) - cacheReadTokens;
}

/** The workload with the smallest max_tokens that gains something and does not cut the average answer, let alone a longer one. */
export function lowered(workload: Workload): Workload {
  const { maxTokens, outputTokens } = workload;
  return { ...workload, maxTokens: Math.min(maxTokens, Math.max(breakEvenMaxTokens(workload), outputTokens, 1)) };
}

/** How far each quota that is known and that calls take from carries; the one that is met first comes first. */
export function limitsOf(workload: Workload, { tokensPerMinuteQuota, tokensPerDayQuota, requestsPerMinuteQuota }: Quotas): Limit[] {
  const { peakRequestsPerMinute } = workload;
  const starts = startsPerMinute(peakRequestsPerMinute);
  const limits: Limit[] = [];
  const ofMinute = (kind: LimitKind, quota: number, each: number) => {
    limits.push({ kind, quota, taken: starts * each, requestsPerMinute: Math.floor(quota / each) });
  };
  if (tokensPerMinuteQuota !== undefined) {
    ofMinute('TOKENS_PER_MINUTE_RESERVED', tokensPerMinuteQuota, reserved(workload));
    ofMinute('TOKENS_PER_MINUTE', tokensPerMinuteQuota, settled(workload));
  }
  if (tokensPerDayQuota !== undefined) {
    const taken = settledPerDay(workload);
    limits.push({ kind: 'TOKENS_PER_DAY', quota: tokensPerDayQuota, taken, requestsPerMinute: peakRequestsPerMinute * (tokensPerDayQuota / taken) });
  }
  if (requestsPerMinuteQuota !== undefined) {
    ofMinute('REQUESTS_PER_MINUTE', requestsPerMinuteQuota, 1);
  }
  return limits.filter(({ taken }) => taken > 0)
    .sort((one, other) => one.requestsPerMinute - other.requestsPerMinute || other.taken / other.quota - one.taken / one.quota);
}

/** Whether nothing is throttled, however long requests take; undefined where no quota is known. */
export function fitsIn(workload: Workload, quotas: Quotas): boolean | undefined {
  return Object.values(quotas).some((quota) => quota !== undefined)
    ? limitsOf(workload, quotas).every(({ quota, taken }) => taken <= quota * (1 + ROUNDING))
    : undefined;
}

/** The largest peak rate at which nothing is throttled, however long requests take. */
export function sustainable(limits: readonly Limit[]): number | undefined {
  return limits[0]?.requestsPerMinute;
}

/** The largest peak rate if reservations did not matter, as where requests end at once: no more can be had by a smaller max_tokens. */
export function upperBound(limits: readonly Limit[]): number | undefined {
  return sustainable(limits.filter(({ kind }) => kind !== 'TOKENS_PER_MINUTE_RESERVED'));
}
