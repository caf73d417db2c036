import { stripVersion } from '../facts/model-ids';

/** A model that clients call. */
export interface ClientModel {
  readonly modelId: string;
  /** The ID of its global profile. */
  readonly profileId: string;
  /** The ARN of the application profile through which clients call it, if any. */
  readonly applicationProfileArn?: string;
}

/** The guardrail that a client names in each call. */
export interface ClientGuardrail {
  readonly guardrailArn: string;
  readonly guardrailVersion: string;
}

/** The ID or ARN that a client passes as the model. */
export function chooseTarget({ profileId, applicationProfileArn }: ClientModel): string {
  return applicationProfileArn ?? profileId;
}

/**
 * Writes Anthropic's ID of a model: with its date, but without the parts that Amazon Bedrock adds, such as `claude-haiku-4-5-20251001`.
 *
 * @see https://code.claude.com/docs/en/model-config
 */
export function writeAnthropicId({ modelId }: ClientModel): string {
  return modelId.replace(/^anthropic\./, '').replace(/-v\d+(:\d+)?$/, '');
}

/** Writes a model's ID in the lists of clients: also without its date, such as `claude-haiku-4-5`. */
export function writeShortId({ modelId }: ClientModel): string {
  return stripVersion(modelId).replace(/^anthropic\./, '');
}

export type ModelFamily = 'opus' | 'sonnet' | 'haiku' | 'fable';

/** Finds the family of a model, for which clients have an alias. Newer families have none. */
export function findFamily(modelId: string): ModelFamily | undefined {
  return /-(opus|sonnet|haiku|fable)(?=-|$)/.exec(modelId)?.[1] as ModelFamily | undefined;
}
