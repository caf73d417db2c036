import * as fc from 'fast-check';
import type { Setting } from '../../../src/lambda/logging/wire';
import { GONE, SimulatedStack, StackOperation } from '../../support/guest/cloudformation';
import type { Verdict } from '../../support/guest/event';
import { Invariants } from '../../support/guest/invariants';
import { MemoryAws, RequestFault, Visit } from '../../support/guest/memory-aws';
import { action, carryOut, properties } from '../../support/guest/operations';
import { SCALE, SEED } from '../../support/guest/scale';
import { FOREIGN, WISHES } from '../../support/guest/settings';
import { Turns } from '../../support/guest/turns';

const runs = (count: number) => ({ numRuns: count * SCALE, seed: SEED });

jest.setTimeout(120_000 * Math.max(1, SCALE));

const start = fc.constantFrom<(Setting | undefined)[]>(...FOREIGN, ...WISHES);

function memoryAws(live: Setting | undefined, untold: MemoryAws['untold'] = []): MemoryAws {
  const one = new MemoryAws();
  one.untold = untold;
  one.outsiderWrites(live);
  return one;
}

test('the invariants hold after each event of random sequences', async () => {
  await fc.assert(fc.asyncProperty(start, fc.array(action, { minLength: 2, maxLength: 8 }), async (live, actions) => {
    await carryOut(memoryAws(live), actions);
  }), runs(8000));
});

test('they hold where Bedrock does not tell a flag back', async () => {
  await fc.assert(fc.asyncProperty(start, fc.array(action, { minLength: 2, maxLength: 8 }), async (live, actions) => {
    await carryOut(memoryAws(live, ['audioDataDeliveryEnabled']), actions, true);
  }), runs(2000));
});

test('at most one of two stacks becomes the guest when their handlers run at the same time, and both leave nothing', async () => {
  const resource = properties.map((one) => ({ ...one, OnRemoval: 'RESTORE_PREVIOUS' as const }));
  const how = fc.constantFrom<RequestFault['how'][]>('crash', 'before', 'after');
  const fault = fc.option(fc.record({ at: fc.nat(9), how }), { nil: undefined });
  const first = fc.option(resource, { nil: undefined });
  const winners = new Map<string, number>();
  await fc.assert(fc.asyncProperty(
    start, first, resource, resource, fault, fc.infiniteStream(fc.nat(1)), async (live, earlier, one, other, once, stream) => {
      const aws = memoryAws(live);
      const invariants = new Invariants(live);
      aws.listener = invariants;
      const [alpha, beta] = [new SimulatedStack('Alpha'), new SimulatedStack('Beta')];
      aws.describe = (id) => [alpha, beta].map((stack) => stack.describe(id)).find(({ time }) => time) ?? GONE;
      const turns = new Turns();
      const operate = async (operation: StackOperation, pending?: RequestFault) => {
        let answer: Verdict | undefined;
        for (let next = operation.next(answer); !next.done; next = operation.next(answer)) {
          const visit = new Visit(aws, next.value, { fault: pending }, () => turns.take());
          const had = aws.sight().owner;
          await visit.run();
          pending = visit.struck ? undefined : pending;
          if (had && !aws.sight().owner) {
            invariants.left(aws.sight());
          }
          ({ answer } = visit);
        }
      };
      const run = (...works: Promise<void>[]) => turns.run(({ length }) => stream.next().value! % length, ...works);
      await run(operate(alpha.deploy(earlier)));
      await run(operate(earlier ? alpha.delete() : alpha.deploy(one), once), operate(beta.deploy(other)));
      [alpha, beta].filter(({ resource: made }) => made).forEach(({ name }) => winners.set(name, (winners.get(name) ?? 0) + 1));
      if (!once && alpha.resource && beta.resource) {
        throw new Error('two guests');
      }
      for (const stack of [alpha, beta, alpha, beta]) {
        await run(operate(stack.delete()));
      }
      invariants.finished(aws.sight());
    }), runs(1500));
  expect(Math.min(winners.get('Alpha')!, winners.get('Beta')!)).toBeGreaterThan(100);
});
