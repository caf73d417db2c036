import * as fc from 'fast-check';
import { Circumstances, GuestResource, StackOperation, SimulatedStack, StackEvent } from './cloudformation';
import type { Verdict } from './event';
import { Invariants, Sight } from './invariants';
import type { Disturbance, Listener, StepFault } from './memory-aws';
import { FOREIGN, MODES, nameSetting, REMOVALS, WISHES } from './settings';
import type { LoggingResourceProperties, Setting } from '../../../src/lambda/logging/wire';

/** What goes wrong around one event. */
export interface Trouble extends Disturbance {
  /** After a crash the same event comes again; otherwise CloudFormation's time runs out. */
  readonly retried?: boolean;
  /** The same event comes twice. */
  readonly duplicate?: boolean;
}

/** What people and CloudFormation do, and what goes wrong around its first events. */
export type Action = { readonly stack: number; readonly troubles?: readonly Trouble[] } & (
  | { readonly do: 'deploy'; readonly target?: GuestResource; readonly circumstances?: Circumstances }
  | { readonly do: 'delete' }
) | { readonly do: 'outsider'; readonly setting?: Setting };

export interface Delivered {
  readonly answer?: Verdict;
  readonly struck?: boolean;
  readonly disturbed?: boolean;
}

/** An account and Region that answers events: in memory or behind a server. */
export interface Account {
  listener?: Listener;
  sight(): Sight | Promise<Sight>;
  outsiderWrites(setting: Setting | undefined): void | Promise<void>;
  deliver(event: StackEvent, disturbance?: Disturbance): Delivered | Promise<Delivered>;
}

const rarely = <T>(arbitrary: fc.Arbitrary<T>, freq: number) => fc.option(arbitrary, { nil: undefined, freq });
const fault = fc.record({ at: fc.nat(7), how: fc.constantFrom<StepFault['how'][]>('crash', 'before', 'after') });
const anyTrouble: fc.Arbitrary<Trouble> = fc.oneof(
  { weight: 5, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: fc.constant({ duplicate: true }) },
  { weight: 2, arbitrary: fc.record({ fault, retried: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      notYet: fc.integer({ min: 1, max: 3 }),
      intrusion: rarely(fc.record({ look: fc.integer({ min: 1, max: 3 }), setting: fc.constantFrom(...FOREIGN) }), 2),
    }),
  },
  { weight: 1, arbitrary: fc.record({ intrusion: fc.record({ look: fc.nat(2), setting: fc.constantFrom(...FOREIGN) }) }) },
);
export const properties: fc.Arbitrary<LoggingResourceProperties> = fc.record({
  OnExisting: fc.constantFrom(...MODES),
  OnRemoval: fc.constantFrom(...REMOVALS),
  LoggingConfig: fc.constantFrom(...WISHES),
});
const circumstances: fc.Arbitrary<Circumstances> = fc.constantFrom<Circumstances[]>(
  {}, {}, {}, { breaks: true }, { breaks: true }, { lost: true }, { skips: true });

/** `calm`: without faults inside of the handler. */
export function action(calm = false): fc.Arbitrary<Action> {
  const stack = fc.constantFrom(0, 0, 0, 1);
  const troubles = fc.array(calm ? fc.constantFrom<Trouble[]>({}, { duplicate: true }) : anyTrouble, { maxLength: 4 });
  const target = rarely(fc.record({ logicalId: fc.constantFrom('Logging', 'Logging', 'Renamed'), properties }), 6);
  return fc.oneof(
    { weight: 6, arbitrary: fc.record({ do: fc.constant('deploy' as const), stack, target, circumstances, troubles }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('delete' as const), stack, troubles }) },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant('outsider' as const), setting: fc.constantFrom(...FOREIGN, ...FOREIGN, ...WISHES) }),
    },
  );
}

/** Does one action after the other and holds every event against the invariants. → the answers */
export async function carryOut(account: Account, actions: readonly Action[], forgetful = false): Promise<(Verdict | undefined)[]> {
  const stacks = [new SimulatedStack('Alpha'), new SimulatedStack('Beta')];
  const invariants = new Invariants((await account.sight()).live, forgetful);
  account.listener = invariants;
  const answers: (Verdict | undefined)[] = [];
  for (const one of actions) {
    if (one.do === 'outsider') {
      // An outsider who sets exactly what a guest is asked for cannot be told from it.
      if (!(await account.sight()).owner || !WISHES.map(nameSetting).includes(nameSetting(one.setting))) {
        await account.outsiderWrites(one.setting);
      }
      continue;
    }
    const stack = stacks[one.stack];
    const operation = one.do === 'delete' ? stack.delete() : stack.deploy(one.target, one.circumstances);
    answers.push(...await run(account, invariants, operation, one.troubles ?? []));
  }
  return answers;
}

type Verdicts = (Verdict | undefined)[];

async function run(account: Account, invariants: Invariants, operation: StackOperation, troubles: readonly Trouble[]): Promise<Verdicts> {
  const answers: Verdicts = [];
  for (let next = operation.next(undefined); !next.done; next = operation.next(answers[answers.length - 1])) {
    const event = next.value;
    const trouble = troubles[answers.length] ?? {};
    invariants.begins(event, await account.sight());
    let answer = await deliver(account, invariants, event, trouble);
    if (!answer && trouble.retried) {
      answer = await deliver(account, invariants, event);
    }
    if (trouble.duplicate && answer?.Status === 'SUCCESS') {
      const sightBefore = await account.sight();
      const redelivered = await account.deliver(event);
      invariants.repeated({ event, before: sightBefore, ...redelivered, after: await account.sight() });
    }
    answers.push(answer);
  }
  return answers;
}

async function deliver(
  account: Account, invariants: Invariants, event: StackEvent, disturbance?: Disturbance,
): Promise<Verdict | undefined> {
  const sightBefore = await account.sight();
  const delivered = await account.deliver(event, disturbance);
  invariants.delivered({ event, before: sightBefore, ...delivered, after: await account.sight() });
  if (!delivered.answer && !delivered.struck) {
    throw new Error(`I6: no answer to ${JSON.stringify(event)}`);
  }
  return delivered.answer;
}
