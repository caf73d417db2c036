/** A call that a client makes if no setting names a model. */
export interface ClientDefault {
  readonly client: string;
  /** The version that was read. */
  readonly version: string;
  readonly call: 'main' | 'background' | 'classifier';
  readonly modelId: string;
}

/**
 * The models that clients of Claude call on Amazon Bedrock if no setting names one. Each client puts a profile's prefix before the ID.
 *
 * @source https://code.claude.com/docs/en/amazon-bedrock (read 2026-11-29): says Opus 5 and Sonnet 4.5, in a copy of 22 August 2026
 * @source https://code.claude.com/docs/en/model-config (read 2026-11-29): the classifier of auto mode, in a copy of the same day
 * @source strands-agents/harness-sdk: strands-py/src/strands/models/bedrock.py (read 2026-11-29): the model of Strands
 * @assumed that Claude Code 2.1.332 calls newer ones: notes of November say Opus 5.5, and Haiku 4.5 in the background
 */
export const CLIENT_DEFAULTS: readonly ClientDefault[] = [
  { client: 'Claude Code', version: '2.1.219', call: 'main', modelId: 'anthropic.claude-opus-5' },
  { client: 'Claude Code', version: '2.1.219', call: 'background', modelId: 'anthropic.claude-sonnet-4-5-20250929-v1:0' },
  { client: 'Claude Code', version: '2.1.219', call: 'classifier', modelId: 'anthropic.claude-sonnet-5' },
  { client: 'Claude Code', version: '2.1.332', call: 'main', modelId: 'anthropic.claude-opus-5-5' },
  { client: 'Claude Code', version: '2.1.332', call: 'background', modelId: 'anthropic.claude-haiku-4-5-20251001-v1:0' },
  { client: 'Claude Code', version: '2.1.332', call: 'classifier', modelId: 'anthropic.claude-sonnet-5' },
  { client: 'Strands', version: '1.62', call: 'main', modelId: 'anthropic.claude-sonnet-4-6' },
];

/** The Region that a client calls if no setting names one. */
export interface ClientRegion {
  readonly client: string;
  /** The version that was read. */
  readonly version: string;
  /** Undefined if the client uses the AWS SDK's Region. The SDK has no default. */
  readonly region?: string;
}

/**
 * The Regions that clients call if neither a variable nor an AWS profile names one.
 *
 * @source https://code.claude.com/docs/en/amazon-bedrock (read 2026-11-29): Claude Code, in a copy of 22 August 2026
 * @source BerriAI/litellm: litellm/llms/bedrock/chat/converse_handler.py (read 2026-11-29): LiteLLM
 * @source strands-agents/harness-sdk: strands-py/src/strands/models/bedrock.py (read 2026-11-29): Strands
 * @source spring-projects/spring-ai: auto-configurations/models/spring-ai-autoconfigure-model-bedrock-ai (read 2026-11-29): Spring AI,
 * BedrockAwsConnectionProperties
 * @assumed that Claude Code 2.1.332 calls the same; notes of November say that LangChain-AWS has no default Region and no default model
 */
export const CLIENT_REGIONS: readonly ClientRegion[] = [
  { client: 'Claude Code', version: '2.1.219', region: 'us-east-1' },
  { client: 'Claude Code', version: '2.1.332', region: 'us-east-1' },
  { client: 'Strands', version: '1.62', region: 'us-west-2' },
  { client: 'LiteLLM', version: '1.110.2', region: 'us-west-2' },
  { client: 'Spring AI', version: '2.0', region: 'us-east-1' },
  { client: 'LangChain-AWS', version: '1.9.1' },
];

/**
 * The variables that choose provider and models for Claude Code and its Agent SDK.
 *
 * @source https://code.claude.com/docs/en/env-vars (read 2026-11-29): in a copy of 22 August 2026
 * @source https://code.claude.com/docs/en/model-config (read 2026-11-29): what each decides, in a copy of the same day
 */
export const CLAUDE_CODE_VARIABLES = {
  provider: 'CLAUDE_CODE_USE_BEDROCK',

  /**
   * The profile of a model that no variable pins. Without it, that is a geographic profile in the Regions us-*, eu-* and ap-*. Since
   * 2.1.224.
   *
   * @source https://code.claude.com/docs/en/amazon-bedrock (read 2026-11-29)
   */
  profilePrefix: 'ANTHROPIC_BEDROCK_REGION_PREFIX',
  primary: 'ANTHROPIC_MODEL',
  opus: 'ANTHROPIC_DEFAULT_OPUS_MODEL',
  sonnet: 'ANTHROPIC_DEFAULT_SONNET_MODEL',
  fable: 'ANTHROPIC_DEFAULT_FABLE_MODEL',
  /** The alias `haiku`, and the model for background work. */
  haiku: 'ANTHROPIC_DEFAULT_HAIKU_MODEL',
  /** The deprecated name of the variable above. Older versions read it. */
  smallFast: 'ANTHROPIC_SMALL_FAST_MODEL',
  /** For subagents that name no model of their own. */
  subagents: 'CLAUDE_CODE_SUBAGENT_MODEL',

  /**
   * The model of auto mode's classifier, which approves or blocks actions.
   *
   * @source anthropics/claude-code: issues/69002 (read 2026-11-29): asks for such a variable, in June 2026
   * @assumed that it decides: public notes find it in the program since 2.1.160, and no page of Anthropic that was read names it. One user
   * saw no effect in 2.1.277. If `availableModels` lacks Sonnet 5, the classifier uses the session's model anyway
   */
  autoMode: 'CLAUDE_CODE_AUTO_MODE_MODEL',

  /**
   * The model of the classifier for background work.
   *
   * @source anthropics/claude-code: issues/69002 (read 2026-11-29): asks for such variables, in June 2026
   * @assumed that it decides: public notes find it in the program since 2.1.160, and no page of Anthropic that was read names it
   */
  backgroundClassifier: 'CLAUDE_CODE_BG_CLASSIFIER_MODEL',

  /**
   * Headers that are added to each request, one per line.
   *
   * @source https://code.claude.com/docs/en/amazon-bedrock (read 2026-11-29): for guardrails, in a copy of 22 August 2026
   */
  headers: 'ANTHROPIC_CUSTOM_HEADERS',
} as const;

/**
 * The headers that name a guardrail in a call of InvokeModel.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InvokeModel.html (read 2026-11-29)
 * @source anthropics/claude-agent-sdk-python: issues/999 (read 2026-11-29): with them, Amazon Bedrock answered the Agent SDK 0.2.87 with
 * 400, "Guardrail was enabled but input is in incorrect format", in 2026. So following Anthropic's page may not be enough
 * @source anthropics/claude-code: issues/23322 (read 2026-11-29): says that they do not satisfy a policy with
 * `bedrock:GuardrailIdentifier`, in February 2026; closed
 * @source langchain-ai/langchain-aws: pull/1178 (read 2026-11-29): sends them through Anthropic's SDK, to comply with such policies, and
 * was tried on a live account, in July 2026
 * @source NousResearch/hermes-agent: pull/107815 (read 2026-11-29): sends them through Anthropic's SDK, after a live trial in which the
 * guardrail intervened (pull/52312), in September 2026
 * @source langchain-ai/langchain-aws: pull/1190 (read 2026-11-29): bedrock-mantle ignores them without an error, as tried in August 2026
 * @source anthropics/claude-code: issues/91181 (read 2026-11-29): the Claude apps gateway drops those that a client sends it, in
 * September 2026
 * @assumed that they satisfy the key: reports disagree, and none that was read shows a call under such a policy
 */
export const GUARDRAIL_HEADERS = {
  identifier: 'X-Amzn-Bedrock-GuardrailIdentifier',
  version: 'X-Amzn-Bedrock-GuardrailVersion',
} as const;

/**
 * The settings in Claude Code's managed settings that restrict models and providers. With `exact`, the entry Opus 5 does not admit Opus
 * 5.5. None of them binds background work or hooks: variables pin those, and IAM binds them.
 *
 * @source https://code.claude.com/docs/en/settings-reference (read 2026-11-29): enforceAvailableModels, since 2.1.175
 * @source Piebald-AI/claude-code-system-prompts: CHANGELOG.md (read 2026-11-29): the other two, as the program describes them;
 * availableModelsMatch since 2.1.283, allowedProviders since 2.1.285, both in managed settings only
 */
export const CLAUDE_CODE_RESTRICTIONS = {
  availableModelsMatch: 'exact',
  enforceAvailableModels: true,
  allowedProviders: ['bedrock'],
} as const;

/**
 * The default name of an upstream of the Claude apps gateway: its provider.
 *
 * @source https://code.claude.com/docs/en/claude-apps-gateway-config (read 2026-11-29)
 */
export const GATEWAY_UPSTREAM = 'bedrock';

/**
 * LiteLLM's route to the Converse API. `model_id` next to it names an application profile. Some features ignored an application profile in
 * place of the model.
 *
 * @source BerriAI/litellm: issues/18258 (read 2026-11-29)
 * @source BerriAI/litellm-docs: docs/providers/bedrock.md (read 2026-11-29): model_id
 * @source BerriAI/litellm: litellm/llms/bedrock/chat/converse_handler.py (read 2026-11-29): model_id, on this route
 */
export const LITE_LLM_ROUTE = 'bedrock/converse/';

/**
 * The parameter of a LiteLLM model that names a guardrail. LiteLLM copies it into the body of the Converse API.
 *
 * @source BerriAI/litellm-docs: docs/providers/bedrock.md (read 2026-11-29)
 */
export const LITE_LLM_GUARDRAIL = 'guardrailConfig';

/**
 * The properties of Spring AI. The model has two: since 2.0 one without `options` in its name, and the
 * older one, which still sets the model.
 *
 * @source spring-projects/spring-ai: auto-configurations/models/spring-ai-autoconfigure-model-bedrock-ai (read 2026-11-29):
 * BedrockConverseProxyChatProperties
 */
export const SPRING_PROPERTIES = {
  region: 'spring.ai.bedrock.aws.region',
  model: ['spring.ai.bedrock.converse.chat.model', 'spring.ai.bedrock.converse.chat.options.model'],
} as const;

/**
 * The Regions in which Amazon Bedrock counts tokens. af-south-1 is not one of them.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/count-tokens.html (read 2026-11-29)
 */
export const COUNT_TOKENS_REGIONS: readonly string[] = [
  'us-east-1', 'us-east-2', 'us-west-2', 'ap-northeast-1', 'ap-south-1', 'ap-southeast-1', 'ap-southeast-2',
  'eu-central-1', 'eu-central-2', 'eu-west-1', 'eu-west-2', 'sa-east-1',
];

/**
 * The models whose tokens Amazon Bedrock counts in no Region. Clients estimate them.
 *
 * @assumed from users' reports, as noted in November 2026: no page that was read says it
 */
export const UNCOUNTED_MODELS: readonly string[] = ['anthropic.claude-haiku-5-5'];

/**
 * The option that names the model of an application profile for LangChain-AWS. Without it, LangChain-AWS reads the profile.
 *
 * @source langchain-ai/langchain-aws: pull/561 (read 2026-11-29): it reads the profile, since the ARN does not name the model
 * @source langchain-ai/langchain-aws: pull/992 (read 2026-11-29): the option
 * @assumed that 1.9.1 raises an error if it may not read the profile, as noted in November 2026
 */
export const LANGCHAIN_MODEL_OPTION = 'base_model_id';

/**
 * The beginnings of parameter names that Systems Manager reserves.
 *
 * @source https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-parameter-name-constraints.html (read 2026-11-29)
 */
export const RESERVED_PARAMETER_NAME = /^\/?(aws|ssm)/i;

/**
 * The most characters in a Systems Manager parameter, by tier. A parameter never goes back from Advanced to Standard. Intelligent-Tiering
 * moves it up when needed.
 *
 * @source https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html (read 2026-11-29)
 * @source https://docs.aws.amazon.com/systems-manager/latest/userguide/ps-default-tier.html (read 2026-11-29): Intelligent-Tiering
 */
export const PARAMETER_LIMITS = { standard: 4096, advanced: 8192 } as const;
