import { stripVersion, titleModel } from './model-ids';

/** The names in Service Quotas of the quotas of one model's global profile, without a version suffix. */
export interface QuotaNames {
  readonly tokensPerMinute: string;
  readonly requestsPerMinute: string;
}

/**
 * The codes of the quotas of tokens per minute, by model. A quota has the same code in all Regions.
 *
 * @source awslabs/bedrock-usage-analyzer: src/bedrock_usage_analyzer/metadata/fm-list-af-south-1.yml (read 2026-11-28): in version 0.7.0b0,
 * with the names, and the same for other Regions; no code for Claude Haiku 5.5 and Sonnet 4
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

/** Finds the code of a model's quota of tokens per minute; undefined if it is unknown, so that only the name identifies the quota. */
export function findQuotaCode(modelId: string): string | undefined {
  return TOKENS_PER_MINUTE_CODES[stripVersion(modelId)];
}

/**
 * Writes the names of a model's quotas from its ID. In them, `anthropic.claude-opus-5-5` is "Anthropic Claude Opus 5.5".
 *
 * @source awslabs/bedrock-usage-analyzer: src/bedrock_usage_analyzer/metadata/fm-list-af-south-1.yml (read 2026-11-28)
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html (read 2026-11-28): with different
 * capitals
 */
export function writeQuotaNames(modelId: string): QuotaNames {
  const name = (what: string) => `Global cross-region model inference ${what} for Anthropic ${titleModel(modelId)}`;
  return {
    tokensPerMinute: name('tokens per minute'),
    requestsPerMinute: name('requests per minute'),
  };
}

/**
 * Ranks how well a name in Service Quotas matches one of `writeQuotaNames`; undefined if it does not match. AWS's pages differ in capitals,
 * and some models' quotas end in a version such as " V1". A name without a version ranks highest, then the highest version.
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
