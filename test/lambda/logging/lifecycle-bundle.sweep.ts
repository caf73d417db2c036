import * as fc from 'fast-check';
import type { Setting } from '../../../src/lambda/logging/wire';
import type { StackDescription } from '../../support/guest/cloudformation';
import { Answer, CloudFormationEvent, physicalIdOf, withEndpoint } from '../../support/guest/event';
import { Guest } from '../../support/guest/handler';
import type { Sight } from '../../support/guest/invariants';
import { Fault, refuse } from '../../support/guest/local-aws';
import type { Delivered, Disturbance, Listener } from '../../support/guest/memory-aws';
import { action, carryOut, World } from '../../support/guest/operations';
import { SCALE, SEED } from '../../support/guest/scale';
import { FOREIGN, WISHES } from '../../support/guest/settings';
import { setUpGuest } from '../../support/guest/stack';

jest.setTimeout(300_000 * Math.max(1, SCALE)); // on a machine that does other things too

const on = setUpGuest();
const EARLY = refuse('ValidationException', 'Failed to validate permissions for log group');

/** The handler's bundle and a local AWS. Each event has a function of its own, since another one may run meanwhile. */
class BundleWorld implements World {
  public listener?: Listener;
  private latest?: Setting;

  constructor(live: Setting | undefined) {
    on.aws.reset();
    this.latest = on.aws.setting = live;
  }

  public set describe(describe: (stackId: string) => StackDescription) {
    on.aws.describe = describe;
  }

  public get describe(): (stackId: string) => StackDescription {
    return on.aws.describe;
  }

  public sight(): Sight {
    const { claim, setting } = on.aws;
    return { live: setting, claim, owner: claim && (JSON.parse(claim) as { stack: string }).stack };
  }

  public outsiderWrites(setting: Setting | undefined): void {
    this.latest = on.aws.setting = setting;
    this.listener!.outsiderWrote(setting);
  }

  public async deliver(event: CloudFormationEvent, { fault, meanwhile, intrusion, notYet = 0 }: Disturbance = {}): Promise<Delivered> {
    const { aws } = on;
    const seen = { struck: false, disturbed: false };
    const guest = new Guest(aws.endpoint);
    let broken: unknown;
    let [requests, looks, refusals, isWaiting] = [0, 0, 0, false];
    const heed = async (operation: string): Promise<Fault | undefined> => {
      const number = requests++;
      this.noteWrite(event);
      if (meanwhile?.at === number) {
        await meanwhile.happens(number === 0 || isWaiting).catch((error) => { broken = error; });
        this.latest = aws.setting;
        aws.onRequest = heed;
      }
      isWaiting = false;
      if (operation === 'GetModelInvocationLoggingConfiguration' && looks++ === intrusion?.look) {
        seen.disturbed = true;
        this.outsiderWrites(intrusion.setting);
      }
      if (operation === 'PutModelInvocationLoggingConfiguration' && refusals < notYet) {
        refusals++;
        isWaiting = true;
        return EARLY;
      }
      if (fault?.at !== number) {
        return undefined;
      }
      seen.struck = true;
      return fault.how === 'crash'
        ? { applied: false, reply: 'silence', meanwhile: () => setImmediate(() => guest.crash()) }
        : { applied: fault.how === 'after', reply: { code: 'AccessDeniedException', message: 'Denied', status: 403 } };
    };
    aws.onRequest = heed;
    const died = await guest.invoke(withEndpoint(event, aws.endpoint)).then(() => false, () => true);
    this.noteWrite(event);
    aws.onRequest = undefined;
    if (broken) {
      throw broken;
    }
    const answer = died ? undefined : aws.of('Answer').at(-1)!.body as Answer;
    expect(answer?.PhysicalResourceId ?? physicalIdOf(event.LogicalResourceId)).toBe(physicalIdOf(event.LogicalResourceId));
    // A removal does not wait.
    seen.struck ||= answer?.Status === 'FAILED' && answer.Reason!.includes('Failed to validate permissions');
    return { answer, ...seen };
  }

  private noteWrite(event: CloudFormationEvent): void {
    if (JSON.stringify(on.aws.setting) !== JSON.stringify(this.latest)) {
      this.listener!.guestWrote(event, this.latest, on.aws.setting);
      this.latest = on.aws.setting;
    }
  }
}

test('the invariants hold after each event of random sequences through the bundle, also of those that overlap', async () => {
  const statuses = new Set<string | undefined>();
  const start = fc.constantFrom<(Setting | undefined)[]>(...FOREIGN, ...WISHES);
  await fc.assert(fc.asyncProperty(start, fc.array(action, { minLength: 1, maxLength: 3 }), async (live, actions) => {
    const answers = await carryOut(new BundleWorld(live), actions);
    answers.forEach((answer) => statuses.add(answer?.Status));
    expect(on.aws.objections).toEqual([]);
  }), { numRuns: 500 * SCALE, seed: SEED });
  expect([...statuses].sort()).toEqual(['FAILED', 'SUCCESS', undefined]);
});
