/** What is known about a model. Plain data, so that the command line starts without aws-cdk-lib. */
interface KnownModel {
  readonly modelId: string;
  readonly sourceRegions: readonly string[];
  /** The source Regions that AWS confirms for this model. The others are assumed. */
  readonly confirmedRegions: readonly string[];
  /** AWS Marketplace product ID. */
  readonly marketplaceProductId?: string;
}

/**
 * The Regions for which AWS's usage analyzer lists the global profile of each recent model except Claude Haiku 5.5 (October 2026).
 *
 * @source awslabs/bedrock-usage-analyzer: src/bedrock_usage_analyzer/metadata/fm-list-af-south-1.yml (read 2026-11-28): in
 * version 0.7.0b0, with one file for each other Region
 */
const LISTED_REGIONS = [
  'us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'ca-central-1', 'ca-west-1', 'sa-east-1', 'mx-central-1',
  'eu-central-1', 'eu-central-2', 'eu-north-1', 'eu-south-1', 'eu-west-1', 'eu-west-2', 'eu-west-3', 'af-south-1',
  'ap-east-2', 'ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-south-1', 'ap-south-2',
  'ap-southeast-1', 'ap-southeast-2', 'ap-southeast-3', 'ap-southeast-4', 'ap-southeast-5', 'ap-southeast-6', 'ap-southeast-7',
];

/**
 * The source Regions on the model cards of Claude Opus 4.8 and Opus 5.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/model-card-anthropic-claude-opus-4-8.html (read 2026-11-22)
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/model-card-anthropic-claude-opus-5.html (read 2026-11-22)
 * @assumed the same for all recent models: the other cards that were read also name af-south-1, and nothing contradicts the list
 */
const RECENT_SOURCE_REGIONS = [...LISTED_REGIONS, 'eu-south-2', 'il-central-1', 'me-central-1', 'me-south-1'];

/**
 * The source Regions of Claude Sonnet 4.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html (read 2026-11-22)
 * @source awslabs/bedrock-usage-analyzer: src/bedrock_usage_analyzer/metadata/fm-list-af-south-1.yml (read 2026-11-28): in
 * version 0.7.0b0, with one file for each other Region; the same five
 */
const SONNET_4_REGIONS = ['us-east-1', 'us-east-2', 'us-west-2', 'eu-west-1', 'ap-northeast-1'];

/**
 * The confirmed Regions of Claude Haiku 5.5: none. Only the beginning of its card was read, and that names no Region.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/model-card-anthropic-claude-haiku-5-5.html (read 2026-11-28)
 * @assumed the same source Regions as the other recent models
 */
const HAIKU_5_5_REGIONS: readonly string[] = [];

/** Makes a model with the source Regions of the recent models. Those that AWS's usage analyzer lists are confirmed. */
function makeRecentModel(modelId: string, marketplaceProductId?: string, confirmedRegions: readonly string[] = LISTED_REGIONS): KnownModel {
  return { modelId, marketplaceProductId, sourceRegions: RECENT_SOURCE_REGIONS, confirmedRegions };
}

/**
 * The models with a global profile, the newest first, with their AWS Marketplace product IDs. No rule derives one model ID from another:
 * they have three forms. A new model also gets a constant in `ClaudeModel`.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/model-card-anthropic-claude-opus-5.html (read 2026-11-22): and the
 * cards of the others
 */
export const KNOWN_MODELS: readonly KnownModel[] = [
  makeRecentModel('anthropic.claude-haiku-5-5', 'prod-6cyn7tgqazjhu', HAIKU_5_5_REGIONS),
  makeRecentModel('anthropic.claude-sonnet-5-5', 'prod-pjfguoisodbd6'),
  makeRecentModel('anthropic.claude-opus-5-5', 'prod-e5xo6z26ie45g'),
  makeRecentModel('anthropic.claude-fable-5-1', 'prod-lt3y75wunrtv4'),
  makeRecentModel('anthropic.claude-opus-5', 'prod-if5d653ow7ehg', RECENT_SOURCE_REGIONS),
  makeRecentModel('anthropic.claude-sonnet-5', 'prod-4ezhkeia6k2cs'),
  makeRecentModel('anthropic.claude-fable-5', 'prod-h6swdfybvty7y'),
  makeRecentModel('anthropic.claude-opus-4-8', 'prod-bk5rjg4eo2pke', RECENT_SOURCE_REGIONS),
  makeRecentModel('anthropic.claude-opus-4-7', 'prod-d2ik6zgct5hxi'),
  makeRecentModel('anthropic.claude-sonnet-4-6', 'prod-ffvjxvh4ltq64'),
  makeRecentModel('anthropic.claude-opus-4-6-v1', 'prod-5ukwuglpt66kg'),
  makeRecentModel('anthropic.claude-opus-4-5-20251101-v1:0', 'prod-jhuafngbly644'),
  makeRecentModel('anthropic.claude-haiku-4-5-20251001-v1:0', 'prod-xdkflymybwmvi'),
  makeRecentModel('anthropic.claude-sonnet-4-5-20250929-v1:0', 'prod-mxcfnwvpd6kb4'),
  {
    modelId: 'anthropic.claude-sonnet-4-20250514-v1:0',
    marketplaceProductId: 'prod-4pmewlybdftbs',
    sourceRegions: SONNET_4_REGIONS,
    confirmedRegions: SONNET_4_REGIONS,
  },
];

export function findKnownModel(modelId: string): KnownModel | undefined {
  return KNOWN_MODELS.find((model) => model.modelId === modelId);
}

/** Says that AWS does not confirm models for a source Region. */
export function writeUnconfirmed(modelIds: readonly string[], region: string): string {
  return `AWS does not confirm ${modelIds.join(', ')} in ${region}: check the model card, or ListInferenceProfiles there`;
}
