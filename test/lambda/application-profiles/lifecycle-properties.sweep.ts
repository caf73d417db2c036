import * as fc from 'fast-check';
import { MemoryProfiles } from '../../support/guest/memory-profiles';
import { playProfiles, profileAction } from '../../support/guest/profile-play';
import { SCALE, SEED } from '../../support/guest/scale';

jest.setTimeout(120_000 * Math.max(1, SCALE));

const lag = fc.record({ list: fc.constantFrom(0, 0, 9000), get: fc.constantFrom(0, 5000, 9000), tags: fc.constantFrom(0, 0, 9000) });

test('what must be holds in ten thousand random sequences', async () => {
  await fc.assert(fc.asyncProperty(fc.array(profileAction, { minLength: 2, maxLength: 8 }), lag, async (actions, late) => {
    const world = new MemoryProfiles();
    world.store.lag = late;
    await playProfiles(world, actions);
  }), { numRuns: 10_000 * SCALE, seed: SEED });
});
