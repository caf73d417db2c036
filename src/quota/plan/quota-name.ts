/** The names that Service Quotas has for the quotas of one model's global inference profile, without a version suffix. */
export interface QuotaNames {
  readonly tokensPerMinute: string;
  readonly tokensPerDay: string;
  readonly requestsPerMinute: string;
}

/** The names of a model's quotas, from its ID: `anthropic.claude-opus-5-5` is "Anthropic Claude Opus 5.5" there. */
export function quotaNames(modelId: string): QuotaNames {
  const name = (what: string) => `Global cross-region model inference ${what} for Anthropic ${displayName(modelId)}`;
  return { tokensPerMinute: name('tokens per minute'), tokensPerDay: name('tokens per day'), requestsPerMinute: name('requests per minute') };
}

/**
 * Whether a name that Service Quotas gives is a name of `quotaNames`. AWS's pages differ in capitals, and some models' quotas end in
 * a version such as " V1".
 */
export function isQuotaName(candidate: string, name: string): boolean {
  const found = normal(candidate);
  const wanted = normal(name);
  return found === wanted || (found.startsWith(wanted) && /^ v\d+$/.test(found.slice(wanted.length)));
}

function displayName(modelId: string): string {
  const words = modelId.replace(/^anthropic\./, '').replace(/(-\d{8})?(-v\d+(:\d+)?)?$/, '')
    .replace(/(\d)-(?=\d)/g, '$1.').split('-');
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ');
}

function normal(name: string): string {
  return name.trim().replace(/\s+/g, ' ').toLowerCase();
}
