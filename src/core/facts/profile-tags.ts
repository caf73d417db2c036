/** A tag, as AWS's commands take it. */
export interface Tag {
  readonly key: string;
  readonly value: string;
}

/**
 * Writes the command that tags an application inference profile.
 *
 * @source aws/aws-sdk-js-v3: clients/client-bedrock/src/commands/TagResourceCommand.ts (read 2026-11-29): takes resourceARN and tags
 */
export function writeTagCommand(profileArn: string, { key, value }: Tag): string {
  return `aws bedrock tag-resource --resource-arn ${profileArn} --tags ${quoteTag(key, value)} --region ${profileArn.split(':')[3]}`;
}

/**
 * Writes the command that creates a tagged application inference profile from a system-defined one. An application profile is the only
 * resource of a call that can have tags: models and system-defined profiles have none.
 *
 * @source https://docs.aws.amazon.com/goto/aws-cli/bedrock-2023-04-20/CreateInferenceProfile (read 2026-11-29)
 */
export function writeCreateProfileCommand(sourceProfileArn: string, { key, value }: Tag): string {
  return `aws bedrock create-inference-profile --inference-profile-name NAME --model-source copyFrom=${sourceProfileArn} ` +
    `--tags ${quoteTag(key, value)} --region ${sourceProfileArn.split(':')[3]}`;
}

/** Writes quotation marks, since keys and values may contain spaces. */
function quoteTag(key: string, value: string): string {
  return `'key=${key},value=${value}'`;
}
