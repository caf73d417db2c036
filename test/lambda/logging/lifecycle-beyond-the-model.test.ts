import type { Setting } from '../../../src/lambda/logging/wire';
import type { StackEvent } from '../../support/guest/cloudformation';
import { event, SETTINGS, text } from '../../support/guest/lifecycle-words';
import { Handling, MemoryAws } from '../../support/guest/memory-aws';
import { ROLE } from '../../support/guest/settings';

function awsWith(live: Setting | undefined): MemoryAws {
  return Object.assign(new MemoryAws(), { live });
}

describe('an event that CloudFormation cancels while it waits for its role', () => {
  /** Lets an event run until its first write was refused, and then another one from beginning to end. */
  function cancelled(aws: MemoryAws, forward: StackEvent, back: StackEvent): Handling {
    const handling = aws.begin(forward, { notYet: 2 });
    while (handling.steps.at(-1)?.do !== 'writeSetting') {
      handling.next();
    }
    expect(aws.deliver(back).answer?.Status).toBe('SUCCESS');
    while (handling.next()) {
      // goes on
    }
    return handling;
  }

  test.each<[string, string, string, string, string]>([
    ['a Create that takes over', 'X0', 'Create A1 TAKE_OVER', 'Delete A1 TAKE_OVER rb', 'X0'],
    ['a Create', 'none', 'Create A1', 'Delete A1 rb', 'none'],
    ['an Update', 'A1', 'Update A1 to A2', 'Update A2 to A1 rb', 'A1'],
    ['a rename', 'A1', 'Create A2 of Renamed', 'Delete A2 of Renamed rb', 'A1'],
  ])('writes nothing any more: %s', (_, found, forward, back, left) => {
    const aws = awsWith(found === 'A1' ? undefined : SETTINGS[found]);
    if (found === 'A1') {
      aws.deliver(event('Create A1'));
    }
    const { answer } = cancelled(aws, event(forward), event(back));
    expect(answer).toEqual({ Status: 'FAILED', Reason: expect.stringMatching(/CloudFormation cancelled this deployment/) });
    expect(text(aws.live)).toBe(left);
  });

  test('is no matter for the event of a roll-back, which goes on waiting', () => {
    const aws = awsWith(undefined);
    aws.deliver(event('Create A1'));
    aws.deliver(event('Update A1 to A2'));
    expect(aws.deliver(event('Update A2 to A1 rb'), { notYet: 3 }).answer?.Status).toBe('SUCCESS');
    expect(text(aws.live)).toBe('A1');
  });
});

describe('a flag of our setting that somebody changed', () => {
  const drifted: Setting = { ...SETTINGS.A1, textDataDeliveryEnabled: false };
  const withFlag = (line: string): StackEvent => {
    const given = event(line);
    return { ...given, properties: { ...given.properties, LoggingConfig: drifted } };
  };

  function drift(found: string): MemoryAws {
    const aws = awsWith(SETTINGS[found]);
    expect(aws.deliver(event('Create A1 TAKE_OVER')).answer?.Status).toBe('SUCCESS');
    aws.outsiderWrites(drifted);
    return aws;
  }

  test.each([
    ['RESTORE_PREVIOUS', 'X0'], ['DISABLE', 'none'],
  ])('does not outlive the role that it needs, when removed with %s', (removal, left) => {
    const aws = drift('X0');
    aws.deliver(event(`Delete A1 TAKE_OVER ${removal}`));
    expect(text(aws.live)).toBe(left);
  });

  test.each(['REFUSE', 'TAKE_OVER'])('is not what is found and put back when the same is then wished (%s)', (mode) => {
    const aws = drift('X0');
    expect(aws.deliver({ ...withFlag(`Update A1 to A2 ${mode}`), old: event('Create A1').properties }).answer?.Status).toBe('SUCCESS');
    aws.deliver(withFlag('Delete A1 RESTORE_PREVIOUS'));
    expect(text(aws.live)).toBe('X0');
  });

  test('is replaced only when that is said', () => {
    expect(drift('none').deliver(event('Update A1 to A2 REFUSE')).answer)
      .toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/was changed outside/) });
    expect(text(drift('none').live)).toBeUndefined();
    const aws = drift('X0');
    aws.deliver(event('Update A1 to A2 TAKE_OVER'));
    aws.deliver(event('Delete A2 RESTORE_PREVIOUS'));
    expect(text(aws.live)).toBe('X0');
  });

  test('stays where the setting was there before us', () => {
    const aws = awsWith(SETTINGS.A1);
    aws.deliver(event('Create A1 REFUSE'));
    aws.outsiderWrites(drifted);
    aws.deliver(event('Delete A1 RESTORE_PREVIOUS'));
    expect(aws.live).toMatchObject({ textDataDeliveryEnabled: false });
  });
});

describe('a setting whose role we may not pass', () => {
  const eventWithRoles = (line: string, ...PreviousRoleArns: string[]): StackEvent => {
    const given = event(line);
    const LoggingConfig = { cloudWatchConfig: { logGroupName: 'ours', roleArn: 'arn:aws:iam::111122223333:role/Ours' } };
    return { ...given, properties: { ...given.properties, LoggingConfig, PreviousRoleArns } };
  };

  test('fails to be taken over, before anything is written', () => {
    const aws = awsWith(SETTINGS.X0);
    const { answer } = aws.deliver(eventWithRoles('Create A1 TAKE_OVER'));
    expect(answer)
      .toEqual({ Status: 'FAILED', Reason: expect.stringMatching(`its role ${ROLE} is not in previousRoleArns. Nothing was written`) });
    expect([text(aws.live), aws.parameter]).toEqual(['X0', undefined]);
  });

  test('fails to be changed once it was adopted', () => {
    const aws = awsWith(SETTINGS.A1);
    aws.deliver({ ...event('Create A1 ADOPT') });
    const { answer } = aws.deliver({ ...eventWithRoles('Update A1 to A2 ADOPT'), old: event('Create A1 ADOPT').properties });
    expect(answer?.Reason).toMatch(/is not in previousRoleArns/);
    expect(text(aws.live)).toBe('A1');
  });

  test('is no hindrance to a roll-back', () => {
    const aws = awsWith(SETTINGS.A1);
    aws.deliver(event('Create A1 ADOPT'));
    aws.deliver(event('Update A1 to A2 ADOPT'));
    const back = { ...eventWithRoles('Update A2 to A1 ADOPT rb'), old: event('Create A2 ADOPT').properties };
    expect(aws.deliver(back).answer?.Status).toBe('SUCCESS');
    expect(aws.live).toMatchObject(back.properties.LoggingConfig);
  });

  test('is no hindrance where the role is ours as well', () => {
    const aws = awsWith(SETTINGS.X0);
    const create = event('Create A1 TAKE_OVER');
    expect(aws.deliver({ ...create, properties: { ...create.properties, PreviousRoleArns: [] } }).answer?.Status).toBe('SUCCESS');
  });

  test('is taken over, and comes back, when its role is named', () => {
    const aws = awsWith(SETTINGS.X0);
    expect(aws.deliver(eventWithRoles('Create A1 TAKE_OVER', ROLE)).answer?.Status).toBe('SUCCESS');
    aws.deliver(eventWithRoles('Delete A1 TAKE_OVER', ROLE));
    expect(text(aws.live)).toBe('X0');
  });
});
