import { createHash } from 'node:crypto';
import { ApplicationProfileEvent, LONGEST_PREFIX, NAME_ENDING, OWN_TAGS } from './wire';

// The function finds its profiles by these names and hashes, so they must never change.

export type Tags = Readonly<Record<string, string>>;

/** The profile that an event requests. */
export interface Wish {
  readonly region: string;
  readonly copyFrom: string;
  readonly name: string;
  readonly description?: string;
  /** With our own tags. */
  readonly tags: Tags;
}

export function readWish({ StackId, LogicalResourceId, ResourceProperties }: ApplicationProfileEvent): Wish {
  const { CopyFrom, Region, NamePrefix, Description, Tags = [] } = ResourceProperties;
  const source = digest(CopyFrom, Region, NamePrefix, Description);
  // Two stacks of one app may share the first letters, but not all letters.
  const profile = writeLetters(digest(StackId, LogicalResourceId, source), NAME_ENDING.profile);
  return {
    region: Region,
    copyFrom: CopyFrom,
    name: NamePrefix.slice(0, LONGEST_PREFIX).replace(/[ _-]?$/, '-') + writeResourceLetters(StackId, LogicalResourceId) + profile,
    description: Description,
    tags: {
      ...Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])),
      [OWN_TAGS.stack]: StackId,
      [OWN_TAGS.resource]: LogicalResourceId,
      [OWN_TAGS.source]: source,
    },
  };
}

/** Whether a name may be that of one of our profiles. Names of other profiles may look the same; only tags decide. */
export function mayBeOwn({ StackId, LogicalResourceId }: ApplicationProfileEvent, name = ''): boolean {
  return name.slice(0, -NAME_ENDING.profile).endsWith(`-${writeResourceLetters(StackId, LogicalResourceId)}`);
}

/** Whether tags belong to one of our profiles. */
export function isOwn({ StackId, LogicalResourceId }: ApplicationProfileEvent, tags: Tags | undefined): boolean {
  return tags?.[OWN_TAGS.stack] === StackId && tags[OWN_TAGS.resource] === LogicalResourceId;
}

/** Whether one of our profiles is as requested. The name decides only if the tag was removed, because two sources may give one name. */
export function isLike(wish: Wish, { name, tags }: { readonly name?: string; readonly tags: Tags }): boolean {
  const source = tags[OWN_TAGS.source];
  return source === undefined ? name === wish.name : source === wish.tags[OWN_TAGS.source];
}

/** The Region of a physical ID, if the ID is the ARN of a profile. */
export function findRegion(physicalId = ''): string | undefined {
  return /^arn:[\w-]+:bedrock:([\w-]+):\d+:application-inference-profile\//.exec(physicalId)?.[1];
}

export function digest(...parts: unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

const writeResourceLetters = (...resource: string[]) => writeLetters(digest(...resource), NAME_ENDING.resource);

/** Uses letters and digits, because they hold more than hexadecimal digits. */
function writeLetters(hash: string, count: number): string {
  return (parseInt(hash.slice(0, 12), 16) % 36 ** count).toString(36).padStart(count, '0');
}
