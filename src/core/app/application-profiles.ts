import { findSource, ProfileSource, readCopyFrom, readProfileRegion } from './profile-references';
import { References } from './references';
import { findConstructPath, listResources, ResourceAt, StackAt } from './stack-at';
import { PROFILE_REFERENCES } from '../facts/application-profiles';
import { REGION_CODE } from '../facts/regions';

/** An application profile that an app makes. */
export interface AppProfile {
  /** What stands for its ID in policies. */
  readonly id: string;
  /** The path of its construct. */
  readonly name: string;
  readonly at: ResourceAt;
  readonly source: ProfileSource;
  readonly region?: string;
  readonly account?: string;
}

/** Lists the application profiles that an app makes, by what stands for their IDs. */
export function listProfiles(stacks: readonly StackAt[], references: References): ReadonlyMap<string, AppProfile> {
  const all = Object.keys(PROFILE_REFERENCES).flatMap((type) => listResources(stacks, type));
  return new Map(all.map(({ resource, ...at }) => {
    const { stack } = at;
    const id = references.standInFor(at);
    const region = references.write(stack, readProfileRegion(resource));
    const isRegion = typeof region === 'string' && REGION_CODE.test(region);
    return [id, {
      id,
      name: findConstructPath(at).replace(/\/(?:Resource\/)?Default$/, ''),
      at,
      source: findSource(references.write(stack, readCopyFrom(resource))),
      region: isRegion ? region : stack.region,
      account: stack.account,
    }];
  }));
}
