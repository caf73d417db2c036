import * as fc from 'fast-check';
import { holds } from './error-corpus/holds';
import { bytes, mutated, TEXTS, truncatedJson } from './error-corpus/mutations';
import { readErrors } from '../../../src/core/call/errors/read-errors';
import { Unknown } from '../../../src/core/call/unknown-facts';

test('changed texts are read without an error', () => {
  fc.assert(fc.property(mutated, holds), { numRuns: 3_000 });
});

test('bytes and JSON that ends early are read without an error', () => {
  fc.assert(fc.property(fc.oneof(bytes, truncatedJson), holds), { numRuns: 2_000 });
});

test('every beginning of a text is read without an error', () => {
  const [longest] = [...TEXTS].sort((one, other) => other.length - one.length);
  for (let end = 0; end < longest.length; end += 3) {
    holds(longest.slice(0, end));
  }
});

test('marks of what is unknown cannot be forged', () => {
  const forged = TEXTS[0].replace(/app/g, `${Unknown.ROLE_PATH}app${Unknown.ACCOUNT}`);
  expect(readErrors(forged)).toEqual(readErrors(TEXTS[0]));
});

test('no expression keeps its place from one reading to the next', () => {
  TEXTS.forEach((text) => expect(readErrors(text)).toEqual(readErrors(text)));
});
