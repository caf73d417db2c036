import { stripVersion, titleModel } from './model-ids';

/** The names that Service Quotas has for the quotas of one model's global inference profile, without a version suffix. */
export interface QuotaNames {
  readonly tokensPerMinute: string;
  readonly requestsPerMinute: string;
}

/**
 * The codes of the quotas of tokens per minute, by model: a quota has the same code in all Regions.
 *
 * @source awslabs/bedrock-usage-analyzer: src/bedrock_usage_analyzer/metadata/fm-list-af-south-1.yml (read 2026-11-28): in version 0.7.0b0,
 * beside the names, and alike for other Regions; no code for Claude Haiku 5.5 and Sonnet 4
 */
const TOKENS_PER_MINUTE_CODES: Readonly<Record<string, string>> = {
  'anthropic.claude-sonnet-5-5': 'L-31AB82D0',
  'anthropic.claude-opus-5-5': 'L-A103A344',
  'anthropic.claude-fable-5-1': 'L-50CC5674',
  'anthropic.claude-opus-5': 'L-D73B1244',
  'anthropic.claude-sonnet-5': 'L-DD84E5CA',
  'anthropic.claude-fable-5': 'L-D06938E7',
  'anthropic.claude-opus-4-8': 'L-4FCE27C7',
  'anthropic.claude-opus-4-7': 'L-34152C1D',
  'anthropic.claude-sonnet-4-6': 'L-7BEE40FB',
  'anthropic.claude-opus-4-6': 'L-3DCCFAA4',
  'anthropic.claude-opus-4-5': 'L-3ABF6ACC',
  'anthropic.claude-haiku-4-5': 'L-9A11C666',
  'anthropic.claude-sonnet-4-5': 'L-27C57EE8',
};

/** Finds the code of a model's quota of tokens per minute; undefined where none is known, and the name must do. */
export function findQuotaCode(modelId: string): string | undefined {
  return TOKENS_PER_MINUTE_CODES[stripVersion(modelId)];
}

/**
 * Writes the names of a model's quotas, from its ID: `anthropic.claude-opus-5-5` is "Anthropic Claude Opus 5.5" there.
 *
 * @source awslabs/bedrock-usage-analyzer: src/bedrock_usage_analyzer/metadata/fm-list-af-south-1.yml (read 2026-11-28)
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html (read 2026-11-28): with other capitals
 */
export function writeQuotaNames(modelId: string): QuotaNames {
  const name = (what: string) => `Global cross-region model inference ${what} for Anthropic ${titleModel(modelId)}`;
  return {
    tokensPerMinute: name('tokens per minute'),
    requestsPerMinute: name('requests per minute'),
  };
}

/**
 * Ranks a name that Service Quotas gives by how well it suits one of `writeQuotaNames`; undefined where it is another's. AWS's pages
 * differ in capitals, and some models' quotas end in a version such as " V1": the name without one suits best, then the highest version.
 */
export function rankName(candidate: string, name: string): number | undefined {
  const found = normalizeName(candidate);
  const wanted = normalizeName(name);
  if (found === wanted) {
    return Infinity;
  }
  const [, version] = (found.startsWith(wanted) && /^ v(\d+)$/.exec(found.slice(wanted.length))) || [];
  return version === undefined ? undefined : Number(version);
}

function normalizeName(name: string): string {
  return name.trim().replace(/\s+/g, ' ').toLowerCase();
}
