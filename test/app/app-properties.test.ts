import * as fc from 'fast-check';
import { denyProperty, levelProperty, oddProperty, unknownProperty } from '../support/app-properties';
import { synthesize } from '../support/assemblies';
import { makeDirectory } from '../support/difficult/places';
import { buildPipelineApp } from '../support/difficult-app';

const directory = makeDirectory();
/** The large one is slow to judge: it is played through in the sweep of the same name. */
const APPS = [['pipeline', synthesize(buildPipelineApp(directory)), 25]] as const;

describe.each(APPS)('of the %s app', (_, files, numRuns) => {
  const few = { numRuns, seed: 20261129, endOnFailure: true };

  test('what is not known makes nothing certain, and nothing silent', () => {
    fc.assert(unknownProperty(files), few);
  });

  test('a deny less only opens, and one more only closes', () => {
    fc.assert(denyProperty(files), few);
  });

  test('a level of policies more only closes', () => {
    fc.assert(levelProperty(files), few);
  });

  test('what is odd in a file breaks nothing', () => {
    fc.assert(oddProperty(files), few);
  });
});
