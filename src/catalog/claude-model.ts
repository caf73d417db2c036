import { ClaudeModelOptions } from './claude-model-options';
import { OPTION_RULES } from './claude-model-rules';
import { findPropFaults, isConcrete, refuse } from '../checks/check';
import { BATCH_REGIONS } from '../core/facts/batch-models';
import { findBurndownRate } from '../core/facts/burndown-rates';
import { findKnownModel } from '../core/facts/known-models';
import { findLifecycleDates } from '../core/facts/lifecycles';
import { writeGlobalProfileId } from '../core/facts/model-ids';
import { findFaults } from '../core/rules/rule';
import { MODEL_ID_RULES } from '../core/statements/model-rules';

/**
 * A Claude model that Amazon Bedrock offers through a global cross-Region inference profile.
 *
 * The constants come from AWS's 2026 model cards and were not checked against a live account. If in doubt, call
 * `bedrock:ListInferenceProfiles` in your source Region.
 */
export class ClaudeModel {
  /** Claude Haiku 5.5: `anthropic.claude-haiku-5-5`. AWS does not confirm af-south-1 for it; this library assumes it. */
  public static readonly HAIKU_5_5 = new ClaudeModel('anthropic.claude-haiku-5-5', {});
  /** Claude Sonnet 5.5: `anthropic.claude-sonnet-5-5`. */
  public static readonly SONNET_5_5 = new ClaudeModel('anthropic.claude-sonnet-5-5', {});
  /** Claude Opus 5.5: `anthropic.claude-opus-5-5`. */
  public static readonly OPUS_5_5 = new ClaudeModel('anthropic.claude-opus-5-5', {});
  /**
   * Claude Fable 5.1: `anthropic.claude-fable-5-1`. The account must opt in to data retention: AWS keeps its traffic for up to 30 days in
   * the destination Region.
   */
  public static readonly FABLE_5_1 = new ClaudeModel('anthropic.claude-fable-5-1', {});
  /** Claude Opus 5: `anthropic.claude-opus-5`. */
  public static readonly OPUS_5 = new ClaudeModel('anthropic.claude-opus-5', {});
  /** Claude Sonnet 5: `anthropic.claude-sonnet-5`. */
  public static readonly SONNET_5 = new ClaudeModel('anthropic.claude-sonnet-5', {});
  /** Claude Fable 5: `anthropic.claude-fable-5`. The account must opt in to data retention, as for Fable 5.1. */
  public static readonly FABLE_5 = new ClaudeModel('anthropic.claude-fable-5', {});
  /** Claude Opus 4.8: `anthropic.claude-opus-4-8`. */
  public static readonly OPUS_4_8 = new ClaudeModel('anthropic.claude-opus-4-8', {});
  /** Claude Opus 4.7: `anthropic.claude-opus-4-7`. */
  public static readonly OPUS_4_7 = new ClaudeModel('anthropic.claude-opus-4-7', {});
  /** Claude Sonnet 4.6: `anthropic.claude-sonnet-4-6`. */
  public static readonly SONNET_4_6 = new ClaudeModel('anthropic.claude-sonnet-4-6', {});
  /** Claude Opus 4.6: `anthropic.claude-opus-4-6-v1`. */
  public static readonly OPUS_4_6 = new ClaudeModel('anthropic.claude-opus-4-6-v1', {});
  /**
   * Claude Opus 4.5: `anthropic.claude-opus-4-5-20251101-v1:0`. AWS's commitment to keep it available ended on 24 November 2026. We found
   * no end-of-life date.
   */
  public static readonly OPUS_4_5 = new ClaudeModel('anthropic.claude-opus-4-5-20251101-v1:0', {});
  /**
   * Claude Haiku 4.5: `anthropic.claude-haiku-4-5-20251001-v1:0`. AWS's pages disagree on af-south-1: the model card and AWS's usage
   * analyzer name it, and one list of January 2026 does not. AWS's commitment to keep it available ended on 16 October 2026. We found no
   * end-of-life date.
   */
  public static readonly HAIKU_4_5 = new ClaudeModel('anthropic.claude-haiku-4-5-20251001-v1:0', {});
  /**
   * Claude Sonnet 4.5: `anthropic.claude-sonnet-4-5-20250929-v1:0`. AWS's commitment to keep it available ended on 30 September 2026. We
   * found no end-of-life date.
   */
  public static readonly SONNET_4_5 = new ClaudeModel('anthropic.claude-sonnet-4-5-20250929-v1:0', {});

  /**
   * Identifies a model by its ID. Use it for models newer than this library.
   *
   * Throws unless the ID is a Claude model's own ID: not an inference profile ID (`global.…`, `us.…`), an ARN, another provider's model, or
   * an ID with spaces or wildcards.
   *
   * @param modelId the model's own ID, for example `anthropic.claude-opus-5`
   * @param options what you know about the model
   */
  public static of(modelId: string, options: ClaudeModelOptions = {}): ClaudeModel {
    refuse(undefined, [...findFaults({ modelId }, MODEL_ID_RULES, isConcrete), ...findPropFaults(options, OPTION_RULES)]);
    refuse(undefined, findPropFaults({ ...findLifecycleDates(modelId), ...options }, OPTION_RULES)); // with the known dates
    return new ClaudeModel(modelId, options);
  }

  /** The model's own ID, for example `anthropic.claude-opus-5`. */
  public readonly modelId: string;

  /** The ID of the model's global inference profile: `global.` and the model's ID. Callers pass it as `modelId`. */
  public readonly globalProfileId: string;

  /** How many times an output token counts against the tokens-per-minute quota. */
  public readonly outputTokenBurndownRate: number;

  /** Whether AWS states that rate or you set it. If neither, the rate is assumed, and results that depend on it say so. */
  public readonly isBurndownRateStated: boolean;

  /** The AWS Marketplace product ID, if known. */
  public readonly marketplaceProductId?: string;

  /** The day from which AWS calls the model Legacy, such as `2026-07-08`, if known. */
  public readonly legacySince?: string;

  /** The day on which the model reaches its end of life on Amazon Bedrock and calls to it begin to fail, if known. */
  public readonly endOfLife?: string;

  /** The earliest day on which AWS may end the model's life ("EOL no sooner than"), if known. It is not an announced end. */
  public readonly endOfLifeNotBefore?: string;

  private readonly sourceRegions?: readonly string[];
  private readonly confirmedRegions?: readonly string[];
  private readonly batchRegions?: readonly string[];
  private readonly isBatchGiven: boolean;

  private constructor(modelId: string, options: ClaudeModelOptions) {
    const known = findKnownModel(modelId);
    this.modelId = modelId;
    this.globalProfileId = writeGlobalProfileId(modelId);
    const { rate, isStated } = findBurndownRate(modelId, options.outputTokenBurndownRate);
    this.outputTokenBurndownRate = rate;
    this.isBurndownRateStated = isStated;
    this.marketplaceProductId = options.marketplaceProductId ?? known?.marketplaceProductId;
    const { legacySince, endOfLife, endOfLifeNotBefore } = findLifecycleDates(modelId, options);
    this.legacySince = legacySince;
    this.endOfLife = endOfLife;
    this.endOfLifeNotBefore = endOfLifeNotBefore;
    this.sourceRegions = options.sourceRegions ?? known?.sourceRegions;
    this.confirmedRegions = options.sourceRegions ?? known?.confirmedRegions;
    this.batchRegions = options.batchRegions ?? BATCH_REGIONS[modelId];
    this.isBatchGiven = options.batchRegions !== undefined;
  }

  /**
   * Whether the model's global inference profile can be called from a Region. True unless the library knows otherwise: it knows nothing
   * about models that it does not list, or about a Region that is a token.
   *
   * @param region the source Region, for example `af-south-1`
   */
  public isAvailableFrom(region: string): boolean {
    return mayHold(this.sourceRegions, region);
  }

  /**
   * Whether AWS or your `sourceRegions` confirms that the model's global inference profile can be called from a Region. If this is false
   * and `isAvailableFrom` is true, the library assumes availability, because other recent models have it. True if nothing is known.
   *
   * @param region the source Region, for example `af-south-1`
   */
  public isConfirmedFrom(region: string): boolean {
    return mayHold(this.confirmedRegions, region);
  }

  /**
   * Whether batch jobs can be created on the model's global profile in a Region. `open`: AWS lists it, or nothing is known against it.
   * `closed`: AWS or the user says that they cannot. `unlisted`: AWS does not list it.
   *
   * @internal
   */
  public _judgeBatch(region: string): 'open' | 'closed' | 'unlisted' {
    if (this.batchRegions === undefined) {
      return 'unlisted';
    }
    if (isConcrete(this.batchRegions) && this.batchRegions.length === 0) {
      return 'closed';
    }
    return mayHold(this.batchRegions, region) ? 'open' : this.isBatchGiven ? 'closed' : 'unlisted';
  }

  /**
   * Whether the source Regions are known, from AWS or from the user.
   *
   * @internal
   */
  public get _hasSourceRegions(): boolean {
    return this.sourceRegions !== undefined;
  }

  /** The model's ID. */
  public toString(): string {
    return this.modelId;
  }
}

/** Whether a list holds a Region. True if either is unknown. */
function mayHold(regions: readonly string[] | undefined, region: string): boolean {
  const isKnown = isConcrete(region) && isConcrete(regions) && regions.every(isConcrete);
  return !isKnown || regions.includes(region);
}
