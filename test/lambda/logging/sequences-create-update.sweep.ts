import type { Claim } from '../../../src/lambda/logging/lifecycle';
import { M1, M2, M3, M4, ONCE, SUCCESS_WITHOUT_WRITES, refused, SUCCESS } from '../../support/guest/expected';
import { crash, meanwhile, refuse } from '../../support/guest/local-aws';
import { A1, A2, MODES, REMOVALS, X0, X1 } from '../../support/guest/settings';
import { setUpGuest, Stack } from '../../support/guest/stack';

const on = setUpGuest();
const stack = (name = 'a') => new Stack(on.aws, on.guest, name);
const record = (): Claim | undefined => on.aws.record === undefined ? undefined : JSON.parse(on.aws.record) as Claim;

const PUT = 'PutModelInvocationLoggingConfiguration';
const EFFECTS = ['before', 'after'] as const;
/** The requests of a Create, an Update has one less; after the effect of one is before that of the next. */
const STEPS = [0, 1, 2, 3, 4, 5, 6];

/** What is there before us, and how it is taken. */
const ORIGINALS = [['none', undefined, 'REFUSE'], ['X0', X0, 'TAKE_OVER']] as const;

describe('1 Create', () => {
  test.each(MODES)('switches logging on where it is off (%s)', async (mode) => {
    const a = stack();
    expect(await a.create(A1, { mode })).toEqual(ONCE);
    expect(on.aws.setting).toEqual(A1);
    expect(record()).toMatchObject({ s: a.id, l: 'Logging' });
    expect(record()!.b).toBeUndefined();
  });

  test.each(MODES)('leaves an equal setting as it is (%s)', async (mode) => {
    on.aws.setting = A1;
    expect(await stack().create(A1, { mode })).toEqual(SUCCESS_WITHOUT_WRITES);
    expect(record()!.b).toEqual(A1);
  });

  test('replaces another setting when told to TAKE_OVER', async () => {
    on.aws.setting = X0;
    expect(await stack().create(A1, { mode: 'TAKE_OVER' })).toEqual(ONCE);
    expect(on.aws.setting).toEqual(A1);
    expect(record()!.b).toEqual(X0);
  });

  test.each(['REFUSE', 'ADOPT'] as const)('fails over another setting and leaves nothing (%s)', async (mode) => {
    on.aws.setting = X0;
    const a = stack();
    expect(await a.create(A1, { mode })).toEqual(refused(M2));
    expect(await a.rollBack(A1, { mode })).toEqual(SUCCESS_WITHOUT_WRITES);
    expect(on.aws.setting).toEqual(X0);
    expect(record()).toBeUndefined();
    expect(on.aws.of('PutParameter')).toEqual([]);
  });
});

test('2 fails to create beside the guest of another stack, and the Delete after it touches nothing', async () => {
  const [a, b] = [stack('a'), stack('b')];
  await a.create(A1);
  expect(await b.create(A1, { mode: 'TAKE_OVER' })).toEqual(refused(M1));
  expect(await b.rollBack(A1, { mode: 'TAKE_OVER', removal: 'DISABLE' })).toEqual(SUCCESS_WITHOUT_WRITES);
  expect(await b.update(A1, A2)).toEqual(refused(M1));
  expect(on.aws.setting).toEqual(A1);
  expect(record()).toMatchObject({ s: a.id });
});

describe('3 Two creations at once', () => {
  test('fails for the stack whose claim comes second', async () => {
    const [a, b] = [stack('a'), stack('b')];
    on.aws.fail('PutParameter', meanwhile(async () => expect(await a.create(A1)).toEqual(expect.objectContaining({ Status: 'SUCCESS' }))));
    expect((await b.create(A2)))
      .toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/was claimed at this moment.*Deploy again/) });
    expect((await b.rollBack(A2))).toEqual(SUCCESS_WITHOUT_WRITES);
    expect(on.aws.setting).toEqual(A1);
    expect(record()).toMatchObject({ s: a.id });
    expect(on.aws.of(PUT)).toHaveLength(1);
  });

  test('fails when another guest came and went between the look and the claim', async () => {
    const [a, b] = [stack('a'), stack('b')];
    on.aws.fail('PutParameter', meanwhile(async () => {
      await a.create(A1);
      await a.delete(A1, { removal: 'RETAIN' });
    }));
    expect(await b.create(A2, { mode: 'TAKE_OVER' })).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(M4) });
    expect(record()).toBeUndefined();
    expect(await b.rollBack(A2)).toEqual(SUCCESS_WITHOUT_WRITES);
    expect(on.aws.setting).toEqual(A1);
  });
});

describe.each(ORIGINALS)('4 An interrupted Create over %s', (_, original, mode) => {
  test.each(STEPS)('is completed by the next try after a crash at request %i', async (skip) => {
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

  test.each(STEPS)('leaves nothing when a crash at request %i is rolled back', async (skip) => {
    on.aws.setting = original;
    const a = stack();
    on.aws.fail('any', crash(on.guest, 'before'), { skip });
    await expect(a.create(A1, { mode })).rejects.toThrow('crashed');
    expect(await a.rollBack(A1, { mode, removal: 'RETAIN' })).toEqual(SUCCESS);
    expect(on.aws.setting).toEqual(original);
    expect(record()).toBeUndefined();
  });

  test.each(EFFECTS)('leaves nothing when the write fails %s its effect', async (effect) => {
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
  test.each(REMOVALS)('puts the original back (%s)', async (removal) => {
    on.aws.setting = original;
    const a = stack();
    await a.create(A1, { mode, removal });
    expect(await a.rollBack(A1, { mode, removal })).toEqual(ONCE);
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

  test('is taken back after its success and a duplicate', async () => {
    const a = stack();
    await a.create(A1);
    expect(await a.update(A1, A2)).toEqual(ONCE);
    expect(await a.again()).toEqual(SUCCESS_WITHOUT_WRITES);
    expect(on.aws.setting).toEqual(A2);
    await back(a);
  });

  test.each(STEPS.slice(1))('is taken back, or completed first, after a crash with %i requests to go', async (left) => {
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

  test.each(EFFECTS)('is taken back when the write fails %s its effect', async (effect) => {
    const a = stack();
    await a.create(A1);
    on.aws.fail(PUT, { ...refuse('AccessDeniedException', 'no', 403), applied: effect === 'after' });
    expect(await a.update(A1, A2)).toMatchObject({ Status: 'FAILED' });
    await back(a);
  });
});

describe('7 A change from outside around an Update', () => {
  test('fails the Update but not the way back, and stays', async () => {
    const a = stack();
    await a.create(A1);
    on.aws.setting = X1;
    expect(await a.update(A1, A2)).toEqual(refused(M3));
    expect(await a.updateBack(A2, A1)).toEqual(SUCCESS_WITHOUT_WRITES);
    expect(on.aws.setting).toEqual(X1);
  });

  test('stays on the way back from a success', async () => {
    const a = stack();
    await a.create(A1);
    await a.update(A1, A2);
    on.aws.setting = X1;
    expect(await a.updateBack(A2, A1)).toEqual(SUCCESS_WITHOUT_WRITES);
    expect(on.aws.setting).toEqual(X1);
  });
});

test('8 fails to go forward to an earlier wish over a change from outside', async () => {
  const a = stack();
  await a.create(A1);
  await a.update(A1, A2);
  on.aws.setting = X1;
  expect(await a.update(A2, A1)).toEqual(refused(M3));
  expect(on.aws.setting).toEqual(X1);
});

describe('9 A change from outside', () => {
  test.each(MODES)('stays when the wish is the same (%s)', async (mode) => {
    const a = stack();
    await a.create(A1);
    on.aws.setting = X1;
    expect(await a.update(A1, A1, { mode, removal: 'RETAIN' })).toEqual(SUCCESS_WITHOUT_WRITES);
    expect(on.aws.setting).toEqual(X1);
  });

  test('is replaced by TAKE_OVER and put back in the end', async () => {
    const a = stack();
    await a.create(A1);
    on.aws.setting = X1;
    expect(await a.update(A1, A2, { mode: 'TAKE_OVER' })).toEqual(ONCE);
    expect(on.aws.setting).toEqual(A2);
    expect(await a.delete(A2, { mode: 'TAKE_OVER' })).toEqual(ONCE);
    expect(on.aws.setting).toEqual(X1);
  });
});
