import { stripVersion } from './model-ids';

/** What is known of a model. Plain data, so that the command line starts without aws-cdk-lib. */
export interface KnownModel {
  readonly modelId: string;
  readonly sourceRegions: readonly string[];
  /** AWS Marketplace product ID. */
  readonly marketplaceProductId?: string;
}

/**
 * Source Regions on the model cards of Claude Opus 4.8 and Opus 5 (mid-2026). The other recent cards that were read name
 * af-south-1 too and none contradicts the list, so it serves for all recent models.
 */
const RECENT_SOURCE_REGIONS = [
  'us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'ca-central-1', 'ca-west-1', 'sa-east-1', 'mx-central-1',
  'eu-central-1', 'eu-central-2', 'eu-north-1', 'eu-south-1', 'eu-south-2', 'eu-west-1', 'eu-west-2', 'eu-west-3',
  'il-central-1', 'me-central-1', 'me-south-1', 'af-south-1',
  'ap-east-2', 'ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-south-1', 'ap-south-2',
  'ap-southeast-1', 'ap-southeast-2', 'ap-southeast-3', 'ap-southeast-4', 'ap-southeast-5', 'ap-southeast-6', 'ap-southeast-7',
];

function makeRecentModel(modelId: string, marketplaceProductId?: string): KnownModel {
  return { modelId, marketplaceProductId, sourceRegions: RECENT_SOURCE_REGIONS };
}

/**
 * Models with a global inference profile, the newest first. No rule derives one ID from another: they have three shapes. A new one
 * also gets a constant in `ClaudeModel`.
 */
export const KNOWN_MODELS: readonly KnownModel[] = [
  makeRecentModel('anthropic.claude-haiku-5-5'),
  makeRecentModel('anthropic.claude-sonnet-5-5', 'prod-pjfguoisodbd6'),
  makeRecentModel('anthropic.claude-opus-5-5', 'prod-e5xo6z26ie45g'),
  makeRecentModel('anthropic.claude-fable-5-1', 'prod-lt3y75wunrtv4'),
  makeRecentModel('anthropic.claude-opus-5', 'prod-if5d653ow7ehg'),
  makeRecentModel('anthropic.claude-sonnet-5', 'prod-4ezhkeia6k2cs'),
  makeRecentModel('anthropic.claude-fable-5', 'prod-h6swdfybvty7y'),
  makeRecentModel('anthropic.claude-opus-4-8', 'prod-bk5rjg4eo2pke'),
  makeRecentModel('anthropic.claude-opus-4-7', 'prod-d2ik6zgct5hxi'),
  makeRecentModel('anthropic.claude-sonnet-4-6', 'prod-ffvjxvh4ltq64'),
  makeRecentModel('anthropic.claude-opus-4-6-v1', 'prod-5ukwuglpt66kg'),
  makeRecentModel('anthropic.claude-opus-4-5-20251101-v1:0', 'prod-jhuafngbly644'),
  makeRecentModel('anthropic.claude-haiku-4-5-20251001-v1:0', 'prod-xdkflymybwmvi'),
  makeRecentModel('anthropic.claude-sonnet-4-5-20250929-v1:0', 'prod-mxcfnwvpd6kb4'),
  {
    modelId: 'anthropic.claude-sonnet-4-20250514-v1:0',
    marketplaceProductId: 'prod-4pmewlybdftbs',
    sourceRegions: ['us-east-1', 'us-east-2', 'us-west-2', 'eu-west-1', 'ap-northeast-1'],
  },
];

export function findKnownModel(modelId: string): KnownModel | undefined {
  return KNOWN_MODELS.find((model) => model.modelId === modelId);
}

/** Finds the listed model whose ID differs from an unlisted one only in its date or version, as a slip of the pen does. */
export function findSimilarModel(modelId: string): KnownModel | undefined {
  return findKnownModel(modelId) ? undefined : KNOWN_MODELS.find((model) => stripVersion(model.modelId) === stripVersion(modelId));
}
