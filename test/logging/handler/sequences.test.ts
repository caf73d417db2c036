import { A1, A2, A3, M1, M2, M3, M3_TENANT, M4, M5, MODES, REMOVALS, scene, Stack, X0, X1 } from './deployment';
import { crash, meanwhile, refuse } from './local-aws';
import type { Record } from '../../../src/logging/handler/lifecycle';
import type { Setting } from '../../../src/logging/handler/wire';

const on = scene();
const stack = (name = 'a') => new Stack(on.aws, on.guest, name);
const record = (): Record | undefined => on.aws.record === undefined ? undefined : JSON.parse(on.aws.record) as Record;

const PUT = 'PutModelInvocationLoggingConfiguration';
const SUCCESS = expect.objectContaining({ Status: 'SUCCESS' });
const quietly = expect.objectContaining({ Status: 'SUCCESS', writes: 0 });
const once = expect.objectContaining({ Status: 'SUCCESS', writes: 1 });
const refused = (message: RegExp) => expect.objectContaining({ Status: 'FAILED', writes: 0, Reason: expect.stringMatching(message) });
const EFFECTS = ['before', 'after'] as const;
/** The requests of a Create, an Update has one less; after the effect of one is before that of the next. */
const STEPS = [0, 1, 2, 3, 4, 5, 6];

/** What is there before us, and how it is taken. */
const ORIGINALS = [['none', undefined, 'REFUSE'], ['X0', X0, 'TAKE_OVER']] as const;

describe('1 Create', () => {
  it.each(MODES)('switches logging on where it is off (%s)', async (mode) => {
    const a = stack();
    expect(await a.create(A1, { mode })).toEqual(once);
    expect(on.aws.setting).toEqual(A1);
    expect(record()).toMatchObject({ s: a.id, l: 'Logging' });
    expect(record()!.b).toBeUndefined();
  });

  it.each(MODES)('leaves an equal setting as it is (%s)', async (mode) => {
    on.aws.setting = A1;
    expect(await stack().create(A1, { mode })).toEqual(quietly);
    expect(record()!.b).toEqual(A1);
  });

  it('replaces another setting when told to TAKE_OVER', async () => {
    on.aws.setting = X0;
    expect(await stack().create(A1, { mode: 'TAKE_OVER' })).toEqual(once);
    expect(on.aws.setting).toEqual(A1);
    expect(record()!.b).toEqual(X0);
  });

  it.each(['REFUSE', 'ADOPT'] as const)('fails over another setting and leaves nothing (%s)', async (mode) => {
    on.aws.setting = X0;
    const a = stack();
    expect(await a.create(A1, { mode })).toEqual(refused(M2));
    expect(await a.rollBack(A1, { mode })).toEqual(quietly);
    expect(on.aws.setting).toEqual(X0);
    expect(record()).toBeUndefined();
    expect(on.aws.of('PutParameter')).toEqual([]);
  });
});

it('2 fails to create beside the guest of another stack, and the Delete after it touches nothing', async () => {
  const [a, b] = [stack('a'), stack('b')];
  await a.create(A1);
  expect(await b.create(A1, { mode: 'TAKE_OVER' })).toEqual(refused(M1));
  expect(await b.rollBack(A1, { mode: 'TAKE_OVER', removal: 'DISABLE' })).toEqual(quietly);
  expect(await b.update(A1, A2)).toEqual(refused(M1));
  expect(on.aws.setting).toEqual(A1);
  expect(record()).toMatchObject({ s: a.id });
});

describe('3 Two creations at once', () => {
  it('fails for the stack whose claim comes second', async () => {
    const [a, b] = [stack('a'), stack('b')];
    on.aws.fail('PutParameter', meanwhile(async () => expect(await a.create(A1)).toEqual(expect.objectContaining({ Status: 'SUCCESS' }))));
    expect((await b.create(A2))).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/was claimed at this moment.*Deploy again/) });
    expect((await b.rollBack(A2))).toEqual(quietly);
    expect(on.aws.setting).toEqual(A1);
    expect(record()).toMatchObject({ s: a.id });
    expect(on.aws.of(PUT)).toHaveLength(1);
  });

  it('fails when another guest came and went between the look and the claim', async () => {
    const [a, b] = [stack('a'), stack('b')];
    on.aws.fail('PutParameter', meanwhile(async () => {
      await a.create(A1);
      await a.delete(A1, { removal: 'RETAIN' });
    }));
    expect(await b.create(A2, { mode: 'TAKE_OVER' })).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(M4) });
    expect(record()).toBeUndefined();
    expect(await b.rollBack(A2)).toEqual(quietly);
    expect(on.aws.setting).toEqual(A1);
  });
});

describe.each(ORIGINALS)('4 An interrupted Create over %s', (_, original, mode) => {
  it.each(STEPS)('is completed by the next try after a crash at request %i', async (skip) => {
    on.aws.setting = original;
    const a = stack();
    on.aws.fail('any', crash(on.guest, 'before'), { skip });
    await expect(a.create(A1, { mode })).rejects.toThrow('crashed');
    expect(await a.again()).toEqual(SUCCESS);
    expect(on.aws.setting).toEqual(A1);
    expect(await a.delete(A1, { mode })).toEqual(SUCCESS);
    expect(on.aws.setting).toEqual(original);
    expect(record()).toBeUndefined();
  });

  it.each(STEPS)('leaves nothing when a crash at request %i is rolled back', async (skip) => {
    on.aws.setting = original;
    const a = stack();
    on.aws.fail('any', crash(on.guest, 'before'), { skip });
    await expect(a.create(A1, { mode })).rejects.toThrow('crashed');
    expect(await a.rollBack(A1, { mode, removal: 'RETAIN' })).toEqual(SUCCESS);
    expect(on.aws.setting).toEqual(original);
    expect(record()).toBeUndefined();
  });

  it.each(EFFECTS)('leaves nothing when the write fails %s its effect', async (effect) => {
    on.aws.setting = original;
    const a = stack();
    on.aws.fail(PUT, { ...refuse('AccessDeniedException', 'no', 403), applied: effect === 'after' });
    expect(await a.create(A1, { mode })).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('AccessDeniedException: no') });
    expect(await a.rollBack(A1, { mode, removal: 'RETAIN' })).toEqual(SUCCESS);
    expect(on.aws.setting).toEqual(original);
    expect(record()).toBeUndefined();
  });
});

describe.each(ORIGINALS)('5 A Create over %s that is rolled back after its success', (_, original, mode) => {
  it.each(REMOVALS)('puts the original back (%s)', async (removal) => {
    on.aws.setting = original;
    const a = stack();
    await a.create(A1, { mode, removal });
    expect(await a.rollBack(A1, { mode, removal })).toEqual(once);
    expect(on.aws.setting).toEqual(original);
    expect(record()).toBeUndefined();
  });
});

describe('6 An Update', () => {
  const back = async (a: Stack) => {
    expect(await a.updateBack(A2, A1)).toEqual(SUCCESS);
    expect(on.aws.setting).toEqual(A1);
    expect(await a.delete(A1)).toEqual(SUCCESS);
    expect(on.aws.setting).toBeUndefined();
    expect(record()).toBeUndefined();
  };

  it('is taken back after its success and a duplicate', async () => {
    const a = stack();
    await a.create(A1);
    expect(await a.update(A1, A2)).toEqual(once);
    expect(await a.again()).toEqual(quietly);
    expect(on.aws.setting).toEqual(A2);
    await back(a);
  });

  it.each(STEPS.slice(1))('is taken back, or completed first, after a crash with %i requests to go', async (left) => {
    for (const completed of [false, true]) {
      on.aws.reset();
      const a = stack();
      await a.create(A1);
      on.aws.fail('any', crash(on.guest, 'before'), { skip: 6 - left });
      await expect(a.update(A1, A2)).rejects.toThrow('crashed');
      if (completed) {
        expect(await a.again()).toEqual(SUCCESS);
        expect(on.aws.setting).toEqual(A2);
      }
      await back(a);
    }
  });

  it.each(EFFECTS)('is taken back when the write fails %s its effect', async (effect) => {
    const a = stack();
    await a.create(A1);
    on.aws.fail(PUT, { ...refuse('AccessDeniedException', 'no', 403), applied: effect === 'after' });
    expect(await a.update(A1, A2)).toMatchObject({ Status: 'FAILED' });
    await back(a);
  });
});

describe('7 A change from outside around an Update', () => {
  it('fails the Update but not the way back, and stays', async () => {
    const a = stack();
    await a.create(A1);
    on.aws.setting = X1;
    expect(await a.update(A1, A2)).toEqual(refused(M3));
    expect(await a.updateBack(A2, A1)).toEqual(quietly);
    expect(on.aws.setting).toEqual(X1);
  });

  it('stays on the way back from a success', async () => {
    const a = stack();
    await a.create(A1);
    await a.update(A1, A2);
    on.aws.setting = X1;
    expect(await a.updateBack(A2, A1)).toEqual(quietly);
    expect(on.aws.setting).toEqual(X1);
  });
});

it('8 fails to go forward to an earlier wish over a change from outside', async () => {
  const a = stack();
  await a.create(A1);
  await a.update(A1, A2);
  on.aws.setting = X1;
  expect(await a.update(A2, A1)).toEqual(refused(M3));
  expect(on.aws.setting).toEqual(X1);
});

describe('9 A change from outside', () => {
  it.each(MODES)('stays when the wish is the same (%s)', async (mode) => {
    const a = stack();
    await a.create(A1);
    on.aws.setting = X1;
    expect(await a.update(A1, A1, { mode, removal: 'RETAIN' })).toEqual(quietly);
    expect(on.aws.setting).toEqual(X1);
  });

  it('is replaced by TAKE_OVER and put back in the end', async () => {
    const a = stack();
    await a.create(A1);
    on.aws.setting = X1;
    expect(await a.update(A1, A2, { mode: 'TAKE_OVER' })).toEqual(once);
    expect(on.aws.setting).toEqual(A2);
    expect(await a.delete(A2, { mode: 'TAKE_OVER' })).toEqual(once);
    expect(on.aws.setting).toEqual(X1);
  });
});

describe('10 A setting that was found as wished', () => {
  it('fails to change under REFUSE', async () => {
    on.aws.setting = A1;
    const a = stack();
    await a.create(A1, { mode: 'REFUSE' });
    expect(await a.update(A1, A2, { mode: 'REFUSE' })).toEqual(refused(M3_TENANT));
    expect(await a.updateBack(A2, A1, { mode: 'REFUSE' })).toEqual(quietly);
    expect(on.aws.setting).toEqual(A1);
  });

  it('changes under ADOPT and is put back', async () => {
    on.aws.setting = A1;
    const a = stack();
    await a.create(A1);
    expect(await a.update(A1, A2)).toEqual(once);
    expect(on.aws.setting).toEqual(A2);
    expect(await a.delete(A2)).toEqual(once);
    expect(on.aws.setting).toEqual(A1);
  });

  it.each(REMOVALS)('is left as it was found (%s)', async (removal) => {
    on.aws.setting = A1;
    const a = stack();
    await a.create(A1, { removal });
    expect(await a.delete(A1, { removal })).toEqual(quietly);
    expect(on.aws.setting).toEqual(A1);
    expect(record()).toBeUndefined();
  });
});

const wishes = [['the same wish', A1], ['another wish', A2]] as const;
describe.each(MODES.flatMap((mode) => wishes.map(([name, wish]) => [mode, name, wish] as const)))('11 A rename under %s with %s', (mode, _, wish) => {
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
  const gone = () => expect([on.aws.setting, record()]).toEqual([original, undefined]);

  it('is committed by the Delete of the old name', async () => {
    expect(await a.create(wish, renamed)).toEqual(wish === A1 ? quietly : once);
    expect(await a.delete(A1, { ...old, ...CLEANUP })).toEqual(quietly);
    expect(on.aws.setting).toEqual(wish);
    expect(record()).toMatchObject({ l: 'New' });
    expect(record()!.p).toBeUndefined();
    await a.delete(wish, renamed);
    gone();
  });

  it('is rolled back by the Delete of the new name', async () => {
    await a.create(wish, renamed);
    expect(await a.delete(wish, { ...renamed, ...ROLLED_BACK, removal: 'DISABLE' })).toEqual(wish === A1 ? quietly : once);
    expect(on.aws.setting).toEqual(A1);
    expect(record()).toMatchObject({ l: 'Old' });
    expect(record()!.p).toBeUndefined();
    await a.delete(A1, old);
    gone();
  });

  it.each(EFFECTS)('is rolled back after a crash at its write, or its last look, %s its effect', async (effect) => {
    on.aws.fail('any', crash(on.guest, effect), { skip: 3 });
    await expect(a.create(wish, renamed)).rejects.toThrow('crashed');
    expect(await a.delete(wish, { ...renamed, ...ROLLED_BACK })).toEqual(SUCCESS);
    expect([on.aws.setting, record()!.l]).toEqual([A1, 'Old']);
    await a.delete(A1, old);
    gone();
  });

  it.each([['committed', CLEANUP], ['rolled back', ROLLED_BACK]])('leaves what was changed outside when %s', async (way, status) => {
    await a.create(wish, renamed);
    on.aws.setting = X1;
    const back = way === 'rolled back';
    expect(await a.delete(back ? wish : A1, { ...back ? renamed : old, ...status })).toEqual(quietly);
    expect(on.aws.setting).toEqual(X1);
    expect(await a.delete(back ? A1 : wish, back ? old : renamed)).toEqual(quietly);
    expect([on.aws.setting, record()]).toEqual([X1, undefined]);
  });
});

it.each(wishes)('12 removes everything when the Delete of the old name was lost (%s)', async (_, wish) => {
  const a = stack();
  await a.create(A1, { logicalId: 'Old' });
  await a.create(wish, { logicalId: 'New' });
  expect(await a.delete(wish, { logicalId: 'New' })).toEqual(once);
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

  it('leaves what it promises, and so does a duplicate', async () => {
    expect(await a.delete(A1, { removal })).toEqual(removal === 'RETAIN' ? quietly : once);
    expect(await a.again()).toEqual(quietly);
    expect([on.aws.setting, record()]).toEqual([expected, undefined]);
  });

  it.each([['changed', X1], ['switched off', undefined]])('touches nothing that was %s outside', async (_, live) => {
    on.aws.setting = live;
    expect(await a.delete(A1, { removal })).toEqual(quietly);
    expect([on.aws.setting, record()]).toEqual([live, undefined]);
  });

  it.each(EFFECTS)('is completed by the next try when the write fails %s its effect', async (effect) => {
    on.aws.fail(WRITE, { ...refuse('AccessDeniedException', 'no', 403), applied: effect === 'after' });
    expect((await a.delete(A1, { removal })).Status).toBe(removal === 'RETAIN' ? 'SUCCESS' : 'FAILED');
    expect(await a.again()).toEqual(SUCCESS);
    expect([on.aws.setting, record()]).toEqual([expected, undefined]);
  });

  it.each(EFFECTS)('is completed by the next try after a crash %s the record is dropped', async (effect) => {
    on.aws.fail('DeleteParameter', crash(on.guest, effect));
    await expect(a.delete(A1, { removal })).rejects.toThrow('crashed');
    expect(await a.again()).toEqual(quietly);
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

  it('an Update goes on', async () => {
    expect(await a.update(A1, A3)).toEqual(once);
    expect(on.aws.setting).toEqual(A3);
  });

  it('a rename goes on', async () => {
    expect(await a.create(A3, { logicalId: 'New' })).toEqual(once);
    expect(await a.delete(A1, { status: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS' })).toEqual(quietly);
    expect([on.aws.setting, record()!.l]).toEqual([A3, 'New']);
  });

  it('a Delete removes everything', async () => {
    expect(await a.delete(A1)).toEqual(once);
    expect([on.aws.setting, record()]).toEqual([undefined, undefined]);
  });
});

it('15 fails an Update without a record, but neither the way back nor Delete', async () => {
  const a = stack();
  await a.create(A1);
  on.aws.record = undefined;
  expect(await a.update(A1, A2)).toEqual(refused(M5));
  expect(await a.updateBack(A2, A1)).toEqual(quietly);
  expect(await a.delete(A1, { removal: 'DISABLE' })).toEqual(quietly);
  expect([on.aws.setting, record()]).toEqual([A1, undefined]);
});

describe('16 A setting that was found', () => {
  const ROLE = `arn:aws:iam::123456789012:role/${'r'.repeat(2000)}`;
  const large = (length: number, letter = 'ü'): Setting => {
    const location = { bucketName: 'outsiders-bucket', keyPrefix: letter.repeat(length) };
    return { ...A1, s3Config: location, cloudWatchConfig: { ...A1.cloudWatchConfig, largeDataDeliveryS3Config: location } };
  };

  it('takes an advanced parameter when it is beyond 4 KB', async () => {
    on.aws.setting = large(1000);
    const a = stack();
    expect(await a.create(A1, { mode: 'TAKE_OVER' })).toEqual(once);
    expect(on.aws.tier).toBe('Advanced');
    expect(await a.delete(A1)).toEqual(once);
    expect(on.aws.setting).toEqual(large(1000));
  });

  it('fails beyond 8 KB, before anything is written', async () => {
    const found = on.aws.setting = { ...large(1024, '語'), cloudWatchConfig: { ...large(1024, '語').cloudWatchConfig, roleArn: ROLE } };
    const a = stack();
    expect(await a.create(A1, { mode: 'TAKE_OVER' })).toEqual(refused(/does not fit the SSM parameter .* at most 8192/));
    expect(await a.rollBack(A1)).toEqual(quietly);
    expect([on.aws.setting, record()]).toEqual([found, undefined]);
    expect(on.aws.of('PutParameter')).toEqual([]);
  });

  it('fails a rename whose two settings do not fit, and is kept', async () => {
    const [found, wish] = [large(1000), large(1020)];
    on.aws.setting = found;
    const a = stack();
    expect(await a.create(wish, { mode: 'TAKE_OVER', logicalId: 'Old' })).toEqual(once);
    expect(await a.create(A1, { mode: 'TAKE_OVER', logicalId: 'New' })).toEqual(refused(/does not fit the SSM parameter/));
    expect(await a.delete(A1, { logicalId: 'New', status: 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS' })).toEqual(quietly);
    expect([on.aws.setting, record()!.l]).toEqual([wish, 'Old']);
    expect(await a.delete(wish, { logicalId: 'Old' })).toEqual(once);
    expect(on.aws.setting).toEqual(found);
  });
});

it('17 hands a setting over with RETAIN in one stack and ADOPT in the other', async () => {
  const [a, b] = [stack('a'), stack('b')];
  await a.create(A1);
  expect(await a.delete(A1, { removal: 'RETAIN' })).toEqual(quietly);
  expect(await b.create(A1)).toEqual(quietly);
  expect(on.aws.setting).toEqual(A1);
  expect(record()).toMatchObject({ s: b.id });
});

it.each(['ROLLBACK_COMPLETE', 'ROLLBACK_FAILED', 'UPDATE_ROLLBACK_FAILED', 'UPDATE_ROLLBACK_COMPLETE'])('takes no %s for a rollback', async (status) => {
  const a = stack();
  await a.create(A1, { removal: 'RETAIN' });
  expect(await a.delete(A1, { removal: 'RETAIN', status })).toEqual(quietly);
  expect(on.aws.setting).toEqual(A1);
});

describe('18 Without cloudformation:DescribeStacks', () => {
  it('fails with the words of AWS, and the next try succeeds', async () => {
    const a = stack();
    await a.create(A1, { removal: 'DISABLE' });
    on.aws.fail('DescribeStacks', refuse('AccessDenied', 'User is not authorized to perform: cloudformation:DescribeStacks', 403));
    expect(await a.delete(A1, { removal: 'DISABLE' })).toEqual(refused(/DescribeStacks: AccessDenied: User is not authorized to perform: cloudformation:DescribeStacks/));
    expect(on.aws.setting).toEqual(A1);
    expect(await a.again()).toEqual(once);
    expect([on.aws.setting, record()]).toEqual([undefined, undefined]);
  });
});
