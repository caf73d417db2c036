import * as messages from './messages';
import { findUnconfirmed, hash, hasSameDestinations, isSame } from './setting';
import type { LifecycleRequest, Setting } from './wire';

/** Who owns the setting of this account and Region: the value of one SSM parameter. Its letters are short to fit 4 KB. */
export interface Claim {
  /** The stack's ID. */
  readonly s: string;
  /** The logical ID of the custom resource. */
  readonly l: string;
  /** Hashes of the settings that we may have written, noted before the write. */
  readonly m: string[];
  /** The setting that was found beneath ours. */
  readonly b?: Setting;
  /** While the resource is being renamed: its logical ID and the setting before. */
  readonly p?: [logicalId: string, live: Setting | null];
}

/** What the lifecycle asks of AWS, one at a time. */
export type Step =
  /** → the record, if there is one */
  | { readonly do: 'readRecord' }
  /** Creates the record unless there is one already. → whether it did */
  | { readonly do: 'claim'; readonly record: Claim }
  | { readonly do: 'saveRecord'; readonly record: Claim }
  | { readonly do: 'deleteRecord' }
  /** → the live setting, if there is one */
  | { readonly do: 'readSetting' }
  /** Writes a setting, or switches logging off. → whether it did: not while Bedrock cannot use role or bucket yet, if `patient` */
  | { readonly do: 'writeSetting'; readonly setting?: Setting; readonly patient: boolean }
  /** → whether CloudFormation is rolling the stack back */
  | { readonly do: 'isRollingBack' };

export interface Outcome {
  readonly found?: Setting;
  readonly notice?: string;
}

/** Nothing is wrong with the service; the answer is no. */
export class Refusal extends Error {}

type Steps<T> = Generator<Step, T, any>;

/**
 * What one event does to the setting: docs/guest.md. Each step may be the last one (a crash), and whatever
 * comes then must put things right.
 */
export function* lifecycle(request: LifecycleRequest): Steps<Outcome> {
  const { type, stack, logicalId, properties } = request;
  const wish = properties.LoggingConfig;
  const takeOver = properties.OnExisting === 'TAKE_OVER';
  const unchanged = request.old !== undefined && isSame(wish, request.old.LoggingConfig);
  let rolling: boolean | undefined; // asked when it matters only: most events need not know
  function* rollingBack(): Steps<boolean> {
    return rolling ??= yield { do: 'isRollingBack' };
  }

  const record: Claim | undefined = yield { do: 'readRecord' };
  if (record && record.s !== stack) {
    if (type === 'Delete' || (yield* rollingBack())) {
      return {};
    }
    throw new Refusal(messages.managedElsewhere(request, record.s));
  }
  if (type === 'Delete') {
    return yield* remove(request, record, rollingBack);
  }
  if (type === 'Update' && record?.l !== logicalId) {
    if (unchanged || (yield* rollingBack())) {
      return { found: record?.b };
    }
    throw new Refusal(messages.recordMissing(request, record?.l));
  }

  const live: Setting | undefined = yield { do: 'readSetting' };
  const off = isSame(live, undefined);
  let owned: Claim;
  if (!record) {
    if (live && !off && !isSame(live, wish) && !takeOver) {
      throw new Refusal(messages.existing(request, live));
    }
    owned = { s: stack, l: logicalId, m: [hash(wish)], b: live };
    yield* requireReturn(request, live, rollingBack);
    if (!(yield { do: 'claim', record: owned })) {
      throw new Refusal(messages.claimed(request));
    }
    // Another guest may have come and gone between the look and the claim.
    if (!isSame(yield { do: 'readSetting' }, live)) {
      yield { do: 'deleteRecord' };
      throw new Refusal(messages.changedMeanwhile(request));
    }
  } else {
    const ours = isOurs(record, live, request);
    const again = type === 'Create' && record.l === logicalId; // what a rename is to go back to stays known
    const prior = record.l !== logicalId ? [record.l, live ?? null] as Claim['p'] : again ? record.p : undefined;
    if (type === 'Update' && !ours && !isSame(live, wish) && (unchanged || (yield* rollingBack()))) {
      yield* saveIfChanged(record, { ...record, p: prior });
      return { found: record.b };
    }
    const tenant = ours && isSame(live, record.b);
    const mayWrite = isSame(live, wish) || (ours && !(tenant && properties.OnExisting === 'REFUSE')) || takeOver
      || (type === 'Create' && off && !prior);
    if (!mayWrite) {
      if (unchanged || (yield* rollingBack())) {
        return { found: record.b };
      }
      throw new Refusal(messages.notOurs(request, live, ours));
    }
    owned = {
      s: stack,
      l: logicalId,
      m: ours && isSame(live, wish) ? record.m : unique([...(ours ? [...(again ? record.m : []), hash(live)] : []), hash(wish)]),
      b: ours || isDrifted(record, live, request) ? record.b : live,
      p: prior,
    };
    if (!isSame(live, wish)) {
      yield* requireReturn(request, owned.b, rollingBack);
    }
    yield* saveIfChanged(record, owned);
  }
  return { found: owned.b, notice: isSame(live, wish) ? undefined : yield* write(request, owned, live, rollingBack) };
}

function* remove(request: LifecycleRequest, record: Claim | undefined, rollingBack: () => Steps<boolean>): Steps<Outcome> {
  const { logicalId, properties } = request;
  if (!record) {
    return {};
  }
  if (record.l !== logicalId) {
    if (record.p?.[0] === logicalId) { // the rename is committed
      yield { do: 'saveRecord', record: { ...record, p: undefined } };
    }
    return {};
  }
  const live: Setting | undefined = yield { do: 'readSetting' };
  const back = record.p && (yield* rollingBack()) ? record.p : undefined;
  if ((isOurs(record, live, request) || isDrifted(record, live, request)) && (back || !isSame(live, record.b))) {
    const target = back ? back[1] ?? undefined
      : properties.OnRemoval === 'RESTORE_PREVIOUS' || (yield* rollingBack()) ? record.b
        : properties.OnRemoval === 'DISABLE' ? undefined : live;
    if (!isSame(target, live)) {
      yield { do: 'writeSetting', setting: target, patient: false };
    }
  }
  yield back ? { do: 'saveRecord', record: { ...record, l: back[0], p: undefined } } : { do: 'deleteRecord' };
  return {};
}

/** Returns what people should know of the setting as it was stored. */
function* write(
  request: LifecycleRequest, record: Claim, before: Setting | undefined, rollingBack: () => Steps<boolean>,
): Steps<string | undefined> {
  const wish = request.properties.LoggingConfig;
  const back = request.type === 'Update' && (yield* rollingBack());
  while (!(yield { do: 'writeSetting', setting: wish, patient: true })) {
    // CloudFormation does not wait for an event that it cancels, and may have put things back meanwhile.
    if (JSON.stringify(yield { do: 'readRecord' }) !== JSON.stringify(record) || (!back && (yield { do: 'isRollingBack' }))) {
      throw new Refusal(messages.cancelled(request));
    }
    const now: Setting | undefined = yield { do: 'readSetting' };
    if (!isSame(now, before) && !isSame(now, wish)) {
      if (yield* rollingBack()) {
        return undefined;
      }
      throw new Refusal(messages.changedMeanwhile(request));
    }
  }
  const stored: Setting | undefined = yield { do: 'readSetting' };
  const flags = findUnconfirmed(wish, stored);
  if (flags.length === 0) {
    return undefined;
  }
  yield* saveIfChanged(record, { ...record, m: unique([...record.m, hash(stored)]) });
  return messages.unconfirmed(flags);
}

function* saveIfChanged(record: Claim, next: Claim): Steps<void> {
  if (JSON.stringify(next) !== JSON.stringify(record)) {
    yield { do: 'saveRecord', record: next };
  }
}

/** Also if the event that wrote it ended before it could note which flags Bedrock does not tell back. */
function isOurs({ m }: Claim, live: Setting | undefined, { properties, old }: LifecycleRequest): boolean {
  return m.includes(hash(live)) || [properties, old].some((one) =>
    one && m.includes(hash(one.LoggingConfig)) && findUnconfirmed(one.LoggingConfig, live).length > 0);
}

/** Our setting, of which somebody changed a flag: it needs our role and stores, so it cannot outlive them. */
function isDrifted({ m, b }: Claim, live: Setting | undefined, { properties, old }: LifecycleRequest): boolean {
  return !hasSameDestinations(b, live) && [properties, old].some((one) =>
    one && m.includes(hash(one.LoggingConfig)) && hasSameDestinations(one.LoggingConfig, live));
}

/** Whoever puts a setting back must be allowed to pass its role. */
function* requireReturn(request: LifecycleRequest, found: Setting | undefined, rollingBack: () => Steps<boolean>): Steps<void> {
  const role = found?.cloudWatchConfig?.roleArn;
  const { LoggingConfig: wish, PreviousRoleArns: passable } = request.properties;
  if (role && passable && !isSame(found, wish) && ![...passable, wish.cloudWatchConfig?.roleArn].includes(role)
    && !(yield* rollingBack())) {
    throw new Refusal(messages.cannotReturn(request, role));
  }
}

function unique(hashes: string[]): string[] {
  return [...new Set(hashes)];
}
