/** Bodies of calls, as large as people's are: each has more fields than Logs Insights finds in an event. */

/** A conversation with tools, an image and results that have names of a record's own fields in texts. */
export function createConversation(turns: number): object {
  const results = [{ text: '{"errorCode":"ThrottlingException","inferenceRegion":"mars-north-1","schemaType":"Other"}' }];
  return {
    messages: Array.from({ length: turns }, (_, turn) => turn % 2 === 0
      ? {
        role: 'user',
        content: [
          { text: `turn ${turn}` },
          { image: { format: 'png', source: { bytes: 'aGVsbG8=' } } },
          { toolResult: { toolUseId: `t${turn}`, content: results, status: 'success' } },
        ],
      }
      : { role: 'assistant', content: [{ toolUse: { toolUseId: `t${turn}`, name: 'look', input: { place: 'here', depth: turn } } }] }),
    inferenceConfig: { maxTokens: 4096 },
    toolConfig: { tools: [{ toolSpec: { name: 'look', inputSchema: { json: { type: 'object', required: ['place'] } } } }] },
  };
}

/** A streamed answer, an event for each token, which ends in the counts that Bedrock adds. */
export function createStream(tokens: number, counts: { inputTokenCount: number; outputTokenCount: number }): object[] {
  return [
    { type: 'message_start', message: { role: 'assistant', usage: { input_tokens: counts.inputTokenCount } } },
    ...Array.from({ length: tokens }, (_, index) =>
      ({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: `word ${index}` } })),
    { 'type': 'message_stop', 'amazon-bedrock-invocationMetrics': { ...counts, invocationLatency: 4000, firstByteLatency: 400 } },
  ];
}
