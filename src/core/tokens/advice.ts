import {
  countRequired, countReserved, countSettled, countStarts, findBreakEven, findLimits, findSustainableRate, lowerMaxTokens,
} from './arithmetic';
import { writeCount, writeNumber, writeRate } from './numbers';
import { Quotas, Workload } from './workload';
import { DAY_QUOTA, isSmallDayQuota } from '../facts/day-quota';

/** Writes only what the numbers prove. */
export function advise(workload: Workload, quotas: Quotas): string[] {
  return [
    ...adviseOnSmallDay(quotas),
    ...adviseOnQuota(workload, quotas),
    adviseOnMaxTokens(workload, quotas),
    ...adviseOnRequests(workload, quotas),
    adviseOnDay(),
  ];
}

/** Says that the burndown rate is not AWS's. */
export function explainAssumedRate(modelId: string, { outputTokenBurndownRate }: Workload): string {
  return `AWS does not state how many times an output token of ${modelId} counts. This plan assumes ` +
    `${writeNumber(outputTokenBurndownRate)}, the highest rate that AWS states for a Claude 5 model. ` +
    'The real rate may be lower or higher. Set it once AWS states it';
}

function adviseOnQuota(workload: Workload, { tokensPerMinuteQuota: quota }: Quotas): string[] {
  if (quota === undefined || countRequired(workload) <= quota) {
    return [];
  }
  const reserved = countReserved(workload);
  const starts = countStarts(workload.peakRequestsPerMinute);
  const settledAtPeak = starts * countSettled(workload);
  const proposal = proposeQuota(workload, quota);
  if (reserved > quota) {
    return [`One request reserves ${writeCount(reserved, 'token')} when it starts, ` +
      `more than the whole quota of ${writeNumber(quota)} a minute: every call is throttled. ${proposal}`];
  }
  if (settledAtPeak > quota) {
    return [`${writeCount(starts, 'request')} a minute ${starts === 1 ? 'uses' : 'use'} ${writeCount(settledAtPeak, 'token')} ` +
      `in the end, more than the quota of ${writeNumber(quota)}, whatever max_tokens is. ${proposal}`];
  }
  return ['Whether calls are throttled depends on how long they run. ' +
    `At peak they reserve up to ${writeCount(starts * reserved, 'token')} a minute while they run. ` +
    `In the end only ${writeNumber(settledAtPeak)} count, within the quota of ${writeNumber(quota)}. ${proposal}`];
}

/** Proposes the quota that the calls need, and the one that they need with a lower max_tokens. */
function proposeQuota(workload: Workload, quota: number): string {
  const lowered = lowerMaxTokens(workload);
  const needed = countRequired(workload);
  const less = countRequired(lowered);
  const proposal = `Ask for ${writeCount(needed, 'token')} per minute`;
  if (less >= needed) {
    return proposal;
  }
  const instead = less <= quota ? 'keep the present quota' : `ask for ${writeNumber(less)}`;
  return `${proposal}, or ${instead} with a max_tokens of ${writeNumber(lowered.maxTokens)}`;
}

function adviseOnMaxTokens(workload: Workload, quotas: Quotas): string {
  const { maxTokens, outputTokens, outputTokenBurndownRate, cacheReadTokens } = workload;
  const enough = findBreakEven(workload);
  const minusCache = cacheReadTokens > 0 ? ` − cache reads ${writeNumber(cacheReadTokens)}` : '';
  const sum = `${writeNumber(outputTokenBurndownRate)} × output ${writeNumber(outputTokens)}${minusCache}`;
  if (maxTokens <= enough) {
    return `A max_tokens of ${writeNumber(maxTokens)} costs nothing: ` +
      `up to ${writeNumber(enough)} (${sum}) a request reserves no more than counts in the end. A lower value gains nothing`;
  }
  const surplus = `A max_tokens of ${writeNumber(maxTokens)} makes each request reserve ${writeCount(countReserved(workload), 'token')}, ` +
    `but only ${writeNumber(countSettled(workload))} count in the end`;
  const lowered = lowerMaxTokens(workload);
  const lowest = lowered.maxTokens;
  if (lowest === maxTokens) {
    return `${surplus}. It is already as low as the average answer, so only a shorter input reserves less`;
  }
  const lower = lowest === enough
    ? `Lower it as far as your longest answers allow, down to ${writeNumber(enough)} (${sum}). A lower value gains nothing`
    : `Lower it to the longest answer that you need, no lower than ${writeNumber(lowest)}`;
  return `${surplus}. ${lower}. At ${writeNumber(lowest)} ${describeGain(workload, lowered, quotas)}`;
}

function describeGain(present: Workload, lowered: Workload, quotas: Quotas): string {
  const [presentRate, loweredRate] = [present, lowered].map((workload) => findSustainableRate(findLimits(workload, quotas)));
  const [presentQuota, loweredQuota] = [present, lowered].map(countRequired);
  const falls = `the tokens-per-minute quota that you need falls from ${writeNumber(presentQuota)} to ${writeNumber(loweredQuota)}`;
  if (presentRate === undefined || loweredRate === undefined || loweredRate <= presentRate) {
    return falls;
  }
  const { tokensPerMinuteQuota = Infinity } = quotas;
  const rises = `goes from ${writeRate(presentRate)} to ${writeCount(loweredRate, 'request', writeRate)} a minute`;
  return loweredQuota > tokensPerMinuteQuota
    ? `${falls}, and the highest safe rate with the present quota ${rises}`
    : `the highest safe rate ${rises}`;
}

/** Explains a day quota below AWS's default, as new accounts have it. A larger one proves nothing. */
function adviseOnSmallDay({ tokensPerDayQuota: quota }: Quotas): string[] {
  if (!isSmallDayQuota(quota)) {
    return [];
  }
  const remedy = 'waiting does not help, and Service Quotas does not adjust this quota. ' +
    'Send AWS Support the text of this plan, in an account and billing case, which every support plan includes';
  if (quota === 0) {
    return [`With a quota of 0 tokens per day, every call to every model fails. New accounts may start with it: ${remedy}`];
  }
  return [`A quota of ${writeCount(quota, 'token')} per day is less than AWS's default ` +
    `(${writeNumber(DAY_QUOTA.defaultTokens)} as of ${DAY_QUOTA.defaultAsOf}). New accounts may start with less. ` +
    `A user reports that every call from such an account failed with "${DAY_QUOTA.refusal}". If yours fail, ${remedy}`];
}

/** Says why the plan has no tokens per day. */
function adviseOnDay(): string {
  return `No model has its own quota of tokens per day: ${DAY_QUOTA.name} (${DAY_QUOTA.code}) covers all models that ` +
    `the account calls from the source Region. AWS counts it by ${DAY_QUOTA.countedBy}, so token counts do not show its use. ` +
    'This plan checks only whether it is 0 or below AWS\'s default';
}

function adviseOnRequests({ peakRequestsPerMinute }: Workload, { requestsPerMinuteQuota: quota }: Quotas): string[] {
  if (quota === undefined || countStarts(peakRequestsPerMinute) <= quota) {
    return [];
  }
  return [`The peak of ${writeCount(peakRequestsPerMinute, 'request')} a minute exceeds the quota of ${writeNumber(quota)}. ` +
    'AWS\'s pages disagree on whether requests per minute are still limited: check whether your quota is enforced'];
}
