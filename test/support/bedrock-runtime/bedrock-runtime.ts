import * as http from 'node:http';
import * as http2 from 'node:http2';
import { AddressInfo, createServer, Server, Socket } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { Answer, encodeEvent, makeBody, makeEvents, Usage } from './answers';
import { judgeRequest, Operation, parse, PATHS, readMetadata, Request } from './requests';
import { Credentials, judgeSignature } from './signature';

type Incoming = http.IncomingMessage | http2.Http2ServerRequest;
type Outgoing = http.ServerResponse & http2.Http2ServerResponse;

/** What goes wrong with a call; without one it is answered. */
export interface Fault {
  /** An error instead of an answer. */
  readonly error?: { readonly status: number; readonly code: string; readonly message: string };
  /** After as many events of the stream: the end of the connection, the end of the stream, or an error. */
  readonly inStream?: { readonly after: number } & (
    { readonly how: 'breaks' | 'ends' } | { readonly how: 'fails'; readonly code: string; readonly message: string });
  /** The connection ends without an answer. */
  readonly reset?: true;
  /** Milliseconds before the answer, and between the events of a stream. */
  readonly delay?: number;
  readonly stopReason?: string;
}

/** A call that arrived, with all that is wrong with it. */
export interface Call extends Request {
  readonly path: string;
  readonly httpVersion: string;
  readonly metadata: unknown;
  readonly objections: readonly string[];
}

export interface Account {
  readonly region: string;
  /** The profiles, by ID or ARN, that may be called. */
  readonly profiles: readonly string[];
  /** Tokens per minute that one call may reserve; without it any number. */
  readonly quota?: number;
}

export const CREDENTIALS: Credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
/** Of the models that need most. */
const CACHE_MINIMUM = 4096;
const ROUTE = new RegExp(`^/model/([^/]+)/(${Object.values(PATHS).join('|')})$`);

/** Amazon Bedrock's runtime as far as clients of Claude need it, by HTTP/1.1 and HTTP/2: it judges each call, and answers as AWS would. */
export class BedrockRuntime {
  public static async start(account: Account): Promise<BedrockRuntime> {
    const runtime = new BedrockRuntime(account);
    await new Promise<void>((resolve) => runtime.server.listen(0, '127.0.0.1', resolve));
    return runtime;
  }

  public readonly calls: Call[] = [];
  private readonly faults: { operation: Operation; fault: Fault; times: number }[] = [];
  private readonly cached = new Set<string>();
  private readonly sockets = new Set<Socket>();
  private readonly http1 = http.createServer((request, response) => void this.serve(request, response as Outgoing));
  private readonly http2 = http2.createServer((request, response) => void this.serve(request, response as unknown as Outgoing));
  private readonly server: Server = createServer((socket) => this.connect(socket));

  private constructor(private readonly account: Account) {}

  public get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  public get objections(): string[] {
    return this.calls.flatMap(({ objections }) => objections);
  }

  /** Has the next calls of an operation fail. */
  public fail(operation: Operation, fault: Fault, times = 1): void {
    this.faults.push({ operation, fault, times });
  }

  public async close(): Promise<void> {
    this.sockets.forEach((socket) => socket.destroy());
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** The AWS SDK for JavaScript speaks HTTP/2 here, boto3 HTTP/1.1; without TLS the first bytes tell. */
  private connect(socket: Socket): void {
    this.sockets.add(socket.on('close', () => this.sockets.delete(socket)).on('error', () => undefined));
    socket.once('readable', () => {
      const start = (socket.read() ?? Buffer.alloc(0)) as Buffer;
      socket.unshift(start);
      (start.subarray(0, 3).toString() === 'PRI' ? this.http2 : this.http1).emit('connection', socket);
    });
  }

  private async serve(request: Incoming, response: Outgoing): Promise<void> {
    const call = this.judge(request, await readText(request));
    this.calls.push(call);
    const fault = this.takeFault(call.operation);
    await sleep(fault.delay ?? 0);
    const error = fault.error ?? this.refuse(call);
    if (fault.reset) {
      request.socket.destroy();
    } else if (error) {
      response.writeHead(error.status, { 'content-type': 'application/json', 'x-amzn-errortype': error.code })
        .end(JSON.stringify({ [error.status === 403 ? 'Message' : 'message']: error.message })); // what authorizes has a capital
    } else {
      await this.answer(call, fault, request, response);
    }
  }

  private judge({ url: path = '', method = '', headers: sent, httpVersion }: Incoming, body: string): Call {
    const headers = { host: sent[':authority'], ...sent } as Readonly<Record<string, any>>;
    const [, segment, action] = ROUTE.exec(path) ?? [];
    const operation = Object.keys(PATHS).find((name) => PATHS[name as Operation] === action) as Operation;
    const request: Request = { operation, modelId: decodeURIComponent(segment ?? ''), headers, body: parse(body) };
    const signature = judgeSignature({ method, path, headers, body }, CREDENTIALS, this.account.region);
    const { profiles } = this.account;
    const objections = operation === undefined
      ? [`there is no ${method} ${path}`]
      : [
        ...method === 'POST' ? [] : [`${method} ${path}`],
        ...profiles.includes(request.modelId) ? [] : [`${request.modelId} is none of ${profiles.join(', ')}`],
        ...judgeRequest(request),
      ];
    return { ...request, path, httpVersion, metadata: readMetadata(request), objections: [...signature, ...objections] };
  }

  /** The error of a call that is objected to, in AWS's words where they are known. */
  private refuse({ operation, modelId, objections, body }: Call): Fault['error'] {
    const signature = objections.find((objection) => /sign/.test(objection));
    if (signature !== undefined) {
      const message = /Region/.test(signature)
        ? 'Credential should be scoped to a valid region.'
        : 'The request signature we calculated does not match the signature you provided.';
      return { status: 403, code: 'InvalidSignatureException', message };
    }
    if (operation === undefined) {
      return { status: 404, code: 'UnknownOperationException', message: '' };
    }
    if (/^anthropic\./.test(modelId)) {
      const message = `Invocation of model ID ${modelId} with on-demand throughput isn’t supported. `
        + 'Retry your request with the ID or ARN of an inference profile that contains this model.';
      return { status: 400, code: 'ValidationException', message };
    }
    if (objections.length > 0) {
      return { status: 400, code: 'ValidationException', message: objections.join('; ') };
    }
    const reserved = countTokens(JSON.stringify(body)) + (body.inferenceConfig?.maxTokens ?? body.max_tokens);
    if (reserved > (this.account.quota ?? Infinity)) {
      return { status: 429, code: 'ThrottlingException', message: 'Too many tokens, please wait before trying again.' };
    }
    return undefined;
  }

  private async answer(call: Call, { inStream, delay = 0, stopReason = 'end_turn' }: Fault, request: Incoming, response: Outgoing):
  Promise<void> {
    const { operation } = call;
    const answer: Answer = { text: `An answer of ${operation}, € and ü.`, stopReason };
    const usage = this.count(call, answer);
    if (operation !== 'ConverseStream') {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(makeBody(operation, answer, usage)));
      return;
    }
    response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream' });
    for (const event of makeEvents(answer, usage).slice(0, inStream?.after)) {
      response.write(event);
      await sleep(delay);
    }
    if (inStream?.how === 'breaks') {
      await sleep(50); // what was written is to arrive
      request.socket.destroy();
    } else {
      response.end(inStream?.how === 'fails' ? encodeEvent(inStream.code, { message: inStream.message }, 'exception') : undefined);
    }
  }

  /** Counts four characters as a token. What is cached is written once for each model, and read from then on. */
  private count({ modelId, body }: Call, { text }: Answer): Usage {
    const blocks: any[] = body.system ?? [];
    const isMarked = blocks.some(({ cachePoint, cache_control: control }) => cachePoint ?? control);
    const prefix = blocks.map((block) => block.text ?? '').join('');
    const tokens = countTokens(prefix);
    const cacheable = isMarked && tokens >= CACHE_MINIMUM;
    const key = `${modelId} ${prefix}`;
    const isRead = cacheable && this.cached.has(key);
    if (cacheable) {
      this.cached.add(key);
    }
    return {
      inputTokens: 20 + (cacheable ? 0 : tokens),
      cacheWriteInputTokens: cacheable && !isRead ? tokens : 0,
      cacheReadInputTokens: isRead ? tokens : 0,
      outputTokens: countTokens(text),
    };
  }

  private takeFault(operation: Operation): Fault {
    const planned = this.faults.find((fault) => fault.operation === operation && fault.times-- > 0);
    return planned?.fault ?? {};
  }
}

function countTokens(text: string): number {
  return Math.ceil(text.length / 4);
}
