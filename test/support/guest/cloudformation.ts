import { RequestType, stackId, Verdict } from './event';
import type { LoggingResourceProperties } from '../../../src/lambda/logging/wire';

/** The custom resource as a template holds it. */
export interface GuestResource {
  readonly logicalId: string;
  readonly properties: LoggingResourceProperties;
}

/** What CloudFormation sends, and what DescribeStacks says meanwhile. */
export interface StackEvent extends GuestResource {
  readonly type: RequestType;
  readonly stack: string;
  readonly status: string;
  readonly old?: LoggingResourceProperties;
}

/** Yields the events of one operation of CloudFormation; an event that nobody answers has failed when its time is up. */
export type StackOperation = Generator<StackEvent, void, Verdict | undefined>;

export interface Circumstances {
  /** Another resource of the template fails after ours. */
  readonly breaks?: boolean;
  /** CloudFormation never gets to the Delete that follows a rename. */
  readonly lost?: boolean;
  /** An Update back that failed is skipped, and not tried again. */
  readonly skips?: boolean;
}

const CLEANUP_ATTEMPTS = 3;

/** One stack, with the events and statuses of CloudFormation. */
export class SimulatedStack {
  /** Undefined while the stack does not exist. */
  public id?: string;
  /** What the stack holds by its own books. */
  public resource?: GuestResource;
  private generations = 0;
  /** After ROLLBACK_FAILED and DELETE_FAILED a stack can only be deleted. */
  private doomed = false;
  /** After UPDATE_ROLLBACK_FAILED: what the resource is still to come back from. */
  private stuck?: GuestResource;

  constructor(public readonly name: string) {}

  /** Creates or updates the stack; without a target its template has no such resource. */
  public *deploy(target: GuestResource | undefined, circumstances: Circumstances = {}): StackOperation {
    yield* this.settle(circumstances);
    yield* this.id ? this.update(target, circumstances) : this.create(target, circumstances);
  }

  public *delete(): StackOperation {
    if (!this.id) {
      return;
    }
    this.stuck = undefined;
    this.doomed = this.resource !== undefined && !succeeded(yield this.event('Delete', 'DELETE_IN_PROGRESS', this.resource));
    if (!this.doomed) {
      this.id = this.resource = undefined;
    }
  }

  /** What people must do first after a failure. */
  private *settle({ skips }: Circumstances): StackOperation {
    if (this.doomed) {
      yield* this.delete();
    }
    if (this.stuck && (skips || succeeded(yield this.event('Update', 'UPDATE_ROLLBACK_IN_PROGRESS', this.resource!, this.stuck)))) {
      this.stuck = undefined;
    }
  }

  private *create(target: GuestResource | undefined, { breaks }: Circumstances): StackOperation {
    this.id = stackId(this.name, ++this.generations);
    this.resource = target;
    const created = !target || succeeded(yield this.event('Create', 'CREATE_IN_PROGRESS', target));
    if (created && !breaks) {
      return;
    }
    this.doomed = target !== undefined && !succeeded(yield this.event('Delete', 'ROLLBACK_IN_PROGRESS', target));
    if (!this.doomed) {
      this.id = this.resource = undefined;
    }
  }

  private *update(target: GuestResource | undefined, { breaks, lost }: Circumstances): StackOperation {
    const source = this.resource;
    if (this.doomed || this.stuck) {
      return;
    }
    if (target && source?.logicalId === target.logicalId) {
      yield* this.change(source, target, breaks);
    } else if (target) {
      const created = succeeded(yield this.event('Create', 'UPDATE_IN_PROGRESS', target));
      if (!created || breaks) {
        yield* this.cleanUp('UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', target);
        return;
      }
      this.resource = target;
      if (source && !lost) {
        yield* this.cleanUp('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', source);
      }
    } else if (source && !breaks) {
      this.resource = undefined;
      yield* this.cleanUp('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', source);
    }
  }

  private *change(source: GuestResource, target: GuestResource, breaks?: boolean): StackOperation {
    if (JSON.stringify(source) === JSON.stringify(target)) {
      return;
    }
    if (succeeded(yield this.event('Update', 'UPDATE_IN_PROGRESS', target, source)) && !breaks) {
      this.resource = target;
    } else if (!succeeded(yield this.event('Update', 'UPDATE_ROLLBACK_IN_PROGRESS', source, target))) {
      this.stuck = target;
    }
  }

  /** A Delete that fails again and again is given up; the stack is complete all the same. */
  private *cleanUp(status: string, resource: GuestResource): StackOperation {
    for (let attempt = 1; attempt <= CLEANUP_ATTEMPTS; attempt++) {
      if (succeeded(yield this.event('Delete', status, resource))) {
        return;
      }
    }
  }

  private event(type: RequestType, status: string, resource: GuestResource, old?: GuestResource): StackEvent {
    return { type, status, stack: this.id!, ...resource, old: old?.properties };
  }
}

function succeeded(answer: Verdict | undefined): boolean {
  return answer?.Status === 'SUCCESS';
}
