import { makePair, PATTERN, TEXT } from './operator';
import { compileGlob } from '../glob';

export const STRING_OPERATORS = {
  ...makePair('StringEquals', 'StringNotEquals', compileGlob, TEXT),
  ...makePair('StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', (expected) => {
    const same = compileGlob(expected.toLowerCase());
    return (actual) => same(actual.toLowerCase());
  }, TEXT),
  ...makePair('StringLike', 'StringNotLike', compileGlob, PATTERN),
};
