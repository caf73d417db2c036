import { setTimeout as wait } from 'node:timers/promises';

export { wait };

/** CloudFormation's request to a custom resource. */
export interface CustomResourceEvent<P> {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: P;
  readonly OldResourceProperties?: P;
}

export interface Context {
  readonly logStreamName: string;
  getRemainingTimeInMillis(): number;
}

/** The answer to CloudFormation after a success. */
export interface Success {
  readonly Reason?: string;
  readonly Data?: object;
  /** A new ID replaces the resource: CloudFormation then deletes the old one. */
  readonly PhysicalResourceId?: string;
}

/** The answer to CloudFormation, without its IDs. */
interface Outcome extends Success {
  readonly Status: 'SUCCESS' | 'FAILED';
}

/** Time kept for the answer if the work takes too long. */
const ANSWER_MS = 10_000;
/**
 * CloudFormation takes no more than 4 KB of JSON, and an answer has more than its reason. A success has attributes as well.
 *
 * @source https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html (read 2026-11-28)
 */
const REASON_BYTES = { FAILED: 2500, SUCCESS: 900 };

type Work<P> = (event: CustomResourceEvent<P>, stop: AbortSignal, deadline: number) => Promise<Success>;
type Explain<P> = (error: Error, event: CustomResourceEvent<P>) => string;

/**
 * A Lambda handler that answers CloudFormation exactly once, whatever happens to its work. An error of the work is a failure. The stop
 * signal fires when the time is up, and after the work.
 */
export function answerCloudFormation<P>(kind: string, work: Work<P>, explain: Explain<P> = ({ message }) => message) {
  return async (event: CustomResourceEvent<P>, context: Context): Promise<void> => {
    const { StackId, RequestId, LogicalResourceId } = event;
    const { PhysicalResourceId: before = `${kind}/${LogicalResourceId}` } = event;
    const { PhysicalResourceId = before, ...outcome } = await runWork(event, context, work, explain);
    await sendAnswer(event.ResponseURL, JSON.stringify({ ...outcome, PhysicalResourceId, StackId, RequestId, LogicalResourceId }), context);
  };
}

/** Sends an answer until it arrives, or time is up. */
async function sendAnswer(url: string, body: string, context: Context): Promise<void> {
  for (;;) {
    const objection = await fetch(url, {
      method: 'PUT',
      body,
      headers: { 'content-type': '' }, // the URL is signed without one
      signal: AbortSignal.timeout(3000),
    }).then(({ ok, status }) => !ok && status, String);
    if (!objection) {
      return;
    }
    if (context.getRemainingTimeInMillis() < 5000) { // too little for a pause and another try
      throw new Error(`CloudFormation's response URL answered ${objection}`);
    }
    await wait(2000);
  }
}

/** Waits for some work, until the stop signal fires. */
export function runUntil<T>(stop: AbortSignal, work: Promise<T>, overdue: () => Error): Promise<T> {
  return new Promise((resolve, reject) => {
    work.then(resolve, reject);
    stop.onabort = () => reject(overdue());
  });
}

/** Counts bytes in JSON, which needs up to six for one letter. */
export function countBytes(text: string): number {
  return Buffer.byteLength(JSON.stringify(text));
}

async function runWork<P>(event: CustomResourceEvent<P>, context: Context, work: Work<P>, explain: Explain<P>): Promise<Outcome> {
  const stop = new AbortController();
  const time = context.getRemainingTimeInMillis() - ANSWER_MS;
  const timer = setTimeout(() => stop.abort(), time);
  try {
    const { Reason, ...rest } = await work(event, stop.signal, Date.now() + time);
    return { Status: 'SUCCESS', Reason: Reason && shorten(Reason, REASON_BYTES.SUCCESS), ...rest };
  } catch (error) {
    const reason = shorten(explain(error as Error, event), REASON_BYTES.FAILED);
    return { Status: 'FAILED', Reason: `${reason} (log stream ${context.logStreamName})` };
  } finally {
    clearTimeout(timer);
    stop.abort(); // nothing goes on after the answer
  }
}

/** Cuts a text to a number of bytes in JSON. */
export function shorten(reason: string, bytes: number): string {
  const letters = [...reason].slice(0, bytes); // whole characters only
  while (countBytes(letters.join('')) > bytes) {
    letters.splice(-10);
  }
  return letters.join('');
}
