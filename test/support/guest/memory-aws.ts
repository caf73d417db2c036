import type { StackEvent } from './cloudformation';
import type { Verdict } from './event';
import type { Sight } from './invariants';
import { Claim, lifecycle, Outcome, Step } from '../../../src/lambda/logging/lifecycle';
import { FLAGS } from '../../../src/lambda/logging/setting';
import type { S3Location, Setting } from '../../../src/lambda/logging/wire';

/** What goes wrong at one step of a handler, counted from 0. */
export interface StepFault {
  readonly at: number;
  /** The handler vanishes before the step, or the step fails, without or with its effect. */
  readonly how: 'crash' | 'before' | 'after';
}

/** Somebody else writes just before the handler looks at the setting, for the first time (0) or a later one. */
export interface Intrusion {
  readonly look: number;
  readonly setting?: Setting;
}

export interface Disturbance {
  readonly fault?: StepFault;
  readonly intrusion?: Intrusion;
  /** How many Puts fail since Bedrock cannot use the role yet. */
  readonly notYet?: number;
}

/** Hears of every write. */
export interface Listener {
  guestWrote(event: StackEvent, before: Setting | undefined, after: Setting | undefined): void;
  outsiderWrote(setting: Setting | undefined): void;
}

const ROLLING_BACK = /^(ROLLBACK|UPDATE_ROLLBACK|UPDATE_ROLLBACK_COMPLETE_CLEANUP)_IN_PROGRESS$/;
/** More than any event needs, unless Bedrock cannot use the role for long. */
const STEPS = 40;

/** One account and Region in memory. */
export class MemoryAws {
  public live?: Setting;
  /** The SSM parameter's text. */
  public parameter?: string;
  /** Flags that this Bedrock, or the SDK in front of it, does not know. */
  public unknown: readonly (typeof FLAGS[number])[] = [];
  public listener?: Listener;
  private readonly statuses = new Map<string, string>();

  public get record(): Claim | undefined {
    return this.parameter === undefined ? undefined : JSON.parse(this.parameter) as Claim;
  }

  public outsiderWrites(setting: Setting | undefined): void {
    this.live = this.stored(setting);
    this.listener?.outsiderWrote(this.live);
  }

  public begin(event: StackEvent, disturbance: Disturbance = {}): Handling {
    this.statuses.set(event.stack, event.status);
    return new Handling(this, event, disturbance);
  }

  public sight(): Sight {
    const { record } = this;
    return { live: this.live, record: this.parameter, owner: record && { stack: record.s, logicalId: record.l } };
  }

  /** Handles an event at one go. */
  public deliver(event: StackEvent, disturbance?: Disturbance): Handling {
    const handling = this.begin(event, disturbance);
    while (handling.next()) {
      // goes on
    }
    return handling;
  }

  public perform(step: Step, event: StackEvent): unknown {
    switch (step.do) {
      case 'readRecord': return this.record;
      case 'claim':
        if (this.parameter !== undefined) {
          return false;
        }
        this.parameter = JSON.stringify(step.record);
        return true;
      case 'saveRecord': this.parameter = JSON.stringify(step.record); return undefined;
      case 'deleteRecord': this.parameter = undefined; return undefined;
      case 'readSetting': return this.live && structuredClone(this.live);
      case 'isRollingBack': return ROLLING_BACK.test(this.statuses.get(event.stack)!);
      case 'writeSetting': {
        const liveBefore = this.live;
        this.live = this.stored(step.setting);
        this.listener?.guestWrote(event, liveBefore, this.live);
        return true;
      }
    }
  }

  /** What Get tells of a setting after its Put. */
  private stored(setting: Setting | undefined): Setting | undefined {
    const { logGroupName, roleArn, largeDataDeliveryS3Config } = setting?.cloudWatchConfig ?? {};
    const flags = FLAGS.filter((flag) => setting?.[flag] !== undefined && !this.unknown.includes(flag))
      .map((flag) => [flag, String(setting![flag]) === 'true']);
    return setting && {
      ...Object.fromEntries(flags),
      ...setting.s3Config && { s3Config: storedLocation(setting.s3Config) },
      ...logGroupName && {
        cloudWatchConfig: { roleArn, logGroupName, largeDataDeliveryS3Config: storedLocation(largeDataDeliveryS3Config) },
      },
    };
  }
}

function storedLocation(s3: S3Location | undefined): S3Location | undefined {
  return s3?.bucketName ? { keyPrefix: s3.keyPrefix ?? '', bucketName: s3.bucketName } : undefined;
}

/** One delivery of an event to the handler, step by step. */
export class Handling {
  public readonly steps: Step[] = [];
  /** None as long as the handler runs, and for ever after a crash. */
  public answer?: Verdict;
  public outcome?: Outcome;
  /** Whether the fault, or somebody else's write, came to pass. */
  public struck = false;
  public disturbed = false;
  private readonly generator;
  private reply: unknown;
  private looks = 0;
  private puts = 0;

  constructor(private readonly aws: MemoryAws, public readonly event: StackEvent, private readonly disturbance: Disturbance) {
    this.generator = lifecycle(event);
  }

  /** Does one step. → whether there may be another one */
  public next(): boolean {
    if (this.steps.length > STEPS) {
      throw new Error(`I6: no end to ${JSON.stringify(this.event)}`);
    }
    try {
      const { done, value } = this.generator.next(this.reply);
      if (done) {
        this.outcome = value;
        this.answer = { Status: 'SUCCESS', Reason: value.notice };
        return false;
      }
      const { fault } = this.disturbance;
      const how = fault?.at === this.steps.length ? fault.how : undefined;
      this.struck ||= how !== undefined;
      if (how === 'crash') {
        return false;
      }
      this.steps.push(value);
      this.reply = this.perform(value, how);
      return true;
    } catch (error) {
      this.answer = { Status: 'FAILED', Reason: (error as Error).message };
      return false;
    }
  }

  private perform(step: Step, how: StepFault['how'] | undefined): unknown {
    const { intrusion, notYet = 0 } = this.disturbance;
    if (step.do === 'readSetting' && this.looks++ === intrusion?.look) {
      this.disturbed = true;
      this.aws.outsiderWrites(intrusion.setting);
    }
    if (step.do === 'writeSetting' && step.setting && this.puts++ < notYet) {
      if (step.patient) {
        return false;
      }
      this.struck = true;
      throw new Error('Failed to validate permissions');
    }
    if (how === 'before') {
      throw new Error(`${step.do} failed`);
    }
    const reply = this.aws.perform(step, this.event);
    if (how === 'after') {
      throw new Error(`${step.do} failed after its effect`);
    }
    return reply;
  }
}
