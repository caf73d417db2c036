import { writeNumber } from './numbers';
import { Given } from './workload';
import { describeFault, Fault, findFaults, must, Rule, Rules } from '../rules/rule';

type NumberRule = Rule<number, Given>;

/** Quotients of smaller numbers and quotas leave what JSON can hold. */
const SMALLEST = 1e-6;
const LARGEST = Number.MAX_SAFE_INTEGER;

const TOKENS = wholeNumber(0, 'must be a whole number of tokens, 0 or more', 'Take the average of one request, rounded');
const MAX_TOKENS = wholeNumber(1, 'must be a whole number of tokens, 1 or more',
  'Where calls leave max_tokens unset, Bedrock reserves the most that the model can answer (64,000 tokens or more): ' +
  'set it, or give that number');
const RATE = rate('It may be a fraction, such as 0.5');
const QUOTA = wholeNumber(1, 'must be a whole number above 0', (quota) => quota === 0
  ? 'New accounts may start at 0, and then every call is throttled: leave it out here, ' +
    'and ask AWS for an increase with the text of the plan'
  : 'Take the applied value that Service Quotas shows; leave it out where it is unknown');

const WORKLOAD_RULES: Rules<Given> = {
  requestsPerMinute: RATE,
  inputTokens: TOKENS,
  outputTokens: TOKENS,
  maxTokens: [...MAX_TOKENS, must((maxTokens, { outputTokens }) => !isBelow(maxTokens, outputTokens),
    (_, { outputTokens }) => `must be at least 'outputTokens' (${outputTokens}): no answer is longer`,
    'Take the max_tokens that calls send')],
  cacheReadTokens: TOKENS,
  cacheWriteTokens: TOKENS,
  peakRequestsPerMinute: [...RATE, must((peak, { requestsPerMinute }) => !isBelow(peak, requestsPerMinute),
    (_, { requestsPerMinute }) => `must be at least 'requestsPerMinute' (${requestsPerMinute})`, 'Leave it out where there is no peak')],
  hoursPerDay: [must((hours) => hours >= SMALLEST && hours <= 24, 'must be a number above 0 and at most 24',
    'Leave it out where there are calls day and night')],
  outputTokenBurndownRate: rate('It is 5 for Claude 3.7 and later'),
  tokensPerMinuteQuota: QUOTA,
  tokensPerDayQuota: QUOTA,
  requestsPerMinuteQuota: QUOTA,
};

/** The numbers that have no default, each with what is said where it is missing. */
const REQUIRED = {
  requestsPerMinute: RATE[1],
  inputTokens: TOKENS[1],
  outputTokens: TOKENS[1],
  maxTokens: MAX_TOKENS[1],
  outputTokenBurndownRate: RATE[1],
};

/**
 * Finds what is wrong with a workload and quotas that were given.
 *
 * @param isKnown whether a value may be judged
 */
export function findWorkloadFaults(given: Given, isKnown?: (value: unknown) => boolean): Fault[] {
  return [...findMissing(given), ...findFaults(given, WORKLOAD_RULES, isKnown)];
}

function findMissing(given: Given): Fault[] {
  const missing = (Object.keys(REQUIRED) as (keyof typeof REQUIRED)[]).filter((prop) => given[prop] === undefined || given[prop] === null);
  return missing.map((prop) => describeFault(prop, given[prop], given, REQUIRED[prop]));
}

function rate(remedy: string): readonly [NumberRule, NumberRule] {
  return [notAbove('number'), must((value) => value >= SMALLEST, 'must be a number above 0, at least 0.000001', remedy)];
}

function wholeNumber(least: number, rule: string, remedy: NumberRule['remedy']): readonly [NumberRule, NumberRule] {
  return [notAbove('whole number'), must((value) => Number.isInteger(value) && value >= least, rule, remedy)];
}

/** NaN is left to the rule that follows. The text is written when it is needed: the first number that is written takes 20 ms. */
function notAbove(what: string): NumberRule {
  return must((value) => !(value > LARGEST), () => `must be a ${what} up to ${writeNumber(LARGEST)}`, 'Count its digits');
}

/** Not where the bound breaks a rule of its own: that is told. */
function isBelow(value: number, bound: number): boolean {
  return bound <= LARGEST && value < bound;
}
