import { titleModel } from './model-ids';

/** The names that Service Quotas has for the quotas of one model's global inference profile, without a version suffix. */
export interface QuotaNames {
  readonly tokensPerMinute: string;
  readonly tokensPerDay: string;
  readonly requestsPerMinute: string;
}

/** Writes the names of a model's quotas, from its ID: `anthropic.claude-opus-5-5` is "Anthropic Claude Opus 5.5" there. */
export function writeQuotaNames(modelId: string): QuotaNames {
  const name = (what: string) => `Global cross-region model inference ${what} for Anthropic ${titleModel(modelId)}`;
  return {
    tokensPerMinute: name('tokens per minute'),
    tokensPerDay: name('tokens per day'),
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
