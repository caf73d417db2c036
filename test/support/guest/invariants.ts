import type { CloudFormationEvent, Verdict } from './event';
import { nameSetting } from './settings';
import type { Setting } from '../../../src/lambda/logging/wire';

/** What everybody can see of an account and Region. */
export interface Sight {
  readonly live?: Setting;
  /** The ID of the stack that has the claim, if there is one. */
  readonly owner?: string;
  /** The claim's text. */
  readonly claim?: string;
}

/** One event, and what was seen before and after it. */
export interface Delivery {
  readonly event: CloudFormationEvent;
  readonly isRollback: boolean;
  readonly answer?: Verdict;
  readonly before: Sight;
  readonly after: Sight;
  /** A request failed or was never reached. */
  readonly struck?: boolean;
  /** Somebody else wrote meanwhile. */
  readonly disturbed?: boolean;
}

/**
 * The invariants, told from outside: by who wrote last, not by what the claim says.
 *
 * - I1: a Create or an Update overwrites nobody else's setting, unless onExisting is TAKE_OVER.
 * - I2: a Delete overwrites nothing but what the guest wrote.
 * - I3: a Delete leaves what onRemoval promises; when every guest has left, what was there outside of them is live.
 * - I4: a Create that failed or is rolled back leaves what it found.
 * - I5: an event that succeeded and comes again, later or at the same time, succeeds, and changes nothing.
 * - I6: every event comes to an end and is answered.
 * - I7: an Update that rolls back never fails.
 *
 * An event for which CloudFormation does not wait any more changes nothing that is seen in the end.
 *
 * Beside these: a success has the setting in place, a refusal writes nothing and has one of these reasons, and a Delete is never refused.
 *
 * - M1: another stack is the guest, or has become it at this moment.
 * - M2: another setting is on, and onExisting does not say TAKE_OVER.
 * - M3: the setting was changed outside of the stack, or existed before the stack and is only watched.
 * - M4: somebody else changed the setting during the deployment.
 * - M5: the claim is missing.
 */
export class Invariants {
  /** What the latest outsider wrote, the original, or what the latest guest left. */
  private outside: string;
  /** The guest wrote what is live. */
  private ours = false;
  /** The settings that the guest was asked for. */
  private readonly wished = new Set<string>();
  /** The events for which CloudFormation does not wait any more. */
  public readonly late = new Set<CloudFormationEvent>();
  private beforeCreate?: { readonly sight: Sight; outside?: string };

  /** `forgetful`: Bedrock does not tell all back, so that one setting may be taken for another one of ours. */
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

  public guestWrote(event: CloudFormationEvent, before: Setting | undefined, after: Setting | undefined): void {
    const { OnExisting, LoggingConfig } = event.ResourceProperties;
    const overwritten = nameSetting(before);
    if (overwritten === nameSetting(after)) {
      return; // as a twin did
    }
    if (this.late.has(event)) {
      // Its write was on its way; overtaken() tells whether it was undone.
    } else if (event.RequestType === 'Delete') {
      this.hold(this.ours, 'I2: a Delete overwrote what the guest had not written', event);
    } else if (OnExisting !== 'TAKE_OVER' && overwritten !== 'none' && overwritten !== nameSetting(LoggingConfig)) {
      const adopted = OnExisting === 'ADOPT' && this.wished.has(overwritten);
      this.hold(this.ours || adopted, `I1: ${OnExisting} overwrote a foreign setting`, event);
    }
    if (event.RequestType === 'Delete' && event.ResourceProperties.OnRemoval === 'DISABLE') {
      this.outside = nameSetting(after); // it is off for good, or as it was
    }
    const isAskedFor = event.RequestType !== 'Delete' && nameSetting(after) === nameSetting(LoggingConfig);
    this.ours = isAskedFor || nameSetting(after) !== this.outside; // what is given back is not ours
  }

  /** To be called before an event is delivered for the first time. */
  public begins({ RequestType, ResourceProperties }: CloudFormationEvent, sight: Sight): void {
    if (RequestType === 'Create') {
      this.beforeCreate = { sight };
    }
    if (RequestType !== 'Delete') {
      this.wished.add(nameSetting(ResourceProperties.LoggingConfig));
    }
  }

  public delivered(delivery: Delivery): void {
    const { event, answer, before, after, struck, disturbed } = delivery;
    const isOfOtherStack = before.owner !== undefined && before.owner !== event.StackId;
    if (isOfOtherStack || (!before.owner && event.RequestType !== 'Create')) {
      this.hold(
        after.claim === before.claim && (disturbed || nameSetting(after.live) === nameSetting(before.live)),
        'touched what is not its own', event);
    }
    if (answer?.Status === 'SUCCESS') {
      this[event.RequestType === 'Delete' ? 'deleted' : 'written'](delivery);
    } else if (!struck) {
      this.refused(delivery);
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
      throw new Error(`I3: in the end ${nameSetting(live)} is live, not ${this.outside}, and the claim is ${owner ? 'there' : 'gone'}`);
    }
  }

  /** I5, for an event that had succeeded before. */
  public repeated({ event, answer, before, after }: Delivery): void {
    this.hold(answer?.Status === 'SUCCESS', 'I5: a duplicate fails', event);
    this.hold(name(after) === name(before), `I5: a duplicate changes ${name(before)} to ${name(after)}`, event);
  }

  /** An event for which CloudFormation does not wait any more leaves all as the others did, or where the way back leads. */
  public overtaken({ event, isRollback, before, after }: Delivery, others: Sight, isLate: boolean): void {
    const { RequestType, OldResourceProperties } = event;
    const mayBe = [
      name(others),
      name(before),
      ...RequestType === 'Update' ? [name({ ...others, live: OldResourceProperties!.LoggingConfig })] : [],
      ...RequestType === 'Create' && !this.ours ? [name({ live: others.live })] : [],
    ];
    // Before the next operation a Delete, and the way back, may do what is to be done still.
    const mayGoOn = !isLate && (RequestType === 'Delete' || isRollback);
    this.hold(mayGoOn || mayBe.includes(name(after)), `an event that is overtaken changes ${name(others)} to ${name(after)}`, event);
    if (others.owner && !after.owner) {
      this.left(after);
    }
  }

  private written({ event, isRollback, before, after, disturbed }: Delivery): void {
    const [wish, was, is] = [event.ResourceProperties.LoggingConfig, before.live, after.live].map(nameSetting);
    const sameWish = event.OldResourceProperties && nameSetting(event.OldResourceProperties.LoggingConfig) === wish;
    if (event.RequestType === 'Create') {
      this.hold(after.owner === event.StackId, 'a Create succeeded and is not the guest', event);
    }
    if (!disturbed) {
      const mayStay = event.RequestType === 'Update' && (sameWish || isRollback);
      this.hold(is === wish || (mayStay && is === was), 'a success without the setting', event);
      // What the guest wrote itself it may write over, unless it is what it found and now only watches.
      const watched = event.ResourceProperties.OnExisting === 'REFUSE' && was === this.outside;
      this.hold(is === wish || !this.ours || watched || !before.owner, 'a success without the setting of an own guest', event);
    }
  }

  private deleted({ event, isRollback, before, after, disturbed }: Delivery): void {
    const [was, is] = [nameSetting(before.live), nameSetting(after.live)];
    if (before.owner !== event.StackId) {
      return;
    }
    this.hold(!after.owner, 'the guest is gone and its claim is not', event);
    if (isRollback) {
      const { sight, outside } = this.beforeCreate!;
      this.hold(is === (outside ?? nameSetting(sight.live)) || (sight.owner !== undefined && is === this.outside),
        `I4: a failed Create left ${is}`, event);
      return;
    }
    const { OnRemoval } = event.ResourceProperties;
    const expected = {
      RESTORE_PREVIOUS: this.outside, RETAIN: was, DISABLE: is !== was || (this.ours && was !== this.outside) ? 'none' : was,
    }[OnRemoval];
    const isUncertain = disturbed && OnRemoval !== 'RESTORE_PREVIOUS';
    this.hold(is === expected || isUncertain === true, `I3: ${OnRemoval} left ${is}, not ${expected}`, event);
  }

  private refused({ event, isRollback, before, after, disturbed }: Delivery): void {
    const { owner, live } = before;
    const { OnExisting, LoggingConfig } = event.ResourceProperties;
    const [wish, was] = [nameSetting(LoggingConfig), nameSetting(live)];
    this.hold(event.RequestType !== 'Delete', 'a Delete fails', event);
    this.hold(event.RequestType !== 'Update' || !isRollback, 'I7: a rollback fails', event);
    if (disturbed) {
      return;
    }
    this.hold(was === nameSetting(after.live) && before.claim === after.claim, 'a refusal wrote something', event);
    const sameWish = nameSetting(event.OldResourceProperties?.LoggingConfig) === wish;
    const reason = owner !== undefined && owner !== event.StackId ? true
      : event.RequestType === 'Update' && !owner ? !sameWish
        : was === wish || OnExisting === 'TAKE_OVER' || sameWish ? false
          : !owner ? was !== 'none'
            : (was === this.outside && OnExisting === 'REFUSE') || (!this.ours && (this.forgetful || !this.wished.has(was)));
    this.hold(reason, 'refused without a reason', event);
  }

  private hold(condition: boolean, broken: string, event: CloudFormationEvent): void {
    if (!condition) {
      throw new Error(`${broken}\n${JSON.stringify(event)}\noutside: ${this.outside}, ours: ${this.ours}`);
    }
  }
}

function name({ live, owner }: Sight): string {
  return `${nameSetting(live)} of ${owner ?? 'nobody'}`;
}
