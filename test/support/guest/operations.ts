import * as fc from 'fast-check';
import { Circumstances, GONE, SimulatedStack, StackDescription, StackOperation } from './cloudformation';
import type { CloudFormationEvent, Verdict } from './event';
import { Invariants, Sight } from './invariants';
import type { Delivered, Disturbance, Listener, RequestFault } from './memory-aws';
import { FOREIGN, MODES, nameSetting, PREVIOUS, REMOVALS, WISHES } from './settings';
import type { LoggingResourceProperties, Setting } from '../../../src/lambda/logging/wire';

/** What goes wrong around one event. */
export interface Trouble extends Disturbance {
  /** After a crash the same event comes again; otherwise CloudFormation's time runs out. */
  readonly retried?: boolean;
  /** The same event comes twice: after its end, or just before a request. */
  readonly duplicate?: true | number;
  /**
   * Before a request CloudFormation stops to wait for the event, and goes on; if that takes long, `deep` with the next action as well.
   * With a `twin`, which is delivered and answered, it goes on from that answer.
   */
  readonly overtaken?: { readonly at: number; readonly deep?: boolean; readonly twin?: boolean };
}

/** What people and CloudFormation do, and what goes wrong around its first events. */
export type Action = { readonly stack: number; readonly troubles?: readonly Trouble[] } & (
  | { readonly do: 'deploy'; readonly properties?: LoggingResourceProperties; readonly circumstances?: Circumstances }
  | { readonly do: 'delete' }
) | { readonly do: 'outsider'; readonly setting?: Setting };

/** An account and Region that answers events: in memory or behind a server. */
export interface World {
  listener?: Listener;
  describe: (stackId: string) => StackDescription;
  sight(): Sight;
  outsiderWrites(setting: Setting | undefined): void;
  deliver(event: CloudFormationEvent, disturbance?: Disturbance): Promise<Delivered>;
}

const rarely = <T>(arbitrary: fc.Arbitrary<T>, freq: number) => fc.option(arbitrary, { nil: undefined, freq });
const request = fc.nat(9);
const anyTrouble: fc.Arbitrary<Trouble> = fc.oneof(
  { weight: 5, arbitrary: fc.constant({}) },
  { weight: 2, arbitrary: fc.record({ duplicate: fc.oneof(fc.constant(true as const), request) }) },
  { weight: 4, arbitrary: fc.record({ overtaken: fc.record({ at: request, deep: fc.boolean(), twin: fc.boolean() }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      fault: fc.record({ at: request, how: fc.constantFrom<RequestFault['how'][]>('crash', 'before', 'after') }), retried: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      notYet: fc.integer({ min: 1, max: 3 }),
      intrusion: rarely(fc.record({ look: fc.integer({ min: 1, max: 3 }), setting: fc.constantFrom(...FOREIGN) }), 2),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ notYet: fc.integer({ min: 1, max: 2 }), overtaken: fc.record({ at: fc.nat(14), deep: fc.boolean() }) }),
  },
  { weight: 1, arbitrary: fc.record({ intrusion: fc.record({ look: fc.nat(2), setting: fc.constantFrom(...FOREIGN) }) }) },
);
export const properties: fc.Arbitrary<LoggingResourceProperties> = fc.record({
  OnExisting: fc.constantFrom(...MODES),
  OnRemoval: fc.constantFrom(...REMOVALS),
  LoggingConfig: fc.constantFrom(...WISHES),
}).map((one) => ({ ...one, ...PREVIOUS }));
const circumstances = fc.constantFrom<Circumstances[]>({}, {}, {}, { breaks: true }, { breaks: true }, { skips: true });

export const action: fc.Arbitrary<Action> = (() => {
  const stack = fc.constantFrom(0, 0, 0, 1);
  const troubles = fc.array(anyTrouble, { maxLength: 4 });
  return fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({ do: fc.constant('deploy' as const), stack, properties: rarely(properties, 6), circumstances, troubles }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('delete' as const), stack, troubles }) },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant('outsider' as const), setting: fc.constantFrom(...FOREIGN, ...FOREIGN, ...WISHES) }),
    },
  );
})();

/** Does one action after the other and holds every event against the invariants. → the answers that CloudFormation took */
export async function carryOut(world: World, actions: readonly Action[], forgetful = false): Promise<(Verdict | undefined)[]> {
  return new Play(world, actions, forgetful).run();
}

class Play {
  private readonly stacks = [new SimulatedStack('Alpha'), new SimulatedStack('Beta')];
  private readonly invariants: Invariants;
  private readonly answers: (Verdict | undefined)[] = [];
  private readonly actions: Action[];

  constructor(private readonly world: World, actions: readonly Action[], forgetful: boolean) {
    this.actions = [...actions];
    this.invariants = new Invariants(world.sight().live, forgetful);
    world.listener = this.invariants;
    world.describe = (id) => this.stacks.map((stack) => stack.describe(id)).find(({ time }) => time) ?? GONE;
  }

  public async run(): Promise<(Verdict | undefined)[]> {
    while (this.actions.length > 0) {
      await this.act();
    }
    return this.answers;
  }

  private async act(): Promise<void> {
    const next = this.actions.shift();
    if (next?.do === 'outsider') {
      // An outsider who sets exactly what a guest is asked for cannot be told from it.
      if (!this.world.sight().owner || !WISHES.map(nameSetting).includes(nameSetting(next.setting))) {
        this.world.outsiderWrites(next.setting);
      }
    } else if (next) {
      const stack = this.stacks[next.stack];
      const operation = next.do === 'delete' ? stack.delete() : stack.deploy(next.properties, next.circumstances);
      await this.operate(operation, [...next.troubles ?? []]);
    }
  }

  /** Delivers what is left of the events of an operation; `answer` is that to the one before. */
  private async operate(operation: StackOperation, troubles: Trouble[], answer?: Verdict): Promise<void> {
    for (let next = operation.next(answer); !next.done; next = operation.next(this.answers.at(-1))) {
      const trouble = troubles.shift() ?? {};
      this.invariants.begins(next.value, this.world.sight());
      if (await this.deliver(next.value, trouble, operation, troubles)) {
        return; // the operation has come to its end meanwhile
      }
    }
  }

  /** → whether CloudFormation went on without the event */
  private async deliver(event: CloudFormationEvent, trouble: Trouble, operation: StackOperation, troubles: Trouble[]): Promise<boolean> {
    const { overtaken, duplicate, retried } = trouble;
    if (overtaken) {
      return this.overtake(event, trouble, operation, troubles);
    }
    const before = this.world.sight();
    let twin: Delivered | undefined;
    const meanwhile = typeof duplicate === 'number'
      ? { at: duplicate, happens: async () => { twin = await this.world.deliver(event); } } : undefined;
    let delivered = await this.world.deliver(event, { ...trouble, meanwhile });
    this.check(event, before, { ...delivered, answer: twin?.answer ?? delivered.answer }); // the first answer is taken
    if (!delivered.answer && retried) {
      const sight = this.world.sight();
      delivered = await this.world.deliver(event);
      this.check(event, sight, delivered);
    }
    if (duplicate === true && delivered.answer?.Status === 'SUCCESS') {
      const [isRollback, sight] = [this.isRollback(event), this.world.sight()];
      this.invariants.repeated({ event, isRollback, before: sight, ...await this.world.deliver(event), after: this.world.sight() });
    }
    this.answers.push(twin?.answer ?? delivered.answer);
    return false;
  }

  /** Before a request of an event CloudFormation takes it for failed, and finishes its operation; then the event goes on. */
  private async overtake(
    event: CloudFormationEvent, trouble: Trouble, operation: StackOperation, troubles: Trouble[],
  ): Promise<boolean> {
    const { at, deep, twin } = trouble.overtaken!;
    const [isRollback, before] = [this.isRollback(event), this.world.sight()];
    let end: Sight | undefined;
    let isLate = false;
    const happens = async (mayBeLong: boolean) => {
      const sight = this.world.sight();
      const answered = twin ? await this.world.deliver(event) : undefined;
      if (answered) {
        this.check(event, sight, answered);
      }
      this.answers.push(answered?.answer);
      // An outsider who writes between the last look and the write is beyond any protocol here.
      const mild = ({ overtaken, ...one }: Trouble) =>
        ({ ...one, intrusion: undefined, overtaken: overtaken && { ...overtaken, deep: false } });
      await this.operate(operation, troubles.map(mild), answered?.answer);
      isLate = deep === true && mayBeLong && this.actions.length > 0;
      await (isLate ? this.act() : undefined);
      this.invariants.late.add(event);
      end = this.world.sight();
    };
    const delivered = await this.world.deliver(event, { ...trouble, meanwhile: { at, happens } });
    if (end) {
      this.invariants.overtaken({ event, isRollback, before, after: this.world.sight() }, end, isLate);
      return true;
    }
    this.check(event, before, delivered); // it was answered first
    this.answers.push(delivered.answer);
    return false;
  }

  private check(event: CloudFormationEvent, before: Sight, delivered: Delivered): void {
    this.invariants.delivered({ event, isRollback: this.isRollback(event), before, ...delivered, after: this.world.sight() });
    if (!delivered.answer && !delivered.struck) {
      throw new Error(`I6: no answer to ${JSON.stringify(event)}`);
    }
  }

  private isRollback({ StackId }: CloudFormationEvent): boolean {
    return this.world.describe(StackId).status.includes('ROLLBACK');
  }
}
