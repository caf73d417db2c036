import type { LoggingResourceProperties, Setting } from '../../../src/lambda/logging/wire';
import type { Circumstances } from '../../support/guest/cloudformation';
import { claim, deliver, SETTINGS, text, words } from '../../support/guest/lifecycle-words';
import { MemoryAws } from '../../support/guest/memory-aws';
import { MESSAGES } from '../../support/guest/messages';
import { Action, carryOut, Trouble } from '../../support/guest/operations';
import { FOREIGN, group, Mode, nameSetting, PREVIOUS } from '../../support/guest/settings';

const [WISH, CHANGED] = [group('wish-1'), group('wish-2')];
const [, FOUND, SINCE] = FOREIGN;
/** The requests of a Create; an Update has one more where it replaces the claim. */
const REQUESTS = [0, 1, 2, 3, 4, 5, 6, 7, 8];

function deploy(LoggingConfig: Setting, mode: Mode = 'TAKE_OVER', trouble: Trouble = {}, circumstances: Circumstances = {}): Action {
  const properties: LoggingResourceProperties = { OnExisting: mode, OnRemoval: 'RESTORE_PREVIOUS', LoggingConfig, ...PREVIOUS };
  return { do: 'deploy', stack: 0, properties, circumstances, troubles: [trouble] };
}

/** What is live in the end, and whether the claim is there. Each event is held against the invariants. */
async function play(start: Setting | undefined, ...actions: Action[]): Promise<{ live: string; isClaimed: boolean; aws: MemoryAws }> {
  const aws = new MemoryAws();
  aws.outsiderWrites(start);
  await carryOut(aws, actions);
  return { live: nameSetting(aws.live), isClaimed: aws.claim !== undefined, aws };
}

describe('an event that CloudFormation cancels', () => {
  test.each(REQUESTS)('an Update whose roll-back is over before request %i leaves the setting from before it', async (at) => {
    const overtaken: Trouble = { overtaken: { at } };
    expect(await play(undefined, deploy(WISH), deploy(CHANGED, 'ADOPT', overtaken))).toMatchObject({ live: 'wish-1', isClaimed: true });
    expect(await play(FOUND, deploy(WISH), deploy(CHANGED, 'TAKE_OVER', overtaken), { do: 'delete', stack: 0 }))
      .toMatchObject({ live: 'foreign-0', isClaimed: false });
  });

  test.each([6, 7, 8])('an Update that waits for its role writes nothing after the roll-back (request %i)', async (at) => {
    const waiting: Trouble = { notYet: 1, overtaken: { at } };
    expect(await play(undefined, deploy(WISH), deploy(CHANGED, 'ADOPT', waiting))).toMatchObject({ live: 'wish-1', isClaimed: true });
  });

  test('an Update that wakes up after the next deployment leaves that one alone', async () => {
    const waiting: Trouble = { notYet: 1, overtaken: { at: 7, deep: true } };
    const { live, aws } = await play(undefined, deploy(WISH), deploy(CHANGED, 'ADOPT', waiting), deploy(group('wish-3')));
    expect(live).toBe('wish-3');
    expect(aws.claim?.written).toContainEqual(group('wish-3'));
  });

  test.each(REQUESTS)('a Create whose roll-back is over before request %i leaves neither setting nor claim', async (at) => {
    const overtaken: Trouble = { overtaken: { at } };
    expect(await play(undefined, deploy(WISH, 'REFUSE', overtaken))).toMatchObject({ live: 'none', isClaimed: false });
    expect(await play(FOUND, deploy(WISH, 'TAKE_OVER', overtaken))).toMatchObject({ live: 'foreign-0', isClaimed: false });
  });

  test.each([0, 1, 2, 3, 4, 5])('a Create of what is there already leaves no claim either (request %i)', async (at) => {
    expect(await play(WISH, deploy(WISH, 'ADOPT', { overtaken: { at } }))).toMatchObject({ live: 'wish-1', isClaimed: false });
  });

  test('an Update leaves what somebody writes after its write, though it was cancelled meanwhile', async () => {
    const aws = Object.assign(new MemoryAws(), { live: SETTINGS.A1, parameter: claim('A1') });
    const { answer } = await deliver(aws, 'Update A1 to A2', {
      intrusion: { look: 2, setting: SETTINGS.X1 },
      meanwhile: { at: 7, happens: async () => { aws.describe = () => ({ status: 'UPDATE_ROLLBACK_IN_PROGRESS' }); } },
    });
    expect([answer?.Status, text(aws.live)]).toEqual(['FAILED', 'X1']);
  });

  test('fails, and says that CloudFormation went on', async () => {
    const aws = new MemoryAws();
    const { answer } = await deliver(aws, 'Create A1', {
      meanwhile: { at: 4, happens: async () => { aws.describe = () => ({ status: 'ROLLBACK_IN_PROGRESS' }); } },
    });
    expect(answer).toEqual({ Status: 'FAILED', Reason: expect.stringMatching(MESSAGES.overtaken) });
    expect([aws.live, aws.parameter]).toEqual([undefined, undefined]);
  });
});

describe('the same event twice at once', () => {
  test.each(REQUESTS)('a Create, before request %i, remembers what was found', async (duplicate) => {
    for (const start of [undefined, FOUND, WISH]) {
      expect(await play(start, deploy(WISH, 'TAKE_OVER', { duplicate }))).toMatchObject({ live: 'wish-1', isClaimed: true });
      expect(await play(start, deploy(WISH, 'TAKE_OVER', { duplicate }), { do: 'delete', stack: 0 }))
        .toMatchObject({ live: nameSetting(start), isClaimed: false });
    }
  });

  test.each(REQUESTS)('an Update, before request %i, remembers what was found since', async (duplicate) => {
    const { live } = await play(FOUND, deploy(WISH), { do: 'outsider', setting: SINCE }, deploy(CHANGED, 'TAKE_OVER', { duplicate }));
    expect(live).toBe('wish-2');
    const removed = await play(
      FOUND, deploy(WISH), { do: 'outsider', setting: SINCE }, deploy(CHANGED, 'TAKE_OVER', { duplicate }), { do: 'delete', stack: 0 });
    expect(removed).toMatchObject({ live: 'foreign-1', isClaimed: false });
  });
});

describe('a claim that is there at this moment', () => {
  test('of an earlier event of this stack is extended', async () => {
    const aws = new MemoryAws();
    const { answer } = await deliver(aws, 'Create A1', { meanwhile: { at: 3, happens: async () => { aws.parameter = claim('A2'); } } });
    expect([answer?.Status, text(aws.live), words(aws)]).toEqual(['SUCCESS', 'A1', 'A2,A1']);
  });

  test('is not taken for a twin\'s where it says that another setting was found', async () => {
    const aws = new MemoryAws();
    const forged = claim('A1 found X1');
    const { answer } = await deliver(aws, 'Create A1', { meanwhile: { at: 3, happens: async () => { aws.parameter = forged; } } });
    expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(MESSAGES.M4) });
    expect(aws.live).toBeUndefined();
  });
});

describe('a claim whose answer was lost', () => {
  test('is taken for ours by the same event', async () => {
    const aws = new MemoryAws();
    const { answer } = await deliver(aws, 'Create A1', {
      meanwhile: { at: 3, happens: async () => { aws.parameter = (await claimOf('Create A1')); } },
    });
    expect([answer?.Status, text(aws.live)]).toEqual(['SUCCESS', 'A1']);
  });

  async function claimOf(line: string): Promise<string> {
    const aws = new MemoryAws();
    await deliver(aws, line);
    return aws.parameter!;
  }
});
