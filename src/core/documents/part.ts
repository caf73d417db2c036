import { isObject, Json } from '../iam/document';

/** The kind of a policy, as its container shows. */
export type PolicyKind = 'scp' | 'rcp' | 'identity' | 'endpoint' | 'resource';

/** The option with which a policy was given. */
export type PolicyUse = 'scp' | 'identity' | 'boundary' | 'session' | 'endpoint';

/** A policy in a container. */
export interface Part {
  /** Identifies the policy in its name. */
  readonly label: string;
  readonly kind?: PolicyKind;
  /** A document, or its text. */
  readonly document: unknown;
}

/** What a container holds. */
export interface Contents {
  readonly parts: readonly Part[];
  /** What was left out of it, or is not known about it. */
  readonly notes?: readonly string[];
}

/** The objects of a list; empty if it is not a list. */
export function listObjects(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** Writes a field's value as a name; a question mark if it is neither text nor a number. */
export function writeName(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 200) : '?';
}
