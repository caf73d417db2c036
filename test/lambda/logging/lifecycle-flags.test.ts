import type { Setting } from '../../../src/lambda/logging/wire';
import { deliver, read } from '../../support/guest/lifecycle-words';
import { MemoryAws } from '../../support/guest/memory-aws';
import { group, MODES } from '../../support/guest/settings';

const textOff: Setting = { ...group('A1'), textDataDeliveryEnabled: 'false', audioDataDeliveryEnabled: 'false' };
const audioOn: Setting = { ...textOff, audioDataDeliveryEnabled: 'true' };
const CAUSES = /did not confirm audioDataDeliveryEnabled as off: this Region does not report it, or the AWS SDK .* does not know it/;

/** An event about a setting of which one flag is not told back. */
const event = (line: string, LoggingConfig: Setting, old?: Setting) => {
  const { event: given, status } = read(line);
  const properties = (one: Setting) => ({ ...given.ResourceProperties, LoggingConfig: one });
  return { status, event: { ...given, ResourceProperties: properties(LoggingConfig), OldResourceProperties: old && properties(old) } };
};

describe('a flag that Bedrock does not tell back (N8)', () => {
  const silent = (): MemoryAws => Object.assign(new MemoryAws(), { untold: ['audioDataDeliveryEnabled'] as const });
  const written = async () => {
    const aws = silent();
    await deliver(aws, event('Create A1', textOff));
    return aws;
  };

  test('is told of when it was asked to be off, with both causes', async () => {
    expect((await deliver(silent(), event('Create A1', textOff))).answer)
      .toEqual({ Status: 'SUCCESS', Reason: expect.stringMatching(CAUSES) });
    expect((await deliver(new MemoryAws(), event('Create A1', textOff))).answer?.Reason).toBeUndefined();
  });

  test.each(['crash', 'before'] as const)('does not keep a Delete from giving back, after a last request that failed (%s)', async (how) => {
    const aws = silent();
    await deliver(aws, event('Create A1', textOff), { fault: { at: 8, how } });
    expect(aws.live).toBeDefined();
    expect((await deliver(aws, event('Delete A1', textOff))).answer?.Status).toBe('SUCCESS');
    expect([aws.live, aws.parameter]).toEqual([undefined, undefined]);
  });

  test.each(MODES)('is as it is wished where the setting was there before, and stays so (%s)', async (mode) => {
    const aws = silent();
    aws.outsiderWrites(textOff);
    const { answer, requests, outcome } = await deliver(aws, event(`Create A1 ${mode}`, textOff));
    expect(answer).toEqual({ Status: 'SUCCESS', Reason: expect.stringMatching(CAUSES) });
    expect(outcome?.owner).toBe('FOUND');
    await deliver(aws, event(`Delete A1 ${mode} DISABLE`, textOff));
    expect(requests).not.toContain('writeSetting');
    expect(aws.live).toBeDefined();
  });

  const SWITCHES: [string, Setting, Setting][] = [['on', textOff, audioOn], ['off', audioOn, textOff]];
  test.each(SWITCHES)('is written when it is to be switched %s, though all else stays', async (_, old, wish) => {
    const aws = silent();
    await deliver(aws, event('Create A1', old));
    const writes: unknown[] = [];
    aws.listener = { guestWrote: (one) => writes.push(one.ResourceProperties.LoggingConfig), outsiderWrote: () => undefined };
    expect((await deliver(aws, event('Update A1 to A1', wish, old))).answer?.Status).toBe('SUCCESS');
    expect(writes).toEqual([wish]);
    await deliver(aws, event('Delete A1', wish));
    expect([aws.live, aws.parameter]).toEqual([undefined, undefined]);
  });

  test('is left as it is by a cancelled Update that starts in the roll-back', async () => {
    const aws = await written();
    const writes: unknown[] = [];
    aws.listener = { guestWrote: (one) => writes.push(one), outsiderWrote: () => undefined };
    const late = { ...event('Update A1 to A1', audioOn, textOff), status: 'UPDATE_ROLLBACK_IN_PROGRESS' };
    expect((await deliver(aws, late)).answer).toEqual({ Status: 'SUCCESS', Reason: undefined });
    expect(writes).toEqual([]);
  });

  test('makes no other setting of what was there before us, which REFUSE leaves', async () => {
    const aws = silent();
    aws.outsiderWrites(textOff);
    await deliver(aws, event('Create A1 REFUSE', textOff));
    const { answer, requests } = await deliver(aws, event('Update A1 to A1 REFUSE', audioOn, textOff));
    expect([answer?.Status, requests.includes('writeSetting')]).toEqual(['FAILED', false]);
  });

  test('that an adopted setting had off comes back off', async () => {
    const aws = silent();
    aws.outsiderWrites(textOff);
    await deliver(aws, event('Create A1 ADOPT', textOff));
    await deliver(aws, event('Update A1 to A1 ADOPT', audioOn, textOff));
    const puts: unknown[] = [];
    aws.store = (setting) => { puts.push(setting); return setting; };
    await deliver(aws, event('Delete A1 ADOPT', audioOn));
    expect(puts).toEqual([textOff]);
  });

  test('is not taken for as wished if it is told back as on', async () => {
    const aws = await written();
    aws.untold = [];
    aws.outsiderWrites(audioOn);
    const wish: Setting = { ...group('A2'), audioDataDeliveryEnabled: 'false' };
    expect((await deliver(aws, event('Update A1 to A1', wish, textOff))).answer)
      .toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/audioDataDeliveryEnabled is true, not false/) });
  });
});
