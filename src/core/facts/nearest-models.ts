import { countEdits } from './count-edits';
import { KNOWN_MODELS } from './known-models';
import { stripVersion } from './model-ids';

/**
 * The most edits that make an ID a typo of a listed ID: two extra or missing letters, one wrong letter, or one extra or missing digit.
 *
 * @assumed that a different digit is a newer or older model and never a typo: `claude-sonnet-6`, `claude-fable-5-2`
 */
const FARTHEST = 2;

/** Finds the listed models that an unlisted ID most likely means; empty if the ID is listed, or similar to none. */
export function findNearestModels(modelId: string): string[] {
  const ranked = KNOWN_MODELS.map((known) => ({ known: known.modelId, distance: measure(modelId, known.modelId) }));
  const shortest = Math.min(...ranked.map(({ distance }) => distance));
  return ranked.some(({ known }) => known === modelId) || shortest > FARTHEST
    ? []
    : ranked.filter(({ distance }) => distance === shortest).map(({ known }) => known);
}

/** Measures the distance of two IDs, with or without date and version, whichever is smaller. */
function measure(given: string, known: string): number {
  return Math.min(
    countEdits(spell(given), spell(known), FARTHEST),
    countEdits(spell(stripVersion(given)), spell(stripVersion(known)), FARTHEST),
  );
}

/** Writes an ID's words first and then its numbers, as in the listed IDs: `claude-5.5-sonnet` is `claude-sonnet-5-5`. */
function spell(modelId: string): string {
  const parts = modelId.toLowerCase().match(/[a-z]+|\d+/g) ?? [];
  return [...parts.filter((part) => /[a-z]/.test(part)), ...parts.filter((part) => /\d/.test(part))].join('-');
}
