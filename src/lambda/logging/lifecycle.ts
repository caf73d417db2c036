import { MESSAGES } from './messages';
import { findUnconfirmed, hasSameDestinations, isSame, listPlaces, matches } from './setting';
import type { LoggingEvent, Setting, SettingOwner } from './wire';

/** Who owns the setting of this account and Region: the value of one SSM parameter. Later versions of the library read it for ever. */
export interface Claim {
  readonly version: number;
  /** The ID of the stack that owns the setting. */
  readonly stack: string;
  /** The settings that the stack may have written, noted before each write. */
  readonly written: Setting[];
  /** The setting that was found, to be put back; absent where logging was off. */
  readonly found?: Setting;
}

export interface StackState {
  readonly phase: 'deploying' | 'rolling back' | 'removing' | 'over';
  /** Another text is another operation of CloudFormation, or another part of one. */
  readonly operation: string;
}

/** What is asked of AWS. A setting is as Bedrock tells it, and undefined while logging is off. */
export interface Account {
  readStack(): Promise<StackState>;
  readSetting(): Promise<Setting | undefined>;
  /** Says whether it did. One that is patient waits, and then does not, while Bedrock cannot use the role or the bucket yet. */
  writeSetting(setting: Setting | undefined, how: { isPatient: boolean }): Promise<boolean>;
  readClaim(): Promise<Claim | undefined>;
  /** Says whether it did. */
  putClaim(claim: Claim, how: { Overwrite: boolean }): Promise<boolean>;
  deleteClaim(): Promise<void>;
}

/** Whose the setting is now, what is put back in the end, and what people should know. */
export interface Outcome {
  readonly owner: SettingOwner;
  readonly found?: Setting;
  readonly notice?: string;
}

/** Nothing is wrong with a service; the answer is no. */
export class Refusal extends Error {}

/** What an event finds, and what that is. */
interface Situation {
  readonly event: LoggingEvent;
  readonly account: Account;
  readonly stack: StackState;
  readonly live?: Setting;
  /** That of this stack. */
  readonly claim?: Claim;
  /** What we wrote that may be live: several settings where they differ in what Bedrock does not tell back. */
  readonly ours: Setting[];
  readonly standing: Standing;
  readonly isRollback: boolean;
}

/**
 * What stands there. `as wished`: somebody else set it just so. `found before`: it was so before this stack came. `drifted`: ours, but
 * somebody changed which kinds of data are recorded.
 */
type Standing = 'off' | 'ours' | 'as wished' | 'found before' | 'drifted' | 'somebody\'s';

/** The phases in which CloudFormation sends an event. It does not wait for those that it cancels: one may come, or go on, later. */
const PHASES = { Create: ['deploying'], Update: ['deploying', 'rolling back'], Delete: ['deploying', 'rolling back', 'removing'] };

/** What one event does to the setting: docs/guest.md. Each request may be the last one, and another event may run before each. */
export async function handle(event: LoggingEvent, account: Account): Promise<Outcome> {
  const isDelete = event.RequestType === 'Delete';
  const stack = await account.readStack();
  const isRollback = stack.phase === 'rolling back';
  if (!PHASES[event.RequestType].includes(stack.phase)) {
    throw new Refusal(MESSAGES.overtaken(event));
  }
  // The setting first: what a twin of this event writes meanwhile is in the claim then, and is not taken for what was found.
  const live = await account.readSetting();
  const claim = await account.readClaim();
  if (claim && claim.stack !== event.StackId) {
    return leave({ live, ours: [] }, isDelete || isRollback, MESSAGES.managedElsewhere(event, claim.stack));
  }
  const ours = claim?.written.filter((one) => matches(one, live)) ?? [];
  const standing = judge(event, live, claim, ours);
  return (isDelete ? remove : provide)({ event, account, stack, live, claim, ours, standing, isRollback });
}

function judge(event: LoggingEvent, live: Setting | undefined, claim: Claim | undefined, ours: Setting[]): Standing {
  if (!live) {
    return 'off';
  }
  if (ours.length > 0) {
    return ours.every((one) => isSame(one, claim?.found)) ? 'found before' : 'ours';
  }
  if (matches(event.ResourceProperties.LoggingConfig, live)) {
    return 'as wished';
  }
  const isAtOurPlaces = [event.ResourceProperties, event.OldResourceProperties].some((one) =>
    String(one?.NeedsConstruct) === 'true' && hasSameDestinations(one?.LoggingConfig, live));
  return claim && isAtOurPlaces && !hasSameDestinations(claim.found, live) ? 'drifted' : 'somebody\'s';
}

/** A Create or an Update: makes the setting as wished, where that is ours to do. */
async function provide(situation: Situation): Promise<Outcome> {
  const { event, live, claim, isRollback } = situation;
  const { LoggingConfig: wish, OnExisting } = event.ResourceProperties;
  const isCreate = event.RequestType === 'Create';
  // What changes nothing, or goes back, must not fail over what others did.
  const mayLeave = isRollback || (!isCreate && isSame(wish, event.OldResourceProperties?.LoggingConfig));
  const mayReplace = OnExisting === 'TAKE_OVER' && !mayLeave;
  if (!isCreate && !claim) {
    return leave(situation, mayLeave, MESSAGES.claimMissing(event));
  }
  if (isRollback && !claim?.written.some((one) => isSame(one, wish))) { // not the way back, but the way there, which begins only now
    return leave(situation, true, MESSAGES.overtaken(event));
  }
  switch (situation.standing) {
    case 'ours':
      return write(situation, claim?.found);
    case 'as wished':
      return write(situation, wish);
    case 'found before':
      return OnExisting !== 'REFUSE' || matches(wish, live) ? write(situation, claim?.found)
        : leave(situation, mayLeave, MESSAGES.foundBefore(event, live));
    case 'off':
      return isCreate || mayReplace ? write(situation, undefined) : leave(situation, mayLeave, MESSAGES.changed(event, live));
    case 'drifted':
      return mayReplace ? write(situation, claim?.found) : leave(situation, mayLeave, MESSAGES.changed(event, live));
    case 'somebody\'s':
      return mayReplace ? write(situation, live) : leave(situation, mayLeave, (claim ? MESSAGES.changed : MESSAGES.existing)(event, live));
  }
}

/** Leaves everything as it is: a success only where that may be. */
function leave({ live, claim, ours }: Pick<Situation, 'live' | 'claim' | 'ours'>, mayLeave: boolean, reason: string): Outcome {
  if (!mayLeave) {
    throw new Refusal(reason);
  }
  return { found: claim?.found, notice: reason, owner: !live ? 'NOBODY' : ours.length > 0 ? 'FOUND' : 'SOMEBODY_ELSE' };
}

/** Notes in the claim what may be written and what was found; and then writes the setting, unless it is there already. */
async function write(situation: Situation, found: Setting | undefined): Promise<Outcome> {
  const { event, account, live, claim, ours, isRollback } = situation;
  const { LoggingConfig: wish, OnRemoval } = event.ResourceProperties;
  const isCreate = event.RequestType === 'Create';
  const old = (!isRollback && event.OldResourceProperties?.LoggingConfig) || wish;
  if (isCreate || (OnRemoval === 'RESTORE_PREVIOUS' && !isRollback)) {
    requireReturn(event, found);
  }
  const isThere = matches(wish, live) && ours.every((one) => isSame(one, wish));
  // With the setting from before the change, so that the way back needs no other claim.
  const own = await hold(situation, { version: 1, stack: event.StackId, written: distinct([...ours, old, wish]), found });
  const owner = isSame(own.found, wish) ? 'FOUND' : 'THIS_STACK';
  const { now, seen, isWritten } = await put(situation, wish, { isThere, isPatient: true });
  switch (seen) {
    case 'as before':
      return { found: own.found, owner, notice: MESSAGES.unconfirmed(findUnconfirmed(wish, now)) };
    case 'changed':
      return leave({ live: now, claim: own, ours: [] }, isRollback, MESSAGES.changedMeanwhile(event));
    case 'overtaken':
      if (isWritten && !isRollback && matches(wish, now)) { // what takes this event back may have run before the write
        await account.writeSetting(isCreate ? own.found : ours.length > 0 ? old : live, { isPatient: false });
      }
      if (!claim && (isThere || isWritten || !matches(wish, now))) {
        await release(situation, own); // otherwise a twin has written, and the Delete that is to come needs the claim
      }
      throw new Refusal(MESSAGES.overtaken(event));
  }
}

/** Sees to it that the claim says at least so much. → the claim that holds */
async function hold(situation: Situation, next: Claim): Promise<Claim> {
  const { account, event, claim } = situation;
  if (claim) {
    const saysSo = JSON.stringify(next.found) === JSON.stringify(claim.found)
      && distinct([...claim.written, ...next.written]).length === claim.written.length;
    return !saysSo && await account.putClaim(next, { Overwrite: true }) ? next : claim;
  }
  if (await account.putClaim(next, { Overwrite: false })) {
    return next;
  }
  const other = await account.readClaim(); // a twin's, or this event's own, whose answer was lost
  if (other?.stack !== next.stack) {
    throw new Refusal(other ? MESSAGES.managedElsewhere(event, other.stack) : MESSAGES.changedMeanwhile(event));
  }
  return hold({ ...situation, claim: other }, { ...other, written: distinct([...other.written, ...next.written]) });
}

/** A Delete: what is ours goes, and what was found comes back. */
async function remove(situation: Situation): Promise<Outcome> {
  const { event, live, claim, standing, isRollback } = situation;
  const onRemoval = isRollback ? 'RESTORE_PREVIOUS' : event.ResourceProperties.OnRemoval;
  if (claim) {
    const isOurs = standing === 'ours' || standing === 'drifted';
    const target = !isOurs || onRemoval === 'RETAIN' ? live : onRemoval === 'DISABLE' ? undefined : claim.found;
    const isThere = isSame(target, live);
    requireReturn(event, isThere ? undefined : target);
    const { seen } = await put(situation, target, { isThere, isPatient: isRollback });
    if (seen === 'overtaken') {
      throw new Refusal(MESSAGES.overtaken(event));
    }
    await release(situation);
  }
  return { owner: 'NOBODY' };
}

/** Writes a setting unless it is there, as soon as Bedrock can use what it names. Looks before each attempt, and after the last one. */
async function put(
  { account, stack, live }: Situation, setting: Setting | undefined, how: { isThere: boolean; isPatient: boolean },
): Promise<{ now?: Setting; seen: 'as before' | 'changed' | 'overtaken'; isWritten: boolean }> {
  for (let isWritten = false; ; isWritten = await account.writeSetting(setting, how)) {
    const { operation } = await account.readStack();
    const now = await account.readSetting();
    const isNew = !isSame(now, live); // of a twin, if it is the setting
    const seen = operation !== stack.operation ? 'overtaken' : matches(setting, now) || !(isNew || isWritten) ? 'as before' : 'changed';
    if (how.isThere || isWritten || isNew || seen === 'overtaken') {
      return { now, seen, isWritten };
    }
  }
}

/** Deletes the claim, if it is this stack's still, and a certain one. */
async function release({ account, event }: Situation, own?: Claim): Promise<void> {
  const claim = await account.readClaim();
  if (claim?.stack === event.StackId && (!own || JSON.stringify(claim) === JSON.stringify(own))) {
    await account.deleteClaim();
  }
}

/** What is put back goes only where the template says, so that who can write the claim cannot choose where prompts go. */
function requireReturn(event: LoggingEvent, found: Setting | undefined): void {
  const { LoggingConfig, PreviousRoleArns = [], PreviousBucketNames = [] } = event.ResourceProperties;
  const allowed = [...PreviousRoleArns, ...PreviousBucketNames, ...listPlaces(LoggingConfig)];
  const place = listPlaces(found).find((one) => !allowed.includes(one));
  if (place) {
    throw new Refusal(MESSAGES.cannotReturn(event, place));
  }
}

function distinct(settings: Setting[]): Setting[] {
  return settings.filter((one, index) => settings.findIndex((other) => isSame(one, other)) === index);
}
