/** One family member of IAM's condition operators, with its traits as data. */
export interface Operator {
  /** Whether it is true where the positive operator is false, an absent key included. */
  readonly negated: boolean;
  /** Whether `*` and `?` in the policy's value are wildcards. */
  readonly wildcards: boolean;
  /** After how many colons a policy variable is read; one that stands before is taken as unknown. */
  readonly variablesAfter?: number;
  /** Whether part of the policy's value may be unknown and still rule a value out. */
  readonly textual: boolean;
  /** Whether IAM's documentation does not say what a policy's value matches. */
  readonly doubtful?: (expected: string) => boolean;
  /** Prepares the positive test of a request's value against one value of the policy. */
  readonly test: (expected: string) => (actual: string) => boolean;
}

type Traits = Pick<Operator, 'wildcards' | 'textual' | 'doubtful'>;

const VALUE: Traits = { wildcards: false, textual: false };
export const TEXT: Traits = { wildcards: false, textual: true };
export const PATTERN: Traits = { wildcards: true, textual: true };

/** An operator and its negation. */
export function makePair(name: string, negation: string, test: Operator['test'], traits: Traits = VALUE): Record<string, Operator> {
  return { [name]: { ...traits, negated: false, test }, [negation]: { ...traits, negated: true, test } };
}

/** The six makeComparisons of a family whose values are numbers once parsed; what does not parse matches nothing. */
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
