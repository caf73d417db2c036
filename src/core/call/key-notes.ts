import { isKnownKey } from './carried-keys';
import { InvocationLeg, Leg } from './leg';
import { findActionsWith, isResourceTag, KEYS_OF_OTHER_TARGETS } from '../facts/condition-keys';
import { MODELS_OF_REGIONS } from '../facts/guardrails';
import { ConditionKey } from '../facts/iam-words';
import { findNearestKey } from '../facts/nearest-keys';
import { isKey, nameStatement, toList } from '../iam/document';
import { Policy, WITH_VARIABLES } from '../iam/policy';
import { Statement } from '../iam/statement';
import { writeValue } from '../iam/value';

/** A key that a statement names: in a condition, or in a policy variable. */
interface NamedKey {
  readonly key: string;
  /** Says what its absence does. */
  readonly describeEffect: () => string;
  /** Whether it matters to a request, so far as the statement is about that. */
  readonly matters: (leg: Leg) => boolean;
}

/** Writes what the writer of a policy should know of keys that it names, and that requests like these cannot carry. */
export function writeKeyNotes({ statements, version }: Policy, legs: readonly Leg[]): string[] {
  const settled = legs.filter(({ mayCarry }) => mayCarry !== undefined);
  return statements.flatMap((statement) => {
    const variables = version === WITH_VARIABLES ? listVariables(statement) : [];
    const notes = [...listConditionKeys(statement), ...variables].flatMap((named) => writeKeyNote(named, settled) ?? []);
    return [...new Set(notes)].map((note) => `${nameStatement(statement)}: ${note}`);
  });
}

function listConditionKeys({ conditions, concerns }: Statement): NamedKey[] {
  const matters = (leg: Leg) => concerns(leg) !== false;
  return conditions.map(({ key, operator, values }) => ({ key, describeEffect: () => describeEffect(operator, values), matters }));
}

const VARIABLES = /\$\{!?\s*([\w.-]+:(?!:)[^},]*?)\s*[},]/g;

/** Lists the keys in policy variables. Where one keeps a resource from matching at all, the statement is still about the action. */
function listVariables({ document: { Resource, NotResource }, conditions, isAboutAction }: Statement): NamedKey[] {
  const values = [...toList(Resource ?? NotResource), ...conditions.flatMap((condition) => condition.values)];
  const texts = values.map(writeValue).filter((text) => text.includes('${'));
  const matters = (leg: Leg) => isAboutAction(leg) !== false;
  return texts.flatMap((text) => [...text.matchAll(VARIABLES)])
    .map(([, key]) => ({ key, describeEffect: () => 'a policy variable of it takes its default, or matches nothing', matters }));
}

/** Says that no request carries a key, what follows from that, and which key may be meant. */
export function describeUncarriedKey(key: string, effect?: string): string {
  const nearest = isKnownKey(key) ? undefined : findNearestKey(key);
  const isOfModels = nearest !== undefined && isKey(nearest, ConditionKey.MODEL_ARN);
  return [
    `${describeAbsence(key)}${nearest === undefined ? '' : `; did you mean ${nearest}?`}`,
    ...effect === undefined ? [] : [`${nearest === undefined ? ', so ' : ' As it stands, '}${effect}`],
    ...isOfModels ? [`${effect === undefined ? '' : '.'} A model is named by its ARN in Resource or NotResource`] : [],
  ].join('');
}

function describeAbsence(key: string): string {
  if (isKey(key, ...KEYS_OF_OTHER_TARGETS)) {
    return `no call of a model or a profile carries the key ${key}, only one of a prompt router`;
  }
  if (isKnownKey(key)) {
    const actions = findActionsWith(key);
    return `no call of a model carries the key ${key}${actions.length === 0 ? '' : `, which ${actions.slice(0, 3).join(', ')} has`}`;
  }
  const [, service] = /^([\w-]+):/.exec(key) ?? [];
  const isOfOthers = service !== undefined && !/^(aws|bedrock|bedrock-mantle)$/i.test(service);
  return `no request${isOfOthers ? ' to Amazon Bedrock' : ''} carries the key ${key}`;
}

function writeKeyNote({ key, describeEffect: describe, matters }: NamedKey, legs: readonly Leg[]): string | undefined {
  const name = key.toLowerCase();
  if (isKey(key, ConditionKey.GUARDRAIL_IDENTIFIER) && legs.some((leg) => isOpenOn(leg, name) && matters(leg))) {
    return OF_GUARDRAILS;
  }
  const cannotCarry = ({ mayCarry }: Leg) => !mayCarry!(name);
  if (!legs.some((leg) => cannotCarry(leg) && matters(leg))) {
    return undefined;
  }
  if (isResourceTag(key)) {
    return `models and system-defined profiles have no tags, only application profiles and projects: there the key ${key} is absent, so ${
      describe()}`;
  }
  return legs.every((leg) => cannotCarry(leg) || !matters(leg)) ? describeUncarriedKey(key, describe()) : undefined;
}

const OF_GUARDRAILS = `AWS documents the key ${ConditionKey.GUARDRAIL_IDENTIFIER} on models of a Region, and says nothing of ` +
  `profiles, of models without a Region, nor of projects. To be sure, limit the statement to Resource "${MODELS_OF_REGIONS}"`;

/** Whether it is not known if a leg carries a key that the model's leg may have. */
function isOpenOn({ leg, context, mayCarry }: Leg, name: string): boolean {
  return leg !== InvocationLeg.SOURCE_MODEL && !context.has(name) && mayCarry!(name);
}

/** Says what an operator makes of a key that is absent. */
function describeEffect(operator: string, values: readonly unknown[]): string {
  if (operator === 'Null') {
    return `Null ${values.some((value) => String(value).toLowerCase() === 'true') ? 'always' : 'never'} matches`;
  }
  const [, quantifier, ifExists] = /^(?:(For\w+):)?.*?(IfExists)?$/.exec(operator) ?? [];
  const holds = ifExists !== undefined || (quantifier === undefined ? operator.includes('Not') : quantifier === 'ForAllValues');
  return `${operator} ${holds ? 'always' : 'never'} matches`;
}
