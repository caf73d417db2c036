import type { Claim } from '../../../src/lambda/logging/lifecycle';
import type { Setting } from '../../../src/lambda/logging/wire';
import { M3_WATCHED, M5, ONCE, SUCCESS_WITHOUT_WRITES, refused, SUCCESS } from '../../support/guest/expected';
import { crash, refuse } from '../../support/guest/local-aws';
import { A1, A2, A3, MODES, REMOVALS, X0, X1 } from '../../support/guest/settings';
import { setUpGuest, Stack } from '../../support/guest/stack';

const on = setUpGuest();
const stack = (name = 'a') => new Stack(on.aws, on.guest, name);
const record = (): Claim | undefined => on.aws.record === undefined ? undefined : JSON.parse(on.aws.record) as Claim;

const PUT = 'PutModelInvocationLoggingConfiguration';
const EFFECTS = ['before', 'after'] as const;

describe('10 A setting that was found as wished', () => {
  test('fails to change under REFUSE', async () => {
    on.aws.setting = A1;
    const a = stack();
    await a.create(A1, { mode: 'REFUSE' });
    expect(await a.update(A1, A2, { mode: 'REFUSE' })).toEqual(refused(M3_WATCHED));
    expect(await a.updateBack(A2, A1, { mode: 'REFUSE' })).toEqual(SUCCESS_WITHOUT_WRITES);
    expect(on.aws.setting).toEqual(A1);
  });

  test('changes under ADOPT and is put back', async () => {
    on.aws.setting = A1;
    const a = stack();
    await a.create(A1);
    expect(await a.update(A1, A2)).toEqual(ONCE);
    expect(on.aws.setting).toEqual(A2);
    expect(await a.delete(A2)).toEqual(ONCE);
    expect(on.aws.setting).toEqual(A1);
  });

  test.each(REMOVALS)('is left as it was found (%s)', async (removal) => {
    on.aws.setting = A1;
    const a = stack();
    await a.create(A1, { removal });
    expect(await a.delete(A1, { removal })).toEqual(SUCCESS_WITHOUT_WRITES);
    expect(on.aws.setting).toEqual(A1);
    expect(record()).toBeUndefined();
  });
});

const wishes = [['the same wish', A1], ['another wish', A2]] as const;
const RENAMES = MODES.flatMap((mode) => wishes.map(([name, wish]) => [mode, name, wish] as const));
describe.each(RENAMES)('11 A rename under %s with %s', (mode, _, wish) => {
  const [old, renamed] = [{ mode, logicalId: 'Old' }, { mode, logicalId: 'New' }];
  const original = mode === 'TAKE_OVER' ? X0 : undefined;
  const CLEANUP = { status: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS' };
  const ROLLED_BACK = { status: 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS' };
  let a: Stack;
  beforeEach(async () => {
    on.aws.setting = original;
    a = stack();
    await a.create(A1, old);
  });
  const expectGone = () => expect([on.aws.setting, record()]).toEqual([original, undefined]);

  test('is committed by the Delete of the old name', async () => {
    expect(await a.create(wish, renamed)).toEqual(wish === A1 ? SUCCESS_WITHOUT_WRITES : ONCE);
    expect(await a.delete(A1, { ...old, ...CLEANUP })).toEqual(SUCCESS_WITHOUT_WRITES);
    expect(on.aws.setting).toEqual(wish);
    expect(record()).toMatchObject({ l: 'New' });
    expect(record()!.p).toBeUndefined();
    await a.delete(wish, renamed);
    expectGone();
  });

  test('is rolled back by the Delete of the new name', async () => {
    await a.create(wish, renamed);
    expect(await a.delete(wish, { ...renamed, ...ROLLED_BACK, removal: 'DISABLE' })).toEqual(wish === A1 ? SUCCESS_WITHOUT_WRITES : ONCE);
    expect(on.aws.setting).toEqual(A1);
    expect(record()).toMatchObject({ l: 'Old' });
    expect(record()!.p).toBeUndefined();
    await a.delete(A1, old);
    expectGone();
  });

  test.each(EFFECTS)('is rolled back after a crash at its write, or its last look, %s its effect', async (effect) => {
    on.aws.fail('any', crash(on.guest, effect), { skip: 3 });
    await expect(a.create(wish, renamed)).rejects.toThrow('crashed');
    expect(await a.delete(wish, { ...renamed, ...ROLLED_BACK })).toEqual(SUCCESS);
    expect([on.aws.setting, record()!.l]).toEqual([A1, 'Old']);
    await a.delete(A1, old);
    expectGone();
  });

  test.each([['committed', CLEANUP], ['rolled back', ROLLED_BACK]])('leaves what was changed outside when %s', async (way, status) => {
    await a.create(wish, renamed);
    on.aws.setting = X1;
    const back = way === 'rolled back';
    expect(await a.delete(back ? wish : A1, { ...back ? renamed : old, ...status })).toEqual(SUCCESS_WITHOUT_WRITES);
    expect(on.aws.setting).toEqual(X1);
    expect(await a.delete(back ? A1 : wish, back ? old : renamed)).toEqual(SUCCESS_WITHOUT_WRITES);
    expect([on.aws.setting, record()]).toEqual([X1, undefined]);
  });
});

test.each(wishes)('12 removes everything when the Delete of the old name was lost (%s)', async (_, wish) => {
  const a = stack();
  await a.create(A1, { logicalId: 'Old' });
  await a.create(wish, { logicalId: 'New' });
  expect(await a.delete(wish, { logicalId: 'New' })).toEqual(ONCE);
  expect([on.aws.setting, record()]).toEqual([undefined, undefined]);
});

describe.each(REMOVALS)('13 Delete with %s', (removal) => {
  const expected = { RESTORE_PREVIOUS: X0, DISABLE: undefined, RETAIN: A1 }[removal];
  const WRITE = removal === 'DISABLE' ? 'DeleteModelInvocationLoggingConfiguration' : PUT;
  let a: Stack;
  beforeEach(async () => {
    on.aws.setting = X0;
    a = stack();
    await a.create(A1, { mode: 'TAKE_OVER', removal });
  });

  test('leaves what it promises, and so does a duplicate', async () => {
    expect(await a.delete(A1, { removal })).toEqual(removal === 'RETAIN' ? SUCCESS_WITHOUT_WRITES : ONCE);
    expect(await a.again()).toEqual(SUCCESS_WITHOUT_WRITES);
    expect([on.aws.setting, record()]).toEqual([expected, undefined]);
  });

  test.each([['changed', X1], ['switched off', undefined]])('touches nothing that was %s outside', async (_, live) => {
    on.aws.setting = live;
    expect(await a.delete(A1, { removal })).toEqual(SUCCESS_WITHOUT_WRITES);
    expect([on.aws.setting, record()]).toEqual([live, undefined]);
  });

  test.each(EFFECTS)('is completed by the next try when the write fails %s its effect', async (effect) => {
    on.aws.fail(WRITE, { ...refuse('AccessDeniedException', 'no', 403), applied: effect === 'after' });
    expect((await a.delete(A1, { removal })).Status).toBe(removal === 'RETAIN' ? 'SUCCESS' : 'FAILED');
    expect(await a.again()).toEqual(SUCCESS);
    expect([on.aws.setting, record()]).toEqual([expected, undefined]);
  });

  test.each(EFFECTS)('is completed by the next try after a crash %s the record is dropped', async (effect) => {
    on.aws.fail('DeleteParameter', crash(on.guest, effect));
    await expect(a.delete(A1, { removal })).rejects.toThrow('crashed');
    expect(await a.again()).toEqual(SUCCESS_WITHOUT_WRITES);
    expect([on.aws.setting, record()]).toEqual([expected, undefined]);
  });
});

describe.each(EFFECTS)('14 When the way back from a write that failed %s its effect is skipped', (effect) => {
  let a: Stack;
  beforeEach(async () => {
    a = stack();
    await a.create(A1);
    on.aws.fail(PUT, { ...refuse('AccessDeniedException', 'no', 403), applied: effect === 'after' });
    await a.update(A1, A2);
  });

  test('an Update goes on', async () => {
    expect(await a.update(A1, A3)).toEqual(ONCE);
    expect(on.aws.setting).toEqual(A3);
  });

  test('a rename goes on', async () => {
    expect(await a.create(A3, { logicalId: 'New' })).toEqual(ONCE);
    expect(await a.delete(A1, { status: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS' })).toEqual(SUCCESS_WITHOUT_WRITES);
    expect([on.aws.setting, record()!.l]).toEqual([A3, 'New']);
  });

  test('a Delete removes everything', async () => {
    expect(await a.delete(A1)).toEqual(ONCE);
    expect([on.aws.setting, record()]).toEqual([undefined, undefined]);
  });
});

test('15 fails an Update without a record, but neither the way back nor Delete', async () => {
  const a = stack();
  await a.create(A1);
  on.aws.record = undefined;
  expect(await a.update(A1, A2)).toEqual(refused(M5));
  expect(await a.updateBack(A2, A1)).toEqual(SUCCESS_WITHOUT_WRITES);
  expect(await a.delete(A1, { removal: 'DISABLE' })).toEqual(SUCCESS_WITHOUT_WRITES);
  expect([on.aws.setting, record()]).toEqual([A1, undefined]);
});

describe('16 A setting that was found', () => {
  const ROLE = `arn:aws:iam::123456789012:role/${'r'.repeat(2000)}`;
  const large = (length: number, letter = 'ü'): Setting => {
    const location = { bucketName: 'outsiders-bucket', keyPrefix: letter.repeat(length) };
    return { ...A1, s3Config: location, cloudWatchConfig: { ...A1.cloudWatchConfig, largeDataDeliveryS3Config: location } };
  };

  test('takes an advanced parameter when it is beyond 4 KB', async () => {
    on.aws.setting = large(1000);
    const a = stack();
    expect(await a.create(A1, { mode: 'TAKE_OVER' })).toEqual(ONCE);
    expect(on.aws.tier).toBe('Advanced');
    expect(await a.delete(A1)).toEqual(ONCE);
    expect(on.aws.setting).toEqual(large(1000));
  });

  test('fails beyond 8 KB, before anything is written', async () => {
    const found = on.aws.setting = { ...large(1024, '語'), cloudWatchConfig: { ...large(1024, '語').cloudWatchConfig, roleArn: ROLE } };
    const a = stack();
    expect(await a.create(A1, { mode: 'TAKE_OVER' })).toEqual(refused(/does not fit the SSM parameter .* at most 8192/));
    expect(await a.rollBack(A1)).toEqual(SUCCESS_WITHOUT_WRITES);
    expect([on.aws.setting, record()]).toEqual([found, undefined]);
    expect(on.aws.of('PutParameter')).toEqual([]);
  });

  test('fails a rename whose two settings do not fit, and is kept', async () => {
    const [found, wish] = [large(1000), large(1020)];
    on.aws.setting = found;
    const a = stack();
    expect(await a.create(wish, { mode: 'TAKE_OVER', logicalId: 'Old' })).toEqual(ONCE);
    expect(await a.create(A1, { mode: 'TAKE_OVER', logicalId: 'New' })).toEqual(refused(/does not fit the SSM parameter/));
    expect(await a.delete(A1, { logicalId: 'New', status: 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS' }))
      .toEqual(SUCCESS_WITHOUT_WRITES);
    expect([on.aws.setting, record()!.l]).toEqual([wish, 'Old']);
    expect(await a.delete(wish, { logicalId: 'Old' })).toEqual(ONCE);
    expect(on.aws.setting).toEqual(found);
  });
});

test('17 hands a setting over with RETAIN in one stack and ADOPT in the other', async () => {
  const [a, b] = [stack('a'), stack('b')];
  await a.create(A1);
  expect(await a.delete(A1, { removal: 'RETAIN' })).toEqual(SUCCESS_WITHOUT_WRITES);
  expect(await b.create(A1)).toEqual(SUCCESS_WITHOUT_WRITES);
  expect(on.aws.setting).toEqual(A1);
  expect(record()).toMatchObject({ s: b.id });
});

const ENDED = ['ROLLBACK_COMPLETE', 'ROLLBACK_FAILED', 'UPDATE_ROLLBACK_FAILED', 'UPDATE_ROLLBACK_COMPLETE'];
test.each(ENDED)('takes no %s for a rollback', async (status) => {
  const a = stack();
  await a.create(A1, { removal: 'RETAIN' });
  expect(await a.delete(A1, { removal: 'RETAIN', status })).toEqual(SUCCESS_WITHOUT_WRITES);
  expect(on.aws.setting).toEqual(A1);
});

describe('18 Without cloudformation:DescribeStacks', () => {
  test('fails with the words of AWS, and the next try succeeds', async () => {
    const a = stack();
    await a.create(A1, { removal: 'DISABLE' });
    on.aws.fail('DescribeStacks', refuse('AccessDenied', 'User is not authorized to perform: cloudformation:DescribeStacks', 403));
    expect(await a.delete(A1, { removal: 'DISABLE' }))
      .toEqual(refused(/DescribeStacks: AccessDenied: User is not authorized to perform: cloudformation:DescribeStacks/));
    expect(on.aws.setting).toEqual(A1);
    expect(await a.again()).toEqual(ONCE);
    expect([on.aws.setting, record()]).toEqual([undefined, undefined]);
  });
});
