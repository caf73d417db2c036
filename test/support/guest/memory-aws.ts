import type { StackDescription } from './cloudformation';
import type { CloudFormationEvent, Verdict } from './event';
import type { Sight } from './invariants';
import { Account, Claim, handle, Outcome, readState, StackState } from '../../../src/lambda/logging/lifecycle';
import { FLAGS } from '../../../src/lambda/logging/wire';
import type { Setting } from '../../../src/lambda/logging/wire';

/** What goes wrong at one request of a handler, counted from 0. */
export interface RequestFault {
  readonly at: number;
  /** The function dies before the request, or the request fails, without or with its effect. */
  readonly how: 'crash' | 'before' | 'after';
}

/** What happens to one event. */
export interface Disturbance {
  readonly fault?: RequestFault;
  /** Something that happens just before a request; it may be long only where the handler has not begun, or waits for a role. */
  readonly meanwhile?: { readonly at: number; readonly happens: (mayBeLong: boolean) => Promise<void> };
  /** Somebody else writes just before the handler looks at the setting, for the first time (0) or a later one. */
  readonly intrusion?: { readonly look: number; readonly setting?: Setting };
  /** How many Puts fail since Bedrock cannot use the role yet. */
  readonly notYet?: number;
}

/** What became of one delivery of an event. */
export interface Delivered {
  /** None after a crash. */
  readonly answer?: Verdict;
  /** Whether the fault, or somebody else's write, came to pass. */
  readonly struck: boolean;
  readonly disturbed: boolean;
}

/** Hears of every write. */
export interface Listener {
  guestWrote(event: CloudFormationEvent, before: Setting | undefined, after: Setting | undefined): void;
  outsiderWrote(setting: Setting | undefined): void;
}

export type Request = keyof Account;

class Crash extends Error {}

/** More than any event needs, unless Bedrock cannot use the role for long. */
const REQUESTS = 60;

/** One account and Region in memory. */
export class MemoryAws {
  public live?: Setting;
  /** The text of the claim. */
  public parameter?: string;
  /** Flags that this Bedrock does not tell back. */
  public untold: readonly (typeof FLAGS[number])[] = [];
  public listener?: Listener;
  /** What DescribeStacks says. */
  public describe: (stackId: string) => StackDescription = () => ({ status: 'CREATE_IN_PROGRESS' });

  public get claim(): Claim | undefined {
    return this.parameter === undefined ? undefined : JSON.parse(this.parameter) as Claim;
  }

  public outsiderWrites(setting: Setting | undefined): void {
    this.live = this.store(setting);
    this.listener?.outsiderWrote(this.live);
  }

  public sight(): Sight {
    return { live: this.live, claim: this.parameter, owner: this.claim?.stack };
  }

  public async deliver(event: CloudFormationEvent, disturbance: Disturbance = {}): Promise<Visit> {
    const visit = new Visit(this, event, disturbance);
    await visit.run();
    return visit;
  }

  /** What Get tells of a setting after its Put. */
  public store(setting: Setting | undefined): Setting | undefined {
    const { logGroupName, roleArn, largeDataDeliveryS3Config } = setting?.cloudWatchConfig ?? {};
    const flags = FLAGS.filter((flag) => setting?.[flag] !== undefined && !this.untold.includes(flag))
      .map((flag) => [flag, String(setting![flag]) === 'true']);
    return setting && {
      ...Object.fromEntries(flags),
      ...setting.s3Config && { s3Config: storeLocation(setting.s3Config) },
      ...logGroupName && {
        cloudWatchConfig: { roleArn, logGroupName, largeDataDeliveryS3Config: storeLocation(largeDataDeliveryS3Config) },
      },
    };
  }
}

function storeLocation(s3: Setting['s3Config']): Setting['s3Config'] {
  return s3?.bucketName ? { keyPrefix: s3.keyPrefix ?? '', bucketName: s3.bucketName } : undefined;
}

/** One delivery of an event to the handler. */
export class Visit implements Account, Delivered {
  public readonly requests: Request[] = [];
  public answer?: Verdict;
  public outcome?: Outcome;
  public struck = false;
  public disturbed = false;
  /** What a test found wrong meanwhile. */
  private broken?: unknown;
  private looks = 0;
  private puts = 0;

  constructor(
    private readonly aws: MemoryAws, private readonly event: CloudFormationEvent, private readonly disturbance: Disturbance,
    private readonly turn?: () => Promise<void>,
  ) {}

  public async run(): Promise<void> {
    try {
      this.outcome = await handle(this.event, this);
      this.answer = { Status: 'SUCCESS', Reason: this.outcome.notice };
    } catch (error) {
      this.answer = error instanceof Crash ? undefined : { Status: 'FAILED', Reason: (error as Error).message };
    }
    if (this.broken) {
      throw this.broken;
    }
  }

  public readStack(): Promise<StackState> {
    return this.request('readStack', () => {
      const { status, time } = this.aws.describe(this.event.StackId);
      return readState(status, time);
    });
  }

  public readSetting(): Promise<Setting | undefined> {
    return this.request('readSetting', () => {
      if (this.looks++ === this.disturbance.intrusion?.look) {
        this.disturbed = true;
        this.aws.outsiderWrites(this.disturbance.intrusion.setting);
      }
      return structuredClone(this.aws.live);
    });
  }

  public writeSetting(setting: Setting | undefined, { isPatient }: { isPatient: boolean }): Promise<boolean> {
    return this.request('writeSetting', () => {
      if (setting && this.puts++ < (this.disturbance.notYet ?? 0)) {
        if (isPatient) {
          return false;
        }
        this.struck = true;
        throw new Error('Failed to validate permissions');
      }
      const before = this.aws.live;
      this.aws.live = this.aws.store(setting);
      this.note(before);
      return true;
    });
  }

  public readClaim(): Promise<Claim | undefined> {
    return this.request('readClaim', () => this.aws.claim);
  }

  public putClaim(claim: Claim, { Overwrite }: { Overwrite: boolean }): Promise<boolean> {
    return this.request('putClaim', () => {
      const isPut = Overwrite || this.aws.parameter === undefined;
      this.aws.parameter = isPut ? JSON.stringify(claim) : this.aws.parameter;
      return isPut;
    });
  }

  public deleteClaim(): Promise<void> {
    return this.request('deleteClaim', () => { this.aws.parameter = undefined; });
  }

  /** What the listener throws is not the handler's to catch. */
  private note(before: Setting | undefined): void {
    try {
      this.aws.listener?.guestWrote(this.event, before, this.aws.live);
    } catch (error) {
      this.broken = error;
      throw new Crash();
    }
  }

  private async request<T>(name: Request, effect: () => T): Promise<T> {
    await this.turn?.();
    const { fault, meanwhile } = this.disturbance;
    const number = this.requests.push(name) - 1;
    try {
      if (number > REQUESTS) {
        throw new Error(`I6: no end to ${JSON.stringify(this.event)}`);
      }
      const isWaiting = this.requests.at(-2) === 'writeSetting' && this.puts > 0 && this.puts <= (this.disturbance.notYet ?? 0);
      await (meanwhile?.at === number ? meanwhile.happens(number === 0 || isWaiting) : undefined);
    } catch (error) {
      this.broken = error;
      throw new Crash();
    }
    const how = fault?.at === number ? fault.how : undefined;
    this.struck ||= how !== undefined;
    if (how === 'crash') {
      throw new Crash();
    }
    if (how === 'before') {
      throw new Error(`${name} failed`);
    }
    const reply = effect();
    if (how === 'after') {
      throw new Error(`${name} failed after its effect`);
    }
    return reply;
  }
}
