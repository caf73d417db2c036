import { callGlobally, callThrough, chooseInvokeAction } from '../core/call/calls';
import { AccessDenied } from '../core/call/errors/access-denied';
import { Evidence } from '../core/call/evidence';
import { Caller, InvocationLeg, Leg } from '../core/call/leg';
import { standInForId } from '../core/call/profile-names';
import { STAND_IN as PLACE, StandIn } from '../core/call/stand-ins';
import { Unknown } from '../core/call/unknown-facts';
import { joinWords } from '../core/call/words';
import { writeApplicationProfileArn } from '../core/facts/arns';
import { findPartition } from '../core/facts/regions';

/** The call that is asked about; facts that were not given are absent. */
export interface Call {
  readonly region?: string;
  readonly account?: string;
  readonly partition?: string;
  readonly modelId?: string;
  /** The calling role or user. A session's role, or a role with a generated name, has markers for its unknown parts. */
  readonly principalArn?: string;
  /** Whether the call goes through an application profile that copies the model's global one, instead of the global one. */
  readonly application: boolean;
  readonly profileId?: string;
  /** The construct of a profile that a template creates; the profile's ID is then a marker. */
  readonly profileName?: string;
  /** Profiles of the template to which the given ID may belong: only the deployment knows their IDs. */
  readonly mayBe?: readonly NameableProfile[];
  readonly projectId?: string;
  readonly stream: boolean;
  readonly contextKeys: Readonly<Record<string, readonly string[]>>;
  /** Whether an error shows that AWS checks the project. */
  readonly needsProject: boolean;
  /** The action that an error says was denied, if it is neither of the two that invoke a model. */
  readonly action?: string;
}

/** An application profile that a template creates, by the marker for its ID. */
export interface NameableProfile {
  readonly id: string;
  readonly name: string;
  readonly modelId?: string;
}

/** Example values for facts that were not given, so that there is something to show. */
export const STAND_IN = {
  ...PLACE,
  modelId: 'anthropic.claude-sonnet-5-5',
  profileId: 'a1b2c3d4e5f6',
  role: 'example',
};

/** A call with example values for facts that were not given. */
export interface ShownCall extends Call {
  readonly region: string;
  readonly account: string;
  readonly partition: string;
  readonly modelId: string;
}

export interface Question {
  /** The call as it was given. */
  readonly given: Call;
  readonly call: ShownCall;
  /** Its legs, with example values. */
  readonly legs: readonly Leg[];
  /** The same legs, through each profile of the template that the call may mean. */
  readonly ifProfiles: readonly (NameableProfile & { readonly legs: readonly Leg[] })[];
  /** The same legs with missing facts left open; absent if every fact was given. */
  readonly openLegs?: readonly Leg[];
  /** The denial that the question is about. */
  readonly denied?: AccessDenied;
  /** The legs that passed, as the denial shows. */
  readonly passed: readonly InvocationLeg[];
  /** What is known about the call, and from where. */
  readonly evidence: readonly Evidence[];
  /** The example values, in sentences. */
  readonly standIns: readonly string[];
  /** The example values that a remedy may contain. */
  readonly placeholders: readonly StandIn[];
  /** What is doubtful about the model, in sentences. */
  readonly doubts: readonly string[];
}

/** Fills in example values for missing facts. */
export function showCall(call: Call, region = STAND_IN.region): ShownCall {
  const shownRegion = call.region ?? region;
  const ofRegion = findPartition(shownRegion);
  return {
    ...call,
    region: shownRegion,
    account: call.account ?? STAND_IN.account,
    partition: ofRegion === 'aws' ? call.partition ?? 'aws' : ofRegion, // an error's ARN says it if the Region does not
    modelId: call.modelId ?? STAND_IN.modelId,
    profileId: call.application ? call.profileId ?? STAND_IN.profileId : undefined,
  };
}

interface Details extends Partial<Pick<Question, 'denied' | 'passed' | 'evidence' | 'standIns' | 'doubts'>> {
  /** Profiles that the template creates, for remedies. */
  readonly made?: readonly NameableProfile[];
  /** The Region to show if none is given. */
  readonly region?: string;
}

/** Prepares a question. Its legs do not depend on the policies. */
export function ask(call: Call, details: Details = {}): Question {
  const { denied, passed = [], evidence = [], standIns = [], doubts = [], made = [], region } = details;
  const shown = showCall(call, region);
  const { account, partition } = shown;
  const principalArn = call.principalArn === undefined
    ? writeStandInRole(partition, account)
    : fillIn(call.principalArn, account);
  const isOpen = [call.region, call.account, call.modelId, call.principalArn].includes(undefined)
    || principalArn !== call.principalArn || shown.profileId !== call.profileId || call.mayBe !== undefined;
  return {
    given: call,
    call: { ...shown, principalArn: call.principalArn === undefined ? undefined : principalArn },
    legs: listLegs({ ...shown, principalArn }),
    ifProfiles: (call.mayBe ?? []).map((one) => ({ ...one, legs: listLegs({ ...shown, principalArn, profileId: one.id }) })),
    openLegs: isOpen ? listLegs(openCall(call, partition), listCandidates(call)) : undefined,
    denied,
    passed,
    evidence,
    standIns,
    placeholders: listPlaceholders(call, shown, made),
    doubts,
  };
}

function writeStandInRole(partition: string, account: string): string {
  return `arn:${partition}:iam::${account}:role/${STAND_IN.role}`;
}

function listPlaceholders(
  call: Call, { account, region, partition, modelId, profileId }: ShownCall, made: readonly NameableProfile[],
): StandIn[] {
  const values: readonly (readonly [string | undefined, StandIn])[] = [
    [call.account, { text: account, marker: Unknown.ACCOUNT, meaning: 'your account: write its number' }],
    [call.region, { text: region, marker: Unknown.REGION, meaning: 'the source Region: write the one from which you call' }],
    [call.modelId, { text: modelId, marker: Unknown.MODEL, meaning: 'the model: write its ID' }],
    [call.principalArn, { text: writeStandInRole(partition, account), meaning: 'the calling role: write its ARN' }],
    ...profileId === undefined
      ? []
      : [[call.profileId, { text: profileId, marker: Unknown.PROFILE, meaning: 'your application profile: write its ID' }] as const],
  ];
  const ofProfiles = made.map(({ id, name, modelId: copied }) => standInForId(id, name, copied));
  return [...values.filter(([said]) => said === undefined).map(([, standIn]) => standIn), ...ofProfiles];
}

/** What the profile's ID may be, if that is not certain. */
function listCandidates({ profileId, mayBe }: Call): Caller['profileCandidates'] {
  return profileId === undefined || mayBe === undefined ? undefined : {
    ids: [profileId, ...mayBe.map(({ id }) => id)],
    name: `whether ${profileId} is ${joinWords(mayBe.map(({ name }) => name), 'or')}`,
  };
}

/** Leaves missing facts open. If no principal was given, its key is unknown. */
function openCall(call: Call, partition: string): ShownCall {
  return {
    ...call,
    partition,
    region: call.region ?? Unknown.REGION,
    account: call.account ?? Unknown.ACCOUNT,
    modelId: call.modelId ?? Unknown.MODEL,
    profileId: !call.application ? undefined : call.mayBe === undefined ? call.profileId ?? Unknown.PROFILE : Unknown.PROFILE,
  };
}

function fillIn(principalArn: string, account: string): string {
  return principalArn
    .replaceAll(Unknown.ROLE_PATH, '')
    .replaceAll(Unknown.SSO_REGION, '')
    .replaceAll(Unknown.STACK_NAME, STAND_IN.role)
    .replaceAll(Unknown.NAME_SUFFIX, `-${STAND_IN.role}`)
    .replaceAll(Unknown.ACCOUNT, account);
}

function listLegs(call: ShownCall, profileCandidates?: Caller['profileCandidates']): Leg[] {
  const { region, account, partition, principalArn, projectId, contextKeys, modelId, profileId, stream, needsProject } = call;
  const caller: Caller = { region, account, partition, principalArn, projectId, contextKeys, profileCandidates };
  const action = call.action ?? chooseInvokeAction(stream);
  const legs = profileId === undefined
    ? callGlobally(caller, modelId, action)
    : callThrough(caller, writeApplicationProfileArn(caller, account, profileId), modelId, action);
  return needsProject ? legs.map((leg) => ({ ...leg, isAnnounced: false })) : legs;
}
