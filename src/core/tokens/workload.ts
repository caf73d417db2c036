import { described, shown } from './numbers';

/** What calls of one model are made, as averages of one request. */
export interface Workload {
  /** While there are calls; may be a fraction. */
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

/** What Service Quotas shows, as far as it is known. */
export interface Quotas {
  readonly tokensPerMinuteQuota?: number;
  readonly tokensPerDayQuota?: number;
  readonly requestsPerMinuteQuota?: number;
}

/** What people give: a workload without what has a default, and quotas. */
export type Given = Omit<Workload, 'peakRequestsPerMinute' | 'hoursPerDay' | 'cacheReadTokens' | 'cacheWriteTokens'> & Partial<Workload> & Quotas;

const MINUTES_PER_DAY = 24 * 60;

/** What AWS documents as the tokens per day of an account that was not given less. */
export function defaultPerDay(tokensPerMinuteQuota: number | undefined): number | undefined {
  return tokensPerMinuteQuota === undefined ? undefined : tokensPerMinuteQuota * MINUTES_PER_DAY;
}

export function workloadOf(given: Given): Workload {
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

export function quotasOf({ tokensPerMinuteQuota, tokensPerDayQuota, requestsPerMinuteQuota }: Given): Quotas {
  return { tokensPerMinuteQuota, tokensPerDayQuota: tokensPerDayQuota ?? defaultPerDay(tokensPerMinuteQuota), requestsPerMinuteQuota };
}

interface Rule {
  readonly whole: boolean;
  readonly least: number;
  readonly most?: number;
  readonly text: string;
  readonly remedy: string;
  /** Instead of the remedy, for 0. */
  readonly zero?: string;
}

/** Quotients of smaller numbers and quotas leave what JSON can hold. */
const SMALLEST = 1e-6;
const LARGEST = Number.MAX_SAFE_INTEGER;
const TOKENS: Rule = { whole: true, least: 0, text: 'a whole number of tokens, 0 or more', remedy: 'Take the average of one request, rounded' };
const RATE: Rule = { whole: false, least: SMALLEST, text: 'a number above 0, at least 0.000001', remedy: 'It may be a fraction, such as 0.5' };
const QUOTA: Rule = {
  whole: true,
  least: 1,
  text: 'a whole number above 0',
  remedy: 'Take the applied value that Service Quotas shows; leave it out where it is unknown',
  zero: 'New accounts may start at 0, and then every call is throttled: leave it out here, and ask AWS for an increase with the text of the plan',
};
const RULES: Readonly<Record<keyof Workload | keyof Quotas, Rule>> = {
  requestsPerMinute: RATE,
  inputTokens: TOKENS,
  outputTokens: TOKENS,
  maxTokens: {
    whole: true,
    least: 1,
    text: 'a whole number of tokens, 1 or more',
    remedy: 'Where calls leave max_tokens unset, Bedrock reserves the most that the model can answer (64,000 tokens or more): set it, or give that number',
  },
  cacheReadTokens: TOKENS,
  cacheWriteTokens: TOKENS,
  peakRequestsPerMinute: RATE,
  hoursPerDay: { whole: false, least: SMALLEST, most: 24, text: 'a number above 0 and at most 24', remedy: 'Leave it out where there are calls day and night' },
  outputTokenBurndownRate: { ...RATE, remedy: 'It is 5 for Claude 3.7 and later' },
  tokensPerMinuteQuota: QUOTA,
  tokensPerDayQuota: QUOTA,
  requestsPerMinuteQuota: QUOTA,
};
const OPTIONAL: readonly string[] = ['cacheReadTokens', 'cacheWriteTokens', 'peakRequestsPerMinute', 'hoursPerDay', 'tokensPerMinuteQuota', 'tokensPerDayQuota', 'requestsPerMinuteQuota'];

/** The names of all numbers, in the order in which they are judged. */
export const NUMBERS = Object.keys(RULES) as readonly (keyof Given)[];

/**
 * What is wrong with what was given, in the words of who gave it; undefined where nothing is.
 *
 * @param name how a property is called there, for example `--max-tokens`
 */
export function faultOf(given: Given, name: (property: keyof Given) => string): string | undefined {
  const fault = (property: keyof Given, rule: string, remedy: string) => `${name(property)} must be ${rule}, got: ${described(given[property])}. ${remedy}`;
  for (const property of NUMBERS) {
    const value = given[property];
    const { whole, least, most = LARGEST, text, remedy, zero = remedy } = RULES[property];
    if (value === undefined && OPTIONAL.includes(property)) {
      continue;
    }
    if (typeof value === 'number' && value > LARGEST && most === LARGEST) {
      return fault(property, `a ${whole ? 'whole ' : ''}number up to ${shown(LARGEST)}`, 'Count its digits');
    }
    if (!(typeof value === 'number' && value >= least && value <= most && (!whole || Number.isInteger(value)))) {
      return fault(property, text, value === 0 ? zero : remedy);
    }
  }
  const { requestsPerMinute, peakRequestsPerMinute, outputTokens, maxTokens } = given;
  if (maxTokens < outputTokens) {
    return fault('maxTokens', `at least ${name('outputTokens')} (${outputTokens}): no answer is longer`, 'Take the max_tokens that calls send');
  }
  if (peakRequestsPerMinute !== undefined && peakRequestsPerMinute < requestsPerMinute) {
    return fault('peakRequestsPerMinute', `at least ${name('requestsPerMinute')} (${requestsPerMinute})`, 'Leave it out where there is no peak');
  }
  return undefined;
}
