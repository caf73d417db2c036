import fc from 'fast-check';
import { ConstructPaths } from '../../../src/core/app/construct-paths';
import { readRecordings } from '../../../src/core/app/recordings';
import { References } from '../../../src/core/app/references';
import { readServing } from '../../../src/core/app/serving';
import { StackAt } from '../../../src/core/app/stack-at';

const OFF = {
  textDataDeliveryEnabled: false,
  imageDataDeliveryEnabled: false,
  embeddingDataDeliveryEnabled: false,
  videoDataDeliveryEnabled: false,
  audioDataDeliveryEnabled: false,
};
const MASKING = {
  Statement: [
    { Operation: { Audit: {} } },
    { DataIdentifier: ['arn:aws:dataprotection::aws:data-identifier/Name', 'Own'], Operation: { Deidentify: {} } },
  ],
};

const stackOf = (Resources: any, more: Partial<StackAt> = {}): StackAt => ({
  path: 'S',
  kind: 'stack',
  names: ['S'],
  account: '111122223333',
  region: 'af-south-1',
  file: 'S.template.json',
  template: { Resources },
  paths: ConstructPaths.NONE,
  ...more,
});

function read(Resources: any, more: Partial<StackAt> = {}) {
  const stacks = [stackOf(Resources, more)];
  return readRecordings(stacks, new References(stacks));
}

const setting = (LoggingConfig: unknown, more: object = {}) =>
  ({ Type: 'Custom::BedrockModelInvocationLogging', Properties: { LoggingConfig }, ...more });
const toGroup = { ...OFF, textDataDeliveryEnabled: 'true', cloudWatchConfig: { logGroupName: { Ref: 'Group' } } };
const group = (Properties: object, more: object = {}) => ({ Type: 'AWS::Logs::LogGroup', Properties, ...more });
const toBucket = (keyPrefix?: string) => ({
  ...OFF, textDataDeliveryEnabled: true, s3Config: { bucketName: { Ref: 'Bucket' }, keyPrefix },
});
const bucket = (Properties: object) => ({ Type: 'AWS::S3::Bucket', Properties });

test.each<[string, unknown, unknown]>([
  ['masked in a log group that masks text', group({ DataProtectionPolicy: MASKING }), 'masked'],
  ['full where it does not', group({}), 'full'],
  ['full where it only audits', group({ DataProtectionPolicy: { Statement: [{ Operation: { Audit: {} } }] } }), 'full'],
  ['not known where only the deployment knows the policy', group({ DataProtectionPolicy: { 'Fn::If': ['C', MASKING, {}] } }), undefined],
  ['not known where only some deployments have the log group', group({ DataProtectionPolicy: MASKING }, { Condition: 'C' }), undefined],
  ['not known where the resource is no log group', bucket({}), undefined],
])('prompts are %s', (_, resource, prompts) => {
  expect(read({ Setting: setting(toGroup), Group: resource })[0].prompts).toBe(prompts);
});

test('prompts are full where images are recorded too, which nothing masks', () => {
  const config = { ...toGroup, imageDataDeliveryEnabled: true };
  expect(read({ Setting: setting(config), Group: group({ DataProtectionPolicy: MASKING }) })[0].prompts).toBe('full');
});

test.each<[string, any, Partial<StackAt>]>([
  ['a flag is a parameter', setting({ ...toGroup, imageDataDeliveryEnabled: { Ref: 'Images' } }), {}],
  ['the whole setting is one', setting({ Ref: 'Config' }), {}],
  ['the setting has a condition', setting(toGroup, { Condition: 'C' }), {}],
  ['a macro changes the template', setting(toGroup), { unread: 'a macro' }],
])('prompts are not known where %s', (_, resource, more) => {
  expect(read({ Setting: resource, Group: group({ DataProtectionPolicy: MASKING }) }, more)[0].prompts).toBeUndefined();
});

test('a log group that is named by its text is found in the same account and Region only', () => {
  const config = { ...toGroup, cloudWatchConfig: { logGroupName: '/bedrock' } };
  const log = group({ LogGroupName: '/bedrock', RetentionInDays: '30' });
  const there = (region: string) => [stackOf({ Setting: setting(config) }), stackOf({ Log: log }, { path: 'T', region })];
  const retention = (stacks: StackAt[]) => readRecordings(stacks, new References(stacks))[0].stores[0].retention;
  expect(retention(there('af-south-1'))).toBe(30);
  expect(retention(there('eu-west-1'))).toBeUndefined();
});

const rule = (more: object) => ({ Status: 'Enabled', ExpirationInDays: 90, ...more });
test.each<[string, object, unknown]>([
  ['forever without rules', {}, 'forever'],
  ['by a rule on all', { LifecycleConfiguration: { Rules: [rule({})] } }, 90],
  ['by the shortest of two', { LifecycleConfiguration: { Rules: [rule({}), rule({ ExpirationInDays: 30 })] } }, 30],
  ['forever where the rule is off', { LifecycleConfiguration: { Rules: [rule({ Status: 'Disabled' })] } }, 'forever'],
  ['forever where the rule is on other objects', { LifecycleConfiguration: { Rules: [rule({ Prefix: 'other/' })] } }, 'forever'],
  ['by a rule on the records\' prefix', { LifecycleConfiguration: { Rules: [rule({ Prefix: 'records/' })] } }, 90],
  ['forever where tags are needed', { LifecycleConfiguration: { Rules: [rule({ TagFilters: [{ Key: 'a', Value: 'b' }] })] } }, 'forever'],
  ['forever where older versions stay', {
    LifecycleConfiguration: { Rules: [rule({})] }, VersioningConfiguration: { Status: 'Enabled' },
  }, 'forever'],
  ['with older versions', {
    LifecycleConfiguration: { Rules: [rule({ NoncurrentVersionExpiration: { NoncurrentDays: 7 } })] },
    VersioningConfiguration: { Status: 'Enabled' },
  }, 97],
  ['not known for a parameter', { LifecycleConfiguration: { Rules: [rule({ ExpirationInDays: { Ref: 'Days' } })] } }, undefined],
  ['not known for a date', { LifecycleConfiguration: { Rules: [rule({ ExpirationDate: '2027-01-01' })] } }, undefined],
  ['not known for rules by a condition', { LifecycleConfiguration: { 'Fn::If': ['C', {}, {}] } }, undefined],
])('a bucket keeps records %s', (_, properties, retention) => {
  expect(read({ Setting: setting(toBucket('records')), Bucket: bucket(properties) })[0].stores[0].retention).toBe(retention);
});

test.each<[string, object, unknown]>([
  ['a key of its own', { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: { Ref: 'Key' } }, 'KMS key'],
  ['AWS\'s key', { SSEAlgorithm: 'aws:kms' }, 'AWS'],
  ['AES256', { SSEAlgorithm: 'AES256' }, 'AWS'],
  ['what only the deployment knows', { SSEAlgorithm: { Ref: 'Algorithm' } }, undefined],
  ['a key by a condition', { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: { 'Fn::If': ['C', 'a', { Ref: 'AWS::NoValue' }] } }, undefined],
])('a bucket is encrypted by %s', (_, byDefault, encryption) => {
  const properties = { BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: byDefault }] } };
  expect(read({ Setting: setting(toBucket()), Bucket: bucket(properties) })[0].stores[0].encryption).toBe(encryption);
});

/** Odd values, among which are those that would be read. */
const odd = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom<unknown>(null, undefined, 0, 1, '', 'true', true, [], {}, { Ref: 'Group' }, { Ref: 'Setting' }, { 'Fn::If': 1 },
      { 'Fn::GetAtt': 'Group' }, { 'Fn::GetAtt': [] }, { 'Fn::Join': 1 }, { 'Fn::Sub': '${Group}' }, { Ref: 1 },
      '{ $.inferenceRegion = "*" }'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(
      'LoggingConfig', 'cloudWatchConfig', 'logGroupName', 's3Config', 'bucketName', 'keyPrefix', 'textDataDeliveryEnabled', 'Statement',
      'Operation', 'Deidentify', 'DataIdentifier', 'Rules', 'Status', 'ServerSideEncryptionConfiguration', 'roleArn', 'Metric',
      'MetricStat', 'MetricName', 'MetricNamespace', 'ServerSideEncryptionByDefault',
    ), tie('value'), { maxKeys: 4 }),
  ),
})).value;
const properties = (...names: string[]) => fc.oneof(odd, fc.record(Object.fromEntries(names.map((name) => [name, odd]))));

test('odd templates never throw', () => {
  fc.assert(fc.property(
    properties('LoggingConfig'),
    fc.record({ cloudWatchConfig: odd, s3Config: odd, textDataDeliveryEnabled: odd }),
    properties('RetentionInDays', 'KmsKeyId', 'DataProtectionPolicy', 'LogGroupName'),
    properties('LifecycleConfiguration', 'VersioningConfiguration', 'BucketEncryption', 'BucketName'),
    properties('FilterPattern', 'MetricTransformations'),
    properties('Metrics', 'MetricName', 'Namespace'),
    odd,
    (any, config, log, store, filter, alarm, rest) => {
      const stacks = [stackOf({
        Any: { Type: 'Custom::BedrockModelInvocationLogging', Properties: any },
        Setting: setting({ ...config, largeDataDeliveryS3Config: rest }),
        Groups: setting({ ...toGroup, s3Config: { bucketName: { Ref: 'Bucket' } } }),
        Group: { Type: 'AWS::Logs::LogGroup', Properties: log, Metadata: rest },
        Bucket: { Type: 'AWS::S3::Bucket', Properties: store },
        Filter: { Type: 'AWS::Logs::MetricFilter', Properties: filter },
        Alarm: { Type: 'AWS::CloudWatch::Alarm', Properties: alarm },
        Rest: rest,
      })];
      const references = new References(stacks);
      readRecordings(stacks, references);
      readServing(stacks, references);
    },
  ), { numRuns: 500 });
});
