/**
 * The form of the prefix of a system-defined profile's ID: one of AWS's geographies, any two letters (no provider's name is so short), or
 * any word before a provider. Model IDs may contain dots too, so the first word alone is not enough.
 *
 * @source awslabs/bedrock-usage-analyzer: src/bedrock_usage_analyzer/metadata/prefix-mapping.yml (read 2026-11-28): has apac, au, ca, eu,
 * global, jp, us and us-gov
 * @assumed that later prefixes have two letters, or are a word before a provider
 */
const PROFILE_PREFIX = new RegExp([
  '^(?:(global|apac|us-gov|[a-z]{2})\\.(?=.*\\.)',
  '([a-z-]+)\\.(?=(?:ai21|amazon|anthropic|cohere|deepseek|meta|mistral|openai|qwen|stability|twelvelabs|writer)\\.))',
].join('|'), 'i');

/**
 * The geographies that begin the IDs of geographic profiles.
 *
 * @source awslabs/bedrock-usage-analyzer: src/bedrock_usage_analyzer/metadata/prefix-mapping.yml (read 2026-11-28)
 */
export const GEOGRAPHIES = ['us', 'eu', 'apac', 'jp', 'au', 'ca', 'us-gov'];

/** The parts of the ID of a system-defined inference profile, or of a model. */
interface ProfileId {
  /** `global`, or a geography such as `eu`; undefined for a model's own ID. */
  readonly prefix?: string;
  readonly modelId: string;
}

/** Splits off the prefix of a profile: `global.anthropic.claude-opus-5` is `global` and `anthropic.claude-opus-5`. */
export function parseProfileId(id: string): ProfileId {
  const [whole = '', geography, word] = PROFILE_PREFIX.exec(id) ?? [];
  return { prefix: geography ?? word, modelId: id.slice(whole.length) };
}

/**
 * Writes the ID of a model's global profile. For the model `*`, a pattern that matches every global profile.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html (read 2026-11-28)
 */
export function writeGlobalProfileId(modelId: string): string {
  return `global.${modelId}`;
}

/**
 * The beginning of the IDs of Claude models.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/models-supported.html (read 2026-11-28)
 */
const CLAUDE = /^anthropic\.claude-(?=[a-z0-9])/;
/**
 * The date and the version at the end of some model IDs. No rule derives one ID from another.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/models-supported.html (read 2026-11-28)
 */
const DATE_AND_VERSION = /(-\d{8})?(-v\d+(:\d+)?)?$/;

/**
 * The most characters in a model's ID.
 *
 * @source boto/botocore: botocore/data/bedrock/2023-04-20/service-2.json (read 2026-11-28)
 */
export const LONGEST_MODEL_ID = 140;

/** Whether an ID has the form of a model's ID: in lower case, beginning with the provider. */
export function isModelId(id: string): boolean {
  return /^[a-z0-9-]+\.[a-z0-9]([a-z0-9.:-]*[a-z0-9])?$/.test(id);
}

export function isClaudeModelId(id: string): boolean {
  return isModelId(id) && CLAUDE.test(id);
}

/** Labels a model for graphs and alarms: its ID without the provider and the family. */
export function labelModel(modelId: string): string {
  return modelId.replace(CLAUDE, '');
}

/**
 * Writes a model's title as Service Quotas does: `anthropic.claude-opus-5-5` is "Claude Opus 5.5".
 *
 * @source awslabs/bedrock-usage-analyzer: src/bedrock_usage_analyzer/metadata/fm-list-af-south-1.yml (read 2026-11-28)
 */
export function titleModel(modelId: string): string {
  const words = stripVersion(modelId).replace(/^anthropic\./, '').replace(/(\d)-(?=\d)/g, '$1.').split('-');
  return words.map(capitalize).join(' ');
}

/** Writes a model's name for attributes, which must not change: `anthropic.claude-opus-4-6-v1` is `Opus46V1`. */
export function writeModelKey(modelId: string): string {
  return labelModel(modelId).split(/[^a-z0-9]+/i).map(capitalize).join('');
}

/** Strips the date and the version, so that two spellings of one model are equal. */
export function stripVersion(modelId: string): string {
  return modelId.replace(DATE_AND_VERSION, '');
}

function capitalize(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
