import { isStuck, listOrders, moveAtOnce, see, startMove, wish } from './rollout-moves';
import { MESSAGES } from '../../support/guest/messages';
import { MODES, REMOVALS, X0 } from '../../support/guest/settings';
import { IN_TURN, operate, Order, Place, shuffled, SimulatedStackSet, Trouble } from '../../support/guest/stack-sets';

// Handlers of several accounts side by side, with the events that stack sets make. What one handler does by itself is elsewhere.

const places = (count: number) => Array.from({ length: count }, (_, index) => new Place(String(index + 1).repeat(12)));
const ORDERS: Order[] = [IN_TURN, ...Array.from({ length: 20 }, (_, index) => shuffled(index + 1))];

describe('an account whose deployment fails', () => {
  const PUT = 6;
  const FAULTS: Readonly<Record<string, Trouble>> = {
    'dies while it reads': { disturbances: [{ fault: { at: 1, how: 'crash' } }] },
    'dies before it writes': { disturbances: [{ fault: { at: PUT, how: 'crash' } }] },
    'dies after its write': { disturbances: [{ fault: { at: PUT + 1, how: 'crash' } }] },
    'is refused by Bedrock': { disturbances: [{ fault: { at: PUT, how: 'before' } }] },
    'loses the answer of its write': { disturbances: [{ fault: { at: PUT, how: 'after' } }] },
    'has another resource that fails': { breaks: true },
  };

  test.each(Object.entries(FAULTS))('%s: it is as it was, the others are deployed, and a retry mends it', async (_, trouble) => {
    for (const order of ORDERS) {
      const set = new SimulatedStackSet('record');
      const all = places(5);
      const results = await operate(order, ...all.map((place, index) => set.deploy(place, wish('v1'), index === 2 ? trouble : {})));
      expect(results.map((result) => result === 'done')).toEqual([true, true, false, true, true]);
      expect(all.map(see)).toEqual(all.map(({}, index) => index === 2 ? 'none of nobody' : 'v1 of StackSet-record'));
      expect(await operate(order, ...all.map((place) => set.deploy(place, wish('v1'))))).toEqual(Array(5).fill('done'));
      expect(all.map(see)).toEqual(Array(5).fill('v1 of StackSet-record'));
    }
  });

  test.each(Object.entries(FAULTS))('%s in an update: it keeps what it had, and a retry mends it', async (_, trouble) => {
    for (const order of ORDERS) {
      const set = new SimulatedStackSet('record');
      const all = places(4);
      await operate(order, ...all.map((place) => set.deploy(place, wish('v1'))));
      const results = await operate(order, ...all.map((place, index) => set.deploy(place, wish('v2'), index === 1 ? trouble : {})));
      expect(results.map((result) => result === 'done')).toEqual([true, false, true, true]);
      expect(all.map(see)).toEqual(['v2', 'v1', 'v2', 'v2'].map((name) => `${name} of StackSet-record`));
      await operate(order, set.deploy(all[1], wish('v2')));
      expect(all.map(see)).toEqual(Array(4).fill('v2 of StackSet-record'));
    }
  });

  test('in the roll-back too: the others are untouched, and a retry mends it', async () => {
    const set = new SimulatedStackSet('record');
    const all = places(3);
    await operate(IN_TURN, ...all.map((place) => set.deploy(place, wish('v1'))));
    const twice: Trouble = { disturbances: [{ fault: { at: PUT + 1, how: 'crash' } }, { fault: { at: 4, how: 'before' } }] };
    await operate(shuffled(7), ...all.map((place, index) => set.deploy(place, wish('v2'), index === 0 ? twice : {})));
    expect(all.slice(1).map(see)).toEqual(Array(2).fill('v2 of StackSet-record'));
    expect(await operate(IN_TURN, set.deploy(all[0], wish('v2')))).toEqual(['done']);
    expect(all.map(see)).toEqual(Array(3).fill('v2 of StackSet-record'));
  });

  test('where another setting is on, names the account and leaves it; the second set takes it over, and gives it back', async () => {
    const [set, takenOver] = [new SimulatedStackSet('record'), new SimulatedStackSet('taken-over')];
    const all = places(3);
    all[1].aws.outsiderWrites(X0);
    const results = await operate(shuffled(3), ...all.map((place) => set.deploy(place, wish('v1'))));
    expect(results).toEqual(['done', expect.stringMatching(MESSAGES.M2), 'done']);
    expect(results[1]).toContain('account 222222222222 in af-south-1');
    expect(all.map(see)).toEqual(['v1 of StackSet-record', 'outsiders-bucket of nobody', 'v1 of StackSet-record']);

    const takeOver = wish('v1', 'TAKE_OVER', 'RESTORE_PREVIOUS');
    await operate(IN_TURN, takenOver.deploy(all[1], takeOver, { breaks: true }));
    expect(all[1].aws.live).toEqual(all[1].aws.store(X0));
    expect(await operate(IN_TURN, takenOver.deploy(all[1], takeOver))).toEqual(['done']);
    expect(see(all[1])).toBe('v1 of StackSet-taken-over');
    await operate(IN_TURN, takenOver.delete(all[1]));
    expect([all[1].aws.live, all[1].aws.claim]).toEqual([all[1].aws.store(X0), undefined]);
  });
});

describe('an account that leaves', () => {
  test.each([['RETAIN', 'v1'], ['DISABLE', 'none'], ['RESTORE_PREVIOUS', 'none']] as const)(
    'with its stack (%s): %s is live there, and the others are as they were', async (removal, left) => {
      const set = new SimulatedStackSet('record');
      const all = places(3);
      await operate(IN_TURN, ...all.map((place) => set.deploy(place, wish('v1', 'REFUSE', removal))));
      expect(await operate(shuffled(5), set.delete(all[0]), set.deploy(all[1], wish('v2', 'REFUSE', removal)))).toEqual(['done', 'done']);
      expect(all.map(see)).toEqual([`${left} of nobody`, 'v2 of StackSet-record', 'v1 of StackSet-record']);
    });

  test('and keeps its stack keeps its record, which the stack can still change and remove', async () => {
    const set = new SimulatedStackSet('record');
    const [place, other] = places(2);
    await operate(IN_TURN, set.deploy(place, wish('v1')), set.deploy(other, wish('v1')));
    const stack = set.retain(place);
    expect(see(place)).toBe('v1 of StackSet-record');
    expect(await operate(IN_TURN, { place, operation: stack.deploy(wish('own')) })).toEqual(['done']);
    expect(see(place)).toBe('own of StackSet-record');
    expect(await operate(IN_TURN, { place, operation: stack.delete() })).toEqual(['done']);
    expect([place, other].map(see)).toEqual(['own of nobody', 'v1 of StackSet-record']);
  });

  test('keeps its stack, and comes back: the set is refused and leaves the record on; the stack is taken into the set again', async () => {
    const set = new SimulatedStackSet('record');
    const [place] = places(1);
    await operate(IN_TURN, set.deploy(place, wish('v1')));
    const stack = set.retain(place);
    expect(await operate(IN_TURN, set.deploy(place, wish('v2')))).toEqual([expect.stringMatching(MESSAGES.M1)]);
    expect(see(place)).toBe('v1 of StackSet-record');
    set.import(place, stack);
    expect(await operate(IN_TURN, set.deploy(place, wish('v2')))).toEqual(['done']);
    expect(see(place)).toBe('v2 of StackSet-record');
  });
});

test('two Regions of an account have a setting and a claim each, and one that fails leaves the other alone', async () => {
  for (const order of ORDERS) {
    const set = new SimulatedStackSet('record');
    const all = ['af-south-1', 'eu-west-1'].map((region) => new Place('111122223333', region));
    const results = await operate(order, set.deploy(all[0], wish('v1')), set.deploy(all[1], wish('v1'), { breaks: true }));
    expect(results).toEqual(['done', 'another resource failed']);
    expect(all.map(see)).toEqual(['v1 of StackSet-record', 'none of nobody']);
    await operate(order, set.delete(all[0]), set.deploy(all[1], wish('v1')));
    expect(all.map(see)).toEqual(['v1 of nobody', 'v1 of StackSet-record']);
  }
});

describe('an account that moves from one set to another', () => {
  const combinations = REMOVALS.flatMap((removal) => MODES.map((mode) => [removal, mode] as const));

  test.each(combinations)('the old stack goes first (%s, then %s)', async (removal, mode) => {
    const { place, from, to } = await startMove(removal);
    await operate(IN_TURN, from.delete(place));
    const [result] = await operate(IN_TURN, to.deploy(place, wish('new', mode)));
    expect(result).toEqual(isStuck(removal, mode) ? expect.stringMatching(MESSAGES.M2) : 'done');
    expect(see(place)).toBe(isStuck(removal, mode) ? 'old of nobody' : 'new of StackSet-to');
  });

  test.each(combinations)('the new stack comes first and is refused; a retry mends it (%s, then %s)', async (removal, mode) => {
    const { place, from, to } = await startMove(removal);
    expect(await operate(IN_TURN, to.deploy(place, wish('new', mode)))).toEqual([expect.stringMatching(MESSAGES.M1)]);
    expect(see(place)).toBe('old of StackSet-from');
    await operate(IN_TURN, from.delete(place));
    expect(see(place)).toBe(`${removal === 'RETAIN' ? 'old' : 'none'} of nobody`);
    await operate(IN_TURN, to.deploy(place, wish('new', mode)));
    expect(see(place)).toBe(isStuck(removal, mode) ? 'old of nobody' : 'new of StackSet-to');
  });

  test.each(combinations)('both at once: one has it in the end, and a retry mends the rest (%s, then %s)', async (removal, mode) => {
    const reasons = await moveAtOnce(removal, mode, listOrders(4, 10));
    expect(reasons.size).toBe(isStuck(removal, mode) ? 1 : 2); // refused and not
  });

  test.each(MODES)('and whose old stack is retained keeps the old record; taken into the new set it is changed (%s)', async (mode) => {
    const { place, from, to } = await startMove('RETAIN');
    const stack = from.retain(place);
    expect(await operate(IN_TURN, to.deploy(place, wish('new', mode)))).toEqual([expect.stringMatching(MESSAGES.M1)]);
    expect(see(place)).toBe('old of StackSet-from');
    to.import(place, stack);
    expect(await operate(IN_TURN, to.deploy(place, wish('new', mode)))).toEqual(['done']);
    expect(see(place)).toBe('new of StackSet-from');
  });

  test('to a set that takes over is given back what was there before the first one', async () => {
    const both = (name: string) => wish(name, 'TAKE_OVER', 'RESTORE_PREVIOUS');
    for (const order of listOrders(4, 10)) {
      const [place] = places(1);
      const [from, to] = [new SimulatedStackSet('from'), new SimulatedStackSet('to')];
      place.aws.outsiderWrites(X0);
      await operate(IN_TURN, from.deploy(place, both('old')));
      const [, came] = await operate(order, from.delete(place), to.deploy(place, both('new')));
      expect(see(place)).toBe(came === 'done' ? 'new of StackSet-to' : 'outsiders-bucket of nobody');
      await operate(IN_TURN, to.deploy(place, both('new')));
      expect(see(place)).toBe('new of StackSet-to');
      await operate(IN_TURN, to.delete(place));
      expect([place.aws.live, place.aws.claim]).toEqual([place.aws.store(X0), undefined]);
    }
  });
});

test.each(MODES)('of two sets that come to an account at once, one has it, and the other one is refused (%s)', async (mode) => {
  const winners = new Set<number>();
  for (const order of listOrders(4, 10)) {
    const [place] = places(1);
    const sets = [new SimulatedStackSet('one'), new SimulatedStackSet('other')];
    const results = await operate(order, ...sets.map((set, index) => set.deploy(place, wish(`v${index}`, mode))));
    const [winner, ...others] = [0, 1].filter((index) => results[index] === 'done');
    expect(others).toEqual([]);
    expect(see(place)).toBe(winner === undefined ? 'none of nobody' : `v${winner} of StackSet-${['one', 'other'][winner]}`);
    if (winner !== undefined) {
      winners.add(winner);
    }
  }
  expect(winners.size).toBe(2);
});
