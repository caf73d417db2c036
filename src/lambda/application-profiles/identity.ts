import { createHash } from 'node:crypto';
import { ApplicationProfileEvent, OWN_TAGS } from './wire';
import { LONGEST_PROFILE_NAME } from '../../core/facts/application-profiles';

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

/** Of a name: its end says whose it is, and what of. */
const ENDING = { resource: 3, source: 5 };

export function readWish({ StackId, LogicalResourceId, ResourceProperties }: ApplicationProfileEvent): Wish {
  const { CopyFrom, Region, NamePrefix, Description, Tags = [] } = ResourceProperties;
  const source = digest(CopyFrom, Region, NamePrefix, Description);
  const ending = writeResourceEnding(StackId, LogicalResourceId) + writeLetters(source, ENDING.source);
  return {
    region: Region,
    copyFrom: CopyFrom,
    name: NamePrefix.slice(0, LONGEST_PROFILE_NAME - 1 - ending.length).replace(/[ _-]?$/, '-') + ending,
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
export function mayBeOwn({ StackId, LogicalResourceId }: ApplicationProfileEvent, name: string): boolean {
  return name.slice(0, -ENDING.source).endsWith(`-${writeResourceEnding(StackId, LogicalResourceId)}`);
}

/** Whether tags are those of one of our profiles. */
export function isOwn({ StackId, LogicalResourceId }: ApplicationProfileEvent, tags: Tags | undefined): boolean {
  return tags?.[OWN_TAGS.stack] === StackId && tags[OWN_TAGS.resource] === LogicalResourceId;
}

/** The Region of a physical ID that is the ARN of a profile. */
export function findRegion(physicalId = ''): string | undefined {
  return /^arn:[\w-]+:bedrock:([\w-]+):\d+:application-inference-profile\//.exec(physicalId)?.[1];
}

export function digest(...parts: unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

const writeResourceEnding = (...resource: string[]) => writeLetters(digest(...resource), ENDING.resource);

/** Letters and digits tell more than hexadecimal digits do. */
function writeLetters(hash: string, count: number): string {
  return (parseInt(hash.slice(0, 12), 16) % 36 ** count).toString(36).padStart(count, '0');
}
