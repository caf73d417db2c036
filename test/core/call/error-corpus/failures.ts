/* eslint-disable @stylistic/max-len -- what AWS says is long */
import { makeEvent } from './events';

/** What people paste, and the failures that are to be read of it. */
export type FailureCase = readonly [title: string, text: string, ...failures: object[]];

const boto3 = (message: string, code = 'ValidationException', operation = 'Converse') => `botocore.exceptions.ClientError: An error occurred (${code}) when calling the ${operation} operation: ${message}`;
const meaning = (words: RegExp) => ({ meaning: expect.stringMatching(words) });

const FORM = 'Model use case details have not been submitted for this account. Fill out the Anthropic use case details form before using the model. If you have already filled out the form, try again in 15 minutes.';
const MARKETPLACE = 'Model access is denied due to IAM user or service role is not authorized to perform the required AWS Marketplace actions (aws-marketplace:ViewSubscriptions, aws-marketplace:Subscribe) to enable access to this model. Refer to the Amazon Bedrock documentation for further details. Your AWS Marketplace subscription for this model cannot be completed at this time. If you recently fixed this issue, try again after 5 minutes.';
const PAYMENT = 'Model access is denied due to INVALID_PAYMENT_INSTRUMENT:A valid payment instrument must be provided.. Your AWS Marketplace subscription for this model cannot be completed at this time. If you recently fixed this issue, try again after 2 minutes.';
const ON_DEMAND = 'Invocation of model ID anthropic.claude-sonnet-5-5 with on-demand throughput isn’t supported. Retry your request with the ID or ARN of an inference profile that contains this model.';
const LEGACY = 'Access denied. This Model is marked by provider as Legacy and you have not been actively using the model in the last 30 days. Please upgrade to an active model on Amazon Bedrock';
const RETENTION = 'data retention mode \'default\' is not available for this model';

export const FAILURES: readonly FailureCase[] = [
  ['the form', boto3(FORM, 'ResourceNotFoundException'), { kind: 'USE_CASE_FORM', waitingHelps: true, command: 'aws bedrock get-use-case-for-model-access --region <Region>', ...meaning(/use-case form.*once more in opt-in Regions such as af-south-1.*15 minutes/) }],
  ['the form, through LiteLLM', `litellm.NotFoundError: BedrockException - ${JSON.stringify({ message: FORM })}`, { kind: 'USE_CASE_FORM' }],
  ['the form, broken by a terminal', FORM.replace('submitted for', 'submitted\nfor').replace('details have', 'details\nhave'), { kind: 'USE_CASE_FORM' }],
  ['the form, in an event', JSON.stringify(makeEvent({ errorCode: 'ResourceNotFoundException', errorMessage: FORM })), { kind: 'USE_CASE_FORM', command: expect.stringMatching(/--region af-south-1$/), modelId: 'anthropic.claude-sonnet-5-5', evidence: expect.arrayContaining([{ fact: 'region', value: 'af-south-1', origin: 'awsRegion of the CloudTrail event' }]) }],
  ['the Marketplace', boto3(MARKETPLACE, 'AccessDeniedException'), { kind: 'MARKETPLACE', waitingHelps: true, ...meaning(/first call.*up to 2 minutes.*up to 15/) }],
  ['the Marketplace, through a proxy', JSON.stringify({ error: { message: `litellm.APIConnectionError: BedrockException - ${JSON.stringify({ message: MARKETPLACE })}` } }), { kind: 'MARKETPLACE' }],
  ['the Marketplace, in an event', JSON.stringify(makeEvent({ errorMessage: MARKETPLACE })), { kind: 'MARKETPLACE', region: 'af-south-1' }],
  ['a subscription that is pending', 'Your AWS Marketplace subscription for this model cannot be completed at this time.', { kind: 'MARKETPLACE' }],
  ['the payment method', boto3(PAYMENT, 'AccessDeniedException'), { kind: 'PAYMENT', command: expect.stringMatching(/^https:.*billing/) }],
  ['the payment method, in JSON', JSON.stringify({ Message: PAYMENT }), { kind: 'PAYMENT' }],
  ['Legacy', boto3(LEGACY, 'ResourceNotFoundException'), { kind: 'LEGACY', waitingHelps: false, ...meaning(/Legacy.*Call a newer model.*Waiting does not help/) }],
  ['Legacy, with dates', `model: anthropic.claude-opus-4-1-20250805-v1:0\n${LEGACY}`, { kind: 'LEGACY', ...meaning(/Legacy since 2026-07-08, end of life on 2027-01-08/) }],
  ['Legacy, in Claude Code', `API Error: 404 ${LEGACY}`, { kind: 'LEGACY' }],
  ['end of life', 'ResourceNotFoundException: This model version has reached the end of its life. Please refer to the AWS documentation for more details.', { kind: 'END_OF_LIFE', ...meaning(/has ended, for every account/) }],
  ['end of life, in JSON', '{"message":"This model version has reached the end of its life."}', { kind: 'END_OF_LIFE' }],
  ['end of life, in a box', '│ This model version has reached the │\n│ end of its life.                    │', { kind: 'END_OF_LIFE' }],
  ['no access to the model', 'API Error: 403 You don\'t have access to the model with the specified model ID.', { kind: 'NO_MODEL_ACCESS', ...meaning(/use-case form/) }],
  ['no access to the model, in Java', 'You don\'t have access to the model with the specified model ID. (Service: BedrockRuntime, Status Code: 403, Request ID: 1)', { kind: 'NO_MODEL_ACCESS' }],
  ['not for this account', 'AccessDeniedException: anthropic.claude-opus-4-7 is not available for this account. You can explore other available models on Amazon Bedrock. For additional access options, contact AWS Sales', { kind: 'NOT_FOR_THIS_ACCOUNT', modelId: 'anthropic.claude-opus-4-7', command: 'aws bedrock get-foundation-model-availability --model-id anthropic.claude-opus-4-7 --region <Region>', ...meaning(/AWS Sales/) }],
  ['not for this account, in JSON', '{"type":"error","error":{"type":"permission_error","message":"anthropic.claude-opus-5-5 is not available for this account."}}', { kind: 'NOT_FOR_THIS_ACCOUNT' }],
  ['the account is not authorized', boto3('Your account is not authorized to invoke this API operation.', 'AccessDeniedException', 'InvokeModel'), { kind: 'ACCOUNT_NOT_AUTHORIZED', ...meaning(/quota of 0/) }],
  ['the account is not authorized, in Swift', 'message: Optional("Your account is not authorized to invoke this API operation.")', { kind: 'ACCOUNT_NOT_AUTHORIZED' }],
  ['the account is not authorized for batch jobs', boto3('Your account is not authorized to perform this action. Please create a support case', 'ValidationException', 'CreateModelInvocationJob'), { kind: 'ACCOUNT_NOT_AUTHORIZED', ...meaning(/about the account/) }],
  ['the account is restricted', boto3('Operation not allowed'), { kind: 'ACCOUNT_RESTRICTED', command: expect.stringMatching(/support/) }],
  ['the account is restricted, in a console', 'ValidationException: Operation not allowed', { kind: 'ACCOUNT_RESTRICTED' }],
  ['a country', boto3('Access to Anthropic models is not allowed from unsupported countries, regions, or territories. Please refer to https://www.anthropic.com/supported-countries'), { kind: 'UNSUPPORTED_COUNTRY' }],
  ['a country, in Claude Code', 'API Error: 400 Access to Anthropic models is not allowed from unsupported countries, regions, or territories.', { kind: 'UNSUPPORTED_COUNTRY' }],
  ['on-demand throughput', boto3(ON_DEMAND), { kind: 'ON_DEMAND', ...meaning(/global\.anthropic\.claude-sonnet-5-5/) }],
  ['on-demand throughput, with a straight apostrophe', ON_DEMAND.replace('’', '\''), { kind: 'ON_DEMAND' }],
  ['on-demand throughput, escaped', JSON.stringify({ message: ON_DEMAND }).replace('’', '\\u2019'), { kind: 'ON_DEMAND', modelId: 'anthropic.claude-sonnet-5-5' }],
  ['on-demand throughput, without a model', 'on-demand throughput is not supported', { kind: 'ON_DEMAND', ...meaning(/"global\." and the model's ID/) }],
  ['throttling by tokens', boto3('Too many tokens, please wait before trying again.', 'ThrottlingException', 'ConverseStream'), { kind: 'THROTTLED', waitingHelps: true, evidence: [{ fact: 'streaming', value: 'true', origin: 'the operation in the text' }] }],
  ['throttling by requests, of a model', 'modelId: global.anthropic.claude-sonnet-5-5\nThrottlingException: Too many requests, please wait before trying again.', { kind: 'THROTTLED', ...meaning(/Global cross-region model inference tokens per minute for Anthropic Claude Sonnet 5\.5 \(L-31AB82D0\)/) }],
  ['throttling, by its code only', 'com.amazonaws.ThrottlingException: Rate exceeded', { kind: 'THROTTLED' }],
  ['tokens per day', 'ThrottlingException: Too many tokens per day, please wait before trying again.', { kind: 'TOKENS_PER_DAY', waitingHelps: false, ...meaning(/L-E3F10727.*--tokens-per-day.*AWS Support/) }],
  ['tokens per day, in an event', JSON.stringify(makeEvent({ errorCode: 'ThrottlingException', errorMessage: 'Too many tokens per day, please wait before trying again.' })), { kind: 'TOKENS_PER_DAY', command: expect.stringMatching(/L-E3F10727 --region af-south-1$/) }],
  ['an invalid identifier', boto3('The provided model identifier is invalid.'), { kind: 'INVALID_MODEL', command: 'aws bedrock list-inference-profiles --region <Region>' }],
  ['an invalid identifier that is a slip', 'model=anthropic.claude-sonet-5-5\nAPI Error: 400 The provided model identifier is invalid.', { kind: 'INVALID_MODEL', ...meaning(/anthropic\.claude-sonet-5-5 is not a known model\. Call global\.anthropic\.claude-sonnet-5-5/) }],
  ['an invalid identifier of a model that exists', 'modelId: eu.anthropic.claude-sonnet-5-5 The provided model identifier is invalid.', { kind: 'INVALID_MODEL', ...meaning(/by its global profile, global\.anthropic\.claude-sonnet-5-5/) }],
  ['an invalid identifier of an agent', 'Could not resolve the foundation model from the provided model identifier', { kind: 'INVALID_MODEL' }],
  ['a model without batch', boto3('Batch inference is not supported for the requested model', 'ValidationException', 'CreateModelInvocationJob'), { kind: 'NO_BATCH', waitingHelps: false, ...meaning(/such as anthropic\.claude-opus-5 or anthropic\.claude-sonnet-4-6 or anthropic\.claude-opus-4-6-v1/) }],
  ['a profile of another Region', 'ValidationException: The provided inference profile isn\'t available in this Region', { kind: 'OTHER_REGION', ...meaning(/global profile/) }],
  ['a model that the Region does not have', 'The model is not supported in this Region', { kind: 'OTHER_REGION' }],
  ['an ARN of another Region', `The provided ARN is not valid for the current AWS Region ${'x'}`, { kind: 'OTHER_REGION' }],
  ['the data-retention mode', `API Error: 400 ${RETENTION}`, { kind: 'DATA_RETENTION', waitingHelps: false, command: 'aws bedrock put-account-data-retention --mode aws_review --region <Region>', ...meaning(/up to 30 days, in the Region that answers.*aws_review or provider_data_share/) }],
  ['the data-retention mode, in boto3', boto3(RETENTION), { kind: 'DATA_RETENTION' }],
  ['the data-retention mode, in an event', JSON.stringify(makeEvent({ errorCode: 'ValidationException', errorMessage: RETENTION, requestParameters: { modelId: 'global.anthropic.claude-fable-5-1' } })), { kind: 'DATA_RETENTION', modelId: 'anthropic.claude-fable-5-1' }],
  ['an expired token', 'ExpiredTokenException: The security token included in the request is expired', { kind: 'CREDENTIALS', command: 'aws sts get-caller-identity' }],
  ['an invalid token', ' ⨯ UnrecognizedClientException: The security token included in the request is invalid.\n    at async POST', { kind: 'CREDENTIALS' }],
  ['an expired API key', 'AccessDeniedException: Bearer Token has expired (Service: BedrockRuntime, Status Code: 403, Request ID: 1)', { kind: 'CREDENTIALS' }],
  ['an API key that is none', 'API Error: 403 {"Message":"Invalid API Key format: Must start with pre-defined prefix"} · Please run /login', { kind: 'CREDENTIALS' }],
  ...['Authentication failed: Please make sure your API Key is valid.', 'Authorization header requires \'Credential\' parameter.', 'NoCredentialsError: Unable to locate credentials'].map((text): FailureCase =>
    [`credentials: ${text}`, text, { kind: 'CREDENTIALS', ...meaning(/not valid.*bedrock:CallWithBearerToken/) }]),
  ['the Marketplace in short', 'API Model access is denied by Marketplace subscription', { kind: 'MARKETPLACE', ...meaning(/aws-marketplace:Subscribe,/) }],
  ['on-demand throughput of a model without a global profile', ON_DEMAND.replace('claude-sonnet-5-5', 'claude-3-7-sonnet-20250219-v1:0'), { kind: 'ON_DEMAND', ...meaning(/Pass the ID of a profile that the list shows for anthropic\.claude-3-7/) }],
  ['an expired session of Identity Center', 'get credentials: failed to refresh cached credentials, refresh cached SSO token failed', { kind: 'CREDENTIALS' }],
  ['no Region', 'botocore.exceptions.NoRegionError: You must specify a region.', { kind: 'NO_REGION' }],
  ['no Region, in JavaScript', 'Error: Region is missing', { kind: 'NO_REGION' }],
  ['no Region, in Java', 'SdkClientException: Unable to load region from any of the providers in the chain', { kind: 'NO_REGION' }],
  ['a wrong endpoint', 'Could not connect to the endpoint URL: "https://bedrock-runtime.af-south-2.amazonaws.com/model/x/converse"', { kind: 'WRONG_ENDPOINT', region: 'af-south-2' }],
  ['a name that does not resolve', 'Error: getaddrinfo ENOTFOUND bedrock-runtime.af-south-1.amazonaws.com', { kind: 'WRONG_ENDPOINT' }],
  ['an operation of another endpoint', 'UnknownOperationException: An error occurred', { kind: 'WRONG_ENDPOINT' }],
  ['max_tokens', 'ValidationException: The maximum tokens you requested exceeds the model limit of 64000. Try again with a maximum tokens value that is lower.', { kind: 'TOO_LONG' }],
  ['max_tokens of Anthropic', 'API Error: 400 max_tokens: 200000 > 128000, which is the maximum allowed number of output tokens', { kind: 'TOO_LONG' }],
  ['a long prompt', 'ValidationException: prompt is too long: 215000 tokens > 200000 maximum', { kind: 'TOO_LONG' }],
  ['an agent', 'Access denied when calling Bedrock. Check your request permissions and retry the request. (accessDeniedException)', { kind: 'AGENT_ROLE' }],
  ['an agent that is created', 'AccessDeniedException: Access denied while trying to create/update an agent using InferenceProfile us.anthropic.claude-sonnet-5-5. Ensure Agent role has valid permissions to use the inference profile', { kind: 'AGENT_ROLE' }],
  ['an encoded message', 'You are not authorized to perform this operation. Encoded authorization failure message: EXAMPLEabc', { kind: 'ENCODED', command: expect.stringMatching(/decode-authorization-message/) }],
  ['a service that does not answer', boto3('Bedrock is unable to process your request.', 'ServiceUnavailableException'), { kind: 'UNAVAILABLE', waitingHelps: true }],
  ['a model that is not ready', boto3('The model is not ready.', 'ModelNotReadyException'), { kind: 'UNAVAILABLE' }],
  ['a model that takes too long', 'ModelTimeoutException', { kind: 'UNAVAILABLE' }],
  ['two failures', `${boto3(FORM)}\nlater: ${boto3('Too many tokens per day, please wait before trying again.', 'ThrottlingException')}`, { kind: 'USE_CASE_FORM' }, { kind: 'TOKENS_PER_DAY' }],
  ['one failure many times', [LEGACY, LEGACY, LEGACY].join('\n'), { kind: 'LEGACY' }],
  ['nothing that failed', 'the model answers, and its access is fine'],
];
