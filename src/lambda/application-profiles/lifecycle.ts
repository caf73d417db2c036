import { digest, findRegion, isLike, isOwn, mayBeOwn, readWish, Tags, Wish } from './identity';
import { MESSAGES } from './messages';
import type { ApplicationProfileEvent } from './wire';
import { MOST_PROFILE_TAGS } from '../../core/facts/application-profiles';

export interface Profile {
  readonly arn: string;
  readonly name?: string;
}

/** The operations on AWS. An error has `isRefusal` if AWS would refuse again. */
export interface Account {
  /** Undefined if AWS does not answer. */
  readStatus(): Promise<string | undefined>;
  listProfiles(region: string): Promise<Profile[]>;
  /** Undefined if there is no such profile. */
  readTags(arn: string): Promise<Tags | undefined>;
  /** Returns the ARN, or undefined if a profile has this name. */
  createProfile(wish: Wish, token: string): Promise<string | undefined>;
  hasProfile(arn: string): Promise<boolean>;
  /** Returns whether there is such a profile. */
  tagProfile(arn: string, tags: Tags): Promise<boolean>;
  untagProfile(arn: string, keys: string[]): Promise<void>;
  /** Succeeds if there is none. */
  deleteProfile(arn: string): Promise<void>;
  wait(ms: number): Promise<unknown>;
}

export interface Outcome {
  /** None after a Delete. */
  readonly arn?: string;
  /** A notice for people. */
  readonly notice?: string;
}

/** One of our profiles. */
interface Own extends Profile {
  readonly tags: Tags;
}

/** A new profile is not visible everywhere at once. */
const PAUSES = { name: [2000, 4000, 8000, 16_000], profile: [1000, 2000, 4000, 8000, 15_000, 15_000, 15_000] };
const SECOND_LOOK = 10_000;

/** Handles one event. Each request may be the last one. The same event may come again, or run twice at once. */
export async function handle(event: ApplicationProfileEvent, account: Account): Promise<Outcome> {
  return event.RequestType === 'Delete' ? remove(event, account) : provide(event, account);
}

/** A Create or an Update: keeps our profile that is as requested, or creates it, and deletes our others. */
async function provide(event: ApplicationProfileEvent, account: Account): Promise<Outcome> {
  const wish = readWish(event);
  const given = findRegion(event.PhysicalResourceId) && event.PhysicalResourceId;
  const gone = new Set<string>();
  for (;;) {
    const { own, errors } = await look(event, account);
    const fitting = own.filter((one) => !gone.has(one.arn) && isLike(wish, one));
    const found = fitting.find(({ arn }) => arn === given) ?? fitting[0];
    if (!found && errors.has(wish.region)) {
      throw errors.get(wish.region); // there may be one that we could not see
    }
    const kept = found ?? await make(event, account, wish, gone);
    const isThere = kept.arn === given || await awaitProfile(event, account, kept.arn);
    if (isThere && await retag(event, account, wish, kept)) {
      const isWayBack = isReplaced(event) && (kept.arn === given || !own.some(({ arn }) => arn === given));
      await (isWayBack && account.wait(SECOND_LOOK)); // the failed Update may have created one that has no tags yet
      const now = isWayBack ? await look(event, account) : { own, errors };
      const failures = [...now.errors.values()];
      // CloudFormation itself deletes the previous one, or goes back to it.
      for (const { arn } of now.own.filter((one) => one.arn !== kept.arn && one.arn !== given)) {
        await account.deleteProfile(arn).catch((error: Error) => failures.push(error));
      }
      return { arn: kept.arn, notice: MESSAGES.left(failures) };
    }
    gone.add(kept.arn); // it may still be listed
    if (!found) {
      throw new Error(MESSAGES.unseen(kept.arn));
    }
  }
}

function isReplaced(event: ApplicationProfileEvent): boolean {
  const { OldResourceProperties } = event;
  return OldResourceProperties !== undefined
    && readWish(event).name !== readWish({ ...event, ResourceProperties: OldResourceProperties }).name;
}

/** Creates a profile, unless one of ours has its name. */
async function make(event: ApplicationProfileEvent, account: Account, wish: Wish, gone: Set<string>): Promise<Profile & Partial<Own>> {
  const token = digest(event.RequestId, wish, gone.size); // the same if the event comes again
  for (let attempt = 0; ; attempt++) {
    const arn = await account.createProfile(wish, token);
    if (arn) {
      return { arn };
    }
    const holder = (await account.listProfiles(wish.region)).find(({ name }) => name === wish.name);
    const tags = holder && await account.readTags(holder.arn);
    if (tags && isOwn(event, tags) && isLike(wish, { ...holder, tags }) && !gone.has(holder.arn)) {
      return { ...holder, tags };
    }
    if (attempt === PAUSES.name.length) {
      throw new Error(MESSAGES.nameTaken(wish, holder?.arn, tags));
    }
    await account.wait(PAUSES.name[attempt]); // a twin's profile that is not listed yet, or one that is being deleted
  }
}

/** Waits until a profile can be read, and until a Delete would recognize it as ours. */
async function awaitProfile(event: ApplicationProfileEvent, account: Account, arn: string): Promise<boolean> {
  for (let attempt = 0; ; attempt++) {
    if (await account.hasProfile(arn) && isOwn(event, await account.readTags(arn))) {
      return true;
    }
    if (attempt === PAUSES.profile.length) {
      return false;
    }
    await account.wait(PAUSES.profile[attempt]);
  }
}

/** Gives an existing profile the requested tags. Returns whether it still exists. */
async function retag(event: ApplicationProfileEvent, account: Account, wish: Wish, { arn, tags }: Partial<Own> & Profile) {
  if (!tags) {
    return true; // created with them
  }
  // Tags of others stay, unless this is a profile that was not in use.
  const before = event.OldResourceProperties?.Tags?.map(({ Key }) => Key) ?? [];
  const mayGo = (key: string) => arn === event.PhysicalResourceId ? before.includes(key) : !key.startsWith('aws:');
  const keys = [...new Set([...Object.keys(tags), ...before])].filter((key) => !(key in wish.tags) && mayGo(key));
  // Writes tags even if they seem right, because reads may be stale. But then a denial must not stop a rollback.
  const unless = (isSo: boolean) => (error: Error) => isSo || Promise.reject(error);
  const clear = () => keys.length > 0 && account.untagProfile(arn, keys).catch(unless(!keys.some((key) => key in tags)));
  const isCrowded = Object.keys({ ...tags, ...wish.tags }).length > MOST_PROFILE_TAGS;
  await (isCrowded && clear());
  if (!await account.tagProfile(arn, wish.tags).catch(unless(Object.entries(wish.tags).every(([key, value]) => tags[key] === value)))) {
    return false;
  }
  await (!isCrowded && clear());
  return true;
}

/** A Delete: deletes the profile if it is still ours. Deletes all of ours if none can be in use. */
async function remove(event: ApplicationProfileEvent, account: Account): Promise<Outcome> {
  const { PhysicalResourceId = '' } = event;
  const status = await account.readStatus();
  if (!findRegion(PhysicalResourceId)) { // a Create failed
    // Without a rollback, another Create may have succeeded.
    return !status || /DELETE|ROLLBACK/.test(status) ? removeAll(event, account, [0, SECOND_LOOK]) : {};
  }
  const tags = await account.readTags(PhysicalResourceId);
  if (tags && !isOwn(event, tags)) {
    return { notice: MESSAGES.notOurs(PhysicalResourceId) };
  }
  await (tags && account.deleteProfile(PhysicalResourceId));
  return status === 'DELETE_IN_PROGRESS' ? removeAll(event, account, [0]) : {}; // otherwise another profile may replace this one
}

async function removeAll(event: ApplicationProfileEvent, account: Account, pauses: number[]): Promise<Outcome> {
  const failures: Error[] = [];
  for (const pause of pauses) {
    await (pause && account.wait(pause));
    const { own, errors } = await look(event, account);
    for (const { arn } of own) {
      await account.deleteProfile(arn);
    }
    failures.push(...errors.values());
  }
  const failure = failures.find((error) => !(error as { isRefusal?: boolean }).isRefusal);
  if (failure && !findRegion(event.PhysicalResourceId)) {
    throw failure;
  }
  return { notice: MESSAGES.left(failures) }; // if AWS refuses to list, nothing was created
}

/** Finds all our profiles, in every Region that the event names. Has an error for each Region in which some could not be seen. */
async function look(event: ApplicationProfileEvent, account: Account): Promise<{ own: Own[]; errors: Map<string, Error> }> {
  const { PhysicalResourceId = '', ResourceProperties, OldResourceProperties } = event;
  const given = findRegion(PhysicalResourceId);
  const regions = new Set([ResourceProperties.Region, OldResourceProperties?.Region, given].filter((one) => one !== undefined));
  const errors = new Map<string, Error>();
  const candidates = new Map<string, Profile>(given ? [[PhysicalResourceId, { arn: PhysicalResourceId }]] : []); // listed or not
  for (const region of regions) {
    const listed = await account.listProfiles(region).catch((error: Error) => { errors.set(region, error); });
    for (const one of listed?.filter(({ name }) => mayBeOwn(event, name)) ?? []) {
      candidates.set(one.arn, one);
    }
  }
  const own: Own[] = [];
  for (const one of candidates.values()) {
    try {
      const tags = await account.readTags(one.arn);
      if (tags && isOwn(event, tags)) {
        own.push({ ...one, tags });
      }
    } catch (error) {
      errors.set(findRegion(one.arn)!, Object.assign(error as Error, { isRefusal: false })); // there is one, and it may be ours
    }
  }
  return { own, errors };
}
