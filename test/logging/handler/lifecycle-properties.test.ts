import * as fc from 'fast-check';
import { action, FOREIGN, play, WISHES } from './operations';
import { World } from './world';
import type { Setting } from '../../../src/logging/handler/wire';

/** `GUEST_SCALE=10` for ten times as many sequences, `GUEST_SEED` for other ones. */
const SCALE = Number(process.env.GUEST_SCALE ?? 1);
const SEED = Number(process.env.GUEST_SEED ?? 20261122);
const runs = (count: number) => ({ numRuns: count * SCALE, seed: SEED });

jest.setTimeout(60_000 * Math.max(1, SCALE));

const start = fc.constantFrom<(Setting | undefined)[]>(...FOREIGN, ...WISHES);

function world(live: Setting | undefined, unknown: World['unknown'] = []): World {
  const one = new World();
  one.unknown = unknown;
  one.outsiderWrites(live);
  return one;
}

test('the invariants hold after each event of random sequences', async () => {
  await fc.assert(fc.asyncProperty(start, fc.array(action(), { minLength: 2, maxLength: 8 }), async (live, actions) => {
    await play(world(live), actions);
  }), runs(8000));
});

test('they hold where Bedrock does not know a flag', async () => {
  await fc.assert(fc.asyncProperty(start, fc.array(action(), { minLength: 2, maxLength: 8 }), async (live, actions) => {
    await play(world(live, ['audioDataDeliveryEnabled']), actions, true);
  }), runs(2000));
});
