/**
 * AWS's page on the lifecycle of models.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/model-lifecycle.html (read 2026-11-28)
 */
export const LIFECYCLE_PAGE = 'https://docs.aws.amazon.com/bedrock/latest/userguide/model-lifecycle.html';

/** The dates in a model's life on Amazon Bedrock, as ISO dates such as 2027-01-08. */
export interface LifecycleDates {
  /** The day on which the model becomes Legacy. */
  readonly legacySince?: string;
  /** The day on which the model's life ends and its calls begin to fail. */
  readonly endOfLife?: string;
  /** AWS promises not to end the model's life before this day. This announces no end. */
  readonly endOfLifeNotBefore?: string;
}

/** A model's lifecycle state on a day. */
interface Lifecycle extends LifecycleDates {
  readonly state: 'ACTIVE' | 'LEGACY' | 'END_OF_LIFE';
  /** Whether users should know: the model is Legacy, or its life ends within six months, or has ended. */
  readonly isNearEnd: boolean;
  /** Days until the end of life, 0 or less once it has come; undefined if no end is announced. */
  readonly daysLeft?: number;
}

/**
 * AWS's dates for Claude models on Amazon Bedrock. Anthropic's own API has other dates, which do not count there. Models launched before
 * 7 September 2026 are Legacy for at least 6 months before they end. Later models are Legacy for 6 months or 45 days, as their cards say.
 * `GetFoundationModel` returns the current dates as `modelLifecycle`.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/model-lifecycle.html (read 2026-11-28)
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/model-lifecycle-legacy.html (read 2026-11-28)
 */
const LIFECYCLE_DATES: Readonly<Record<string, LifecycleDates>> = {
  /** @source https://docs.aws.amazon.com/bedrock/latest/userguide/model-card-anthropic-claude-haiku-5-5.html (read 2026-11-28) */
  'anthropic.claude-haiku-5-5': { endOfLifeNotBefore: '2027-10-07' },
  /** @source https://docs.aws.amazon.com/ja_jp/bedrock/latest/userguide/model-card-anthropic-claude-opus-5-5.html (read 2026-11-28) */
  'anthropic.claude-opus-5-5': { endOfLifeNotBefore: '2027-09-22' },
  /**
   * @source https://docs.aws.amazon.com/bedrock/latest/userguide/model-card-anthropic-claude-opus-5.html (read 2026-11-28): as a public
   * repository quoted it in September 2026
   */
  'anthropic.claude-opus-5': { endOfLifeNotBefore: '2027-07-24' },
  /**
   * @source https://docs.aws.amazon.com/bedrock/latest/userguide/model-card-anthropic-claude-sonnet-5.html (read 2026-11-28): as two
   * public repositories quoted it in September and October 2026
   */
  'anthropic.claude-sonnet-5': { endOfLifeNotBefore: '2027-06-30' },
  /**
   * @source https://docs.aws.amazon.com/bedrock/latest/userguide/model-card-anthropic-claude-opus-4-8.html (read 2026-11-28): as a public
   * repository quoted it in September 2026
   */
  'anthropic.claude-opus-4-8': { endOfLifeNotBefore: '2027-05-28' },
  /** @source https://docs.aws.amazon.com/bedrock/latest/userguide/model-card-anthropic-claude-opus-4-7.html (read 2026-11-28) */
  'anthropic.claude-opus-4-7': { endOfLifeNotBefore: '2027-04-16' },
  /**
   * @source https://docs.aws.amazon.com/bedrock/latest/userguide/model-card-anthropic-claude-sonnet-4-6.html (read 2026-11-28): as a
   * public repository quoted it on 6 October 2026
   */
  'anthropic.claude-sonnet-4-6': { endOfLifeNotBefore: '2027-02-17' },
  /**
   * @source https://docs.aws.amazon.com/bedrock/latest/userguide/model-card-anthropic-claude-opus-4-6.html (read 2026-11-28): as a
   * public repository quoted it on 6 October 2026
   */
  'anthropic.claude-opus-4-6-v1': { endOfLifeNotBefore: '2027-02-05' },
  /**
   * @source https://docs.aws.amazon.com/bedrock/latest/userguide/model-card-anthropic-claude-opus-4-5.html (read 2026-11-28): as a
   * public repository quoted it on 6 October 2026
   * @assumed still Active: the day has passed, and no Legacy notice was found
   */
  'anthropic.claude-opus-4-5-20251101-v1:0': { endOfLifeNotBefore: '2026-11-24' },
  /**
   * @source https://docs.aws.amazon.com/bedrock/latest/userguide/model-card-anthropic-claude-haiku-4-5.html (read 2026-11-28): as public
   * repositories quoted it in October 2026; a copy of May 2026 says 1 October 2026
   * @assumed still Active: the day has passed, and no Legacy notice was found
   */
  'anthropic.claude-haiku-4-5-20251001-v1:0': { endOfLifeNotBefore: '2026-10-16' },
  /**
   * @source https://docs.aws.amazon.com/bedrock/latest/userguide/model-card-anthropic-claude-sonnet-4-5.html (read 2026-11-28): as a
   * public repository quoted it on 6 October 2026; an older copy says 29 September 2026
   * @source https://platform.claude.com/docs/en/models/sonnet-4-5/overview (read 2026-11-28): retired from Anthropic's own API on
   * 30 November 2026, which says nothing of Amazon Bedrock
   * @assumed still Active: the day has passed, and no Legacy notice of AWS was found
   */
  'anthropic.claude-sonnet-4-5-20250929-v1:0': { endOfLifeNotBefore: '2026-09-30' },
  /**
   * @source https://github.com/awslabs/threat-composer/pull/290 (read 2026-11-28): AWS's lifecycle page, as quoted in June 2026
   * @source https://github.com/strands-agents/samples/pull/299 (read 2026-11-28): the same end, in August 2026
   */
  'anthropic.claude-sonnet-4-20250514-v1:0': { legacySince: '2026-04-14', endOfLife: '2026-10-14' },
  /**
   * No global profile of this model was seen, but users may name it.
   *
   * @source https://github.com/anomalyco/models.dev/pull/3708 (read 2026-11-28): AWS's lifecycle page, as quoted in July 2026
   * @source https://github.com/theopenco/llmgateway/pull/3229 (read 2026-11-28): the same dates
   */
  'anthropic.claude-opus-4-1-20250805-v1:0': { legacySince: '2026-07-08', endOfLife: '2027-01-08' },
};

/**
 * How many months before the end of life the library warns: as long as most models are Legacy.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/model-lifecycle.html (read 2026-11-28)
 */
const MONTHS_BEFORE = 6;

/**
 * After how many days without a call an account may lose access to a Legacy model.
 *
 * @source aws-samples/amazon-bedrock-workshop: issues/386 (read 2026-11-29): says 15 days, in AWS's error of March 2026
 * @source fourTheorem/podwhisperer: pull/24 (read 2026-11-29): says 30 days, in AWS's error of May 2026
 * @assumed 15, the shorter
 */
const IDLE_DAYS = 15;

/** Finds a model's lifecycle state on a day. The user's dates replace AWS's. */
export function findLifecycle(modelId: string, today: string, given: LifecycleDates = {}): Lifecycle {
  const dates = findLifecycleDates(modelId, given);
  const { legacySince, endOfLife } = dates;
  const hasEnded = endOfLife !== undefined && endOfLife <= today;
  const isLegacy = legacySince !== undefined && legacySince <= today;
  return {
    ...dates,
    state: hasEnded ? 'END_OF_LIFE' : isLegacy ? 'LEGACY' : 'ACTIVE',
    isNearEnd: isLegacy || (endOfLife !== undefined && goBack(endOfLife, MONTHS_BEFORE) <= today),
    daysLeft: endOfLife === undefined ? undefined : Math.round((Date.parse(endOfLife) - Date.parse(today)) / 86_400_000),
  };
}

/** Finds the dates of a model. */
export function findLifecycleDates(modelId: string, given: LifecycleDates = {}): LifecycleDates {
  const known = LIFECYCLE_DATES[modelId];
  return {
    legacySince: given.legacySince ?? known?.legacySince,
    endOfLife: given.endOfLife ?? known?.endOfLife,
    endOfLifeNotBefore: given.endOfLifeNotBefore ?? known?.endOfLifeNotBefore,
  };
}

/**
 * Writes what to know about a model that is Legacy or near its end; undefined for others. The text stays the same until the state changes.
 */
export function writeEnd(modelId: string, { state, isNearEnd, legacySince, endOfLife }: Lifecycle): string | undefined {
  if (!isNearEnd) {
    return undefined;
  }
  if (state === 'END_OF_LIFE') {
    return `the life of ${modelId} on Amazon Bedrock ended on ${endOfLife}: its calls have failed since then, whatever policies allow`;
  }
  const end = endOfLife === undefined
    ? 'AWS will end its life on Amazon Bedrock'
    : `its life on Amazon Bedrock ends on ${endOfLife}, and then its calls fail`;
  return state === 'LEGACY'
    ? `${modelId} has been Legacy since ${legacySince}: ${end}; accounts that do not call it for ${IDLE_DAYS} days may lose it before then`
    : `${modelId} nears its end of life: ${end}`;
}

/** Goes back some months from a date. Six months before 31 August is the end of February. */
function goBack(date: string, months: number): string {
  const [year, month, day] = date.split('-').map(Number);
  const lastOfMonth = new Date(Date.UTC(year, month - months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 - months, Math.min(day, lastOfMonth))).toISOString().slice(0, 10);
}
