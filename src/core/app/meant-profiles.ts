import { AppIdentity } from './app-identity';
import { AppProfile } from './application-profiles';
import { push } from './collections';
import { NotJudged } from './report';
import { findSpelled } from './spelled';
import { findModelsOf, isProfilePattern, NamedProfile } from '../call/profile-names';
import { Policy } from '../iam/policy';

/** An application profile that an identity may call, of one model. */
export interface MeantProfile {
  /** Its ID, or the stand-in for it. */
  readonly id: string;
  /** The path of its construct; the ARN or ID of a profile that the app does not create. */
  readonly name: string;
  readonly modelId: string;
  /** Its Region; absent if that is the identity's. */
  readonly region?: string;
  /** The profile of the app; absent for others. */
  readonly made?: AppProfile;
}

/** The application profiles that policies name, including those with an unknown model. */
interface MeantProfiles {
  readonly profiles: readonly MeantProfile[];
  readonly unknown: readonly { readonly name: string; readonly why: string }[];
  /** Whether these are all that the policies name: no other with an unknown model, and no copy of anything but a global profile. */
  readonly isWhole: boolean;
}

const NONE: MeantProfiles = { profiles: [], unknown: [], isWhole: true };

/** Finds the application profiles that an identity's own policies name, and those of the app that their patterns match. */
export function findMeantProfiles({ policies, account }: AppIdentity, made: ReadonlyMap<string, AppProfile>): MeantProfiles {
  const own = policies.filter(({ isUnknown }) => !isUnknown).map(({ policy }) => policy);
  const named = mergeNamed(own.flatMap((policy) => findSpelled(policy).profiles));
  if (named.length === 0) {
    return NONE;
  }
  const patterns = named.some(({ id }) => isProfilePattern(id)) ? [...made.values()] : [];
  const all = new Map<string, NamedProfile>([...patterns, ...named.filter(({ id }) => !isProfilePattern(id))].map((one) => [one.id, one]));
  const found = [...all.values()].map((one) => describe(one, made.get(one.id), account, own));
  return {
    profiles: found.flatMap(({ profile }) => profile ?? []),
    unknown: found.flatMap(({ name, why }) => why === undefined ? [] : [{ name, why }]),
    isWhole: found.every(({ profile }) => profile !== undefined),
  };
}

/** Lists the application profiles of an identity that were not judged, and why. */
export function explainProfiles(identity: AppIdentity, made: ReadonlyMap<string, AppProfile>): NotJudged[] {
  return findMeantProfiles(identity, made).unknown
    .map(({ name, why }) => ({ what: identity.path, why: `calls through application profile '${name}': ${why}` }));
}

interface Described {
  readonly name: string;
  readonly profile?: MeantProfile;
  /** Why it is not judged; absent if it is, or if it makes no global call. */
  readonly why?: string;
}

function describe({ id, region, account: owner }: NamedProfile, made: AppProfile | undefined, account: string | undefined,
  own: readonly Policy[]): Described {
  const name = made?.name ?? (region && owner ? `arn:aws:bedrock:${region}:${owner}:application-inference-profile/${id}` : id);
  if (made?.source.kind === 'other') {
    return { name };
  }
  const home = made ? made.account : owner;
  if (account !== undefined && home !== undefined && account !== home) {
    return { name, why: `it belongs to account ${home}, and it is unknown whether other accounts can call through it` };
  }
  const models = made?.source.kind === 'global' ? [made.source.modelId] : findModelsOf(id, own.flatMap(({ statements }) => statements));
  if (models.length !== 1) {
    const named = models.length === 0 ? 'the policies that allow it name no model' : `the policies that allow it name ${models.join(', ')}`;
    return { name, why: `the app does not say which model it is for, and ${named}` };
  }
  return { name, profile: { id, name, modelId: models[0], region: made ? made.region : region, made } };
}

/** Policies may name a profile by its whole ARN in one place, and in pieces in another. */
function mergeNamed(all: readonly NamedProfile[]): NamedProfile[] {
  const byId = new Map<string, NamedProfile[]>();
  all.forEach((one) => push(byId, one.id, one));
  return [...byId].map(([id, same]) => ({
    id, region: same.find(({ region }) => region)?.region, account: same.find(({ account }) => account)?.account,
  }));
}
