import { Leg } from './leg';
import { ConditionKey } from '../facts/iam-words';
import { Json } from '../iam/document';

/** Writes a resource's ARN into a policy. */
export type WriteArn = (arn: string) => string;

/**
 * Writes a statement for each leg that allows it and nothing else; legs that differ in no more than the action share one. Without Sids,
 * which might stand there already.
 */
export function allowLegs(legs: readonly Leg[], writeArn: WriteArn = (arn) => arn): Json[] {
  const alike = new Map<string, { readonly leg: Leg; readonly actions: Set<string> }>();
  for (const leg of legs) {
    const key = [leg.resource, leg.requestedRegion, leg.throughProfile].join();
    const known = alike.get(key) ?? { leg, actions: new Set() };
    known.actions.add(leg.action);
    alike.set(key, known);
  }
  return [...alike.values()].map(({ leg, actions }) => allowLeg(leg, [...actions], writeArn));
}

function allowLeg({ resource, requestedRegion, throughProfile }: Leg, actions: string[], writeArn: WriteArn): Json {
  const profileArn = throughProfile && writeArn(throughProfile);
  const profile = profileArn === undefined ? undefined : { [ConditionKey.INFERENCE_PROFILE_ARN]: profileArn };
  const isPattern = profileArn?.includes('*') ?? false;
  return {
    Effect: 'Allow',
    Action: actions,
    Resource: writeArn(resource),
    Condition: {
      StringEquals: { [ConditionKey.REQUESTED_REGION]: requestedRegion, ...isPattern ? {} : profile },
      ...isPattern ? { ArnLike: profile } : {},
    },
  };
}
