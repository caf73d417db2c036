import { Event, stackId } from './stacks';
import { World } from './world';
import type { Record } from '../../../src/logging/handler/lifecycle';
import { hashOf } from '../../../src/logging/handler/setting';
import type { LoggingResourceProperties, Setting } from '../../../src/logging/handler/wire';

const ROLE = 'arn:aws:iam::111122223333:role/BedrockLogging';
const group = (logGroupName: string): Setting => ({ cloudWatchConfig: { logGroupName, roleArn: ROLE } });
const SETTINGS: { [name: string]: Setting | undefined } = {
  none: undefined, A1: group('A1'), A2: group('A2'), X0: group('X0'), X1: { ...group('X1'), s3Config: { bucketName: 'bucket', keyPrefix: 'prefix' } },
};
const text = (setting: Setting | null | undefined) => Object.keys(SETTINGS).find((name) => hashOf(SETTINGS[name]) === hashOf(setting ?? undefined))!;

/**
 * A record as `m=A1,A2 b=X0`: what was found is X0. It is held by the stack Mine and the resource Logging, unless `s` or `l`
 * says otherwise; `p=Logging:A1` is what a rename goes back to.
 */
function record(words: string): string | undefined {
  if (words === '-') {
    return undefined;
  }
  const part = Object.fromEntries(words.split(' ').map((one) => one.split('='))) as { [letter: string]: string | undefined };
  const [prior, before] = part.p?.split(':') ?? [];
  const value: Record = {
    s: stackId(part.s ?? 'Mine'),
    l: part.l ?? 'Logging',
    m: part.m!.split(',').map((name) => hashOf(SETTINGS[name])),
    b: SETTINGS[part.b ?? 'none'],
    p: prior ? [prior, SETTINGS[before] ?? null] : undefined,
  };
  return JSON.stringify(value);
}

function written({ s, l, m, b, p }: Record): string {
  const hashes = m.map((hash) => Object.keys(SETTINGS).find((name) => hashOf(SETTINGS[name]) === hash));
  return [
    ...s === stackId('Mine') ? [] : [`s=${s.split('/')[1]}`], ...l === 'Logging' ? [] : [`l=${l}`],
    `m=${hashes.join(',')}`, ...b ? [`b=${text(b)}`] : [], ...p ? [`p=${p[0]}:${text(p[1])}`] : [],
  ].join(' ');
}

/** An event as `Update A1 to A2 ADOPT`, or `Delete A1 RETAIN`, `of Renamed` if it is not of the resource Logging, and `rb` in a rollback. */
function event(line: string): Event {
  const [type, first, ...rest] = line.split(' ') as [Event['type'], ...string[]];
  const wish = rest[0] === 'to' ? rest[1] : first;
  const find = <T extends string>(...words: T[]) => words.find((word) => rest.includes(word)) ?? words[0];
  const properties = (name: string): LoggingResourceProperties => ({
    OnExisting: find('REFUSE', 'ADOPT', 'TAKE_OVER'), OnRemoval: find('RESTORE_PREVIOUS', 'DISABLE', 'RETAIN'), LoggingConfig: SETTINGS[name]!,
  });
  return {
    type,
    stack: stackId('Mine'),
    status: rest.includes('rb') ? 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS' : 'UPDATE_IN_PROGRESS',
    logicalId: rest.includes('of') ? rest[rest.indexOf('of') + 1] : 'Logging',
    properties: properties(wish),
    old: type === 'Update' ? properties(first) : undefined,
  };
}

const MESSAGES: { [name: string]: RegExp } = {
  'M1': /is managed by the stack Theirs \(arn:[^)]+\).*Remove BedrockLoggingConfig from that stack first.*RETAIN.*ADOPT.*delete the SSM parameter/,
  'M1 claim': /was claimed at this moment, by another stack or by an earlier attempt of this one/,
  'M2': /is already on, with another setting.*The difference: .*X0.*not.*A1.*TAKE_OVER/,
  'M3': /was changed outside of this stack.*The difference: .*TAKE_OVER/,
  'M3 watched': /is left so, since onExisting is REFUSE.*The difference: .*Say onExisting ADOPT or TAKE_OVER/,
  'M4': /was changed by somebody else during this deployment.*Deploy again/,
  'M5': /cannot be updated: the SSM parameter .* is missing.*onRemoval RETAIN, remove it, and add it again with onExisting TAKE_OVER/,
  'M5 held': /cannot be updated: .* is held by the resource Renamed of this stack/,
};

/** `live|record before → live|record after`, or a message. */
type Row = [event: string, live: string, record: string, outcome: string, recordAfter?: string];

function check(...[line, live, before, outcome, after]: Row): void {
  const world = new World();
  world.live = SETTINGS[live];
  world.parameter = record(before);
  const { answer, steps } = world.deliver(event(line));
  const message = MESSAGES[outcome];
  if (message) {
    expect(answer).toMatchObject({ status: 'FAILED', reason: expect.stringMatching(message) });
    expect(answer?.reason).toMatch(/account 111122223333 in af-south-1 \(asked by the stack Mine\).*Nothing was written/);
    expect([world.live, world.parameter]).toEqual([SETTINGS[live], record(before)]);
  } else {
    expect(answer).toEqual({ status: 'SUCCESS', reason: undefined });
    expect([text(world.live), world.record ? written(world.record) : '-']).toEqual([outcome, after]);
    // Nothing is written without need.
    expect(steps.filter((step) => step.do === 'writeSetting')).toHaveLength(live === outcome ? 0 : 1);
    expect(steps.filter(({ do: what }) => /Record$/.test(what) && what !== 'readRecord')).toHaveLength(before === '-' || before === after ? 0 : 1);
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
    const world = new World();
    const handling = world.begin(create);
    handling.next(); // readRecord
    handling.next(); // readSetting
    world.parameter = record('s=Theirs m=A2');
    while (handling.next()) {
      // to its end
    }
    expect(handling.answer).toMatchObject({ status: 'FAILED', reason: expect.stringMatching(MESSAGES['M1 claim']) });
    expect([world.live, world.parameter]).toEqual([undefined, record('s=Theirs m=A2')]);
  });

  test('fails when the setting changes between the look and the claim, and lets go of the claim', () => {
    const world = new World();
    const { answer } = world.deliver(create, { intrusion: { look: 1, setting: SETTINGS.X1 } });
    expect(answer).toMatchObject({ status: 'FAILED', reason: expect.stringMatching(MESSAGES.M4) });
    expect([text(world.live), world.parameter]).toEqual(['X1', undefined]);
  });

  test('waits for the role, and looks at the setting before each new attempt', () => {
    const world = new World();
    const { answer, steps } = world.deliver(create, { notYet: 3 });
    expect(answer?.status).toBe('SUCCESS');
    expect(steps.map((step) => step.do).slice(4)).toEqual([
      'writeSetting', 'isRollingBack', ...Array<string[]>(3).fill(['readRecord', 'isRollingBack', 'readSetting', 'writeSetting']).flat().slice(0, -1), 'writeSetting', 'readSetting',
    ]);
  });

  test('fails when the setting changes while it waits for the role', () => {
    const world = new World();
    const { answer } = world.deliver(create, { notYet: 3, intrusion: { look: 3, setting: SETTINGS.X1 } });
    expect(answer).toMatchObject({ status: 'FAILED', reason: expect.stringMatching(MESSAGES.M4) });
    expect(text(world.live)).toBe('X1');
  });

  test('goes on waiting when the attempt before had its effect after all', () => {
    const world = new World();
    expect(world.deliver(create, { notYet: 3, intrusion: { look: 3, setting: SETTINGS.A1 } }).answer?.status).toBe('SUCCESS');
  });

  test('a rollback leaves the setting when it changes while it waits for the role', () => {
    const world = new World();
    world.live = SETTINGS.A2;
    world.parameter = record('m=A1,A2');
    expect(world.deliver(event('Update A2 to A1 ADOPT rb'), { notYet: 3, intrusion: { look: 1, setting: SETTINGS.X1 } }).answer?.status).toBe('SUCCESS');
    expect(text(world.live)).toBe('X1');
  });

  test('fails at once when a Delete cannot use the role of the setting that it puts back', () => {
    const world = new World();
    world.live = SETTINGS.A1;
    world.parameter = record('m=A1 b=X0');
    expect(world.deliver(event('Delete A1 RESTORE_PREVIOUS'), { notYet: 1 }).answer?.status).toBe('FAILED');
    expect(world.parameter).toBe(record('m=A1 b=X0'));
  });
});

describe('what was found', () => {
  test('comes back as it was, word for word', () => {
    const world = new World();
    const found: Setting = {
      cloudWatchConfig: { logGroupName: 'group', roleArn: ROLE, largeDataDeliveryS3Config: { bucketName: 'large', keyPrefix: 'a/b' } },
      s3Config: { bucketName: 'bucket', keyPrefix: '' },
      textDataDeliveryEnabled: false,
      imageDataDeliveryEnabled: true,
    };
    world.outsiderWrites(found);
    const before = world.live;
    const created = world.deliver(event('Create A1 TAKE_OVER'));
    expect(created.outcome?.found).toEqual(before);
    world.deliver(event('Delete A1 RESTORE_PREVIOUS'));
    expect(world.live).toEqual(before);
  });

  test.each<[string, Setting]>([
    ['nothing', {}],
    ['flags only', { textDataDeliveryEnabled: true }],
    ['a destination without a name', { s3Config: { keyPrefix: 'prefix' }, cloudWatchConfig: { largeDataDeliveryS3Config: { bucketName: 'large' } } }],
  ])('is logging switched off if it says %s', (_, found) => {
    const world = new World();
    world.live = found;
    expect(world.deliver(event('Create A1 REFUSE')).answer?.status).toBe('SUCCESS');
    expect(text(world.live)).toBe('A1');
    world.live = found;
    expect(world.deliver(event('Create A1 REFUSE')).answer?.status).toBe('SUCCESS');
  });
});

describe('a flag that Bedrock does not know', () => {
  const quiet: Setting = { ...group('A1'), textDataDeliveryEnabled: 'false', audioDataDeliveryEnabled: 'false' };
  const asked = (type: Event['type'], old?: Setting): Event => ({
    ...event('Create A1'), type, properties: { OnExisting: 'REFUSE', OnRemoval: 'RESTORE_PREVIOUS', LoggingConfig: quiet }, old: old && { ...event('Create A1').properties, LoggingConfig: old },
  });
  const forgetful = () => Object.assign(new World(), { unknown: ['audioDataDeliveryEnabled'] as const });

  test('is told of when it was asked to be off', () => {
    expect(forgetful().deliver(asked('Create')).answer).toEqual({
      status: 'SUCCESS', reason: expect.stringMatching(/did not confirm audioDataDeliveryEnabled as off.*look at the setting in the console/),
    });
    expect(new World().deliver(asked('Create')).answer?.reason).toBeUndefined();
  });

  test.each([['at once', undefined], ['though the note of it was not taken', { fault: { at: 5, how: 'crash' } as const }]])('does not keep a Delete from giving back, %s', (_, disturbance) => {
    const world = forgetful();
    world.deliver(asked('Create'), disturbance);
    expect(world.live).toBeDefined();
    expect(world.deliver(asked('Delete')).answer?.status).toBe('SUCCESS');
    expect([world.live, world.parameter]).toEqual([undefined, undefined]);
  });

  test('does not make a rename forget what it goes back to', () => {
    const world = forgetful();
    world.deliver(event('Create A2 REFUSE'));
    for (let delivery = 0; delivery < 2; delivery++) {
      world.deliver({ ...asked('Create'), logicalId: 'Renamed' });
    }
    world.deliver({ ...asked('Delete'), logicalId: 'Renamed', status: 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS' });
    expect(text(world.live)).toBe('A2');
    world.deliver(event('Delete A2 RESTORE_PREVIOUS'));
    expect([world.live, world.parameter]).toEqual([undefined, undefined]);
  });

  test('is not taken for ours if it is told back as on', () => {
    const world = new World();
    world.deliver(asked('Create'));
    world.outsiderWrites({ ...quiet, audioDataDeliveryEnabled: true });
    expect(world.deliver(asked('Update', group('A2'))).answer).toMatchObject({ status: 'FAILED', reason: expect.stringMatching(/audioDataDeliveryEnabled is true, not false/) });
  });
});
