import * as assert from 'node:assert/strict';
import { Circumstances, SimulatedStack, StackDescription, StackOperation } from './cloudformation';
import { Answer, CloudFormationEvent, physicalIdOf, withEndpoint } from './event';
import { Guest } from './handler';
import { LocalAws } from './local-aws';
import { asText, Mode, PREVIOUS, Removal } from './settings';
import type { LoggingResourceProperties, Setting } from '../../../src/lambda/logging/wire';

export interface Asked extends Circumstances {
  readonly mode?: Mode;
  readonly removal?: Removal;
  /** Besides mode, removal and setting. */
  readonly properties?: Partial<LoggingResourceProperties>;
  /** What happens after the first event, before CloudFormation's next one. */
  readonly afterwards?: () => unknown;
  /** After a crash the same event comes again; otherwise CloudFormation's time runs out. */
  readonly retried?: boolean;
}

/** What came of an event. */
export interface Result extends Partial<Answer> {
  readonly type: CloudFormationEvent['RequestType'];
  /** How often the setting was written, or was to be. */
  readonly writes: number;
}

/** Where events are answered. */
export interface Server {
  readonly endpoint: string;
  readonly answers: readonly Answer[];
  readonly writes: number;
  describe: (stackId: string) => StackDescription;
}

/** A stack with the custom resource, for which the handler's bundle answers: what CloudFormation does, and what each event comes to. */
export class Stack {
  private readonly simulated: SimulatedStack;
  private latest?: CloudFormationEvent;

  constructor(private readonly server: Server, private readonly guest: Guest, name = 'a', fixedId?: string) {
    this.simulated = new SimulatedStack(name, fixedId);
    const describeOthers = server.describe;
    server.describe = (id) => {
      const description = this.simulated.describe(id);
      return description.time ? description : describeOthers(id);
    };
  }

  /** Undefined while there is none. */
  public get id(): string | undefined {
    return this.simulated.id;
  }

  /** Creates or updates the stack; without a setting, its template has no logging. */
  public async deploy(wish: Setting | undefined, asked: Asked = {}): Promise<Result[]> {
    const { mode = 'ADOPT', removal = 'RESTORE_PREVIOUS', properties } = asked;
    const all = wish && { OnExisting: mode, OnRemoval: removal, LoggingConfig: asText(wish), ...PREVIOUS, ...properties };
    return this.run(this.simulated.deploy(all, asked), asked);
  }

  public async delete(asked: Pick<Asked, 'retried' | 'afterwards'> = {}): Promise<Result[]> {
    return this.run(this.simulated.delete(), asked);
  }

  /** The latest event, once more. */
  public async again(): Promise<Result> {
    return this.deliver(this.latest!);
  }

  private async run(operation: StackOperation, { afterwards, retried }: Pick<Asked, 'retried' | 'afterwards'>): Promise<Result[]> {
    const results: Result[] = [];
    for (let next = operation.next(undefined); !next.done; next = operation.next(results.at(-1) as Answer)) {
      results.push(await this.deliver(next.value));
      if (!results.at(-1)!.Status && retried) {
        results.push(await this.again());
      }
      await (results.length === 1 ? afterwards?.() : undefined);
    }
    return results;
  }

  /** Holds every answer against what CloudFormation expects of it; there is none after a crash. */
  private async deliver(event: CloudFormationEvent): Promise<Result> {
    this.latest = event;
    const { server } = this;
    const before = { writes: server.writes, answers: server.answers.length };
    const died = await this.guest.invoke(withEndpoint(event, server.endpoint)).then(() => false, () => true);
    const [answer, ...others] = server.answers.slice(before.answers);
    assert.deepEqual(others, []);
    const { StackId, RequestId, LogicalResourceId } = answer ?? event;
    assert.deepEqual([StackId, RequestId, LogicalResourceId], [event.StackId, event.RequestId, event.LogicalResourceId]);
    assert.equal(answer?.PhysicalResourceId, died && !answer ? undefined : physicalIdOf(LogicalResourceId));
    return { ...answer, type: event.RequestType, writes: server.writes - before.writes };
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
