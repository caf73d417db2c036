import { askFor } from './asked-facts';
import { nameRealValues, writePlaceholders } from './change-deny';
import { LegObstacle } from './decide';
import { InvocationLeg, Leg } from './leg';
import { InvocationRemedyKind, Mend, mendByWords } from './remedy';
import { joinWords } from './words';
import { MODELS_OF_REGIONS } from '../facts/guardrails';
import { ConditionKey } from '../facts/iam-words';
import { isKey, nameStatement } from '../iam/document';
import { isUnknown } from '../iam/match';
import { isPlaceholder } from '../iam/placeholders';
import { isTemplateValue } from '../iam/template-values';

/** A thing on which a leg depends, by its name. */
interface Doubt {
  readonly name: string;
  readonly one: LegObstacle;
}

/** What helps if the answer depends on something: give it, or replace the placeholder for it. */
export function askForUnknown(obstacles: readonly LegObstacle[]): (Mend & { readonly of: readonly LegObstacle[] })[] {
  const doubts = obstacles.flatMap((one): Doubt[] => {
    const match = one.obstacle.statement?.matches(one.leg) ?? false;
    return isUnknown(match) ? match.map((name) => ({ name, one })) : [];
  });
  const placeholders = doubts.filter(({ name }) => isPlaceholder(name));
  const others = doubts.filter(({ name }) => !isPlaceholder(name));
  const [waiting, asked] = [placeholders, others].map((some) => new Set(some.map(({ one }) => one)));
  const rest = obstacles.filter((one) => !waiting.has(one) || asked.has(one));
  return [
    ...placeholders.length > 0 ? [{ ...replacePlaceholders(placeholders), of: placeholders.map(({ one }) => one) }] : [],
    ...rest.length > 0 ? [{ ...askForValues(others), of: rest }] : [],
  ];
}

function replacePlaceholders(doubts: readonly Doubt[]): Mend {
  const byPlace = new Map<string, Set<string>>();
  for (const { name, one: { obstacle: { policy, statement } } } of doubts) {
    const where = `${nameStatement(statement!)} of '${policy!.name}'`;
    byPlace.set(where, (byPlace.get(where) ?? new Set()).add(name));
  }
  const places = [...byPlace].map(([where, names]) => `${writePlaceholders([...names])} in ${where}`);
  return mendByWords(InvocationRemedyKind.REPLACE_PLACEHOLDER,
    `Replace ${joinWords(places)} with ${nameRealValues([...new Set(doubts.map(({ name }) => name))])}, and ask again: ` +
    'what a placeholder matches is unknown.');
}

function askForValues(doubts: readonly Doubt[]): Mend {
  const unstated = doubts.find(isUnstatedByAws);
  const said = doubts.filter((doubt) => !isUnstatedByAws(doubt));
  const openNames = new Set(said.flatMap(({ one: { leg } }) => [...leg.open?.values() ?? []].map(({ name }) => name)));
  const names = [...new Set(said.map(({ name }) => name))];
  const open = names.filter((name) => openNames.has(name));
  const keys = names.filter((name) => !openNames.has(name) && isConditionKey(name));
  const deployed = names.filter((name) => !openNames.has(name) && !isConditionKey(name));
  const ofTemplate = deployed.filter(isTemplateValue);
  const sentences = [
    ...open.length + keys.length > 0 ? [askFor(keys, open)] : [],
    ...ofTemplate.length > 0
      ? [`It depends on ${joinWords(ofTemplate)}: write the value into the template, as a parameter's Default or in its place.`]
      : [],
    ...deployed.length > ofTemplate.length || names.length === 0 && unstated === undefined
      ? ['Give the policy as it is deployed: the answer depends on values that only the deployment knows.']
      : [],
    ...unstated
      ? [`AWS does not document what a request on ${unstated.one.leg.resource} carries in ${unstated.name}: ${leaveOut(unstated)}`] : [],
  ];
  return { kind: InvocationRemedyKind.GIVE_KEYS, statements: [], keys, sentence: sentences.join(' ') };
}

function leaveOut({ name }: Doubt): string {
  return isKey(name, ConditionKey.GUARDRAIL_IDENTIFIER) ? `limit the statement to models in a Region, with Resource "${MODELS_OF_REGIONS}".`
    : 'exclude this resource from the statement (NotResource), or allow it in a statement of its own.';
}

function isUnstatedByAws({ name, one: { leg } }: Doubt): boolean {
  return isKey(name, ConditionKey.GUARDRAIL_IDENTIFIER) ? leg.leg !== InvocationLeg.SOURCE_MODEL
    : hasPossibleProfiles(leg) && isKey(name, ConditionKey.INFERENCE_PROFILE_ARN);
}

function hasPossibleProfiles({ possibleProfiles }: Leg): boolean {
  return possibleProfiles !== undefined;
}

/** A prefix, a colon and a name; after a slash anything may follow, such as the name of a tag. */
function isConditionKey(name: string): boolean {
  return /^(?!arn:)[\w.-]+:[\w.-]+(\/.*)?$/s.test(name);
}
