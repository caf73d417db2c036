import * as fc from 'fast-check';
import { AROUND, CALLERS, CLIENTS, MARKS, OTHERS, PANELS, POLICIES, SEVERAL } from './denials';
import { CONTAINERS, EVENTS } from './events';
import { FAILURES } from './failures';

/** All texts of the corpus. */
export const TEXTS = [CLIENTS, MARKS, PANELS, POLICIES, OTHERS, CALLERS, AROUND, SEVERAL, CONTAINERS, EVENTS, FAILURES]
  .flatMap((cases) => cases.map(([, text]) => text));

/** What texts have in them that means something to a reader of theirs. */
const PIECES = [
  '\\', '"', '{', '}', '[', ']', '(', '<', '>', '&', ';', '│', '|', '*', '`', '\n', ' ', ':', '/', '.', '\u001b[', '\u001b]8;;', '&amp;',
  '\\u', '\\n', '%3A', '…', '\u2019',
  'User: ', 'arn:', 'not authorized to perform: ', 'on resource: ', 'because no ', 'Action: ', 'Context: ', 'AWS_REGION=',
  '"CloudTrailEvent":"{', '\uE010', '\uD83D',
];

/** Changes a text at some places: cuts, doubles, inserts, and moves. */
const change = fc.record({
  kind: fc.constantFrom('cut', 'double', 'insert', 'end', 'begin'),
  from: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat(40),
  piece: fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 8, unit: 'binary' })),
});

export const mutated = fc.record({ text: fc.constantFrom(...TEXTS), changes: fc.array(change, { minLength: 1, maxLength: 6 }) })
  .map(({ text, changes }) => changes.reduce((rest, { kind, from, length, piece }) => {
    const at = Math.floor(from * rest.length);
    const [before, part, after] = [rest.slice(0, at), rest.slice(at, at + length), rest.slice(at + length)];
    switch (kind) {
      case 'cut': return before + after;
      case 'double': return before + part + part + after;
      case 'insert': return before + piece + part + after;
      case 'end': return before;
      default: return part + after;
    }
  }, text));

/** Any bytes, read as text. */
export const bytes = fc.uint8Array({ maxLength: 400 }).map((values) => Buffer.from(values).toString('utf8'));

/** JSON that ends somewhere. */
export const truncatedJson = fc.record({ json: fc.json({ maxDepth: 6 }), share: fc.double({ min: 0, max: 1, noNaN: true }) })
  .map(({ json, share }) => json.slice(0, Math.ceil(share * json.length)));
