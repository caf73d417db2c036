import { AppIdentity } from './app-identity';
import { AppProfile } from './application-profiles';
import { push } from './collections';
import { NotJudged } from './report';
import { findSpelled } from './spelled';
import { findModelsOf, isProfilePattern, NamedProfile } from '../call/profile-names';
import { Policy } from '../iam/policy';

/** An application profile that an identity may call, of one model. */
export interface MeantProfile {
  /** Its ID, or what stands for it. */
  readonly id: string;
  /** The path of its construct; of one that the app does not make its ARN, or its ID. */
  readonly name: string;
  readonly modelId: string;
  /** Where it is; nothing where that is the identity's Region. */
  readonly region?: string;
  /** The app's own; nothing of others. */
  readonly made?: AppProfile;
}

/** The application profiles that policies name, and those of which it is not known what a call through them is. */
interface MeantProfiles {
  readonly profiles: readonly MeantProfile[];
  readonly unknown: readonly { readonly name: string; readonly why: string }[];
  /** Whether no other is named: none of which the model is not known, and no copy of what is not global. */
  readonly isWhole: boolean;
}

const NONE: MeantProfiles = { profiles: [], unknown: [], isWhole: true };

/** Finds the application profiles that the own policies of an identity name, and those of the app that their patterns may mean. */
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

/** Says of which application profiles of an identity nothing was judged, and why. */
export function explainProfiles(identity: AppIdentity, made: ReadonlyMap<string, AppProfile>): NotJudged[] {
  return findMeantProfiles(identity, made).unknown
    .map(({ name, why }) => ({ what: identity.path, why: `calls through application profile '${name}': ${why}` }));
}

interface Described {
  readonly name: string;
  readonly profile?: MeantProfile;
  /** Why it is not judged; nothing where it is, or where it makes no global call. */
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
    return { name, why: `it is of account ${home}, and it is not known whether other accounts can call through it` };
  }
  const models = made?.source.kind === 'global' ? [made.source.modelId] : findModelsOf(id, own.flatMap(({ statements }) => statements));
  if (models.length !== 1) {
    const named = models.length === 0 ? 'the policies that allow it name none' : `the policies that allow it name ${models.join(', ')}`;
    return { name, why: `the app does not say of which model it is, and ${named}` };
  }
  return { name, profile: { id, name, modelId: models[0], region: made ? made.region : region, made } };
}

/** A profile may be named by its whole ARN in one place, and in pieces in another. */
function mergeNamed(all: readonly NamedProfile[]): NamedProfile[] {
  const byId = new Map<string, NamedProfile[]>();
  all.forEach((one) => push(byId, one.id, one));
  return [...byId].map(([id, same]) => ({
    id, region: same.find(({ region }) => region)?.region, account: same.find(({ account }) => account)?.account,
  }));
}
