import { createHash } from 'node:crypto';
import { ApplicationProfileEvent, LONGEST_PREFIX, NAME_ENDING, OWN_TAGS } from './wire';

// Profiles are found again by these names and hashes, so they never change.

export type Tags = Readonly<Record<string, string>>;

/** What an event asks for. */
export interface Wish {
  readonly region: string;
  readonly copyFrom: string;
  readonly name: string;
  readonly description?: string;
  /** With our own. */
  readonly tags: Tags;
}

export function readWish({ StackId, LogicalResourceId, ResourceProperties }: ApplicationProfileEvent): Wish {
  const { CopyFrom, Region, NamePrefix, Description, Tags = [] } = ResourceProperties;
  const source = digest(CopyFrom, Region, NamePrefix, Description);
  // Of many stacks of one app, two may share the first letters, but not all.
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

/** Whether a name may be that of one of our profiles. The names of some others look so too; tags tell. */
export function mayBeOwn({ StackId, LogicalResourceId }: ApplicationProfileEvent, name = ''): boolean {
  return name.slice(0, -NAME_ENDING.profile).endsWith(`-${writeResourceLetters(StackId, LogicalResourceId)}`);
}

/** Whether tags are those of one of our profiles. */
export function isOwn({ StackId, LogicalResourceId }: ApplicationProfileEvent, tags: Tags | undefined): boolean {
  return tags?.[OWN_TAGS.stack] === StackId && tags[OWN_TAGS.resource] === LogicalResourceId;
}

/** Whether one of our profiles is as wished. Its name tells only where somebody removed the tag: another source may give the same name. */
export function isLike(wish: Wish, { name, tags }: { readonly name?: string; readonly tags: Tags }): boolean {
  const source = tags[OWN_TAGS.source];
  return source === undefined ? name === wish.name : source === wish.tags[OWN_TAGS.source];
}

/** The Region of a physical ID that is the ARN of a profile. */
export function findRegion(physicalId = ''): string | undefined {
  return /^arn:[\w-]+:bedrock:([\w-]+):\d+:application-inference-profile\//.exec(physicalId)?.[1];
}

export function digest(...parts: unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

const writeResourceLetters = (...resource: string[]) => writeLetters(digest(...resource), NAME_ENDING.resource);

/** Letters and digits tell more than hexadecimal digits do. */
function writeLetters(hash: string, count: number): string {
  return (parseInt(hash.slice(0, 12), 16) % 36 ** count).toString(36).padStart(count, '0');
}
