import { EventStreamCodec } from '@smithy/core/event-streams';
import type { Operation } from './requests';

/** What the model says. */
export interface Answer {
  readonly text: string;
  readonly stopReason: string;
}

export interface Usage {
  readonly inputTokens: number;
  readonly cacheWriteInputTokens: number;
  readonly cacheReadInputTokens: number;
  readonly outputTokens: number;
}

const codec = new EventStreamCodec((bytes) => Buffer.from(bytes).toString('utf8'), (text) => Buffer.from(text, 'utf8'));

/** One message of `application/vnd.amazon.eventstream`, with its checksums. */
export function encodeEvent(name: string, payload: object, kind: 'event' | 'exception' = 'event'): Buffer {
  const header = (value: string) => ({ type: 'string' as const, value });
  return Buffer.from(codec.encode({
    headers: {
      [`:${kind}-type`]: header(name),
      ':content-type': header('application/json'),
      ':message-type': header(kind),
    },
    body: Buffer.from(JSON.stringify(payload)),
  }));
}

/** An answer of ConverseStream, event by event; models that reason send that first. */
export function makeEvents({ text, stopReason }: Answer, usage: Usage): Buffer[] {
  const [reasoning, answer] = [0, 1];
  return [
    encodeEvent('messageStart', { role: 'assistant' }),
    encodeEvent('contentBlockDelta', { contentBlockIndex: reasoning, delta: { reasoningContent: { text: 'Reasoning.' } } }),
    encodeEvent('contentBlockStop', { contentBlockIndex: reasoning }),
    ...text.split(/(?<= )/).map((word) => encodeEvent('contentBlockDelta', { contentBlockIndex: answer, delta: { text: word } })),
    encodeEvent('contentBlockStop', { contentBlockIndex: answer }),
    encodeEvent('messageStop', { stopReason }),
    encodeEvent('metadata', { usage: { ...usage, totalTokens: addUp(usage) }, metrics: { latencyMs: 1 } }),
  ];
}

/** An answer that comes whole. */
export function makeBody(operation: Exclude<Operation, 'ConverseStream'>, { text, stopReason }: Answer, usage: Usage): object {
  if (operation === 'Converse') {
    const content = [{ reasoningContent: { reasoningText: { text: 'Reasoning.', signature: 'c2ln' } } }, { text }];
    return {
      output: { message: { role: 'assistant', content } },
      stopReason,
      usage: { ...usage, totalTokens: addUp(usage) },
      metrics: { latencyMs: 1 },
    };
  }
  return {
    id: 'msg_bdrk_01',
    type: 'message',
    role: 'assistant',
    model: 'claude',
    content: [{ type: 'thinking', thinking: 'Reasoning.', signature: 'c2ln' }, { type: 'text', text }],
    stop_reason: stopReason,
    stop_sequence: null,
    usage: {
      input_tokens: usage.inputTokens,
      cache_creation_input_tokens: usage.cacheWriteInputTokens,
      cache_read_input_tokens: usage.cacheReadInputTokens,
      output_tokens: usage.outputTokens,
    },
  };
}

function addUp(usage: Usage): number {
  return Object.values(usage).reduce((sum, tokens) => sum + tokens, 0);
}
