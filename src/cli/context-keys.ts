import { BadUsage } from './usage';
import { describeUncarriedKey } from '../core/call/key-notes';
import { InvocationLeg, Leg } from '../core/call/leg';
import { isResourceTag } from '../core/facts/condition-keys';
import { ConditionKey } from '../core/facts/iam-words';
import { REGION_CODE } from '../core/facts/regions';
import { isKey, toList } from '../core/iam/document';

/** Throws BadUsage for a value of `--context` that no leg can carry. Returns notes on the others. */
export function checkContextKeys(contextKeys: Readonly<Record<string, unknown>>, legs: readonly Leg[]): string[] {
  return Object.entries(contextKeys).flatMap(([key, value]) => {
    if (isKey(key, ConditionKey.SECURE_TRANSPORT, ConditionKey.PRINCIPAL_IS_AWS_SERVICE)) {
      throw new BadUsage(`--context must not hold ${key}, which follows from the call and its caller`);
    }
    const carrying = legs.filter(({ mayCarry }) => mayCarry?.(key.toLowerCase()) !== false);
    if (carrying.length === 0) {
      throw new BadUsage(`--context must name a key that the call can carry: ${describeUncarriedKey(key)}`);
    }
    if (isKey(key, ConditionKey.GUARDRAIL_IDENTIFIER)) {
      return listElsewhere(value, legs);
    }
    return isResourceTag(key) && carrying.every(({ leg }) => leg !== InvocationLeg.PROFILE)
      ? [`${key} is read as a tag of the project. Only application profiles and projects have tags; --profile-kind application asks ` +
        'about a profile']
      : [];
  });
}

/** Notes that a call cannot use a guardrail of another Region. */
function listElsewhere(value: unknown, legs: readonly Leg[]): string[] {
  const regions = new Set(legs.map(({ environment }) => environment.region).filter((region) => REGION_CODE.test(region)));
  const places = toList(value).map((one) => ARN_REGION.exec(String(one))?.[1]).filter((region) => region !== undefined);
  return [...regions].flatMap((from) => places.filter((region) => region !== from)
    .map((region) => `a call from ${from} can use guardrails of ${from} only, not one of ${region}`));
}

const ARN_REGION = /^arn:[^:]+:bedrock:([a-z0-9-]+):/;
