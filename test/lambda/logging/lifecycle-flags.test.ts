import type { Setting } from '../../../src/lambda/logging/wire';
import type { StackEvent } from '../../support/guest/cloudformation';
import type { RequestType } from '../../support/guest/event';
import { event, text } from '../../support/guest/lifecycle-words';
import { MemoryAws } from '../../support/guest/memory-aws';
import { group, MODES } from '../../support/guest/settings';

describe('a flag that Bedrock does not know', () => {
  const partlyOff: Setting = { ...group('A1'), textDataDeliveryEnabled: 'false', audioDataDeliveryEnabled: 'false' };
  const eventFor = (type: RequestType, old?: Setting): StackEvent => ({
    ...event('Create A1'),
    type,
    properties: { OnExisting: 'REFUSE', OnRemoval: 'RESTORE_PREVIOUS', LoggingConfig: partlyOff },
    old: old && { ...event('Create A1').properties, LoggingConfig: old },
  });
  const makeForgetfulAws = () => Object.assign(new MemoryAws(), { unknown: ['audioDataDeliveryEnabled'] as const });

  test('is told of when it was asked to be off', () => {
    expect(makeForgetfulAws().deliver(eventFor('Create')).answer).toEqual({
      Status: 'SUCCESS',
      Reason: expect.stringMatching(/did not confirm audioDataDeliveryEnabled as off.*look at the setting in the console/),
    });
    expect(new MemoryAws().deliver(eventFor('Create')).answer?.Reason).toBeUndefined();
  });

  test.each([
    ['at once', undefined], ['though the note of it was not taken', { fault: { at: 5, how: 'crash' } as const }],
  ])('does not keep a Delete from giving back, %s', (_, disturbance) => {
    const aws = makeForgetfulAws();
    aws.deliver(eventFor('Create'), disturbance);
    expect(aws.live).toBeDefined();
    expect(aws.deliver(eventFor('Delete')).answer?.Status).toBe('SUCCESS');
    expect([aws.live, aws.parameter]).toEqual([undefined, undefined]);
  });

  test('does not make a rename forget what it goes back to', () => {
    const aws = makeForgetfulAws();
    aws.deliver(event('Create A2 REFUSE'));
    for (let delivery = 0; delivery < 2; delivery++) {
      aws.deliver({ ...eventFor('Create'), logicalId: 'Renamed' });
    }
    aws.deliver({ ...eventFor('Delete'), logicalId: 'Renamed', status: 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS' });
    expect(text(aws.live)).toBe('A2');
    aws.deliver(event('Delete A2 RESTORE_PREVIOUS'));
    expect([aws.live, aws.parameter]).toEqual([undefined, undefined]);
  });

  test.each(MODES)('does not keep a rename whose old name is never deleted from being removed (%s)', (OnExisting) => {
    const aws = makeForgetfulAws();
    const of = (type: RequestType, logicalId: string, LoggingConfig: Setting) =>
      aws.deliver({
        ...eventFor(type), logicalId, properties: { OnExisting, OnRemoval: 'RESTORE_PREVIOUS', LoggingConfig },
      }).answer?.Status;
    const other: Setting = { ...group('A2'), audioDataDeliveryEnabled: 'false' };
    expect([of('Create', 'Logging', partlyOff), of('Create', 'Renamed', other)]).toEqual(['SUCCESS', 'SUCCESS']);
    expect(of('Delete', 'Renamed', other)).toBe('SUCCESS');
    expect([aws.live, aws.parameter]).toEqual([undefined, undefined]);
  });

  test('is not taken for ours if it is told back as on', () => {
    const aws = new MemoryAws();
    aws.deliver(eventFor('Create'));
    aws.outsiderWrites({ ...partlyOff, audioDataDeliveryEnabled: true });
    expect(aws.deliver(eventFor('Update', group('A2'))).answer)
      .toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/audioDataDeliveryEnabled is true, not false/) });
  });
});
