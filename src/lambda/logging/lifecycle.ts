import { MESSAGES } from './messages';
import { findUnconfirmed, hasSameDestinations, isSame, listPlaces, matches } from './setting';
import type { LoggingEvent, LoggingResourceAttributes, Setting } from './wire';

/** Who owns the setting of this account and Region: the value of one SSM parameter. All later versions of the library can read it. */
export interface Claim {
  /** 0 if it cannot be read. */
  readonly version: number;
  /** The ID of the stack that owns the setting. */
  readonly stack: string;
  /** The settings that the stack may have written, noted before each write. */
  readonly written: Setting[];
  /** The setting that was found, to be put back; absent if logging was off. */
  readonly found?: Setting;
}

export interface StackState {
  readonly phase: 'deploying' | 'rolling back' | 'removing' | 'over';
  /** A different text is a different operation of CloudFormation, or a different part of one. */
  readonly operation: string;
}

/** The requests to AWS. A setting is as Bedrock reports it, and undefined while logging is off. */
export interface Account {
  readStack(): Promise<StackState>;
  readSetting(): Promise<Setting | undefined>;
  /** Returns whether it wrote. If patient, and Bedrock cannot use the role or the bucket yet: waits, and returns false. */
  writeSetting(setting: Setting | undefined, how: { isPatient: boolean }): Promise<boolean>;
  readClaim(): Promise<Claim | undefined>;
  /** Returns whether it wrote. Without `Overwrite` it does not replace another claim. */
  putClaim(claim: Claim, how: { Overwrite: boolean }): Promise<boolean>;
  deleteClaim(): Promise<void>;
}

/** Who owns the setting now, what a removal puts back, and what people should know. */
export interface Outcome {
  readonly owner: LoggingResourceAttributes['SettingOwner'];
  readonly found?: Setting;
  readonly notice?: string;
}

/**
 * The state of the live setting. `as wished`: someone else set exactly the wish. `found before`: it was so before this stack. `drifted`:
 * ours, but someone changed which kinds of data are recorded.
 */
type Standing = 'off' | 'ours' | 'as wished' | 'found before' | 'drifted' | 'somebody\'s';

/** What an event sees, and how it judges that. */
interface Situation {
  readonly event: LoggingEvent;
  readonly account: Account;
  readonly stack: StackState;
  readonly live?: Setting;
  /** The claim of this stack. */
  readonly claim?: Claim;
  /** Our settings that match the live one: several if a Region does not report all flags. */
  readonly ours: Setting[];
  readonly standing: Standing;
  readonly isRollback: boolean;
}

/** How much of the earlier settings stays in the claim, so that it mostly fits a standard parameter. */
const CARRIED_CHARACTERS = 2500;
/** The phases in which CloudFormation sends an event. A cancelled event may still arrive, or still be running. */
const PHASES = { Create: ['deploying'], Update: ['deploying', 'rolling back'], Delete: ['deploying', 'rolling back', 'removing'] };

export function readState(status: string, time: string | undefined): StackState {
  const phase = !status.endsWith('_IN_PROGRESS') ? 'over'
    : status.includes('ROLLBACK') ? 'rolling back'
      : /DELETE|CLEANUP/.test(status) ? 'removing' : 'deploying';
  return { phase, operation: `${status} ${time}` };
}

/** What one event does to the setting: docs/guest.md. The function may die at each request, and another event may run before each. */
export async function handle(event: LoggingEvent, account: Account): Promise<Outcome> {
  const isDelete = event.RequestType === 'Delete';
  const stack = await account.readStack();
  // While a stack is deployed, a Delete takes back what failed before. It is not a removal.
  const isRollback = stack.phase === 'rolling back' || (isDelete && stack.phase === 'deploying');
  if (!PHASES[event.RequestType].includes(stack.phase)) {
    throw new Error(MESSAGES.overtaken(event));
  }
  // The setting first: what a twin of this event writes meanwhile is then in the claim, and not mistaken for what was found.
  const live = await account.readSetting();
  const claim = await account.readClaim();
  if (claim && claim.stack !== event.StackId) {
    const reason = claim.version ? MESSAGES.managedElsewhere(event, claim.stack) : MESSAGES.claimUnreadable();
    return leave({ live, standing: 'somebody\'s' }, isRollback || (isDelete && claim.version > 0), reason);
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

/** A Create or an Update: makes the setting as wished, if this stack may. */
async function provide(situation: Situation): Promise<Outcome> {
  const { event, live, claim, isRollback } = situation;
  const { LoggingConfig: wish, OnExisting } = event.ResourceProperties;
  const isCreate = event.RequestType === 'Create';
  const isUnchanged = !isCreate && isSame(wish, event.OldResourceProperties?.LoggingConfig);
  const mayLeave = isRollback || isUnchanged; // these must not fail because of what others did
  const mayReplace = OnExisting === 'TAKE_OVER' && !mayLeave;
  if (!isCreate && !claim) {
    return leave(situation, mayLeave, MESSAGES.claimMissing(event));
  }
  const isTheWayBack = claim?.written.some((one) => isSame(one, wish)) && (isUnchanged || !isSame(wish, claim.written.at(-1)));
  if (isRollback && !isTheWayBack) { // the Update that is rolled back never began, or this is that Update, and starts late
    return leave(situation, true, matches(wish, live) ? undefined : MESSAGES.changed(event, live));
  }
  switch (situation.standing) {
    case 'ours':
      return write(situation, claim?.found);
    case 'as wished':
      return write(situation, wish);
    case 'found before':
      return isSame(wish, claim?.found) || (OnExisting !== 'REFUSE' && !isUnchanged) ? write(situation, claim?.found)
        : leave(situation, mayLeave, MESSAGES.foundBefore(event, live));
    case 'off':
      return isCreate || mayReplace ? write(situation, undefined) : leave(situation, mayLeave, MESSAGES.changed(event, live));
    case 'drifted':
      return mayReplace ? write(situation, claim?.found) : leave(situation, mayLeave, MESSAGES.changed(event, live));
    case 'somebody\'s':
      return mayReplace ? write(situation, live) : leave(situation, mayLeave, (claim ? MESSAGES.changed : MESSAGES.existing)(event, live));
  }
}

/** Leaves everything as it is: a success only if the event may leave it. */
function leave({ live, standing, claim }: Pick<Situation, 'live' | 'standing' | 'claim'>, mayLeave: boolean, notice?: string): Outcome {
  if (!mayLeave) {
    throw new Error(notice);
  }
  const owner = standing === 'ours' ? 'THIS_STACK' : standing === 'found before' || standing === 'as wished' ? 'FOUND' : 'SOMEBODY_ELSE';
  return { owner: live ? owner : 'NOBODY', found: claim?.found, notice };
}

/** Notes in the claim what may be written and what was found. Then writes the setting, unless it is live already. */
async function write(situation: Situation, found: Setting | undefined): Promise<Outcome> {
  const { event, live, claim, ours, standing, isRollback } = situation;
  const { LoggingConfig: wish, OnRemoval } = event.ResourceProperties;
  if (event.RequestType === 'Create' || standing === 'somebody\'s' || (OnRemoval === 'RESTORE_PREVIOUS' && !isRollback)) {
    requirePlaces(event, found);
  }
  const isThere = matches(wish, live) && ours.every((one) => isSame(one, wish));
  // If nothing is written, no roll-back needs an earlier setting.
  const written = standing === 'as wished' ? [wish] : carry(claim, [...ours, event.OldResourceProperties?.LoggingConfig ?? wish, wish]);
  const own = isRollback && claim ? claim : await hold(situation, { version: 1, stack: event.StackId, written, found });
  const { now, seen, isWritten } = await put(situation, wish, { isThere, isPatient: true });
  if (seen === 'changed') {
    return leave({ live: now, claim: own, standing: 'somebody\'s' }, isRollback, MESSAGES.changedMeanwhile(event, now));
  }
  if (seen !== 'fine') {
    await (seen === 'taken back' && undo(situation, own, { isWish: matches(wish, now), isThere, isWritten }));
    throw new Error(MESSAGES.overtaken(event));
  }
  const notice = MESSAGES.unconfirmed(findUnconfirmed(wish, now));
  return { owner: isSame(own.found, wish) ? 'FOUND' : 'THIS_STACK', found: own.found, notice };
}

/** Adds what the stack wrote earlier, the latest last, if it fits: a roll-back may go back over several deployments. */
function carry(claim: Claim | undefined, written: Setting[]): Setting[] {
  const all = distinct([...claim?.written ?? [], ...written]);
  const fits = (index: number) => JSON.stringify(all.slice(index)).length < CARRIED_CHARACTERS;
  return all.filter((_, index) => index >= all.length - distinct(written).length || fits(index));
}

/** Undoes a write that came too late: the event that takes this one back may have run before. */
async function undo(situation: Situation, own: Claim, is: { isWish: boolean; isThere: boolean; isWritten: boolean }): Promise<void> {
  const { event, account, live, claim, ours, isRollback } = situation;
  if (is.isWritten && is.isWish && !isRollback) {
    const before = ours.length > 0 ? event.OldResourceProperties?.LoggingConfig : live;
    await account.writeSetting(event.RequestType === 'Create' ? own.found : before, { isPatient: false });
  }
  const isOfTwin = is.isWish && !is.isThere && !is.isWritten; // whose Delete is to come, and needs the claim
  if (!claim && !isOfTwin) {
    await release(situation, own);
  }
}

/** Makes sure that the claim is as given; returns the one in force. */
async function hold(situation: Situation, next: Claim): Promise<Claim> {
  const { account, event, claim } = situation;
  if (claim) {
    await (JSON.stringify(claim) === JSON.stringify(next) || account.putClaim(next, { Overwrite: true }));
    return next;
  }
  if (await account.putClaim(next, { Overwrite: false })) {
    return next;
  }
  const other = await account.readClaim();
  if (other?.stack === next.stack && isSame(other.found, next.found)) { // a twin's, or this event's own, whose answer was lost
    return hold({ ...situation, claim: other }, { ...next, written: carry(other, next.written) });
  }
  const isOthers = other && other.stack !== next.stack;
  throw new Error(isOthers ? MESSAGES.managedElsewhere(event, other.stack) : MESSAGES.changedMeanwhile(event, situation.live));
}

/** A Delete: removes what is ours, and puts back what was found. */
async function remove(situation: Situation): Promise<Outcome> {
  const { event, live, claim, standing, isRollback } = situation;
  const onRemoval = isRollback ? 'RESTORE_PREVIOUS' : event.ResourceProperties.OnRemoval;
  if (claim) {
    const isOurs = standing === 'ours' || standing === 'drifted';
    const target = !isOurs || onRemoval === 'RETAIN' ? live : onRemoval === 'DISABLE' ? undefined : claim.found;
    const isThere = isSame(target, live);
    requirePlaces(event, isThere ? undefined : target);
    const { seen } = await put(situation, target, { isThere, isPatient: isRollback });
    if (seen === 'taken back' || seen === 'gone on') {
      throw new Error(MESSAGES.overtaken(event));
    }
    await release(situation);
  }
  return { owner: 'NOBODY' };
}

/** Writes a setting unless it is live, as soon as Bedrock can use what it names. Looks before each attempt, and after the last one. */
async function put(
  { account, stack, live }: Situation, setting: Setting | undefined, how: { isThere: boolean; isPatient: boolean },
): Promise<{ now?: Setting; seen: 'fine' | 'changed' | 'taken back' | 'gone on'; isWritten: boolean }> {
  for (let isWritten = false; ;) {
    const { operation } = await account.readStack();
    const now = await account.readSetting();
    const isNew = !isSame(now, live); // of a twin, if it is the setting
    const isOver = operation !== stack.operation && (/ROLLBACK|DELETE/.test(operation) ? 'taken back' : 'gone on');
    const seen = isOver || (isNew && !matches(setting, now) ? 'changed' : 'fine');
    if (how.isThere || isWritten || isNew || isOver) {
      return { now, seen, isWritten };
    }
    isWritten = await account.writeSetting(setting, how);
  }
}

/** Deletes the claim, if it is still this stack's, and equals `own` if that is given. */
async function release({ account, event }: Situation, own?: Claim): Promise<void> {
  const claim = await account.readClaim();
  if (claim?.stack === event.StackId && (!own || JSON.stringify(claim) === JSON.stringify(own))) {
    await account.deleteClaim();
  }
}

/** Puts settings back only to places in the template, so that a person who can write the claim cannot choose where prompts go. */
function requirePlaces(event: LoggingEvent, found: Setting | undefined): void {
  const { LoggingConfig, PreviousRoleArns, PreviousBucketNames } = event.ResourceProperties;
  const allowed = [...PreviousRoleArns ?? [], ...PreviousBucketNames ?? [], ...listPlaces(LoggingConfig)];
  const place = listPlaces(found).find((one) => !allowed.includes(one));
  if (place !== undefined) {
    throw new Error(MESSAGES.cannotPutBack(event, place));
  }
}

/** The last one of equal settings. */
const distinct = (settings: Setting[]) =>
  settings.filter((one, index) => !settings.slice(index + 1).some((other) => isSame(one, other)));
