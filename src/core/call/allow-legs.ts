import { Leg } from './leg';
import { ConditionKey } from '../facts/iam-words';
import { Json } from '../iam/document';

/** Writes a resource's ARN into a policy. */
export type WriteArn = (arn: string) => string;

/** Legs that one statement allows: they share actions, Region and kind of condition. */
interface Fold {
  readonly actions: readonly string[];
  readonly requestedRegion: string;
  readonly resources: Set<string>;
  readonly profiles: Set<string>;
}

/**
 * Writes statements that allow legs and nothing else that a call can present. Legs that differ only in resource and profile share one
 * statement. It also admits the model of one with the profile of another, which no call can present. The statements have no Sids, because
 * the policy may have the same ones already.
 */
export function allowLegs(legs: readonly Leg[], writeArn: WriteArn = (arn) => arn): Json[] {
  const alike = new Map<string, { readonly leg: Leg; readonly actions: Set<string> }>();
  for (const leg of legs) {
    const key = [leg.resource, leg.requestedRegion, leg.throughProfile].join();
    const known = alike.get(key) ?? { leg, actions: new Set() };
    known.actions.add(leg.action);
    alike.set(key, known);
  }
  const folds = new Map<string, Fold>();
  for (const { leg: { resource, requestedRegion, throughProfile }, actions } of alike.values()) {
    const key = [[...actions].sort().join('+'), requestedRegion, throughProfile !== undefined].join();
    const fold = folds.get(key) ?? { actions: [...actions], requestedRegion, resources: new Set(), profiles: new Set() };
    folds.set(key, fold);
    fold.resources.add(writeArn(resource));
    if (throughProfile !== undefined) {
      fold.profiles.add(writeArn(throughProfile));
    }
  }
  return [...folds.values()].map(writeFold);
}

function writeFold({ actions, requestedRegion, resources, profiles }: Fold): Json {
  const profile = profiles.size === 0 ? undefined : { [ConditionKey.INFERENCE_PROFILE_ARN]: unwrapSingle([...profiles]) };
  const isPattern = [...profiles].some((arn) => arn.includes('*'));
  return {
    Effect: 'Allow',
    Action: actions,
    Resource: unwrapSingle([...resources]),
    Condition: {
      StringEquals: { [ConditionKey.REQUESTED_REGION]: requestedRegion, ...isPattern ? {} : profile },
      ...isPattern ? { ArnLike: profile } : {},
    },
  };
}

function unwrapSingle(values: readonly string[]): string | readonly string[] {
  return values.length === 1 ? values[0] : values;
}
