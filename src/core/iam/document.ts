export type Json = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Makes a list of an element that may be one value or a list. */
export function toList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}

/** Whether a condition key has one of the names. In IAM these names are not case-sensitive. */
export function isKey(key: string, ...names: readonly string[]): boolean {
  return names.some((name) => name.toLowerCase() === key.toLowerCase());
}

/** Names a statement for messages. */
export function nameStatement({ index, sid }: { readonly index: number; readonly sid?: string }): string {
  return `statement ${index}${sid === undefined ? '' : ` ('${sid}')`}`;
}
