import { KNOWN_MODELS } from './known-models';

/** The texts of one cause of failed calls, other than a policy of the caller. */
export interface FailureText {
  /**
   * Phrases or expressions. In a phrase, a blank also matches the end of a line, and an apostrophe any kind of apostrophe. In an
   * expression, every quantifier has an upper bound.
   */
  readonly says: readonly (string | RegExp)[];
  /** Whether the text is only a code, which counts only if nothing near it says more. */
  readonly isCode?: boolean;
}

/**
 * The endpoints of Amazon Bedrock in the Regions from which a known model can be called. If a connection to one fails, its name is right.
 *
 * @source aws-samples/aws-genai-llm-chatbot: issues/246 (read 2026-11-29): the endpoint of calls, and that of the control plane
 */
const RIGHT_HOST = `bedrock(?:-runtime)?\\.(?:${[...new Set(KNOWN_MODELS.flatMap(({ sourceRegions }) => sourceRegions))].join('|')})` +
  '\\.amazonaws\\.com';

/**
 * The texts by which AWS and its SDKs report a failed call that no policy of the caller denied.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/troubleshooting-api-error-codes.html (read 2026-11-29)
 */
export const FAILURE_TEXTS = {
  /**
   * @source https://docs.aws.amazon.com/bedrock/latest/userguide/troubleshooting-api-error-codes.html (read 2026-11-29): FTUFormNotFilled
   */
  USE_CASE_FORM: { says: ['use case details have not been submitted'] },

  /** @source PioneerAIAcademy/cowork-genealogy: docs/search-agent-capacity.md (read 2026-11-28) */
  TOKENS_PER_DAY: { says: ['too many tokens per day'] },

  /** @source crewAIInc/crewAI: pull/7417 (read 2026-11-29): both sentences, as Amazon Bedrock throttles */
  THROTTLED: { says: ['too many tokens, please wait', 'too many requests, please wait'] },

  /** @source crewAIInc/crewAI: pull/7417 (read 2026-11-29) */
  THROTTLED_CODE: { says: ['ThrottlingException', 'ServiceQuotaExceededException', 'TooManyRequestsException'], isCode: true },

  /**
   * @source aws/aws-sdk-js-v3: clients/client-bedrock/src/commands/CreateModelInvocationJobCommand.ts (read 2026-11-30): its error
   * ServiceQuotaExceededException
   * @assumed that the quota is that of jobs in progress and submitted, because the creation of a job uses no tokens
   */
  BATCH_JOBS: {
    says: [
      /ServiceQuotaExceededException[^\n]{0,60}CreateModelInvocationJob/,
      /CreateModelInvocationJob[^\n]{0,200}ServiceQuotaExceededException/,
    ],
  },

  /** @source aws-samples/amazon-bedrock-workshop: issues/386 (read 2026-11-29) */
  LEGACY: { says: ['marked by provider as Legacy'] },

  /** @source strands-agents/samples: pull/299 (read 2026-11-28) */
  END_OF_LIFE: { says: ['reached the end of its life'] },

  /**
   * @source anthropics/claude-code: issues/93 (read 2026-11-29)
   * @assumed "does not have an agreement to this model" is the same: public pages have it as AccessDeniedException before the model is
   * enabled, and AWS documents it nowhere
   */
  NO_MODEL_ACCESS: { says: ['access to the model with the specified model ID', 'does not have an agreement to this model'] },

  /** @source anthropics/claude-code: issues/50439 (read 2026-11-30): the words of Claude Code, which hide those of AWS */
  SELECTED_MODEL: { says: ['There\'s an issue with the selected model'] },

  /** @source anthropics/claude-code: issues/49238 (read 2026-11-29) */
  NOT_FOR_THIS_ACCOUNT: { says: ['not available for this account'] },

  /**
   * @source aws-samples/amazon-bedrock-workshop: issues/20 (read 2026-11-29)
   * @source prowler-cloud/prowler: pull/12801 (read 2026-11-29): of the creation of a batch job, with "create a support case"
   */
  ACCOUNT_NOT_AUTHORIZED: { says: ['account is not authorized to invoke this API', 'account is not authorized to perform this action'] },

  /** @source aws/aws-cli: issues/8717 (read 2026-11-29): the account was the cause */
  ACCOUNT_RESTRICTED: { says: ['Operation not allowed'] },

  /** @source aws-samples/generative-bi-using-rag: issues/361 (read 2026-11-29) */
  UNSUPPORTED_COUNTRY: { says: ['not allowed from unsupported countries'] },

  /**
   * @source ministryofjustice/modernisation-platform-environments: pull/18323 (read 2026-11-29)
   * @source aws-samples/sample-host-openclaw-on-amazon-bedrock-agentcore: issues/41 (read 2026-11-29): as CloudTrail has it
   * @assumed "access is denied by Marketplace subscription" as a short form, which no source has word for word
   */
  MARKETPLACE: { says: ['perform the required AWS Marketplace actions', 'access is denied by Marketplace subscription'] },

  /** @source LibreChat-AI/librechat.ai: pull/597 (read 2026-11-29): the subscription is not complete yet */
  MARKETPLACE_PENDING: { says: ['AWS Marketplace subscription for this model cannot be completed'], isCode: true },

  /** @source Tracer-Cloud/opensre: pull/1812 (read 2026-11-29) */
  PAYMENT: { says: ['INVALID_PAYMENT_INSTRUMENT', 'valid payment instrument must be provided'] },

  /** @source anthropics/claude-code: issues/110 (read 2026-11-29) */
  ON_DEMAND: { says: ['on-demand throughput isn\'t supported', 'on-demand throughput is not supported'] },

  /** @source strands-agents/harness-sdk: issues/38 (read 2026-11-29) */
  INVALID_MODEL: { says: ['provided model identifier is invalid', 'Could not resolve the foundation model'] },

  /** @source stdapi-ai/stdapi.ai: issues/292 (read 2026-11-29) */
  NO_BATCH: { says: ['Batch inference is not supported for the requested model'] },

  /**
   * @source https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html (read 2026-11-22): the Regions of each
   * profile
   */
  OTHER_REGION: {
    says: [
      /(?:is\snot|isn["'\u2019]t)\s(?:supported|available|valid)\s(?:in|for)\s(?:(?:this|your|the|the\scurrent)\s)?(?:AWS\s)?Region/,
    ],
  },

  /**
   * @source anthropics/claude-code: issues/66594 (read 2026-11-29)
   * @source pydantic/pydantic-ai: pull/8341 (read 2026-11-29)
   */
  DATA_RETENTION: { says: [/data\sretention\smode\s["']?[\w-]{0,40}["']?\s?is\snot\savailable/] },

  /**
   * @source anthropics/claude-code: issues/2260 (read 2026-11-29)
   * @source cline/cline: issues/852 (read 2026-11-29)
   * @source BloopAI/vibe-kanban: issues/933 (read 2026-11-29): a text that is no Bedrock API key
   * @source anomalyco/opencode: issues/47073 (read 2026-11-29): a Bedrock API key that is not valid
   * @source aws/chalice: issues/828 (read 2026-11-29): an unsigned header
   * @source 61418/aws-sso-util: issues/83 (read 2026-11-30): a token of IAM Identity Center, in the AWS CLI
   * @source aws/aws-sdk-js-v3: packages/token-providers/src/constants.ts (read 2026-11-30): the same, in the SDK for JavaScript
   */
  CREDENTIALS: {
    says: [
      'security token included in the request is expired', 'security token included in the request is invalid', 'Bearer Token has expired',
      'Authentication failed: Please make sure your API Key is valid', 'requires \'Credential\' parameter', 'Invalid API Key format',
      'refresh cached SSO token failed', 'Token has expired and refresh failed', 'To refresh this SSO session run',
      /SSO\ssession\s.{0,80}expired/,
    ],
  },

  /**
   * @source boto/botocore: botocore/exceptions.py (read 2026-11-29)
   * @source Wei-Shaw/claude-relay-service: issues/930 (read 2026-11-29): the same, from the SDK for JavaScript
   */
  NO_CREDENTIALS: { says: ['Unable to locate credentials', 'Could not load credentials from any providers'] },

  /**
   * @source https://docs.aws.amazon.com/IAM/latest/UserGuide/signature-v4-troubleshooting.html (read 2026-11-30)
   * @source earendil-works/pi: issues/3487 (read 2026-11-30): the endpoint's Region was not that of the signature
   */
  SIGNED_REGION: { says: ['Credential should be scoped to a valid region'] },

  /** @source https://docs.aws.amazon.com/IAM/latest/UserGuide/signature-v4-troubleshooting.html (read 2026-11-30) */
  SIGNATURE: { says: ['request signature we calculated does not match', 'Signature expired: ', 'Signature not yet current: '] },

  /**
   * @source https://docs.aws.amazon.com/IAM/latest/UserGuide/signature-v4-troubleshooting.html (read 2026-11-30)
   * @source earendil-works/pi: issues/3487 (read 2026-11-30): the code on Amazon Bedrock
   */
  SIGNATURE_CODE: { says: ['InvalidSignatureException', 'SignatureDoesNotMatch'], isCode: true },

  /** @source vercel/ai: issues/4163 (read 2026-11-29) */
  CREDENTIALS_CODE: { says: ['ExpiredToken', 'UnrecognizedClientException', 'InvalidClientTokenId'], isCode: true },

  /**
   * @source boto/botocore: botocore/exceptions.py (read 2026-11-29)
   * @source smithy-lang/smithy-typescript: packages/core/src/submodules/config/config-resolver/regionConfig/config.ts (read 2026-11-29)
   * @source aws/aws-sdk-java-v2: core/regions/src/main/java/software/amazon/awssdk/regions/providers/AwsRegionProviderChain.java
   * (read 2026-11-29): the SDK before it says "Unable to find a region"
   * @source aws/aws-sdk-go: aws/errors.go (read 2026-11-29)
   */
  NO_REGION: {
    says: [
      'must specify a region', 'Region is missing', 'NoRegionError', 'MissingRegion', 'Unable to load region', 'Unable to find a region',
    ],
  },

  /**
   * @source boto/botocore: botocore/exceptions.py (read 2026-11-29)
   * @source BerriAI/litellm: issues/13618 (read 2026-11-29): an operation that the endpoint does not know
   * @source langchain-ai/langchain-aws: pull/382 (read 2026-11-29): the names of VPC endpoints
   */
  WRONG_ENDPOINT: {
    says: ['Could not connect to the endpoint URL', 'UnknownOperationException', /getaddrinfo\s\w{3,12}\s(?:vpce-[\w-]{1,60}\.)?bedrock/],
  },

  /**
   * @source boto/botocore: botocore/exceptions.py (read 2026-11-30)
   * @source anthropics/claude-code: issues/62793 (read 2026-11-30): refused connections
   * @source zai-org/GLM-4.5: issues/6 (read 2026-11-30): "API Error (Connection error.)", of Claude Code
   */
  UNREACHABLE: {
    says: [
      new RegExp(`Could\\snot\\sconnect\\sto\\sthe\\sendpoint\\sURL:?\\s?["']?https://${RIGHT_HOST}`),
      new RegExp(`getaddrinfo\\s\\w{3,12}\\s${RIGHT_HOST}`),
      'Connect timeout on endpoint URL', /Unable\sto\sconnect\sto\sAPI(?!:\sS)/, /API\sError:?\s\(?Connection\serror/,
    ],
  },

  /** @source boto/botocore: botocore/exceptions.py (read 2026-11-30) */
  READ_TIMEOUT: { says: ['Read timeout on endpoint URL'] },

  /**
   * @source boto/botocore: botocore/exceptions.py (read 2026-11-30): "SSL validation failed"
   * @source anthropics/claude-code: issues/28859 (read 2026-11-30): "SSL certificate verification failed"
   * @source anthropics/claude-code: issues/74369 (read 2026-11-30): a self-signed certificate
   * @source anthropics/claude-code: issues/22756 (read 2026-11-30): a company's proxy
   * @assumed "certificate verify failed" as the words of OpenSSL
   */
  CERTIFICATE: {
    says: [
      'SSL validation failed for', 'certificate verify failed', 'SSL certificate verification failed', /self[-\s]signed\scertificate/,
      'unable to get local issuer certificate',
    ],
  },

  /** @source https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-anthropic-claude-messages.html (read 2026-11-28) */
  TOO_LONG: {
    says: [
      'maximum tokens you requested exceed', 'exceed context limit', 'prompt is too long', 'Input is too long',
      /max_tokens["']?:\s?\d{1,9}\s>\s\d{1,9}/,
    ],
  },

  /**
   * @source BerriAI/litellm: issues/7416 (read 2026-11-30): a field that the model does not know
   * @source BerriAI/litellm: issues/13825 (read 2026-11-30): the same, in newer words
   * @source aws-samples/amazon-bedrock-agents-healthcare-lifesciences: pull/330 (read 2026-11-30): two fields that exclude each other
   * @source danny-avila/LibreChat: issues/8346 (read 2026-11-30): a thinking budget that is too small
   * @source pollinations/pollinations: pull/11925 (read 2026-11-30): a thinking budget that is too large
   * @source anthropics/claude-code: issues/49370 (read 2026-11-30): a beta feature
   */
  BAD_REQUEST: {
    says: [
      'Malformed input request', 'Extra inputs are not permitted', 'cannot both be specified for this model',
      /budget_tokens["'`]?:?\s[^\n]{0,40}(?:greater|less)\sthan/, 'must be greater than thinking budget',
      'invalid beta flag',
    ],
  },

  /**
   * @source alphagov/govuk-infrastructure: pull/2440 (read 2026-11-30): of a log group
   * @assumed "for bucket" in the same sentence, for a bucket
   */
  LOGGING_PERMISSIONS: { says: ['Failed to validate permissions for log group', 'Failed to validate permissions for bucket'] },

  /** @source aws-solutions-library-samples/guidance-for-baseline-security-assessment-on-aws: issues/2 (read 2026-11-30) */
  CUSTOM_RESOURCE_SILENT: { says: ['did not receive a response from your Custom Resource'] },

  /**
   * @source jjayarajdev/schedulingAgent: bedrock/docs/archive/historical/403_ERROR_RESOLUTION.md (read 2026-11-29)
   * @source hashicorp/terraform-provider-aws: issues/42847 (read 2026-11-29)
   */
  AGENT_ROLE: { says: ['Access denied when calling Bedrock', 'Ensure Agent role has valid permissions'] },

  /** @source https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html (read 2026-11-29) */
  ENCODED: { says: ['Encoded authorization failure message'] },

  /**
   * @source https://docs.aws.amazon.com/bedrock/latest/userguide/troubleshooting-api-error-codes.html (read 2026-11-29)
   * @source https://docs.rs/aws-sdk-bedrockruntime/latest/aws_sdk_bedrockruntime/operation/converse/enum.ConverseError.html
   * (read 2026-11-29): the codes of Converse
   * @source https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStreamOutput.html (read 2026-11-29): those during
   * streaming
   * @source darko-mesaros/bedrust: issues/47 (read 2026-11-29): the sentence
   */
  UNAVAILABLE: {
    says: [
      'ModelTimeoutException', 'ModelNotReadyException', 'ServiceUnavailableException', 'ModelErrorException', 'ModelStreamErrorException',
      'InternalServerException', 'Bedrock is unable to process your request',
    ],
    isCode: true,
  },
} satisfies Readonly<Record<string, FailureText>>;
