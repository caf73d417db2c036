/** One of IAM's condition operators, with its traits as data. */
export interface Operator {
  /** Whether it negates a positive operator. It is then also true for an absent key. */
  readonly negated: boolean;
  /** Whether `*` and `?` in the policy's value are wildcards. */
  readonly wildcards: boolean;
  /** The number of colons after which a policy variable is read. A variable before them is unknown. */
  readonly variablesAfter?: number;
  /** Whether a policy's value that is partly unknown can still rule out a request's value. */
  readonly textual: boolean;
  /** Whether AWS does not document what a policy's value matches. */
  readonly doubtful?: (expected: string) => boolean;
  /** Prepares the positive test of a request's value against one value of the policy. */
  readonly test: (expected: string) => (actual: string) => boolean;
}

type Traits = Pick<Operator, 'wildcards' | 'textual' | 'doubtful'>;

const VALUE: Traits = { wildcards: false, textual: false };
export const TEXT: Traits = { wildcards: false, textual: true };
export const PATTERN: Traits = { wildcards: true, textual: true };

/** Makes an operator and its negation. */
export function makePair(name: string, negation: string, test: Operator['test'], traits: Traits = VALUE): Record<string, Operator> {
  return { [name]: { ...traits, negated: false, test }, [negation]: { ...traits, negated: true, test } };
}

/** Makes the six comparisons of a family whose values are parsed into numbers. A value that does not parse matches nothing. */
export function makeComparisons(family: string, parse: (value: string) => number): Record<string, Operator> {
  const compare = (holds: (actual: number, expected: number) => boolean): Operator['test'] => (expected) => {
    const limit = parse(expected);
    return (actual) => holds(parse(actual), limit);
  };
  const one = (holds: (actual: number, expected: number) => boolean): Operator => ({ ...VALUE, negated: false, test: compare(holds) });
  return {
    ...makePair(`${family}Equals`, `${family}NotEquals`, compare((actual, expected) => actual === expected)),
    [`${family}LessThan`]: one((actual, expected) => actual < expected),
    [`${family}LessThanEquals`]: one((actual, expected) => actual <= expected),
    [`${family}GreaterThan`]: one((actual, expected) => actual > expected),
    [`${family}GreaterThanEquals`]: one((actual, expected) => actual >= expected),
  };
}
