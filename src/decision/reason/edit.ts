import { Leg } from './call';
import { Action, ConditionKey } from '../../policy/vocabulary';
import { Statement } from '../engine/statement';

export type Json = Readonly<Record<string, unknown>>;

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

const INVOKE_ACTIONS: readonly string[] = [Action.INVOKE, Action.INVOKE_STREAMING];
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
  const profiles = unique(legs.filter(({ leg }) => leg === 'PROFILE').map(({ resource }) => spell(resource)));
  const keys = unique(legs.flatMap(({ throughProfile }) => throughProfile === undefined ? [] : [spell(throughProfile)]));
  if (legs.some(({ leg, action, throughProfile }) => !INVOKE_ACTIONS.includes(action) || (leg !== 'PROFILE' && throughProfile === undefined))) {
    return { refused: 'nothing in this request tells it apart from others that must stay closed' };
  }
  const given: Draft = { document: statement.document, rest: [], changes: [] };
  const narrowed = profiles.length === 0 ? given : withoutResources(statement, profiles);
  if ('refused' in narrowed) {
    return narrowed;
  }
  const { document, rest, changes } = keys.length === 0 ? narrowed : withoutProfiles(narrowed, keys);
  return { statements: [document, ...rest], changes };
}

/** Takes profiles out of the resources that a Deny is about, which only works where it is about all resources but some. */
function withoutResources({ document, conditions, concerns }: Statement, arns: readonly string[]): Draft | { readonly refused: string } {
  if (conditions.some(({ key }) => key.toLowerCase() === ConditionKey.REQUESTED_REGION.toLowerCase())) {
    return { refused: 'it denies the source Region itself: allow that Region there first, if that is meant' };
  }
  const { Resource: resource, NotResource: spared, ...others } = document;
  if (resource !== undefined && listOf(resource).some((one) => !/^\*+$/.test(String(one)))) {
    return { refused: 'it names the resources that it denies, and on a profile\'s own leg nothing tells profiles apart. Deny the Region-less model instead' };
  }
  const denied = (action: string) => concerns({
    action, resource: arns[0].replace(/:\*:/, ':111122223333:'), context: new Map(), environment: { account: '', region: '', partition: '' },
  }) !== false;
  return {
    document: { ...others, NotResource: [...listOf(spared ?? []), ...arns] },
    rest: otherActions(document, denied).map((actions): Json => {
      const { Action: _action, NotAction: _notAction, Resource: _resource, NotResource: _notResource, Sid: sid, ...same } = document;
      return { ...typeof sid === 'string' ? { Sid: `${sid}OtherActions` } : {}, ...same, ...actions, Resource: arns };
    }),
    changes: [`NotResource: ${spared === undefined ? 'instead of Resource "*", ' : ''}added ${quoted(arns)}`],
  };
}

/** Which actions must stay denied on the profiles. */
function otherActions({ Action: actions, NotAction: spared }: Json, denied: (action: string) => boolean): Json[] {
  if (spared !== undefined) {
    return [{ NotAction: [...listOf(spared), ...INVOKE_ACTIONS] }];
  }
  if (listOf(actions).some((action) => /^(bedrock:)?\*+$/i.test(String(action)))) {
    return [{ NotAction: INVOKE_ACTIONS }];
  }
  return denied(Action.CREATE_BATCH_JOB) ? [{ Action: Action.CREATE_BATCH_JOB }] : [];
}

/** Exempts profiles by the key that carries them, in the list that exempts others already, if there is one. */
function withoutProfiles({ document, rest, changes }: Draft, arns: readonly string[]): Draft {
  const block = (document.Condition ?? {}) as Record<string, Json>;
  const isProfileKey = (key: string) => key.toLowerCase() === ConditionKey.INFERENCE_PROFILE_ARN.toLowerCase();
  const operator = Object.keys(block).find((name) => NEGATED.test(name) && Object.keys(block[name]).some(isProfileKey)) ?? 'ArnNotLike';
  const keys = block[operator] ?? {};
  const key = Object.keys(keys).find(isProfileKey) ?? ConditionKey.INFERENCE_PROFILE_ARN;
  return {
    document: { ...document, Condition: { ...block, [operator]: { ...keys, [key]: [...listOf(keys[key] ?? []), ...arns] } } },
    rest,
    changes: [...changes, `Condition.${operator}.${key}: added ${quoted(arns)}`],
  };
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}

function quoted(values: readonly string[]): string {
  return values.map((value) => `"${value}"`).join(', ');
}
