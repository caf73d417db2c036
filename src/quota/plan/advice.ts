import { breakEvenMaxTokens, fitsIn, limitsOf, requiredTokensPerMinute, reserved, settled, startsPerMinute, sustainable } from './arithmetic';
import { counted, shown, shownRate } from './numbers';
import { defaultPerDay, Quotas, Workload } from './workload';

/** What the numbers prove, and no more. */
export function adviceOf(workload: Workload, quotas: Quotas): string[] {
  return [...aboutQuota(workload, quotas), aboutMaxTokens(workload, quotas), ...aboutDay(workload, quotas), ...aboutRequests(workload, quotas)];
}

function aboutQuota(workload: Workload, { tokensPerMinuteQuota: quota }: Quotas): string[] {
  const needed = requiredTokensPerMinute(workload);
  if (quota === undefined || needed <= quota) {
    return [];
  }
  const ask = `Ask for ${shown(needed)} tokens per minute`;
  const [before, after] = [reserved(workload), settled(workload)];
  const atPeak = startsPerMinute(workload.peakRequestsPerMinute);
  if (before > quota) {
    return [`One request reserves ${shown(before)} tokens when it starts, more than the whole quota of ${shown(quota)} a minute: every call is throttled. ${ask}, or lower what it reserves`];
  }
  if (atPeak * after > quota) {
    return [`${counted(atPeak, 'request')} a minute count ${shown(atPeak * after)} tokens in the end, more than the quota of ${shown(quota)}: no max_tokens helps at this rate. ${ask}`];
  }
  return [`Whether calls are throttled depends on how long they run: at peak they count ${shown(atPeak * after)} tokens a minute in the end, within the quota of ${shown(quota)}, ` +
    `but reserve up to ${shown(atPeak * before)} while they run. ${ask}, or lower what a request reserves`];
}

function aboutMaxTokens(workload: Workload, quotas: Quotas): string {
  const { maxTokens, outputTokens, outputTokenBurndownRate, cacheReadTokens } = workload;
  const enough = breakEvenMaxTokens(workload);
  const sum = `${shown(outputTokenBurndownRate)} × output ${shown(outputTokens)}${cacheReadTokens > 0 ? ` − cache reads ${shown(cacheReadTokens)}` : ''}`;
  if (maxTokens <= enough) {
    return `A max_tokens of ${shown(maxTokens)} costs nothing: up to ${shown(enough)} (${sum}) no more is reserved than counts in the end, so a lower one gains nothing`;
  }
  const surplus = `A max_tokens of ${shown(maxTokens)} makes each request reserve ${shown(reserved(workload))} tokens, where ${shown(settled(workload))} count in the end`;
  // An average answer must not be cut, let alone a longer one.
  const lowest = Math.max(enough, outputTokens, 1);
  if (lowest >= maxTokens) {
    return `${surplus}; it is as low as the average answer, so only less input would reserve less`;
  }
  const lower = lowest === enough
    ? `Lower it as far as your longest answers allow, down to ${shown(enough)} (${sum}), below which nothing is gained`
    : `Lower it to the longest answer that you need, no lower than ${shown(lowest)}`;
  return `${surplus}. ${lower}: at ${shown(lowest)} ${gain(workload, { ...workload, maxTokens: lowest }, quotas)}`;
}

function gain(now: Workload, then: Workload, quotas: Quotas): string {
  const [before, after] = [now, then].map((workload) => sustainable(limitsOf(workload, quotas)));
  if (before !== undefined && after !== undefined && after > before) {
    return `the largest rate that is safe goes from ${shownRate(before)} to ${shownRate(after)} requests a minute`;
  }
  return `the tokens-per-minute quota that is needed falls from ${shown(requiredTokensPerMinute(now))} to ${shown(requiredTokensPerMinute(then))}`;
}

/** Nothing for the default, which is not exceeded before the tokens per minute are. */
function aboutDay(workload: Workload, { tokensPerMinuteQuota, tokensPerDayQuota }: Quotas): string[] {
  if (tokensPerDayQuota === undefined || tokensPerDayQuota === defaultPerDay(tokensPerMinuteQuota)
    || fitsIn(limitsOf(workload, { tokensPerDayQuota })) !== false) {
    return [];
  }
  const hours = tokensPerDayQuota / (settled(workload) * workload.requestsPerMinute * 60);
  return [`The ${shown(tokensPerDayQuota)} tokens of a day are used up after ${shown(hours)} of ${counted(workload.hoursPerDay, 'hour')}. ` +
    'This quota is not adjustable in Service Quotas; by default it is 24 × 60 times the tokens per minute, so where it is lower ask AWS Support'];
}

function aboutRequests({ peakRequestsPerMinute }: Workload, { requestsPerMinuteQuota: quota }: Quotas): string[] {
  return quota === undefined || startsPerMinute(peakRequestsPerMinute) <= quota ? [] : [
    `The peak of ${counted(peakRequestsPerMinute, 'request')} a minute exceeds the quota of ${shown(quota)}. AWS's pages disagree on whether requests per minute are still limited: see whether your quota is enforced`,
  ];
}
