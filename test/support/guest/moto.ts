import { ChildProcess, spawn } from 'node:child_process';
import { createServer, IncomingMessage, request as send, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import {
  BedrockClient, DeleteModelInvocationLoggingConfigurationCommand, GetModelInvocationLoggingConfigurationCommand, LoggingConfig,
  PutModelInvocationLoggingConfigurationCommand,
} from '@aws-sdk/client-bedrock';
import { CloudFormationClient, CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { DeleteParameterCommand, GetParameterCommand, ParameterNotFound, SSMClient } from '@aws-sdk/client-ssm';
import type { StackDescription } from './cloudformation';
import type { Answer } from './event';
import { REGION } from './local-aws';
import { CLAIM_PARAMETER as Name, Setting } from '../../../src/lambda/logging/wire';
import { judge } from '../judges';

const describeNew = (_id: string): StackDescription => ({ status: 'CREATE_IN_PROGRESS' });

/**
 * moto_server, and a server before it that moto cannot do without: it takes the answers to CloudFormation, and says what a stack is
 * going through, since moto's stacks are complete at once.
 */
export class Moto {
  public static async start(): Promise<Moto> {
    const child = spawn(judge('moto_server'), ['-H', 'localhost', '-p', '0'], { stdio: ['ignore', 'pipe', 'pipe'] });
    const moto = new Moto(child, await portOf(child));
    await new Promise<void>((done) => moto.server.listen(0, 'localhost', done));
    return moto;
  }

  public answers: Answer[] = [];
  /** What DescribeStacks says of a stack that moto knows. */
  public describe = describeNew;
  /** All bodies of PutModelInvocationLoggingConfiguration that left. */
  public readonly bodies: string[] = [];
  /** How often the setting was written or switched off. */
  public writes = 0;
  private refusing = false;
  private readonly server: Server = createServer((request, response) => void this.serve(request, response));
  private readonly bedrock: BedrockClient;
  private readonly ssm: SSMClient;
  private readonly cloudFormation: CloudFormationClient;

  private constructor(private readonly child: ChildProcess, private readonly port: number) {
    const direct = { endpoint: `http://localhost:${port}`, region: REGION, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
    this.bedrock = new BedrockClient(direct);
    this.ssm = new SSMClient(direct);
    this.cloudFormation = new CloudFormationClient(direct);
  }

  public get endpoint(): string {
    return `http://localhost:${(this.server.address() as AddressInfo).port}`;
  }

  /** Creates a stack of nothing; returns its ID. */
  public async createStack(name: string): Promise<string> {
    const template = { Resources: { Nothing: { Type: 'AWS::CloudFormation::WaitConditionHandle' } } };
    const { StackId } = await this.cloudFormation.send(new CreateStackCommand({ StackName: name, TemplateBody: JSON.stringify(template) }));
    return StackId!;
  }

  public async readSetting(): Promise<Setting | undefined> {
    const { loggingConfig } = await this.bedrock.send(new GetModelInvocationLoggingConfigurationCommand({}));
    return loggingConfig;
  }

  /** As somebody else does it. */
  public async writeSetting(setting: Setting | undefined): Promise<void> {
    await (setting
      ? this.bedrock.send(new PutModelInvocationLoggingConfigurationCommand({ loggingConfig: setting as LoggingConfig }))
      : this.bedrock.send(new DeleteModelInvocationLoggingConfigurationCommand({})));
  }

  public async readClaim(): Promise<string | undefined> {
    return this.unlessMissing(this.ssm.send(new GetParameterCommand({ Name })).then(({ Parameter }) => Parameter!.Value));
  }

  public async deleteClaim(): Promise<void> {
    await this.unlessMissing(this.ssm.send(new DeleteParameterCommand({ Name })));
  }

  /** Bedrock refuses the next setting that is put; moto takes any. */
  public refuse(): void {
    this.refusing = true;
  }

  /** Everything but the stacks, which take moto longest to make. */
  public async reset(): Promise<void> {
    Object.assign(this, { answers: [], describe: describeNew, writes: 0, refusing: false });
    await Promise.all([this.writeSetting(undefined), this.deleteClaim()]);
  }

  public async close(): Promise<void> {
    const ended = new Promise((done) => this.child.once('exit', done));
    this.child.kill();
    [this.bedrock, this.ssm, this.cloudFormation].forEach((client) => client.destroy());
    this.server.closeAllConnections();
    await Promise.all([ended, new Promise((done) => this.server.close(done))]);
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    if (request.url!.startsWith('/answer')) {
      this.answers.push(JSON.parse(body) as Answer);
      response.end();
      return;
    }
    if (request.url === '/logging/modelinvocations' && request.method !== 'GET') {
      this.writes++;
      if (request.method === 'PUT') {
        this.bodies.push(body);
        if (this.refusing) {
          this.refusing = false;
          response.writeHead(400, { 'content-type': 'application/json', 'x-amzn-errortype': 'ValidationException' })
            .end('{"message":"refused"}');
          return;
        }
      }
    }
    const { method, headers, url: path } = request;
    send({ host: 'localhost', port: this.port, method, path, headers }, async (reply) => {
      const reading = await text(reply);
      const stack = new URLSearchParams(body).get('StackName');
      const { 'content-length': _, ...rest } = reply.headers;
      response.writeHead(reply.statusCode!, rest).end(stack ? this.rewrite(reading, this.describe(stack)) : reading);
    }).on('error', () => response.destroy()).end(body);
  }

  private rewrite(reply: string, { status, time }: StackDescription): string {
    const updated = time ? `<LastUpdatedTime>${time}</LastUpdatedTime>` : '';
    return reply.replace(/<LastUpdatedTime>.*?<\/LastUpdatedTime>/, '')
      .replace(/<StackStatus>\w+<\/StackStatus>/, `<StackStatus>${status}</StackStatus>${updated}`);
  }

  private async unlessMissing<T>(answer: Promise<T>): Promise<T | undefined> {
    return answer.catch((error) => {
      if (error instanceof ParameterNotFound) {
        return undefined;
      }
      throw error;
    });
  }
}

async function portOf(child: ChildProcess): Promise<number> {
  let output = '';
  return new Promise((found, failed) => {
    for (const stream of [child.stdout!, child.stderr!]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk;
        const [, port] = / on http:\/\/\S+:(\d+)/.exec(output) ?? [];
        if (port) {
          found(Number(port));
        }
      });
    }
    child.once('error', failed);
    child.once('exit', () => failed(new Error(`moto_server has stopped: ${output}`)));
  });
}
