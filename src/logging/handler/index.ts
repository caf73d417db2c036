import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { lifecycle, Outcome, Refusal } from './lifecycle';
import * as messages from './messages';
import { ServiceError, Services } from './services';
import { textOf } from './setting';
import type { LoggingResourceAttributes, LoggingResourceProperties, Request, Setting } from './wire';

/** CloudFormation's request to a custom resource. */
interface Event {
  readonly RequestType: Request['type'];
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: LoggingResourceProperties;
  readonly OldResourceProperties?: LoggingResourceProperties;
}

interface Context {
  readonly logStreamName: string;
  getRemainingTimeInMillis(): number;
}

/** Kept for the answer when the work takes too long. */
const ANSWER_MS = 10_000;
/** CloudFormation takes no more than 4 KB of JSON; the rest of an answer fits beside these. */
const REASON_BYTES = 2500;
const ATTRIBUTE_BYTES = 1000;

/** Answers CloudFormation exactly once, whatever happens. */
export async function handler(event: Event, context: Context): Promise<void> {
  const stop = new AbortController();
  const work = context.getRemainingTimeInMillis() - ANSWER_MS;
  const timer = setTimeout(() => stop.abort(), work);
  const services = new Services(event.StackId, stop.signal, Date.now() + work);
  let answer: object;
  try {
    const { found, notice } = await Promise.race([drive(event, services), overdue(stop.signal, services)]);
    answer = { Status: 'SUCCESS', Reason: notice, Data: attributes(found, event.ResourceProperties.LoggingConfig) };
  } catch (error) {
    answer = { Status: 'FAILED', Reason: `${reason(error as Error, event)} (log stream ${context.logStreamName})` };
  } finally {
    clearTimeout(timer);
    stop.abort(); // nothing goes on after the answer
  }
  await respond(event, answer, context);
}

async function drive(event: Event, services: Services): Promise<Outcome> {
  const steps = lifecycle({
    type: event.RequestType,
    stack: event.StackId,
    logicalId: event.LogicalResourceId,
    properties: event.ResourceProperties,
    old: event.OldResourceProperties,
  });
  let reply: unknown;
  for (;;) {
    const { done, value } = steps.next(reply);
    if (done) {
      return value;
    }
    reply = await services.perform(value);
    console.log(JSON.stringify({ ...value, reply }));
  }
}

async function overdue(signal: AbortSignal, services: Services): Promise<never> {
  await once(signal, 'abort');
  throw new Refusal(messages.overdue(services.operation));
}

function reason(error: Error, { RequestType, ResourceProperties, LogicalResourceId }: Event): string {
  const writing = error instanceof ServiceError && /^(Put|Delete)Model/.test(error.operation);
  const text = error.message + (RequestType === 'Delete' && writing ? messages.removalFailed(ResourceProperties.OnRemoval, LogicalResourceId) : '');
  let fitting = text.slice(0, REASON_BYTES);
  while (bytesOf(fitting) > REASON_BYTES) {
    fitting = fitting.slice(0, -10);
  }
  return fitting;
}

/** As JSON, which writes some letters with six. */
function bytesOf(text: string): number {
  return Buffer.byteLength(JSON.stringify(text));
}

function attributes(found: Setting | undefined, written: Setting): LoggingResourceAttributes {
  const [one, other] = [found, written].map((setting) => {
    const text = textOf(setting);
    return bytesOf(text) > ATTRIBUTE_BYTES ? `${text.length} characters, too long for an answer to CloudFormation` : text;
  });
  return { FoundConfiguration: one, WrittenConfiguration: other };
}

async function respond(event: Event, answer: object, context: Context): Promise<void> {
  const body = JSON.stringify({
    ...answer,
    // A rename is a Create and a Delete; everything else keeps the resource.
    PhysicalResourceId: event.PhysicalResourceId ?? `model-invocation-logging/${event.LogicalResourceId}`,
    StackId: event.StackId,
    RequestId: event.RequestId,
    LogicalResourceId: event.LogicalResourceId,
  });
  for (let attempt = 1; ; attempt++) {
    try {
      const { status } = await fetch(event.ResponseURL, {
        method: 'PUT',
        body,
        headers: { 'content-type': '' }, // the URL is signed for none
        signal: AbortSignal.timeout(3000),
      });
      if (status < 300) {
        return;
      }
      throw new Error(`CloudFormation's response URL answered ${status}`);
    } catch (error) {
      if (context.getRemainingTimeInMillis() < 2000) {
        throw error;
      }
      await wait(Math.min(2000, 100 * 2 ** attempt));
    }
  }
}
