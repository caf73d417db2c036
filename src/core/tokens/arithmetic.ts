import { roundOff } from './numbers';
import { QuotaLimit } from './quota-limit';
import { Quotas, Workload } from './workload';

/** What a quota allows. */
export interface Limit {
  readonly kind: QuotaLimit;
  readonly quota: number;
  /** The most that the workload takes of the quota. Unknown for the day quota, which AWS counts by price. */
  readonly taken?: number;
  /** The largest peak rate that the quota allows, if the steady rate grows with it. */
  readonly requestsPerMinute: number;
}

/** Much more than the error of binary fractions, and less than one token of any quota that AWS gives. */
const ROUNDING = 1e-12;

/** Counts the tokens that Bedrock deducts when a request starts: all of its input and max_tokens. */
export function countReserved({ inputTokens, cacheReadTokens, cacheWriteTokens, maxTokens }: Workload): number {
  return inputTokens + cacheReadTokens + cacheWriteTokens + maxTokens;
}

/** Counts the tokens that a request takes in the end: cache reads not at all, output several times. */
export function countSettled({ inputTokens, cacheWriteTokens, outputTokens, outputTokenBurndownRate }: Workload): number {
  return inputTokens + cacheWriteTokens + outputTokenBurndownRate * outputTokens;
}

/** Counts the tokens that a request takes at most, before or after its end. */
export function countMost(workload: Workload): number {
  return Math.max(countReserved(workload), countSettled(workload));
}

/** Counts the most requests that start in one minute, if they start evenly: a fraction of a request reserves a whole one. */
export function countStarts(requestsPerMinute: number): number {
  return Math.ceil(requestsPerMinute);
}

/** Computes the smallest tokens-per-minute quota that throttles nothing, however long requests take. */
export function countRequired(workload: Workload): number {
  return Math.ceil(roundOff(countStarts(workload.peakRequestsPerMinute) * countMost(workload)));
}

export function countRequestsPerDay({ requestsPerMinute, hoursPerDay }: Workload): number {
  return requestsPerMinute * 60 * hoursPerDay;
}

/** Finds the largest max_tokens that reserves no more than counts in the end; negative if much is read from the cache. */
export function findBreakEven({ outputTokens, outputTokenBurndownRate, cacheReadTokens }: Workload): number {
  return Math.floor(outputTokenBurndownRate * outputTokens) - cacheReadTokens;
}

/** Lowers max_tokens as far as that gains something, but never below the average answer. */
export function lowerMaxTokens(workload: Workload): Workload {
  const { maxTokens, outputTokens } = workload;
  return { ...workload, maxTokens: Math.min(maxTokens, Math.max(findBreakEven(workload), outputTokens)) };
}

/** Finds what each known quota allows, the tightest first. Leaves out quotas of which the calls take nothing. */
export function findLimits(workload: Workload, { tokensPerMinuteQuota, tokensPerDayQuota, requestsPerMinuteQuota }: Quotas): Limit[] {
  const limits = [
    limitMinute(QuotaLimit.TOKENS_PER_MINUTE_RESERVED, tokensPerMinuteQuota, countReserved(workload), workload),
    limitMinute(QuotaLimit.TOKENS_PER_MINUTE, tokensPerMinuteQuota, countSettled(workload), workload),
    limitMinute(QuotaLimit.REQUESTS_PER_MINUTE, requestsPerMinuteQuota, 1, workload),
  ].flat();
  const met = limits.filter(({ taken }) => taken > 0)
    .sort((left, right) => left.requestsPerMinute - right.requestsPerMinute || right.taken / right.quota - left.taken / left.quota);
  return [...limitDay(tokensPerDayQuota), ...met];
}

/** A day quota of 0 refuses every call. Any other proves nothing, since AWS counts it by price. */
function limitDay(quota: number | undefined): Limit[] {
  return quota === 0 ? [{ kind: QuotaLimit.TOKENS_PER_DAY, quota, requestsPerMinute: 0 }] : [];
}

/** Empty if the quota is not known. */
function limitMinute(
  kind: QuotaLimit, quota: number | undefined, each: number, { peakRequestsPerMinute }: Workload,
): Required<Limit>[] {
  return quota === undefined
    ? []
    : [{ kind, quota, taken: countStarts(peakRequestsPerMinute) * each, requestsPerMinute: Math.floor(quota / each) }];
}

/** Whether nothing is throttled, however long requests take; undefined if no known quota decides it. */
export function checkFit(workload: Workload, quotas: Quotas): boolean | undefined {
  const { tokensPerMinuteQuota, tokensPerDayQuota, requestsPerMinuteQuota } = quotas;
  const isDecided = tokensPerDayQuota === 0 || tokensPerMinuteQuota !== undefined || requestsPerMinuteQuota !== undefined;
  return isDecided
    ? findLimits(workload, quotas).every(({ quota, taken = Infinity }) => taken <= quota * (1 + ROUNDING))
    : undefined;
}

/** Finds the largest peak rate at which nothing is throttled, however long requests take. */
export function findSustainableRate(limits: readonly Limit[]): number | undefined {
  return limits[0]?.requestsPerMinute;
}

/** Finds the largest peak rate without reservations, as if requests ended at once: no smaller max_tokens allows more. */
export function findUpperBound(limits: readonly Limit[]): number | undefined {
  return findSustainableRate(limits.filter(({ kind }) => kind !== QuotaLimit.TOKENS_PER_MINUTE_RESERVED));
}
