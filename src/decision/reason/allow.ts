import { Leg } from './call';
import { Json } from './edit';
import { ConditionKey } from '../../policy/vocabulary';

const SIDS: Record<Leg['leg'], string> = {
  PROFILE: 'InferenceProfile',
  SOURCE_MODEL: 'SourceModel',
  GLOBAL_MODEL: 'GlobalModel',
  DESTINATION_MODEL: 'DestinationModel',
  MANTLE_PROJECT: 'MantleProject',
  BEARER_TOKEN: 'BearerToken',
};

/** A statement for each leg that allows it and nothing else; legs that differ in no more than the action share one. */
export function allowsOf(legs: readonly Leg[], spell: (profileArn: string) => string = (arn) => arn): Json[] {
  const statements = new Map<string, { leg: Leg; actions: Set<string> }>();
  for (const leg of legs) {
    const key = [leg.resource, leg.requestedRegion, leg.throughProfile].join();
    const known = statements.get(key);
    statements.set(key, known ?? { leg, actions: new Set() });
    statements.get(key)!.actions.add(leg.action);
  }
  const numbered = new Map<string, number>();
  return [...statements.values()].map(({ leg: { leg, resource, requestedRegion, throughProfile }, actions }) => {
    const number = (numbered.get(leg) ?? 0) + 1;
    numbered.set(leg, number);
    const profile = throughProfile === undefined ? undefined : { [ConditionKey.INFERENCE_PROFILE_ARN]: spell(throughProfile) };
    const isPattern = profile !== undefined && spell(throughProfile!).includes('*');
    return {
      Sid: `${SIDS[leg]}${number === 1 ? '' : number}`,
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
