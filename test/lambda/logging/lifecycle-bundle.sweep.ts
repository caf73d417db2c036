import * as fc from 'fast-check';
import type { Setting } from '../../../src/lambda/logging/wire';
import type { StackEvent } from '../../support/guest/cloudformation';
import { cloudFormationEvent, physicalIdOf, Verdict } from '../../support/guest/event';
import type { Sight } from '../../support/guest/invariants';
import { refuse } from '../../support/guest/local-aws';
import type { Disturbance, Listener } from '../../support/guest/memory-aws';
import { Account, action, carryOut, Delivered } from '../../support/guest/operations';
import { SCALE, SEED } from '../../support/guest/scale';
import { FOREIGN, WISHES } from '../../support/guest/settings';
import { setUpGuest } from '../../support/guest/stack';

jest.setTimeout(120_000 * Math.max(1, SCALE));

const on = setUpGuest();

/** The handler's bundle and a local AWS. */
class BundleAccount implements Account {
  public listener?: Listener;
  private latest?: Setting;

  constructor(live: Setting | undefined) {
    on.aws.reset();
    on.aws.setting = live;
  }

  public sight(): Sight {
    const { record, setting } = on.aws;
    const { s, l } = JSON.parse(record ?? '{}') as { s: string; l: string };
    return { live: setting, record, owner: record === undefined ? undefined : { stack: s, logicalId: l } };
  }

  public outsiderWrites(setting: Setting | undefined): void {
    on.aws.setting = setting;
    this.listener!.outsiderWrote(setting);
  }

  public async deliver(event: StackEvent, { fault, intrusion, notYet }: Disturbance = {}): Promise<Delivered> {
    const { aws, guest } = on;
    const seen = { struck: false, disturbed: false };
    aws.stacks[event.stack] = event.status;
    this.latest = aws.setting;
    if (fault) {
      const onFault = () => {
        seen.struck = true;
        return fault.how === 'crash' && setImmediate(() => guest.crash());
      };
      const reply = fault.how === 'crash' ? 'silence' : { code: 'AccessDeniedException', message: 'Denied', status: 403 };
      aws.fail('any', { applied: fault.how === 'after', reply, meanwhile: onFault }, { skip: fault.at });
    }
    if (intrusion) {
      const onLook = () => {
        seen.disturbed = true;
        this.noteWrite(event);
        this.outsiderWrites(intrusion.setting);
        this.latest = intrusion.setting;
      };
      aws.fail('GetModelInvocationLoggingConfiguration', { applied: true, meanwhile: onLook }, { skip: intrusion.look });
    }
    if (notYet) {
      const early = refuse('ValidationException', 'Failed to validate permissions for log group');
      aws.fail('PutModelInvocationLoggingConfiguration', {
        ...early, meanwhile: () => { seen.struck ||= event.type === 'Delete'; },
      }, { times: notYet });
    }
    const answer = await this.invoke(event);
    this.noteWrite(event);
    aws.heal(); // of those that were not met
    return { answer, ...seen };
  }

  private async invoke(event: StackEvent): Promise<Verdict | undefined> {
    const { aws, guest } = on;
    const { logicalId, properties, old, stack } = event;
    const sent = cloudFormationEvent(event.type, { endpoint: aws.endpoint, stack, logicalId, properties, old });
    await guest.invoke(sent).catch(() => undefined); // a crash
    const [answer, ...others] = aws.answers.filter((one) => one.RequestId === sent.RequestId);
    expect(others.filter((other) => JSON.stringify(other) !== JSON.stringify(answer))).toEqual([]);
    expect(answer?.PhysicalResourceId ?? physicalIdOf(logicalId)).toBe(physicalIdOf(logicalId));
    return answer;
  }

  private noteWrite(event: StackEvent): void {
    if (JSON.stringify(on.aws.setting) !== JSON.stringify(this.latest)) {
      this.listener!.guestWrote(event, this.latest, on.aws.setting);
      this.latest = on.aws.setting;
    }
  }
}

test('the invariants hold after each event of random sequences through the bundle', async () => {
  const statuses = new Set<string | undefined>();
  const start = fc.constantFrom<(Setting | undefined)[]>(...FOREIGN, ...WISHES);
  await fc.assert(fc.asyncProperty(start, fc.array(action(), { minLength: 1, maxLength: 3 }), async (live, actions) => {
    const answers = await carryOut(new BundleAccount(live), actions);
    answers.forEach((answer) => statuses.add(answer?.Status));
    expect(on.aws.objections).toEqual([]);
  }), { numRuns: 500 * SCALE, seed: SEED });
  expect([...statuses].sort()).toEqual(['FAILED', 'SUCCESS', undefined]);
});
