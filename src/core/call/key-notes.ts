import { isKnownKey } from './carried-keys';
import { Leg } from './leg';
import { findActionsWith, isResourceTag, KEYS_OF_OTHER_TARGETS } from '../facts/condition-keys';
import { ConditionKey } from '../facts/iam-words';
import { findNearestKey } from '../facts/nearest-keys';
import { isKey, nameStatement } from '../iam/document';
import { Policy, WITH_VARIABLES } from '../iam/policy';
import { Statement } from '../iam/statement';

/** A key that a statement names: in a condition, or in a policy variable. */
interface NamedKey {
  readonly key: string;
  /** What its absence does. */
  readonly effect: string;
  /** The requests that the key matters to. */
  readonly legs: readonly Leg[];
}

/** Writes what the writer of a policy should know of keys that it names, and that requests like these cannot carry. */
export function writeKeyNotes({ statements, version }: Policy, legs: readonly Leg[]): string[] {
  const settled = legs.filter(({ mayCarry }) => mayCarry !== undefined);
  return statements.flatMap((statement) => {
    const variables = version === WITH_VARIABLES ? listVariables(statement, settled) : [];
    const notes = [...listConditionKeys(statement, settled), ...variables].flatMap((named) => writeKeyNote(named) ?? []);
    return [...new Set(notes)].map((note) => `${nameStatement(statement)}: ${note}`);
  });
}

function listConditionKeys({ conditions, concerns }: Statement, legs: readonly Leg[]): NamedKey[] {
  const about = conditions.length === 0 ? [] : legs.filter((leg) => concerns(leg) !== false);
  return conditions.map(({ key, operator, values }) => ({ key, effect: describeEffect(operator, values), legs: about }));
}

const VARIABLES = /\$\{!?\s*([\w.-]+:(?!:)[^},]*?)\s*[},]/g;

/** Lists the keys in policy variables. Where one keeps a resource from matching at all, the statement is still about the action. */
function listVariables({ document: { Resource, NotResource, Condition }, isAboutAction }: Statement, legs: readonly Leg[]): NamedKey[] {
  const found = [...JSON.stringify([Resource, NotResource, Condition]).matchAll(VARIABLES)];
  const about = found.length === 0 ? [] : legs.filter((leg) => isAboutAction(leg) !== false);
  const effect = 'a policy variable of it takes its default, or matches nothing';
  return found.map(([, key]) => ({ key, effect, legs: about }));
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

function writeKeyNote({ key, effect, legs }: NamedKey): string | undefined {
  const without = legs.filter(({ mayCarry }) => !mayCarry!(key.toLowerCase()));
  if (without.length === 0) {
    return undefined;
  }
  if (isResourceTag(key)) {
    return `models and system-defined profiles have no tags, only application profiles and projects: there the key ${key} is absent, so ${
      effect}`;
  }
  return without.length < legs.length ? undefined : describeUncarriedKey(key, effect);
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
