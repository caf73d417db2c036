import { pair, PATTERN, TEXT } from './operator';
import { compileGlob } from '../glob';

export const STRING_OPERATORS = {
  ...pair('StringEquals', 'StringNotEquals', compileGlob, TEXT),
  ...pair('StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', (expected) => {
    const same = compileGlob(expected.toLowerCase());
    return (actual) => same(actual.toLowerCase());
  }, TEXT),
  ...pair('StringLike', 'StringNotLike', compileGlob, PATTERN),
};
