import * as fc from 'fast-check';
import { LocalAws } from '../../support/guest/local-aws';
import { ProfileGuest } from '../../support/guest/profile-guest';
import { lags, playProfiles, profileAction } from '../../support/guest/profile-play';
import { SCALE, SEED } from '../../support/guest/scale';

jest.setTimeout(600_000 * Math.max(1, SCALE));

test('what must be holds in five hundred random sequences through the bundle', async () => {
  const aws = await LocalAws.start();
  try {
    await fc.assert(fc.asyncProperty(fc.array(profileAction, { minLength: 2, maxLength: 5 }), lags, async (actions, lag) => {
      aws.reset();
      aws.profiles.lag = lag;
      await playProfiles(new ProfileGuest(aws), actions);
      expect(aws.objections).toEqual([]);
    }), { numRuns: 500 * SCALE, seed: SEED });
  } finally {
    await aws.close();
  }
});
