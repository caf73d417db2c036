import * as fc from 'fast-check';
import { describeDifference, findUnconfirmed, isSame, matches, normalize, writeCanonical } from '../../../src/lambda/logging/setting';
import { Flag, FLAGS, Setting } from '../../../src/lambda/logging/wire';
import { SEED } from '../../support/guest/scale';

const runs = { numRuns: 500, seed: SEED };

interface Plain {
  readonly group?: string;
  readonly role: string;
  readonly large?: string;
  readonly largePrefix: string;
  readonly bucket?: string;
  readonly prefix: string;
  readonly flags: boolean[];
}

const maybe = (...values: string[]) => fc.constantFrom(undefined, ...values);
const plain: fc.Arbitrary<Plain> = fc.record({
  group: maybe('group', 'Group'),
  role: fc.constantFrom('role/one', 'role/two'),
  large: maybe('large', 'huge'),
  largePrefix: fc.constantFrom('', 'a', 'a/'),
  bucket: maybe('bucket', 'bucket-2'),
  prefix: fc.constantFrom('', 'p', 'P'),
  flags: fc.array(fc.boolean(), { minLength: FLAGS.length, maxLength: FLAGS.length }),
}).filter(({ group, bucket }) => group !== undefined || bucket !== undefined);
/** How somebody may write down the same: each number is one choice. */
const style = fc.array(fc.nat(3), { minLength: 12, maxLength: 12 });

/** What a setting says, without anything that says nothing. */
function meaning({ group, role, large, largePrefix, bucket, prefix, flags }: Plain): string {
  return JSON.stringify([group && [group, role, large && [large, largePrefix]], bucket && [bucket, prefix], flags]);
}

function writtenAs({ group, role, large, largePrefix, bucket, prefix, flags }: Plain, choices: number[]): Setting {
  const location = (bucketName: string | undefined, keyPrefix: string, choice: number) =>
    bucketName === undefined ? [undefined, {}, { keyPrefix }, { bucketName: '' }][choice]
      : keyPrefix === ''
        ? [{ bucketName }, { bucketName, keyPrefix }, { keyPrefix, bucketName }, { bucketName, keyPrefix: undefined }][choice]
        : choice % 2 ? { keyPrefix, bucketName } : { bucketName, keyPrefix };
  const largeDataDeliveryS3Config = location(large, largePrefix, choices[0]);
  const cloudWatchConfig = group === undefined ? [undefined, {}, { roleArn: role }, { largeDataDeliveryS3Config }][choices[1]]
    : choices[1] % 2 ? { largeDataDeliveryS3Config, roleArn: role, logGroupName: group }
      : { logGroupName: group, roleArn: role, largeDataDeliveryS3Config };
  const written = FLAGS.map((flag, index): [string, Flag | undefined] => [flag,
    flags[index] ? [true, 'true' as const, undefined, true][choices[2 + index]]
      : choices[2 + index] % 2 ? 'false' : false]).filter(([, value]) => value !== undefined);
  const s3Config = location(bucket, prefix, choices[7]);
  const entries: [string, unknown][] = [['cloudWatchConfig', cloudWatchConfig], ['s3Config', s3Config], ...written];
  return Object.fromEntries(choices[8] % 2 ? entries.reverse() : entries) as Setting;
}

test('two settings are the same, however they are written, if and only if they mean the same', () => {
  fc.assert(fc.property(plain, plain, style, style, fc.boolean(), (one, another, first, second, twin) => {
    const other = twin ? one : another;
    const [a, b] = [writtenAs(one, first), writtenAs(other, second)];
    const same = meaning(one) === meaning(other);
    expect(isSame(a, b)).toBe(same);
    expect(describeDifference({ ...a, ...normalize(a) }, writtenAs(other, second)) === '').toBe(same);
  }), runs);
});

test('one changed member alone makes another setting, and the difference names it and no other', () => {
  const whole: Setting = {
    cloudWatchConfig: { logGroupName: 'group', roleArn: 'role', largeDataDeliveryS3Config: { bucketName: 'large', keyPrefix: 'a' } },
    s3Config: { bucketName: 'bucket', keyPrefix: 'p' },
  };
  const changes: [string, Setting][] = [
    ['cloudWatchConfig.logGroupName', { ...whole, cloudWatchConfig: { ...whole.cloudWatchConfig, logGroupName: 'x' } }],
    ['cloudWatchConfig.roleArn', { ...whole, cloudWatchConfig: { ...whole.cloudWatchConfig, roleArn: 'x' } }],
    ['cloudWatchConfig.largeDataDeliveryS3Config.bucketName',
      { ...whole, cloudWatchConfig: { ...whole.cloudWatchConfig, largeDataDeliveryS3Config: { bucketName: 'x', keyPrefix: 'a' } } }],
    ['cloudWatchConfig.largeDataDeliveryS3Config.keyPrefix',
      { ...whole, cloudWatchConfig: { ...whole.cloudWatchConfig, largeDataDeliveryS3Config: { bucketName: 'large', keyPrefix: 'A' } } }],
    ['s3Config.bucketName', { ...whole, s3Config: { bucketName: 'x', keyPrefix: 'p' } }],
    ['s3Config.keyPrefix', { ...whole, s3Config: { bucketName: 'bucket' } }],
    ...FLAGS.map((flag): [string, Setting] => [flag, { ...whole, [flag]: 'false' }]),
  ];
  for (const [member, changed] of changes) {
    expect(isSame(whole, changed)).toBe(false);
    expect(describeDifference(changed, whole)).toMatch(new RegExp(`^${member} is [^;]+, not [^;]+$`));
  }
  expect(describeDifference({ ...whole, audioDataDeliveryEnabled: false }, whole)).toBe('audioDataDeliveryEnabled is false, not true');
  expect(describeDifference({ ...whole, s3Config: { bucketName: 'bucket' } }, whole)).toBe('s3Config.keyPrefix is absent, not "p"');
});

test.each<[string, Setting | undefined]>([
  ['nothing', undefined], ['an empty one', {}], ['flags alone', { audioDataDeliveryEnabled: false }],
  ['destinations without names',
    { cloudWatchConfig: { roleArn: 'role', largeDataDeliveryS3Config: { bucketName: 'large' } }, s3Config: { keyPrefix: 'p' } }],
])('a setting of %s is logging switched off', (_, setting) => {
  expect(normalize(setting)).toBeUndefined();
  expect(isSame(setting, undefined)).toBe(true);
  expect(isSame(setting, { s3Config: { bucketName: 'bucket' } })).toBe(false);
});

test('what is sent means the same, says all five flags as booleans and nothing empty', () => {
  fc.assert(fc.property(plain, style, (one, choices) => {
    const setting = writtenAs(one, choices);
    const sent = JSON.parse(JSON.stringify(normalize(setting))) as Setting;
    expect(writeCanonical(sent)).toBe(writeCanonical(setting));
    expect(FLAGS.map((flag) => sent[flag])).toEqual(one.flags);
    expect(JSON.stringify(sent)).not.toMatch(/""|\{\}|null/);
    expect([sent.cloudWatchConfig?.logGroupName, sent.s3Config?.bucketName]).toEqual([one.group, one.bucket]);
  }), runs);
});

test('what Bedrock tells may be a setting if and only if nothing that is told differs', () => {
  const difference = fc.constantFrom('nothing', 'a flag', 'the bucket');
  fc.assert(fc.property(plain, style, fc.subarray([...FLAGS]), difference, (one, choices, untold, differs) => {
    const wish = writtenAs(one, choices);
    const told = JSON.parse(JSON.stringify(normalize(wish))) as Setting;
    const other = differs === 'the bucket' ? { ...told, s3Config: { bucketName: 'elsewhere' } }
      : differs === 'a flag' ? { ...told, textDataDeliveryEnabled: !told.textDataDeliveryEnabled } : told;
    const live = Object.fromEntries(Object.entries(other).filter(([key]) => !untold.some((flag) => flag === key)));
    const isHidden = differs === 'nothing' || (differs === 'a flag' && untold.includes('textDataDeliveryEnabled'));
    expect(matches(wish, live)).toBe(isHidden);
    expect(describeDifference(live, wish) === '').toBe(isHidden);
    expect(findUnconfirmed(wish, live)).toEqual(FLAGS.filter((flag, index) => untold.includes(flag) && !one.flags[index]));
  }), runs);
});
