import { pair, PATTERN, TEXT } from './operator';
import { glob } from '../glob';

export const STRING_OPERATORS = {
  ...pair('StringEquals', 'StringNotEquals', glob, TEXT),
  ...pair('StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', (expected) => {
    const same = glob(expected.toLowerCase());
    return (actual) => same(actual.toLowerCase());
  }, TEXT),
  ...pair('StringLike', 'StringNotLike', glob, PATTERN),
};
