/** Where a resource lives, as its ARN says. */
export interface ArnLocation {
  readonly partition: string;
  /** Empty for a model that has no Region. */
  readonly region: string;
}

/** The ARN of a foundation model; AWS owns it, so it has no account. (Stack.formatArn would fill in a Region where none belongs.) */
export function writeModelArn({ partition, region }: ArnLocation, modelId: string): string {
  return `arn:${partition}:bedrock:${region}::foundation-model/${modelId}`;
}

/** The ARN of a system-defined inference profile, as the calling account sees it. */
export function writeInferenceProfileArn({ partition, region }: ArnLocation, account: string, profileId: string): string {
  return `arn:${partition}:bedrock:${region}:${account}:inference-profile/${profileId}`;
}

/** The ARN of a project, on which calls are authorized besides. */
export function writeProjectArn({ partition, region }: ArnLocation, account: string, projectId: string): string {
  return `arn:${partition}:bedrock:${region}:${account}:project/${projectId}`;
}

/** The default project of `bedrock-mantle`. */
export function writeMantleProjectArn({ partition, region }: ArnLocation, account: string): string {
  return `arn:${partition}:bedrock-mantle:${region}:${account}:project/default`;
}

export function writeApplicationProfileArn({ partition, region }: ArnLocation, account: string, id: string): string {
  return `arn:${partition}:bedrock:${region}:${account}:application-inference-profile/${id}`;
}
