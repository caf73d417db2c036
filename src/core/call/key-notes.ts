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

/** A key that a statement names, in a condition or in a policy variable. */
interface NamedKey {
  readonly key: string;
  /** Says what happens if the key is absent. */
  readonly describeEffect: () => string;
  /** Whether the key matters to a request that the statement covers. */
  readonly matters: (leg: Leg) => boolean;
}

/** Writes notes on keys that a policy names and that requests like these cannot carry. */
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

/** Lists the keys in policy variables. Even if a variable keeps a resource from matching, the statement still covers the action. */
function listVariables({ document: { Resource, NotResource }, conditions, isAboutAction }: Statement): NamedKey[] {
  const values = [...toList(Resource ?? NotResource), ...conditions.flatMap((condition) => condition.values)];
  const texts = values.map(writeValue).filter((text) => text.includes('${'));
  const matters = (leg: Leg) => isAboutAction(leg) !== false;
  return texts.flatMap((text) => [...text.matchAll(VARIABLES)])
    .map(([, key]) => ({ key, describeEffect: () => 'a policy variable with it uses its default, or matches nothing', matters }));
}

/** Says that no request carries a key, what follows from that, and which key you may have meant. */
export function describeUncarriedKey(key: string, effect?: string): string {
  const nearest = isKnownKey(key) ? undefined : findNearestKey(key);
  const isOfModels = nearest !== undefined && isKey(nearest, ConditionKey.MODEL_ARN);
  return [
    `${describeAbsence(key)}${nearest === undefined ? '' : `; did you mean ${nearest}?`}`,
    ...effect === undefined ? [] : [`${nearest === undefined ? ', so ' : ' As written, '}${effect}`],
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
    return `only application profiles and projects have tags. On models and AWS's own profiles the key ${key} is absent, so ${
      describe()}`;
  }
  return legs.every((leg) => cannotCarry(leg) || !matters(leg)) ? describeUncarriedKey(key, describe()) : undefined;
}

const OF_GUARDRAILS = `AWS documents the key ${ConditionKey.GUARDRAIL_IDENTIFIER} on models in a Region. It says nothing about ` +
  `profiles, models without a Region, or projects. To be sure, limit the statement to Resource "${MODELS_OF_REGIONS}"`;

/** Whether it is unknown if a leg carries a key that the model's leg may have. */
function isOpenOn({ leg, context, mayCarry }: Leg, name: string): boolean {
  return leg !== InvocationLeg.SOURCE_MODEL && !context.has(name) && mayCarry!(name);
}

/** Says how an operator treats an absent key. */
function describeEffect(operator: string, values: readonly unknown[]): string {
  if (operator === 'Null') {
    return `Null ${values.some((value) => String(value).toLowerCase() === 'true') ? 'always' : 'never'} matches`;
  }
  const [, quantifier, ifExists] = /^(?:(For\w+):)?.*?(IfExists)?$/.exec(operator) ?? [];
  const holds = ifExists !== undefined || (quantifier === undefined ? operator.includes('Not') : quantifier === 'ForAllValues');
  return `${operator} ${holds ? 'always' : 'never'} matches`;
}
