import { isObject, Json } from '../iam/document';

/** What a policy is by the container that it comes in. */
export type PolicyKind = 'scp' | 'rcp' | 'identity' | 'endpoint' | 'resource';

/** What a policy is given as. */
export type PolicyUse = 'scp' | 'identity' | 'boundary' | 'session' | 'endpoint';

/** A policy in a container. */
export interface Part {
  /** Which one it is, for its name. */
  readonly label: string;
  readonly kind?: PolicyKind;
  /** A document, or its text. */
  readonly document: unknown;
}

/** What a container holds. */
export interface Contents {
  readonly parts: readonly Part[];
  /** What is not in it, or not known of it. */
  readonly notes?: readonly string[];
}

/** The objects of a list; none where it is no list. */
export function listObjects(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** Writes what a field says as a name; a question mark where it says nothing of the kind. */
export function writeName(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 200) : '?';
}
