import * as fc from 'fast-check';
import type { Setting } from '../../../src/lambda/logging/wire';
import { StackOperation, SimulatedStack } from '../../support/guest/cloudformation';
import type { Verdict } from '../../support/guest/event';
import { Invariants } from '../../support/guest/invariants';
import { Handling, MemoryAws, StepFault } from '../../support/guest/memory-aws';
import { action, carryOut, properties } from '../../support/guest/operations';
import { SCALE, SEED } from '../../support/guest/scale';
import { FOREIGN, WISHES } from '../../support/guest/settings';

const runs = (count: number) => ({ numRuns: count * SCALE, seed: SEED });

jest.setTimeout(60_000 * Math.max(1, SCALE));

const start = fc.constantFrom<(Setting | undefined)[]>(...FOREIGN, ...WISHES);

function memoryAws(live: Setting | undefined, unknown: MemoryAws['unknown'] = []): MemoryAws {
  const one = new MemoryAws();
  one.unknown = unknown;
  one.outsiderWrites(live);
  return one;
}

test('the invariants hold after each event of random sequences', async () => {
  await fc.assert(fc.asyncProperty(start, fc.array(action(), { minLength: 2, maxLength: 8 }), async (live, actions) => {
    await carryOut(memoryAws(live), actions);
  }), runs(8000));
});

test('they hold where Bedrock does not know a flag', async () => {
  await fc.assert(fc.asyncProperty(start, fc.array(action(), { minLength: 2, maxLength: 8 }), async (live, actions) => {
    await carryOut(memoryAws(live, ['audioDataDeliveryEnabled']), actions, true);
  }), runs(2000));
});

/** An operation of a stack whose handlers can be halted at each step. */
class Process {
  public done = false;
  private handling?: Handling;
  private answer?: Verdict;

  constructor(private readonly account: MemoryAws, private readonly operation: StackOperation, private fault?: StepFault) {}

  public step(): void {
    if (!this.handling) {
      const { done, value } = this.operation.next(this.answer);
      this.done = done === true;
      this.handling = value ? this.account.begin(value, { fault: this.fault }) : undefined;
    } else if (!this.handling.next()) {
      this.fault = this.handling.struck ? undefined : this.fault;
      this.answer = this.handling.answer;
      this.handling = undefined;
    }
  }
}

test('at most one of two stacks becomes the guest when their handlers run at the same time, and both leave nothing', async () => {
  const resource = properties.map((one) => ({ logicalId: 'Logging', properties: { ...one, OnRemoval: 'RESTORE_PREVIOUS' as const } }));
  const how = fc.constantFrom<StepFault['how'][]>('crash', 'before', 'after');
  const fault = fc.option(fc.record({ at: fc.nat(7), how }), { nil: undefined });
  const everyTurn = fc.infiniteStream(fc.boolean());
  const first = fc.option(resource, { nil: undefined });
  const winners = new Map<string, number>();
  fc.assert(fc.property(start, first, resource, resource, fault, everyTurn, (live, earlier, one, other, once, turns) => {
    const account = memoryAws(live);
    const invariants = new Invariants(live);
    account.listener = invariants;
    const [alpha, beta] = [new SimulatedStack('Alpha'), new SimulatedStack('Beta')];
    const run = (...processes: Process[]) => {
      for (let running = processes; running.length > 0; running = running.filter(({ done }) => !done)) {
        const ownerBefore = account.sight().owner;
        running[turns.next().value ? 0 : running.length - 1].step();
        if (ownerBefore && !account.sight().owner) {
          invariants.left(account.sight());
        }
      }
    };
    run(new Process(account, alpha.deploy(earlier)));
    run(new Process(account, earlier ? alpha.delete() : alpha.deploy(one), once), new Process(account, beta.deploy(other)));
    [alpha, beta].filter(({ resource: made }) => made).forEach(({ name }) => winners.set(name, (winners.get(name) ?? 0) + 1));
    if (!once && alpha.resource && beta.resource) {
      throw new Error('two guests');
    }
    for (const stack of [alpha, beta, alpha, beta]) {
      run(new Process(account, stack.delete()));
    }
    invariants.finished(account.sight());
  }), runs(1500));
  expect(Math.min(winners.get('Alpha')!, winners.get('Beta')!)).toBeGreaterThan(100);
});
