import * as fc from 'fast-check';
import { MemoryProfiles } from '../../support/guest/memory-profiles';
import { playProfiles, profileAction } from '../../support/guest/profile-play';
import { SEED } from '../../support/guest/scale';

test('what must be holds in a few random sequences; lifecycle-properties.sweep.ts plays many', async () => {
  await fc.assert(fc.asyncProperty(fc.array(profileAction, { minLength: 2, maxLength: 6 }), async (actions) => {
    await playProfiles(new MemoryProfiles(), actions);
  }), { numRuns: 300, seed: SEED });
});
