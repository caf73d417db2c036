import { ApiEvent } from './cloudtrail-event';
import { describeDenial, isFederatedAssumption, NamedLayer, ProfileKind } from './denial-meaning';
import { DenialText } from './denial-text';
import { findLeg, readResource } from './denied-resource';
import { LAYER_WORDS } from '../../facts/denial-words';
import { Action, isInvocation } from '../../facts/iam-words';
import { Evidence, findValue, keepFirst, say } from '../evidence';
import { InvocationLeg } from '../leg';
import { ENDPOINT, NearMentions } from './mentions';
import { Grant, writeGrant } from './other-action';
import { readPrincipal } from './principal-arn';
import { dropUnknown, Unknown } from '../unknown-facts';

/** What AWS's text of an AccessDenied says. */
export interface AccessDenied {
  /** The caller's role or user, without the session; unknown parts are markers (`Unknown`). */
  readonly principalArn?: string;
  readonly account?: string;
  /** Whether the caller is a session, and nothing says the path of its role. */
  readonly withoutPath: boolean;
  readonly partition?: string;
  /** The kind of profile that was called, if the text says it. */
  readonly profileKind?: ProfileKind;
  /** The profile that was called, its ID or its ARN. */
  readonly profile?: string;
  readonly action: string;
  /** The ARN of what was denied; `*` if the text names none. */
  readonly resource: string;
  /** Undefined if the action is not part of a call, or if the text does not say. */
  readonly leg?: InvocationLeg;
  readonly modelId?: string;
  readonly projectId?: string;
  /** The Region from which the call came; absent if nothing says it, as on the leg whose ARN has no Region. */
  readonly region?: string;
  /** Whether a policy denies it, or none allows it; absent if nothing says which, as in an event without a message. */
  readonly explicit?: boolean;
  readonly layer?: NamedLayer;
  /** The ARN of the policy that denies, if AWS names it; or the ID of a VPC endpoint. */
  readonly policyArn?: string;
  /** What the leg is, the usual cause, and what helps. */
  readonly meaning: string;
  /** What is known about the call, and from where. */
  readonly evidence: readonly Evidence[];
  /** The statement that allows the action, if the action is not part of a call and a grant helps. */
  readonly grant?: Grant;
}

const LAYERS: Readonly<Record<NamedLayer, RegExp>> = LAYER_WORDS;

/** Makes a denial from a sentence or a panel, from an event, or from both, and from the text around them. */
export function makeDenial(text: DenialText | undefined, event: ApiEvent | undefined, near?: NearMentions): AccessDenied {
  const action = completeAction(text, event);
  const named = text ? complete(text, event) : event?.resource;
  const resource = named !== undefined && isWhole(named) ? named : '*';
  const ofResource = readResource(named ?? '');
  const caller = readPrincipal(text?.caller ?? '');
  const found = findLeg(action, resource);
  const source = findSource(event, near, ofResource.modelId);
  const isRouted = found === InvocationLeg.SOURCE_MODEL && source !== undefined && ![undefined, source.value].includes(ofResource.region);
  const leg = isRouted ? InvocationLeg.DESTINATION_MODEL : found;
  const ofError = 'the resource in the error';
  const evidence = keepFirst([
    ...event?.evidence.filter(({ fact }) => fact === 'principal' && event.hasPath) ?? [],
    say('leg', leg, ofError),
    isRouted || event ? source : undefined,
    say('region', isOfCall(action) ? ofResource.region : undefined, ofError),
    say('model', ofResource.modelId, ofError),
    say('profile', ofResource.profile, ofError),
    say('project', leg === InvocationLeg.PROJECT ? ofResource.projectId : undefined, ofError),
    caller.isSession && caller.arn ? near?.findRole(caller.account, dropUnknown(caller.arn).split('/').pop()!) : undefined,
    say('principal', caller.arn, 'the caller in the error'),
    say('account', caller.account, 'the caller in the error'),
    say('account', isOfCall(action) ? ofResource.account : undefined, ofError),
    ...event?.evidence ?? [],
    say('partition', readPartition(named) ?? readPartition(text?.caller), readPartition(named) ? ofError : 'the caller in the error'),
    isInvocation(action) ? say('streaming', String(action === Action.INVOKE_STREAMING), 'the action in the error') : undefined,
    ...isOfCall(action) ? [near?.findRegion(), ...near?.findCalled(ofResource.modelId) ?? []] : [],
  ]);
  const clause = event && text?.clause === '' ? undefined : text?.clause;
  return finish({ action, named, resource, leg, evidence, clause, explicit: event?.explicit });
}

/** The Region from which a call came, if it may have been routed to another. An event, an endpoint or a geographic profile says it. */
function findSource(event: ApiEvent | undefined, near: NearMentions | undefined, modelId: string | undefined): Evidence | undefined {
  const ofEvent = event?.evidence.find(({ fact }) => fact === 'region');
  const region = near?.findRegion();
  const called = readResource(findValue(near?.findCalled(modelId) ?? [], 'profile') ?? '').profileKind;
  const isSure = called === 'a geographic' || called === undefined && region?.origin === ENDPOINT;
  return ofEvent ?? (isSure ? region : undefined);
}

interface Parts {
  readonly action: string;
  readonly named?: string;
  readonly resource: string;
  readonly leg?: InvocationLeg;
  readonly evidence: readonly Evidence[];
  /** Why it was denied; absent if there is no message, or if the message was cut off before. */
  readonly clause?: string;
  readonly explicit?: boolean;
}

function finish({ action, named, resource, leg, evidence, clause, explicit }: Parts): AccessDenied {
  const profile = findValue(evidence, 'profile');
  const ofProfile = readResource(profile ?? (leg === InvocationLeg.PROFILE ? resource : ''));
  const profileKind = leg === InvocationLeg.DESTINATION_MODEL ? 'a geographic' : ofProfile.profileKind;
  const principalArn = findValue(evidence, 'principal');
  const region = findValue(evidence, 'region');
  const modelId = findValue(evidence, 'model');
  const denial = {
    action,
    resource,
    leg,
    explicit: explicit ?? (clause === undefined ? undefined : /explicit(?:ly)?\sden(?:y|ies)/i.test(clause)),
    layer: findLayer(clause?.replace(/\s/g, ' ') ?? ''),
    policyArn: findPolicy(clause ?? ''),
  };
  const id = readResource(resource).profile?.split('/').pop() ?? modelId;
  return {
    ...denial,
    profileKind,
    profile,
    principalArn,
    account: findValue(evidence, 'account'),
    withoutPath: [Unknown.ROLE_PATH, Unknown.SSO_REGION].some((mark) => principalArn?.includes(mark)),
    partition: findValue(evidence, 'partition'),
    modelId,
    projectId: findValue(evidence, 'project'),
    region,
    meaning: describeDenial({
      ...denial, profileKind: profileKind ?? 'a geographic', namesResource: named !== undefined, sourceRegion: region,
    }, id),
    evidence,
    grant: leg === undefined && !denial.explicit && !isInvocation(action) && !isFederatedAssumption(action)
      ? writeGrant(action, named) : undefined,
  };
}

/** The kind of policies that a clause names first in the order of `LAYER_WORDS`. */
function findLayer(clause: string): NamedLayer | undefined {
  return (Object.keys(LAYERS) as NamedLayer[]).find((layer) => LAYERS[layer].test(clause));
}

/** Whether an action belongs to calls through Amazon Bedrock, so that the Region of its resource is that of the call. */
function isOfCall(action: string): boolean {
  return action.startsWith('bedrock');
}

/** The action of a sentence; if the sentence was cut off inside the action, the action of the event. */
function completeAction(text: DenialText | undefined, event: ApiEvent | undefined): string {
  const isCut = text !== undefined && text.clause === '' && text.resource === undefined && event?.action.startsWith(text.action);
  return text === undefined || isCut ? event?.action ?? '' : text.action;
}

/** The resource of a sentence; if it was cut off and the event names what was called, the complete one. */
function complete({ resource, clause }: DenialText, event: ApiEvent | undefined): string | undefined {
  const [, start = '', id = ''] = /^(arn:.{1,200}\/)([^/]{0,140}?)(?:\.\.\.|\u2026)?$/.exec(resource ?? '') ?? [];
  const called = findValue(event?.evidence ?? [], start.endsWith('inference-profile/') ? 'profile' : 'model')?.split('/').pop();
  return clause === '' && start !== '' && called?.startsWith(id) ? start + called : resource;
}

/** Whether an ARN was not cut off, as events cut long messages. */
function isWhole(resource: string): boolean {
  return resource === '*' || resource.split(':').length >= 6 && !/[:/]$|\.\.\.$|…$/.test(resource);
}

function readPartition(arn: string | undefined): string | undefined {
  return /^arn:(aws[\w-]{0,12}):/.exec(arn ?? '')?.[1];
}

/** The policy that a clause names after its kind. */
function findPolicy(clause: string): string | undefined {
  const [, policy] = /(?:policy|policies|boundary)\s?:\s?["'(]{0,2}(arn:[^\s"'`,)]{8,400}|vpce-[\w-]{1,60})/i.exec(clause) ?? [];
  const [service] = /arn:[\w-]{1,20}:organizations::[^\s"'`,)]{1,200}\/p-\w{1,60}/.exec(clause) ?? [];
  return policy?.replace(/[.;:]{1,3}$/, '') ?? service;
}
