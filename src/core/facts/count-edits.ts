/**
 * Counts the edits that turn one text into another: characters that are added, removed or replaced, and neighbors that are swapped. Returns
 * Infinity for more than `farthest` edits.
 */
export function countEdits(left: string, right: string, farthest: number): number {
  const counts: number[][] = [];
  const at = (i: number, j: number) => counts[i]?.[j] ?? Infinity;
  for (let i = 0; i <= left.length; i++) {
    counts[i] = [];
    for (let j = Math.max(0, i - farthest); j <= Math.min(right.length, i + farthest); j++) {
      const [a, b] = [left[i - 1], right[j - 1]];
      counts[i][j] = i + j === 0 ? 0 : Math.min(
        at(i - 1, j) + weigh(a),
        at(i, j - 1) + weigh(b),
        at(i - 1, j - 1) + (a === b ? 0 : 0.75 * (weigh(a) + weigh(b))), // less than one removal and one addition
        a === right[j - 2] && b === left[i - 2] ? at(i - 2, j - 2) + weigh(a) * weigh(b) : Infinity,
      );
    }
  }
  return at(left.length, right.length);
}

/** A digit weighs more than a letter, since a different number is a different model. */
function weigh(character: string): number {
  return character >= '0' && character <= '9' ? 2 : 1;
}
