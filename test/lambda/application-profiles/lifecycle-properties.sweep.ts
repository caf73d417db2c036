import * as fc from 'fast-check';
import { MemoryProfiles } from '../../support/guest/memory-profiles';
import { lags, playProfiles, profileAction } from '../../support/guest/profile-play';
import { SCALE, SEED } from '../../support/guest/scale';

jest.setTimeout(120_000 * Math.max(1, SCALE));

test('what must be holds in ten thousand random sequences', async () => {
  await fc.assert(fc.asyncProperty(fc.array(profileAction, { minLength: 2, maxLength: 8 }), lags, async (actions, lag) => {
    const world = new MemoryProfiles();
    world.store.lag = lag;
    await playProfiles(world, actions);
  }), { numRuns: 10_000 * SCALE, seed: SEED });
});
