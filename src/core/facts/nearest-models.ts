import { KNOWN_MODELS } from './known-models';
import { stripVersion } from './model-ids';

/**
 * How far an ID may be from a listed one to be taken as a typo: two letters too many or missing, one in another's
 * place, or one digit too many or missing.
 *
 * @assumed a digit in another's place is a newer or older model, never a slip: `claude-sonnet-6`, `claude-fable-5-2`
 */
const FARTHEST = 2;

/** Finds the listed models that an unlisted ID most likely means; none where it is listed, or like none. */
export function findNearestModels(modelId: string): string[] {
  const ranked = KNOWN_MODELS.map((known) => ({ known: known.modelId, distance: measure(modelId, known.modelId) }));
  const shortest = Math.min(...ranked.map(({ distance }) => distance));
  return ranked.some(({ known }) => known === modelId) || shortest > FARTHEST
    ? []
    : ranked.filter(({ distance }) => distance === shortest).map(({ known }) => known);
}

/** Measures how far two IDs are apart, with or without date and version, whichever is nearer. */
function measure(given: string, known: string): number {
  return Math.min(countEdits(spell(given), spell(known)), countEdits(spell(stripVersion(given)), spell(stripVersion(known))));
}

/** Spells an ID by its words and then its numbers, as the listed ones are: `claude-5.5-sonnet` is `claude-sonnet-5-5`. */
function spell(modelId: string): string {
  const parts = modelId.toLowerCase().match(/[a-z]+|\d+/g) ?? [];
  return [...parts.filter((part) => /[a-z]/.test(part)), ...parts.filter((part) => /\d/.test(part))].join('-');
}

/**
 * Counts what turns one text into another: characters that come, go or are replaced, and neighbours that change places. What is farther
 * than it matters is Infinity.
 */
function countEdits(left: string, right: string): number {
  const counts: number[][] = [];
  const at = (i: number, j: number) => counts[i]?.[j] ?? Infinity;
  for (let i = 0; i <= left.length; i++) {
    counts[i] = [];
    for (let j = Math.max(0, i - FARTHEST); j <= Math.min(right.length, i + FARTHEST); j++) {
      const [a, b] = [left[i - 1], right[j - 1]];
      counts[i][j] = i + j === 0 ? 0 : Math.min(
        at(i - 1, j) + weigh(a),
        at(i, j - 1) + weigh(b),
        at(i - 1, j - 1) + (a === b ? 0 : 0.75 * (weigh(a) + weigh(b))), // less than one that goes and one that comes
        a === right[j - 2] && b === left[i - 2] ? at(i - 2, j - 2) + weigh(a) * weigh(b) : Infinity,
      );
    }
  }
  return at(left.length, right.length);
}

/** A digit weighs more than a letter, since another number is another model. */
function weigh(character: string): number {
  return character >= '0' && character <= '9' ? FARTHEST : 1;
}
