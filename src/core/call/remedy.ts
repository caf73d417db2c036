import { allowLegs } from './allow-legs';
import { LegObstacle } from './decide';
import { isControlTowers, letThrough } from './edit';
import { InvocationLeg, Leg } from './leg';
import { findPurpose } from './purpose';
import { ConditionKey } from '../facts/iam-words';
import { isKey, Json, nameStatement } from '../iam/document';
import { Layer, PolicyLayer } from '../iam/layer';
import { isUnknown } from '../iam/match';
import { Obstacle } from '../iam/obstacles';
import { InvocationOutcome } from '../iam/outcome';
import { parsePolicy, Policy } from '../iam/policy';
import { Statement } from '../iam/statement';

/** How an obstacle can be mended. */
export enum InvocationRemedyKind {
  /** The statement at fault must stand in another form. */
  CHANGE_STATEMENT = 'CHANGE_STATEMENT',
  /** Statements must be added to a policy of the layer. */
  ADD_STATEMENTS = 'ADD_STATEMENTS',
  /** AWS Control Tower manages the policy, so another one must take its place. */
  REPLACE_CONTROL = 'REPLACE_CONTROL',
  /** The request must say what it carries in some condition keys. */
  GIVE_KEYS = 'GIVE_KEYS',
  /** Nothing admits this call alone, or the policy closes it on purpose. */
  STAYS_CLOSED = 'STAYS_CLOSED',
}

/** What would mend one obstacle, for all the legs that it stops. */
export interface Remedy {
  readonly kind: InvocationRemedyKind;
  readonly legs: readonly InvocationLeg[];
  readonly layer: Layer;
  /** The policy and the statement at fault; none where the layer lacks a statement, or where the answer depends. */
  readonly policy?: Policy;
  readonly statement?: Statement;
  readonly sentence: string;
  /** Statements to add, or those in whose form the one at fault must stand. */
  readonly statements: readonly Json[];
}

type Mend = Pick<Remedy, 'kind' | 'sentence' | 'statements'>;

/** Finds what would mend obstacles without opening more than the call: one remedy for all legs that one obstacle stops. */
export function findRemedies(obstacles: readonly LegObstacle[]): Remedy[] {
  return groupByRemedy(obstacles).map((group) => {
    const [{ obstacle }] = group;
    const { outcome, layer, policy, statement } = obstacle;
    const legs = group.map(({ leg }) => leg);
    const common = { legs: [...new Set(legs.map(({ leg }) => leg))], layer };
    switch (outcome) {
      case InvocationOutcome.DEPENDS:
        return { ...common, ...askForKeys(group) };
      case InvocationOutcome.IMPLICITLY_DENIED:
        return { ...common, ...addAllows(layer, legs) };
      case InvocationOutcome.EXPLICITLY_DENIED:
        return { ...common, policy, statement, ...changeDeny(layer, policy!, statement!, legs) };
    }
  });
}

/** Puts obstacles together that one remedy mends: those of a statement that denies, or of a layer that does not allow. */
function groupByRemedy(obstacles: readonly LegObstacle[]): LegObstacle[][] {
  const groups: LegObstacle[][] = [];
  for (const one of obstacles) {
    const group = groups.find(([{ obstacle }]) => isMendedWith(obstacle, one.obstacle));
    if (group) {
      group.push(one);
    } else {
      groups.push([one]);
    }
  }
  return groups;
}

/** Whether one remedy mends both. */
export function isMendedWith(one: Obstacle, other: Obstacle): boolean {
  if (one.outcome !== other.outcome) {
    return false;
  }
  switch (one.outcome) {
    case InvocationOutcome.DEPENDS:
      return true;
    case InvocationOutcome.IMPLICITLY_DENIED:
      return one.layer === other.layer;
    case InvocationOutcome.EXPLICITLY_DENIED:
      return one.layer === other.layer && one.statement === other.statement;
  }
}

function askForKeys(group: readonly LegObstacle[]): Mend {
  const doubts = group.flatMap(({ leg, obstacle: { statement } }) =>
    (statement?.conditions ?? []).filter(({ matches }) => isUnknown(matches(leg))).map(({ key }) => ({ leg, key })));
  const isUnstatedByAws = ({ leg, key }: typeof doubts[number]) =>
    leg.possibleProfiles !== undefined && isKey(key, ConditionKey.INFERENCE_PROFILE_ARN);
  const keys = new Set(doubts.filter((doubt) => !isUnstatedByAws(doubt)).map(({ key }) => key));
  const unstated = doubts.find(isUnstatedByAws);
  const sentences = [
    ...keys.size > 0 ? [`Say what the request carries in ${[...keys].join(', ')}: the answer rests on it.`] : [],
    ...unstated ? [`AWS does not say what a request on ${unstated.leg.resource} carries in ${unstated.key}: let the statement say ` +
      'nothing of this resource (NotResource), or allow it in a statement of its own.'] : [],
  ];
  return {
    kind: InvocationRemedyKind.GIVE_KEYS,
    statements: [],
    sentence: sentences.length > 0
      ? sentences.join(' ')
      : 'Give the policy as it is deployed: the answer rests on values that only the deployment knows.',
  };
}

/** Where statements must be added that a layer lacks. */
const PLACES: Readonly<Record<PolicyLayer, (levelName: string) => string>> = {
  [PolicyLayer.IDENTITY]: () => 'a policy of the role or user; where GlobalClaudeAccess writes its policies, name the model in ' +
    '`models`, and mind `streaming` and `project`',
  [PolicyLayer.PERMISSIONS_BOUNDARY]: () => 'the permissions boundary',
  [PolicyLayer.SESSION]: () => 'the session policy',
  [PolicyLayer.VPC_ENDPOINT]: () => 'the policy of the VPC endpoint',
  [PolicyLayer.SERVICE_CONTROL]: (level) => `a service control policy of the level '${level}', whose policies list all that is allowed`,
};

function addAllows({ kind, name }: Layer, legs: readonly Leg[]): Mend {
  if (legs.some(({ leg, throughProfile }) => leg === InvocationLeg.GLOBAL_MODEL && throughProfile === undefined)) {
    return keepClosed('no call is known to ask for the Region-less model without a profile');
  }
  const statements = allowLegs(legs);
  const principal = { AWS: findCaller(legs[0]) };
  const what = statements.length === 1 ? 'the statement below, which allows' : 'the statements below, which allow';
  return {
    kind: InvocationRemedyKind.ADD_STATEMENTS,
    statements: kind === PolicyLayer.VPC_ENDPOINT ? statements.map((one) => ({ ...one, Principal: principal })) : statements,
    sentence: `Add ${what} what is missing and nothing else, to ${PLACES[kind](name)}.`,
  };
}

function findCaller({ context, environment }: Leg): string {
  return context.get(ConditionKey.PRINCIPAL_ARN.toLowerCase())?.[0] ?? environment.account;
}

function changeDeny(layer: Layer, { name, version }: Policy, statement: Statement, legs: readonly Leg[]): Mend {
  const where = `${nameStatement(statement)} of '${name}'`;
  const purpose = findPurpose(statement, legs);
  if (purpose !== undefined) {
    return keepClosed(`${where} ${purpose}, so it closes this on purpose. Only its owner can decide to exempt a model or a principal`);
  }
  const edit = letThrough(statement, legs, (arn) => arn);
  if ('refused' in edit) {
    return keepClosed(`${where} denies it; ${edit.refused}`);
  }
  const changed = parsePolicy(name, { Version: version, Statement: edit.statements });
  if (changed.statements.some(({ matches }) => legs.some((leg) => matches(leg) !== false))) {
    return keepClosed(`no edit of ${where} was found that admits this call alone`);
  }
  if (isControlTowers(statement)) {
    return {
      kind: InvocationRemedyKind.REPLACE_CONTROL,
      statements: edit.statements.map((one) => ({ ...one, Sid: `Own${String(one.Sid)}` })),
      sentence: `AWS Control Tower manages ${where}, where an edit is drift: switch that control off, and ship a service control ` +
        'policy of your own ' +
        'through Customizations for AWS Control Tower (CfCT) with the statement in the form below. RegionDenyPolicy writes a whole one.',
    };
  }
  const isControlPolicy = layer.kind === PolicyLayer.SERVICE_CONTROL;
  const level = isControlPolicy ? ` (${layer.name})` : '';
  const advice = legs.every(({ leg }) => leg === InvocationLeg.PROJECT)
    ? ' It names one account: for all, write "*" in place of its number.'
    : ' It names one account; RegionDenyPolicy.admit edits for all.';
  const { length } = edit.statements;
  const form = length === 1
    ? `Change ${where}${level} to the form below, which admits`
    : `Replace ${where}${level} by the ${length} statements below, of which the last keeps closed what the first would open besides. ` +
      'They admit';
  return {
    kind: InvocationRemedyKind.CHANGE_STATEMENT,
    statements: edit.statements,
    sentence: `${form} this call (streaming or not) and no other: ${edit.changes.join('; ')}.${isControlPolicy ? advice : ''}`,
  };
}

function keepClosed(reason: string): Mend {
  return { kind: InvocationRemedyKind.STAYS_CLOSED, statements: [], sentence: `This must stay closed as things are: ${reason}.` };
}
