import { allowsOf } from './allow';
import { Caller, Leg, requestOf } from './call';
import { isControlTowers, letThrough } from './edit';
import { LayerKind } from './layers';
import { ConditionKey, KEYS_OF_THE_CALL } from '../facts/iam-words';
import { Condition } from '../iam/condition';
import { isKey, Json, labelOf, listOf } from '../iam/document';
import { Layer } from '../iam/evaluate';
import { Obstacle, obstacles } from '../iam/obstacles';
import { Policy, policy } from '../iam/policy';
import { Request } from '../iam/request';
import { Statement } from '../iam/statement';

/** A condition of a statement, held against a request. */
export interface ConditionFinding {
  readonly operator: string;
  readonly key: string;
  readonly expected: readonly string[];
  /** Absent where the request does not say; empty where it does not carry the key. */
  readonly actual?: readonly string[];
  /** Absent where it depends. */
  readonly holds?: boolean;
}

/** One obstacle of one leg. */
export interface Finding {
  readonly leg: Leg;
  readonly obstacle: Obstacle<LayerKind>;
  readonly conditions: readonly ConditionFinding[];
}

export type RemedyKind = 'CHANGE_STATEMENT' | 'ADD_STATEMENTS' | 'REPLACE_CONTROL' | 'GIVE_KEYS' | 'STAYS_CLOSED';

/** What would mend one obstacle, for all the legs that it stops. */
export interface Remedy {
  readonly kind: RemedyKind;
  readonly legs: readonly Leg['leg'][];
  readonly layer: Layer<LayerKind>;
  readonly policyName?: string;
  readonly statementIndex?: number;
  readonly sentence: string;
  /** Statements to add, or those in whose form the one at fault must stand. */
  readonly statements: readonly Json[];
}

export interface Explanation {
  readonly findings: readonly Finding[];
  readonly remedies: readonly Remedy[];
}

/** Explains why a call is not allowed for certain, and what would mend it without opening more than the call. */
export function explain(layers: readonly Layer<LayerKind>[], legs: readonly Leg[], caller: Caller): Explanation {
  const findings = legs.flatMap((leg): Finding[] => {
    const request = requestOf(leg, caller);
    return obstacles(layers, request).map((obstacle) => ({
      leg,
      obstacle,
      conditions: (obstacle.statement?.conditions ?? []).map((condition) => findingOf(condition, request)),
    }));
  });
  const alike = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = JSON.stringify(mendedTogether(finding.obstacle));
    alike.set(key, [...alike.get(key) ?? [], finding]);
  }
  return { findings, remedies: [...alike.values()].map((group) => remedyOf(group, caller)) };
}

/** What obstacles have in common that one remedy mends: the statement that denies, or the layer that does not allow. */
function mendedTogether({ outcome, layer, policy: one, statement }: Obstacle<LayerKind>): unknown[] {
  switch (outcome) {
    case 'EXPLICITLY_DENIED':
      return [outcome, layer.name, one?.name, statement?.index];
    case 'IMPLICITLY_DENIED':
      return [outcome, layer.name];
    case 'DEPENDS':
      return [outcome];
  }
}

function findingOf({ operator, key, values, matches }: Condition, request: Request): ConditionFinding {
  const match = matches(request);
  return {
    operator,
    key,
    expected: values.map((value) => typeof value === 'object' ? JSON.stringify(value) : String(value)),
    actual: request.context.get(key.toLowerCase()),
    holds: typeof match === 'boolean' ? match : undefined,
  };
}

function remedyOf(group: readonly Finding[], caller: Caller): Remedy {
  const [{ obstacle: { outcome, layer, policy: at, statement } }] = group;
  const legs = group.map(({ leg }) => leg);
  const common = { legs: [...new Set(legs.map(({ leg }) => leg))], layer };
  if (outcome === 'DEPENDS') {
    const keys = new Set(group.flatMap(({ conditions }) => conditions.filter(({ holds }) => holds === undefined).map(({ key }) => key)));
    return {
      ...common,
      kind: 'GIVE_KEYS',
      statements: [],
      sentence: keys.size > 0
        ? `Say what the request carries in ${[...keys].join(', ')}: the answer rests on it.`
        : 'Give the policy as it is deployed: the answer rests on values that only the deployment knows.',
    };
  }
  if (outcome === 'IMPLICITLY_DENIED') {
    return { ...common, ...allowing(layer, legs, caller) };
  }
  return { ...common, policyName: at!.name, statementIndex: statement!.index, ...lifting(layer, at!, statement!, legs, caller) };
}

type Mend = Pick<Remedy, 'kind' | 'sentence' | 'statements'>;

function allowing({ kind, name }: Layer<LayerKind>, legs: readonly Leg[], { account, principalArn }: Caller): Mend {
  if (legs.some(({ leg, throughProfile }) => leg === 'GLOBAL_MODEL' && throughProfile === undefined)) {
    return stays('no call is known to ask for the Region-less model without a profile');
  }
  const statements = allowsOf(legs);
  const what = statements.length === 1 ? 'the statement below, which allows' : 'the statements below, which allow';
  const where = {
    IDENTITY: 'a policy of the role or user; where GlobalClaudeAccess writes its policies, name the model in `models`, and mind `streaming`',
    PERMISSIONS_BOUNDARY: 'the permissions boundary',
    SESSION: 'the session policy',
    VPC_ENDPOINT: 'the policy of the VPC endpoint',
    SERVICE_CONTROL: `a service control policy of the level '${name}', whose policies list all that is allowed`,
  }[kind];
  return {
    kind: 'ADD_STATEMENTS',
    statements: kind === 'VPC_ENDPOINT' ? statements.map((one) => ({ ...one, Principal: { AWS: principalArn ?? account } })) : statements,
    sentence: `Add ${what} what is missing and nothing else, to ${where}.`,
  };
}

function lifting(layer: Layer<LayerKind>, { name, version }: Policy, statement: Statement, legs: readonly Leg[], caller: Caller): Mend {
  const where = `${labelOf(statement)} of '${name}'`;
  const purposes = legs.map((leg) => purposeOf(statement, requestOf(leg, caller)));
  const purpose = purposes.find((one) => one !== undefined);
  if (purpose) {
    return stays(`${where} ${purpose}, so it closes this on purpose. Only its owner can decide to exempt a model or a principal`);
  }
  const edit = letThrough(statement, legs, (arn) => arn);
  if ('refused' in edit) {
    return stays(`${where} denies it; ${edit.refused}`);
  }
  const mended = policy(name, { Version: version, Statement: edit.statements });
  if (mended.statements.some(({ matches }) => legs.some((leg) => matches(requestOf(leg, caller)) !== false))) {
    return stays(`no edit of ${where} was found that admits this call alone`);
  }
  if (isControlTowers(statement)) {
    return {
      kind: 'REPLACE_CONTROL',
      statements: edit.statements.map((one) => ({ ...one, Sid: `Own${String(one.Sid)}` })),
      sentence: `AWS Control Tower manages ${where}, where an edit is drift: switch that control off, and ship a service control policy of your own through Customizations ` +
        'for AWS Control Tower (CfCT) with the statement in the form below. RegionDenyPolicy writes a whole one.',
    };
  }
  const [level, advice] = layer.kind === 'SERVICE_CONTROL' ? [` (${layer.name})`, ' It names one account; RegionDenyPolicy.admit edits for all.'] : ['', ''];
  return {
    kind: 'CHANGE_STATEMENT',
    statements: edit.statements,
    sentence: `Change ${where}${level} to the form below, which admits this call (streaming or not) and no other: ${edit.changes.join('; ')}.${advice}`,
  };
}

function stays(reason: string): Mend {
  return { kind: 'STAYS_CLOSED', statements: [], sentence: `This must stay closed as things are: ${reason}.` };
}

/** How a Deny shows that it means this call, rather than hits it by accident: it names what the call has. */
function purposeOf({ conditions, document }: Statement, request: Request): string | undefined {
  const ofTheCall = conditions.filter(({ key }) => isKey(key, ...KEYS_OF_THE_CALL));
  const naming = ofTheCall.find(({ operator, matches }) => operator !== 'Null' && !operator.includes('Not') && matches(request) === true);
  if (naming) {
    return `names ${naming.key} ${naming.values.map((value) => `"${String(value)}"`).join(', ')}`;
  }
  if (ofTheCall.length > 0 && ofTheCall.every(({ operator, key }) => operator === 'Null' && isKey(key, ConditionKey.INFERENCE_PROFILE_ARN))) {
    return 'is about all calls through profiles, or about all others';
  }
  const resource = listOf(document.Resource ?? []).map(String)
    .find((one) => /^arn:[^:]*:bedrock::/.test(one) || /(inference-profile|foundation-model)\/[^*]/.test(one));
  if (resource && ofTheCall.length === 0) {
    return `names "${resource}"`;
  }
  if (listOf(document.NotResource ?? []).some((one) => /^arn:[^:]*:bedrock:\*-/.test(String(one)))) {
    return 'denies every ARN without a Region';
  }
  return conditions.length === 0 && listOf(document.Resource ?? []).includes('*') ? 'denies it everywhere' : undefined;
}
