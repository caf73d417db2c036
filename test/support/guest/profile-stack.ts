import { cloudFormationEvent, RequestType, stackId } from './event';
import type { ProfileEvent, ProfileVerdict } from './memory-profiles';
import type { ApplicationProfileProperties } from '../../../src/lambda/application-profiles/wire';

/** Yields the events of one operation of CloudFormation; one that nobody answers has failed. */
export type ProfileOperation = Generator<ProfileEvent, void, ProfileVerdict | undefined>;

/** What the books of CloudFormation have of the resource. */
interface Resource {
  readonly id: string;
  readonly properties: ApplicationProfileProperties;
}

const CLEANUP_ATTEMPTS = 3;

/** A stack with one application profile, with CloudFormation's events, statuses and physical IDs: another ID is a replacement. */
export class ProfileStack {
  public resource?: Resource;
  public status = 'DELETE_COMPLETE';
  /** What an Update that was not taken back had made of the resource. */
  private stuck?: Resource;
  private doomed = false;
  private generations = 0;
  private stack?: string;

  constructor(private readonly name: string, public readonly logicalId = 'Profile', private readonly fixedId?: string) {}

  public get id(): string {
    return this.stack ??= this.fixedId ?? stackId(this.name, ++this.generations);
  }

  public get exists(): boolean {
    return this.status !== 'DELETE_COMPLETE';
  }

  /** Creates or updates the stack; if it `breaks`, another resource fails after ours. */
  public *deploy(properties: ApplicationProfileProperties | undefined, breaks = false): ProfileOperation {
    yield* this.settle();
    if (!this.doomed && !this.stuck) {
      yield* this.exists ? this.update(properties, breaks) : this.create(properties, breaks);
    }
  }

  public *delete(): ProfileOperation {
    if (!this.exists) {
      return;
    }
    this.status = 'DELETE_IN_PROGRESS';
    this.end(!this.resource || succeeded(yield this.event('Delete', this.stuck ?? this.resource)));
  }

  private *settle(): ProfileOperation {
    if (this.doomed) {
      yield* this.delete();
    }
    if (this.stuck) {
      yield* this.goBack(this.resource!, this.stuck);
    }
  }

  private *create(properties: ApplicationProfileProperties | undefined, breaks: boolean): ProfileOperation {
    this.status = 'CREATE_IN_PROGRESS';
    const made = properties && (yield* this.make(properties));
    if ((!properties || made!.isMade) && !breaks) {
      this.resource = made?.resource;
      this.status = 'CREATE_COMPLETE';
      return;
    }
    this.status = 'ROLLBACK_IN_PROGRESS';
    this.resource = made?.resource;
    this.end(!made || succeeded(yield this.event('Delete', made.resource)));
  }

  private *update(properties: ApplicationProfileProperties | undefined, breaks: boolean): ProfileOperation {
    const before = this.resource;
    this.status = 'UPDATE_IN_PROGRESS';
    if (before && properties) {
      yield* this.change(before, properties, breaks);
    } else if (properties) {
      const { isMade, resource } = yield* this.make(properties);
      if (isMade && !breaks) {
        this.resource = resource;
      } else {
        yield* this.cleanUp('UPDATE_ROLLBACK', resource);
      }
    } else if (before && !breaks) {
      this.resource = undefined;
      yield* this.cleanUp('UPDATE', before);
    }
    this.status = this.stuck ? 'UPDATE_ROLLBACK_FAILED' : 'UPDATE_COMPLETE';
  }

  private *change(before: Resource, properties: ApplicationProfileProperties, breaks: boolean): ProfileOperation {
    if (JSON.stringify(before.properties) === JSON.stringify(properties)) {
      return;
    }
    const answer = yield this.event('Update', { id: before.id, properties }, before.properties);
    const after = { id: succeeded(answer) ? answer!.PhysicalResourceId : before.id, properties };
    if (!succeeded(answer) || breaks) {
      yield* this.goBack(before, after);
      return;
    }
    this.resource = after;
    if (after.id !== before.id) {
      yield* this.cleanUp('UPDATE', before);
    }
  }

  /** The Update back has the new physical ID; where its answer has another one, what is new is deleted. */
  private *goBack(before: Resource, after: Resource): ProfileOperation {
    this.status = 'UPDATE_ROLLBACK_IN_PROGRESS';
    this.stuck = after;
    const answer = yield this.event('Update', { id: after.id, properties: before.properties }, after.properties);
    if (!succeeded(answer)) {
      return;
    }
    this.stuck = undefined;
    this.resource = { ...before, id: answer!.PhysicalResourceId };
    if (answer!.PhysicalResourceId !== after.id) {
      yield* this.cleanUp('UPDATE_ROLLBACK', after);
    }
  }

  private *make(properties: ApplicationProfileProperties): Generator<ProfileEvent, { isMade: boolean; resource: Resource },
  ProfileVerdict | undefined> {
    const answer = yield this.event('Create', { id: '', properties });
    const id = answer?.PhysicalResourceId ?? `${this.name}-${this.logicalId}-1ABCDEFGHIJKL`;
    return { isMade: succeeded(answer), resource: { id, properties } };
  }

  /** A Delete that fails again and again is given up; the stack is complete all the same. */
  private *cleanUp(operation: string, resource: Resource): ProfileOperation {
    this.status = `${operation}_COMPLETE_CLEANUP_IN_PROGRESS`;
    for (let attempt = 1; attempt <= CLEANUP_ATTEMPTS; attempt++) {
      if (succeeded(yield this.event('Delete', resource))) {
        return;
      }
    }
  }

  private end(isGone: boolean): void {
    this.doomed = !isGone;
    this.status = isGone ? 'DELETE_COMPLETE' : 'DELETE_FAILED';
    if (isGone) {
      this.resource = this.stuck = this.stack = undefined;
    }
  }

  private event(type: RequestType, { id, properties }: Resource, old?: ApplicationProfileProperties): ProfileEvent {
    return cloudFormationEvent(type, { stack: this.id, logicalId: this.logicalId, physicalId: id, properties, old });
  }
}

function succeeded(answer: ProfileVerdict | undefined): boolean {
  return answer?.Status === 'SUCCESS';
}
