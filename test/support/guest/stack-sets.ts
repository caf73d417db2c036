import { Circumstances, GONE, SimulatedStack, StackOperation } from './cloudformation';
import type { Verdict } from './event';
import { Disturbance, MemoryAws, Visit } from './memory-aws';
import { Turns, Waiting } from './turns';
import type { LoggingResourceProperties } from '../../../src/lambda/logging/wire';

/** An account in a Region, with the stacks that are there. */
export class Place {
  public readonly aws = new MemoryAws();
  private readonly stacks: SimulatedStack[] = [];

  constructor(public readonly account: string, public readonly region = 'af-south-1') {
    this.aws.describe = (id) => this.stacks.map((stack) => stack.describe(id)).find(({ time }) => time) ?? GONE;
  }

  /** Adds a stack that does not exist yet. */
  public add(name: string): SimulatedStack {
    const stack = new SimulatedStack(name, { account: this.account, region: this.region });
    this.stacks.push(stack);
    return stack;
  }
}

/** What goes wrong around the events of an operation, the first event's first. */
export interface Trouble extends Circumstances {
  readonly disturbances?: readonly Disturbance[];
}

/** What CloudFormation does in one place. */
export interface Work {
  readonly place: Place;
  readonly operation: StackOperation;
  readonly trouble?: Trouble;
}

/** Stacks of one template in many places, as CloudFormation StackSets deploys and deletes them. */
export class SimulatedStackSet {
  private readonly stacks = new Map<Place, SimulatedStack>();
  private stackNumber = 0;

  constructor(private readonly name: string) {}

  /** Creates or updates the stack of a place; one that failed to be created is gone, and comes again by another ID. */
  public deploy(place: Place, properties: LoggingResourceProperties, trouble: Trouble = {}): Work {
    const stack = this.stacks.get(place) ?? place.add(`StackSet-${this.name}-${++this.stackNumber}`);
    this.stacks.set(place, stack);
    return { place, operation: stack.deploy(properties, trouble), trouble };
  }

  public delete(place: Place): Work {
    const stack = this.retain(place);
    return { place, operation: stack.delete() };
  }

  /** Leaves the stack where it is, and out of the set. */
  public retain(place: Place): SimulatedStack {
    const stack = this.stacks.get(place)!;
    this.stacks.delete(place);
    return stack;
  }

  /** Takes a stack into the set that is there already. */
  public import(place: Place, stack: SimulatedStack): void {
    this.stacks.set(place, stack);
  }

  /** The setting that the stack of a place has, by CloudFormation's books. */
  public find(place: Place): LoggingResourceProperties | undefined {
    return this.stacks.get(place)?.resource;
  }
}

export type Order = (waiting: readonly Waiting[]) => number;

/** Does all of it side by side, request by request, in some order. → what came of each: `done`, or the reason of the first failure */
export async function operate(order: Order, ...works: readonly Work[]): Promise<string[]> {
  const turns = new Turns();
  const results: string[] = works.map(() => 'done');
  const carryOut = async ({ place, operation, trouble }: Work, lane: number) => {
    const disturbances = [...trouble?.disturbances ?? []];
    let answer: Verdict | undefined;
    for (let next = operation.next(answer); !next.done; next = operation.next(answer)) {
      const visit = new Visit(place.aws, next.value, disturbances.shift() ?? {}, () => turns.take(lane));
      await visit.run();
      ({ answer } = visit);
      if (answer?.Status !== 'SUCCESS' && results[lane] === 'done') {
        results[lane] = answer?.Reason ?? 'no answer';
      }
    }
    results[lane] = trouble?.breaks === true && results[lane] === 'done' ? 'another resource failed' : results[lane];
  };
  await turns.run(order, ...works.map(carryOut));
  return results;
}

/** One after the other. */
export const IN_TURN: Order = (waiting) => waiting.findIndex(({ lane }) => lane === Math.min(...waiting.map((one) => one.lane)));

/** At random, and the same again for the same seed. */
export function shuffled(seed: number): Order {
  let state = seed;
  return (waiting) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor(state / 65_536) % waiting.length;
  };
}

/** As a list of lanes says; then what is left, the last lane first. */
export function listed(lanes: readonly number[]): Order {
  const rest = [...lanes];
  return (waiting) => {
    const wanted = rest.shift();
    const found = waiting.findIndex(({ lane }) => lane === wanted);
    return found >= 0 ? found : waiting.findIndex(({ lane }) => lane === Math.max(...waiting.map((one) => one.lane)));
  };
}
