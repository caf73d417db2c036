import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CASES } from './conflicts';
import { makeMotoPlace, Place } from './conflicts-places';
import { play } from './conflicts-play';
import { NOT_OURS, Setting } from '../../../src/lambda/logging/wire';
import { refused, SUCCESS, SUCCESS_WITHOUT_WRITES } from '../../support/guest/expected';
import type { Guest } from '../../support/guest/handler';
import { Moto } from '../../support/guest/moto';
import { group } from '../../support/guest/settings';
import { Stack } from '../../support/guest/stack';
import { describeWithJudges, judgeCalls } from '../../support/judges';

const GROUP = group('/bedrock/calls').cloudWatchConfig;
const WISH: Setting = {
  cloudWatchConfig: { ...GROUP, largeDataDeliveryS3Config: { bucketName: 'large-bodies', keyPrefix: '' } },
  s3Config: { bucketName: 'all-bodies', keyPrefix: 'bedrock' },
  textDataDeliveryEnabled: true,
  imageDataDeliveryEnabled: false,
  embeddingDataDeliveryEnabled: false,
};
const FOREIGN: Setting = { s3Config: { bucketName: 'foreign' } };

test('every judge is pinned to one version', () => {
  const lines = readFileSync(join(__dirname, '..', '..', '..', '.ci', 'judges.txt'), 'utf8').trim().split('\n');
  const pins = lines.filter((line) => !line.startsWith('#'));
  expect(pins.length).toBeGreaterThan(4);
  expect(pins).toEqual(pins.map(() => expect.stringMatching(/^[a-z\d[\]-]+==\d+(\.\d+)+$/)));
});

function judgeBodies(bodies: readonly string[]): string[][] {
  return judgeCalls('bedrock', bodies.map((body) => ({
    operation: 'PutModelInvocationLoggingConfiguration', parameters: JSON.parse(body) as Record<string, unknown>,
  })));
}

describeWithJudges('the handler against moto', () => {
  let moto: Moto;
  let place: Place;
  let guest: Guest;
  let stack: Stack;
  beforeAll(async () => {
    moto = await Moto.start();
    place = await makeMotoPlace(moto);
    ({ guest } = place);
  }, 30_000);
  beforeEach(async () => {
    await moto.reset();
    stack = new Stack(moto, guest, 'yours', place.stackIds!.yours);
  });
  afterAll(() => moto.close());

  test('the setting is written, and switched off with the resource', async () => {
    expect(await stack.deploy(WISH)).toMatchObject([{ Status: 'SUCCESS', Data: { FoundConfiguration: 'none' } }]);
    expect(await moto.readSetting()).toEqual({
      cloudWatchConfig: { ...GROUP, largeDataDeliveryS3Config: { bucketName: 'large-bodies' } },
      s3Config: { bucketName: 'all-bodies', keyPrefix: 'bedrock' },
      textDataDeliveryEnabled: true,
      imageDataDeliveryEnabled: false,
      embeddingDataDeliveryEnabled: false,
      videoDataDeliveryEnabled: true,
      audioDataDeliveryEnabled: true,
    });
    expect(await stack.delete()).toEqual([SUCCESS]);
    expect(await moto.readSetting()).toEqual({});
    expect(await moto.readClaim()).toBeUndefined();
  });

  test('the claim is Parameter Store\'s to grant once', async () => {
    expect(await stack.deploy(WISH)).toEqual([SUCCESS]);
    const claim = await moto.readClaim();
    expect(await new Stack(moto, guest, 'others', place.stackIds!.others).deploy(WISH)).toEqual([refused('M1'), SUCCESS_WITHOUT_WRITES]);
    expect(await moto.readClaim()).toBe(claim);
  });

  test('an event that comes after its operation is refused', async () => {
    expect(await stack.deploy(WISH)).toEqual([SUCCESS]);
    expect(await stack.again()).toEqual(refused('overtaken'));
  });

  test('an update that changes nothing of a foreign setting succeeds, and says whose it is', async () => {
    await stack.deploy(WISH);
    await moto.writeSetting(FOREIGN);
    const lines = guest.logs.length;
    expect(await stack.deploy(WISH, { properties: { PreviousBucketNames: [] } }))
      .toMatchObject([{ Status: 'SUCCESS', writes: 0, Data: { SettingOwner: 'SOMEBODY_ELSE' } }]);
    expect(guest.logs.slice(lines).filter((line) => line.startsWith(NOT_OURS))).toHaveLength(1);
    expect(await moto.readSetting()).toEqual(FOREIGN);
  });

  test('fails where CloudFormation does not know the stack, and touches nothing', async () => {
    const results = await new Stack(moto, guest, 'strangers').deploy(WISH);
    const failure = { Status: 'FAILED', writes: 0, Reason: expect.stringMatching(/^DescribeStacks: ValidationError: .*does not exist/) };
    expect(results).toMatchObject([failure, failure]);
    expect(await moto.readClaim()).toBeUndefined();
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
