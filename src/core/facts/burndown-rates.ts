import { stripVersion } from './model-ids';

/** How many times an output token counts against the tokens-per-minute quota. */
interface BurndownRate {
  readonly rate: number;
  /** Whether AWS states the rate for the model, or the user gave it. Otherwise it is assumed. */
  readonly isStated: boolean;
}

/**
 * How many times an output token of a model counts, for the models that AWS names.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/quotas-token-burndown.html (read 2026-11-28): four public repositories
 * quote it alike, from August to October 2026; Claude Opus 5.5 is in the October copy only
 */
const STATED_RATES: Readonly<Record<string, number>> = {
  'anthropic.claude-opus-4-8': 15,
  'anthropic.claude-sonnet-5': 10,
  'anthropic.claude-opus-5': 10,
  'anthropic.claude-fable-5-1': 10,
  'anthropic.claude-opus-5-5': 10,
};
/**
 * The rate of all Claude models "4.7 and below". The page names none of them.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/quotas-token-burndown.html (read 2026-11-28)
 */
const RATE_UP_TO_4_7 = 5;
/**
 * The rate of models that AWS's page does not name: Claude Sonnet 5.5, Haiku 5.5, Fable 5, and later ones.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/quotas-token-burndown.html (read 2026-11-28)
 * @assumed the highest rate of generation 5. Every output that shows a number for such a model says so
 */
export const ASSUMED_BURNDOWN_RATE = 10;

/**
 * The rate of all models that the page names no exception for.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/quotas-token-burndown.html (read 2026-11-28)
 */
export const OTHER_BURNDOWN_RATE = 1;
/**
 * Prefixes of the IDs of Claude models up to 4.7 that have no global profile.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/models-supported.html (read 2026-11-28): in a copy from
 * about the turn of 2025 to 2026, with geographic profiles only
 */
export const OLDER_MODELS = ['anthropic.claude-3', 'anthropic.claude-opus-4-1-', 'anthropic.claude-opus-4-2025'];

/** @param given the user's rate, which replaces AWS's */
export function findBurndownRate(modelId: string, given?: number): BurndownRate {
  const stated = given ?? STATED_RATES[stripVersion(modelId)] ?? (isUpTo47(modelId) ? RATE_UP_TO_4_7 : undefined);
  return { rate: stated ?? ASSUMED_BURNDOWN_RATE, isStated: stated !== undefined };
}

/** Reads a Claude model's generation, which is after the family or, in older IDs, before it: `claude-opus-4-7`, `claude-3-7-sonnet`. */
function isUpTo47(modelId: string): boolean {
  const [, major, minor = '0'] = /^anthropic\.claude-(?:[a-z]+-)?(\d{1,2})(?!\d)(?:-(\d{1,2})(?!\d))?/.exec(modelId) ?? [];
  return Number(major) < 4 || (Number(major) === 4 && Number(minor) <= 7);
}
