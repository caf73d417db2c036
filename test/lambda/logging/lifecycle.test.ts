import { readState } from '../../../src/lambda/logging/lifecycle';
import type { Setting } from '../../../src/lambda/logging/wire';
import { claim, deliver, read, SETTINGS, text, words } from '../../support/guest/lifecycle-words';
import { MemoryAws } from '../../support/guest/memory-aws';
import { Message, MESSAGES } from '../../support/guest/messages';
import { ROLE } from '../../support/guest/settings';

/** Over a live setting and a claim: what is live then, and the claim; or the message. */
type Row = [line: string, live: string, claim: string, outcome: string, claimAfter?: string];

async function check(...[line, live, before, outcome, after]: Row): Promise<void> {
  const aws = new MemoryAws();
  aws.live = SETTINGS[live];
  aws.parameter = claim(before);
  const { answer, requests } = await deliver(aws, line);
  if (outcome in MESSAGES) {
    expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(MESSAGES[outcome as Message]) });
    expect(answer?.Reason).toMatch(/account 123456789012 in af-south-1 \(stack Mine\).*Nothing was written/);
    expect([aws.live, aws.parameter]).toEqual([SETTINGS[live], claim(before)]);
  } else {
    expect(answer?.Status).toBe('SUCCESS');
    expect([text(aws.live), words(aws)]).toEqual([outcome, after]);
    // Nothing is written without need.
    expect(requests.filter((request) => request === 'writeSetting')).toHaveLength(live === outcome ? 0 : 1);
    expect(requests.filter((request) => request === 'putClaim')).toHaveLength(after === '-' || before === after ? 0 : 1);
  }
}

describe('Create', () => {
  test.each<Row>([
    // logging is off
    ['Create A1 REFUSE', 'none', '-', 'A1', 'A1'],
    ['Create A1 ADOPT', 'none', '-', 'A1', 'A1'],
    ['Create A1 TAKE_OVER', 'none', '-', 'A1', 'A1'],
    // it is on as wished
    ['Create A1 REFUSE', 'A1', '-', 'A1', 'A1 found A1'],
    ['Create A1 ADOPT', 'A1', '-', 'A1', 'A1 found A1'],
    ['Create A1 TAKE_OVER', 'A1', '-', 'A1', 'A1 found A1'],
    // it is on otherwise
    ['Create A1 REFUSE', 'X0', '-', 'M2'],
    ['Create A1 ADOPT', 'X0', '-', 'M2'],
    ['Create A1 TAKE_OVER', 'X0', '-', 'A1', 'A1 found X0'],
    // another stack is the guest
    ['Create A1 TAKE_OVER', 'none', 'A2 of Theirs', 'M1'],
    ['Create A1 ADOPT', 'A1', 'A1 of Theirs', 'M1'],
    // once more, after a crash at any request
    ['Create A1 REFUSE', 'none', 'A1', 'A1', 'A1'],
    ['Create A1 REFUSE', 'A1', 'A1', 'A1', 'A1'],
    ['Create A1 TAKE_OVER', 'X0', 'A1 found X0', 'A1', 'A1 found X0'],
    ['Create A1 TAKE_OVER', 'none', 'A1 found X0', 'A1', 'A1'],
    ['Create A1 ADOPT', 'X1', 'A1', 'M3'],
    ['Create A1 TAKE_OVER', 'X1', 'A1', 'A1', 'A1 found X1'],
    // after a removal that did not get to its end
    ['Create A2 REFUSE', 'A1', 'A1 found X0', 'A2', 'A1,A2 found X0'],
  ])('%s over %s, with the claim %s', check);

  test.each(['back', 'DELETE_IN_PROGRESS', 'CREATE_COMPLETE', 'ROLLBACK_COMPLETE', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'])(
    'that comes when its time is over writes nothing (%s)', async (status) => {
      const aws = new MemoryAws();
      const { event } = read('Create A1');
      const { answer } = await deliver(aws, { event, status: status === 'back' ? 'UPDATE_ROLLBACK_IN_PROGRESS' : status });
      expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(MESSAGES.overtaken) });
      expect([aws.live, aws.parameter]).toEqual([undefined, undefined]);
    });
});

describe('Update', () => {
  test.each<Row>([
    ['Update A1 to A2 REFUSE', 'A1', 'A1', 'A2', 'A1,A2'],
    ['Update A1 to A2 TAKE_OVER', 'A1', 'A1 found X0', 'A2', 'A1,A2 found X0'],
    ['Update A1 to A2 ADOPT', 'A1', 'A1 found A1', 'A2', 'A1,A2 found A1'],
    ['Update A1 to A2 REFUSE', 'A1', 'A1 found A1', 'M3 found'],
    // what an earlier Update noted
    ['Update A1 to A2 REFUSE', 'A2', 'A1,A2', 'A2', 'A1,A2'],
    ['Update A2 to A1 REFUSE', 'A2', 'A1,A2', 'A1', 'A2,A1'],
    // what was written earlier is kept, since a roll-back may go back over several deployments
    ['Update A2 to A3 REFUSE', 'A2', 'A1,A2', 'A3', 'A1,A2,A3'],
    // changed outside
    ['Update A1 to A2 REFUSE', 'X1', 'A1', 'M3'],
    ['Update A1 to A2 ADOPT', 'none', 'A1', 'M3'],
    ['Update A1 to A2 ADOPT', 'X0', 'A1 found X0', 'M3'],
    ['Update A1 to A2 TAKE_OVER', 'none', 'A1 found X1', 'A2', 'A1,A2'],
    ['Update A1 to A2 TAKE_OVER', 'X1', 'A1', 'A2', 'A1,A2 found X1'],
    ['Update A1 to A2 ADOPT', 'A2', 'A1', 'A2', 'A2 found A2'],
    ['Update A1 to A1 ADOPT', 'A2', 'A2 found A2', 'A2', 'A2 found A2'],
    // after a TAKE_OVER that failed, somebody puts back what this stack wrote, as the message says
    ['Update A1 to A2 REFUSE', 'A1', 'A1,A2 found X1', 'A2', 'A1,A2 found X1'],
    // the same wish
    ['Update A1 to A1 ADOPT', 'A1', 'A1 found X0', 'A1', 'A1 found X0'],
    ['Update A1 to A1 ADOPT', 'X1', 'A1', 'X1', 'A1'],
    ['Update A1 to A1 TAKE_OVER', 'X1', 'A1', 'X1', 'A1'],
    ['Update A1 to A1 TAKE_OVER', 'none', 'A1', 'none', 'A1'],
    ['Update A1 to A1 REFUSE', 'X0', 'A1,X0 found X0', 'X0', 'A1,X0 found X0'],
    // without its claim
    ['Update A1 to A2 TAKE_OVER', 'A1', '-', 'M5'],
    ['Update A1 to A1 TAKE_OVER', 'X1', '-', 'X1', '-'],
    ['Update A1 to A2 ADOPT', 'A1', 'A1 of Theirs', 'M1'],
    ['Update A1 to A1 ADOPT', 'A1', 'A1 of Theirs', 'M1'],
  ])('%s over %s, with the claim %s', check);

  test.each<Row>([
    ['Update A2 to A1 REFUSE back', 'A2', 'A1,A2', 'A1', 'A1,A2'],
    ['Update A2 to A1 REFUSE back', 'A1', 'A1,A2', 'A1', 'A1,A2'],
    ['Update A2 to A1 REFUSE back', 'A1', 'A1', 'A1', 'A1'],
    ['Update A3 to A1 REFUSE back', 'A3', 'A1,A2,A3', 'A1', 'A1,A2,A3'],
    ['Update A2 to A1 ADOPT back', 'A2', 'A2 found A2', 'A2', 'A2 found A2'],
    ['Update A2 to A1 ADOPT back', 'X1', 'A1,A2', 'X1', 'A1,A2'],
    ['Update A2 to A1 TAKE_OVER back', 'X1', 'A1,A2', 'X1', 'A1,A2'],
    ['Update A2 to A1 TAKE_OVER back', 'none', 'A1,A2', 'none', 'A1,A2'],
    ['Update A2 to A1 REFUSE back', 'X0', 'A1,X0 found X0', 'X0', 'A1,X0 found X0'],
    ['Update A2 to A1 ADOPT back', 'A1', '-', 'A1', '-'],
    ['Update A2 to A1 ADOPT back', 'X0', 'A1 of Theirs', 'X0', 'A1 of Theirs'],
    // not the way back, but the way there, which comes late, or once more: its wish was never noted, or was the last
    ['Update A1 to A2 TAKE_OVER back', 'A1', 'A1', 'A1', 'A1'],
    ['Update A1 to A2 TAKE_OVER back', 'A1', 'A1,A2', 'A1', 'A1,A2'],
  ])('of a roll-back never fails: %s over %s, with the claim %s', check);

  test.each(['UPDATE_ROLLBACK_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_FAILED', 'DELETE_IN_PROGRESS'])(
    'that comes when its time is over writes nothing (%s)', async (status) => {
      const aws = Object.assign(new MemoryAws(), { live: SETTINGS.A1, parameter: claim('A1') });
      const { answer } = await deliver(aws, { ...read('Update A1 to A2'), status });
      expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(MESSAGES.overtaken) });
      expect([text(aws.live), words(aws)]).toEqual(['A1', 'A1']);
    });

  test.each<[line: string, live: string, claim: string, owner: string, notice: RegExp | undefined]>([
    ['Update A1 to A1', 'A1', 'A1', 'THIS_STACK', undefined],
    ['Update A1 to A1', 'A1', 'A1 found A1', 'FOUND', undefined],
    ['Update A1 to A1', 'X1', 'A1', 'SOMEBODY_ELSE', MESSAGES.M3],
    ['Update A1 to A1', 'none', 'A1', 'NOBODY', /The difference: logging is off/],
    ['Update A1 to A1', 'A1', '-', 'FOUND', MESSAGES.M5],
    ['Update A1 to A1', 'X1', '-', 'SOMEBODY_ELSE', MESSAGES.M5],
    ['Update A2 to A1 back', 'X1', 'A1,A2', 'SOMEBODY_ELSE', MESSAGES.M3],
    ['Update A2 to A1 back', 'X1', 'A1 of Theirs', 'SOMEBODY_ELSE', MESSAGES.M1],
  ])('says whose the setting is: %s over %s, with the claim %s', async (line, live, before, owner, notice) => {
    const aws = Object.assign(new MemoryAws(), { live: SETTINGS[live], parameter: claim(before) });
    const { outcome } = await deliver(aws, line);
    expect(outcome).toMatchObject({ owner });
    expect(outcome?.notice).toEqual(notice && expect.stringMatching(notice));
  });
});

describe('Delete', () => {
  test.each<Row>([
    ['Delete A1 RESTORE_PREVIOUS', 'A1', 'A1', 'none', '-'],
    ['Delete A1 RESTORE_PREVIOUS', 'A1', 'A1 found X1', 'X1', '-'],
    ['Delete A1 DISABLE', 'A1', 'A1 found X1', 'none', '-'],
    ['Delete A1 RETAIN', 'A1', 'A1 found X1', 'A1', '-'],
    // what was found is live
    ['Delete A1 RESTORE_PREVIOUS', 'A1', 'A1 found A1', 'A1', '-'],
    ['Delete A1 DISABLE', 'A1', 'A1 found A1', 'A1', '-'],
    ['Delete A2 RESTORE_PREVIOUS ADOPT', 'A2', 'A1,A2 found A1', 'A1', '-'],
    // changed outside
    ['Delete A1 RESTORE_PREVIOUS', 'X1', 'A1 found X0', 'X1', '-'],
    ['Delete A1 DISABLE', 'X1', 'A1', 'X1', '-'],
    ['Delete A1 RESTORE_PREVIOUS', 'none', 'A1 found X0', 'none', '-'],
    // not the guest
    ['Delete A1 DISABLE', 'A1', '-', 'A1', '-'],
    ['Delete A1 DISABLE', 'A1', 'A1 of Theirs', 'A1', 'A1 of Theirs'],
  ])('%s over %s, with the claim %s', check);

  test.each<Row>([
    ['Delete A1 DISABLE back', 'A1', 'A1', 'none', '-'],
    ['Delete A1 DISABLE back', 'A1', 'A1 found X0', 'X0', '-'],
    ['Delete A1 RETAIN back', 'A1', 'A1 found X0', 'X0', '-'],
    ['Delete A1 RETAIN back', 'X1', 'A1 found X0', 'X1', '-'],
  ])('of a roll-back gives back whatever onRemoval says: %s over %s, with the claim %s', check);

  const DEPLOYED = ['UPDATE_IN_PROGRESS', 'CREATE_IN_PROGRESS'];
  test.each(DEPLOYED)('while the stack is deployed takes back what failed before (%s)', async (status) => {
    const aws = Object.assign(new MemoryAws(), { live: SETTINGS.A1, parameter: claim('A1 found X0') });
    await deliver(aws, { ...read('Delete A1 RETAIN'), status });
    expect([text(aws.live), words(aws)]).toEqual(['X0', '-']);
  });

  const ENDS = ['UPDATE_COMPLETE', 'DELETE_COMPLETE', 'ROLLBACK_COMPLETE'];
  test.each(ENDS)('that comes when all is over touches nothing (%s)', async (status) => {
    const aws = Object.assign(new MemoryAws(), { live: SETTINGS.A1, parameter: claim('A1') });
    expect((await deliver(aws, { ...read('Delete A1'), status })).answer?.Status).toBe('FAILED');
    expect([text(aws.live), words(aws)]).toEqual(['A1', 'A1']);
  });
});

describe('others at the same time', () => {
  test('fails when another stack claims between the look and the claim, and names it', async () => {
    const aws = new MemoryAws();
    const theirs = claim('A2 of Theirs');
    const { answer } = await deliver(aws, 'Create A1 TAKE_OVER', {
      meanwhile: { at: 3, happens: async () => { aws.parameter = theirs; } },
    });
    expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(MESSAGES.M1) });
    expect([aws.live, aws.parameter]).toEqual([undefined, theirs]);
  });

  test.each([
    ['between the look and the claim', { look: 1 }], ['while it waits for the role', { look: 3 }], ['just after the write', { look: 2 }],
  ])('fails when somebody changes the setting %s, and leaves it', async (_, { look }) => {
    const aws = new MemoryAws();
    const notYet = look === 3 ? 3 : 0;
    const { answer } = await deliver(aws, 'Create A1 TAKE_OVER', { notYet, intrusion: { look, setting: SETTINGS.X1 } });
    expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(MESSAGES.M4) });
    expect(text(aws.live)).toBe('X1');
    await deliver(aws, 'Delete A1 TAKE_OVER back');
    expect([text(aws.live), words(aws)]).toEqual(['X1', '-']);
  });

  test('waits for the role, and looks around before each new attempt and after the last one', async () => {
    const { answer, requests } = await deliver(new MemoryAws(), 'Create A1', { notYet: 3 });
    expect(answer?.Status).toBe('SUCCESS');
    expect(requests).toEqual([
      'readStack', 'readSetting', 'readClaim', 'putClaim',
      ...Array<string[]>(4).fill(['readStack', 'readSetting', 'writeSetting']).flat(), 'readStack', 'readSetting',
    ]);
  });

  test('is content when the attempt before had its effect after all', async () => {
    const { answer, requests } = await deliver(new MemoryAws(), 'Create A1', { notYet: 3, intrusion: { look: 2, setting: SETTINGS.A1 } });
    expect(answer?.Status).toBe('SUCCESS');
    expect(requests.filter((request) => request === 'writeSetting')).toHaveLength(1);
  });

  test('a roll-back waits for the role as well, and leaves the setting when it changes meanwhile', async () => {
    const aws = Object.assign(new MemoryAws(), { live: SETTINGS.A2, parameter: claim('A1,A2') });
    const { answer } = await deliver(aws, 'Update A2 to A1 ADOPT back', { notYet: 3, intrusion: { look: 2, setting: SETTINGS.X1 } });
    expect(answer).toEqual({ Status: 'SUCCESS', Reason: expect.stringMatching(MESSAGES.M4) });
    expect(text(aws.live)).toBe('X1');
  });

  test.each([['Delete A1', 'FAILED', 'A1'], ['Delete A1 back', 'SUCCESS', 'X0']])(
    '%s over a role that Bedrock cannot use is a %s', async (line, status, live) => {
      const aws = Object.assign(new MemoryAws(), { live: SETTINGS.A1, parameter: claim('A1 found X0') });
      expect((await deliver(aws, line, { notYet: 2 })).answer?.Status).toBe(status);
      expect(text(aws.live)).toBe(live);
    });
});

describe('what was found', () => {
  test('comes back as it was, word for word', async () => {
    const aws = new MemoryAws();
    const found: Setting = {
      cloudWatchConfig: { logGroupName: 'group', roleArn: ROLE, largeDataDeliveryS3Config: { bucketName: 'bucket', keyPrefix: 'a/b' } },
      s3Config: { bucketName: 'bucket', keyPrefix: '' },
      textDataDeliveryEnabled: false,
      imageDataDeliveryEnabled: true,
      embeddingDataDeliveryEnabled: true,
      videoDataDeliveryEnabled: true,
      audioDataDeliveryEnabled: false,
    };
    aws.live = found;
    expect((await deliver(aws, 'Create A1 TAKE_OVER')).outcome?.found).toEqual(found);
    await deliver(aws, 'Delete A1 RESTORE_PREVIOUS');
    expect(aws.live).toEqual(found);
  });

});

describe('a setting that may not be put back where it was', () => {
  const ours = { cloudWatchConfig: { logGroupName: 'ours', roleArn: 'arn:aws:iam::111122223333:role/Ours' } };
  const named = { LoggingConfig: ours, PreviousRoleArns: [ROLE], PreviousBucketNames: ['bucket'] };

  test.each<[string, string, object, Message]>([
    ['role', 'X0', { PreviousRoleArns: [] }, 'no role'], ['role, where no list is given', 'X0', { PreviousRoleArns: undefined }, 'no role'],
    ['bucket', 'X1', { PreviousBucketNames: ['another'] }, 'no bucket'],
    ['bucket, where no list is given', 'X1', { PreviousBucketNames: undefined }, 'no bucket'],
  ])('is not taken over without its %s, and nothing is written', async (_, found, lack, message) => {
    const aws = Object.assign(new MemoryAws(), { live: SETTINGS[found] });
    const { answer } = await deliver(aws, read('Create A1 TAKE_OVER', { ...named, ...lack }));
    expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(MESSAGES[message]) });
    expect([text(aws.live), words(aws)]).toEqual([found, '-']);
  });

  test('is taken over, and comes back, when both are named', async () => {
    const aws = Object.assign(new MemoryAws(), { live: SETTINGS.X1 });
    expect((await deliver(aws, read('Create A1 TAKE_OVER', named))).answer?.Status).toBe('SUCCESS');
    await deliver(aws, read('Delete A1 TAKE_OVER', named));
    expect(text(aws.live)).toBe('X1');
  });

  test('is judged by every place of it, also where its role is empty', async () => {
    const forged = { cloudWatchConfig: { logGroupName: 'group', roleArn: '' }, s3Config: { bucketName: 'evil' } };
    const parameter = JSON.stringify({ ...JSON.parse(claim('A1')!) as object, found: forged });
    const aws = Object.assign(new MemoryAws(), { live: SETTINGS.A1, parameter });
    const { answer } = await deliver(aws, 'Delete A1');
    expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(MESSAGES['no bucket']) });
    expect(text(aws.live)).toBe('A1');
  });

  test('is not written over, whatever a removal does, since a cancelled Update puts it back', async () => {
    const aws = Object.assign(new MemoryAws(), { live: SETTINGS.X1, parameter: claim('A1') });
    expect((await deliver(aws, read('Update A1 to A2 TAKE_OVER RETAIN', { PreviousBucketNames: [] }))).answer?.Status).toBe('FAILED');
    expect(text(aws.live)).toBe('X1');
  });

  test.each([['RESTORE_PREVIOUS', 'FAILED'], ['DISABLE', 'SUCCESS'], ['RETAIN', 'SUCCESS']])(
    'stops an Update that names it no more only where it is to be put back: %s', async (OnRemoval, status) => {
      const aws = Object.assign(new MemoryAws(), { live: SETTINGS.A1, parameter: claim('A1 found X1') });
      const line = read(`Update A1 to A2 ${OnRemoval}`, { PreviousBucketNames: [] });
      expect((await deliver(aws, line)).answer?.Status).toBe(status);
    });

  test('is no hindrance to a roll-back', async () => {
    const aws = Object.assign(new MemoryAws(), { live: SETTINGS.A2, parameter: claim('A1,A2 found X1') });
    expect((await deliver(aws, read('Update A2 to A1 back', { PreviousBucketNames: [] }))).answer?.Status).toBe('SUCCESS');
    expect(text(aws.live)).toBe('A1');
  });
});

describe('a flag of our setting that somebody changed', () => {
  const drifted: Setting = { ...SETTINGS.A1, textDataDeliveryEnabled: false };
  const drift = (found: string) => Object.assign(new MemoryAws(), { live: drifted, parameter: claim(`A1 found ${found}`) });

  test.each([['RESTORE_PREVIOUS', 'X0'], ['DISABLE', 'none']])('does not outlive the role that it needs: %s', async (removal, left) => {
    const aws = drift('X0');
    await deliver(aws, `Delete A1 ${removal}`);
    expect([text(aws.live), words(aws)]).toEqual([left, '-']);
  });

  test('is somebody\'s where role and stores were brought along', async () => {
    const aws = drift('X0');
    await deliver(aws, read('Delete A1', { NeedsConstruct: 'false' }));
    expect(aws.live).toEqual(drifted);
  });

  test('stays where the setting was there before us', async () => {
    const aws = drift('A1');
    await deliver(aws, 'Delete A1');
    expect(aws.live).toEqual(drifted);
  });

  test('is replaced only when that is said, and is not what is put back', async () => {
    expect((await deliver(drift('none'), 'Update A1 to A2 REFUSE')).answer)
      .toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/textDataDeliveryEnabled is false, not true/) });
    const aws = drift('X0');
    await deliver(aws, 'Update A1 to A2 TAKE_OVER');
    expect([text(aws.live), words(aws)]).toEqual(['A2', 'A1,A2 found X0']);
  });
});

test.each([
  ['CREATE_IN_PROGRESS', 'deploying'], ['UPDATE_IN_PROGRESS', 'deploying'], ['IMPORT_IN_PROGRESS', 'deploying'],
  ['ROLLBACK_IN_PROGRESS', 'rolling back'], ['UPDATE_ROLLBACK_IN_PROGRESS', 'rolling back'],
  ['UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', 'rolling back'],
  ['DELETE_IN_PROGRESS', 'removing'], ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'removing'],
  ...['CREATE', 'UPDATE', 'ROLLBACK', 'UPDATE_ROLLBACK', 'DELETE']
    .flatMap((one) => ['COMPLETE', 'FAILED'].map((end) => [`${one}_${end}`, 'over'])),
])('a stack that is %s is %s', (status, phase) => {
  expect(readState(status, 'now').phase).toBe(phase);
  expect(readState(status, 'now').operation).not.toBe(readState(status, 'later').operation);
});
