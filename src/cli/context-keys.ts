import { BadUsage } from './usage';
import { describeUncarriedKey } from '../core/call/key-notes';
import { InvocationLeg, Leg } from '../core/call/leg';
import { isResourceTag } from '../core/facts/condition-keys';
import { ConditionKey } from '../core/facts/iam-words';
import { isKey } from '../core/iam/document';

/** Throws BadUsage for a value of `--context` that no leg can carry; returns what must be said of the others. */
export function checkContextKeys(contextKeys: Readonly<Record<string, unknown>>, legs: readonly Leg[]): string[] {
  return Object.keys(contextKeys).flatMap((key) => {
    if (isKey(key, ConditionKey.SECURE_TRANSPORT, ConditionKey.PRINCIPAL_IS_AWS_SERVICE)) {
      throw new BadUsage(`--context must not hold ${key}, which follows from the call and its caller`);
    }
    const carrying = legs.filter(({ mayCarry }) => mayCarry?.(key.toLowerCase()) !== false);
    if (carrying.length === 0) {
      throw new BadUsage(`--context must name a key that the call can carry: ${describeUncarriedKey(key)}`);
    }
    return isResourceTag(key) && carrying.every(({ leg }) => leg !== InvocationLeg.PROFILE)
      ? [`${key} is a tag of the project: only application profiles and projects have tags, and --profile-kind application asks about one`]
      : [];
  });
}
