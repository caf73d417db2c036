import { DenyAt, keepClosed, nameDeny } from './change-deny';
import { letProfilesThrough } from './edit';
import { InvocationLeg, Leg, reachThrough } from './leg';
import { InvocationRemedyKind, Mend, mendByWords } from './remedy';
import { writeApplicationProfileArn } from '../facts/arns';
import { findResourceTag, isResourceTag } from '../facts/condition-keys';
import { Tag, writeCreateProfileCommand, writeTagCommand } from '../facts/profile-tags';
import { Condition } from '../iam/condition';
import { parsePolicy } from '../iam/policy';
import { Statement } from '../iam/statement';

/** Whether a Deny asks for a tag of the resource, which of all that a call names only application profiles and projects can have. */
export function isAboutTags({ conditions }: Statement): boolean {
  return conditions.some(({ key }) => isResourceTag(key));
}

/** What helps where a Deny asks for a tag: a statement that asks it of profiles alone, and a profile that has it. */
export function mendTags(at: DenyAt, legs: readonly Leg[]): (Mend & { readonly of: readonly Leg[] })[] {
  const isOfProfile = ({ leg }: Leg) => leg === InvocationLeg.PROFILE;
  const [profiles, others] = [legs.filter(isOfProfile), legs.filter((leg) => !isOfProfile(leg))];
  return [
    ...others.length > 0 ? [{ ...askProfilesOnly(at, others), of: others }] : [],
    ...profiles.length > 0 ? [{ ...askForTag(at, profiles), of: profiles }] : [],
  ];
}

/** Models have no tags: calls through application profiles, which are asked for the tag themselves, are taken out. */
function askProfilesOnly(at: DenyAt, legs: readonly Leg[]): Mend {
  const { policy: { name, version }, statement } = at;
  const [{ environment }] = legs;
  const pattern = writeApplicationProfileArn({ ...environment, region: '*' }, '*', '*');
  const projects = legs.filter(({ leg }) => leg === InvocationLeg.PROJECT);
  const edit = letProfilesThrough(statement, [pattern], projects);
  if ('refused' in edit) {
    return closeTags(at, edit.refused);
  }
  const changed = parsePolicy(name, { Version: version, Statement: edit.statements }).statements;
  const sample = writeApplicationProfileArn(environment, environment.account, 'a1b2c3d4e5f6');
  if (legs.map((leg) => reachThrough(leg, sample)).some((leg) => changed.some(({ matches }) => matches(leg) !== false))) {
    return closeTags(at, 'no edit of it was found that asks profiles alone for the tag');
  }
  return {
    kind: InvocationRemedyKind.CHANGE_STATEMENT,
    statements: edit.statements,
    keys: [],
    sentence: `Models have no tags, so ${nameDeny(at)} denies every call of a model, whatever the tags of its profile. Change it to the ` +
      'form below: it asks application profiles for the tag, and lets through what is called through them; other calls stay denied: ' +
      `${edit.changes.join('; ')}.`,
  };
}

function closeTags(at: DenyAt, reason: string): Mend {
  const { kind, write } = keepClosed(`${nameDeny(at)} asks models for a tag, and models have none; ${reason}`);
  return mendByWords(kind, write(''));
}

function askForTag(at: DenyAt, legs: readonly Leg[]): Mend {
  const where = nameDeny(at);
  const [{ resource }, ...more] = [...new Map(legs.map((leg) => [leg.resource, leg])).values()];
  const others = more.length === 0 ? '' : `, and likewise for ${more.map((leg) => leg.resource).join(', ')}`;
  const wanted = findWantedTag(at.statement);
  if (wanted === undefined) {
    const [tag] = at.statement.conditions.flatMap(({ key }) => findResourceTag(key) ?? []);
    return mendByWords(InvocationRemedyKind.CHANGE_REQUEST, `Call through a profile whose tag ${tag} does not meet ${where}: it denies ` +
      `${resource} for the tag that it has.`);
  }
  const command = resource.includes(':application-inference-profile/')
    ? `Tag the application profile, as ${where} asks: ${writeTagCommand(resource, wanted)}`
    : `Call through an application profile that has the tag ${wanted.key}, for which ${where} asks: system profiles have no tags. Make ` +
      `one, and pass its ARN in place of the model's ID: ${writeCreateProfileCommand(resource, wanted)}`;
  const [isNamed, isChosen] = [command.includes(' NAME '), wanted.value === VALUE];
  const chosen = [...isNamed ? ['NAME'] : [], ...isChosen ? [VALUE] : []];
  const yours = chosen.length === 0 ? '' : ` (${chosen.join(' and ')} ${chosen.length === 1 ? 'is' : 'are'} for you to choose)`;
  return mendByWords(InvocationRemedyKind.CHANGE_REQUEST, `${command}${others}${yours}.`);
}

const VALUE = 'VALUE';

/** Finds a tag with which the statement would not match; none where it denies those who have it. */
function findWantedTag({ conditions }: Statement): Tag | undefined {
  for (const condition of conditions) {
    const key = findResourceTag(condition.key);
    const value = key === undefined ? undefined : findWantedValue(condition);
    if (key !== undefined && value !== undefined) {
      return { key, value };
    }
  }
  return undefined;
}

function findWantedValue({ operator, values }: Condition): string | undefined {
  if (operator === 'Null') {
    return String(values[0]).toLowerCase() === 'true' ? VALUE : undefined;
  }
  const literal = values.find((value) => typeof value === 'string' && !/[*?$'"{<]/.test(value));
  return operator.includes('Not') ? (literal as string | undefined) ?? VALUE : undefined;
}

/** Writes how a profile gets a tag for which an Allow asks; nothing where it asks for none. */
export function suggestTag(statement: Statement | undefined, leg: Leg): string[] {
  const [asked] = leg.leg !== InvocationLeg.PROFILE || !leg.resource.includes(':application-inference-profile/') ? []
    : (statement?.conditions ?? []).filter(({ key, matches }) => isResourceTag(key) && matches(leg) === false);
  if (asked === undefined) {
    return [];
  }
  const [value = VALUE] = asked.values.map(String).filter((one) => asked.operator !== 'Null' && !/[*?$'"{<]/.test(one));
  return [`Or tag the profile, as ${statement!.sid ?? `statement ${statement!.index}`} asks: ` +
    `${writeTagCommand(leg.resource, { key: findResourceTag(asked.key)!, value })}.`];
}
