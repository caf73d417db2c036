import { createServer, IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { StackDescription } from './cloudformation';
import type { Answer } from './event';
import { answerProfileCall, findProfileCall } from './local-profiles';
import { answerQuotaCall, IncreaseStore, ListedQuota } from './local-quotas';
import { ProfileStore } from './profile-store';
import { objections, Operation } from './service-model';
import { CLAIM_PARAMETER, Setting } from '../../../src/lambda/logging/wire';

export type { ListedQuota, Operation };

export const REGION = 'af-south-1';

export interface Call {
  readonly operation: Operation;
  readonly region: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Record<string, any>;
}

interface Reply {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body: string;
}

/** What goes wrong with one request. */
export interface Fault {
  /** Happens before the request takes effect. */
  readonly meanwhile?: () => unknown;
  /** Whether the request takes effect. */
  readonly applied: boolean;
  /** Instead of the reply; `silence` never comes to an end. */
  readonly reply?: { readonly code: string; readonly message: string; readonly status: number } | 'reset' | 'silence' | 'garbage';
}

export const refuse = (code: string, message: string, status = 400): Fault => ({ applied: false, reply: { code, message, status } });
export const reset = (effect: 'before' | 'after'): Fault => ({ applied: effect === 'after', reply: 'reset' });
export const garbage: Fault = { applied: true, reply: 'garbage' };
export const meanwhile = (action: () => unknown): Fault => ({ meanwhile: action, applied: true });
/** The function dies while it waits for the reply. */
export const crash = (guest: { crash(): void }, effect: 'before' | 'after'): Fault =>
  ({ applied: effect === 'after', reply: 'silence', meanwhile: () => setImmediate(() => guest.crash()) });

const everything = (setting: Setting): Setting => setting;
const describeNew = (_id: string): StackDescription => ({ status: 'CREATE_IN_PROGRESS' });

/** Bedrock, Parameter Store, Service Quotas and CloudFormation as far as the handlers need them, and CloudFormation's response URLs. */
export class LocalAws {
  public static async start(): Promise<LocalAws> {
    const aws = new LocalAws();
    await new Promise<void>((resolve) => aws.server.listen(0, '127.0.0.1', resolve));
    return aws;
  }

  public calls: Call[] = [];
  /** What is wrong with requests, by the service model. */
  public objections: string[] = [];
  /** The answers that CloudFormation took. */
  public answers: Answer[] = [];
  /** What DescribeStacks says. */
  public describe = describeNew;
  /** Hears of every request before it takes effect, and says what goes wrong with it. */
  public onRequest?: (operation: Operation) => Promise<Fault | undefined>;
  /** What Bedrock keeps of a setting. */
  public keep = everything;
  /** What Service Quotas lists, alike in all Regions; null is what nobody foresaw. */
  public quotas: Record<'applied' | 'defaults', readonly (ListedQuota | null)[]> = { applied: [], defaults: [] };
  public increases = new IncreaseStore();
  public profiles = new ProfileStore();
  private settings: Record<string, Setting | undefined> = {};
  private parameters: Record<string, { value: string; tier: string } | undefined> = {};
  private faults: { operation: Operation | 'any'; fault: Fault; skip: number; times: number }[] = [];
  private readonly silent: ServerResponse[] = [];
  private readonly server: Server = createServer((request, response) => void this.serve(request, response));

  public get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  public get setting(): Setting | undefined {
    return this.settings[REGION];
  }

  public set setting(setting: Setting | undefined) {
    this.settings[REGION] = setting;
  }

  /** The text of the claim. */
  public get claim(): string | undefined {
    return this.parameters[CLAIM_PARAMETER]?.value;
  }

  public set claim(value: string | undefined) {
    this.parameters[CLAIM_PARAMETER] = value === undefined ? undefined : { value, tier: 'Standard' };
  }

  public get tier(): string | undefined {
    return this.parameters[CLAIM_PARAMETER]?.tier;
  }

  /** How often the setting was written or switched off, or was to be. */
  public get writes(): number {
    return this.of('PutModelInvocationLoggingConfiguration', 'DeleteModelInvocationLoggingConfiguration').length;
  }

  /** Puts a fault in the way of the next requests of an operation. */
  public fail(operation: Operation | 'any', fault: Fault, { skip = 0, times = 1 } = {}): void {
    this.faults.push(...times > 0 ? [{ operation, fault, skip, times }] : []);
  }

  /** Takes the faults away that are left. */
  public heal(): void {
    this.faults = [];
  }

  public of(...operations: Operation[]): Call[] {
    return this.calls.filter(({ operation }) => operations.includes(operation));
  }

  public reset(): void {
    Object.assign(this, {
      calls: [],
      objections: [],
      answers: [],
      faults: [],
      settings: {},
      profiles: new ProfileStore(),
      parameters: {},
      quotas: { applied: [], defaults: [] },
      increases: new IncreaseStore(),
      describe: describeNew,
      keep: everything,
      onRequest: undefined,
    });
  }

  public async close(): Promise<void> {
    const waiting = this.silent.filter(({ socket }) => socket && !socket.destroyed);
    // A refusal, which the SDK of a function that died does not try again.
    await Promise.all(waiting.map((response) => new Promise<void>((done) => response.writeHead(400).end('{}', () => done()))));
    await new Promise((resolve) => {
      this.server.close(resolve);
      this.server.closeAllConnections();
    });
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const sent = await text(request);
    const call = callOf(request, sent);
    this.calls.push(call);
    this.objections.push(...objections(call.operation, call.body));
    if (call.operation === 'Answer'
      && (request.method !== 'PUT' || request.headers['content-type'] !== '' || Buffer.byteLength(sent) > 4096)) {
      this.objections.push(`Answer of ${Buffer.byteLength(sent)} bytes with the content type ${request.headers['content-type']}`);
    }
    const next = this.faults.find(({ operation }) => operation === call.operation || operation === 'any');
    const planned = next && next.skip-- <= 0 ? next.fault : undefined;
    if (planned && --next!.times === 0) {
      this.faults.splice(this.faults.indexOf(next!), 1);
    }
    const fault = planned ?? (call.operation === 'Answer' ? undefined : await this.onRequest?.(call.operation));
    await fault?.meanwhile?.();
    let reply = fault?.applied === false ? undefined : this.perform(call);
    if (fault?.reply === 'silence') {
      this.silent.push(response);
      return;
    }
    if (fault?.reply === 'reset') {
      request.socket.resetAndDestroy();
      return;
    }
    if (fault?.reply) {
      reply = fault.reply === 'garbage'
        ? { status: 200, body: '<html>' }
        : errorOf(call.operation, fault.reply.code, fault.reply.message, fault.reply.status);
    }
    response.writeHead(reply!.status, { 'content-type': 'application/json', ...reply!.headers }).end(reply!.body);
  }

  private perform(call: Call): Reply {
    const { operation, region, body } = call;
    const answered = answerProfileCall(this.profiles, region, call);
    if (answered) {
      return 'error' in answered ? errorOf(operation, answered.error, 'refused')
        : { status: answered.status, body: JSON.stringify(answered.body) };
    }
    const quotaReply = answerQuotaCall(this.quotas, this.increases, region, call);
    if (quotaReply) {
      return 'error' in quotaReply ? errorOf(operation, quotaReply.error, quotaReply.message) : json(quotaReply);
    }
    switch (operation) {
      case 'GetModelInvocationLoggingConfiguration': return json({ loggingConfig: this.settings[region] });
      case 'PutModelInvocationLoggingConfiguration':
        this.settings[region] = this.keep(body.loggingConfig as Setting);
        return json({});
      case 'DeleteModelInvocationLoggingConfiguration':
        this.settings[region] = undefined;
        return json({});
      case 'DescribeStacks': return writeStack(body.StackName as string, this.describe(body.StackName as string));
      case 'Answer':
        const others = this.answers.filter((other) => JSON.stringify(other) !== JSON.stringify(body)); // put twice, it is one
        this.answers = [...others, body as Answer];
        return { status: 200, body: '' };
      case 'PutParameter': return this.putParameter(body);
      default: return this.takeParameter(operation, body.Name as string);
    }
  }

  private takeParameter(operation: Operation, name: string): Reply {
    const found = this.parameters[name];
    if (!found) {
      return errorOf(operation, 'ParameterNotFound');
    }
    this.parameters[name] = operation === 'DeleteParameter' ? undefined : found;
    return json(operation === 'DeleteParameter' ? {} : { Parameter: { Name: name, Type: 'String', Value: found.value, Version: 1 } });
  }

  private putParameter({ Name, Value, Overwrite, Tier = 'Standard' }: Record<string, any>): Reply {
    const found = this.parameters[Name];
    const large = Buffer.byteLength(Value) > 4096;
    if (found && !Overwrite) {
      return errorOf('PutParameter', 'ParameterAlreadyExists', 'The parameter already exists.');
    }
    if (Buffer.byteLength(Value) > 8192 || (large && Tier === 'Standard')) {
      return errorOf('PutParameter', 'ValidationException', `The value is too large for the tier ${Tier}.`);
    }
    this.parameters[Name] = { value: Value, tier: large || found?.tier === 'Advanced' || Tier === 'Advanced' ? 'Advanced' : 'Standard' };
    return json({ Version: 1, Tier: this.parameters[Name].tier });
  }
}

function callOf({ method, url, headers }: IncomingMessage, sent: string): Call {
  const region = /Credential=[^/]+\/\d+\/([^/]+)\//.exec(headers.authorization ?? '')?.[1] ?? REGION;
  const target = headers['x-amz-target'] as string | undefined;
  if (target) {
    return { operation: target.split('.')[1] as Operation, region, headers, body: JSON.parse(sent) };
  }
  if (url === '/logging/modelinvocations') {
    const verb = { PUT: 'Put', GET: 'Get', DELETE: 'Delete' }[method!];
    return { operation: `${verb}ModelInvocationLoggingConfiguration` as Operation, region, headers, body: JSON.parse(sent || '{}') };
  }
  const profileCall = findProfileCall(method!, url!, sent);
  if (profileCall) {
    return { ...profileCall, region, headers };
  }
  return url === '/'
    ? { operation: 'DescribeStacks', region, headers, body: Object.fromEntries(new URLSearchParams(sent)) }
    : { operation: 'Answer', region, headers, body: JSON.parse(sent) };
}

function json(body: object): Reply {
  return { status: 200, body: JSON.stringify(body) };
}

function writeStack(stack: string, { status, time }: StackDescription): Reply {
  const member = '<member>' +
    `<StackId>${stack}</StackId><StackName>${stack.split('/')[1]}</StackName>` +
    `<CreationTime>2026-01-01T00:00:00Z</CreationTime><StackStatus>${status}</StackStatus>` +
    `${time ? `<LastUpdatedTime>${time}</LastUpdatedTime>` : ''}` +
    '</member>';
  const result = `<DescribeStacksResult><Stacks>${member}</Stacks></DescribeStacksResult>`;
  return xml(200, `<DescribeStacksResponse>${result}</DescribeStacksResponse>`);
}

function errorOf(operation: Operation, code: string, message = '', status = 400): Reply {
  return operation === 'DescribeStacks'
    ? xml(status, `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`)
    : { status, headers: { 'x-amzn-errortype': code }, body: JSON.stringify({ __type: code, message }) };
}

function xml(status: number, body: string): Reply {
  return { status, headers: { 'content-type': 'text/xml' }, body };
}
