import { Operator } from './operator';

/** Decodes Base64. A text that is not Base64 stays unchanged, so it equals only itself. */
function decode(base64: string): string {
  try {
    return atob(base64);
  } catch {
    return base64;
  }
}

export const BINARY_OPERATORS: Record<string, Operator> = {
  BinaryEquals: {
    negated: false,
    wildcards: false,
    textual: false,
    test: (expected) => {
      const bytes = decode(expected);
      return (actual) => bytes === decode(actual);
    },
  },
};
