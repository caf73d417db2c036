/** Every IAM word that this library says. There is no `bedrock:Converse*` action: Converse is authorized as InvokeModel. */
export const Action = {
  INVOKE: 'bedrock:InvokeModel',
  INVOKE_STREAMING: 'bedrock:InvokeModelWithResponseStream',
  INVOKE_BIDIRECTIONAL: 'bedrock:InvokeModelWithBidirectionalStream',
  INVOKE_IN_ANY_FORM: 'bedrock:InvokeModel*',
  ANY_OF_BEDROCK: 'bedrock:*',
  CREATE_BATCH_JOB: 'bedrock:CreateModelInvocationJob',
  ANY_OF_MANTLE: 'bedrock-mantle:*',
  MANTLE_INFERENCE: 'bedrock-mantle:CreateInference',
  BEARER_TOKEN: 'bedrock:CallWithBearerToken',
  MANTLE_BEARER_TOKEN: 'bedrock-mantle:CallWithBearerToken',
  CREATE_API_KEY: 'iam:CreateServiceSpecificCredential',
} as const;

/** What a call of a model is authorized as. */
export const INVOKE_ACTIONS: readonly string[] = [Action.INVOKE, Action.INVOKE_STREAMING];

/** The other actions that are authorized on an inference profile (Service Authorization Reference, "Amazon Bedrock"). */
export const OTHER_PROFILE_ACTIONS: readonly string[] = [
  Action.INVOKE_BIDIRECTIONAL, Action.CREATE_BATCH_JOB,
  'bedrock:CreateInferenceProfile', 'bedrock:GetInferenceProfile', 'bedrock:DeleteInferenceProfile',
  'bedrock:TagResource', 'bedrock:UntagResource', 'bedrock:ListTagsForResource',
];

export const ConditionKey = {
  REQUESTED_REGION: 'aws:RequestedRegion',
  INFERENCE_PROFILE_ARN: 'bedrock:InferenceProfileArn',
  PRINCIPAL_ARN: 'aws:PrincipalArn',
  PRINCIPAL_ACCOUNT: 'aws:PrincipalAccount',
  PRINCIPAL_IS_AWS_SERVICE: 'aws:PrincipalIsAWSService',
  SECURE_TRANSPORT: 'aws:SecureTransport',
  API_KEY_SERVICE: 'iam:ServiceSpecificCredentialServiceName',
} as const;

/** The keys that say something of the call, and nothing of the caller. */
export const KEYS_OF_THE_CALL: readonly string[] = [ConditionKey.REQUESTED_REGION, ConditionKey.INFERENCE_PROFILE_ARN];

/** What `aws:RequestedRegion` says on the leg that has no Region. */
export const UNSPECIFIED_REGION = 'unspecified';

/** What older pages of AWS's say that it says there. Guards deny both. */
export const GLOBAL_REGION = 'global';

/** The service of an API key of Amazon Bedrock. */
export const API_KEY_SERVICE_NAME = 'bedrock.amazonaws.com';
