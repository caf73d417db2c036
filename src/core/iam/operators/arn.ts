import { makePair, PATTERN } from './operator';
import { compileGlob } from '../glob';
import { UNKNOWN_TEXT } from '../special-characters';

/**
 * ArnEquals behaves as ArnLike does: each of the six parts is compared on its own, wildcards included (IAM User Guide, "ARN
 * condition operators").
 */
function compileArnPattern(expected: string): (actual: string) => boolean {
  if (expected.includes(UNKNOWN_TEXT)) {
    return compileGlob(expected); // an unknown text may hold colons
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

/** Splits a value that is held against one pattern after the other, as those of long lists are, with all its candidates. */
function splitOnce(arn: string): string[] | undefined {
  if (!latest.has(arn)) {
    if (latest.size === MOST_KEPT) {
      latest.clear();
    }
    latest.set(arn, splitArn(arn));
  }
  return latest.get(arn);
}

/** A pattern of fewer parts, such as `*`, is no ARN, and might match nothing or everything. */
const ARN_PATTERN = { ...PATTERN, doubtful: (expected: string) => splitArn(expected) === undefined };

export const ARN_OPERATORS = {
  ...makePair('ArnEquals', 'ArnNotEquals', compileArnPattern, ARN_PATTERN),
  ...makePair('ArnLike', 'ArnNotLike', compileArnPattern, ARN_PATTERN),
};
