import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { LoggingDestination, LoggingRemoval } from '../../src';
import { ACCOUNT, CAPE_TOWN } from '../support/decisions';
import { logging, resources, setting, statementsOf } from '../support/logging';

const BEDROCK = {
  StringEquals: { 'aws:SourceAccount': ACCOUNT },
  ArnLike: { 'aws:SourceArn': `arn:aws:bedrock:af-south-1:${ACCOUNT}:*` },
};

function warnings(stack: Stack, id: string): string[] {
  return Annotations.fromStack(stack).findWarning('*', Match.anyValue())
    .map(({ entry }) => String(entry.data)).filter((warning) => warning.includes(`[ack: cdk-bedrock-cris:logging.${id}]`));
}

test('nothing is created beside what is brought along, but the delivery role and the function', () => {
  const { stack } = logging((scope) => ({
    logGroup: logs.LogGroup.fromLogGroupName(scope, 'Mine', 'mine'), bucket: s3.Bucket.fromBucketName(scope, 'MyBucket', 'my-bucket'),
  }));
  expect(['AWS::KMS::Key', 'AWS::S3::Bucket', 'AWS::S3::BucketPolicy'].flatMap((type) => Object.keys(resources(stack, type)))).toEqual([]);
  expect(setting(stack).cloudWatchConfig).toMatchObject({ logGroupName: 'mine', largeDataDeliveryS3Config: { bucketName: 'my-bucket' } });
});

test('a bucket of the app gets its statements, and so does its key', () => {
  const { stack } = logging((scope) => ({
    destinations: [LoggingDestination.S3],
    bucket: new s3.Bucket(scope, 'Mine', {
      encryption: s3.BucketEncryption.KMS, encryptionKey: new kms.Key(scope, 'MyKey', { enableKeyRotation: true }), enforceSSL: true,
    }),
  }));
  const forBedrock = statementsOf(stack).filter(({ statement }) => statement.Principal?.Service === 'bedrock.amazonaws.com');
  expect(forBedrock.map(({ where, statement }) => [where.split(' ')[0], statement.Action])).toEqual([
    ['AWS::KMS::Key', 'kms:GenerateDataKey'], ['AWS::S3::BucketPolicy', 's3:PutObject'],
  ]);
  expect(warnings(stack, 'missingStatement')).toEqual([]);
});

test('for an imported bucket a warning shows the statement that its policy needs', () => {
  const { stack } = logging((scope) => ({ bucket: s3.Bucket.fromBucketName(scope, 'Mine', 'my-bucket'), keyPrefix: 'x' }));
  const [warning] = warnings(stack, 'missingStatement');
  const shown = JSON.parse(warning.slice(warning.indexOf('{'), warning.lastIndexOf('}') + 1));
  expect(shown).toMatchObject({ Effect: 'Allow', Action: 's3:PutObject', Principal: { Service: 'bedrock.amazonaws.com' } });
  expect(shown).toMatchObject({ Resource: `arn:aws:s3:::my-bucket/x/AWSLogs/${ACCOUNT}/BedrockModelInvocationLogs/*`, Condition: BEDROCK });
});

test('in an environment-agnostic stack it says what to fill in', () => {
  const { stack } = logging((scope) => ({ bucket: s3.Bucket.fromBucketName(scope, 'Mine', 'my-bucket') }), {});
  expect(warnings(stack, 'missingStatement')[0]).toMatch(new RegExp(
    '"arn:\\${AWS::Partition}:bedrock:\\${AWS::Region}:\\${AWS::AccountId}:.*' +
    ': names that begin with AWS:: are pseudo parameters of CloudFormation \\['));
});

test('for an imported key a warning shows both statements', () => {
  const { stack } = logging(
    (scope) => ({ encryptionKey: kms.Key.fromKeyArn(scope, 'Mine', `arn:aws:kms:af-south-1:${ACCOUNT}:key/mine`) }));
  expect(warnings(stack, 'missingStatement').map((warning) => /"Sid":"(\w+)"/.exec(warning)?.[1]))
    .toEqual(['EncryptLogGroup', 'EncryptInvocationRecords']);
});

test('a role of the app may write to the log group, before the setting is written', () => {
  const { stack, config } = logging((scope) => ({
    deliveryRole: new iam.Role(scope, 'Mine', { assumedBy: new iam.ServicePrincipal('bedrock.amazonaws.com', { conditions: BEDROCK }) }),
  }));
  const [{ where, statement }] = statementsOf(stack).filter(({ statement: { Sid } }) => Sid === 'WriteInvocationRecords');
  expect(statement.Action).toEqual(['logs:CreateLogStream', 'logs:PutLogEvents']);
  expect(setting(stack).cloudWatchConfig.roleArn).toEqual(stack.resolve(config.deliveryRole?.roleArn));
  const [{ DependsOn }] = Object.values(resources(stack, 'Custom::BedrockModelInvocationLogging'));
  expect(DependsOn).toContain(where.split(' ')[1]);
  expect(warnings(stack, 'deliveryRoleTrust')).toEqual([]);
});

test('what was added to a role stays with a setting that stays', () => {
  const { stack } = logging((scope) => ({
    onRemoval: LoggingRemoval.RETAIN, deliveryRole: iam.Role.fromRoleArn(scope, 'Mine', `arn:aws:iam::${ACCOUNT}:role/Mine`),
  }));
  expect(Object.values(resources(stack, 'AWS::IAM::Policy')).map(({ DeletionPolicy }) => DeletionPolicy)).toEqual(['RetainExceptOnCreate']);
});

test.each<[string, iam.IPrincipal, string]>([
  ['that Bedrock cannot assume', new iam.ServicePrincipal('ec2.amazonaws.com'),
    'does not trust bedrock.amazonaws.com, so the deployment fails'],
  ['that Bedrock can assume for anybody', new iam.ServicePrincipal('bedrock.amazonaws.com'),
    'trusts bedrock.amazonaws.com for every account'],
])('a role %s is warned of', (_, assumedBy, message) => {
  const { stack } = logging((scope) => ({ deliveryRole: new iam.Role(scope, 'Mine', { assumedBy }) }));
  expect(warnings(stack, 'deliveryRoleTrust').join()).toContain(`'deliveryRole' (Stack/Mine) ${message}`);
});

test('a role of another stack gets its permission from ours', () => {
  const app = new App();
  const other = new Stack(app, 'Other', { env: CAPE_TOWN });
  const role = new iam.Role(other, 'Mine', { assumedBy: new iam.ServicePrincipal('bedrock.amazonaws.com', { conditions: BEDROCK }) });
  const { stack } = logging({ deliveryRole: role }, CAPE_TOWN, app);
  expect(Object.keys(resources(stack, 'AWS::IAM::Policy'))).toHaveLength(1);
  expect(Object.keys(resources(other, 'AWS::IAM::Policy'))).toEqual([]);
});

test('for a role that is closed a warning shows the statement, and nothing is added', () => {
  const { stack } = logging(
    (scope) => ({ deliveryRole: iam.Role.fromRoleArn(scope, 'Mine', `arn:aws:iam::${ACCOUNT}:role/Mine`, { mutable: false }) }));
  expect(warnings(stack, 'missingStatement').join()).toMatch(new RegExp('the policy of \'deliveryRole\' cannot be changed .*' +
    '"logs:CreateLogStream".*\\. Replace each \\${…} with its value: LoggingLogGroup\\w+ is the logical ID of a resource'));
  expect(Object.keys(resources(stack, 'AWS::IAM::Policy'))).toEqual([]);
});

test('what was brought along with a setting that stays is warned of', () => {
  const own = (scope: Stack) => ({
    bucket: new s3.Bucket(scope, 'Mine', { enforceSSL: true }),
    deliveryRole: new iam.Role(scope, 'Role', { assumedBy: new iam.ServicePrincipal('bedrock.amazonaws.com', { conditions: BEDROCK }) }),
  });
  const { stack } = logging((scope) => ({ ...own(scope), onRemoval: LoggingRemoval.RETAIN }));
  expect(warnings(stack, 'broughtAlong').join()).toContain('\'bucket\', \'deliveryRole\' of this app may be removed. ' +
    'Keep them, and the statements that are added to their policies');
  expect(Object.values(resources(stack, 'AWS::IAM::Policy')).map(({ DeletionPolicy }) => DeletionPolicy)).toEqual(['RetainExceptOnCreate']);
  expect(warnings(logging(own).stack, 'broughtAlong')).toEqual([]);
  const one = logging((scope) => ({ bucket: own(scope).bucket, onRemoval: LoggingRemoval.RETAIN })).stack;
  expect(warnings(one, 'broughtAlong').join()).toContain('\'bucket\' of this app may be removed. Keep it, and the statements that are ' +
    'added to its policy');
});

test('an imported role is passed as it is', () => {
  const { stack } = logging(
    (scope) => ({ deliveryRole: iam.Role.fromRoleArn(scope, 'Mine', `arn:aws:iam::${ACCOUNT}:role/Mine`, { mutable: false }) }));
  expect(setting(stack).cloudWatchConfig.roleArn).toBe(`arn:aws:iam::${ACCOUNT}:role/Mine`);
  expect(Object.keys(resources(stack, 'AWS::IAM::Policy'))).toEqual([]);
});

test('large bodies can have a bucket of their own', () => {
  const { stack, config } = logging((scope) => ({
    destinations: [LoggingDestination.CLOUDWATCH_LOGS, LoggingDestination.S3],
    keyPrefix: 'records',
    largeDataBucket: s3.Bucket.fromBucketName(scope, 'Large', 'large'),
  }));
  expect(setting(stack).s3Config).toEqual({ bucketName: stack.resolve(config.bucket?.bucketName), keyPrefix: 'records' });
  expect(setting(stack).cloudWatchConfig.largeDataDeliveryS3Config).toEqual({ bucketName: 'large', keyPrefix: 'records' });
});
