import type { Claim } from '../../../src/lambda/logging/lifecycle';
import type { Setting } from '../../../src/lambda/logging/wire';
import { GONE } from '../../support/guest/cloudformation';
import { stackId } from '../../support/guest/event';
import { failed, ONCE, refused, SUCCESS, SUCCESS_WITHOUT_WRITES } from '../../support/guest/expected';
import { crash, meanwhile, Operation, refuse } from '../../support/guest/local-aws';
import { A1, A2, A3, asText, MODES, Removal, REMOVALS, X0, X1 } from '../../support/guest/settings';
import { setUpGuest, Stack } from '../../support/guest/stack';

const on = setUpGuest();
const stack = (name = 'a') => new Stack(on.aws, on.guest, name);
const claim = (): Claim | undefined => on.aws.claim === undefined ? undefined : JSON.parse(on.aws.claim) as Claim;
const claimOf = (owner: string, written: Setting) => JSON.stringify({ version: 1, stack: owner, written: [written] });

const PUT = 'PutModelInvocationLoggingConfiguration';
const SWITCH_OFF = 'DeleteModelInvocationLoggingConfiguration';
const GET = 'GetModelInvocationLoggingConfiguration';
const DENIED = refuse('AccessDeniedException', 'no', 403);
const EFFECTS = ['before', 'after'] as const;
const CRASHED = expect.not.objectContaining({ Status: expect.anything() });

/** What an event asks of AWS; after the effect of one request is before that of the next. */
const WRITING = ['DescribeStacks', GET, 'GetParameter', 'PutParameter', 'DescribeStacks', GET, PUT, 'DescribeStacks', GET, 'Answer'];
const listRemoving = (...write: Operation[]): Operation[] => [
  'DescribeStacks', GET, 'GetParameter', 'DescribeStacks', GET, ...write.flatMap((one) => [one, 'DescribeStacks', GET] as const),
  'GetParameter', 'DeleteParameter', 'Answer',
];
const steps = (requests: readonly unknown[]) => requests.map((_, index) => index);

/** What is there before us, and how it is taken. */
const ORIGINALS = [['none', undefined, 'REFUSE'], ['X0', X0, 'TAKE_OVER']] as const;

/** That nothing of ours is left. */
function expectLeft(setting: Setting | undefined): void {
  expect([on.aws.setting, claim()]).toEqual([setting, undefined]);
}

async function askedDuring(work: () => Promise<unknown>): Promise<Operation[]> {
  const { length } = on.aws.calls;
  await work();
  return on.aws.calls.slice(length).map(({ operation }) => operation);
}

/** The latest event once more; an equal answer is taken for the same one otherwise. */
async function repeat(a: Stack): Promise<unknown> {
  on.aws.answers = [];
  return a.again();
}

describe('1 Create', () => {
  test.each(MODES)('switches logging on where it is off (%s)', async (mode) => {
    const a = stack();
    expect(await askedDuring(async () => expect(await a.deploy(A1, { mode })).toEqual([ONCE]))).toEqual(WRITING);
    expect(on.aws.setting).toEqual(A1);
    expect(claim()).toEqual({ version: 1, stack: a.id, written: [asText(A1)] });
  });

  test.each(MODES)('leaves an equal setting as it is (%s)', async (mode) => {
    on.aws.setting = A1;
    expect(await stack().deploy(A1, { mode })).toEqual([SUCCESS_WITHOUT_WRITES]);
    expect(claim()!.found).toEqual(asText(A1));
  });

  test('replaces another setting when told to TAKE_OVER', async () => {
    on.aws.setting = X0;
    expect(await stack().deploy(A1, { mode: 'TAKE_OVER' })).toEqual([ONCE]);
    expect(on.aws.setting).toEqual(A1);
    expect(claim()!.found).toEqual(X0);
  });

  test.each(['REFUSE', 'ADOPT'] as const)('fails over another setting and leaves nothing (%s)', async (mode) => {
    on.aws.setting = X0;
    expect(await stack().deploy(A1, { mode })).toEqual([refused('M2'), SUCCESS_WITHOUT_WRITES]);
    expectLeft(X0);
    expect(on.aws.of('PutParameter')).toEqual([]);
  });
});

describe('2 Beside the claim of another stack', () => {
  test('fails a Create, and the Delete after it touches nothing', async () => {
    const [a, b] = [stack('a'), stack('b')];
    await a.deploy(A1);
    expect(await b.deploy(A1, { mode: 'TAKE_OVER', removal: 'DISABLE' })).toEqual([refused('M1'), SUCCESS_WITHOUT_WRITES]);
    expect([on.aws.setting, claim()!.stack]).toEqual([A1, a.id]);
  });

  test('fails an Update, but neither the way back nor Delete', async () => {
    const a = stack();
    await a.deploy(A1);
    on.aws.claim = claimOf(stackId('b'), A1);
    expect(await a.deploy(A2)).toEqual([refused('M1'), SUCCESS_WITHOUT_WRITES]);
    expect(await a.delete()).toEqual([SUCCESS_WITHOUT_WRITES]);
    expect([on.aws.setting, on.aws.claim]).toEqual([A1, claimOf(stackId('b'), A1)]);
  });
});

describe('3 Two creations at once', () => {
  test('fails for the stack whose claim comes second', async () => {
    on.aws.fail('PutParameter', meanwhile(() => Object.assign(on.aws, { setting: A1, claim: claimOf(stackId('a'), A1) })));
    expect(await stack('b').deploy(A2, { mode: 'TAKE_OVER' })).toEqual([refused('M1'), SUCCESS_WITHOUT_WRITES]);
    expect([on.aws.setting, on.aws.claim]).toEqual([A1, claimOf(stackId('a'), A1)]);
  });

  test('fails when the setting of another stack came between the look and the claim, and that stack left', async () => {
    on.aws.fail('PutParameter', meanwhile(() => { on.aws.setting = A1; }));
    expect(await stack('b').deploy(A2, { mode: 'TAKE_OVER' })).toEqual([refused('M4'), SUCCESS_WITHOUT_WRITES]);
    expectLeft(A1);
  });
});

describe.each(ORIGINALS)('4 An interrupted Create over %s', (_, original, mode) => {
  beforeEach(() => { on.aws.setting = original; });

  test.each(steps(WRITING))('is completed by the next try after a crash at request %i', async (skip) => {
    on.aws.fail('any', crash(on.guest, 'before'), { skip });
    const a = stack();
    expect(await a.deploy(A1, { mode, retried: true })).toEqual([CRASHED, SUCCESS]);
    expect(on.aws.setting).toEqual(A1);
    expect(await a.delete()).toEqual([ONCE]);
    expectLeft(original);
  });

  test.each(steps(WRITING))('leaves nothing when a crash at request %i is rolled back', async (skip) => {
    on.aws.fail('any', crash(on.guest, 'before'), { skip });
    expect(await stack().deploy(A1, { mode, removal: 'RETAIN' })).toEqual([CRASHED, SUCCESS]);
    expectLeft(original);
  });

  test.each(EFFECTS)('leaves nothing when the write fails %s its effect', async (effect) => {
    on.aws.fail(PUT, { ...DENIED, applied: effect === 'after' });
    expect(await stack().deploy(A1, { mode, removal: 'RETAIN' })).toEqual([failed('AccessDeniedException: no'), SUCCESS]);
    expectLeft(original);
  });
});

describe.each(ORIGINALS)('5 A Create over %s that is rolled back after its success', (_, original, mode) => {
  const removing = listRemoving(original ? PUT : SWITCH_OFF);

  test.each(REMOVALS)('puts the original back, in a new stack and in one that was there (%s)', async (removal) => {
    for (const isThere of [false, true]) {
      on.aws.reset();
      on.aws.setting = original;
      const a = stack();
      await (isThere ? a.deploy(undefined) : undefined);
      expect(await askedDuring(async () => expect(await a.deploy(A1, { mode, removal, breaks: true })).toEqual([ONCE, ONCE])))
        .toEqual([...WRITING, ...removing]);
      expectLeft(original);
    }
  });

  test.each(steps(removing))('puts the original back with the next Delete after a crash at request %i of the first', async (skip) => {
    on.aws.setting = original;
    const a = stack();
    await a.deploy(undefined);
    on.aws.fail('any', crash(on.guest, 'before'), { skip: WRITING.length + skip });
    expect(await a.deploy(A1, { mode, removal: 'RETAIN', breaks: true })).toEqual([ONCE, CRASHED, SUCCESS]);
    expectLeft(original);
  });
});

describe('6 An Update', () => {
  let a: Stack;
  const begin = async () => {
    on.aws.reset();
    a = stack();
    await a.deploy(A1);
  };
  beforeEach(begin);
  const expectWayBack = async () => {
    expect(on.aws.setting).toEqual(A1);
    expect(await a.delete()).toEqual([ONCE]);
    expectLeft(undefined);
  };

  test('is taken back after its success and a duplicate', async () => {
    const afterwards = async () => {
      expect(await repeat(a)).toEqual(SUCCESS_WITHOUT_WRITES);
      expect(on.aws.setting).toEqual(A2);
    };
    expect(await a.deploy(A2, { breaks: true, afterwards })).toEqual([ONCE, ONCE]);
    await expectWayBack();
  });

  test('asks no more than a Create, and no claim on the way back', async () => {
    const back = WRITING.filter((operation) => operation !== 'PutParameter');
    expect(await askedDuring(() => a.deploy(A2, { breaks: true }))).toEqual([...WRITING, ...back]);
  });

  test.each(steps(WRITING))('is taken back, or completed first, after a crash at request %i', async (skip) => {
    for (const retried of [false, true]) {
      await begin();
      on.aws.fail('any', crash(on.guest, 'before'), { skip });
      expect(await a.deploy(A2, { retried, breaks: true })).toEqual([CRASHED, ...retried ? [SUCCESS] : [], SUCCESS]);
      await expectWayBack();
    }
  });

  test.each(steps(WRITING))('is completed by the next try after a crash at request %i', async (skip) => {
    on.aws.fail('any', crash(on.guest, 'before'), { skip });
    expect(await a.deploy(A2, { retried: true })).toEqual([CRASHED, SUCCESS]);
    expect(on.aws.setting).toEqual(A2);
  });

  test.each(steps(WRITING.slice(1)))('is taken back by the next try after a crash at request %i of the way back', async (skip) => {
    const afterwards = () => on.aws.fail('any', crash(on.guest, 'before'), { skip });
    expect(await a.deploy(A2, { breaks: true, afterwards })).toEqual([ONCE, CRASHED]);
    expect(await a.deploy(A1)).toEqual([SUCCESS]);
    await expectWayBack();
  });

  test.each(EFFECTS)('is taken back when the write fails %s its effect', async (effect) => {
    on.aws.fail(PUT, { ...DENIED, applied: effect === 'after' });
    expect(await a.deploy(A2)).toEqual([failed('AccessDeniedException: no'), SUCCESS]);
    await expectWayBack();
  });
});

describe('A change from outside', () => {
  let a: Stack;
  beforeEach(async () => {
    a = stack();
    await a.deploy(A1);
  });
  const change = () => { on.aws.setting = X1; };

  test('7 fails an Update but not the way back, and stays', async () => {
    change();
    expect(await a.deploy(A2)).toEqual([refused('M3'), SUCCESS_WITHOUT_WRITES]);
    expect(on.aws.setting).toEqual(X1);
  });

  test('7 stays on the way back from a success', async () => {
    expect(await a.deploy(A2, { breaks: true, afterwards: change })).toEqual([ONCE, SUCCESS_WITHOUT_WRITES]);
    expect(on.aws.setting).toEqual(X1);
  });

  test('8 fails to go forward to an earlier wish', async () => {
    await a.deploy(A2);
    change();
    expect(await a.deploy(A1)).toEqual([refused('M3'), SUCCESS_WITHOUT_WRITES]);
    expect(on.aws.setting).toEqual(X1);
  });

  test.each(MODES)('9 stays when the wish is the same (%s)', async (mode) => {
    change();
    expect(await a.deploy(A1, { mode, removal: 'RETAIN' })).toEqual([SUCCESS_WITHOUT_WRITES]);
    expect(on.aws.setting).toEqual(X1);
  });

  test('9 is replaced by TAKE_OVER and put back in the end', async () => {
    change();
    expect(await a.deploy(A2, { mode: 'TAKE_OVER' })).toEqual([ONCE]);
    expect(on.aws.setting).toEqual(A2);
    expect(await a.delete()).toEqual([ONCE]);
    expectLeft(X1);
  });
});

describe('10 A setting that was found as wished', () => {
  beforeEach(() => { on.aws.setting = A1; });

  test('fails to change under REFUSE', async () => {
    const a = stack();
    await a.deploy(A1, { mode: 'REFUSE' });
    expect(await a.deploy(A2, { mode: 'REFUSE' })).toEqual([refused('M3 found'), SUCCESS_WITHOUT_WRITES]);
    expect(on.aws.setting).toEqual(A1);
  });

  test('changes under ADOPT and is put back', async () => {
    const a = stack();
    await a.deploy(A1);
    expect(await a.deploy(A2)).toEqual([ONCE]);
    expect(on.aws.setting).toEqual(A2);
    expect(await a.delete()).toEqual([ONCE]);
    expectLeft(A1);
  });

  test.each(REMOVALS)('is left as it was found (%s)', async (removal) => {
    const a = stack();
    await a.deploy(A1, { removal });
    expect(await a.delete()).toEqual([SUCCESS_WITHOUT_WRITES]);
    expectLeft(A1);
  });
});

const WRITES_OF_REMOVAL = { RESTORE_PREVIOUS: [PUT], DISABLE: [SWITCH_OFF], RETAIN: [] } satisfies Record<Removal, Operation[]>;

describe.each(REMOVALS)('13 Delete with %s', (removal) => {
  const expected = { RESTORE_PREVIOUS: X0, DISABLE: undefined, RETAIN: A1 }[removal];
  const writes = WRITES_OF_REMOVAL[removal];
  const DONE = writes.length === 0 ? SUCCESS_WITHOUT_WRITES : ONCE;
  let a: Stack;
  const begin = async () => {
    on.aws.reset();
    on.aws.setting = X0;
    a = stack();
    await a.deploy(A1, { mode: 'TAKE_OVER', removal });
  };
  beforeEach(begin);

  test('leaves what it promises, and so does a duplicate', async () => {
    expect(await askedDuring(async () => expect(await a.deploy(undefined)).toEqual([DONE]))).toEqual(listRemoving(...writes));
    expectLeft(expected);
    await begin();
    expect(await a.delete({ afterwards: async () => expect(await repeat(a)).toEqual(SUCCESS_WITHOUT_WRITES) })).toEqual([DONE]);
    expectLeft(expected);
  });

  test.each([['changed', X1], ['switched off', undefined]])('touches nothing that was %s outside', async (_, live) => {
    on.aws.setting = live;
    expect(await a.delete()).toEqual([SUCCESS_WITHOUT_WRITES]);
    expectLeft(live);
  });

  test.each(EFFECTS)('is completed by the next try when its write fails %s its effect', async (effect) => {
    on.aws.fail(removal === 'DISABLE' ? SWITCH_OFF : PUT, { ...DENIED, applied: effect === 'after' });
    expect(await a.deploy(undefined)).toEqual([...writes.map(() => failed('AccessDeniedException: no')), SUCCESS]);
    expectLeft(expected);
  });

  test.each(steps(listRemoving(...writes)))('is completed by the next try after a crash at request %i', async (skip) => {
    on.aws.fail('any', crash(on.guest, 'before'), { skip });
    expect(await a.deploy(undefined)).toEqual([CRASHED, SUCCESS]);
    expectLeft(expected);
    await begin();
    on.aws.fail('any', crash(on.guest, 'before'), { skip });
    expect(await a.delete({ retried: true })).toEqual([CRASHED, SUCCESS]);
    expectLeft(expected);
  });
});

describe.each(EFFECTS)('14 After a write that failed %s its effect, and a way back that failed', (effect) => {
  let a: Stack;
  beforeEach(async () => {
    a = stack();
    await a.deploy(A1);
    on.aws.fail(PUT, { ...DENIED, applied: effect === 'after' });
    on.aws.fail('GetParameter', DENIED, { skip: 1 });
    expect(await a.deploy(A2)).toEqual([failed('AccessDeniedException: no'), failed('AccessDeniedException: no')]);
    expect(on.aws.setting).toEqual(effect === 'after' ? A2 : A1);
  });

  test('an Update goes on when the way back is skipped', async () => {
    expect(await a.deploy(A3, { skips: true })).toEqual([ONCE]);
    expect(on.aws.setting).toEqual(A3);
  });

  test('an Update goes on when the way back succeeds in the end', async () => {
    expect(await a.deploy(A3)).toEqual([SUCCESS, ONCE]);
    expect(on.aws.setting).toEqual(A3);
  });

  test('a Delete removes everything', async () => {
    expect(await a.delete()).toEqual([ONCE]);
    expectLeft(undefined);
  });
});

test('15 fails an Update without a claim, but neither the way back nor Delete', async () => {
  const a = stack();
  await a.deploy(A1, { removal: 'DISABLE' });
  on.aws.claim = undefined;
  expect(await a.deploy(A2, { removal: 'DISABLE' })).toEqual([refused('M5'), SUCCESS_WITHOUT_WRITES]);
  expect(await a.delete()).toEqual([SUCCESS_WITHOUT_WRITES]);
  expectLeft(A1);
});

describe('16 A setting that was found', () => {
  const role = `arn:aws:iam::123456789012:role/${'r'.repeat(2000)}`;
  const large = (length: number, letter = 'ü'): Setting => {
    const location = { bucketName: 'outsiders-bucket', keyPrefix: letter.repeat(length) };
    return { ...A1, s3Config: location, cloudWatchConfig: { ...A1.cloudWatchConfig, largeDataDeliveryS3Config: location } };
  };

  test('takes an advanced parameter when it is beyond 4 KB', async () => {
    on.aws.setting = large(1000);
    const a = stack();
    expect(await a.deploy(A1, { mode: 'TAKE_OVER' })).toEqual([ONCE]);
    expect(on.aws.tier).toBe('Advanced');
    expect(await a.delete()).toEqual([ONCE]);
    expectLeft(large(1000));
  });

  test('fails beyond 8 KB, before anything is written', async () => {
    const found = on.aws.setting = { ...large(1024, '語'), cloudWatchConfig: { ...large(1024, '語').cloudWatchConfig, roleArn: role } };
    expect(await stack().deploy(A1, { mode: 'TAKE_OVER', properties: { PreviousRoleArns: [role] } }))
      .toEqual([refused('too long'), SUCCESS_WITHOUT_WRITES]);
    expectLeft(found);
    expect(on.aws.of('PutParameter')).toEqual([]);
  });

  test('fails an Update whose settings do not fit beside it, and is kept', async () => {
    on.aws.setting = large(1000);
    const a = stack();
    await a.deploy(A1, { mode: 'TAKE_OVER' });
    expect(await a.deploy(large(900), { mode: 'TAKE_OVER' })).toEqual([refused('too long'), SUCCESS_WITHOUT_WRITES]);
    expect(on.aws.setting).toEqual(A1);
    expect(await a.delete()).toEqual([ONCE]);
    expectLeft(large(1000));
  });
});

test('17 hands a setting over with RETAIN in one stack and ADOPT in the other', async () => {
  const [a, b] = [stack('a'), stack('b')];
  await a.deploy(A1, { removal: 'RETAIN' });
  expect(await a.delete()).toEqual([SUCCESS_WITHOUT_WRITES]);
  expect(await b.deploy(A1)).toEqual([SUCCESS_WITHOUT_WRITES]);
  expect([on.aws.setting, claim()!.stack]).toEqual([A1, b.id]);
});

test('18 fails without cloudformation:DescribeStacks with the words of AWS, and the next try succeeds', async () => {
  const words = 'User is not authorized to perform: cloudformation:DescribeStacks';
  on.aws.fail('DescribeStacks', refuse('AccessDenied', words, 403), { times: 2 });
  const a = stack();
  expect(await a.deploy(A1)).toEqual([failed(`DescribeStacks: AccessDenied: ${words}`), failed(words)]);
  expect([on.aws.setting, claim(), on.aws.of('PutParameter')]).toEqual([undefined, undefined, []]);
  expect(await a.deploy(A1)).toEqual([SUCCESS_WITHOUT_WRITES, ONCE]);
  expect(on.aws.setting).toEqual(A1);
});

/** How a stack gets where its latest event is over. */
const ENDS: Record<string, (a: Stack) => Promise<unknown>> = {
  'Create': (a) => a.deploy(A1),
  'Create that was rolled back': (a) => a.deploy(A1, { breaks: true }),
  'Update': async (a) => [await a.deploy(A2), await a.deploy(A1)],
  'Update that was rolled back': async (a) => [await a.deploy(A1), await a.deploy(A2, { breaks: true })],
  'Delete': async (a) => [await a.deploy(A1), await a.delete()],
  'Delete that was taken out of the template': async (a) => [await a.deploy(A1), await a.deploy(undefined)],
};
test.each(Object.entries(ENDS))('refuses an event that comes after the end of its operation: %s', async (_, work) => {
  on.aws.describe = () => GONE;
  const a = stack();
  await work(a);
  const before = [on.aws.setting, on.aws.claim];
  expect(await a.again()).toEqual(refused('overtaken'));
  expect([on.aws.setting, on.aws.claim]).toEqual(before);
});
