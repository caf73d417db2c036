import { joinWords } from '../call/words';

/** Names the first things, and counts the rest. */
export function nameAll(names: readonly string[], shown = 3): string {
  const some = names.slice(0, shown).map((name) => `'${name}'`);
  const rest = names.length - some.length;
  return joinWords(rest > 0 ? [...some, `${rest} more`] : some);
}
