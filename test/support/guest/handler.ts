import * as crypto from 'node:crypto';
import * as bedrock from '@aws-sdk/client-bedrock';
import * as cloudFormation from '@aws-sdk/client-cloudformation';
import * as serviceQuotas from '@aws-sdk/client-service-quotas';
import * as ssm from '@aws-sdk/client-ssm';
import type { CloudFormationEvent } from './event';
import { HANDLER_CODE } from '../../../src/logging/handler.generated';

/** What the Lambda runtime has. */
const MODULES: Record<string, unknown> = {
  '@aws-sdk/client-bedrock': bedrock,
  '@aws-sdk/client-cloudformation': cloudFormation,
  '@aws-sdk/client-service-quotas': serviceQuotas,
  '@aws-sdk/client-ssm': ssm,
  'node:crypto': crypto,
};

type Handler = (event: CloudFormationEvent<unknown>, context: object) => Promise<void>;

/** Time as the handler sees it: it stands still while the handler works, and a wait takes none. */
export class Clock {
  public now = 0;
  private stopped = false;
  private timers: { readonly at: number; readonly ring: () => void }[] = [];

  public readonly setTimeout = (ring: () => void, ms: number): object => {
    const timer = { at: this.now + ms, ring };
    this.timers.push(timer);
    if (ms <= 0) {
      setImmediate(() => this.pass(0));
    }
    return timer;
  };

  public readonly clearTimeout = (timer: object): void => {
    this.timers = this.timers.filter((other) => other !== timer);
  };

  public readonly wait = async (ms: number, value?: unknown, options?: { signal?: AbortSignal }): Promise<unknown> => {
    options?.signal?.throwIfAborted();
    if (this.stopped) {
      return new Promise(() => undefined);
    }
    this.pass(ms);
    await new Promise((resolve) => setImmediate(resolve));
    options?.signal?.throwIfAborted();
    return value;
  };

  public readonly timeout = (ms: number): AbortSignal => {
    const controller = new AbortController();
    this.setTimeout(() => controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError')), ms);
    return controller.signal;
  };

  /** Lets time pass. */
  public pass(ms: number): void {
    this.now += ms;
    const due = this.timers.filter(({ at }) => at <= this.now).sort((one, other) => one.at - other.at);
    this.timers = this.timers.filter((timer) => !due.includes(timer));
    due.forEach(({ ring }) => ring());
  }

  /** Nothing happens in it any more. */
  public stop(): void {
    this.timers = [];
    this.stopped = true;
  }
}

/** The Lambda function: the code that the template holds and the AWS SDK, talking to some endpoint. */
export class Guest {
  public clock = new Clock();

  /** What the function logged. */
  public readonly logs: string[] = [];
  private handler?: Handler;
  private kill?: (error: Error) => void;

  constructor(public readonly endpoint: string, private readonly timeout = 300_000, private readonly code = HANDLER_CODE) {}

  /** Runs the handler once; rejects if it does, and if it crashes or its time runs out. */
  public async invoke(event: CloudFormationEvent<unknown>): Promise<void> {
    const leave = fixSurroundings(this.endpoint);
    const { clock } = this;
    const end = clock.now + this.timeout;
    const killed = new Promise<never>((_, reject) => { this.kill = reject; });
    const timer = clock.setTimeout(() => this.crash('The Lambda function timed out'), this.timeout);
    const context = { logStreamName: '2026/01/01/[$LATEST]0123456789abcdef', getRemainingTimeInMillis: () => end - clock.now };
    try {
      this.handler ??= this.load();
      await Promise.race([this.handler(event, context), killed]);
    } finally {
      clock.clearTimeout(timer);
      leave();
    }
  }

  /** Ends the invocation and whatever it is waiting for; the next one starts cold. */
  public crash(reason = 'The Lambda function crashed'): void {
    this.clock.stop();
    this.clock = new Clock();
    this.handler = undefined;
    this.kill?.(new Error(reason));
  }

  private load(): Handler {
    const { clock } = this;
    const given = {
      require: (name: string) => name === 'node:timers/promises' ? { setTimeout: clock.wait } : MODULES[name],
      module: { exports: {} as { handler: Handler } },
      setTimeout: clock.setTimeout,
      clearTimeout: clock.clearTimeout,
      AbortSignal: { timeout: clock.timeout },
      Date: { now: () => clock.now },
      console: { log: (line: string) => this.logs.push(line) },
    };
    new Function(...Object.keys(given), this.code)(...Object.values(given));
    return given.module.exports.handler;
  }
}

/** The SDK takes its endpoint from the environment, and waits a random part of its backoff before it tries again. → how to undo it */
function fixSurroundings(endpoint: string): () => void {
  const [{ env }, { random }] = [process, Math];
  process.env = {
    ...env,
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: 'af-south-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
  Math.random = () => 0;
  return () => {
    process.env = env;
    Math.random = random;
  };
}
