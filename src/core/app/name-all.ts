/** Names the first things, and counts the rest. */
export function nameAll(names: readonly string[], shown = 3): string {
  const some = names.slice(0, shown).map((name) => `'${name}'`);
  const rest = names.length - some.length;
  return rest > 0 ? `${some.join(', ')} and ${rest} more` : some.length > 1 ? `${some.slice(0, -1).join(', ')} and ${some[some.length - 1]}`
    : some.join('');
}
