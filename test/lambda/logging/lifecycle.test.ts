import type { Setting } from '../../../src/lambda/logging/wire';
import { event, MESSAGES, record, SETTINGS, text, written } from '../../support/guest/lifecycle-words';
import { MemoryAws } from '../../support/guest/memory-aws';
import { ROLE } from '../../support/guest/settings';

/** `live|record before → live|record after`, or a message. */
type Row = [event: string, live: string, record: string, outcome: string, recordAfter?: string];

function check(...[line, live, before, outcome, after]: Row): void {
  const aws = new MemoryAws();
  aws.live = SETTINGS[live];
  aws.parameter = record(before);
  const { answer, steps } = aws.deliver(event(line));
  const message = MESSAGES[outcome];
  if (message) {
    expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(message) });
    expect(answer?.Reason).toMatch(/account 123456789012 in af-south-1 \(stack Mine\).*Nothing was written/);
    expect([aws.live, aws.parameter]).toEqual([SETTINGS[live], record(before)]);
  } else {
    expect(answer).toEqual({ Status: 'SUCCESS', Reason: undefined });
    expect([text(aws.live), aws.record ? written(aws.record) : '-']).toEqual([outcome, after]);
    // Nothing is written without need.
    expect(steps.filter((step) => step.do === 'writeSetting')).toHaveLength(live === outcome ? 0 : 1);
    expect(steps.filter(({ do: what }) => /Record$/.test(what) && what !== 'readRecord'))
      .toHaveLength(before === '-' || before === after ? 0 : 1);
  }
}

describe('Create', () => {
  test.each<Row>([
    // logging is off
    ['Create A1 REFUSE', 'none', '-', 'A1', 'm=A1'],
    ['Create A1 ADOPT', 'none', '-', 'A1', 'm=A1'],
    ['Create A1 TAKE_OVER', 'none', '-', 'A1', 'm=A1'],
    // it is on as wished
    ['Create A1 REFUSE', 'A1', '-', 'A1', 'm=A1 b=A1'],
    ['Create A1 ADOPT', 'A1', '-', 'A1', 'm=A1 b=A1'],
    ['Create A1 TAKE_OVER', 'A1', '-', 'A1', 'm=A1 b=A1'],
    // it is on otherwise
    ['Create A1 REFUSE', 'X0', '-', 'M2'],
    ['Create A1 ADOPT', 'X0', '-', 'M2'],
    ['Create A1 TAKE_OVER', 'X0', '-', 'A1', 'm=A1 b=X0'],
    // another stack is the guest
    ['Create A1 TAKE_OVER', 'none', 's=Theirs m=A2', 'M1'],
    ['Create A1 ADOPT', 'A1', 's=Theirs m=A1', 'M1'],
    // once more, after a crash at any step
    ['Create A1 REFUSE', 'none', 'm=A1', 'A1', 'm=A1'],
    ['Create A1 REFUSE', 'A1', 'm=A1', 'A1', 'm=A1'],
    ['Create A1 TAKE_OVER', 'X0', 'm=A1 b=X0', 'A1', 'm=A1 b=X0'],
    ['Create A1 TAKE_OVER', 'none', 'm=A1 b=X0', 'A1', 'm=A1'],
    ['Create A1 ADOPT', 'X1', 'm=A1', 'M3'],
    ['Create A1 TAKE_OVER', 'X1', 'm=A1', 'A1', 'm=A1 b=X1'],
  ])('%s over %s, with the record %s', check);

  test.each<Row>([
    ['Create A1 REFUSE of Renamed', 'A1', 'm=A1', 'A1', 'l=Renamed m=A1 p=Logging:A1'],
    ['Create A1 ADOPT of Renamed', 'A1', 'm=A1 b=A1', 'A1', 'l=Renamed m=A1 b=A1 p=Logging:A1'],
    ['Create A2 REFUSE of Renamed', 'A1', 'm=A1', 'A2', 'l=Renamed m=A1,A2 p=Logging:A1'],
    ['Create A2 REFUSE of Renamed', 'A1', 'm=A1 b=X0', 'A2', 'l=Renamed m=A1,A2 b=X0 p=Logging:A1'],
    ['Create A2 REFUSE of Renamed', 'A1', 'm=A1 b=A1', 'M3 watched'],
    ['Create A2 ADOPT of Renamed', 'A1', 'm=A1 b=A1', 'A2', 'l=Renamed m=A1,A2 b=A1 p=Logging:A1'],
    ['Create A1 ADOPT of Renamed', 'X1', 'm=A1', 'M3'],
    ['Create A1 ADOPT of Renamed', 'none', 'm=A1', 'M3'],
    ['Create A1 TAKE_OVER of Renamed', 'X1', 'm=A1', 'A1', 'l=Renamed m=A1 b=X1 p=Logging:X1'],
    // once more
    ['Create A2 REFUSE of Renamed', 'A1', 'l=Renamed m=A1,A2 p=Logging:A1', 'A2', 'l=Renamed m=A1,A2 p=Logging:A1'],
    ['Create A2 REFUSE of Renamed', 'A2', 'l=Renamed m=A1,A2 p=Logging:A1', 'A2', 'l=Renamed m=A1,A2 p=Logging:A1'],
    ['Create A2 REFUSE of Renamed', 'none', 'l=Renamed m=A1,A2 p=Logging:A1', 'M3'],
  ])('of a new name: %s over %s, with the record %s', check);
});

describe('Update', () => {
  test.each<Row>([
    ['Update A1 to A2 REFUSE', 'A1', 'm=A1', 'A2', 'm=A1,A2'],
    ['Update A1 to A2 TAKE_OVER', 'A1', 'm=A1 b=X0', 'A2', 'm=A1,A2 b=X0'],
    ['Update A1 to A2 ADOPT', 'A1', 'm=A1 b=A1', 'A2', 'm=A1,A2 b=A1'],
    ['Update A1 to A2 REFUSE', 'A1', 'm=A1 b=A1', 'M3 watched'],
    // what an earlier Update wrote ahead
    ['Update A1 to A2 REFUSE', 'A2', 'm=A1,A2', 'A2', 'm=A1,A2'],
    ['Update A2 to A1 REFUSE', 'A2', 'm=A1,A2', 'A1', 'm=A2,A1'],
    // changed outside
    ['Update A1 to A2 REFUSE', 'X1', 'm=A1', 'M3'],
    ['Update A1 to A2 ADOPT', 'none', 'm=A1', 'M3'],
    ['Update A1 to A2 TAKE_OVER', 'X1', 'm=A1', 'A2', 'm=A2 b=X1'],
    ['Update A1 to A2 ADOPT', 'A2', 'm=A1', 'A2', 'm=A2 b=A2'],
    // the same wish
    ['Update A1 to A1 ADOPT', 'A1', 'm=A1 b=X0', 'A1', 'm=A1 b=X0'],
    ['Update A1 to A1 ADOPT', 'X1', 'm=A1', 'X1', 'm=A1'],
    ['Update A1 to A1 TAKE_OVER', 'X1', 'm=A1', 'X1', 'm=A1'],
    ['Update A1 to A1 REFUSE', 'X0', 'm=A1,X0 b=X0', 'X0', 'm=A1,X0 b=X0'],
    // of a rename that is committed
    ['Update A1 to A2 REFUSE of Renamed', 'A1', 'l=Renamed m=A1 p=Logging:A1', 'A2', 'l=Renamed m=A1,A2'],
    ['Update A1 to A1 REFUSE of Renamed', 'X1', 'l=Renamed m=A1 p=Logging:A1', 'X1', 'l=Renamed m=A1'],
    // without its record
    ['Update A1 to A2 TAKE_OVER', 'A1', '-', 'M5'],
    ['Update A1 to A2 TAKE_OVER', 'A1', 'l=Renamed m=A1', 'M5 held'],
    ['Update A1 to A1 TAKE_OVER', 'X1', '-', 'X1', '-'],
    ['Update A1 to A1 TAKE_OVER', 'X1', 'l=Renamed m=A1', 'X1', 'l=Renamed m=A1'],
    ['Update A1 to A2 ADOPT', 'A1', 's=Theirs m=A1', 'M1'],
    ['Update A1 to A1 ADOPT', 'A1', 's=Theirs m=A1', 'M1'],
  ])('%s over %s, with the record %s', check);

  test.each<Row>([
    ['Update A2 to A1 REFUSE rb', 'A2', 'm=A1,A2', 'A1', 'm=A2,A1'],
    ['Update A2 to A1 REFUSE rb', 'A1', 'm=A1,A2', 'A1', 'm=A1,A2'],
    ['Update A2 to A1 ADOPT rb', 'X1', 'm=A1,A2', 'X1', 'm=A1,A2'],
    ['Update A2 to A1 TAKE_OVER rb', 'X1', 'm=A1,A2', 'X1', 'm=A1,A2'],
    ['Update A2 to A1 REFUSE rb', 'X0', 'm=A1,X0 b=X0', 'X0', 'm=A1,X0 b=X0'],
    ['Update A2 to A1 ADOPT rb', 'A1', '-', 'A1', '-'],
    ['Update A2 to A1 ADOPT rb', 'A1', 'l=Renamed m=A1', 'A1', 'l=Renamed m=A1'],
    ['Update A2 to A1 ADOPT rb', 'X0', 's=Theirs m=A1', 'X0', 's=Theirs m=A1'],
  ])('of a rollback never fails: %s over %s, with the record %s', check);
});

describe('Delete', () => {
  test.each<Row>([
    ['Delete A1 RESTORE_PREVIOUS', 'A1', 'm=A1', 'none', '-'],
    ['Delete A1 RESTORE_PREVIOUS', 'A1', 'm=A1 b=X1', 'X1', '-'],
    ['Delete A1 DISABLE', 'A1', 'm=A1 b=X1', 'none', '-'],
    ['Delete A1 RETAIN', 'A1', 'm=A1 b=X1', 'A1', '-'],
    // what was found is live
    ['Delete A1 RESTORE_PREVIOUS', 'A1', 'm=A1 b=A1', 'A1', '-'],
    ['Delete A1 DISABLE', 'A1', 'm=A1 b=A1', 'A1', '-'],
    ['Delete A2 RESTORE_PREVIOUS ADOPT', 'A2', 'm=A1,A2 b=A1', 'A1', '-'],
    // changed outside
    ['Delete A1 RESTORE_PREVIOUS', 'X1', 'm=A1 b=X0', 'X1', '-'],
    ['Delete A1 DISABLE', 'X1', 'm=A1', 'X1', '-'],
    ['Delete A1 RESTORE_PREVIOUS', 'none', 'm=A1 b=X0', 'none', '-'],
    // not the guest
    ['Delete A1 DISABLE', 'A1', '-', 'A1', '-'],
    ['Delete A1 DISABLE', 'A1', 's=Theirs m=A1', 'A1', 's=Theirs m=A1'],
    ['Delete A1 DISABLE', 'A1', 'l=Renamed m=A1', 'A1', 'l=Renamed m=A1'],
  ])('%s over %s, with the record %s', check);

  test.each<Row>([
    ['Delete A1 DISABLE rb', 'A1', 'm=A1', 'none', '-'],
    ['Delete A1 DISABLE rb', 'A1', 'm=A1 b=X0', 'X0', '-'],
    ['Delete A1 RETAIN rb', 'A1', 'm=A1 b=X0', 'X0', '-'],
    ['Delete A1 RETAIN rb', 'X1', 'm=A1 b=X0', 'X1', '-'],
  ])('of a rollback gives back whatever onRemoval says: %s over %s, with the record %s', check);

  test.each<Row>([
    // committed: the old name goes, and then the new one
    ['Delete A1 DISABLE', 'A2', 'l=Renamed m=A1,A2 b=X0 p=Logging:A1', 'A2', 'l=Renamed m=A1,A2 b=X0'],
    ['Delete A1 DISABLE of Other', 'A2', 'l=Renamed m=A1,A2 p=Logging:A1', 'A2', 'l=Renamed m=A1,A2 p=Logging:A1'],
    ['Delete A2 RESTORE_PREVIOUS of Renamed', 'A2', 'l=Renamed m=A1,A2 b=X0 p=Logging:A1', 'X0', '-'],
    // rolled back: the new name goes
    ['Delete A2 DISABLE of Renamed rb', 'A2', 'l=Renamed m=A1,A2 b=X0 p=Logging:A1', 'A1', 'm=A1,A2 b=X0'],
    ['Delete A1 DISABLE of Renamed rb', 'A1', 'l=Renamed m=A1 b=A1 p=Logging:A1', 'A1', 'm=A1 b=A1'],
    ['Delete A2 RETAIN of Renamed rb', 'A2', 'l=Renamed m=A2 b=X1 p=Logging:X1', 'X1', 'm=A2 b=X1'],
    ['Delete A2 RETAIN of Renamed rb', 'A2', 'l=Renamed m=A2 p=Logging:none', 'none', 'm=A2'],
    ['Delete A2 DISABLE of Renamed rb', 'X1', 'l=Renamed m=A1,A2 p=Logging:A1', 'X1', 'm=A1,A2'],
  ])('after a new name: %s over %s, with the record %s', check);
});

describe('others at the same time', () => {
  const create = event('Create A1 TAKE_OVER');

  test('fails when another stack claims between the look and the claim', () => {
    const aws = new MemoryAws();
    const handling = aws.begin(create);
    handling.next(); // readRecord
    handling.next(); // readSetting
    aws.parameter = record('s=Theirs m=A2');
    while (handling.next()) {
      // to its end
    }
    expect(handling.answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(MESSAGES['M1 claim']) });
    expect([aws.live, aws.parameter]).toEqual([undefined, record('s=Theirs m=A2')]);
  });

  test('fails when the setting changes between the look and the claim, and lets go of the claim', () => {
    const aws = new MemoryAws();
    const { answer } = aws.deliver(create, { intrusion: { look: 1, setting: SETTINGS.X1 } });
    expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(MESSAGES.M4) });
    expect([text(aws.live), aws.parameter]).toEqual(['X1', undefined]);
  });

  test('waits for the role, and looks at the setting before each new attempt', () => {
    const aws = new MemoryAws();
    const { answer, steps } = aws.deliver(create, { notYet: 3 });
    expect(answer?.Status).toBe('SUCCESS');
    expect(steps.map((step) => step.do).slice(4)).toEqual([
      'writeSetting', ...Array<string[]>(3).fill(['readRecord', 'isRollingBack', 'readSetting', 'writeSetting']).flat(), 'readSetting',
    ]);
  });

  test('fails when the setting changes while it waits for the role', () => {
    const aws = new MemoryAws();
    const { answer } = aws.deliver(create, { notYet: 3, intrusion: { look: 3, setting: SETTINGS.X1 } });
    expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(MESSAGES.M4) });
    expect(text(aws.live)).toBe('X1');
  });

  test('goes on waiting when the attempt before had its effect after all', () => {
    const aws = new MemoryAws();
    expect(aws.deliver(create, { notYet: 3, intrusion: { look: 3, setting: SETTINGS.A1 } }).answer?.Status).toBe('SUCCESS');
  });

  test('a rollback leaves the setting when it changes while it waits for the role', () => {
    const aws = new MemoryAws();
    aws.live = SETTINGS.A2;
    aws.parameter = record('m=A1,A2');
    expect(aws.deliver(event('Update A2 to A1 ADOPT rb'), { notYet: 3, intrusion: { look: 1, setting: SETTINGS.X1 } }).answer?.Status)
      .toBe('SUCCESS');
    expect(text(aws.live)).toBe('X1');
  });

  test('fails at once when a Delete cannot use the role of the setting that it puts back', () => {
    const aws = new MemoryAws();
    aws.live = SETTINGS.A1;
    aws.parameter = record('m=A1 b=X0');
    expect(aws.deliver(event('Delete A1 RESTORE_PREVIOUS'), { notYet: 1 }).answer?.Status).toBe('FAILED');
    expect(aws.parameter).toBe(record('m=A1 b=X0'));
  });
});

describe('what was found', () => {
  test('comes back as it was, word for word', () => {
    const aws = new MemoryAws();
    const found: Setting = {
      cloudWatchConfig: { logGroupName: 'group', roleArn: ROLE, largeDataDeliveryS3Config: { bucketName: 'large', keyPrefix: 'a/b' } },
      s3Config: { bucketName: 'bucket', keyPrefix: '' },
      textDataDeliveryEnabled: false,
      imageDataDeliveryEnabled: true,
    };
    aws.outsiderWrites(found);
    const liveBefore = aws.live;
    const created = aws.deliver(event('Create A1 TAKE_OVER'));
    expect(created.outcome?.found).toEqual(liveBefore);
    aws.deliver(event('Delete A1 RESTORE_PREVIOUS'));
    expect(aws.live).toEqual(liveBefore);
  });

  test.each<[string, Setting]>([
    ['nothing', {}],
    ['flags only', { textDataDeliveryEnabled: true }],
    ['a destination without a name',
      { s3Config: { keyPrefix: 'prefix' }, cloudWatchConfig: { largeDataDeliveryS3Config: { bucketName: 'large' } } }],
  ])('is logging switched off if it says %s', (_, found) => {
    const aws = new MemoryAws();
    aws.live = found;
    expect(aws.deliver(event('Create A1 REFUSE')).answer?.Status).toBe('SUCCESS');
    expect(text(aws.live)).toBe('A1');
    aws.live = found;
    expect(aws.deliver(event('Create A1 REFUSE')).answer?.Status).toBe('SUCCESS');
  });
});
