/**
 * For developers who write a service or a script with the AWS SDK for JavaScript.
 *
 * Creates no resources. It asks Claude by a global profile, in three ways: Converse, ConverseStream and InvokeModel. The first argument is
 * a file that stays the same from call to call, such as a handbook, and is cached. The second is a question about it.
 *
 * Run it: `npm install @aws-sdk/client-bedrock-runtime && npx tsx call-claude.ts handbook.md 'Who approves a refund?'`
 * Read more: ../README.md, which also says where the environment variables come from.
 */
import { readFileSync } from 'node:fs';
import {
  BedrockRuntimeClient, BedrockRuntimeServiceException, ConverseCommand, ConverseRequest, ConverseStreamCommand, InvokeModelCommand,
  TokenUsage,
} from '@aws-sdk/client-bedrock-runtime';

function setting<T = string>(name: string, what: string, parse: (value: string) => T = (value) => value as T): T {
  const value = process.env[name]?.trim() || quit(`${name} is not set: export ${name}=…, ${what}`);
  try {
    return parse(value);
  } catch {
    return quit(`${name} must be ${what}, got: ${value}`);
  }
}

function parseTokens(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) {
    throw new RangeError(text);
  }
  return Number(text);
}

function parseMetadata(text: string): Record<string, string> {
  const entries: unknown = JSON.parse(text);
  const values: unknown[] = typeof entries === 'object' && entries !== null && !Array.isArray(entries) ? Object.values(entries) : [];
  if (values.length < 1 || values.length > 16 || !values.every((value) => typeof value === 'string')) {
    throw new RangeError(text);
  }
  return entries as Record<string, string>;
}

function quit(message: string): never {
  console.error(message);
  process.exit(1);
}

// No defaults: with another Region or model than the granted one, the call fails or someone else pays for it.
const REGION = setting('AWS_REGION', 'the Region from which you call, such as af-south-1');
const MODEL = setting('ANTHROPIC_MODEL', 'the ID of a global inference profile, or the ARN of an application inference profile');
const SMALL_MODEL = setting('ANTHROPIC_SMALL_FAST_MODEL', 'the same for the model that does small work in the background');
// Bedrock reserves this many tokens when a call starts. Without it, Bedrock reserves the longest possible answer: 64,000 or more.
const MAX_TOKENS = setting('CLAUDE_MAX_TOKENS', 'the max_tokens of the quota plan, a whole number', parseTokens);
// Recorded with each call if invocation logging is on.
const METADATA = setting('CLAUDE_REQUEST_METADATA', 'JSON of 1 to 16 texts, such as \'{"team": "refunds"}\'', parseMetadata);

const SILENCE = 600_000; // milliseconds without data; an answer comes whole, and the SDK's 5 minutes for an HTTP/2 session end a long one
const bedrock = new BedrockRuntimeClient({
  region: REGION,
  requestHandler: { requestTimeout: SILENCE, sessionTimeout: SILENCE, disableConcurrentStreams: true },
  retryMode: 'standard', // AWS_MAX_ATTEMPTS=5 raises the 3 attempts
});

async function converse(handbook: string, question: string): Promise<void> {
  const { output, usage, stopReason } = await bedrock.send(new ConverseCommand(makeRequest(handbook, question)));
  console.log(output!.message!.content!.map(({ text }) => text ?? '').join('')); // blocks of reasoning may precede the text
  report('Converse', usage!, stopReason!);
}

async function converseStream(handbook: string, question: string): Promise<void> {
  const { stream } = await bedrock.send(new ConverseStreamCommand(makeRequest(handbook, question)));
  let usage: TokenUsage | undefined;
  let stopReason: string | undefined;
  for await (const event of stream!) {
    process.stdout.write(event.contentBlockDelta?.delta?.text ?? '');
    stopReason = event.messageStop?.stopReason ?? stopReason;
    usage = event.metadata?.usage ?? usage;
  }
  console.log();
  if (usage === undefined || stopReason === undefined) {
    quit('ConverseStream: the stream broke off, so the answer is not whole: ask again');
  }
  report('ConverseStream', usage, stopReason);
}

function makeRequest(handbook: string, question: string): ConverseRequest {
  return {
    modelId: MODEL,
    // The constant text comes first, then the cache point. The cache lasts 5 minutes from its last use; `ttl: '1h'` keeps it for an hour.
    system: [{ text: handbook }, { cachePoint: { type: 'default' } }],
    messages: [{ role: 'user', content: [{ text: question }] }],
    inferenceConfig: { maxTokens: MAX_TOKENS },
    requestMetadata: METADATA,
  };
}

async function invokeModel(handbook: string, question: string): Promise<void> {
  const { body } = await bedrock.send(new InvokeModelCommand({
    modelId: SMALL_MODEL,
    contentType: 'application/json',
    accept: 'application/json',
    requestMetadata: JSON.stringify(METADATA), // a header here
    body: JSON.stringify({
      anthropic_version: 'bedrock-2023-05-31', // the only version that Bedrock takes; the model is in the path
      max_tokens: MAX_TOKENS,
      system: [{ type: 'text', text: handbook, cache_control: { type: 'ephemeral' } }],
      messages: [{ role: 'user', content: `Write a title of five words at most for this question: ${question}` }],
    }),
  }));
  const { content, usage, stop_reason: stopReason } = JSON.parse(body.transformToString()) as Message;
  console.log(content.map(({ text }) => text ?? '').join(''));
  report('InvokeModel', {
    inputTokens: usage.input_tokens,
    cacheWriteInputTokens: usage.cache_creation_input_tokens,
    cacheReadInputTokens: usage.cache_read_input_tokens,
    outputTokens: usage.output_tokens,
  }, stopReason);
}

/** What is needed of an answer in the format of Anthropic's Messages API. */
interface Message {
  readonly content: { readonly text?: string }[];
  readonly stop_reason: string;
  readonly usage: Record<'input_tokens' | 'output_tokens', number>
  & Partial<Record<'cache_creation_input_tokens' | 'cache_read_input_tokens', number>>;
}

function report(operation: string, usage: Omit<TokenUsage, 'totalTokens'>, stopReason: string): void {
  const { inputTokens, cacheWriteInputTokens: written = 0, cacheReadInputTokens: read = 0, outputTokens } = usage;
  console.log(`${operation}: ${inputTokens} input, ${written} written to the cache, ${read} read from it, ${outputTokens} output`);
  if (written + read === 0) {
    warn(operation, 'nothing was cached: the file is shorter than the model\'s minimum, 512 to 4,096 tokens, of which no error tells');
  }
  if (stopReason === 'max_tokens') {
    warn(operation, `the answer is cut off at CLAUDE_MAX_TOKENS=${MAX_TOKENS}: raise it in the quota plan`);
  } else if (stopReason !== 'end_turn') {
    warn(operation, `the answer ended by ${stopReason}`);
  }
}

function warn(operation: string, text: string): void {
  console.error(`${operation}: ${text}`);
}

function explain(error: unknown): string {
  if (!(error instanceof BedrockRuntimeServiceException)) {
    return `There is no answer, or not all of it: ${String(error)}`; // no credentials, no connection, no answer in time
  }
  const lines = [`${error.name}: ${error.message}`];
  if (error.name === 'ThrottlingException') {
    lines.push(`Each call reserves its input and CLAUDE_MAX_TOKENS=${MAX_TOKENS}: npx cdk-bedrock-cris quota says what fits`);
  }
  if (error.message.includes('on-demand throughput')) {
    lines.push('ANTHROPIC_MODEL and ANTHROPIC_SMALL_FAST_MODEL take the ID of a profile: global. and the model\'s ID');
  }
  if (lines.length > 1 || error.name === 'AccessDeniedException') {
    lines.push(`Why, and what to do: npx cdk-bedrock-cris explain --error '${lines[0].replaceAll('\'', '\'\\\'\'')}'`);
  }
  return lines.join('\n');
}

function readText(file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file)); // with 'utf8' you would pay for the bytes of a picture
  } catch (error) {
    return quit(`${file} cannot be read as text: ${(error as Error).message}`);
  }
}

async function main([file, question, ...rest]: string[]): Promise<void> {
  if (question === undefined || rest.length > 0) {
    quit('usage: npx tsx call-claude.ts FILE QUESTION');
  }
  const handbook = readText(file);
  for (const call of [converse, converseStream, invokeModel]) {
    await call(handbook, question);
  }
}

main(process.argv.slice(2)).catch((error: unknown) => quit(explain(error)));
