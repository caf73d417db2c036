import { makePair, PATTERN } from './operator';
import { compileGlob } from '../glob';
import { UNKNOWN_TEXT } from '../special-characters';

/**
 * Prepares the test of both ArnEquals and ArnLike, which behave the same. Each of the six parts is compared separately, with wildcards
 * (IAM User Guide, "ARN condition operators").
 */
function compileArnPattern(expected: string): (actual: string) => boolean {
  if (expected.includes(UNKNOWN_TEXT)) {
    return compileGlob(expected); // an unknown text may contain colons
  }
  const tests = splitArn(expected)?.map(compileGlob);
  return (actual) => {
    const parts = splitOnce(actual);
    return parts !== undefined && tests !== undefined && parts.every((part, index) => tests[index](part));
  };
}

function splitArn(arn: string): string[] | undefined {
  const parts = arn.split(':');
  return parts.length < 6 ? undefined : [...parts.slice(0, 5), parts.slice(5).join(':')];
}

const latest = new Map<string, string[] | undefined>();
const MOST_KEPT = 16;

/** Splits a value and keeps the result, because each value and its candidates are compared with long lists of patterns. */
function splitOnce(arn: string): string[] | undefined {
  if (!latest.has(arn)) {
    if (latest.size === MOST_KEPT) {
      latest.clear();
    }
    latest.set(arn, splitArn(arn));
  }
  return latest.get(arn);
}

/** A pattern of fewer parts, such as `*`, is not an ARN. It might match nothing or everything. */
const ARN_PATTERN = { ...PATTERN, doubtful: (expected: string) => splitArn(expected) === undefined };

export const ARN_OPERATORS = {
  ...makePair('ArnEquals', 'ArnNotEquals', compileArnPattern, ARN_PATTERN),
  ...makePair('ArnLike', 'ArnNotLike', compileArnPattern, ARN_PATTERN),
};
