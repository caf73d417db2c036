import { joinWords } from '../core/call/words';
import { findKnownModel } from '../core/facts/known-models';
import { findLifecycle, writeEnd } from '../core/facts/lifecycles';
import { findNearestModels } from '../core/facts/nearest-models';
import { readToday } from '../core/rules/date';

/** Says that a model is not in the library's list, and names the nearest ones. */
export function writeUnlistedNote(modelId: string): string | undefined {
  if (findKnownModel(modelId)) {
    return undefined;
  }
  const nearest = findNearestModels(modelId);
  return `${modelId} is not in this library's list${nearest.length > 0 ? `; did you mean ${joinWords(nearest, 'or')}?` : ''}`;
}

/** Says if a model's life on Amazon Bedrock has ended, ends soon, or may end. */
export function writeLifeNote(modelId: string): string | undefined {
  const today = readToday();
  const lifecycle = findLifecycle(modelId, today);
  const { endOfLifeNotBefore: promised, daysLeft = 0 } = lifecycle;
  const end = writeEnd(modelId, lifecycle);
  if (end !== undefined) {
    return daysLeft > 0 ? `${end} (days left: ${daysLeft})` : end;
  }
  return promised !== undefined && promised <= today
    ? `AWS promised ${modelId} only until ${promised}, and may announce its end any day; no date is known here, so see the model's card`
    : undefined;
}
