import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CASES } from './conflicts';
import { makeMotoPlace } from './conflicts-places';
import { play } from './conflicts-play';
import type { Place } from './conflicts-world';
import type { LoggingResourceProperties, Setting } from '../../../src/lambda/logging/wire';
import { Answer, cloudFormationEvent, Occasion, RequestType } from '../../support/guest/event';
import type { Guest } from '../../support/guest/handler';
import { describeWithJudges, judgeBodies, Moto } from '../../support/guest/moto';
import { group } from '../../support/guest/settings';

const GROUP = group('/bedrock/calls').cloudWatchConfig;
/** As CloudFormation delivers it. */
const WISH: Setting = {
  cloudWatchConfig: { ...GROUP, largeDataDeliveryS3Config: { bucketName: 'large-bodies', keyPrefix: '' } },
  s3Config: { bucketName: 'all-bodies', keyPrefix: 'bedrock' },
  textDataDeliveryEnabled: 'true',
  imageDataDeliveryEnabled: 'false',
  embeddingDataDeliveryEnabled: 'false',
};

test('every judge is pinned to one version', () => {
  const pins = readFileSync(join(__dirname, '..', '..', '..', '.ci', 'judges.txt'), 'utf8').trim().split('\n').slice(1);
  expect(pins).toEqual(pins.map(() => expect.stringMatching(/^[a-z[\]-]+==\d+\.\d+\.\d+$/)));
});

describeWithJudges('the handler against moto', () => {
  let moto: Moto;
  let place: Place;
  let guest: Guest;
  let stack: string;
  beforeAll(async () => {
    moto = await Moto.start();
    place = await makeMotoPlace(moto);
    ({ guest, stacks: { yours: stack } } = place);
  }, 30_000);
  beforeEach(() => moto.reset());
  afterAll(() => moto.close());

  async function send(type: RequestType, occasion: Partial<Occasion> = {}): Promise<Answer> {
    const properties: LoggingResourceProperties = { OnExisting: 'REFUSE', OnRemoval: 'RESTORE_PREVIOUS', LoggingConfig: WISH };
    await guest.invoke(cloudFormationEvent(type, { endpoint: moto.endpoint, stack, properties, ...occasion }));
    return moto.answers.at(-1)!;
  }

  test('the setting is written, and switched off with the resource', async () => {
    expect(await send('Create')).toMatchObject({ Status: 'SUCCESS', Data: { FoundConfiguration: 'none' } });
    expect(await moto.readSetting()).toEqual({
      cloudWatchConfig: { ...GROUP, largeDataDeliveryS3Config: { bucketName: 'large-bodies' } },
      s3Config: { bucketName: 'all-bodies', keyPrefix: 'bedrock' },
      textDataDeliveryEnabled: true,
      imageDataDeliveryEnabled: false,
      embeddingDataDeliveryEnabled: false,
      videoDataDeliveryEnabled: true,
      audioDataDeliveryEnabled: true,
    });
    expect(await send('Delete')).toMatchObject({ Status: 'SUCCESS' });
    expect(await moto.readSetting()).toEqual({});
    expect(await moto.readRecord()).toBeUndefined();
  });

  test('the record is Parameter Store\'s to grant once', async () => {
    expect(await send('Create')).toMatchObject({ Status: 'SUCCESS' });
    const record = await moto.readRecord();
    expect(await send('Create', { stack: place.stacks.others })).toMatchObject({
      Status: 'FAILED', Reason: expect.stringContaining('is managed by the stack yours'),
    });
    expect(await moto.readRecord()).toBe(record);
  });

  test.each([
    ['CREATE_COMPLETE', 'FAILED'], ['UPDATE_ROLLBACK_IN_PROGRESS', 'SUCCESS'],
  ])('a stack that is %s has its update over a foreign setting answered with %s', async (status, answer) => {
    await send('Create');
    await moto.writeSetting({ s3Config: { bucketName: 'foreign' } });
    moto.stacks[stack] = status;
    const old = { OnExisting: 'REFUSE', OnRemoval: 'RETAIN', LoggingConfig: { s3Config: { bucketName: 'before' } } } as const;
    expect(await send('Update', { old })).toMatchObject({ Status: answer });
    expect(await moto.readSetting()).toEqual({ s3Config: { bucketName: 'foreign' } });
  });

  test('fails where CloudFormation does not know the stack, and touches nothing', async () => {
    await send('Create');
    await moto.writeSetting({ s3Config: { bucketName: 'foreign' } });
    const unknownStack = stack.replace('/yours/', '/strangers/').replace(/[^/]+$/, '00000000-0000-0000-0000-000000000000');
    const writes = moto.writes;
    expect(await send('Create', { stack: unknownStack }))
      .toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/^DescribeStacks: ValidationError: .*does not exist/) });
    expect(moto.writes).toBe(writes);
  });

  // A row takes moto a while, so each is played once, in turn with other modes.
  test.each(CASES.map((cases, turn) => cases[turn % cases.length]))('you $you, $found ($title): $happens', async ({ row, modes }) => {
    const { expected, seen } = await play(place, row, modes);
    expect(seen).toEqual(expected);
  });

  test('every body that was put is valid by botocore\'s model of Amazon Bedrock', () => {
    expect(moto.bodies.length).toBeGreaterThan(CASES.length);
    expect(judgeBodies(moto.bodies).flat()).toEqual([]);
  });
});

describeWithJudges('the judge of bodies', () => {
  const cloudWatchConfig = GROUP;
  const BAD: [name: string, loggingConfig: object | undefined, violation: RegExp][] = [
    ['no setting', undefined, /Missing required parameter in input: "loggingConfig"/],
    ['a flag that is a text', { cloudWatchConfig, textDataDeliveryEnabled: 'true' },
      /Invalid type for parameter loggingConfig.textDataDeliveryEnabled/],
    ['a member that is not there', { cloudWatchConfig, speechDataDeliveryEnabled: true },
      /Unknown parameter in loggingConfig: "speechDataDeliveryEnabled"/],
    ['a log group without a role', { cloudWatchConfig: { logGroupName: 'calls' } },
      /Missing required parameter in loggingConfig.cloudWatchConfig: "roleArn"/],
    ['a role that is none', { cloudWatchConfig: { ...GROUP, roleArn: 'arn:aws:iam::1:user/x' } }, /roleArn does not match/],
    ['a log group without a name', { cloudWatchConfig: { ...GROUP, logGroupName: '' } },
      /Invalid length for parameter loggingConfig.cloudWatchConfig.logGroupName/],
    ['a log group with too long a name', { cloudWatchConfig: { ...GROUP, logGroupName: 'x'.repeat(513) } },
      /logGroupName has 513 characters, at most 512/],
    ['a bucket without a name', { s3Config: { keyPrefix: 'x' } }, /Missing required parameter in loggingConfig.s3Config: "bucketName"/],
    ['a bucket with too long a name', { s3Config: { bucketName: 'x'.repeat(64) } }, /bucketName has 64 characters, at most 63/],
    ['a prefix that is too long', { s3Config: { bucketName: 'calls', keyPrefix: 'x'.repeat(1025) } },
      /keyPrefix has 1025 characters, at most 1024/],
    ['a prefix that is null', { s3Config: { bucketName: 'calls', keyPrefix: null } },
      /Invalid type for parameter loggingConfig.s3Config.keyPrefix/],
  ];
  let judged: string[][];
  beforeAll(() => {
    const settings = [...BAD.map(([, loggingConfig]) => loggingConfig), { cloudWatchConfig }];
    judged = judgeBodies(settings.map((loggingConfig) => JSON.stringify({ loggingConfig })));
  });

  test.each(BAD.map(([name,, violation], index) => ({ name, violation, index })))('fails $name', ({ violation, index }) => {
    expect(judged[index]).toEqual([expect.stringMatching(violation)]);
  });

  test('has nothing against a good one', () => {
    expect(judged.at(-1)).toEqual([]);
  });
});
