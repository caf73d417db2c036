import type { Setting } from '../../../src/lambda/logging/wire';
import { cloudFormationEvent, stackId } from '../../support/guest/event';
import { failed, ONCE, refused, SUCCESS, SUCCESS_WITHOUT_WRITES } from '../../support/guest/expected';
import { Guest } from '../../support/guest/handler';
import { Fault, garbage, meanwhile, Operation, refuse, reset } from '../../support/guest/local-aws';
import { A1, A2, asText, Removal, REMOVALS, ROLE, X0 } from '../../support/guest/settings';
import { Result, setUpGuest, Stack } from '../../support/guest/stack';

const on = setUpGuest();
const stack = (name = 'a') => new Stack(on.aws, on.guest, name);

const [PUT, GET] = ['PutModelInvocationLoggingConfiguration', 'GetModelInvocationLoggingConfiguration'] as const;
const SWITCH_OFF = 'DeleteModelInvocationLoggingConfiguration';
const PASS_ROLE = 'User: arn:aws:sts::123456789012:assumed-role/x/y is not authorized to perform: iam:PassRole on resource: ' +
  'arn:aws:iam::123456789012:role/z';
/** What AWS says before a new role, policy or right is in force everywhere. */
const EARLY: [code: string, message: string][] = [
  ['ValidationException',
    `Failed to validate permissions for log group: /bedrock/calls, with role: ${ROLE}. Verify the IAM role permissions are correct.`],
  ['ValidationException', 'Failed to validate permissions for bucket: our-bucket. Verify the bucket policy is correct.'],
  ['AccessDeniedException', `${PASS_ROLE} because no identity-based policy allows the iam:PassRole action`],
];
const writesOf = (writes: number) => expect.objectContaining({ Status: 'SUCCESS', writes });
const pause = () => new Promise((resolve) => setTimeout(resolve, 30));
const elapsed = async (work: () => Promise<unknown>) => {
  const start = on.guest.clock.now;
  await work();
  return (on.guest.clock.now - start) / 1000;
};
const expectLeft = (setting: Setting | undefined) => expect([on.aws.setting, on.aws.claim]).toEqual([setting, undefined]);

describe.each(EARLY)('What Bedrock cannot use yet (%s: %s)', (code, message) => {
  const early = refuse(code, message);

  test('is waited for in a Create and an Update', async () => {
    on.aws.fail(PUT, early, { times: 4 });
    const a = stack();
    expect(await elapsed(async () => expect(await a.deploy(A1)).toEqual([writesOf(5)]))).toBeGreaterThan(5);
    expect(on.aws.setting).toEqual(A1);
    on.aws.fail(PUT, early, { times: 2 });
    expect(await a.deploy(A2)).toEqual([writesOf(3)]);
    expect(on.aws.setting).toEqual(A2);
  });

  test('is waited for in a roll-back of a Create and of an Update', async () => {
    on.aws.setting = X0;
    const a = stack();
    const afterwards = () => on.aws.fail(PUT, early, { times: 2 });
    expect(await a.deploy(A1, { mode: 'TAKE_OVER', removal: 'RETAIN', breaks: true, afterwards })).toEqual([ONCE, writesOf(3)]);
    expectLeft(X0);
    await a.deploy(A1, { mode: 'TAKE_OVER' });
    expect(await a.deploy(A2, { mode: 'TAKE_OVER', breaks: true, afterwards })).toEqual([ONCE, writesOf(3)]);
    expect(on.aws.setting).toEqual(A1);
  });

  test('fails in the end with the words of AWS', async () => {
    on.aws.fail(PUT, early, { times: Infinity });
    const seconds = await elapsed(async () => expect(await stack().deploy(A1)).toEqual([failed(`${code}: ${message}`), SUCCESS]));
    expect(seconds).toBeGreaterThan(270);
    expect(seconds).toBeLessThan(290);
    expect(on.aws.of(PUT).length).toBeLessThan(60);
    expectLeft(undefined);
  });

  test('fails at once in a removal', async () => {
    on.aws.setting = X0;
    const a = stack();
    await a.deploy(A1, { mode: 'TAKE_OVER' });
    on.aws.fail(PUT, early);
    const results: Result[] = [];
    expect(await elapsed(async () => results.push(...await a.delete()))).toBe(0);
    expect(results).toMatchObject([{ Status: 'FAILED', writes: 1, Reason: expect.stringContaining(message) }]);
    expect(results[0].Reason).toContain('with onRemoval RETAIN or DISABLE');
    expect(await a.delete()).toEqual([ONCE]);
    expectLeft(X0);
  });

  test('is not waited for when somebody else writes in the meantime', async () => {
    on.aws.fail(PUT, { ...early, meanwhile: () => { on.aws.setting = X0; } });
    expect(await stack().deploy(A1)).toEqual([failed('was changed by someone else during this deployment'), SUCCESS_WITHOUT_WRITES]);
    expectLeft(X0);
  });
});

describe('An error of AWS', () => {
  test.each([
    ['AccessDeniedException', `${PASS_ROLE} with an explicit deny in a service control policy`, 403],
    ['ValidationException', '1 validation error detected: Value at loggingConfig.s3Config.bucketName failed to satisfy constraint', 400],
    ['AccessDeniedException', EARLY[0][1], 403],
  ])('fails at once, word for word: %s %s', async (code, message, status) => {
    on.aws.fail(PUT, refuse(code, message, status));
    expect(await elapsed(async () => expect(await stack().deploy(A1)).toEqual([failed(`${PUT}: ${code}: ${message}`), SUCCESS]))).toBe(0);
    expect(on.aws.of(PUT)).toHaveLength(1);
  });

  const passingFaults = {
    'throttling': refuse('ThrottlingException', 'Rate exceeded'),
    'an internal error': refuse('InternalServerException', 'Oops', 500),
    'a reset': reset('before'),
  };
  describe.each(Object.entries(passingFaults))('of a passing kind (%s)', (_, fault) => {
    test.each(['DescribeStacks', GET, 'GetParameter', 'PutParameter', PUT] as const)('is tried again: %s', async (operation) => {
      on.aws.fail(operation, fault, { times: 4 });
      expect(await stack().deploy(A1)).toEqual([SUCCESS]);
      expect(on.aws.setting).toEqual(A1);
    });

    test('fails the fifth time', async () => {
      on.aws.fail(PUT, fault, { times: 5 });
      expect(await stack().deploy(A1)).toMatchObject([{ Status: 'FAILED', writes: 5 }, { Status: 'SUCCESS' }]);
    });
  });

  test.each([GET, 'GetParameter'] as const)('fails when AWS answers no JSON: %s', async (operation) => {
    on.aws.fail(operation, garbage);
    expect(await stack().deploy(A1)).toEqual([failed(`${operation}: SyntaxError`), SUCCESS_WITHOUT_WRITES]);
  });

  test('fails when CloudFormation answers no stack', async () => {
    on.aws.fail('DescribeStacks', garbage);
    expect(await stack().deploy(A1)).toMatchObject([{ Status: 'FAILED', writes: 0 }, { Status: 'SUCCESS', writes: 0 }]);
    expectLeft(undefined);
  });
});

describe('Time that runs out', () => {
  test.each([
    'DescribeStacks', GET, 'GetParameter', 'PutParameter', PUT,
  ] as const)('fails with an answer in time, and nothing is done after it: %s', async (operation) => {
    on.aws.fail(operation, meanwhile(() => on.guest.clock.pass(291_000)));
    const afterwards = async () => {
      const { length } = on.aws.calls;
      await pause();
      expect(on.aws.calls).toHaveLength(length);
    };
    const late = failed(`Time ran out during ${operation}`);
    expect(await elapsed(async () => expect(await stack().deploy(A1, { afterwards })).toEqual([late, SUCCESS]))).toBeLessThan(300);
    expectLeft(undefined);
  });

  test('fails, and the SDK does not try again after the answer', async () => {
    on.aws.fail(PUT, { ...refuse('InternalServerException', 'Oops', 500), meanwhile: () => on.guest.clock.pass(291_000) });
    expect(await stack().deploy(A1, { afterwards: pause })).toEqual([failed('Time ran out'), SUCCESS]);
    expect(on.aws.of(PUT)).toHaveLength(1);
    expectLeft(undefined);
  });

  test('fails in time when there is hardly any', async () => {
    const a = new Stack(on.aws, new Guest(on.aws.endpoint, 8000), 'a');
    expect(await a.deploy(A1)).toEqual([failed('Time ran out'), failed('Time ran out')]);
    expectLeft(undefined);
  });
});

describe('The response URL', () => {
  test.each<[string, Fault]>([
    ['refuses', refuse('SlowDown', 'Reduce your request rate', 503)], ['is reset', reset('before')],
    ['is reset after it took the answer', reset('after')],
    ['hangs', { ...meanwhile(() => on.guest.clock.pass(3000)), reply: 'silence' }],
  ])('is tried until it takes the answer (%s twice)', async (_, fault) => {
    on.aws.fail('Answer', fault, { times: 2 });
    expect(await stack().deploy(A1)).toEqual([SUCCESS]);
    expect(on.aws.of('Answer')).toHaveLength(3);
  });

  test('fails the function when it never does', async () => {
    on.aws.fail('Answer', refuse('AccessDenied', 'Request has expired', 403), { times: Infinity });
    const properties = { OnExisting: 'ADOPT', OnRemoval: 'DISABLE', LoggingConfig: asText(A1) } as const;
    await expect(on.guest.invoke(cloudFormationEvent('Create', { endpoint: on.aws.endpoint, stack: stackId('a'), properties })))
      .rejects.toThrow("CloudFormation's response URL answered 403");
    expect(on.aws.of('Answer').length).toBeLessThan(200);
  });

  test('gets a body of known length and no content type, as it is signed', async () => {
    await stack().deploy(A1);
    const { headers } = on.aws.of('Answer')[0];
    expect(headers['content-type']).toBe('');
    expect(headers['content-length']).toMatch(/^[0-9]+$/);
    expect(headers['transfer-encoding']).toBeUndefined();
  });
});

test.each([
  'not JSON', 'null', '{}', '{"version":1}', '{"version":"1","stack":"MINE","written":[]}', '{"version":1,"stack":"MINE"}',
  '{"version":1,"stack":"MINE","written":[null]}', '{"version":1,"stack":"MINE","written":[],"found":"text"}',
])('fails over a claim that nobody can read: %s', async (text) => {
  const a = stack();
  await a.deploy(A1);
  const claim = on.aws.claim = text.replace('MINE', a.id!);
  const UNREADABLE = refused('unreadable');
  expect([await a.deploy(A2), await a.delete()]).toEqual([[UNREADABLE, SUCCESS_WITHOUT_WRITES], [UNREADABLE]]);
  expect(await new Stack(on.aws, on.guest, 'a', a.id).deploy(A1)).toEqual([UNREADABLE, SUCCESS_WITHOUT_WRITES]);
  expect([on.aws.setting, on.aws.claim]).toEqual([A1, claim]);
});

test('is content when the claim goes away while it is dropped', async () => {
  const a = stack();
  await a.deploy(A1);
  on.aws.fail('DeleteParameter', meanwhile(() => { on.aws.claim = undefined; }));
  expect(await a.delete()).toEqual([SUCCESS]);
  expectLeft(undefined);
});

describe('Two hundred faults', () => {
  const random = generator(20_261_122);
  const pick = <T>(choices: readonly T[]): T => choices[Math.floor(random() * choices.length)];
  const faults: (() => Fault)[] = [
    () => refuse('AccessDeniedException', 'no', 403), () => refuse('ValidationException', 'no'), () => refuse(...pick(EARLY)),
    () => refuse('ThrottlingException', 'Rate exceeded'),
    () => ({ ...refuse('InternalServerException', 'Oops', 500), applied: pick([true, false]) }),
    () => reset(pick(['before', 'after'])), () => garbage, () => meanwhile(() => on.guest.clock.pass(291_000)),
    () => meanwhile(() => on.guest.clock.pass(20_000)),
  ];
  const KINDS = ['Create', 'Update', 'Delete', 'removal', 'Create back', 'Update back'] as const;

  test.each(Array.from({ length: 200 }, (_, run) => run))('leave nothing half done that nobody was told of (%i)', async () => {
    const [kind, original, removal, isTriedAgain] = [pick(KINDS), pick([undefined, X0]), pick(REMOVALS), pick([true, false])];
    const options = { mode: 'TAKE_OVER', removal } as const;
    const [isNew, isBack] = [kind.startsWith('Create'), kind.endsWith('back')];
    const target = isNew ? A1 : kind.startsWith('Update') ? A2 : undefined;
    const a = stack();
    on.aws.setting = original;
    await (isNew ? undefined : a.deploy(A1, options));

    const [[operation, skip], fault] = [pick(listRequests(kind, removal, original)), pick(faults)()];
    const onFault = jest.fn(fault.meanwhile);
    const strike = () => {
      on.aws.fail(operation, { ...fault, meanwhile: onFault }, { skip, times: pick([1, 2, 4, 6]) });
      on.aws.fail('Answer', pick([refuse('SlowDown', 'no', 503), reset('before'), reset('after')]), { times: pick([1, 0, 2]) });
    };
    const heal = () => {
      expect(onFault).toHaveBeenCalled();
      on.aws.heal();
    };
    const expectState = (setting: Setting | undefined, isClaimed: boolean) =>
      expect([on.aws.setting, on.aws.claim !== undefined]).toEqual([setting, isClaimed]);
    const expectDone = () => expectState(target ?? findSettingAfter(removal, original), target !== undefined);
    const expectUndone = () => expectState(isNew ? original : A1, !isNew);

    await (isBack ? undefined : strike());
    const afterwards = async () => {
      if (isBack) {
        expectDone();
        strike();
        return;
      }
      heal();
      if (target && on.aws.answers.at(-1)!.Status === 'FAILED' && isTriedAgain) {
        expect(await a.again()).toEqual(SUCCESS);
        expectDone();
      }
    };
    const results = kind === 'Delete' ? await a.delete({ afterwards }) : await a.deploy(target, { ...options, breaks: isBack, afterwards });
    heal();
    const [first, last] = [results[0].Status, results.at(-1)!.Status];
    if (target && !isBack) {
      expect(last).toBe('SUCCESS');
      (first === 'SUCCESS' ? expectDone : expectUndone)();
    } else if (kind === 'Create back' && last === 'FAILED') {
      expect(await a.delete()).toEqual([SUCCESS]); // which is a removal
      expect([original, findSettingAfter(removal, original)]).toContainEqual(on.aws.setting);
      expect(on.aws.claim).toBeUndefined();
    } else {
      const mended = last === 'SUCCESS' ? [] : kind === 'Update back' ? await a.deploy(A1, options) : await a.delete();
      expect(mended).toEqual(last === 'SUCCESS' ? [] : [SUCCESS]);
      (isBack ? expectUndone : expectDone)();
    }
  });

  /** What an event asks of AWS, and how often it asked the same before. */
  function listRequests(kind: typeof KINDS[number], removal: Removal, original: Setting | undefined): [Operation, number][] {
    const isBack = kind.endsWith('back');
    const isRemoval = kind === 'Delete' || kind === 'removal' || kind === 'Create back';
    const write = isRemoval && !(original && (isBack || removal === 'RESTORE_PREVIOUS')) ? SWITCH_OFF : PUT;
    const isWritten = kind !== 'Delete' && kind !== 'removal' || removal !== 'RETAIN';
    return [
      ['DescribeStacks', 0], [GET, 0], ['GetParameter', 0], ['DescribeStacks', 1], [GET, 1],
      ...isWritten ? [[write, 0], ['DescribeStacks', 2], [GET, 2]] as [Operation, number][] : [],
      ...isRemoval ? [['GetParameter', 1], ['DeleteParameter', 0]] as [Operation, number][] : [],
      ...kind === 'Create' || kind === 'Update' ? [['PutParameter', 0]] as [Operation, number][] : [],
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
