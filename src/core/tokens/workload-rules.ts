import { writeNumber } from './numbers';
import { Given } from './workload';
import { Fault, findFaults, must, required, Rule, Rules } from '../rules/rule';

type NumberRule = Rule<number, Given>;

/** A quota divided by a smaller number is more than JSON can hold. */
const SMALLEST = 1e-6;
const LARGEST = Number.MAX_SAFE_INTEGER;

const TOKENS = mustBeWhole(0, 'must be a whole number of tokens, 0 or more', 'Take the average of one request, rounded');
/** C# gives 0 for a number that is left out, and every answer has a token. */
const OUTPUT_TOKENS = mustBeWhole(1, 'must be a whole number of tokens, 1 or more', 'Take the average of one answer, rounded up');
/** What to give for calls without a `max_tokens`. */
export const UNSET_MAX_TOKENS = 'If calls leave max_tokens unset, Bedrock reserves the longest answer of the model (64,000 tokens or ' +
  'more): set it, or give that number';
const MAX_TOKENS = mustBeWhole(1, 'must be a whole number of tokens, 1 or more', UNSET_MAX_TOKENS);
const RATE = mustBeRate('It may be a fraction, such as 0.5');
const LOOK_UP = 'Take the applied value that Service Quotas shows; leave it out if it is unknown';
const QUOTA = mustBeWhole(1, 'must be a whole number above 0', (quota) => quota === 0
  ? 'New accounts may start at 0, and then every call is throttled: leave it out here, ' +
    'and ask AWS for an increase with the text of the plan'
  : LOOK_UP);
/** 0 is allowed: the plan explains it. */
const DAY_QUOTA_RULES = mustBeWhole(0, 'must be a whole number, 0 or more', LOOK_UP);

/** Numbers without a default are required. */
const WORKLOAD_RULES: Rules<Given> = {
  requestsPerMinute: RATE.map(required),
  inputTokens: [...TOKENS.map(required), must((inputTokens, { cacheReadTokens, cacheWriteTokens }) =>
    inputTokens !== 0 || Boolean(cacheReadTokens) || Boolean(cacheWriteTokens),
  'must be above 0 if nothing is read from the prompt cache or written to it', 'Take the average of one request, rounded up')],
  outputTokens: OUTPUT_TOKENS.map(required),
  maxTokens: [...MAX_TOKENS.map(required), must((maxTokens, { outputTokens }) => !isBelow(maxTokens, outputTokens),
    (_, { outputTokens }) => `must be at least 'outputTokens' (${outputTokens}): no answer is longer`,
    'Take the max_tokens that calls send')],
  cacheReadTokens: TOKENS,
  cacheWriteTokens: TOKENS,
  peakRequestsPerMinute: [...RATE, must((peak, { requestsPerMinute }) => !isBelow(peak, requestsPerMinute),
    (_, { requestsPerMinute }) => `must be at least 'requestsPerMinute' (${requestsPerMinute})`, 'Leave it out if there is no peak')],
  hoursPerDay: [must((hours) => hours >= SMALLEST && hours <= 24, 'must be a number above 0 and at most 24',
    'Leave it out if there are calls day and night')],
  outputTokenBurndownRate: mustBeRate('Leave it out for the rate that AWS states for the model').map(required),
  tokensPerMinuteQuota: QUOTA,
  tokensPerDayQuota: DAY_QUOTA_RULES,
  requestsPerMinuteQuota: QUOTA,
};

/**
 * Finds what is wrong with a workload and quotas that were given.
 *
 * @param isKnown whether a value may be judged
 */
export function findWorkloadFaults(given: Given, isKnown?: (value: unknown) => boolean): Fault[] {
  return findFaults(given, WORKLOAD_RULES, isKnown);
}

function mustBeRate(remedy: string): NumberRule[] {
  return [mustNotBeTooLarge('number'), must((value) => value >= SMALLEST, 'must be a number above 0, at least 0.000001', remedy)];
}

function mustBeWhole(least: number, rule: string, remedy: NumberRule['remedy']): NumberRule[] {
  return [mustNotBeTooLarge('whole number'), must((value) => Number.isInteger(value) && value >= least, rule, remedy)];
}

/** Leaves NaN to the next rule. Writes the text only when needed: the first number that is formatted takes 20 ms. */
function mustNotBeTooLarge(what: string): NumberRule {
  return must((value) => !(value > LARGEST), () => `must be a ${what} up to ${writeNumber(LARGEST)}`, 'Count its digits');
}

/** Whether a value is below a valid bound. A bound that is invalid gets its own message. */
function isBelow(value: number, bound: number): boolean {
  return bound <= LARGEST && value < bound;
}
