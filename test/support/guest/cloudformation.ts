import { CloudFormationEvent, cloudFormationEvent, RequestType, stackId, StackPlace, Verdict } from './event';
import type { LoggingResourceProperties } from '../../../src/lambda/logging/wire';

/** What DescribeStacks says. */
export interface StackDescription {
  readonly status: string;
  /** When it was updated last; none of a stack that nobody knows. */
  readonly time?: string;
}

/** Yields the events of one operation of CloudFormation; one that nobody answers has failed, or is not waited for. */
export type StackOperation = Generator<CloudFormationEvent, void, Verdict | undefined>;

export interface Circumstances {
  /** Another resource of the template fails after ours. */
  readonly breaks?: boolean;
  /** An Update back that failed is skipped, and not tried again. */
  readonly skips?: boolean;
}

const CLEANUP_ATTEMPTS = 3;
export const GONE: StackDescription = { status: 'DELETE_COMPLETE' };

/** One stack with the custom resource, and with the events and statuses of CloudFormation. */
export class SimulatedStack {
  /** Undefined while the stack does not exist. */
  public id?: string;
  /** The resource by the stack's own books; undefined without it. */
  public resource?: LoggingResourceProperties;
  private status = 'DELETE_COMPLETE';
  private operations = 0;
  private generations = 0;
  /** After ROLLBACK_FAILED and DELETE_FAILED a stack can only be deleted. */
  private doomed = false;
  /** After UPDATE_ROLLBACK_FAILED: what the resource is still to come back from. */
  private stuck?: LoggingResourceProperties;

  /** With an ID of its own each time that it is created, unless `at` is that ID, and not where it is. */
  constructor(public readonly name: string, private readonly at?: string | StackPlace) {}

  /** What DescribeStacks says of an ID; the stack of an earlier time is gone. */
  public describe(id: string): StackDescription {
    const time = new Date(1.8e12 + this.operations * 60_000).toISOString();
    return id === this.id ? { status: this.status, time } : GONE;
  }

  /** Creates or updates the stack; without properties its template has no such resource. */
  public *deploy(properties: LoggingResourceProperties | undefined, circumstances: Circumstances = {}): StackOperation {
    yield* this.settle(circumstances);
    if (this.doomed || this.stuck) {
      return;
    }
    this.operations++;
    yield* this.id ? this.update(properties, circumstances) : this.create(properties, circumstances);
  }

  public *delete(): StackOperation {
    if (!this.id) {
      return;
    }
    this.stuck = undefined;
    this.operations++;
    this.status = 'DELETE_IN_PROGRESS';
    this.end(!this.resource || succeeded(yield this.event('Delete', this.resource)), 'DELETE_FAILED');
  }

  /** What people must do first after a failure. */
  private *settle({ skips }: Circumstances): StackOperation {
    if (this.doomed) {
      yield* this.delete();
    }
    if (this.stuck) {
      this.status = 'UPDATE_ROLLBACK_IN_PROGRESS';
      const isBack = skips || succeeded(yield this.event('Update', this.resource!, this.stuck));
      this.stuck = isBack ? undefined : this.stuck;
      this.status = isBack ? 'UPDATE_ROLLBACK_COMPLETE' : 'UPDATE_ROLLBACK_FAILED';
    }
  }

  private *create(target: LoggingResourceProperties | undefined, { breaks }: Circumstances): StackOperation {
    this.id = typeof this.at === 'string' ? this.at : stackId(this.name, ++this.generations, this.at);
    this.resource = target;
    this.status = 'CREATE_IN_PROGRESS';
    const created = !target || succeeded(yield this.event('Create', target));
    if (created && !breaks) {
      this.status = 'CREATE_COMPLETE';
      return;
    }
    this.status = 'ROLLBACK_IN_PROGRESS';
    this.end(!target || succeeded(yield this.event('Delete', target)), 'ROLLBACK_FAILED');
  }

  private *update(target: LoggingResourceProperties | undefined, { breaks }: Circumstances): StackOperation {
    const source = this.resource;
    this.status = 'UPDATE_IN_PROGRESS';
    if (target && source) {
      yield* this.change(source, target, breaks);
    } else if (target) {
      const created = succeeded(yield this.event('Create', target));
      this.resource = created && !breaks ? target : undefined;
      yield* this.resource ? [] : this.cleanUp('UPDATE_ROLLBACK', target);
    } else if (source && !breaks) {
      this.resource = undefined;
      yield* this.cleanUp('UPDATE', source);
    }
    this.status = this.status.replace('_IN_PROGRESS', '_COMPLETE').replace('_COMPLETE_CLEANUP_COMPLETE', '_COMPLETE');
  }

  private *change(source: LoggingResourceProperties, target: LoggingResourceProperties, breaks?: boolean): StackOperation {
    if (JSON.stringify(source) === JSON.stringify(target)) {
      return;
    }
    if (succeeded(yield this.event('Update', target, source)) && !breaks) {
      this.resource = target;
      return;
    }
    this.status = 'UPDATE_ROLLBACK_IN_PROGRESS';
    if (!succeeded(yield this.event('Update', source, target))) {
      this.stuck = target;
      this.status = 'UPDATE_ROLLBACK_FAILED';
    }
  }

  /** A Delete that fails again and again is given up; the stack is complete all the same. */
  private *cleanUp(operation: string, resource: LoggingResourceProperties): StackOperation {
    this.status = `${operation}_COMPLETE_CLEANUP_IN_PROGRESS`;
    for (let attempt = 1; attempt <= CLEANUP_ATTEMPTS; attempt++) {
      if (succeeded(yield this.event('Delete', resource))) {
        return;
      }
    }
  }

  private end(isGone: boolean, failure: string): void {
    this.doomed = !isGone;
    this.status = failure;
    if (isGone) {
      this.id = this.resource = undefined;
    }
  }

  private event(type: RequestType, properties: LoggingResourceProperties, old?: LoggingResourceProperties): CloudFormationEvent {
    return cloudFormationEvent(type, { stack: this.id!, properties, old });
  }
}

function succeeded(answer: Verdict | undefined): boolean {
  return answer?.Status === 'SUCCESS';
}
