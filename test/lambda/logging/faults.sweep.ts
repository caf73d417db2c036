import { hash } from '../../../src/lambda/logging/setting';
import type { Setting } from '../../../src/lambda/logging/wire';
import { RequestType } from '../../support/guest/event';
import { failed, SUCCESS } from '../../support/guest/expected';
import { Guest } from '../../support/guest/handler';
import { Fault, garbage, meanwhile, Operation, refuse, reset } from '../../support/guest/local-aws';
import { A1, A2, Removal, REMOVALS, ROLE, X0 } from '../../support/guest/settings';
import { setUpGuest, Stack } from '../../support/guest/stack';

const on = setUpGuest();
const stack = (name = 'a') => new Stack(on.aws, on.guest, name);

const [PUT, GET] = ['PutModelInvocationLoggingConfiguration', 'GetModelInvocationLoggingConfiguration'] as const;
const EARLY = [
  `Failed to validate permissions for log group: /bedrock/calls, with role: ${ROLE}. Verify the IAM role permissions are correct.`,
  'Failed to validate permissions for bucket: our-bucket. Verify the bucket policy is correct.',
];
const elapsed = async (work: () => Promise<unknown>) => {
  const start = on.guest.clock.now;
  await work();
  return (on.guest.clock.now - start) / 1000;
};

/** A stack whose Create succeeded. */
function created(original: Setting | undefined): Stack {
  const a = stack();
  on.aws.setting = A1;
  on.aws.record = JSON.stringify({ s: a.id, l: 'Logging', m: [hash(A1)], b: original });
  return a;
}

describe('A role or bucket that Bedrock cannot use yet', () => {
  test.each(EARLY)('is waited for: %s', async (message) => {
    on.aws.fail(PUT, refuse('ValidationException', message), { times: 4 });
    const a = stack();
    expect(await elapsed(async () => expect(await a.create(A1)).toEqual(expect.objectContaining({ Status: 'SUCCESS', writes: 5 }))))
      .toBeGreaterThan(5);
    expect(on.aws.setting).toEqual(A1);
    on.aws.fail(PUT, refuse('ValidationException', message), { times: 2 });
    expect(await a.update(A1, A2)).toEqual(expect.objectContaining({ Status: 'SUCCESS', writes: 3 }));
  });

  test.each(EARLY)('fails in the end with the words of AWS: %s', async (message) => {
    on.aws.fail(PUT, refuse('ValidationException', message), { times: Infinity });
    const a = stack();
    const seconds = await elapsed(async () => expect(await a.create(A1)).toEqual(failed(`ValidationException: ${message}`)));
    expect(seconds).toBeGreaterThan(270);
    expect(seconds).toBeLessThan(290);
    expect(on.aws.of(PUT).length).toBeLessThan(60);
    expect(await a.rollBack(A1)).toEqual(SUCCESS);
    expect([on.aws.setting, on.aws.record]).toEqual([undefined, undefined]);
  });

  test('fails at once while it is removed', async () => {
    const a = created(X0);
    on.aws.fail(PUT, refuse('ValidationException', EARLY[0]));
    expect(await elapsed(async () => expect(await a.delete(A1)).toEqual(failed(EARLY[0])))).toBe(0);
    expect(on.aws.answers[0].Reason).toContain('with onRemoval RETAIN or DISABLE');
    expect(on.aws.of(PUT)).toHaveLength(1);
    expect(await a.again()).toEqual(SUCCESS);
    expect(on.aws.setting).toEqual(X0);
  });

  test('fails when somebody else writes in the meantime', async () => {
    on.aws.fail(PUT, { ...refuse('ValidationException', EARLY[0]), meanwhile: () => { on.aws.setting = X0; } });
    expect(await stack().create(A1)).toEqual(failed('was changed by somebody else during this deployment'));
    expect(on.aws.setting).toEqual(X0);
  });
});

describe('An error of AWS', () => {
  test.each([
    ['AccessDeniedException', 'User: arn:aws:sts::123456789012:assumed-role/x/y is not authorized to perform: iam:PassRole', 403],
    ['ValidationException', '1 validation error detected: Value at loggingConfig.s3Config.bucketName failed to satisfy constraint', 400],
    ['AccessDeniedException', EARLY[0], 403],
  ])('fails at once, word for word: %s %s', async (code, message, status) => {
    on.aws.fail(PUT, refuse(code, message, status), { times: 2 });
    expect(await elapsed(async () => expect(await stack().create(A1)).toEqual(failed(`${PUT}: ${code}: ${message}`)))).toBe(0);
    expect(on.aws.of(PUT)).toHaveLength(1);
  });

  const passingFaults = {
    'throttling': refuse('ThrottlingException', 'Rate exceeded'),
    'an internal error': refuse('InternalServerException', 'Oops', 500),
    'a reset': reset('before'),
  };
  describe.each(Object.entries(passingFaults))('of a passing kind (%s)', (_, fault) => {
    test.each([GET, PUT, 'GetParameter', 'PutParameter'] as const)('is tried again: %s', async (operation) => {
      on.aws.fail(operation, fault, { times: 4 });
      expect(await stack().create(A1)).toEqual(SUCCESS);
      expect(on.aws.setting).toEqual(A1);
    });

    test('fails the fifth time', async () => {
      on.aws.fail(PUT, fault, { times: 5 });
      expect(await stack().create(A1)).toMatchObject({ Status: 'FAILED', writes: 5 });
    });
  });

  test('fails when AWS answers no JSON', async () => {
    on.aws.fail(GET, garbage);
    expect(await stack().create(A1)).toEqual(failed(`${GET}: SyntaxError`));
  });
});

describe('Time that runs out', () => {
  test.each([
    'GetParameter', GET, 'PutParameter', PUT,
  ] as const)('fails with an answer in time, and nothing is done after it: %s', async (operation) => {
    on.aws.fail(operation, meanwhile(() => on.guest.clock.pass(291_000)));
    const a = stack();
    expect(await elapsed(async () => expect(await a.create(A1)).toEqual(failed(`Time ran out during ${operation}`)))).toBeLessThan(300);
    const { length } = on.aws.calls;
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(on.aws.calls).toHaveLength(length);
    expect(await a.rollBack(A1)).toEqual(SUCCESS);
    expect([on.aws.setting, on.aws.record]).toEqual([undefined, undefined]);
  });

  test('fails, and the SDK does not try again after the answer', async () => {
    on.aws.fail(PUT, { ...refuse('InternalServerException', 'Oops', 500), meanwhile: () => on.guest.clock.pass(291_000) });
    expect(await stack().create(A1)).toEqual(failed('Time ran out'));
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(on.aws.of(PUT)).toHaveLength(1);
    expect(on.aws.setting).toBeUndefined();
  });

  test('fails in time when there is hardly any', async () => {
    const a = new Stack(on.aws, new Guest(on.aws.endpoint, 8000), 'a');
    expect(await a.create(A1)).toEqual(failed('Time ran out'));
    expect(on.aws.setting).toBeUndefined();
  });
});

describe('The response URL', () => {
  test.each<[string, Fault]>([
    ['refuses', refuse('SlowDown', 'Reduce your request rate', 503)], ['is reset', reset('before')],
    ['is reset after it took the answer', reset('after')],
    ['hangs', { ...meanwhile(() => on.guest.clock.pass(3000)), reply: 'silence' }],
  ])('is tried until it takes the answer (%s twice)', async (_, fault) => {
    on.aws.fail('Answer', fault, { times: 2 });
    expect(await stack().create(A1)).toEqual(SUCCESS);
    expect(on.aws.of('Answer')).toHaveLength(3);
  });

  test('fails the function when it never does', async () => {
    on.aws.fail('Answer', refuse('AccessDenied', 'Request has expired', 403), { times: Infinity });
    await expect(stack().create(A1)).rejects.toThrow("CloudFormation's response URL answered 403");
    expect(on.aws.of('Answer').length).toBeLessThan(200);
  });

  test('gets a body of known length and no content type, as it is signed', async () => {
    await stack().create(A1);
    const { headers } = on.aws.of('Answer')[0];
    expect(headers['content-type']).toBe('');
    expect(headers['content-length']).toMatch(/^[0-9]+$/);
    expect(headers['transfer-encoding']).toBeUndefined();
  });
});

test.each([
  'not JSON', 'null', '{}', '{"s":"x","l":"y"}', '{"s":1,"l":"y","m":[]}',
])('fails over a record that nobody can read: %s', async (text) => {
  const a = created(undefined);
  on.aws.record = text;
  for (const result of [await a.create(A1), await a.update(A1, A2), await a.delete(A1)]) {
    expect(result)
      .toMatchObject({ Status: 'FAILED', writes: 0, Reason: expect.stringContaining('does not hold what BedrockLoggingConfig wrote') });
  }
  expect([on.aws.setting, on.aws.record]).toEqual([A1, text]);
});

test('is content when the record goes away while it is dropped', async () => {
  const a = created(undefined);
  on.aws.fail('DeleteParameter', meanwhile(() => { on.aws.record = undefined; }));
  expect(await a.delete(A1)).toEqual(SUCCESS);
  expect(on.aws.setting).toBeUndefined();
});

describe('Two hundred faults', () => {
  const random = generator(20_261_122);
  const pick = <T>(choices: readonly T[]): T => choices[Math.floor(random() * choices.length)];
  const faults: (() => Fault)[] = [
    () => refuse('AccessDeniedException', 'no', 403), () => refuse('ValidationException', 'no'),
    () => refuse('ValidationException', EARLY[0]),
    () => refuse('ThrottlingException', 'Rate exceeded'),
    () => ({ ...refuse('InternalServerException', 'Oops', 500), applied: pick([true, false]) }),
    () => reset(pick(['before', 'after'])), () => garbage, () => meanwhile(() => on.guest.clock.pass(291_000)),
    () => meanwhile(() => on.guest.clock.pass(20_000)),
  ];

  test.each(Array.from({ length: 200 }, (_, run) => run))('leave nothing half done (%i)', async () => {
    const [type, original, removal] = [pick(['Create', 'Update', 'Delete'] as const), pick([undefined, X0]), pick(REMOVALS)];
    const options = { mode: 'TAKE_OVER', removal } as const;
    on.aws.setting = original;
    const a = type === 'Create' ? stack() : created(original);
    const [[operation, skip], fault] = [pick(requests(type, removal, original)), pick(faults)()];
    const onFault = jest.fn(fault.meanwhile);
    on.aws.fail(operation, { ...fault, meanwhile: onFault }, { skip, times: pick([1, 2, 4, 6]) });
    on.aws.fail('Answer', pick([refuse('SlowDown', 'no', 503), reset('before'), reset('after')]), { times: pick([1, 0, 2]) });

    const { Status } = type === 'Create'
      ? await a.create(A1, options)
      : type === 'Update' ? await a.update(A1, A2, options) : await a.delete(A1, options);
    expect(onFault).toHaveBeenCalled();
    on.aws.heal();
    const expected = type === 'Create' ? A1 : type === 'Update' ? A2 : findSettingAfter(removal, original);
    const isRetried = type === 'Delete' || pick([true, false]);
    if (Status === 'FAILED' && !isRetried) {
      expect(type === 'Create' ? await a.rollBack(A1, options) : await a.updateBack(A2, A1, options)).toEqual(SUCCESS);
      expect(on.aws.setting).toEqual(type === 'Create' ? original : A1);
      expect(on.aws.record === undefined).toBe(type === 'Create');
      return;
    }
    if (Status === 'FAILED') {
      expect(await a.again()).toEqual(SUCCESS);
    }
    expect(on.aws.setting).toEqual(expected);
    expect(on.aws.record === undefined).toBe(type === 'Delete');
  });

  /** What an event asks of AWS, and how often it asked the same before. */
  function requests(type: RequestType, removal: Removal, original: Setting | undefined): [Operation, number][] {
    if (type !== 'Delete') {
      return [
        ['GetParameter', 0],
        [GET, 0],
        ['PutParameter', 0],
        [PUT, 0],
        [GET, 1],
        ...type === 'Create' ? [[GET, 2] as [Operation, number]] : [],
      ];
    }
    const write: Operation = removal === 'RESTORE_PREVIOUS' && original ? PUT : 'DeleteModelInvocationLoggingConfiguration';
    return [
      ['GetParameter', 0], [GET, 0], ['DeleteParameter', 0],
      ...removal === 'RESTORE_PREVIOUS' ? [] : [['DescribeStacks', 0] as [Operation, number]],
      ...removal === 'RETAIN' ? [] : [[write, 0] as [Operation, number]],
    ];
  }

  function findSettingAfter(removal: Removal, original: Setting | undefined): Setting | undefined {
    return { RESTORE_PREVIOUS: original, DISABLE: undefined, RETAIN: A1 }[removal];
  }
});

/** The same numbers every time (Park and Miller's generator). */
function generator(seed: number): () => number {
  return () => {
    seed = seed * 48_271 % 2_147_483_647;
    return seed / 2_147_483_647;
  };
}
