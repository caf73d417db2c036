import { findValues } from './request';
import { UNKNOWN_TEXT } from './special-characters';
import { makeKnown, makeUnknown, markWildcards, Part, Resolved, TextOptions } from './text-parts';

const VARIABLE = /\$\{([^}]*)\}/;

/** Reads the policy variables, such as `${aws:PrincipalTag/team}`, in a piece of a text. `colonsBefore` counts the colons before it. */
export function readVariables(raw: string, colonsBefore: number, options: TextOptions): Part[] {
  if (!raw.includes('${')) {
    return [markWildcards(raw, options)];
  }
  let colons = colonsBefore;
  return raw.split(VARIABLE).map((piece, index) => {
    if (index % 2 === 0) { // split() puts what the group matches at odd places
      colons += countColons(piece);
      return markWildcards(piece, options);
    }
    const tooEarly = colons < (options.variablesAfter ?? 0);
    return tooEarly ? makeUnknown(`\${${piece}} in an ARN's part ${colons + 1}`) : readVariable(piece);
  });
}

/** Counts the colons that separate parts, not those within variables. */
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
      // A key with several values has no single text, like an absent key.
      const value = values.length === 1 ? values[0] : fallback;
      return value === undefined ? undefined : makeKnown(value);
    },
  };
}
