import * as fc from 'fast-check';
import { denyProperty, levelProperty, oddProperty, unknownProperty } from '../support/app-properties';
import { synthesize } from '../support/assemblies';
import { makeDirectory } from '../support/difficult/places';
import { buildCustomizedApp, buildDifficultApp, buildPipelineApp, buildQuietApp } from '../support/difficult-app';

/** `APP_SCALE=10` for ten times as many cases, `APP_SEED` for other ones. */
const SCALE = Number(process.env.APP_SCALE ?? 1);
const runs = (count: number) => ({ numRuns: count * SCALE, endOnFailure: true, seed: Number(process.env.APP_SEED ?? 20261129) });
jest.setTimeout(600_000 * Math.max(1, SCALE));

const directory = makeDirectory();
const difficult = synthesize(buildDifficultApp(directory));
const pipeline = synthesize(buildPipelineApp(directory));
const quiet = synthesize(buildQuietApp(directory));
const customized = synthesize(buildCustomizedApp(directory));

test.each([['difficult', difficult, 120], ['pipeline', pipeline, 300], ['quiet', quiet, 100]])(
  'of the %s app what is not known makes nothing certain, and nothing silent', (_, files, count) => {
    fc.assert(unknownProperty(files), runs(count));
  });

test.each([['difficult', difficult, 60], ['pipeline', pipeline, 200]])(
  'of the %s app a deny less only opens, and one more only closes', (_, files, count) => {
    fc.assert(denyProperty(files), runs(count));
  });

test('a level of policies more only closes', () => {
  fc.assert(levelProperty(difficult), runs(20));
});

test.each([['difficult', difficult, 100], ['pipeline', pipeline, 300], ['quiet', quiet, 200], ['customized', customized, 200]])(
  'what is odd in a file of the %s app breaks nothing', (_, files, count) => {
    fc.assert(oddProperty(files), runs(count));
  });
