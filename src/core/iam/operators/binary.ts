import { Operator } from './operator';

/** Decodes Base64; nothing for what is none. */
function decode(base64: string): string | undefined {
  try {
    return atob(base64);
  } catch {
    return undefined;
  }
}

export const BINARY_OPERATORS: Record<string, Operator> = {
  BinaryEquals: {
    negated: false,
    wildcards: false,
    textual: false,
    test: (expected) => {
      const bytes = decode(expected);
      return (actual) => bytes !== undefined && bytes === decode(actual);
    },
  },
};
