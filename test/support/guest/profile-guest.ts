import * as assert from 'node:assert/strict';
import type { Answer } from './event';
import { Guest } from './handler';
import { crash, Fault, LocalAws, refuse } from './local-aws';
import type { DeliveredProfileEvent, ProfileEvent, ProfileFault, ProfileTrouble } from './memory-profiles';
import type { ProfileWorld } from './profile-play';
import type { ProfileStack } from './profile-stack';
import type { ProfileStore } from './profile-store';
import { HANDLER_CODE } from '../../../src/access/handler.generated';
import type { ApplicationProfileProperties } from '../../../src/lambda/application-profiles/wire';

/** The handler's bundle and a local AWS. */
export class ProfileGuest implements ProfileWorld {
  public status: string | undefined;
  public time = 0;
  public readonly guest: Guest;
  /** Of the invocation that is running. */
  private elapsed: () => number;

  constructor(public readonly aws: LocalAws) {
    this.guest = new Guest(aws.endpoint, 360_000, HANDLER_CODE);
    this.elapsed = () => 0;
    aws.profiles.now = () => this.time + this.elapsed();
    aws.describe = () => ({ status: this.status! });
  }

  public get store(): ProfileStore {
    return this.aws.profiles;
  }

  public async deliver(event: ProfileEvent, { fault, twinAt }: ProfileTrouble = {}): Promise<DeliveredProfileEvent> {
    const { aws, guest: { clock } } = this;
    const start = clock.now;
    let [struck, requests] = [false, 0];
    let twin: Answer | undefined;
    const onRequest = aws.onRequest = async () => {
      const number = requests++;
      if (number === twinAt) {
        const other = new Guest(aws.endpoint, 360_000, HANDLER_CODE);
        aws.onRequest = undefined;
        twin = await this.invoke(other, event);
        aws.onRequest = onRequest;
        clock.pass(other.clock.now);
      }
      const isStruck = number === fault?.at;
      struck ||= isStruck;
      return isStruck ? this.makeFault(fault!) : undefined;
    };
    const answer = await this.invoke(this.guest, event);
    this.time += clock.now - start;
    return { answer: twin ?? answer, struck };
  }

  /** Delivers all events of an operation of CloudFormation; returns their answers, with the types of the events. */
  public async run(
    stack: ProfileStack, operation: { deploy: ApplicationProfileProperties | undefined; breaks?: boolean } | 'delete',
    faults: (ProfileFault | undefined)[] = [],
  ): Promise<(Partial<Answer> & { type: string })[]> {
    const results: (Partial<Answer> & { type: string })[] = [];
    const events = operation === 'delete' ? stack.delete() : stack.deploy(operation.deploy, operation.breaks);
    let answer: DeliveredProfileEvent['answer'];
    for (let next = events.next(); !next.done; next = events.next(answer)) {
      this.status = stack.status;
      ({ answer } = await this.deliver(next.value, { fault: faults.shift() }));
      results.push({ ...answer, type: next.value.RequestType });
    }
    return results;
  }

  /** Exactly one answer, unless the function dies. */
  private async invoke(guest: Guest, event: ProfileEvent): Promise<Answer | undefined> {
    const { aws, elapsed: outer } = this;
    const { clock } = guest;
    const begin = outer() - clock.now;
    this.elapsed = () => begin + clock.now;
    aws.answers = []; // equal ones count as one
    const died = await guest.invoke({ ...event, ResponseURL: `${aws.endpoint}/answers?Signature=a%2Fb%3D` }).then(() => false, () => true);
    this.elapsed = outer;
    const [answer, ...others] = aws.answers.splice(0);
    assert.equal(others.length, 0, 'more than one answer');
    assert.equal(answer === undefined, died, 'no answer');
    if (answer) {
      assert.equal(answer.RequestId, event.RequestId);
    }
    return answer;
  }

  private makeFault({ how }: ProfileFault): Fault {
    switch (how) {
      case 'crash before': return crash(this.guest, 'before');
      case 'crash after': return crash(this.guest, 'after');
      case 'refused': return refuse('AccessDeniedException', 'User: arn is not authorized, with an explicit deny', 403);
      default: return { ...refuse('ValidationException', 'no'), applied: how === 'fail after' };
    }
  }
}
