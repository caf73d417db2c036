/** An account that moves from one stack set to another: its old stack is deleted, and a new one created, in whatever order. */
import type { LoggingResourceProperties } from '../../../src/lambda/logging/wire';
import { group, Mode, nameSetting, PREVIOUS, Removal } from '../../support/guest/settings';
import { IN_TURN, listed, operate, Order, Place, SimulatedStackSet } from '../../support/guest/stack-sets';

export function wish(name: string, OnExisting: Mode = 'REFUSE', OnRemoval: Removal = 'RETAIN'): LoggingResourceProperties {
  return { ...PREVIOUS, OnExisting, OnRemoval, LoggingConfig: group(name) };
}

/** What is live, and whose claim is there. */
export function see({ aws }: Place): string {
  const owner = aws.claim?.stack.split('/')[1].replace(/-\d+$/, '') ?? 'nobody';
  return `${nameSetting(aws.live)} of ${owner}`;
}

/** The old set's setting stays with RETAIN, and the new one's REFUSE and ADOPT do not touch it. */
export function isStuck(removal: Removal, mode: Mode): boolean {
  return removal === 'RETAIN' && mode !== 'TAKE_OVER';
}

/** An account that the old set has deployed to. */
export async function startMove(removal: Removal): Promise<{ place: Place; from: SimulatedStackSet; to: SimulatedStackSet }> {
  const place = new Place('111122223333');
  const [from, to] = [new SimulatedStackSet('from'), new SimulatedStackSet('to')];
  await operate(IN_TURN, from.deploy(place, wish('old', 'REFUSE', removal)));
  return { place, from, to };
}

/** Lists each way in which two take turns, if the first is held up twice: after up to `first` requests, and so many again. */
export function* listOrders(first: number, again: number): Generator<Order> {
  const count = (most: number) => Array.from({ length: most + 1 }, (_, index) => index);
  for (const [a, b, c] of count(first).flatMap((one) => count(first).flatMap((two) => count(again).map((three) => [one, two, three])))) {
    yield listed([...Array(a).fill(0), ...Array(b).fill(1), ...Array(c).fill(0)]);
  }
}

/** Plays the move in each order. → how it went for the new stack, at first */
export async function moveAtOnce(removal: Removal, mode: Mode, orders: Iterable<Order>): Promise<Set<string>> {
  const seen = new Set<string>();
  for (const order of orders) {
    const { place, from, to } = await startMove(removal);
    const [left, came] = await operate(order, from.delete(place), to.deploy(place, wish('new', mode)));
    expect(left).toBe('done');
    expect(to.find(place) !== undefined).toBe(came === 'done');
    expect(see(place)).toBe(came === 'done' ? 'new of StackSet-to' : `${removal === 'RETAIN' ? 'old' : 'none'} of nobody`);
    seen.add(came === 'done' ? 'done' : 'refused');
    await operate(IN_TURN, to.deploy(place, wish('new', mode)));
    expect(see(place)).toBe(isStuck(removal, mode) ? 'old of nobody' : 'new of StackSet-to');
  }
  return seen;
}
