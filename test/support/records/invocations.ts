import { LogEvent } from './insights';

export const SONNET = 'global.anthropic.claude-sonnet-5-5';
export const OPUS = 'global.anthropic.claude-opus-5';
export const PROFILE = 'a1b2c3d4e5f6';
export const APP = 'arn:aws:sts::111122223333:assumed-role/App/one';
/** Another session of the same role. */
export const APP_LATER = 'arn:aws:sts::111122223333:assumed-role/App/three';
export const NIGHTLY = 'arn:aws:sts::111122223333:assumed-role/Nightly/two';

interface Call {
  readonly at: string;
  readonly operation: string;
  readonly modelId: string;
  readonly arn: string;
  readonly region?: string;
  readonly metadata?: Record<string, string>;
  readonly errorCode?: string;
  readonly input: Record<string, unknown>;
  readonly output?: Record<string, unknown>;
}

/** A record in the shape that Bedrock writes. */
function record({ at, operation, modelId, arn, region, metadata, errorCode, input, output }: Call): LogEvent {
  const timestamp = `2026-10-05T${at}Z`;
  return {
    timestamp,
    message: JSON.stringify({
      schemaType: 'ModelInvocationLog',
      schemaVersion: '1.0',
      timestamp,
      accountId: '111122223333',
      region: 'af-south-1',
      requestId: `request-${at}`,
      operation,
      modelId,
      errorCode,
      inferenceRegion: region,
      identity: { arn },
      requestMetadata: metadata,
      input: { inputContentType: 'application/json', ...input },
      output: output && { outputContentType: 'application/json', ...output },
    }),
  };
}

/** What a log group holds after Bedrock checked whether it may write, and eight calls: one failed, and a guardrail blocked one. */
export const RECORDS: readonly LogEvent[] = [
  { timestamp: '2026-10-05T09:00:00Z', message: 'Permissions are correctly set for Amazon Bedrock logs.' },
  record({
    at: '10:00:05',
    operation: 'Converse',
    modelId: SONNET,
    arn: APP,
    region: 'eu-west-1',
    metadata: { 'team': 'billing', 'cost-center': '42' },
    input: { inputBodyJson: { messages: [{ role: 'user' }], inferenceConfig: { maxTokens: 1024 } }, inputTokenCount: 1000 },
    output: { outputBodyJson: { stopReason: 'end_turn' }, outputTokenCount: 200 },
  }),
  record({
    at: '10:00:40',
    operation: 'ConverseStream',
    modelId: SONNET,
    arn: APP,
    region: 'us-east-1',
    metadata: { team: 'billing' },
    input: { inputTokenCount: 100, cacheReadInputTokenCount: 8000, cacheWriteInputTokenCount: 500 },
    output: { outputTokenCount: 50 },
  }),
  record({
    at: '10:00:59',
    operation: 'InvokeModel',
    modelId: OPUS,
    arn: NIGHTLY,
    region: 'eu-west-1',
    input: { inputBodyJson: { max_tokens: 512 }, inputTokenCount: 300 },
    output: { outputBodyJson: { stop_reason: 'end_turn' }, outputTokenCount: 30 },
  }),
  record({
    at: '10:01:00',
    operation: 'ConverseStream',
    modelId: `arn:aws:bedrock:af-south-1:111122223333:application-inference-profile/${PROFILE}`,
    arn: NIGHTLY,
    region: 'us-east-1',
    metadata: { team: 'search' },
    input: { inputTokenCount: 400, cacheReadInputTokenCount: 0, cacheWriteInputTokenCount: 1600 },
    output: { outputTokenCount: 10 },
  }),
  record({
    at: '10:01:30',
    operation: 'Converse',
    modelId: SONNET,
    arn: APP,
    metadata: { team: 'billing' },
    input: { inputBodyS3Path: 's3://large/data/request_input.json.gz', inputTokenCount: 150000 },
    output: { outputBodyS3Path: 's3://large/data/request_output.json.gz', outputTokenCount: 4000 },
  }),
  record({
    at: '10:01:45',
    operation: 'Converse',
    modelId: SONNET,
    arn: APP,
    region: 'eu-west-1',
    input: { inputTokenCount: 2500 },
    output: { outputTokenCount: 100 },
  }),
  record({
    at: '10:02:10',
    operation: 'Converse',
    modelId: `arn:aws:bedrock:af-south-1:111122223333:inference-profile/${SONNET}`,
    arn: APP_LATER,
    errorCode: 'ThrottlingException',
    input: { inputBodyJson: { messages: [{ role: 'user' }] } },
  }),
  record({
    at: '10:02:20',
    operation: 'Converse',
    modelId: SONNET,
    arn: APP,
    input: { inputTokenCount: 120 },
    output: { outputBodyJson: { stopReason: 'guardrail_intervened' }, outputTokenCount: 0 },
  }),
];
