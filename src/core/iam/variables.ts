import { findValues } from './request';
import { UNKNOWN_TEXT } from './special-characters';
import { makeKnown, makeUnknown, markWildcards, Part, Resolved, TextOptions } from './text-parts';

const VARIABLE = /\$\{([^}]*)\}/;

/** Reads the policy variables (`${aws:PrincipalTag/team}`) in a piece of a text that has some colons before it. */
export function readVariables(raw: string, colonsBefore: number, options: TextOptions): Part[] {
  if (!raw.includes('${')) {
    return [markWildcards(raw, options)];
  }
  let colons = colonsBefore;
  return raw.split(VARIABLE).map((piece, index) => {
    if (index % 2 === 0) { // split() puts what the parentheses match between what is left
      colons += countColons(piece);
      return markWildcards(piece, options);
    }
    const tooEarly = colons < (options.variablesAfter ?? 0);
    return tooEarly ? makeUnknown(`\${${piece}} in an ARN's part ${colons + 1}`) : readVariable(piece);
  });
}

/** Colons that separate, and not those within variables. */
export function countColons(raw: string): number {
  return raw.replace(/\$\{[^}]*\}/g, '').split(':').length - 1;
}

function readVariable(body: string): Part {
  if (['*', '?', '$'].includes(body)) {
    return body;
  }
  const [, key, fallback] = /^\s*([^,]*?)\s*(?:,\s*'(.*)'\s*)?$/.exec(body) ?? ['', body, undefined];
  const name = key.toLowerCase();
  const unknown: Resolved = { pattern: UNKNOWN_TEXT, unknown: [key] };
  return {
    resolve: (request) => {
      const values = findValues(request, name);
      if (!values) {
        return unknown;
      }
      // A key of several values has no single text to put in, just like an absent one.
      const value = values.length === 1 ? values[0] : fallback;
      return value === undefined ? undefined : makeKnown(value);
    },
  };
}
