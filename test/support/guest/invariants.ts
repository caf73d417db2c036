import type { StackEvent } from './cloudformation';
import type { Verdict } from './event';
import { nameSetting } from './settings';
import type { Setting } from '../../../src/lambda/logging/wire';

/** What everybody can see of an account and Region. */
export interface Sight {
  readonly live?: Setting;
  /** Whose the record is, if there is one. */
  readonly owner?: { readonly stack: string; readonly logicalId: string };
  /** The record's text. */
  readonly record?: string;
}

/** One delivery of an event, and what was seen before and after it. */
export interface Delivery {
  readonly event: StackEvent;
  readonly answer?: Verdict;
  readonly before: Sight;
  readonly after: Sight;
  /** A step failed or was never reached. */
  readonly struck?: boolean;
  /** Somebody else wrote meanwhile. */
  readonly disturbed?: boolean;
}

/**
 * The invariants, told from outside: by who wrote last, not by the record's hashes. They speak of one event at a time; handlers
 * that run at the same time are held against I1 and I2 only, at each write.
 *
 * - I1: a Create or an Update overwrites nobody else's setting, unless onExisting is TAKE_OVER.
 * - I2: a Delete overwrites nothing but what the guest wrote.
 * - I3: a Delete leaves what onRemoval promises; when every guest has left, what was there outside of them is live.
 * - I4: a Create that failed or is rolled back leaves what it found.
 * - I5: an event that succeeded and comes again succeeds, and changes nothing.
 * - I6: every event comes to an end and is answered.
 * - I7: an Update that rolls back never fails.
 * - I8: a rename is smooth: the Delete of the old name changes neither the setting nor whose the record is.
 *
 * Beside these: a success has the setting in place, a refusal writes nothing and has one of these reasons, and a Delete is
 * never refused.
 *
 * - M1: another stack is the guest, or has become it at this moment.
 * - M2: another setting is on, and onExisting does not say TAKE_OVER.
 * - M3: the setting was changed outside of the stack, or was found as it is and is only watched.
 * - M4: somebody else changed the setting during the deployment.
 * - M5: the record is missing, or another resource of the stack holds it.
 */
export class Invariants {
  /** What the latest outsider wrote, the original, or what the latest guest left. */
  private outside: string;
  /** The guest wrote what is live. */
  private ours = false;
  /** The settings that the guest was asked for. */
  private readonly wished = new Set<string>();
  private beforeCreate?: { readonly sight: Sight; outside?: string };

  /** `forgetful`: Bedrock does not tell back all that it is asked for, so that what looks like the wish may be refused. */
  constructor(live: Setting | undefined, private readonly forgetful = false) {
    this.outside = nameSetting(live);
  }

  public outsiderWrote(setting: Setting | undefined): void {
    this.outside = nameSetting(setting);
    this.ours = false;
    if (this.beforeCreate) {
      this.beforeCreate.outside = this.outside;
    }
  }

  public guestWrote(event: StackEvent, before: Setting | undefined, after: Setting | undefined): void {
    const { OnExisting, LoggingConfig } = event.properties;
    const overwritten = nameSetting(before);
    if (event.type === 'Delete') {
      this.hold(this.ours, 'I2: a Delete overwrote what the guest had not written', event);
    } else if (OnExisting !== 'TAKE_OVER' && overwritten !== 'none' && overwritten !== nameSetting(LoggingConfig)) {
      const adopted = OnExisting === 'ADOPT' && this.wished.has(overwritten);
      this.hold(this.ours || adopted, `I1: ${OnExisting} overwrote a foreign setting`, event);
    }
    this.ours = event.type !== 'Delete' || nameSetting(after) !== this.outside; // a Delete gives back
  }

  /** To be called before an event is delivered for the first time. */
  public begins(event: StackEvent, sight: Sight): void {
    if (event.type === 'Create') {
      this.beforeCreate = { sight };
    }
  }

  public delivered(delivery: Delivery): void {
    const { event, answer, before, after, struck, disturbed } = delivery;
    const isOfOtherStack = before.owner !== undefined && before.owner.stack !== event.stack;
    if (isOfOtherStack || (!before.owner && event.type !== 'Create')) {
      this.hold(
        after.record === before.record && (disturbed || nameSetting(after.live) === nameSetting(before.live)),
        'touched what is not its own', event);
    }
    if (answer?.Status === 'SUCCESS') {
      this[event.type === 'Delete' ? 'deleted' : 'written'](delivery);
    } else if (!struck) {
      this.refused(delivery);
    }
    if (event.type !== 'Delete') {
      this.wished.add(nameSetting(event.properties.LoggingConfig));
    }
    if (before.owner && !after.owner) {
      this.left(after);
    }
  }

  /** The guest is gone: whatever is live is nobody's. */
  public left({ live }: Sight): void {
    this.outside = nameSetting(live);
    this.ours = false;
    this.wished.clear();
  }

  /** When nothing runs and no stack has the resource. */
  public finished({ live, owner }: Sight): void {
    if (owner || nameSetting(live) !== this.outside) {
      throw new Error(`I3: in the end ${nameSetting(live)} is live, not ${this.outside}, and the record is ${owner ? 'there' : 'gone'}`);
    }
  }

  /** I5, for an event that had succeeded before. */
  public repeated({ event, answer, before, after }: Delivery): void {
    this.hold(answer?.Status === 'SUCCESS', 'I5: a duplicate fails', event);
    const sameRecord = this.forgetful ? after.owner?.logicalId === before.owner?.logicalId : after.record === before.record;
    this.hold(nameSetting(after.live) === nameSetting(before.live) && sameRecord, 'I5: a duplicate changes something', event);
  }

  private written({ event, before, after, disturbed }: Delivery): void {
    const [wish, was, is] = [event.properties.LoggingConfig, before.live, after.live].map(nameSetting);
    const sameWish = event.old && nameSetting(event.old.LoggingConfig) === wish;
    if (event.type === 'Create') {
      this.hold(
        after.owner?.stack === event.stack && after.owner.logicalId === event.logicalId,
        'a Create succeeded and is not the guest', event);
    }
    if (!disturbed) {
      const mayStay = event.type === 'Update' && (sameWish || isRollingBack(event));
      this.hold(is === wish || (mayStay && is === was), 'a success without the setting', event);
      // What the guest wrote itself it may write over, unless it is what it found and now only watches.
      const watched = event.properties.OnExisting === 'REFUSE' && was === this.outside;
      this.hold(
        is === wish || !this.ours || watched || before.owner?.logicalId !== event.logicalId,
        'a success without the setting of an own guest', event);
    }
  }

  private deleted({ event, before, after, disturbed }: Delivery): void {
    const [was, is] = [nameSetting(before.live), nameSetting(after.live)];
    if (before.owner?.stack !== event.stack) {
      return;
    }
    if (isRollingBack(event)) {
      this.rolledBack(event, after);
    } else if (before.owner.logicalId !== event.logicalId) {
      this.hold(is === was || disturbed === true, 'I8: the Delete of the old name changed the setting', event);
      this.hold(
        after.owner?.stack === event.stack && after.owner.logicalId === before.owner.logicalId,
        'I8: the Delete of the old name lost the record', event);
    } else {
      this.hold(!after.owner, 'the guest is gone and its record is not', event);
      const expected = {
        RESTORE_PREVIOUS: this.outside, RETAIN: was, DISABLE: is !== was || (this.ours && was !== this.outside) ? 'none' : was,
      }[event.properties.OnRemoval];
      const isUncertain = disturbed && event.properties.OnRemoval !== 'RESTORE_PREVIOUS';
      this.hold(is === expected || isUncertain === true, `I3: ${event.properties.OnRemoval} left ${is}, not ${expected}`, event);
    }
  }

  private rolledBack(event: StackEvent, after: Sight): void {
    const { sight, outside } = this.beforeCreate!;
    const is = nameSetting(after.live);
    const asBefore = after.owner?.stack === sight.owner?.stack
      && after.owner?.logicalId === sight.owner?.logicalId && is === (outside ?? nameSetting(sight.live));
    this.hold(asBefore || (sight.owner !== undefined && !after.owner && is === this.outside), `I4: a failed Create left ${is}`, event);
  }

  private refused({ event, before, after, disturbed }: Delivery): void {
    const { owner, live } = before;
    const { OnExisting, LoggingConfig } = event.properties;
    const [wish, was] = [nameSetting(LoggingConfig), nameSetting(live)];
    this.hold(event.type !== 'Delete', 'a Delete fails', event);
    this.hold(event.type !== 'Update' || !isRollingBack(event), 'I7: a rollback fails', event);
    if (disturbed) {
      return;
    }
    this.hold(was === nameSetting(after.live) && before.record === after.record, 'a refusal wrote something', event);
    const sameWish = event.old !== undefined && nameSetting(event.old.LoggingConfig) === wish;
    const reason = owner && owner.stack !== event.stack ? true
      : event.type === 'Update' && owner?.logicalId !== event.logicalId ? !sameWish
        : was === wish ? this.forgetful && !sameWish
          : OnExisting === 'TAKE_OVER' || sameWish ? false
            : !owner ? was !== 'none'
              : was === this.outside && OnExisting === 'REFUSE' ? true
                : !this.ours && !this.wished.has(was);
    this.hold(reason, `refused without a reason: ${event.type}`, event);
  }

  private hold(condition: boolean, broken: string, event: StackEvent): void {
    if (!condition) {
      throw new Error(`${broken}\n${JSON.stringify(event)}\noutside: ${this.outside}, ours: ${this.ours}`);
    }
  }
}

function isRollingBack({ status }: StackEvent): boolean {
  return ['ROLLBACK_IN_PROGRESS', 'UPDATE_ROLLBACK_IN_PROGRESS', 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS'].includes(status);
}
