import { Leg, requestOf } from './call';
import { ConditionKey, INVOKE_ACTIONS, OTHER_PROFILE_ACTIONS } from '../facts/iam-words';
import { isKey, Json, listOf } from '../iam/document';
import { Statement } from '../iam/statement';

/** A Deny as it must stand to let some legs through, and nothing else that a call can present; or why there is none. */
export type Edit =
  | { readonly statements: readonly Json[]; readonly changes: readonly string[] }
  | { readonly refused: string };

/** A Deny on its way there. */
interface Draft {
  readonly document: Json;
  /** Statements that keep closed what the edit would open besides. */
  readonly rest: readonly Json[];
  readonly changes: readonly string[];
}

const NEGATED = /^(ArnNot(Like|Equals)|StringNotLike)$/;

/** The statements by which AWS Control Tower's Region denies are known; Control Tower takes an edit of them for drift. */
const MANAGED_SIDS = ['GRREGIONDENY', 'CTMULTISERVICEPV1'];

export function isControlTowers({ sid }: Statement): boolean {
  return MANAGED_SIDS.includes(sid ?? '');
}

/**
 * Edits a Deny so that it no longer matches legs of calls through profiles. Profiles are told apart by the key that the models' legs
 * carry, and on a profile's own leg by its ARN; never by admitting `unspecified`, an action or a model's Regional ARN, each
 * of which would open more.
 *
 * @param spell writes the ARN of a profile into the policy
 */
export function letThrough(statement: Statement, legs: readonly Leg[], spell: (profileArn: string) => string): Edit {
  const profileLegs = legs.filter(({ leg }) => leg === 'PROFILE');
  const keys = unique(legs.flatMap(({ throughProfile }) => throughProfile === undefined ? [] : [spell(throughProfile)]));
  if (legs.some(({ leg, action, throughProfile }) => !INVOKE_ACTIONS.includes(action) || (leg !== 'PROFILE' && throughProfile === undefined))) {
    return { refused: 'nothing in this request tells it apart from others that must stay closed' };
  }
  const given: Draft = { document: statement.document, rest: [], changes: [] };
  const narrowed = profileLegs.length === 0 ? given : withoutResources(statement, profileLegs, spell);
  if ('refused' in narrowed) {
    return narrowed;
  }
  const { document, rest, changes } = keys.length === 0 ? narrowed : withoutProfiles(narrowed, keys);
  return { statements: [document, ...rest], changes };
}

/**
 * Edits a Deny so that it no longer matches the Region-less legs of models, whichever of some profiles they are reached
 * through: the models are taken out, and denied again but for those profiles.
 */
export function letModelsThrough({ document }: Statement, modelArns: readonly string[], profiles: readonly string[]): Edit {
  const { Sid: _sid, Resource: _resource, NotResource: _notResource, ...same } = document;
  const spared = sparing(document, modelArns);
  if ('refused' in spared) {
    return spared;
  }
  const again = withoutProfiles({ document: { ...same, Resource: modelArns }, rest: [], changes: [] }, profiles);
  return {
    statements: [spared.document, again.document],
    changes: [...spared.changes, `a statement added behind it denies these models again, but for ${quoted(profiles)}`],
  };
}

/** Takes profiles out of the resources that a Deny is about, and keeps closed what else is done to them. */
function withoutResources(statement: Statement, legs: readonly Leg[], spell: (arn: string) => string): Draft | { readonly refused: string } {
  const { document, conditions, concerns } = statement;
  if (conditions.some(({ key }) => isKey(key, ConditionKey.REQUESTED_REGION))) {
    return { refused: 'it denies the source Region itself: allow that Region there first, if that is meant' };
  }
  const arns = unique(legs.map(({ resource }) => spell(resource)));
  const spared = sparing(document, arns);
  if ('refused' in spared) {
    return spared;
  }
  const denied = (action: string) => legs.some((leg) => {
    const [, partition, , region, account] = leg.resource.split(':');
    return concerns(requestOf({ ...leg, action }, { partition, region, account })) !== false;
  });
  const { Sid: _sid, Action: actions, NotAction: others, Resource: _resource, NotResource: _notResource, ...same } = document;
  const rest = stillDenied(actions, others, denied);
  return { ...spared, rest: rest ? [{ ...same, ...rest, Resource: arns }] : [] };
}

/** Only works where a Deny is about all resources but some. */
function sparing({ Resource: resource, NotResource: spared, ...others }: Json, arns: readonly string[]): Draft | { readonly refused: string } {
  return resource !== undefined && listOf(resource).some((one) => !/^\*+$/.test(String(one)))
    ? { refused: 'it names the resources that it denies, where nothing tells profiles apart. Deny the Region-less model instead' }
    : {
      document: { ...others, NotResource: [...listOf(spared ?? []), ...arns] },
      rest: [],
      changes: [`NotResource: ${spared === undefined ? 'instead of Resource "*", ' : ''}added ${quoted(arns)}`],
    };
}

/** Which actions on the profiles must stay denied. */
function stillDenied(actions: unknown, others: unknown, denied: (action: string) => boolean): Json | undefined {
  if (others !== undefined) {
    return { NotAction: [...listOf(others), ...INVOKE_ACTIONS] };
  }
  if (listOf(actions).some((action) => /^(bedrock:)?\*+$/i.test(String(action)))) {
    return { NotAction: INVOKE_ACTIONS };
  }
  const kept = OTHER_PROFILE_ACTIONS.filter(denied);
  return kept.length === 0 ? undefined : { Action: kept };
}

/** Exempts profiles by the key that carries them, in the list that exempts others already, if there is one. */
function withoutProfiles({ document, rest, changes }: Draft, arns: readonly string[]): Draft {
  const block = (document.Condition ?? {}) as Record<string, Json>;
  const isProfileKey = (key: string) => isKey(key, ConditionKey.INFERENCE_PROFILE_ARN);
  const operator = Object.keys(block).find((name) => NEGATED.test(name) && Object.keys(block[name]).some(isProfileKey)) ?? 'ArnNotLike';
  const keys = block[operator] ?? {};
  const key = Object.keys(keys).find(isProfileKey) ?? ConditionKey.INFERENCE_PROFILE_ARN;
  return {
    document: { ...document, Condition: { ...block, [operator]: { ...keys, [key]: [...listOf(keys[key] ?? []), ...arns] } } },
    rest,
    changes: [...changes, `Condition.${operator}.${key}: added ${quoted(arns)}`],
  };
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}

function quoted(values: readonly string[]): string {
  return values.map((value) => `"${value}"`).join(', ');
}
