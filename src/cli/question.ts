import { callGlobally, callThrough, chooseInvokeAction } from '../core/call/calls';
import { AccessDenied } from '../core/call/errors/access-denied';
import { Evidence } from '../core/call/evidence';
import { Caller, InvocationLeg, Leg } from '../core/call/leg';
import { standInForId } from '../core/call/profile-names';
import { STAND_IN as PLACE, StandIn } from '../core/call/stand-ins';
import { Unknown } from '../core/call/unknown-facts';
import { writeApplicationProfileArn } from '../core/facts/arns';
import { findPartition } from '../core/facts/regions';

/** The call that is asked about; what nobody said is not there. */
export interface Call {
  readonly region?: string;
  readonly account?: string;
  readonly partition?: string;
  readonly modelId?: string;
  /** The calling role or user; of a session's role, or one whose name is generated, with what is not known of it. */
  readonly principalArn?: string;
  /** Whether an application profile is called that was copied from the model's global one; otherwise the global one is. */
  readonly application: boolean;
  readonly profileId?: string;
  /** Names the construct of a profile that a template makes, so that something stands for its ID. */
  readonly profileName?: string;
  /** Profiles of the template of which the given ID may be that of one: only the deployment knows theirs. */
  readonly mayBe?: readonly NameableProfile[];
  readonly projectId?: string;
  readonly stream: boolean;
  readonly contextKeys: Readonly<Record<string, readonly string[]>>;
  /** Whether an error shows that AWS asks for the project. */
  readonly needsProject: boolean;
  /** The action that an error says was denied, where it is neither way to invoke a model. */
  readonly action?: string;
}

/** An application profile that a template makes, by what stands for its ID. */
export interface NameableProfile {
  readonly id: string;
  readonly name: string;
  readonly modelId?: string;
}

/** What stands in for what nobody said, so that there is something to show. */
export const STAND_IN = {
  ...PLACE,
  modelId: 'anthropic.claude-sonnet-5-5',
  profileId: 'a1b2c3d4e5f6',
  role: 'example',
};

/** A call with what stands in for what nobody said. */
export interface ShownCall extends Call {
  readonly region: string;
  readonly account: string;
  readonly partition: string;
  readonly modelId: string;
}

export interface Question {
  /** The call as somebody said it. */
  readonly given: Call;
  readonly call: ShownCall;
  /** Its legs, with what stands in. */
  readonly legs: readonly Leg[];
  /** The same through each profile of the template that may be the one that is called. */
  readonly ifProfiles: readonly (NameableProfile & { readonly legs: readonly Leg[] })[];
  /** The same with what nobody said left open; absent where all is said. */
  readonly openLegs?: readonly Leg[];
  /** The denial that it is about. */
  readonly denied?: AccessDenied;
  /** The legs of which that shows that they passed. */
  readonly passed: readonly InvocationLeg[];
  /** What is known of the call, and from where. */
  readonly evidence: readonly Evidence[];
  /** What stands in for what nobody said, in sentences. */
  readonly standIns: readonly string[];
  /** The same, as it may stand in a remedy. */
  readonly placeholders: readonly StandIn[];
  /** What is doubtful of the model, in sentences. */
  readonly doubts: readonly string[];
}

/** Fills in what nobody said. */
export function showCall(call: Call, region = STAND_IN.region): ShownCall {
  const shownRegion = call.region ?? region;
  const ofRegion = findPartition(shownRegion);
  return {
    ...call,
    region: shownRegion,
    account: call.account ?? STAND_IN.account,
    partition: ofRegion === 'aws' ? call.partition ?? 'aws' : ofRegion, // an error's ARN says it where the Region does not
    modelId: call.modelId ?? STAND_IN.modelId,
    profileId: call.application ? call.profileId ?? STAND_IN.profileId : undefined,
  };
}

interface Details extends Partial<Pick<Question, 'denied' | 'passed' | 'evidence' | 'standIns' | 'doubts'>> {
  /** Profiles that the template makes, for remedies. */
  readonly made?: readonly NameableProfile[];
  /** Stands in where nobody says the Region. */
  readonly region?: string;
}

/** Prepares a question. Its legs are the same whichever policies are asked. */
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

/** What the ID of the profile may be, where that is not certain. */
function listCandidates({ profileId, mayBe }: Call): Caller['profileCandidates'] {
  return profileId === undefined || mayBe === undefined ? undefined : {
    ids: [profileId, ...mayBe.map(({ id }) => id)],
    name: `whether ${profileId} is ${mayBe.map(({ name }) => name).join(' or ')}`,
  };
}

/** Leaves open what nobody said. A principal of whom nobody said anything is a key that is not known. */
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
