import { joinCommands } from './records';

const CALLS = 'filter eventSource = "bedrock.amazonaws.com" and ' +
  'eventName in ["InvokeModel", "InvokeModelWithResponseStream", "Converse", "ConverseStream"]';

export const THROTTLES_AND_DENIALS = joinCommands(
  CALLS,
  'filter errorCode like /Throttl|Quota|Denied/',
  'stats count(*) as calls, latest(errorMessage) as lastMessage by errorCode, requestParameters.modelId, userIdentity.arn',
  'sort calls desc',
  'limit 100',
);

export const DESTINATIONS_BY_TRAIL = joinCommands(
  CALLS,
  'filter not ispresent(errorCode)',
  'stats count(*) as calls by additionalEventData.inferenceRegion, requestParameters.modelId',
  'sort calls desc',
  'limit 100',
);
