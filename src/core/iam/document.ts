export type Json = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An element that may be one value or a list. */
export function toList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}

/** IAM compares the names of condition keys without regard to case. */
export function isKey(key: string, ...names: readonly string[]): boolean {
  return names.some((name) => name.toLowerCase() === key.toLowerCase());
}

/** How texts name a statement. */
export function nameStatement({ index, sid }: { readonly index: number; readonly sid?: string }): string {
  return `statement ${index}${sid === undefined ? '' : ` ('${sid}')`}`;
}
