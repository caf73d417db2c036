import { findKeyTest } from './carried-keys';
import { OPEN_VALUES, withCandidates, withProfiles } from './unknown-facts';
import { ArnLocation } from '../facts/arns';
import { isResourceTag } from '../facts/condition-keys';
import { ConditionKey } from '../facts/iam-words';
import { isKey } from '../iam/document';
import { listOpen } from '../iam/open-text';
import { IamRequest } from '../iam/request';

/** One of the authorizations that make up a call. */
export enum InvocationLeg {
  /** The inference profile in the source Region. */
  PROFILE = 'PROFILE',
  /** The model in the source Region. */
  SOURCE_MODEL = 'SOURCE_MODEL',
  /** The model without a Region. On this leg `aws:RequestedRegion` is `unspecified`. */
  GLOBAL_MODEL = 'GLOBAL_MODEL',
  /** The model in a Region to which a geographic profile may route. */
  DESTINATION_MODEL = 'DESTINATION_MODEL',
  /** The project of the call, in the source Region. AWS announced this check in November 2026 and is not known to enforce it yet. */
  PROJECT = 'PROJECT',
  /** The batch job that is created. */
  BATCH_JOB = 'BATCH_JOB',
  /** The guardrail that the call names. A call without a guardrail does not have this leg. */
  GUARDRAIL = 'GUARDRAIL',
  /** The default project of `bedrock-mantle`. */
  MANTLE_PROJECT = 'MANTLE_PROJECT',
  /** The use of a bearer token. It has no resource. */
  BEARER_TOKEN = 'BEARER_TOKEN',
}

/** One leg of a call: the request that a policy engine decides, built once, and the facts of the call in it. */
export interface Leg extends IamRequest {
  readonly leg: InvocationLeg;
  readonly requestedRegion: string;
  /** `bedrock:InferenceProfileArn`; absent on a profile's own leg and on direct calls. */
  readonly throughProfile?: string;
  /** Whether AWS has only announced it, so that its outcome does not count yet. */
  readonly isAnnounced: boolean;
  /** The profiles that `bedrock:InferenceProfileArn` may name, if AWS does not document which; `undefined` means none. */
  readonly possibleProfiles?: readonly (string | undefined)[];
}

/** The caller and its Region. */
export interface Caller extends ArnLocation {
  readonly account: string;
  readonly principalArn?: string;
  /** What `Unknown.ROLE_NAME` in the ARN may be, if there are candidates. */
  readonly nameCandidates?: readonly string[];
  /** What `Unknown.PROFILE` may be, if there are candidates, and how answers name this question. */
  readonly profileCandidates?: { readonly ids: readonly string[]; readonly name: string };
  /** The ID of the project that the call names; by default the account's default project. */
  readonly projectId?: string;
  /**
   * Values of further condition keys by name; an empty list for an absent key. A value applies to the legs that can carry the key. The
   * value of a resource's tag applies to the first of them only, because it belongs to one resource.
   */
  readonly contextKeys?: { readonly [key: string]: readonly string[] };
}

type LegOptions = Pick<Leg, 'leg' | 'action' | 'resource'>
  & Partial<Pick<Leg, 'requestedRegion' | 'throughProfile' | 'isAnnounced' | 'possibleProfiles'>>;

/** Makes the legs of one caller's call. The Region is the caller's, unless a leg has another. */
export function makeLegs(caller: Caller, legs: readonly LegOptions[]): Leg[] {
  const { account, partition, region } = caller;
  const { nameCandidates, profileCandidates } = caller;
  const openValues = nameCandidates !== undefined ? withCandidates(nameCandidates)
    : profileCandidates === undefined ? OPEN_VALUES : withProfiles(profileCandidates.ids, profileCandidates.name);
  const environment = { account, partition, region };
  const ofCaller = makeContext(caller);
  const isOpen = ({ resource, throughProfile = '' }: LegOptions) =>
    listOpen(`${account}${region}${caller.principalArn}${resource}${throughProfile}`).length > 0;
  const given = Object.entries(caller.contextKeys ?? {}).map(([key, values]) => [key.toLowerCase(), values] as const);
  const spent = new Set<string>();
  return legs.map(({ requestedRegion = region, isAnnounced = false, ...options }) => {
    const mayCarry = findKeyTest(options.action, options.resource);
    const context = new Map(ofCaller);
    for (const [key, values] of given) {
      if (mayCarry?.(key) !== false && !spent.has(key) && !isOpenOn(options.leg, key, values)) {
        context.set(key, values);
        if (isResourceTag(key)) {
          spent.add(key);
        }
      }
    }
    context.set(ConditionKey.REQUESTED_REGION.toLowerCase(), [requestedRegion]);
    const open = isOpen(options) ? openValues : undefined;
    const leg = { ...options, requestedRegion, isAnnounced, environment, context, mayCarry, ...open && { open } };
    return options.possibleProfiles === undefined ? reachThrough(leg, options.throughProfile) : leg;
  });
}

/** AWS documents the key of a guardrail on models in a Region. It does not document the key on other legs. */
function isOpenOn(leg: InvocationLeg, key: string, values: readonly string[]): boolean {
  return isKey(key, ConditionKey.GUARDRAIL_IDENTIFIER) && values.length > 0 && leg !== InvocationLeg.SOURCE_MODEL;
}

/** Lists a leg under every value that its keys may have. */
export function listReadings(leg: Leg): readonly Leg[] {
  return leg.possibleProfiles?.map((profileArn) => reachThrough(leg, profileArn)) ?? [leg];
}

/** The leg, called through a profile or through none. */
export function reachThrough(leg: Leg, profileArn: string | undefined): Leg {
  const context = new Map(leg.context).set(ConditionKey.INFERENCE_PROFILE_ARN.toLowerCase(), profileArn === undefined ? [] : [profileArn]);
  return { ...leg, context };
}

function makeContext({ account, principalArn }: Caller): Map<string, readonly string[]> {
  const context: Record<string, readonly string[]> = {
    [ConditionKey.PRINCIPAL_ACCOUNT]: [account],
    ...principalArn === undefined ? {} : { [ConditionKey.PRINCIPAL_ARN]: [principalArn] },
    // Bedrock answers over TLS only, and a principal of the account is not an AWS service.
    [ConditionKey.SECURE_TRANSPORT]: ['true'],
    [ConditionKey.PRINCIPAL_IS_AWS_SERVICE]: ['false'],
  };
  return new Map(Object.entries(context).map(([key, values]) => [key.toLowerCase(), values]));
}
