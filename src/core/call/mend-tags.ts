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

/** Whether a Deny checks a tag of the resource. Of the resources of a call, only application profiles and projects can have tags. */
export function isAboutTags({ conditions }: Statement): boolean {
  return conditions.some(({ key }) => isResourceTag(key));
}

/** What helps if a Deny checks a tag: a statement that checks it on profiles only, and a profile that has the tag. */
export function mendTags(at: DenyAt, legs: readonly Leg[]): (Mend & { readonly of: readonly Leg[] })[] {
  const isOfProfile = ({ leg }: Leg) => leg === InvocationLeg.PROFILE;
  const [profiles, others] = [legs.filter(isOfProfile), legs.filter((leg) => !isOfProfile(leg))];
  return [
    ...others.length > 0 ? [{ ...askProfilesOnly(at, others), of: others }] : [],
    ...profiles.length > 0 ? [{ ...askForTag(at, profiles), of: profiles }] : [],
  ];
}

/** Models have no tags, so the edit exempts calls through application profiles, whose own leg still checks the tag. */
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
    return closeTags(at, 'no edit was found that checks the tag on profiles only');
  }
  return {
    kind: InvocationRemedyKind.CHANGE_STATEMENT,
    statements: edit.statements,
    keys: [],
    sentence: `Models have no tags, so ${nameDeny(at)} denies every call of a model, whatever the tags of its profile. Change it to the ` +
      'form below, which checks the tag on application profiles and allows calls through them. Other calls stay denied. Changes: ' +
      `${edit.changes.join('; ')}.`,
  };
}

function closeTags(at: DenyAt, reason: string): Mend {
  const { kind, write } = keepClosed(`${nameDeny(at)} checks a tag on models, and models have none; ${reason}`);
  return mendByWords(kind, write(''));
}

function askForTag(at: DenyAt, legs: readonly Leg[]): Mend {
  const where = nameDeny(at);
  const [{ resource }, ...more] = [...new Map(legs.map((leg) => [leg.resource, leg])).values()];
  const others = more.length === 0 ? '' : `, and do the same for ${more.map((leg) => leg.resource).join(', ')}`;
  const wanted = findWantedTag(at.statement);
  if (wanted === undefined) {
    const [tag] = at.statement.conditions.flatMap(({ key }) => findResourceTag(key) ?? []);
    return mendByWords(InvocationRemedyKind.CHANGE_REQUEST, `Call through a profile whose tag ${tag} does not match ${where}: it denies ` +
      `${resource} because of its tag.`);
  }
  const command = resource.includes(':application-inference-profile/')
    ? `Tag the application profile as ${where} requires: ${writeTagCommand(resource, wanted)}`
    : `Call through an application profile that has the tag ${wanted.key}, which ${where} checks: AWS's own profiles have no tags. ` +
      `Create one, and pass its ARN instead of the model ID: ${writeCreateProfileCommand(resource, wanted)}`;
  const [isNamed, isChosen] = [command.includes(' NAME '), wanted.value === VALUE];
  const chosen = [...isNamed ? ['NAME'] : [], ...isChosen ? [VALUE] : []];
  const yours = chosen.length === 0 ? '' : ` (${chosen.join(' and ')} ${chosen.length === 1 ? 'is' : 'are'} for you to choose)`;
  return mendByWords(InvocationRemedyKind.CHANGE_REQUEST, `${command}${others}${yours}.`);
}

const VALUE = 'VALUE';

/** Finds a tag with which the statement would not match; undefined if it denies the resources that have the tag. */
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

/** Writes how to give a profile the tag that an Allow checks; empty if it checks none. */
export function suggestTag(statement: Statement | undefined, leg: Leg): string[] {
  const [asked] = leg.leg !== InvocationLeg.PROFILE || !leg.resource.includes(':application-inference-profile/') ? []
    : (statement?.conditions ?? []).filter(({ key, matches }) => isResourceTag(key) && matches(leg) === false);
  if (asked === undefined) {
    return [];
  }
  const [value = VALUE] = asked.values.map(String).filter((one) => asked.operator !== 'Null' && !/[*?$'"{<]/.test(one));
  return [`Or tag the profile as ${statement!.sid ?? `statement ${statement!.index}`} requires: ` +
    `${writeTagCommand(leg.resource, { key: findResourceTag(asked.key)!, value })}.`];
}
