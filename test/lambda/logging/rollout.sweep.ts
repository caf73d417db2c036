import { isStuck, listOrders, moveAtOnce } from './rollout-moves';
import { MODES, REMOVALS } from '../../support/guest/settings';

jest.setTimeout(60_000);

const combinations = REMOVALS.flatMap((removal) => MODES.map((mode) => [removal, mode] as const));

test.each(combinations)('a move between sets is safe in every order in which one is held up twice (%s, then %s)', async (removal, mode) => {
  const reasons = await moveAtOnce(removal, mode, listOrders(10, 10));
  expect(reasons.size).toBe(isStuck(removal, mode) ? 1 : 2);
});
