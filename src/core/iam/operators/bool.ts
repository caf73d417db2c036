import { Operator } from './operator';

export const BOOL_OPERATORS: Record<string, Operator> = {
  Bool: {
    negated: false,
    wildcards: false,
    textual: false,
    test: (expected) => (actual) => actual.toLowerCase() === expected.toLowerCase(),
  },
};
