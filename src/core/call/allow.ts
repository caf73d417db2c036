import { Leg } from './call';
import { ConditionKey } from '../facts/iam-words';
import { Json } from '../iam/document';

/** A statement for each leg that allows it and nothing else; legs that differ in no more than the action share one. Without Sids, which might stand there already. */
export function allowsOf(legs: readonly Leg[], spell: (profileArn: string) => string = (arn) => arn): Json[] {
  const statements = new Map<string, { leg: Leg; actions: Set<string> }>();
  for (const leg of legs) {
    const key = [leg.resource, leg.requestedRegion, leg.throughProfile].join();
    const known = statements.get(key);
    statements.set(key, known ?? { leg, actions: new Set() });
    statements.get(key)!.actions.add(leg.action);
  }
  return [...statements.values()].map(({ leg: { leg, resource, requestedRegion, throughProfile }, actions }) => {
    const profile = throughProfile === undefined ? undefined : { [ConditionKey.INFERENCE_PROFILE_ARN]: spell(throughProfile) };
    const isPattern = profile !== undefined && spell(throughProfile!).includes('*');
    return {
      Effect: 'Allow',
      Action: [...actions],
      Resource: leg === 'PROFILE' ? spell(resource) : resource,
      Condition: {
        StringEquals: { [ConditionKey.REQUESTED_REGION]: requestedRegion, ...isPattern ? {} : profile },
        ...isPattern ? { ArnLike: profile } : {},
      },
    };
  });
}
