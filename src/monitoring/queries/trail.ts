import { joinCommands, MOST, nameCaller, nameModel } from './records';

const CALLS = 'filter eventSource = "bedrock.amazonaws.com" and ' +
  'eventName in ["InvokeModel", "InvokeModelWithResponseStream", "Converse", "ConverseStream"]';
const MODEL = nameModel('requestParameters.modelId');

export const THROTTLES_AND_DENIALS = joinCommands(
  CALLS,
  'filter errorCode like /Throttl|Quota|Denied/',
  MODEL,
  nameCaller('userIdentity.arn'),
  'stats count(*) as calls, latest(errorMessage) as lastMessage by errorCode, model, caller',
  'sort calls desc',
  MOST,
);

export const DESTINATIONS_BY_TRAIL = joinCommands(
  CALLS,
  'filter not ispresent(errorCode)',
  MODEL,
  'stats count(*) as calls by additionalEventData.inferenceRegion, model',
  'sort calls desc',
  MOST,
);
