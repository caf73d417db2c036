import { isResolvedLater } from './fold-texts';
import { findSource, nameProfile, PROFILE_REFERENCES, ProfileSource, readCopyFrom, readProfileRegion } from './profile-references';
import { References } from './references';
import { findConstructPath, listResources, ResourceAt, StackAt } from './stack-at';
import { writeResourceTagKey } from '../facts/condition-keys';
import { REGION_CODE } from '../facts/regions';
import { isObject } from '../iam/document';

/** An application profile that an app creates. */
export interface AppProfile {
  /** The stand-in for its ID in policies. */
  readonly id: string;
  /** The path of its construct. */
  readonly name: string;
  readonly at: ResourceAt;
  readonly source: ProfileSource;
  readonly region?: string;
  readonly account?: string;
  /**
   * Its tags, by condition keys. It may have others: CloudFormation adds those of the stack to its own type, our custom resource marks its
   * profiles, and anyone may add tags later.
   */
  readonly tags: Readonly<Record<string, readonly string[]>>;
}

/** Lists the application profiles that an app creates, by the stand-ins for their IDs. */
export function listProfiles(stacks: readonly StackAt[], references: References): ReadonlyMap<string, AppProfile> {
  const all = Object.keys(PROFILE_REFERENCES).flatMap((type) => listResources(stacks, type));
  return new Map(all.map(({ resource, ...at }) => {
    const { stack } = at;
    const id = references.standInFor(at);
    const region = references.write(stack, readProfileRegion(resource));
    const isRegion = typeof region === 'string' && REGION_CODE.test(region);
    return [id, {
      id,
      name: nameProfile(findConstructPath(at)),
      at,
      source: findSource(references.write(stack, readCopyFrom(resource))),
      region: isRegion ? region : stack.region,
      account: stack.account,
      tags: readTags(references.write(stack, resource.Properties?.Tags)),
    }];
  }));
}

/** Leaves out values known only at deployment. */
function readTags(given: unknown): AppProfile['tags'] {
  const tags = (Array.isArray(given) ? given : []).filter(isObject);
  return Object.fromEntries(tags.flatMap(({ Key: key, Value: value }) =>
    isKnown(key) && isKnown(value) ? [[writeResourceTagKey(key), [value]]] : []));
}

function isKnown(text: unknown): text is string {
  return typeof text === 'string' && !isResolvedLater(text);
}
