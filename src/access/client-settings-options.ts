import { ClaudeModel } from '../catalog/claude-model';

/** The models that a client uses, by purpose. The access must grant each of them. */
export interface ClaudeClientSettingsOptions {
  /** The model for the conversation itself. */
  readonly primary: ClaudeModel;

  /**
   * The model for background calls, such as titles, summaries and small checks, and for the alias `haiku`. Every client makes such calls.
   * Left alone, the client chooses one itself, which might not be granted. A small model is cheaper. It may be the same as `primary`.
   */
  readonly background: ClaudeModel;

  /**
   * The model for the alias `opus`.
   *
   * @default - `primary` if it is an Opus, else the first granted Opus, else `background`
   */
  readonly opus?: ClaudeModel;

  /**
   * The model for the alias `sonnet`.
   *
   * @default - `primary` if it is a Sonnet, else the first granted Sonnet, else `background`
   */
  readonly sonnet?: ClaudeModel;

  /**
   * The model for the alias `fable`.
   *
   * @default - `primary` if it is a Fable, else the first granted Fable, else `background`
   */
  readonly fable?: ClaudeModel;

  /**
   * The model for subagents that do not name one.
   *
   * @default - `primary`
   */
  readonly subagents?: ClaudeModel;

  /**
   * Whether `grantClientReads` also allows `bedrock:CountTokens`. Without it, clients estimate their token counts. AWS counts tokens in
   * twelve Regions; af-south-1 is not one of them, and a warning says so.
   *
   * @default false
   */
  readonly countTokens?: boolean;
}

/** The document that a parameter holds. */
export enum ClientSettingsFormat {
  /** The variables of Claude Code and its Agent SDK, as one JSON object. */
  ENVIRONMENT = 'ENVIRONMENT',

  /** The `managed-settings.json` of Claude Code, which restricts what its users may choose. */
  CLAUDE_CODE_MANAGED_SETTINGS = 'CLAUDE_CODE_MANAGED_SETTINGS',

  /** The part of the Claude apps gateway's `gateway.yaml` that lists models, as JSON, which is also valid YAML. */
  GATEWAY_MODELS = 'GATEWAY_MODELS',

  /** The `model_list` of LiteLLM's `config.yaml`, as JSON, which is also valid YAML. */
  LITE_LLM_MODELS = 'LITE_LLM_MODELS',

  /** The properties of Spring AI, as the JSON object that `SPRING_APPLICATION_JSON` takes. */
  SPRING_PROPERTIES = 'SPRING_PROPERTIES',
}

/** Options for a parameter that holds settings. */
export interface SettingsParameterOptions {
  /**
   * What the parameter holds.
   *
   * @default ClientSettingsFormat.ENVIRONMENT
   */
  readonly format?: ClientSettingsFormat;

  /**
   * The name of the parameter, such as `/claude/settings`.
   *
   * @default - a name that CloudFormation generates
   */
  readonly parameterName?: string;

  /**
   * The `name` of the gateway's upstream that calls Amazon Bedrock. Only with `GATEWAY_MODELS`.
   *
   * @default bedrock
   */
  readonly upstream?: string;
}
