import { readIntrinsic } from './intrinsics';
import { cutPlaceholders } from './placeholders';
import { makeFixed, makeKnown, makeUnknown, markWildcards, Part, PolicyText, Resolved, TextOptions } from './text-parts';
import { countColons, readVariables } from './variables';

/** Reads a text of a policy: a string, a number, a boolean, or a CloudFormation intrinsic function. */
export function readText(value: unknown, options: TextOptions): PolicyText {
  const parts = readParts(value, options);
  const fixed = parts.map((part) => typeof part === 'string' ? makeKnown(part) : part.fixed);
  if (!fixed.includes(undefined)) {
    return makeFixed(joinResolved(fixed)!);
  }
  return { resolve: (request) => joinResolved(parts.map((part) => typeof part === 'string' ? makeKnown(part) : part.resolve(request))) };
}

/** Reads intrinsic functions first, and then the policy variables and wildcards in the remaining strings. */
function readParts(value: unknown, options: TextOptions): Part[] {
  const { reading } = options;
  const pieces = readIntrinsic(value, reading).flatMap(markPlaceholders);
  const endsInVariable = (piece: Part) => typeof piece === 'string' && /\$\{[^}]*$/.test(piece);
  if (reading.variables && pieces.slice(0, -1).some(endsInVariable)) {
    return [makeUnknown(JSON.stringify(value))]; // part of the name of a policy variable is unknown
  }
  if (pieces.length === 1 && typeof pieces[0] === 'string') {
    return reading.variables ? readVariables(pieces[0], 0, options) : [markWildcards(pieces[0], options)];
  }
  let colons = 0;
  return pieces.flatMap((piece) => {
    if (typeof piece !== 'string') {
      return [piece];
    }
    const parts = reading.variables ? readVariables(piece, colons, options) : [markWildcards(piece, options)];
    colons += countColons(piece);
    return parts;
  });
}

/** Makes each placeholder an unknown text, because it may become any text. */
function markPlaceholders(piece: Part): Part[] {
  if (typeof piece !== 'string') {
    return [piece];
  }
  const cut = cutPlaceholders(piece);
  return cut.length === 1 ? cut : cut.flatMap((text, index): Part[] => index % 2 === 1 ? [makeUnknown(text)] : text === '' ? [] : [text]);
}

function joinResolved(pieces: readonly (Resolved | undefined)[]): Resolved | undefined {
  let joined = makeKnown('');
  for (const piece of pieces) {
    if (piece === undefined) {
      return undefined;
    }
    joined = { pattern: joined.pattern + piece.pattern, unknown: [...joined.unknown, ...piece.unknown] };
  }
  return joined;
}
