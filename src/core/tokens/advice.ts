import { breakEvenMaxTokens, fitsIn, limitsOf, lowered, requiredTokensPerMinute, reserved, settled, startsPerMinute, sustainable } from './arithmetic';
import { counted, shown, shownRate } from './numbers';
import { defaultPerDay, Quotas, Workload } from './workload';

/** What the numbers prove, and no more. */
export function adviceOf(workload: Workload, quotas: Quotas): string[] {
  return [...aboutQuota(workload, quotas), aboutMaxTokens(workload, quotas), ...aboutDay(workload, quotas), ...aboutRequests(workload, quotas)];
}

function aboutQuota(workload: Workload, { tokensPerMinuteQuota: quota }: Quotas): string[] {
  if (quota === undefined || requiredTokensPerMinute(workload) <= quota) {
    return [];
  }
  const [before, after] = [reserved(workload), settled(workload)];
  const atPeak = startsPerMinute(workload.peakRequestsPerMinute);
  if (before > quota) {
    return [`One request reserves ${counted(before, 'token')} when it starts, more than the whole quota of ${shown(quota)} a minute: every call is throttled. ${ask(workload, quota)}`];
  }
  if (atPeak * after > quota) {
    return [`${counted(atPeak, 'request')} a minute ${atPeak === 1 ? 'counts' : 'count'} ${counted(atPeak * after, 'token')} in the end, more than the quota of ${shown(quota)} at any max_tokens. ${ask(workload, quota)}`];
  }
  return [`Whether calls are throttled depends on how long they run: at peak they count ${counted(atPeak * after, 'token')} a minute in the end, within the quota of ${shown(quota)}, ` +
    `but reserve up to ${shown(atPeak * before)} while they run. ${ask(workload, quota)}`];
}

/** Which quota is needed, and which with a lower max_tokens. */
function ask(workload: Workload, quota: number): string {
  const then = lowered(workload);
  const [needed, less] = [workload, then].map(requiredTokensPerMinute);
  const instead = less <= quota ? 'keep the present quota' : `for ${shown(less)}`;
  return `Ask for ${counted(needed, 'token')} per minute${less < needed ? `, or ${instead} with a max_tokens of ${shown(then.maxTokens)}` : ''}`;
}

function aboutMaxTokens(workload: Workload, quotas: Quotas): string {
  const { maxTokens, outputTokens, outputTokenBurndownRate, cacheReadTokens } = workload;
  const enough = breakEvenMaxTokens(workload);
  const sum = `${shown(outputTokenBurndownRate)} × output ${shown(outputTokens)}${cacheReadTokens > 0 ? ` − cache reads ${shown(cacheReadTokens)}` : ''}`;
  if (maxTokens <= enough) {
    return `A max_tokens of ${shown(maxTokens)} costs nothing: up to ${shown(enough)} (${sum}) no more is reserved than counts in the end, so a lower one gains nothing`;
  }
  const surplus = `A max_tokens of ${shown(maxTokens)} makes each request reserve ${counted(reserved(workload), 'token')}, and count ${shown(settled(workload))} in the end`;
  const then = lowered(workload);
  const lowest = then.maxTokens;
  if (lowest === maxTokens) {
    return `${surplus}; it is as low as the average answer, so only less input would reserve less`;
  }
  const lower = lowest === enough
    ? `Lower it as far as your longest answers allow, down to ${shown(enough)} (${sum}), below which nothing is gained`
    : `Lower it to the longest answer that you need, no lower than ${shown(lowest)}`;
  return `${surplus}. ${lower}: at ${shown(lowest)} ${gain(workload, then, quotas)}`;
}

function gain(now: Workload, then: Workload, quotas: Quotas): string {
  const [before, after] = [now, then].map((workload) => sustainable(limitsOf(workload, quotas)));
  const [needed, less] = [now, then].map(requiredTokensPerMinute);
  const falls = `the tokens-per-minute quota that is needed falls from ${shown(needed)} to ${shown(less)}`;
  if (before === undefined || after === undefined || after <= before) {
    return falls;
  }
  const { tokensPerMinuteQuota = Infinity } = quotas;
  const rises = `goes from ${shownRate(before)} to ${counted(after, 'request', shownRate)} a minute`;
  return less > tokensPerMinuteQuota
    ? `${falls}, and the largest rate that is safe with the present one ${rises}`
    : `the largest rate that is safe ${rises}`;
}

/** Nothing for the default, which is not exceeded before the tokens per minute are. */
function aboutDay(workload: Workload, { tokensPerMinuteQuota, tokensPerDayQuota }: Quotas): string[] {
  if (tokensPerDayQuota === undefined || tokensPerDayQuota === defaultPerDay(tokensPerMinuteQuota)
    || fitsIn(workload, { tokensPerDayQuota }) !== false) {
    return [];
  }
  const hours = tokensPerDayQuota / (settled(workload) * workload.requestsPerMinute * 60);
  return [`The quota of ${counted(tokensPerDayQuota, 'token')} a day is used up after ${shown(hours)} of ${counted(workload.hoursPerDay, 'hour')}. ` +
    'This quota is not adjustable in Service Quotas; by default it is 24 × 60 times the tokens per minute, so where it is lower ask AWS Support'];
}

function aboutRequests({ peakRequestsPerMinute }: Workload, { requestsPerMinuteQuota: quota }: Quotas): string[] {
  return quota === undefined || startsPerMinute(peakRequestsPerMinute) <= quota ? [] : [
    `The peak of ${counted(peakRequestsPerMinute, 'request')} a minute exceeds the quota of ${shown(quota)}. AWS's pages disagree on whether requests per minute are still limited: see whether your quota is enforced`,
  ];
}
