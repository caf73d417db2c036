/** Adds an item to the list of a key. */
export function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) {
    list.push(value);
  } else {
    map.set(key, [value]);
  }
}

/** Groups items by key, in the order in which the keys first appear. */
export function group<T>(items: Iterable<T>, keyOf: (item: T) => unknown): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    push(groups, JSON.stringify(keyOf(item)), item);
  }
  return [...groups.values()];
}

/** Numbers objects, so that a key can stand for an object's identity instead of its content. */
export class Numbers {
  private readonly numbers = new Map<object, number>();

  public of(one: object): number {
    const known = this.numbers.get(one) ?? this.numbers.size;
    this.numbers.set(one, known);
    return known;
  }
}
