import type { LoggingResourceProperties, Setting } from '../../../src/lambda/logging/wire';
import { Answer, cloudFormationEvent, RequestType } from '../../support/guest/event';
import type { Guest } from '../../support/guest/handler';

/** What a row needs of AWS, or of what stands for it. */
export interface Aws {
  readonly endpoint: string;
  readonly answers: readonly Answer[];
  readonly writes: number;
  /** The states of stacks, where CloudFormation does not report a success. */
  readonly stacks: Record<string, string>;
  readSetting(): Promise<Setting | undefined>;
  writeSetting(setting: Setting | undefined): Promise<void>;
  readRecord(): Promise<string | undefined>;
  deleteRecord(): Promise<void>;
  /** Bedrock is to refuse the next setting that is put. */
  refuse(): void;
  reset(): Promise<void>;
}

/** The stacks, by their IDs. */
export interface Stacks {
  readonly yours: string;
  readonly others: string;
}

/** Where rows are played. */
export interface Place {
  readonly aws: Aws;
  readonly guest: Guest;
  readonly stacks: Stacks;
}

export type Modes = Pick<LoggingResourceProperties, 'OnExisting' | 'OnRemoval'>;

/** One account, and the stacks in it. */
export class World {
  /** Of your latest event that is no removal. */
  public wish?: Setting;

  constructor(public readonly aws: Aws, private readonly guest: Guest, private readonly stacks: Stacks, private readonly modes: Modes) {}

  public async send(type: RequestType, LoggingConfig: Setting, { old, modes, stack = 'yours', id = 'Logging' }:
  { old?: Setting; modes?: Partial<Modes>; stack?: keyof Stacks; id?: string } = {}): Promise<Answer> {
    const event = cloudFormationEvent(type, {
      endpoint: this.aws.endpoint,
      stack: this.stacks[stack],
      logicalId: id,
      properties: { ...this.modes, ...modes, LoggingConfig },
      old: old && { ...this.modes, LoggingConfig: old },
    });
    this.wish = stack === 'yours' && type !== 'Delete' ? LoggingConfig : this.wish;
    await this.guest.invoke(event);
    return this.aws.answers.at(-1)!;
  }

  /** What CloudFormation does when the deployment has failed. */
  public async rollBack(update: boolean, ...events: (() => Promise<Answer>)[]): Promise<Answer> {
    this.aws.stacks[this.stacks.yours] = update ? 'UPDATE_ROLLBACK_IN_PROGRESS' : 'ROLLBACK_IN_PROGRESS';
    const answers: Answer[] = [];
    for (const event of events) {
      answers.push(await event());
    }
    delete this.aws.stacks[this.stacks.yours];
    return answers.find(({ Status }) => Status === 'FAILED') ?? answers.at(-1)!;
  }
}
