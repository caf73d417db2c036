import { WriteArn } from './allow-legs';
import { InvocationLeg, Leg } from './leg';
import { quote } from './quote';
import { REGION_DENY_SIDS } from '../facts/control-tower';
import { Action, ConditionKey, INVOKE_ACTIONS, OTHER_PROFILE_ACTIONS } from '../facts/iam-words';
import { isKey, Json, toList } from '../iam/document';
import { Statement } from '../iam/statement';

/** A Deny in the form that allows some legs and nothing else that a call can present, or the reason why there is none. */
export type Edit =
  | { readonly statements: readonly Json[]; readonly changes: readonly string[] }
  | { readonly refused: string };

/** A Deny while it is edited. */
interface Draft {
  readonly document: Json;
  /** Statements that keep closed what the edit would open too. */
  readonly rest: readonly Json[];
  readonly changes: readonly string[];
}

type Refused = { readonly refused: string };

/** Operators that accept a pattern of profiles; StringNotEquals would take `*` literally. */
const NEGATED = /^(ArnNot(Like|Equals)|StringNotLike)$/;

/** Whether a Deny belongs to AWS Control Tower, which treats an edit of it as drift. */
export function isControlTowers({ sid }: Statement): boolean {
  return REGION_DENY_SIDS.includes(sid ?? '');
}

/**
 * Edits a Deny so that it no longer matches legs of calls through profiles. On the models' legs a condition key distinguishes profiles; on
 * their own legs, a profile and a project have their ARNs. The edit never admits `unspecified`, an action or a model's Regional ARN:
 * each would open more.
 */
export function letThrough(statement: Statement, legs: readonly Leg[], writeArn: WriteArn): Edit {
  const namedLegs = legs.filter(isNamed);
  const profiles = unique(legs.flatMap(({ throughProfile }) => throughProfile === undefined ? [] : [writeArn(throughProfile)]));
  if (legs.every(({ action }) => action === Action.CREATE_BATCH_JOB)) {
    return {
      refused: 'a request to create a batch job carries no profile, so nothing distinguishes it. If jobs on any model may be created, ' +
        `exempt ${Action.CREATE_BATCH_JOB} there: the calls of jobs are judged as before, by their role`,
    };
  }
  if (legs.some((leg) => !INVOKE_ACTIONS.includes(leg.action) || !(isNamed(leg) || leg.throughProfile !== undefined))) {
    return {
      refused: 'nothing distinguishes this request from others that must stay closed. Call through the model\'s global profile, ' +
        'from an allowed Region: such a call can be distinguished',
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
 * The same, for the case that the condition key of the profile would open too much, such as other projects, which may not carry it. The
 * edit takes the models out of the Deny as well, and denies them again except through the profiles.
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

/** Whether a leg's own ARN distinguishes it. */
function isNamed({ leg }: Leg): boolean {
  return leg === InvocationLeg.PROFILE || leg === InvocationLeg.PROJECT;
}

/**
 * Edits a Deny so that it no longer matches the Region-less legs of models that are called through some profiles. It takes the models
 * out, and denies them again except through those profiles.
 */
export function letModelsThrough({ document }: Statement, modelArns: readonly string[], profiles: readonly string[]): Edit {
  const narrowed = exceptResources(document, modelArns);
  if ('refused' in narrowed) {
    return narrowed;
  }
  const again = exemptProfiles({ document: { ...withoutSubject(document), Resource: modelArns }, rest: [], changes: [] }, profiles);
  return {
    statements: [narrowed.document, again.document],
    changes: [...narrowed.changes, `an added statement denies these models again, except through ${quote(profiles)}`],
  };
}

/**
 * Edits a Deny so that it no longer matches models that are called through profiles of some patterns, nor some projects. It judges a
 * profile's own leg as before.
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

/** A statement without its Sid and its resources. */
function withoutSubject({ Sid: _sid, Resource: _resource, NotResource: _notResource, ...same }: Json): Json {
  return same;
}

/** Takes profiles and projects out of the resources of a Deny, and keeps other actions on them denied. */
function exemptNamedLegs({ document, conditions, concerns }: Statement, legs: readonly Leg[], writeArn: WriteArn): Draft | Refused {
  if (conditions.some(({ key }) => isKey(key, ConditionKey.REQUESTED_REGION))) {
    return { refused: 'it denies the source Region itself. If calls from that Region are meant to work, allow the Region there first' };
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

/** Exempts resources from a Deny. That works only if the Deny covers all resources, or all but some. */
function exceptResources({ Resource: resource, NotResource: excepted, ...others }: Json, arns: readonly string[]): Draft | Refused {
  if (resource !== undefined && toList(resource).some((one) => !/^\*+$/.test(String(one)))) {
    return { refused: 'it names the resources that it denies, which do not distinguish profiles. Deny the model without a Region instead' };
  }
  return {
    document: { ...others, NotResource: [...toList(excepted ?? []), ...arns] },
    rest: [],
    changes: [`NotResource: ${excepted === undefined ? 'instead of Resource "*", ' : ''}added ${quote(arns)}`],
  };
}

/** The actions on them that must stay denied. */
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

/** Exempts profiles by the key that carries them, in the existing list of exempt profiles if there is one. */
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
