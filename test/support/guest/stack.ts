import { again, Answer, CloudFormationEvent, cloudFormationEvent, physicalIdOf, RequestType, stackId } from './event';
import { Guest } from './handler';
import { LocalAws } from './local-aws';
import { asText, Mode, Removal } from './settings';
import type { Setting } from '../../../src/lambda/logging/wire';

export interface Asked {
  readonly mode?: Mode;
  readonly removal?: Removal;
  readonly logicalId?: string;
  /** What CloudFormation is doing to the stack. */
  readonly status?: string;
}

/** What came of an event: the answer, and what was done. */
export interface Result extends Answer {
  /** How often the setting was written. */
  readonly writes: number;
}

/** A stack with the custom resource. */
export class Stack {
  public readonly id: string;
  private latest?: CloudFormationEvent;

  constructor(private readonly aws: LocalAws, private readonly guest: Guest, public readonly name: string) {
    this.id = stackId(name);
  }

  public async create(wish: Setting, asked: Asked = {}): Promise<Result> {
    return this.send('Create', wish, undefined, { status: 'CREATE_IN_PROGRESS', ...asked });
  }

  public async update(old: Setting, wish: Setting, asked: Asked = {}): Promise<Result> {
    return this.send('Update', wish, old, { status: 'UPDATE_IN_PROGRESS', ...asked });
  }

  public async updateBack(old: Setting, wish: Setting, asked: Asked = {}): Promise<Result> {
    return this.send('Update', wish, old, { status: 'UPDATE_ROLLBACK_IN_PROGRESS', ...asked });
  }

  public async delete(wish: Setting, asked: Asked = {}): Promise<Result> {
    return this.send('Delete', wish, undefined, { status: 'DELETE_IN_PROGRESS', ...asked });
  }

  /** The Delete that follows a failed Create. */
  public async rollBack(wish: Setting, asked: Asked = {}): Promise<Result> {
    return this.send('Delete', wish, undefined, { status: 'ROLLBACK_IN_PROGRESS', ...asked });
  }

  /** The latest event, once more. */
  public async again(): Promise<Result> {
    return this.run(again(this.latest!));
  }

  private async send(type: RequestType, wish: Setting, old: Setting | undefined, asked: Asked): Promise<Result> {
    const { mode = 'ADOPT', removal = 'RESTORE_PREVIOUS', logicalId = 'Logging', status } = asked;
    const properties = (config: Setting) => ({ OnExisting: mode, OnRemoval: removal, LoggingConfig: asText(config) });
    this.aws.stacks[this.id] = status!;
    const { endpoint } = this.aws;
    return this.run(cloudFormationEvent(type, {
      endpoint, stack: this.id, logicalId, properties: properties(wish), old: old && properties(old),
    }));
  }

  /** Holds every answer against what CloudFormation expects of it. */
  private async run(event: CloudFormationEvent): Promise<Result> {
    this.latest = event;
    const { aws } = this;
    const callsBefore = aws.calls.length;
    await this.guest.invoke(event);
    const [answer, ...others] = aws.answers.filter(({ RequestId }) => RequestId === event.RequestId);
    expect(others).toEqual([]);
    expect(answer).toMatchObject({
      StackId: event.StackId,
      LogicalResourceId: event.LogicalResourceId,
      PhysicalResourceId: physicalIdOf(event.LogicalResourceId),
    });
    const writes = aws.calls.slice(callsBefore).filter(({ operation, body }) => /^(Put|Delete)Model/.test(operation) && body).length;
    return { ...answer, writes };
  }
}

/** A local AWS and a guest for the tests of one file; every request must be as the services describe it. */
export function setUpGuest(): { aws: LocalAws; guest: Guest } {
  const parts = {} as { aws: LocalAws; guest: Guest };
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);
  beforeAll(async () => {
    process.on('unhandledRejection', note);
    parts.aws = await LocalAws.start();
    parts.guest = new Guest(parts.aws.endpoint);
  });
  afterEach(() => {
    const { objections } = parts.aws;
    parts.aws.reset();
    expect([...objections, ...unhandled]).toEqual([]);
  });
  afterAll(async () => {
    await parts.aws.close();
    process.off('unhandledRejection', note);
  });
  return parts;
}
