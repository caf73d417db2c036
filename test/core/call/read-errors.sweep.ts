import * as fc from 'fast-check';
import { holds } from './error-corpus/holds';
import { bytes, mutated, truncatedJson } from './error-corpus/mutations';
import { cli } from '../../support/cli';

test('20,000 changed texts are read without an error', () => {
  fc.assert(fc.property(mutated, holds), { numRuns: 20_000 });
});

test('20,000 times bytes, and JSON that ends early, are read without an error', () => {
  fc.assert(fc.property(fc.oneof(bytes, truncatedJson), holds), { numRuns: 20_000 });
});

test('the command line says what it reads of changed texts, or that it reads nothing', () => {
  fc.assert(fc.property(mutated, (text) => {
    const { status, err } = cli('explain', '--error', text);
    expect([1, 2]).toContain(status);
    expect(err).not.toMatch(/\n\s+at /);
  }), { numRuns: 2_000 });
});
