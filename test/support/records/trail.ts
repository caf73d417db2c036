import { LogEvent } from './insights';
import { APP, NIGHTLY, OPUS, SONNET } from './invocations';

interface TrailCall {
  readonly eventName?: string;
  readonly eventSource?: string;
  readonly modelId?: string;
  readonly arn?: string;
  readonly region?: string;
  readonly error?: readonly [code: string, message: string];
}

/** An event in the shape that CloudTrail writes. */
function event(at: string, call: TrailCall): LogEvent {
  const { eventName = 'Converse', eventSource = 'bedrock.amazonaws.com', modelId = SONNET, arn = APP, region, error } = call;
  const timestamp = `2026-10-05T${at}Z`;
  return {
    timestamp,
    message: JSON.stringify({
      eventTime: timestamp,
      eventSource,
      eventName,
      awsRegion: 'af-south-1',
      userIdentity: { type: 'AssumedRole', arn },
      requestParameters: { modelId },
      errorCode: error?.[0],
      errorMessage: error?.[1],
      additionalEventData: region && { inferenceRegion: region },
      responseElements: null,
    }),
  };
}

export const TRAIL: readonly LogEvent[] = [
  event('10:00:01', { region: 'us-east-1' }),
  event('10:00:02', { region: 'eu-west-1', eventName: 'InvokeModel' }),
  event('10:00:03', {
    region: 'us-east-1', eventName: 'ConverseStream', modelId: `arn:aws:bedrock:af-south-1:111122223333:inference-profile/${SONNET}`,
  }),
  event('10:00:04', { eventName: 'InvokeModelWithResponseStream', modelId: OPUS }),
  event('10:00:09', { error: ['ThrottlingException', 'Too many tokens per day'] }),
  event('10:00:05', { error: ['ThrottlingException', 'Too many tokens'] }),
  event('10:00:06', {
    error: ['AccessDenied', 'with an explicit deny in a service control policy'], modelId: OPUS, arn: NIGHTLY, eventName: 'InvokeModel',
  }),
  event('10:00:11', {
    error: ['ServiceQuotaExceededException', 'You have exceeded the quota of the account'], eventName: 'InvokeModelWithResponseStream',
  }),
  event('10:00:07', { error: ['ValidationException', 'max_tokens is too large'] }),
  event('10:00:08', { error: ['AccessDenied', 'not authorized'], eventName: 'ListInferenceProfiles' }),
  event('10:00:10', { error: ['AccessDenied', 'not authorized'], eventSource: 's3.amazonaws.com' }),
];
