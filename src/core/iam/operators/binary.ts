import { Operator } from './operator';

export const BINARY_OPERATORS: Record<string, Operator> = {
  BinaryEquals: {
    negated: false,
    wildcards: false,
    textual: false,
    test: (expected) => {
      const bytes = Buffer.from(expected, 'base64');
      return (actual) => bytes.equals(Buffer.from(actual, 'base64'));
    },
  },
};
