import { ClaudeModel } from '../catalog/claude-model';

/** Which of the granted models a client calls for what. */
export interface ClaudeClientSettingsOptions {
  /** The model of the conversation. */
  readonly primary: ClaudeModel;

  /**
   * The model of what a client calls beside it: titles, summaries, small checks, and the alias `haiku`. Clients call one whether they are
   * told to or not, and by default it is one that nobody may have granted. A small model is cheaper; the same as `primary` is right too.
   */
  readonly background: ClaudeModel;

  /**
   * The model of the alias `opus`.
   *
   * @default - `primary` if it is an Opus, else the first granted Opus, else `background`
   */
  readonly opus?: ClaudeModel;

  /**
   * The model of the alias `sonnet`.
   *
   * @default - `primary` if it is a Sonnet, else the first granted Sonnet, else `background`
   */
  readonly sonnet?: ClaudeModel;

  /**
   * The model of the alias `fable`.
   *
   * @default - `primary` if it is a Fable, else the first granted Fable, else `background`
   */
  readonly fable?: ClaudeModel;

  /**
   * The model of subagents that name none of their own.
   *
   * @default - `primary`
   */
  readonly subagents?: ClaudeModel;

  /**
   * Whether `grantClientReads` also allows `bedrock:CountTokens`. Without it, clients estimate. AWS counts in twelve Regions; af-south-1 is
   * not one of them, and a warning says so.
   *
   * @default false
   */
  readonly countTokens?: boolean;
}

/** What a parameter with settings holds. */
export enum ClientSettingsFormat {
  /** The variables of Claude Code and its Agent SDK, as one JSON object. */
  ENVIRONMENT = 'ENVIRONMENT',

  /** The `managed-settings.json` of Claude Code, which restricts what its users may choose. */
  CLAUDE_CODE_MANAGED_SETTINGS = 'CLAUDE_CODE_MANAGED_SETTINGS',

  /** The part of the `gateway.yaml` of the Claude apps gateway that lists models; JSON is YAML too. */
  GATEWAY_MODELS = 'GATEWAY_MODELS',

  /** The `model_list` of the `config.yaml` of LiteLLM; JSON is YAML too. */
  LITE_LLM_MODELS = 'LITE_LLM_MODELS',

  /** The properties of Spring AI, as the one JSON object that `SPRING_APPLICATION_JSON` takes. */
  SPRING_PROPERTIES = 'SPRING_PROPERTIES',
}

/** How settings are written into a parameter. */
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
   * The upstream of the gateway that calls Amazon Bedrock. Only with `GATEWAY_MODELS`.
   *
   * @default bedrock
   */
  readonly upstream?: string;
}
