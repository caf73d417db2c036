import { ANY_CHARACTER, ANY_TEXT, UNKNOWN_TEXT } from './glob';
import { Environment, Request } from './request';

/** A policy's text, as a pattern for one request (see glob.ts), with the names of what is not known in it. */
export interface Resolved {
  readonly pattern: string;
  readonly unknown: readonly string[];
}

export interface Text {
  /** Present where the text is the same for every request. */
  readonly fixed?: Resolved;
  /** Resolves the text for a request; `undefined`: it names an absent key, so it can match nothing. */
  readonly resolve: (request: Request) => Resolved | undefined;
}

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
}

const PSEUDO_PARAMETERS = new Map<string, keyof Environment>([
  ['AWS::AccountId', 'account'],
  ['AWS::Partition', 'partition'],
  ['AWS::Region', 'region'],
]);
const URL_SUFFIX = 'amazonaws.com';

type Part = string | Text;

/** Reads a text of a policy: a string, a number, a boolean, or a CloudFormation intrinsic function. */
export function text(value: unknown, options: TextOptions): Text {
  let colons = 0;
  const pieces = intrinsicParts(value, options.reading);
  if (options.reading.variables && pieces.slice(0, -1).some((part) => typeof part === 'string' && /\$\{[^}]*$/.test(part))) {
    return unknownText(JSON.stringify(value)); // part of a policy variable's name is unknown
  }
  const parts = pieces.flatMap((part) => {
    if (typeof part !== 'string') {
      return [part];
    }
    const read = variableParts(part, colons, options);
    colons += colonsIn(part);
    return read;
  });
  return parts.every((part) => typeof part === 'string' || part.fixed)
    ? constant(joined(parts.map((part) => typeof part === 'string' ? known(part) : part.fixed))!)
    : { resolve: (request) => joined(parts.map((part) => typeof part === 'string' ? known(part) : part.resolve(request))) };
}

function joined(pieces: (Resolved | undefined)[]): Resolved | undefined {
  return pieces.reduce((left, right) => left && right
    && { pattern: left.pattern + right.pattern, unknown: [...left.unknown, ...right.unknown] }, known(''));
}

function known(pattern: string): Resolved {
  return { pattern, unknown: [] };
}

function constant(fixed: Resolved): Text {
  return { fixed, resolve: () => fixed };
}

function intrinsicParts(value: unknown, reading: Reading): Part[] {
  if (typeof value !== 'object' || value === null) {
    return [String(value)];
  }
  const [[name, argument] = ['', undefined], ...rest] = Object.entries(value);
  if (rest.length === 0) {
    if (name === 'Ref') {
      return [reference(String(argument), reading)];
    }
    if (name === 'Fn::Join' && Array.isArray(argument) && typeof argument[0] === 'string' && Array.isArray(argument[1])) {
      const separator = argument[0];
      return merged(argument[1].flatMap((item, index) => [...(index > 0 ? [separator] : []), ...intrinsicParts(item, reading)]));
    }
    if (name === 'Fn::Sub') {
      const [template, values] = Array.isArray(argument) ? argument : [argument, {}];
      if (typeof template === 'string' && typeof values === 'object' && values !== null) {
        return substitutionParts(template, values, reading);
      }
    }
    if (name === 'Fn::GetAtt') {
      return [unknownText(Array.isArray(argument) ? argument.join('.') : String(argument))];
    }
  }
  return [unknownText(JSON.stringify(value))];
}

function substitutionParts(template: string, values: Record<string, unknown>, reading: Reading): Part[] {
  const parts = template.split(/\$\{([^}]*)\}/).flatMap((piece, index): Part[] => {
    if (index % 2 === 0) {
      return [piece];
    }
    if (piece.startsWith('!')) {
      return [`\${${piece.slice(1)}}`];
    }
    return Object.hasOwn(values, piece) ? intrinsicParts(values[piece], reading) : [reference(piece, reading)];
  });
  return merged(parts);
}

/** Joins neighbouring strings, so that a policy variable that was cut in two is read whole. */
function merged(parts: Part[]): Part[] {
  return parts.reduce<Part[]>((done, part) => {
    const last = done[done.length - 1];
    if (typeof last === 'string' && typeof part === 'string') {
      done[done.length - 1] = last + part;
    } else {
      done.push(part);
    }
    return done;
  }, []);
}

function reference(name: string, { environment }: Reading): Part {
  const field = PSEUDO_PARAMETERS.get(name);
  if (field) {
    return environment[field] ?? { resolve: (request) => known(request.environment[field]) };
  }
  return name === 'AWS::URLSuffix' ? URL_SUFFIX : unknownText(name);
}

function unknownText(name: string): Text {
  return constant({ pattern: UNKNOWN_TEXT, unknown: [name] });
}

function variableParts(raw: string, colonsBefore: number, options: TextOptions): Part[] {
  if (!options.reading.variables || !raw.includes('${')) {
    return [wildcards(raw, options)];
  }
  let colons = colonsBefore;
  return raw.split(/\$\{([^}]*)\}/).map((piece, index) => {
    if (index % 2 === 0) {
      colons += colonsIn(piece);
      return wildcards(piece, options);
    }
    return colons < (options.variablesAfter ?? 0) ? unknownText(`\${${piece}} in an ARN's part ${colons + 1}`) : variable(piece);
  });
}

function colonsIn(raw: string): number {
  return raw.replace(/\$\{[^}]*\}/g, '').split(':').length - 1;
}

function variable(body: string): Part {
  if (['*', '?', '$'].includes(body)) {
    return body;
  }
  const [, key, fallback] = /^\s*([^,]*?)\s*(?:,\s*'(.*)'\s*)?$/.exec(body) ?? ['', body, undefined];
  const unknown: Resolved = { pattern: UNKNOWN_TEXT, unknown: [key] };
  return {
    resolve: ({ context }) => {
      const values = context.get(key.toLowerCase());
      if (!values) {
        return unknown;
      }
      // A key of several values has no single text to put in, just like an absent one.
      const value = values.length === 1 ? values[0] : fallback;
      return value === undefined ? undefined : known(value);
    },
  };
}

function wildcards(raw: string, options: TextOptions): string {
  return options.wildcards ? raw.replace(/\*/g, ANY_TEXT).replace(/\?/g, ANY_CHARACTER) : raw;
}
