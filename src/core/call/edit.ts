import { WriteArn } from './allow-legs';
import { InvocationLeg, Leg } from './leg';
import { quote } from './quote';
import { REGION_DENY_SIDS } from '../facts/control-tower';
import { Action, ConditionKey, INVOKE_ACTIONS, OTHER_PROFILE_ACTIONS } from '../facts/iam-words';
import { isKey, Json, toList } from '../iam/document';
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

type Refused = { readonly refused: string };

/** Operators under whose values a pattern of profiles can be added; StringNotEquals would take `*` by the letter. */
const NEGATED = /^(ArnNot(Like|Equals)|StringNotLike)$/;

/** Whether a Deny is one of AWS Control Tower's, which takes an edit of it for drift. */
export function isControlTowers({ sid }: Statement): boolean {
  return REGION_DENY_SIDS.includes(sid ?? '');
}

/**
 * Edits a Deny so that it no longer matches legs of calls through profiles. Profiles are told apart by the key that the models' legs
 * carry, and a profile and a project on their own legs by the ARN; never by admitting `unspecified`, an action or a model's Regional
 * ARN, each of which would open more.
 */
export function letThrough(statement: Statement, legs: readonly Leg[], writeArn: WriteArn): Edit {
  const namedLegs = legs.filter(isNamed);
  const profiles = unique(legs.flatMap(({ throughProfile }) => throughProfile === undefined ? [] : [writeArn(throughProfile)]));
  if (legs.every(({ action }) => action === Action.CREATE_BATCH_JOB)) {
    return {
      refused: 'the creation of a batch job carries no profile, by which it could be told apart. Where jobs on any model may be created, ' +
        `exempt ${Action.CREATE_BATCH_JOB} there: what jobs call is judged as before, by their role`,
    };
  }
  if (legs.some((leg) => !INVOKE_ACTIONS.includes(leg.action) || !(isNamed(leg) || leg.throughProfile !== undefined))) {
    return {
      refused: 'nothing in this request tells it apart from others that must stay closed. A call through the model\'s global profile, ' +
        'from a Region that is allowed, can be told apart',
    };
  }
  const given: Draft = { document: statement.document, rest: [], changes: [] };
  const narrowed = namedLegs.length === 0 ? given : exemptNamedLegs(statement, namedLegs, writeArn);
  if ('refused' in narrowed) {
    return narrowed;
  }
  const { document, rest, changes } = profiles.length === 0 ? narrowed : exemptProfiles(narrowed, profiles);
  return { statements: [document, ...rest], changes };
}

/**
 * The same where the key of the profile would open what that alone tells apart, such as other projects, of which nobody says whether they
 * carry it: the models are taken out of the Deny too, and denied again but for the profiles.
 */
export function letOneByOneThrough(statement: Statement, legs: readonly Leg[], writeArn: WriteArn): Edit {
  const narrowed = exemptNamedLegs(statement, legs.filter(isNamed), writeArn);
  if ('refused' in narrowed) {
    return narrowed;
  }
  const reached = legs.filter(({ throughProfile }) => throughProfile !== undefined);
  const models = letModelsThrough({ ...statement, document: narrowed.document }, unique(reached.map(({ resource }) => resource)),
    unique(reached.map(({ throughProfile }) => writeArn(throughProfile!))));
  return 'refused' in models ? models : {
    statements: [...models.statements, ...narrowed.rest],
    changes: [...narrowed.changes, ...models.changes],
  };
}

/** Whether a leg is told apart by its own ARN. */
function isNamed({ leg }: Leg): boolean {
  return leg === InvocationLeg.PROFILE || leg === InvocationLeg.PROJECT;
}

/**
 * Edits a Deny so that it no longer matches the Region-less legs of models, whichever of some profiles they are reached
 * through: the models are taken out, and denied again but for those profiles.
 */
export function letModelsThrough({ document }: Statement, modelArns: readonly string[], profiles: readonly string[]): Edit {
  const narrowed = exceptResources(document, modelArns);
  if ('refused' in narrowed) {
    return narrowed;
  }
  const again = exemptProfiles({ document: { ...withoutSubject(document), Resource: modelArns }, rest: [], changes: [] }, profiles);
  return {
    statements: [narrowed.document, again.document],
    changes: [...narrowed.changes, `a statement added behind it denies these models again, but for ${quote(profiles)}`],
  };
}

/**
 * Edits a Deny so that it no longer matches models that are reached through profiles of some patterns, nor some projects; a profile's own
 * leg it judges as before.
 */
export function letProfilesThrough(statement: Statement, profiles: readonly string[], projects: readonly Leg[]): Edit {
  const given: Draft = { document: statement.document, rest: [], changes: [] };
  const narrowed = projects.length === 0 ? given : exemptNamedLegs(statement, projects, (arn) => arn);
  if ('refused' in narrowed) {
    return narrowed;
  }
  const { document, rest, changes } = exemptProfiles(narrowed, profiles);
  return { statements: [document, ...rest], changes };
}

/** What a statement says apart from its name and its resources. */
function withoutSubject({ Sid: _sid, Resource: _resource, NotResource: _notResource, ...same }: Json): Json {
  return same;
}

/** Takes profiles and projects out of the resources that a Deny is about, and keeps closed what else is done to them. */
function exemptNamedLegs({ document, conditions, concerns }: Statement, legs: readonly Leg[], writeArn: WriteArn): Draft | Refused {
  if (conditions.some(({ key }) => isKey(key, ConditionKey.REQUESTED_REGION))) {
    return { refused: 'it denies the source Region itself: allow that Region there first, if that is meant' };
  }
  const arns = unique(legs.map(({ resource }) => writeArn(resource)));
  const narrowed = exceptResources(document, arns);
  if ('refused' in narrowed) {
    return narrowed;
  }
  const isDenied = (action: string) => legs.some((leg) => concerns({ ...leg, action }) !== false);
  const { Action: actions, NotAction: others, ...same } = withoutSubject(document);
  const rest = keepDenied(actions, others, isDenied);
  return { ...narrowed, rest: rest ? [{ ...same, ...rest, Resource: arns }] : [] };
}

/** Excepts resources from a Deny; that works only where it is about all resources but some. */
function exceptResources({ Resource: resource, NotResource: excepted, ...others }: Json, arns: readonly string[]): Draft | Refused {
  if (resource !== undefined && toList(resource).some((one) => !/^\*+$/.test(String(one)))) {
    return { refused: 'it names the resources that it denies, where nothing tells profiles apart. Deny the Region-less model instead' };
  }
  return {
    document: { ...others, NotResource: [...toList(excepted ?? []), ...arns] },
    rest: [],
    changes: [`NotResource: ${excepted === undefined ? 'instead of Resource "*", ' : ''}added ${quote(arns)}`],
  };
}

/** Which actions on them must stay denied. */
function keepDenied(actions: unknown, others: unknown, isDenied: (action: string) => boolean): Json | undefined {
  if (others !== undefined) {
    return { NotAction: [...toList(others), ...INVOKE_ACTIONS] };
  }
  if (toList(actions).some((action) => /^(bedrock:)?\*+$/i.test(String(action)))) {
    return { NotAction: INVOKE_ACTIONS };
  }
  const kept = OTHER_PROFILE_ACTIONS.filter(isDenied);
  return kept.length === 0 ? undefined : { Action: kept };
}

/** Exempts profiles by the key that carries them, in the list that exempts others already, if there is one. */
function exemptProfiles({ document, rest, changes }: Draft, arns: readonly string[]): Draft {
  const block = (document.Condition ?? {}) as Record<string, Json>;
  const isProfileKey = (key: string) => isKey(key, ConditionKey.INFERENCE_PROFILE_ARN);
  const operator = Object.keys(block).find((name) => NEGATED.test(name) && Object.keys(block[name]).some(isProfileKey)) ?? 'ArnNotLike';
  const keys = block[operator] ?? {};
  const key = Object.keys(keys).find(isProfileKey) ?? ConditionKey.INFERENCE_PROFILE_ARN;
  const exempt = [...toList(keys[key] ?? []), ...arns];
  return {
    document: { ...document, Condition: { ...block, [operator]: { ...keys, [key]: exempt } } },
    rest,
    changes: [...changes, `Condition.${operator}.${key}: added ${quote(arns)}`],
  };
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
