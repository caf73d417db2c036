import { findKnownModel } from '../core/facts/known-models';
import { findLifecycle, writeEnd } from '../core/facts/lifecycles';
import { findNearestModels } from '../core/facts/nearest-models';
import { readToday } from '../core/rules/date';

/** Says that a model is not listed here, and which one may be meant. */
export function writeUnlistedNote(modelId: string): string | undefined {
  if (findKnownModel(modelId)) {
    return undefined;
  }
  const nearest = findNearestModels(modelId);
  return `${modelId} is not listed here${nearest.length > 0 ? `; should it be ${nearest.join(' or ')}?` : ''}`;
}

/** Says where a model is in its life today, where that is worth a word. */
export function writeLifeNote(modelId: string): string | undefined {
  const today = readToday();
  const lifecycle = findLifecycle(modelId, today);
  const { endOfLifeNotBefore: promised, daysLeft = 0 } = lifecycle;
  const end = writeEnd(modelId, lifecycle);
  if (end !== undefined) {
    return daysLeft > 0 ? `${end} (days left: ${daysLeft})` : end;
  }
  return promised !== undefined && promised <= today
    ? `AWS promised ${modelId} only until ${promised}, and may announce its end any day: none is known here, so see its card`
    : undefined;
}
