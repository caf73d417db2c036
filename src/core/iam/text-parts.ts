import { Environment, IamRequest } from './request';
import { ANY_CHARACTER, ANY_TEXT, UNKNOWN_TEXT } from './special-characters';
import { TemplateValues } from './template-values';

/** A policy's text as a pattern for one request (see glob.ts), with the names of what is unknown in it. */
export interface Resolved {
  readonly pattern: string;
  readonly unknown: readonly string[];
}

export interface PolicyText {
  /** The text, if it is the same for every request. */
  readonly fixed?: Resolved;
  /** The text that reports show for what each request settles, such as `${AWS::Region}`. */
  readonly shown?: string;
  /** Resolves the text for a request. `undefined` means that it names an absent key, so it matches nothing. */
  readonly resolve: (request: IamRequest) => Resolved | undefined;
}

/** A piece of a text: a literal, or a piece that each request resolves. */
export type Part = string | PolicyText;

export interface TextOptions {
  /** Whether `*` and `?` are wildcards. */
  readonly wildcards: boolean;
  /** The number of colons after which a policy variable is read. A variable before them is unknown. */
  readonly variablesAfter?: number;
  readonly reading: Reading;
}

/** The settings by which the texts of one document are read. */
export interface Reading {
  /** Whether `${key}` is a policy variable, which it is only in version 2012-10-17. */
  readonly variables: boolean;
  /** The values of pseudo parameters that are known. The request settles the others. */
  readonly environment: Partial<Environment>;
  /** The values of the template that holds the document, if there is one. */
  readonly template?: TemplateValues;
}

export function makeKnown(pattern: string): Resolved {
  return { pattern, unknown: [] };
}

export function makeFixed(fixed: Resolved): PolicyText {
  return { fixed, resolve: () => fixed };
}

/** Makes a text of which only the name is known. */
export function makeUnknown(name: string): PolicyText {
  return makeFixed({ pattern: UNKNOWN_TEXT, unknown: [name] });
}

/** Replaces wildcards with special characters, which no literal text can contain. */
export function markWildcards(raw: string, { wildcards }: Pick<TextOptions, 'wildcards'> = { wildcards: true }): string {
  return wildcards ? raw.replace(/\*/g, ANY_TEXT).replace(/\?/g, ANY_CHARACTER) : raw;
}
