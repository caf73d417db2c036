import { Environment, IamRequest } from './request';
import { ANY_CHARACTER, ANY_TEXT, UNKNOWN_TEXT } from './special-characters';
import { TemplateValues } from './template-values';

/** A policy's text, as a pattern for one request (see glob.ts), with the names of what is not known in it. */
export interface Resolved {
  readonly pattern: string;
  readonly unknown: readonly string[];
}

export interface PolicyText {
  /** Present where the text is the same for every request. */
  readonly fixed?: Resolved;
  /** How reports write what each request settles, such as `${AWS::Region}`. */
  readonly shown?: string;
  /** Resolves the text for a request; `undefined`: it names an absent key, so it can match nothing. */
  readonly resolve: (request: IamRequest) => Resolved | undefined;
}

/** A piece of a text: as it stands, or one that is still to be resolved. */
export type Part = string | PolicyText;

export interface TextOptions {
  /** Whether `*` and `?` are wildcards. */
  readonly wildcards: boolean;
  /** After how many colons a policy variable is read; one that stands before is taken as unknown. */
  readonly variablesAfter?: number;
  readonly reading: Reading;
}

/** How the texts of one document are read. */
export interface Reading {
  /** Whether `${key}` is a policy variable: only in documents of version 2012-10-17. */
  readonly variables: boolean;
  /** What pseudo parameters stand for, where it is known; otherwise it follows the request. */
  readonly environment: Partial<Environment>;
  /** What the template says in which the document stands, if it stands in one. */
  readonly template?: TemplateValues;
}

export function makeKnown(pattern: string): Resolved {
  return { pattern, unknown: [] };
}

export function makeFixed(fixed: Resolved): PolicyText {
  return { fixed, resolve: () => fixed };
}

/** A text of which only the name is known. */
export function makeUnknown(name: string): PolicyText {
  return makeFixed({ pattern: UNKNOWN_TEXT, unknown: [name] });
}

/** Puts wildcards into a form that no literal text can have. */
export function markWildcards(raw: string, { wildcards }: Pick<TextOptions, 'wildcards'> = { wildcards: true }): string {
  return wildcards ? raw.replace(/\*/g, ANY_TEXT).replace(/\?/g, ANY_CHARACTER) : raw;
}
