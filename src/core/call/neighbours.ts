import { InvocationLeg, Leg, reachThrough } from './leg';
import { OTHER_PROVIDERS_MODEL } from './probes';
import { ConditionKey, INVOKE_ACTIONS, OTHER_PROFILE_ACTIONS } from '../facts/iam-words';
import { NOBODYS_ACCOUNT } from '../facts/organization-ids';

const OTHER_REGIONS = ['us-east-1', 'eu-west-1'];
const OTHER_MODELS = ['anthropic.claude-opus-0', OTHER_PROVIDERS_MODEL];
const OTHER_PROFILES = ['inference-profile/us.', 'inference-profile/eu.', 'application-inference-profile/z9y8x7'];

/** The keys whose values name an account or a Region. */
const KEYS = [
  ConditionKey.REQUESTED_REGION, ConditionKey.INFERENCE_PROFILE_ARN, ConditionKey.PRINCIPAL_ACCOUNT, ConditionKey.PRINCIPAL_ARN,
];

/** Lists legs that differ from a leg in one fact: the account, the Region, the model, the profile, the action. */
export function listNeighbours(leg: Leg, isAccountOpen: boolean): Leg[] {
  const { account, region } = leg.environment;
  const modelId = findModelId(leg);
  const isReached = leg.throughProfile !== undefined;
  return [
    ...isAccountOpen ? [] : [replace(leg, account, NOBODYS_ACCOUNT)],
    ...OTHER_REGIONS.filter((other) => other !== region).map((other) => replace(leg, region, other)),
    ...listForOtherModels(leg),
    ...isReached ? [undefined, ...writeOtherProfiles(leg.throughProfile, modelId)].map((profile) => reach(leg, profile)) : [],
    ...leg.leg === InvocationLeg.PROFILE ? writeOtherProfiles(leg.resource, modelId).map((resource) => ({ ...leg, resource })) : [],
    ...leg.leg === InvocationLeg.PROJECT ? [{ ...leg, resource: `${leg.resource}-other` }] : [],
    ...leg.leg === InvocationLeg.PROFILE ? OTHER_PROFILE_ACTIONS.map((action) => ({ ...leg, action })) : [],
  ];
}

/** Lists the same leg of calls of other models. */
export function listForOtherModels(leg: Leg): Leg[] {
  const modelId = findModelId(leg);
  return modelId === undefined ? [] : OTHER_MODELS.map((other) => replaceModel(leg, modelId, other));
}

function findModelId({ resource }: Leg): string | undefined {
  return /(?:foundation-model|inference-profile)\/(?:global\.)?([^/]+)$/.exec(resource)?.[1];
}

/** A key that identifies a leg for every caller: a call may always be made in both ways, whole and streaming. */
export function writeIdentity({ action, resource, requestedRegion, throughProfile }: Leg): string {
  return [INVOKE_ACTIONS.includes(action) ? '' : action, resource, requestedRegion, throughProfile].join('|');
}

function writeOtherProfiles(profileArn: string, modelId = ''): string[] {
  const [place] = /^(?:[^:]*:){5}/.exec(profileArn) ?? [''];
  return OTHER_PROFILES.map((profile) => `${place}${profile}${profile.endsWith('.') ? modelId : ''}`).filter((arn) => arn !== profileArn);
}

function reach(leg: Leg, throughProfile: string | undefined): Leg {
  return { ...reachThrough(leg, throughProfile), throughProfile };
}

/** An application profile's ID does not name its model, so another model needs another profile. */
function replaceModel(leg: Leg, modelId: string, other: string): Leg {
  const swap = (arn: string) => arn.replace(modelId, other).replace(/(application-inference-profile\/).*/, '$1z9y8x7');
  return reach({ ...leg, resource: swap(leg.resource) }, leg.throughProfile && swap(leg.throughProfile));
}

/** Replaces the account or the Region everywhere in the leg. */
function replace(leg: Leg, value: string, other: string): Leg {
  const swap = (text: string) => text === value ? other : text.replaceAll(`:${value}:`, `:${other}:`);
  const { account, region, partition } = leg.environment;
  const context = new Map(leg.context);
  for (const key of KEYS.map((name) => name.toLowerCase())) {
    const values = context.get(key);
    if (values) {
      context.set(key, values.map(swap));
    }
  }
  return {
    ...leg,
    resource: swap(leg.resource),
    requestedRegion: swap(leg.requestedRegion),
    throughProfile: leg.throughProfile && swap(leg.throughProfile),
    environment: { account: swap(account), region: swap(region), partition },
    context,
  };
}
