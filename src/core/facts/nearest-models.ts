import { countEdits } from './count-edits';
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
  return Math.min(
    countEdits(spell(given), spell(known), FARTHEST),
    countEdits(spell(stripVersion(given)), spell(stripVersion(known)), FARTHEST),
  );
}

/** Spells an ID by its words and then its numbers, as the listed ones are: `claude-5.5-sonnet` is `claude-sonnet-5-5`. */
function spell(modelId: string): string {
  const parts = modelId.toLowerCase().match(/[a-z]+|\d+/g) ?? [];
  return [...parts.filter((part) => /[a-z]/.test(part)), ...parts.filter((part) => /\d/.test(part))].join('-');
}
