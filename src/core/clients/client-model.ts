import { stripVersion } from '../facts/model-ids';

/** A model as clients call it. */
export interface ClientModel {
  readonly modelId: string;
  /** The ID of its global profile. */
  readonly profileId: string;
  /** The ARN of the application profile through which it is called, if it is. */
  readonly applicationProfileArn?: string;
}

/** The guardrail that a client names in each call. */
export interface ClientGuardrail {
  readonly guardrailArn: string;
  readonly guardrailVersion: string;
}

/** What a client passes as the model. */
export function chooseTarget({ profileId, applicationProfileArn }: ClientModel): string {
  return applicationProfileArn ?? profileId;
}

/**
 * Writes what Anthropic calls a model: with its date, without what Amazon Bedrock adds, such as `claude-haiku-4-5-20251001`.
 *
 * @see https://code.claude.com/docs/en/model-config
 */
export function writeAnthropicId({ modelId }: ClientModel): string {
  return modelId.replace(/^anthropic\./, '').replace(/-v\d+(:\d+)?$/, '');
}

/** Writes what clients call a model in lists of their own: without its date too, such as `claude-haiku-4-5`. */
export function writeShortId({ modelId }: ClientModel): string {
  return stripVersion(modelId).replace(/^anthropic\./, '');
}

export type ModelFamily = 'opus' | 'sonnet' | 'haiku' | 'fable';

/** Finds the family of a model, by which clients have an alias; a newer family has none. */
export function findFamily(modelId: string): ModelFamily | undefined {
  return /-(opus|sonnet|haiku|fable)(?=-|$)/.exec(modelId)?.[1] as ModelFamily | undefined;
}
