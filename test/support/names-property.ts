import * as fc from 'fast-check';
import { changes, decideCondition, deployed, holds, makePattern, makeRequest, operator, writeArn } from './deployed-names';
import { Unknown } from '../../src/core/call/unknown-facts';

/** How often conditions were decided, and how often they could not be. */
export interface Tally {
  match: number;
  miss: number;
  depends: number;
}

/** Of random identities and patterns, that the engine decides none against the name as it was deployed. Throws for one that it does. */
export function checkNames(runs: { readonly numRuns: number; readonly seed: number }): Tally {
  const tally = { match: 0, miss: 0, depends: 0 };
  const folder = fc.constantFrom('', '', '', 'team/', 'a/b/');
  const patterns = fc.oneof(fc.array(changes, { minLength: 1, maxLength: 1 }), fc.array(changes, { minLength: 2, maxLength: 3 }));
  fc.assert(fc.property(deployed, folder, fc.boolean(), patterns, operator, (one, path, knowsPath, made, named) => {
    const written = made.map((each) => makePattern(writeArn(one, path), each));
    // A pattern without a folder is taken to mean roles that are in none.
    const hasFolder = written.every((pattern) => /:role\/.*\//.test(pattern));
    fc.pre(knowsPath || (one.kind === 'role' && (path === '' || hasFolder)));
    const decided = decideCondition(named, written, makeRequest(one, knowsPath ? path : Unknown.ROLE_PATH));
    tally[decided === 'match' || decided === 'miss' ? decided : 'depends']++;
    const expected = holds(named, written, writeArn(one, path)) ? 'match' : 'miss';
    return typeof decided !== 'string' || decided === expected;
  }), runs);
  return tally;
}
