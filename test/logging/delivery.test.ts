import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import {
  BedrockLoggingConfig, BedrockLoggingConfigProps, ClaudeModel, ExistingLogging, LoggingDestination, LoggingRemoval, PromptRecording,
} from '../../src';
import { CLAIM_PARAMETER, NOT_OURS } from '../../src/lambda/logging/wire';
import { HANDLER_CODE } from '../../src/logging/handler.generated';
import { CAPE_TOWN } from '../support/decisions';
import { configIn, logging, LoggingProps, only, resources, setting, statementsOf, text } from '../support/logging';
import { accept } from '../support/nag';
import { warningsOf } from '../support/warnings';

const { CLOUDWATCH_LOGS, S3 } = LoggingDestination;
const groupIn = (stack: Stack) => logs.LogGroup.fromLogGroupName(stack, 'Mine', 'mine');
const roleIn = (stack: Stack) => iam.Role.fromRoleArn(stack, 'MyRole', 'arn:aws:iam::111122223333:role/mine');
const EVERYTHING = { destinations: [CLOUDWATCH_LOGS, S3], keyPrefix: 'bedrock', largeDataKeyPrefix: 'large/bodies' };

test('everything goes where the props say', () => {
  const { stack, config } = logging(EVERYTHING);
  const { cloudWatchConfig, s3Config } = setting(stack);
  const resolve = (value?: string) => stack.resolve(value);
  expect(cloudWatchConfig.logGroupName).toEqual(resolve(config.logGroup?.logGroupName));
  expect(cloudWatchConfig.roleArn).toEqual(resolve(config.deliveryRole?.roleArn));
  expect(cloudWatchConfig.largeDataDeliveryS3Config).toEqual({ bucketName: resolve(config.bucket?.bucketName), keyPrefix: 'large/bodies' });
  expect(s3Config).toEqual({ bucketName: resolve(config.bucket?.bucketName), keyPrefix: 'bedrock' });
});

test('what depends on the construct waits for the setting, too', () => {
  const { stack, config } = logging();
  const caller = new iam.Role(stack, 'Caller', { assumedBy: new iam.AccountRootPrincipal(), roleName: 'caller' });
  caller.node.addDependency(config);
  const [settingId] = Object.keys(resources(stack, 'Custom::BedrockModelInvocationLogging'));
  const [waiting] = Object.values(resources(stack, 'AWS::IAM::Role')).filter(({ Properties }) => Properties.RoleName === 'caller');
  expect(waiting.DependsOn).toContain(settingId);
});

test('CloudWatch Logs alone makes no bucket when large data stays out', () => {
  const { stack, config } = logging({ largeData: false });
  expect([config.bucket, config.largeDataBucket]).toEqual([undefined, undefined]);
  expect(resources(stack, 'AWS::S3::Bucket')).toEqual({});
  expect(Object.keys(setting(stack).cloudWatchConfig)).toEqual(['logGroupName', 'roleArn']);
});

test('S3 alone makes no log group and no delivery role', () => {
  const { stack, config } = logging({ destinations: [S3] });
  expect([config.logGroup, config.deliveryRole]).toEqual([undefined, undefined]);
  expect(setting(stack)).not.toHaveProperty('cloudWatchConfig');
  expect(Object.keys(resources(stack, 'AWS::IAM::Role'))).toHaveLength(1); // the function's
  expect(statementsOf(stack).filter(({ statement }) => statement.Action === 'iam:PassRole')).toEqual([]);
});

test('Bedrock may write to its one log stream, named after the log group', () => {
  const { stack } = logging({ logGroupName: '/bedrock/invocations' });
  const [{ statement }] = statementsOf(stack).filter(({ where }) => where.includes('DeliveryRole') && !where.includes('Writer')).slice(1);
  const [logGroup] = Object.keys(resources(stack, 'AWS::Logs::LogGroup'));
  expect(statement.Action).toEqual(['logs:CreateLogStream', 'logs:PutLogEvents']);
  expect(text(statement.Resource))
    .toBe(`arn:aws:logs:af-south-1:111122223333:log-group:<${logGroup}>:log-stream:aws/bedrock/modelinvocations`);
});

test('Bedrock may put objects under both prefixes of this account', () => {
  const { stack } = logging(EVERYTHING);
  const puts = statementsOf(stack).filter(({ statement }) => statement.Action === 's3:PutObject')
    .map(({ statement }) => text(statement.Resource));
  expect(puts.map((arn) => arn.replace(/^<.*\.Arn>/, ''))).toEqual([
    '/bedrock/AWSLogs/111122223333/BedrockModelInvocationLogs/*',
    '/large/bodies/AWSLogs/111122223333/BedrockModelInvocationLogs/*',
  ]);
});

test('a prefix may end in a slash, as Bedrock tells it: objects may lie on either side of it', () => {
  const { stack, config } = logging({ destinations: [S3], keyPrefix: 'invocation-logs/' });
  const reader = new iam.Role(stack, 'Auditor', { assumedBy: new iam.AccountRootPrincipal() });
  config.grantRead(reader);
  accept(reader, 'AwsSolutions-IAM5', 'As aws-cdk-lib grants to read the objects');
  expect(setting(stack).s3Config.keyPrefix).toBe('invocation-logs/');
  const [{ statement }] = statementsOf(stack).filter(({ statement: { Action } }) => Action === 's3:PutObject');
  const folders = ['/invocation-logs/', '/invocation-logs//'].map((folder) => `${folder}AWSLogs/111122223333/BedrockModelInvocationLogs/*`);
  expect(statement.Resource.map(text).map((arn: string) => arn.replace(/^<.*\.Arn>/, ''))).toEqual(folders);
  const readable = statementsOf(stack).filter(({ where }) => where.includes('AuditorDefaultPolicy'))
    .flatMap(({ statement: { Resource } }) => [Resource].flat().map(text)).map((arn) => arn.replace(/^<.*\.Arn>/, ''));
  expect(readable).toEqual(expect.arrayContaining(folders));
});

test.each(['/x', 'a b', 'x//y', 'Ä'])('a prefix that others chose can be adopted: %s', (keyPrefix) => {
  const { stack } = logging({ destinations: [S3], keyPrefix, onExisting: ExistingLogging.ADOPT });
  expect(setting(stack).s3Config.keyPrefix).toBe(keyPrefix);
});

test('records and large bodies in one place need one statement', () => {
  const { stack } = logging({ destinations: [CLOUDWATCH_LOGS, S3], keyPrefix: 'bedrock' });
  expect(statementsOf(stack).filter(({ statement }) => statement.Action === 's3:PutObject')).toHaveLength(1);
});

test('every service is trusted for this account and Region only', () => {
  const { stack } = logging(EVERYTHING);
  const services = statementsOf(stack)
    .filter(({ statement }) => statement.Principal?.Service !== undefined && statement.Principal.Service !== 'lambda.amazonaws.com');
  expect(services).toHaveLength(5); // the delivery role's trust, two of the bucket, two of the key
  for (const { statement: { Principal, Condition } } of services) {
    if (text(Principal.Service) === 'logs.af-south-1.amazonaws.com') {
      expect(text(Condition.ArnLike['kms:EncryptionContext:aws:logs:arn'])).toBe('arn:aws:logs:af-south-1:111122223333:log-group:*');
    } else {
      expect(Principal.Service).toBe('bedrock.amazonaws.com');
      expect(Condition.StringEquals['aws:SourceAccount']).toBe('111122223333');
      expect(text(Condition.ArnLike['aws:SourceArn'])).toBe('arn:aws:bedrock:af-south-1:111122223333:*');
    }
  }
});

test('a named log group is the only one that its key encrypts', () => {
  const { stack } = logging({ logGroupName: '/bedrock/invocations', largeData: false });
  const [{ statement }] = statementsOf(stack).filter(({ statement: { Sid } }) => Sid === 'EncryptLogGroup');
  expect(text(statement.Condition.ArnLike['kms:EncryptionContext:aws:logs:arn']))
    .toBe('arn:aws:logs:af-south-1:111122223333:log-group:/bedrock/invocations');
});

test('what is created is encrypted with a key that rotates, and takes TLS only', () => {
  const { stack } = logging(EVERYTHING);
  const [key] = Object.keys(resources(stack, 'AWS::KMS::Key'));
  expect(only(stack, 'AWS::KMS::Key').Properties.EnableKeyRotation).toBe(true);
  const groups = Object.values(resources(stack, 'AWS::Logs::LogGroup')).filter(({ Properties }) => Properties.KmsKeyId);
  expect(groups.map(({ Properties }) => text(Properties.KmsKeyId))).toEqual([`<${key}.Arn>`]);
  const { BucketEncryption } = only(stack, 'AWS::S3::Bucket').Properties;
  const [{ ServerSideEncryptionByDefault: encryption }] = BucketEncryption.ServerSideEncryptionConfiguration;
  expect(text(encryption.KMSMasterKeyID)).toBe(`<${key}.Arn>`);
  const denied = statementsOf(stack).filter(({ statement }) => statement.Effect === 'Deny');
  expect(denied.map(({ statement }) => statement.Condition)).toEqual([{ Bool: { 'aws:SecureTransport': 'false' } }]);
});

test('only what has no resource type is allowed on every resource', () => {
  const { stack } = logging(EVERYTHING);
  const everywhere = statementsOf(stack).filter(({ where, statement }) => statement.Resource === '*' && !where.startsWith('AWS::KMS::Key'));
  expect(everywhere.map(({ statement }) => statement.Action)).toEqual([[
    'bedrock:GetModelInvocationLoggingConfiguration', 'bedrock:PutModelInvocationLoggingConfiguration',
    'bedrock:DeleteModelInvocationLoggingConfiguration',
  ]]);
});

test('the function may pass the delivery role and previous ones, to Bedrock', () => {
  const { stack } = logging({ previousRoleArns: ['arn:aws:iam::111122223333:role/Before'] });
  const passed = statementsOf(stack).filter(({ statement: { Action } }) => Action === 'iam:PassRole').map(({ statement }) => statement);
  const delivery = Object.keys(resources(stack, 'AWS::IAM::Role')).find((id) => id.includes('DeliveryRole'));
  expect(passed.map(({ Resource }) => text(Resource))).toEqual([`<${delivery}.Arn>`, 'arn:aws:iam::111122223333:role/Before']);
  expect(passed.map(({ Condition }) => Condition))
    .toEqual(Array(2).fill({ StringEquals: { 'iam:PassedToService': 'bedrock.amazonaws.com' } }));
});

test('the function writes the setting of its own Region only', () => {
  const { stack } = logging({}, {});
  const [{ statement }] = statementsOf(stack).filter(({ statement: { Sid } }) => Sid === 'Setting');
  expect(statement.Condition).toEqual({ StringEquals: { 'aws:RequestedRegion': { Ref: 'AWS::Region' } } });
});

test('policies know the role of the function by its path', () => {
  const { stack } = logging();
  const writer = Object.entries(resources(stack, 'AWS::IAM::Role')).find(([id]) => id.includes('Writer'))![1];
  expect(writer.Properties).toMatchObject({ Path: '/cdk-bedrock-cris/' });
  expect(writer.Properties).not.toHaveProperty('RoleName');
});

test('the setting of a construct that is renamed, or moved within its stack, is the same resource', () => {
  const idsOf = (place: (stack: Stack) => Construct, id: string) => {
    const stack = new Stack(new App(), 'Stack', { env: CAPE_TOWN });
    new BedrockLoggingConfig(place(stack), id, { prompts: PromptRecording.METADATA_ONLY });
    return ['Custom::BedrockModelInvocationLogging', 'AWS::Lambda::Function'].map((type) => Object.keys(resources(stack, type)));
  };
  const ids = idsOf((stack) => stack, 'Logging');
  expect(ids.flat().map((logicalId) => logicalId.slice(0, -8))).toEqual(['BedrockLoggingWriterSetting', 'BedrockLoggingWriterHandler']);
  expect(idsOf((stack) => stack, 'Renamed')).toEqual(ids);
  expect(idsOf((stack) => new Construct(stack, 'Moved'), 'Elsewhere')).toEqual(ids);
});

test.each<[string, LoggingProps, boolean]>([
  ['its own role', {}, true],
  ['its own bucket', { destinations: [S3] }, true],
  ['a bucket for large data alone', (scope) => ({ logGroup: groupIn(scope), deliveryRole: roleIn(scope) }), true],
  ['what was brought along', (scope) => ({ logGroup: groupIn(scope), deliveryRole: roleIn(scope), largeData: false }), false],
])('the setting cannot outlive the construct with %s', (_, props, needsConstruct) => {
  const { stack } = logging(props);
  expect(only(stack, 'Custom::BedrockModelInvocationLogging').Properties.NeedsConstruct).toBe(needsConstruct);
});

test('every role that is created has the boundary', () => {
  const { stack } = logging((scope) => ({ permissionsBoundary: iam.ManagedPolicy.fromManagedPolicyName(scope, 'Boundary', 'team') }));
  const roles = Object.values(resources(stack, 'AWS::IAM::Role'));
  expect(roles.map(({ Properties }) => text(Properties.PermissionsBoundary)))
    .toEqual(Array(2).fill('arn:aws:iam::111122223333:policy/team'));
});

test('the handler is in the template, and there is no other asset', () => {
  const app = new App();
  const { stack } = logging({}, undefined, app);
  expect(only(stack, 'AWS::Lambda::Function').Properties.Code).toEqual({ ZipFile: HANDLER_CODE });
  const assets = Object.values(app.synth().getStackByName(stack.stackName).manifest.metadata ?? {}).flat()
    .filter(({ type }) => type === 'aws:cdk:asset');
  expect(assets).toEqual([]);
});

test('no request reaches the function after CloudFormation has given up, and none twice', () => {
  const { stack } = logging();
  const { MaximumEventAgeInSeconds: age, MaximumRetryAttempts: retries } = only(stack, 'AWS::Lambda::EventInvokeConfig').Properties;
  const timeout = Number(only(stack, 'Custom::BedrockModelInvocationLogging').Properties.ServiceTimeout);
  expect(age + only(stack, 'AWS::Lambda::Function').Properties.Timeout).toBeLessThan(timeout);
  expect(retries).toBe(0);
});

test('the setting is written when what it needs is there, and removed before the function is', () => {
  const { stack } = logging(EVERYTHING);
  const needed = ['AWS::S3::BucketPolicy', 'AWS::Lambda::Function', 'AWS::Lambda::EventInvokeConfig']
    .flatMap((type) => Object.keys(resources(stack, type)));
  const writerRole = Object.keys(resources(stack, 'AWS::IAM::Role')).find((id) => id.includes('Writer'));
  expect(only(stack, 'Custom::BedrockModelInvocationLogging').DependsOn).toEqual(expect.arrayContaining([...needed, writerRole]));
});

test('in an environment-agnostic stack the deployment fills in account and Region', () => {
  const { stack } = logging({}, {});
  const [{ statement }] = statementsOf(stack).filter(({ where }) => where.includes('DeliveryRole'));
  expect(text(statement.Condition.ArnLike['aws:SourceArn'])).toBe('arn:aws:bedrock:<AWS::Region>:<AWS::AccountId>:*');
});

test('what was found and written can be passed on', () => {
  const { stack, config } = logging();
  const [id] = Object.keys(resources(stack, 'Custom::BedrockModelInvocationLogging'));
  expect(stack.resolve(config.foundConfiguration)).toEqual({ 'Fn::GetAtt': [id, 'FoundConfiguration'] });
  expect(stack.resolve(config.writtenConfiguration)).toEqual({ 'Fn::GetAtt': [id, 'WrittenConfiguration'] });
  expect(stack.resolve(config.settingOwner)).toEqual({ 'Fn::GetAtt': [id, 'SettingOwner'] });
});

test('by default a removal leaves the records and their key, and takes the rest along', () => {
  const { stack } = logging(EVERYTHING);
  const kept = Object.values(Template.fromStack(stack).toJSON().Resources as Record<string, any>)
    .filter(({ DeletionPolicy = 'Delete' }) => DeletionPolicy !== 'Delete').map(({ Type, DeletionPolicy }) => `${Type} ${DeletionPolicy}`);
  // In a bucket Bedrock leaves an object even when the first deployment fails.
  expect(kept.sort()).toEqual(['AWS::KMS::Key Retain', 'AWS::Logs::LogGroup RetainExceptOnCreate', 'AWS::S3::Bucket Retain']);
});

test('a setting that stays keeps all that it needs', () => {
  const { stack } = logging({ ...EVERYTHING, onRemoval: LoggingRemoval.RETAIN });
  const findUnkept = (type: string) =>
    Object.values(resources(stack, type)).filter(({ DeletionPolicy = 'Delete' }) => DeletionPolicy === 'Delete');
  expect(findUnkept('AWS::S3::Bucket')).toEqual([]);
  expect(findUnkept('AWS::S3::BucketPolicy')).toEqual([]);
  expect(findUnkept('AWS::KMS::Key')).toEqual([]);
  expect(findUnkept('AWS::IAM::Role').map(({ Properties }) => Properties.Description))
    .toEqual(['Writes the model invocation logging setting of Amazon Bedrock']);
  expect(findUnkept('AWS::Logs::LogGroup').map(({ Properties }) => Properties.RetentionInDays)).toEqual([90]); // the function's own
});

test('by default a setting is neither replaced nor left, and records are kept for a year', () => {
  const { stack } = logging(EVERYTHING);
  expect(only(stack, 'Custom::BedrockModelInvocationLogging').Properties)
    .toMatchObject({ OnExisting: 'REFUSE', OnRemoval: 'RESTORE_PREVIOUS', PreviousRoleArns: [], PreviousBucketNames: [] });
  const { LifecycleConfiguration: { Rules }, VersioningConfiguration } = only(stack, 'AWS::S3::Bucket').Properties;
  expect(Rules)
    .toEqual([expect.objectContaining({ ExpirationInDays: 365, NoncurrentVersionExpiration: { NoncurrentDays: 30 }, Status: 'Enabled' })]);
  expect(VersioningConfiguration.Status).toBe('Enabled');
  expect(Object.values(resources(stack, 'AWS::Logs::LogGroup')).map(({ Properties }) => Properties.RetentionInDays))
    .toEqual([365, 90]); // and the function's
});

test('the removal policy is that of all that keeps records', () => {
  const { stack } = logging({ ...EVERYTHING, removalPolicy: RemovalPolicy.DESTROY });
  const stores = ['AWS::S3::Bucket', 'AWS::KMS::Key', 'AWS::Logs::LogGroup'].flatMap((type) => Object.values(resources(stack, type)));
  expect(stores.map(({ DeletionPolicy }) => DeletionPolicy)).toEqual(Array(4).fill('Delete'));
});

test('the function may touch the one parameter that is the claim', () => {
  const { stack } = logging();
  const [{ statement }] = statementsOf(stack).filter(({ statement: { Sid } }) => Sid === 'Claim');
  expect(text(statement.Resource)).toBe(`arn:aws:ssm:af-south-1:111122223333:parameter${CLAIM_PARAMETER}`);
});

test('roles may be made beforehand', () => {
  const app = new App();
  iam.Role.customizeRoles(app,
    { usePrecreatedRoles: { 'Stack/Logging/DeliveryRole': 'delivery', 'Stack/BedrockLoggingWriter/Role': 'writer' } });
  const stack = new Stack(app, 'Stack', { env: CAPE_TOWN }); // the policies are not ours to sweep
  configIn(stack);
  expect(text(setting(stack).cloudWatchConfig.roleArn)).toBe('arn:aws:iam::111122223333:role/delivery');
});

test('readers get the events, the objects under both prefixes, and the key', () => {
  const { stack, config } = logging((scope) => ({ ...EVERYTHING, largeDataBucket: s3.Bucket.fromBucketName(scope, 'Large', 'large') }));
  const reader = new iam.Role(stack, 'Auditor', { assumedBy: new iam.AccountRootPrincipal() });
  expect(config.grantRead(reader).success).toBe(true);
  accept(reader, 'AwsSolutions-IAM5', 'As aws-cdk-lib grants to read the objects under a prefix');
  const actions = statementsOf(stack).filter(({ where }) => where.includes('AuditorDefaultPolicy'))
    .flatMap(({ statement }) => statement.Action);
  expect(actions).toEqual(expect.arrayContaining(['logs:FilterLogEvents', 'logs:StartQuery', 's3:GetObject*', 'kms:Decrypt']));
  expect(actions).toContain('logs:GetQueryResults');
  expect(actions).not.toContain('logs:Unmask');
  const objects = statementsOf(stack)
    .filter(({ where, statement }) => where.includes('AuditorDefaultPolicy') && statement.Action.includes('s3:GetObject*'))
    .flatMap(({ statement }) => statement.Resource.map(text));
  expect(objects.map((arn) => arn.replace(/^<.*\.Arn>/, 'created'))).toEqual([
    'created', 'created/bedrock/AWSLogs/111122223333/BedrockModelInvocationLogs/*',
    'arn:aws:s3:::large', 'arn:aws:s3:::large/large/bodies/AWSLogs/111122223333/BedrockModelInvocationLogs/*',
  ]);
});

test.each<[string, (stack: Stack) => iam.IGrantable, string]>([
  ['a closed role', (stack) => iam.Role.fromRoleArn(stack, 'Closed', 'arn:aws:iam::111122223333:role/x', { mutable: false }),
    'are closed to this app'],
  ['a role of another account', (stack) => iam.Role.fromRoleArn(stack, 'Foreign', 'arn:aws:iam::444455556666:role/x'),
    'of account 444455556666'],
  ['a service', () => new iam.ServicePrincipal('lambda.amazonaws.com'), ', which has no policy of its own'],
])('fails to let %s read', (_, reader, message) => {
  const { stack, config } = logging();
  expect(() => config.grantRead(reader(stack))).toThrow(new RegExp(
    `^Stack/Logging: 'grantee' must be a role, user or group whose policies .*${message}`));
});

test.each<[string, Partial<BedrockLoggingConfigProps>, string[]]>([
  ['CloudWatch Logs with large bodies', {}, ['ModelInvocationLogsCloudWatchDelivery', 'ModelInvocationLargeDataS3Delivery']],
  ['S3 alone', { destinations: [S3] }, ['ModelInvocationLogsS3Delivery']],
  ['masked prompts', { prompts: PromptRecording.MASKED }, ['ModelInvocationLogsCloudWatchDelivery']],
  ['everything', { destinations: [CLOUDWATCH_LOGS, S3] },
    ['ModelInvocationLogsCloudWatchDelivery', 'ModelInvocationLogsS3Delivery', 'ModelInvocationLargeDataS3Delivery']],
])('%s is watched where it is delivered', (_, props, metrics) => {
  const { stack, config } = logging(props);
  const failures = config.addAlarms('Alarms').alarms.filter(({ node }) => node.path.includes('/DeliveryFailure/'));
  const watched = failures.map((alarm) => (alarm as cloudwatch.Alarm).metric as cloudwatch.Metric);
  expect(watched.map(({ metricName }) => metricName)).toEqual(metrics.map((metric) => `${metric}Failure`));
  config.addDashboard('Dashboard');
  const { widgets } = JSON.parse(text(only(stack, 'AWS::CloudWatch::Dashboard').Properties.DashboardBody));
  const graphed = widgets.filter(({ type }: any) => type === 'metric')
    .flatMap(({ properties }: any) => properties.metrics.map((one: any[]) => one.slice(0, 2).join(' ')));
  expect(graphed).toEqual(metrics.flatMap((metric) => [`AWS/Bedrock ${metric}Success`, `AWS/Bedrock ${metric}Failure`]));
  expect(widgets.some(({ type }: any) => type === 'log')).toBe(config.logGroup !== undefined);
});

test('a change of the setting by this stack sets off no alarm, and one by anybody else does', () => {
  const { stack, config } = logging();
  config.addAlarms('Alarms');
  const { EventPattern } = only(stack, 'AWS::Events::Rule').Properties;
  const roles = EventPattern.detail.userIdentity.sessionContext.sessionIssuer.arn;
  const [writer] = Object.keys(resources(stack, 'AWS::IAM::Role')).filter((id) => id.startsWith('BedrockLoggingWriterRole'));
  expect(roles).toEqual([{ exists: false }, { 'anything-but': [{ 'Fn::GetAtt': [writer, 'Arn'] }] }]);
});

test('a deployment that finds a setting which is not its own sets off an alarm', () => {
  const { stack, config } = logging();
  const paths = config.addAlarms('Alarms').alarms.map(({ node }) => node.path);
  expect(paths).toContain('Stack/Logging/Alarms/LoggingChanges/NotOursAlarm');
  const filters = Object.values(resources(stack, 'AWS::Logs::MetricFilter'))
    .filter(({ Properties }) => Properties.FilterPattern.includes(NOT_OURS));
  expect(filters.map(({ Properties }) => [Properties.FilterPattern, text(Properties.LogGroupName)]))
    .toEqual([['"SETTING_OF_SOMEBODY_ELSE"', expect.stringMatching(/^<BedrockLoggingWriterLog/)]]);
});

test('a second addAlarms is warned of the alarms that it repeats', () => {
  const { stack, config } = logging();
  config.addAlarms('Alarms');
  const off = { enabled: false };
  config.addAlarms('Quiet', { models: [ClaudeModel.SONNET_5_5], deliveryFailure: off, missingRegion: off, loggingChanges: off });
  const applicationProfiles = [{ name: 'billing', profileId: 'a1b2c3', model: ClaudeModel.SONNET_5_5 }];
  config.addAlarms('Profiles', { applicationProfiles });
  const repeated = warningsOf(stack).filter((warning) => warning.includes('monitoring.repeatedAlarms'));
  expect(repeated).toEqual([expect.stringContaining('Stack/Logging/Profiles: an earlier addAlarms() already has ' +
    'these alarms: deliveryFailure, missingRegion, loggingChanges. Switch them off here, such as { deliveryFailure: ')]);
});

test('alarms on changes may be switched off, and models be watched besides', () => {
  const { config } = logging();
  const alarms = config.addAlarms('Alarms', { models: [ClaudeModel.SONNET_5_5], loggingChanges: { enabled: false } })
    .alarms.map(({ node }) => node.path);
  expect(alarms).toContain('Stack/Logging/Alarms/Throttles/sonnet-5-5');
  expect(alarms.filter((path) => path.includes('Changes'))).toEqual([]);
});
