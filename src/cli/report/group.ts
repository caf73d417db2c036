/** Puts what has the same key together, in the order in which the keys first come. */
export function group<T>(items: Iterable<T>, keyOf: (item: T) => unknown): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = JSON.stringify(keyOf(item));
    const found = groups.get(key);
    if (found) {
      found.push(item);
    } else {
      groups.set(key, [item]);
    }
  }
  return [...groups.values()];
}
