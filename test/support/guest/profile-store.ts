import { ACCOUNT } from './event';
import type { Tags } from '../../../src/lambda/application-profiles/identity';

/** A profile as Amazon Bedrock has it. */
export interface StoredProfile {
  readonly arn: string;
  readonly region: string;
  readonly name: string;
  readonly description?: string;
  readonly copyFrom: string;
  readonly madeAt: number;
  tags: Tags;
}

export type NewProfile = Pick<StoredProfile, 'region' | 'name' | 'description' | 'copyFrom' | 'tags'>;

const MOST_TAGS = 50;

/** The application inference profiles of one account, in all Regions. What was made a moment ago is not seen everywhere yet. */
export class ProfileStore {
  public readonly profiles = new Map<string, StoredProfile>();
  /** For so many milliseconds a new profile is not listed or not found, or has no tags. */
  public lag = { list: 0, get: 0, tags: 0 };
  /** The most profiles on one page of a list. */
  public page = 2;
  /** Every ARN that was ever deleted. */
  public readonly deleted: string[] = [];
  private readonly made = new Map<string, string>();
  private count = 0;

  public now = (): number => 0;

  public get all(): StoredProfile[] {
    return [...this.profiles.values()];
  }

  /** Returns the ARN, or the error's name. A token that came before is answered as it was. */
  public create(profile: NewProfile, token?: string): { arn: string } | 'ConflictException' | 'TooManyTagsException' {
    const earlier = token && this.made.get(token);
    if (earlier) {
      return { arn: earlier };
    }
    if (this.all.some(({ name, region }) => name === profile.name && region === profile.region)) {
      return 'ConflictException';
    }
    if (Object.keys(profile.tags).length > MOST_TAGS) {
      return 'TooManyTagsException';
    }
    const id = (++this.count).toString(36).padStart(12, 'a');
    const arn = `arn:aws:bedrock:${profile.region}:${ACCOUNT}:application-inference-profile/${id}`;
    this.profiles.set(arn, { ...profile, arn, madeAt: this.now() });
    if (token) {
      this.made.set(token, arn);
    }
    return { arn };
  }

  public list(region: string): StoredProfile[] {
    return this.all.filter((one) => one.region === region && this.isSeen(one, 'list'));
  }

  public find(arn: string): StoredProfile | undefined {
    const found = this.profiles.get(arn);
    return found && this.isSeen(found, 'get') ? found : undefined;
  }

  /** Undefined without such a profile. */
  public readTags(arn: string): Tags | undefined {
    const found = this.find(arn);
    return found && (this.isSeen(found, 'tags') ? found.tags : {});
  }

  public tag(arn: string, tags: Tags): 'fine' | 'ResourceNotFoundException' | 'TooManyTagsException' {
    const found = this.profiles.get(arn);
    if (!found) {
      return 'ResourceNotFoundException';
    }
    const all = { ...found.tags, ...tags };
    if (Object.keys(all).length > MOST_TAGS) {
      return 'TooManyTagsException';
    }
    found.tags = all;
    return 'fine';
  }

  public untag(arn: string, keys: readonly string[]): boolean {
    const found = this.profiles.get(arn);
    if (found) {
      found.tags = Object.fromEntries(Object.entries(found.tags).filter(([key]) => !keys.includes(key)));
    }
    return found !== undefined;
  }

  public delete(arn: string): boolean {
    this.deleted.push(arn);
    return this.profiles.delete(arn);
  }

  private isSeen({ madeAt }: StoredProfile, where: keyof ProfileStore['lag']): boolean {
    return this.now() >= madeAt + this.lag[where];
  }
}
