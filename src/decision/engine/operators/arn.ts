import { pair, PATTERN } from './operator';
import { glob, UNKNOWN_TEXT } from '../glob';

/** ArnEquals behaves as ArnLike does: each of the six parts is compared on its own, wildcards included (IAM User Guide, "ARN condition operators"). */
function arnLike(expected: string): (actual: string) => boolean {
  if (expected.includes(UNKNOWN_TEXT)) {
    return glob(expected); // an unknown text may hold colons
  }
  const tests = arnParts(expected)?.map(glob);
  return (actual) => {
    const parts = arnParts(actual);
    return parts !== undefined && tests !== undefined && parts.every((part, index) => tests[index](part));
  };
}

function arnParts(arn: string): string[] | undefined {
  const parts = arn.split(':');
  return parts.length < 6 ? undefined : [...parts.slice(0, 5), parts.slice(5).join(':')];
}

export const ARN_OPERATORS = {
  ...pair('ArnEquals', 'ArnNotEquals', arnLike, PATTERN),
  ...pair('ArnLike', 'ArnNotLike', arnLike, PATTERN),
};
