import { answerCloudFormation, wait } from '../../../src/lambda/answer';
import type { Setting } from '../../../src/lambda/logging/wire';
import { cloudFormationEvent } from '../../support/guest/event';
import { refuse } from '../../support/guest/local-aws';
import { A1, A2, asText, setting, X0 } from '../../support/guest/settings';
import { setUpGuest, Stack } from '../../support/guest/stack';

const on = setUpGuest();
const stack = (name = 'a') => new Stack(on.aws, on.guest, name);
const PUT = 'PutModelInvocationLoggingConfiguration';

/** The answer's bytes on the wire. */
const bytes = () => Number(on.aws.of('Answer').at(-1)!.headers['content-length']);
const prefixed = (keyPrefix: string): Setting => setting({ s3Config: { bucketName: 'outsiders-bucket', keyPrefix } });

describe('The attributes', () => {
  test('say what was found and what was written', async () => {
    const a = stack();
    on.aws.setting = X0;
    const { Data } = await a.create(A1, { mode: 'TAKE_OVER' });
    expect(JSON.parse(Data!.FoundConfiguration)).toEqual(X0);
    expect(JSON.parse(Data!.WrittenConfiguration)).toEqual(A1);
    const updated = (await a.update(A1, A2, { mode: 'TAKE_OVER' })).Data!;
    expect(JSON.parse(updated.FoundConfiguration)).toEqual(X0);
    expect(JSON.parse(updated.WrittenConfiguration)).toEqual(A2);
  });

  test('say none when logging was off', async () => {
    expect((await stack().create(A1)).Data).toMatchObject({ FoundConfiguration: 'none' });
  });
});

test('keeps the physical id that a resource has', async () => {
  await on.guest.invoke(cloudFormationEvent('Delete', {
    endpoint: on.aws.endpoint,
    stack: stack().id,
    physicalId: 'of-an-earlier-version',
    properties: { OnExisting: 'ADOPT', OnRemoval: 'DISABLE', LoggingConfig: asText(A1) },
  }));
  expect(on.aws.answers).toMatchObject([{ Status: 'SUCCESS', PhysicalResourceId: 'of-an-earlier-version' }]);
});

describe('An answer takes no more than 4,096 bytes', () => {
  test.each(['p', 'ü', '語', '"', '\\', '\u0001', '🙂'])('with long prefixes of %j', async (letter) => {
    const wish = prefixed(letter.repeat(510));
    for (const length of [150, 300, 500]) {
      on.aws.reset();
      on.aws.setting = prefixed(letter.repeat(length));
      const a = stack('a'.repeat(128));
      expect(await a.create(wish, { mode: 'REFUSE' }))
        .toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/is already on.*log stream 2026/s) });
      expect(bytes()).toBeLessThanOrEqual(4096);
      on.aws.setting = prefixed(letter.repeat(length));
      const options = { mode: 'TAKE_OVER', logicalId: 'L'.repeat(255) } as const;
      expect(await a.create(prefixed(letter.repeat(length - 1)), options)).toMatchObject({ Status: 'SUCCESS' });
      expect(bytes()).toBeLessThanOrEqual(4096);
    }
  });

  test.each(['x', '語', '"', '\u0001'])('with an error of many %j', async (letter) => {
    on.aws.fail(PUT, refuse('ValidationException', letter.repeat(9000)));
    expect(await stack().create(A1))
      .toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/ValidationException: .*\(log stream 2026/s) });
    expect(bytes()).toBeGreaterThan(2000);
  });
});

describe('A flag that Bedrock does not confirm as off', () => {
  const forget = ({ audioDataDeliveryEnabled: _, ...rest }: Setting) => rest;
  const silent = setting({ cloudWatchConfig: A1.cloudWatchConfig }, 'audioDataDeliveryEnabled');

  test('is told of, and the setting stays ours', async () => {
    on.aws.keep = forget;
    const a = stack();
    const { Status, Reason } = await a.create(silent);
    expect([Status, Reason]).toEqual(['SUCCESS', expect.stringContaining('did not confirm audioDataDeliveryEnabled as off')]);
    expect(await a.delete(silent)).toMatchObject({ Status: 'SUCCESS', writes: 1 });
    expect(on.aws.setting).toBeUndefined();
  });

  test('is not told of when it is confirmed', async () => {
    expect((await stack().create(silent)).Reason).toBeUndefined();
    expect(on.aws.setting).toEqual(silent);
  });
});

describe('What CloudFormation and Bedrock say', () => {
  test('is compared by its meaning', async () => {
    on.aws.setting = { cloudWatchConfig: { ...A1.cloudWatchConfig, largeDataDeliveryS3Config: {} }, imageDataDeliveryEnabled: true };
    expect(await stack().create(A1, { mode: 'REFUSE' })).toMatchObject({ Status: 'SUCCESS', writes: 0 });
  });

  test('is sent as booleans, all five', async () => {
    await stack().create(A2);
    expect(asText(A2).textDataDeliveryEnabled).toBe('false');
    expect(on.aws.of(PUT)[0].body).toEqual({ loggingConfig: A2 });
  });

  test('is for one Region', async () => {
    await stack().create(A1);
    expect(new Set(on.aws.of(PUT, 'PutParameter', 'GetModelInvocationLoggingConfiguration').map(({ region }) => region)))
      .toEqual(new Set(['af-south-1']));
  });
});

test('fails the creation whose claim was made before its answer was lost, and nothing is left', async () => {
  const a = stack();
  on.aws.fail('PutParameter', { applied: true, reply: 'reset' });
  expect(await a.create(A1)).toMatchObject({ Status: 'FAILED', writes: 0 });
  expect(await a.rollBack(A1)).toMatchObject({ Status: 'SUCCESS', writes: 0 });
  expect([on.aws.setting, on.aws.record]).toEqual([undefined, undefined]);
});

test('works on nothing but its own parameter', async () => {
  const a = stack();
  await a.create(A1);
  await a.delete(A1);
  expect(new Set(on.aws.of('GetParameter', 'PutParameter', 'DeleteParameter').map(({ body }) => body.Name as string)))
    .toEqual(new Set(['/cdk-bedrock-cris/model-invocation-logging']));
});

test.each(['succeeded', 'failed'])('nothing that work has left behind goes on after the answer that it %s', async (outcome) => {
  let leftover: Promise<string> | undefined;
  const handler = answerCloudFormation('some-kind', async (_event: unknown, stop) => {
    leftover = wait(300, 'went on', { signal: stop }).catch(({ name }: Error) => name);
    return outcome === 'succeeded' ? {} : Promise.reject(new Error('one of several steps failed'));
  });
  const event = cloudFormationEvent('Create', { endpoint: on.aws.endpoint, stack: stack().id, properties: {} });
  await handler(event, { logStreamName: 'stream', getRemainingTimeInMillis: () => 300_000 });
  expect(on.aws.answers).toMatchObject([{ Status: outcome === 'succeeded' ? 'SUCCESS' : 'FAILED' }]);
  expect(await leftover).toBe('AbortError');
});
