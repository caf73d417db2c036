import { Statement } from '../engine/statement';

export type Json = Readonly<Record<string, unknown>>;

/** An element that may be one value or a list. */
export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}

/** How texts name a statement. */
export function labelOf({ index, sid }: Pick<Statement, 'index' | 'sid'>): string {
  return `statement ${index}${sid === undefined ? '' : ` ('${sid}')`}`;
}
