import { CloudFormationEvent, Guest, RequestType } from './guest';
import { Answer, LocalAws } from './local-aws';
import type { LoggingResourceProperties, Setting } from '../../../src/logging/handler/wire';

const FLAGS = ['text', 'image', 'embedding', 'video', 'audio'].map((data) => `${data}DataDeliveryEnabled`);
const flags = (off: string[], [yes, no]: unknown[]) => Object.fromEntries(FLAGS.map((flag) => [flag, off.includes(flag) ? no : yes]));

/** A setting as Bedrock tells it. */
export function setting(destination: Setting, ...off: string[]): Setting {
  return { ...destination, ...flags(off, [true, false]) };
}

/** A setting as CloudFormation delivers it. */
export function asText(told: Setting): Setting {
  return { ...told, ...flags(FLAGS.filter((flag) => told[flag as keyof Setting] === false), ['true', 'false']) };
}

const ours = { cloudWatchConfig: { logGroupName: '/bedrock/calls', roleArn: 'arn:aws:iam::123456789012:role/delivery' } };
export const A1 = setting(ours);
export const A2 = setting(ours, 'textDataDeliveryEnabled');
export const A3 = setting(ours, 'videoDataDeliveryEnabled', 'audioDataDeliveryEnabled');
export const X0 = setting({ s3Config: { bucketName: 'outsiders-bucket', keyPrefix: 'zero' } });
export const X1 = setting({ s3Config: { bucketName: 'outsiders-bucket', keyPrefix: 'one' } }, 'imageDataDeliveryEnabled');

/** Words of the messages M1 to M5. */
export const M1 = /is managed by .* Remove BedrockLoggingConfig from that stack first .* ADOPT/;
export const M2 = /is already on, with another setting, .* TAKE_OVER to replace/;
export const M3 = /was changed outside of this stack\. .* TAKE_OVER to replace/;
export const M3_TENANT = /is left so, since onExisting is REFUSE\. .* Say onExisting ADOPT or TAKE_OVER/;
export const M4 = /was changed by somebody else during this deployment, .* Deploy again/;
export const M5 = /cannot be updated: the SSM parameter .* onRemoval RETAIN, remove it, .* TAKE_OVER/;

export type Mode = LoggingResourceProperties['OnExisting'];
export type Removal = LoggingResourceProperties['OnRemoval'];
export const MODES: Mode[] = ['REFUSE', 'ADOPT', 'TAKE_OVER'];
export const REMOVALS: Removal[] = ['RESTORE_PREVIOUS', 'DISABLE', 'RETAIN'];

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
  private static requests = 0;

  public readonly id: string;
  private latest?: CloudFormationEvent;

  constructor(private readonly aws: LocalAws, private readonly guest: Guest, public readonly name: string) {
    this.id = `arn:aws:cloudformation:af-south-1:123456789012:stack/${name}/0a1b2c3d-0000-1111-2222-333344445555`;
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
    return this.run({ ...this.latest!, RequestId: `request-${Stack.requests++}` });
  }

  private async send(type: RequestType, wish: Setting, old: Setting | undefined, asked: Asked): Promise<Result> {
    const { mode = 'ADOPT', removal = 'RESTORE_PREVIOUS', logicalId = 'Logging', status } = asked;
    const properties = (config: Setting) => ({ OnExisting: mode, OnRemoval: removal, LoggingConfig: asText(config) });
    this.aws.stacks[this.id] = status!;
    return this.run({
      RequestType: type,
      ResponseURL: `${this.aws.endpoint}/answers?Signature=a%2Fb%3D`,
      StackId: this.id,
      RequestId: `request-${Stack.requests++}`,
      LogicalResourceId: logicalId,
      PhysicalResourceId: type === 'Create' ? undefined : `model-invocation-logging/${logicalId}`,
      ResourceProperties: properties(wish),
      OldResourceProperties: old && properties(old),
    });
  }

  /** Holds every answer against what CloudFormation expects of it. */
  private async run(event: CloudFormationEvent): Promise<Result> {
    this.latest = event;
    const { aws } = this;
    const before = aws.calls.length;
    await this.guest.invoke(event);
    const [answer, ...others] = aws.answers.filter(({ RequestId }) => RequestId === event.RequestId);
    expect(others).toEqual([]);
    expect(answer).toMatchObject({
      StackId: event.StackId,
      LogicalResourceId: event.LogicalResourceId,
      PhysicalResourceId: `model-invocation-logging/${event.LogicalResourceId}`,
    });
    const writes = aws.calls.slice(before).filter(({ operation, body }) => /^(Put|Delete)Model/.test(operation) && body).length;
    return { ...answer, writes };
  }
}

/** A local AWS and a guest for the tests of one file; every request must be as the services describe it. */
export function scene(): { aws: LocalAws; guest: Guest } {
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
