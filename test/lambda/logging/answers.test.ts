import { answerCloudFormation, wait } from '../../../src/lambda/answer';
import type { Claim } from '../../../src/lambda/logging/lifecycle';
import { NOT_OURS, Setting } from '../../../src/lambda/logging/wire';
import { cloudFormationEvent, stackId } from '../../support/guest/event';
import { ONCE, refused, SUCCESS, SUCCESS_WITHOUT_WRITES } from '../../support/guest/expected';
import { refuse, reset } from '../../support/guest/local-aws';
import { MESSAGES } from '../../support/guest/messages';
import { A1, A2, A3, asText, MODES, setting, X0, X1 } from '../../support/guest/settings';
import { Result, setUpGuest, Stack } from '../../support/guest/stack';

const on = setUpGuest();
const stack = (name = 'a', fixedId?: string) => new Stack(on.aws, on.guest, name, fixedId);
const PUT = 'PutModelInvocationLoggingConfiguration';

/** The answer's bytes on the wire. */
const bytes = () => Number(on.aws.of('Answer').at(-1)!.headers['content-length']);
const prefixed = (keyPrefix: string): Setting => setting({ s3Config: { bucketName: 'outsiders-bucket', keyPrefix } });
const FLAGS = ['text', 'image', 'embedding', 'video', 'audio'].map((data) => `${data}DataDeliveryEnabled` as const);
const without = (flags: readonly string[]) => (one: Setting) =>
  Object.fromEntries(Object.entries(one).filter(([name]) => !flags.includes(name))) as Setting;

describe('The attributes', () => {
  test('say what was found and what was written', async () => {
    const a = stack();
    on.aws.setting = X0;
    const [{ Data }] = await a.deploy(A1, { mode: 'TAKE_OVER' });
    expect([JSON.parse(Data!.FoundConfiguration), JSON.parse(Data!.WrittenConfiguration)]).toEqual([X0, A1]);
    const [updated] = await a.deploy(A2, { mode: 'TAKE_OVER' });
    expect([JSON.parse(updated.Data!.FoundConfiguration), JSON.parse(updated.Data!.WrittenConfiguration)]).toEqual([X0, A2]);
  });

  test('say none when logging was off', async () => {
    expect(await stack().deploy(A1)).toMatchObject([{ Data: { FoundConfiguration: 'none' } }]);
  });

  test.each(MODES)('say whose the setting is: %s', async (mode) => {
    const a = stack();
    expect(await a.deploy(A1, { mode })).toMatchObject([{ Data: { SettingOwner: 'THIS_STACK' } }]);
    expect(await a.deploy(A2, { mode })).toMatchObject([{ Data: { SettingOwner: 'THIS_STACK' } }]);
    await a.delete();
    on.aws.setting = A1;
    expect(await stack('b').deploy(A1, { mode })).toMatchObject([{ Data: { SettingOwner: 'FOUND' }, writes: 0 }]);
  });

  test.each([
    ['SOMEBODY_ELSE', X1, MESSAGES.M3], ['NOBODY', undefined, /was changed outside of this stack.*The difference: logging is off/],
  ] as const)('say %s after an unchanged Update, with a reason and a line in the log', async (SettingOwner, live, reason) => {
    const a = stack();
    await a.deploy(A1);
    on.aws.setting = live;
    const before = on.guest.logs.length;
    expect(await a.deploy(A1, { removal: 'RETAIN' }))
      .toMatchObject([{ Status: 'SUCCESS', writes: 0, Reason: expect.stringMatching(reason), Data: { SettingOwner } }]);
    const lines = on.guest.logs.slice(before).filter((line) => line.startsWith('SETTING_OF_SOMEBODY_ELSE'));
    expect(lines).toEqual([expect.stringMatching(reason)]);
    expect(NOT_OURS).toBe('SETTING_OF_SOMEBODY_ELSE');
  });

  test('are logged as somebody else\'s in no other event', async () => {
    const before = on.guest.logs.length;
    const a = stack();
    await a.deploy(A1);
    await a.deploy(A2, { breaks: true });
    on.aws.setting = X1;
    await a.delete();
    expect(on.guest.logs.slice(before).filter((line) => line.includes(NOT_OURS))).toEqual([]);
  });
});

test('keeps the physical id that a resource has', async () => {
  await on.guest.invoke(cloudFormationEvent('Delete', {
    endpoint: on.aws.endpoint,
    stack: stackId('a'),
    physicalId: 'of-an-earlier-version',
    properties: { OnExisting: 'ADOPT', OnRemoval: 'DISABLE', LoggingConfig: asText(A1) },
  }));
  expect(on.aws.answers).toMatchObject([{ Status: 'SUCCESS', PhysicalResourceId: 'of-an-earlier-version' }]);
});

describe('An answer takes no more than 4,096 bytes', () => {
  const expectWellFormed = ({ Reason }: Result) => expect(Reason).not.toMatch(/[\ud800-\udfff]/u);

  test.each(['p', 'ü', '語', '"', '\\', '\u0001', '🙂'])('with long prefixes of %j', async (letter) => {
    const wish = prefixed(letter.repeat(510));
    for (const length of [150, 300, 500]) {
      on.aws.reset();
      on.aws.setting = prefixed(letter.repeat(length));
      const name = 'a'.repeat(128);
      const [refusal] = await stack(name).deploy(wish, { mode: 'REFUSE' });
      expect(refusal).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/is already on.*log stream 2026/s) });
      expectWellFormed(refusal);
      expect(Number(on.aws.of('Answer')[0].headers['content-length'])).toBeLessThanOrEqual(4096);
      const a = stack(name);
      expect(await a.deploy(prefixed(letter.repeat(length - 1)), { mode: 'TAKE_OVER' })).toEqual([ONCE]);
      expect(bytes()).toBeLessThanOrEqual(4096);
    }
  });

  test.each(['q', '語', '\u0001'])('that succeeds with a reason about long prefixes of %j', async (letter) => {
    const long = (one: string): Setting => {
      const location = { bucketName: 'outsiders-bucket', keyPrefix: one.repeat(800) };
      return { ...A1, s3Config: location, cloudWatchConfig: { ...A1.cloudWatchConfig, largeDataDeliveryS3Config: location } };
    };
    const a = stack();
    await a.deploy(long('p'));
    on.aws.setting = long(letter);
    expect(await a.deploy(long('p'), { removal: 'RETAIN' })).toEqual([SUCCESS_WITHOUT_WRITES]);
    expect(bytes()).toBeLessThanOrEqual(4096);
  });

  test.each(['x', '語', '"', '\u0001', '🙂', 'x🙂'])('with an error of many %j', async (letter) => {
    for (const start of ['', '.', '..', '...']) {
      on.aws.fail(PUT, refuse('ValidationException', `${start}${letter.repeat(9000)}`));
      const [result] = await stack().deploy(A1);
      expect(result).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/ValidationException: .*\(log stream 2026/s) });
      expect(Number(on.aws.of('Answer').at(-2)!.headers['content-length'])).toBeGreaterThan(2000);
      expectWellFormed(result);
    }
  });
});

describe('A flag that Bedrock does not confirm as off', () => {
  const silent = setting({ cloudWatchConfig: A1.cloudWatchConfig }, 'audioDataDeliveryEnabled');

  test('is told of with both causes, and the setting stays ours', async () => {
    on.aws.keep = without(['audioDataDeliveryEnabled']);
    const a = stack();
    const [{ Status, Reason, Data }] = await a.deploy(silent);
    expect([Status, Data!.SettingOwner]).toEqual(['SUCCESS', 'THIS_STACK']);
    expect(Reason).toMatch(/did not confirm audioDataDeliveryEnabled as off: this Region .*, or the AWS SDK of the Lambda runtime /);
    expect(await a.delete()).toEqual([ONCE]);
    expect(on.aws.setting).toBeUndefined();
  });

  test('is not told of when it is confirmed', async () => {
    expect((await stack().deploy(silent))[0].Reason).toBeUndefined();
    expect(on.aws.setting).toEqual(silent);
  });
});

describe('Where the Region tells back only some flags, ADOPT of an equal setting writes nothing', () => {
  const subsets = FLAGS.reduce<string[][]>((all, flag) => [...all, ...all.map((one) => [...one, flag])], [[]]);
  const wish = setting({ cloudWatchConfig: A1.cloudWatchConfig }, 'textDataDeliveryEnabled', 'videoDataDeliveryEnabled');

  test.each(subsets.map((untold) => [untold]))('without %j', async (untold) => {
    on.aws.keep = without(untold);
    const told = on.aws.setting = on.aws.keep(wish);
    const a = stack();
    expect(await a.deploy(wish)).toEqual([SUCCESS_WITHOUT_WRITES]);
    expect(await a.delete()).toEqual([SUCCESS_WITHOUT_WRITES]);
    expect(on.aws.setting).toEqual(told);
  });

  test.each(subsets.map((untold) => [untold]))('over one that another stack kept, without %j', async (untold) => {
    on.aws.keep = without(untold);
    const [a, b] = [stack('a'), stack('b')];
    expect([...await a.deploy(wish, { removal: 'RETAIN' }), ...await a.delete()]).toEqual([ONCE, SUCCESS_WITHOUT_WRITES]);
    expect(await b.deploy(wish)).toEqual([SUCCESS_WITHOUT_WRITES]);
    expect(await b.delete()).toEqual([SUCCESS_WITHOUT_WRITES]);
    expect(on.aws.setting).toEqual(on.aws.keep(wish));
  });
});

describe('What CloudFormation and Bedrock say', () => {
  test('is compared by its meaning', async () => {
    on.aws.setting = { cloudWatchConfig: { ...A1.cloudWatchConfig, largeDataDeliveryS3Config: {} }, imageDataDeliveryEnabled: true };
    expect(await stack().deploy(A1, { mode: 'REFUSE' })).toEqual([SUCCESS_WITHOUT_WRITES]);
  });

  test('is sent as booleans, all five', async () => {
    await stack().deploy(A2);
    expect(asText(A2).textDataDeliveryEnabled).toBe('false');
    expect(on.aws.of(PUT)[0].body).toEqual({ loggingConfig: A2 });
  });

  test('is for one Region', async () => {
    await stack().deploy(A1);
    expect(new Set(on.aws.of(PUT, 'PutParameter', 'GetModelInvocationLoggingConfiguration').map(({ region }) => region)))
      .toEqual(new Set(['af-south-1']));
  });
});

test('claims once when the answer to the claim is lost, and its Delete leaves nothing', async () => {
  on.aws.fail('PutParameter', reset('after'));
  const a = stack();
  expect(await a.deploy(A1)).toEqual([ONCE]);
  expect(on.aws.setting).toEqual(A1);
  expect(await a.delete()).toEqual([ONCE]);
  expect([on.aws.setting, on.aws.claim]).toEqual([undefined, undefined]);
});

describe('A claim of a later version', () => {
  const later = (id: string) => JSON.stringify({ version: 2, stack: id, whatever: 'there is' });
  const UNREADABLE = refused('unreadable');

  test('of this stack fails every event but a roll-back, and nothing is touched', async () => {
    const a = stack();
    await a.deploy(A1);
    const claim = on.aws.claim = later(a.id!);
    expect(await a.deploy(A2)).toEqual([UNREADABLE, SUCCESS_WITHOUT_WRITES]);
    expect(await a.delete()).toEqual([UNREADABLE]);
    expect(await stack('a', a.id).deploy(A1, { mode: 'TAKE_OVER' })).toEqual([UNREADABLE, SUCCESS_WITHOUT_WRITES]);
    expect([on.aws.setting, on.aws.claim]).toEqual([A1, claim]);
  });

  test('of another stack fails a Create and an Update, but no Delete, and nothing is touched', async () => {
    const [a, b] = [stack('a'), stack('b')];
    await a.deploy(A1);
    const claim = on.aws.claim = later(stackId('other'));
    expect(await a.deploy(A2)).toEqual([refused('M1'), SUCCESS_WITHOUT_WRITES]);
    expect(await b.deploy(A2, { mode: 'TAKE_OVER' })).toEqual([refused('M1'), SUCCESS_WITHOUT_WRITES]);
    expect(await a.delete()).toEqual([SUCCESS_WITHOUT_WRITES]);
    expect([on.aws.setting, on.aws.claim]).toEqual([A1, claim]);
  });
});

describe('A forged claim', () => {
  const evil = { bucketName: 'evil-bucket' };
  const forge = (found: Setting) => () => {
    on.aws.claim = JSON.stringify({ ...JSON.parse(on.aws.claim!) as Claim, found });
  };
  describe.each<['no bucket' | 'no role', string, Setting]>([
    ['no bucket', 'a bucket', { s3Config: evil }],
    ['no bucket', 'a bucket for large data', { cloudWatchConfig: { ...A1.cloudWatchConfig, largeDataDeliveryS3Config: evil } }],
    ['no role', 'a role', { cloudWatchConfig: { logGroupName: 'evil', roleArn: 'arn:aws:iam::123456789012:role/evil' } }],
  ])('fails with "%s" to send prompts to %s', (message, _, found) => {
    test('in a removal, whose next try fails as well', async () => {
      const a = stack();
      await a.deploy(A1);
      forge(found)();
      expect([...await a.delete(), ...await a.delete()]).toEqual([refused(message), refused(message)]);
      expect(on.aws.setting).toEqual(A1);
    });

    test('in the roll-back of a Create', async () => {
      expect(await stack().deploy(A1, { breaks: true, afterwards: forge(found) })).toEqual([ONCE, refused(message)]);
      expect(on.aws.setting).toEqual(A1);
    });

    test('in an Update, until onRemoval is DISABLE', async () => {
      const a = stack();
      await a.deploy(A1);
      forge(found)();
      expect(await a.deploy(A2)).toEqual([refused(message), SUCCESS_WITHOUT_WRITES]);
      expect(await a.deploy(A1, { removal: 'DISABLE' })).toEqual([SUCCESS_WITHOUT_WRITES]);
      expect(await a.delete()).toEqual([ONCE]);
      expect([on.aws.setting, on.aws.claim]).toEqual([undefined, undefined]);
    });
  });
});

test('works on nothing but its own parameter', async () => {
  const a = stack();
  expect([...await a.deploy(A3), ...await a.delete()]).toEqual([SUCCESS, SUCCESS]);
  expect(new Set(on.aws.of('GetParameter', 'PutParameter', 'DeleteParameter').map(({ body }) => body.Name as string)))
    .toEqual(new Set(['/cdk-bedrock-cris/model-invocation-logging']));
});

test.each(['succeeded', 'failed'])('nothing that work has left behind goes on after the answer that it %s', async (outcome) => {
  let leftover: Promise<string> | undefined;
  const handler = answerCloudFormation('some-kind', async (_event: unknown, stop) => {
    leftover = wait(300, 'went on', { signal: stop }).catch(({ name }: Error) => name);
    return outcome === 'succeeded' ? {} : Promise.reject(new Error('one of several steps failed'));
  });
  const event = cloudFormationEvent('Create', { endpoint: on.aws.endpoint, stack: stackId('a'), properties: {} });
  await handler(event, { logStreamName: 'stream', getRemainingTimeInMillis: () => 300_000 });
  expect(on.aws.answers).toMatchObject([{ Status: outcome === 'succeeded' ? 'SUCCESS' : 'FAILED' }]);
  expect(await leftover).toBe('AbortError');
});
