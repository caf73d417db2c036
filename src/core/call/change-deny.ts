import { isAboutCallers, nameSubjects } from './caller-rule';
import { describeCondition } from './describe-condition';
import { describeLayer } from './describe-layer';
import { Edit, isControlTowers, letModelsThrough, letOneByOneThrough, letThrough } from './edit';
import { InvocationLeg, Leg, listReadings } from './leg';
import { countProfiles, MOST_PROFILES } from './most-profiles';
import { listNeighbours, writeIdentity } from './neighbours';
import { findPurpose } from './purpose';
import { InvocationRemedyKind, Mend } from './remedy';
import { openAccount, StandIn } from './stand-ins';
import { joinWords } from './words';
import { SERVICE_CONTROL_POLICY_LIMIT } from '../facts/limits';
import { Json, nameStatement } from '../iam/document';
import { Layer, PolicyLayer } from '../iam/layer';
import { findPlaceholders } from '../iam/placeholders';
import { parsePolicy, Policy } from '../iam/policy';
import { Statement } from '../iam/statement';

/** A statement that denies, with the layers that contain it. */
export interface DenyAt {
  readonly layers: readonly Layer[];
  readonly policy: Policy;
  readonly statement: Statement;
}

/** Why a statement is not edited, and what helps instead. */
export interface Refusal {
  readonly kind: InvocationRemedyKind;
  /** Writes the sentence; the argument names the calls if it is about some of them only. */
  readonly write: (which: string) => string;
  /** Whether the number of the calls is the reason, and not any one of them. */
  readonly isOfNumber?: true;
}

/** Finds the form of a Deny that allows legs and nothing else, or the reason why there is none. */
export function changeDeny(at: DenyAt, legs: readonly Leg[], standIns: readonly StandIn[]): Mend | Refusal {
  const { policy, statement } = at;
  const where = nameDeny(at);
  const placeholders = findPlaceholders(statement.document);
  if (placeholders.length > 0) {
    return {
      kind: InvocationRemedyKind.REPLACE_PLACEHOLDER,
      write: () => `Replace ${writePlaceholders(placeholders)} in ${where} with ${nameRealValues(placeholders)}, and ask again: only ` +
        'then can the fix be written.',
    };
  }
  if (isAboutCallers(statement, legs)) {
    return {
      kind: InvocationRemedyKind.CHANGE_REQUEST,
      write: () => `Do not change ${where}: it is a rule about who calls and how, not about models. It denies calls ` +
        `${describeCondition(statement.document)}. What must change: ${nameSubjects(statement)}.`,
    };
  }
  const purpose = findPurpose(statement, legs);
  if (purpose !== undefined) {
    return keepClosed(`${where} ${purpose}, so it closes this on purpose. Only its owner can decide to exempt a model or a principal` +
      (isControlPolicy(at) ? '; RegionDenyPolicy.admit then writes the edit' : ''));
  }
  const isOfOrganization = isControlPolicy(at);
  const count = countProfiles(legs);
  if (count > MOST_PROFILES) {
    return {
      kind: InvocationRemedyKind.CHANGE_STATEMENT,
      write: () => `Change ${where}${writeLevels(at)}. The form that admits only these calls would name ${count} profiles, and at most ` +
        `${MOST_PROFILES} are written: ask about fewer models at once, or admit them by a pattern.`,
      isOfNumber: true,
    };
  }
  const byPattern = isOfOrganization ? admitAnyProfile(at, legs, standIns) : undefined;
  const edit = byPattern ?? findEdit(at, legs, isOfOrganization ? standIns : []);
  if ('refused' in edit) {
    return edit.isByRegion ? leaveUnedited(edit.refused) : keepClosed(edit.refused);
  }
  if (isControlTowers(statement)) {
    return {
      kind: InvocationRemedyKind.REPLACE_CONTROL,
      statements: edit.statements.map((one) => one.Sid === undefined ? one : { ...one, Sid: `Own${String(one.Sid)}` }),
      keys: [],
      sentence: `AWS Control Tower manages ${where} and treats an edit as drift. First deploy a Region deny of your own, with the ` +
        'statement below, through Customizations for AWS Control Tower (CfCT). Then switch the control off. RegionDenyPolicy ' +
        `writes a complete policy.${byPattern ? ` It admits ${nameModels(legs)} through any application profile there; ` +
          'RegionDenyPolicy.admit does so with `admitProfiles`, or with `applicationProfiles: true`.' : ''}`,
    };
  }
  const { length } = edit.statements;
  const form = length === 1
    ? `Change ${where}${writeLevels(at)} to the form below, which admits`
    : `Replace ${where}${writeLevels(at)} with the ${length} statements below. ` +
      `${length === 2 ? 'The last one keeps' : 'The others keep'} closed what the first would open too. Together they admit`;
  return {
    kind: InvocationRemedyKind.CHANGE_STATEMENT,
    statements: edit.statements,
    keys: [],
    sentence: [
      byPattern ? `${form} ${nameModels(legs)} through any application profile there: ${edit.changes.join('; ')}. The IDs of profiles ` +
          'that do not exist yet are known only after deployment. RegionDenyPolicy.admit writes this form for all accounts, with ' +
          '`admitProfiles` or with `applicationProfiles: true`.'
        : `${form} ${countCalls(legs)} (streaming or not) and no other: ${edit.changes.join('; ')}.`,
      ...isOfOrganization && !byPattern ? advise(legs, standIns) : [],
      ...isOfOrganization ? measure(policy, statement, edit.statements) : [],
    ].join(' '),
  };
}

/**
 * Finds the edit that admits models through application profiles that do not exist yet: the model without a Region, through any
 * application profile. Undefined if the legs are others, or if no such edit is exact.
 */
function admitAnyProfile(
  at: DenyAt, legs: readonly Leg[], standIns: readonly StandIn[],
): Exclude<Edit, { readonly refused: string }> | undefined {
  const isToBeMade = ({ throughProfile }: Leg) => standIns.some(({ text, profile }) => profile && throughProfile?.endsWith(`/${text}`));
  if (!legs.some(isToBeMade) || legs.some(({ leg, throughProfile }) => leg !== InvocationLeg.GLOBAL_MODEL || !throughProfile)) {
    return undefined;
  }
  const unique = (texts: readonly string[]) => [...new Set(texts)];
  const profiles = legs.map((leg) => openAccount(isToBeMade(leg) ? openProfile(leg.throughProfile!) : leg.throughProfile!, standIns));
  const edit = letModelsThrough(at.statement, unique(legs.map(({ resource }) => resource)), unique(profiles));
  return 'refused' in edit || !admitsNoMore(at, edit.statements, legs, standIns, openProfile) ? undefined : edit;
}

function openProfile(arn: string): string {
  return arn.replace(/(:application-inference-profile\/).*/, '$1*');
}

function nameModels(legs: readonly Leg[]): string {
  return joinWords([...new Set(legs.map(({ resource }) => resource.split('/').pop()!))]);
}

/** Finds the edit that allows the legs and nothing else. */
function findEdit(at: DenyAt, legs: readonly Leg[], standIns: readonly StandIn[]): Edit {
  const { statement } = at;
  const where = nameDeny(at);
  const writeArn = (arn: string) => openAccount(arn, standIns);
  const first = letThrough(statement, legs, writeArn);
  if ('refused' in first) {
    return { ...first, refused: `${where} denies it; ${first.refused}` };
  }
  const isExact = (edit: Edit) => !('refused' in edit) && admitsNoMore(at, edit.statements, legs, standIns);
  if (isExact(first)) {
    return first;
  }
  const hasBoth = legs.some(({ leg }) => leg === InvocationLeg.PROJECT) && legs.some(({ throughProfile }) => throughProfile !== undefined);
  const second = hasBoth ? letOneByOneThrough(statement, legs, writeArn) : first;
  return hasBoth && isExact(second) ? second : {
    refused: `no edit of ${where} was found that admits only this call. Its owner can exempt the caller by aws:PrincipalArn`,
  };
}

export function isRefusal(found: Mend | Refusal): found is Refusal {
  return 'write' in found;
}

/** Names a statement that denies, with its policy. */
export function nameDeny({ policy, statement }: DenyAt): string {
  return `${nameStatement(statement)} of '${policy.name}'`;
}

export function writePlaceholders(placeholders: readonly string[]): string {
  return `the placeholder${placeholders.length === 1 ? '' : 's'} ${joinWords(placeholders)}`;
}

/** What replaces placeholders. */
export function nameRealValues({ length }: readonly string[]): string {
  return length === 1 ? 'its real value' : 'their real values';
}

/** Decides again: the legs must pass now, and nothing that differs from them in one fact. */
function admitsNoMore(
  { policy: { name, version }, statement }: DenyAt, edited: readonly Json[], legs: readonly Leg[], standIns: readonly StandIn[],
  writeProfile = (arn: string) => arn,
): boolean {
  const changed = parsePolicy(name, { Version: version, Statement: edited }).statements;
  const isDenied = (leg: Leg) => changed.some(({ matches }) => matches(leg) !== false);
  if (legs.flatMap(listReadings).some(isDenied)) {
    return false;
  }
  const identify = (leg: Leg) => writeIdentity({ ...leg, throughProfile: leg.throughProfile && writeProfile(leg.throughProfile) });
  const wanted = new Set(legs.map(identify));
  const isOpen = ({ environment }: Leg) => standIns.some(({ text }) => text === environment.account);
  const distinct = new Map(legs.map((leg) => [writeIdentity(leg), leg]));
  return [...distinct.values()].flatMap((leg) => listNeighbours(leg, isOpen(leg))).flatMap(listReadings)
    .every((other) => wanted.has(identify(other)) || statement.matches(other) === false || isDenied(other));
}

/** A statement that is not edited. */
export function keepClosed(reason: string): Refusal {
  return {
    kind: InvocationRemedyKind.STAYS_CLOSED,
    write: (which) => `This must stay closed${which}: ${reason}.`,
  };
}

/** A statement that is not edited, although nothing shows that it closes the call on purpose. */
function leaveUnedited(reason: string): Refusal {
  return { kind: InvocationRemedyKind.STAYS_CLOSED, write: (which) => `No edit is written${which}: ${reason}.` };
}

function isControlPolicy({ layers: [{ kind }] }: DenyAt): boolean {
  return kind === PolicyLayer.SERVICE_CONTROL;
}

/** Says at which levels the policy is attached, if they have names. */
function writeLevels({ layers: [first, ...others], policy }: DenyAt): string {
  const names = [...new Set([first, ...others].map(describeLayer))].filter((name) => name !== policy.name);
  return first.kind === PolicyLayer.SERVICE_CONTROL && names.length > 0 ? ` (${names.join(', ')})` : '';
}

/** Names the calls to which legs belong: one, or several. */
function countCalls(legs: readonly Leg[]): string {
  const calls = new Set(legs.flatMap(({ leg, resource, throughProfile }) =>
    throughProfile ?? (leg === InvocationLeg.PROJECT ? [] : resource)));
  return calls.size <= 1 ? 'this call' : `the ${calls.size} calls that were asked for`;
}

/** A statement that names accounts applies to those accounts only. */
function advise(legs: readonly Leg[], standIns: readonly StandIn[]): string[] {
  const accounts = new Set(legs.map(({ environment }) => environment.account).filter((account) =>
    !standIns.some(({ text }) => text === account)));
  if (accounts.size === 0) {
    return [];
  }
  const named = accounts.size === 1 ? 'It names one account' : `It names ${accounts.size} accounts`;
  return [legs.every(({ leg }) => leg === InvocationLeg.PROJECT)
    ? `${named}: for all accounts, write "*" instead of ${accounts.size === 1 ? 'its number' : 'their numbers'}.`
    : `${named}; RegionDenyPolicy.admit writes the edit for all accounts${
      legs.some(({ throughProfile }) => throughProfile?.includes(':application-'))
        ? ', and for application profiles with `applicationProfiles: true`' : ''}.`];
}

function measure({ version, statements }: Policy, { index }: Statement, edited: readonly Json[]): string[] {
  const documents = statements.flatMap(({ document, index: at }) => at === index ? edited : [document]);
  const size = JSON.stringify({ Version: version, Statement: documents }).length;
  return size <= SERVICE_CONTROL_POLICY_LIMIT ? [] : [
    `The document then has ${size} characters minified, and AWS Organizations takes at most ${SERVICE_CONTROL_POLICY_LIMIT}: name fewer ` +
    'calls, or admit whole Regions by RegionDenyPolicy.admit.',
  ];
}
