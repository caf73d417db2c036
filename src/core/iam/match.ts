/**
 * Whether something matches: true, false, or unknown. Unknown is the list of names on which it depends.
 * Matches combine by Kleene's three-valued logic, so an unknown that cannot change the answer is never reported.
 */
export type Match = boolean | readonly string[];

/** Whether any item matches. */
export function matchAny<T>(items: readonly T[], test: (item: T) => Match): Match {
  let unknown: Set<string> | undefined;
  for (const item of items) {
    const match = test(item);
    if (match === true) {
      return true;
    }
    if (match !== false) {
      unknown ??= new Set();
      for (const name of match) {
        unknown.add(name);
      }
    }
  }
  return unknown ? [...unknown] : false;
}

/** Whether all items match. */
export function matchAll<T>(items: readonly T[], test: (item: T) => Match): Match {
  return not(matchAny(items, (item) => not(test(item))));
}

export function not(match: Match): Match {
  return typeof match === 'boolean' ? !match : match;
}

/** Whether a match depends on something unknown. */
export function isUnknown(match: Match): match is readonly string[] {
  return typeof match !== 'boolean';
}

export function union(left: readonly string[] | undefined, right: readonly string[]): readonly string[] {
  return left ? [...new Set([...left, ...right])] : right;
}
