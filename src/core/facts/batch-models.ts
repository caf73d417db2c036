/**
 * The European Regions for which AWS's page on batch inference lists Claude models.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/batch-inference-supported.md (read 2026-11-29): as of the end of July 2026
 */
const EUROPE = ['eu-central-1', 'eu-central-2', 'eu-north-1', 'eu-south-1', 'eu-south-2', 'eu-west-1', 'eu-west-2', 'eu-west-3'];
/**
 * The Regions that the page lists for each of Claude Sonnet 4.5, Haiku 4.5 and Opus 4.5.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/batch-inference-supported.md (read 2026-11-29): as of the end of July 2026
 */
const COMMON = [
  ...EUROPE, 'ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-south-1', 'ap-south-2', 'ap-southeast-1', 'ap-southeast-2',
  'ap-southeast-3', 'ap-southeast-4', 'ca-central-1', 'sa-east-1', 'us-east-1', 'us-east-2', 'us-west-1', 'us-west-2',
];
/**
 * The Regions that the page lists for Claude Sonnet 4.6 and Opus 4.6.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/batch-inference-supported.md (read 2026-11-29): as of the end of July 2026
 */
const WIDE = [
  ...COMMON, 'af-south-1', 'ap-east-2', 'ap-southeast-5', 'ap-southeast-7', 'ca-west-1', 'il-central-1', 'me-central-1', 'me-south-1',
  'mx-central-1',
];

/**
 * The Regions in which batch jobs can be created on a model's inference profile. The list is empty if the model's card denies batch. AWS
 * lists no other models, such as Claude Opus 4.7 and 4.8, Sonnet 5 and Fable 5. Their cards that were read do not mention batch.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/batch-inference-supported.md (read 2026-11-29): as of the end of July 2026,
 * in the column of inference profiles; Claude Opus 5 is its newest model
 * @assumed that the list means global profiles and not geographic ones: af-south-1 has no others. For Claude Sonnet 4, only the Regions
 * with its global profile are included
 */
export const BATCH_REGIONS: Readonly<Record<string, readonly string[]>> = {
  /**
   * @source https://docs.aws.amazon.com/bedrock/latest/userguide/model-card-anthropic-claude-sonnet-5-5.html (read 2026-11-29): no batch
   */
  'anthropic.claude-sonnet-5-5': [],
  /**
   * @source https://docs.aws.amazon.com/ja_jp/bedrock/latest/userguide/model-card-anthropic-claude-opus-5-5.html (read 2026-11-28): no
   * batch
   */
  'anthropic.claude-opus-5-5': [],
  /**
   * @source https://docs.aws.amazon.com/bedrock/latest/userguide/model-card-anthropic-claude-haiku-5-5.html (read 2026-11-28): no batch, as
   * two public repositories quoted it
   */
  'anthropic.claude-haiku-5-5': [],
  'anthropic.claude-opus-5': [...WIDE, 'ap-southeast-6'],
  'anthropic.claude-sonnet-4-6': WIDE,
  'anthropic.claude-opus-4-6-v1': WIDE,
  /**
   * @source https://docs.aws.amazon.com/bedrock/latest/userguide/batch-inference-supported.md (read 2026-11-29): says nothing of af-south-1
   * @source https://genainews.tech/?p=2761 (read 2026-11-22): says that batch works from af-south-1 with the models of the 4.5 family; a
   * copy of AWS's announcement
   * @assumed that neither is certain: a construct that names the model there warns
   */
  'anthropic.claude-opus-4-5-20251101-v1:0': COMMON,
  /**
   * @source https://docs.aws.amazon.com/bedrock/latest/userguide/batch-inference-supported.md (read 2026-11-29): says nothing of af-south-1
   * @source https://genainews.tech/?p=2761 (read 2026-11-22): says that batch works from af-south-1 with the models of the 4.5 family; a
   * copy of AWS's announcement
   * @assumed that neither is certain: a construct that names the model there warns
   */
  'anthropic.claude-haiku-4-5-20251001-v1:0': COMMON,
  'anthropic.claude-sonnet-4-5-20250929-v1:0': [
    ...COMMON, 'af-south-1', 'ca-west-1', 'me-south-1', 'mx-central-1', 'us-gov-east-1', 'us-gov-west-1',
  ],
  'anthropic.claude-sonnet-4-20250514-v1:0': ['us-east-1', 'us-east-2', 'us-west-2', 'eu-west-1', 'ap-northeast-1'],
};
