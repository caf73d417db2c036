import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Duration, Fn, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { ApplicationProfile, ClaudeBatchAccess, ClaudeBatchAccessProps, ClaudeModel } from '../../src';
import { BATCH_REGIONS } from '../../src/core/facts/batch-models';
import { batchIn, givenBuckets, roleIn } from '../support/batch';
import { ACCOUNT, CAPE_TOWN } from '../support/decisions';
import { accept } from '../support/nag';
import { testStack } from '../support/stack';
import { warningsOf } from '../support/warnings';

const { OPUS_5, SONNET_4_6, SONNET_5_5, OPUS_5_5, HAIKU_5_5, HAIKU_4_5, OPUS_4_5, SONNET_5 } = ClaudeModel;
const models = [OPUS_5];
const EUROPE = { account: ACCOUNT, region: 'eu-west-1' };

/** A key of the app, whose rotation nobody asks about here. */
const keyIn = (stack: Stack, id = 'Key') => new kms.Key(stack, id, { enableKeyRotation: true });

function bucketIn(stack: Stack, encryptionKey?: kms.IKey): s3.Bucket {
  const bucket = new s3.Bucket(stack, 'Bucket', { encryptionKey, enforceSSL: true });
  accept(bucket.node.scope!, 'AwsSolutions-S1', 'What is tested needs no access logs');
  return bucket;
}

test.each<[string, (stack: Stack) => ClaudeBatchAccessProps, string]>([
  ['no models', () => ({ models: [] }), '\'models\' must name at least one model, got: []'],
  ['neither models nor profiles', () => ({}),
    '\'models\' must name at least one model, got: undefined. For example { models: [ClaudeModel.OPUS_5] }'],
  ['a model twice', () => ({ models: [OPUS_5, OPUS_5] }), '\'models\' must name each model once, got: "anthropic.claude-opus-5" twice'],
  ['a model of the 5.5 family', () => ({ models: [OPUS_5, SONNET_5_5] }),
    '\'models\' must name models that take batch jobs, got: "anthropic.claude-sonnet-5-5". AWS lists anthropic.claude-opus-5, ' +
    'anthropic.claude-sonnet-4-6, anthropic.claude-opus-4-6-v1, anthropic.claude-sonnet-4-5-20250929-v1:0 in af-south-1; if AWS has ' +
    'added this one since, create the model with ClaudeModel.of() and \'batchRegions\''],
  ['Opus 5.5', () => ({ models: [OPUS_5_5] }), '\'models\' must name models that take batch jobs, got: "anthropic.claude-opus-5-5"'],
  ['Haiku 5.5', () => ({ models: [HAIKU_5_5] }), '\'models\' must name models that take batch jobs, got: "anthropic.claude-haiku-5-5"'],
  ['a model that the user says to have no batch there', () => ({
    models: [ClaudeModel.of('anthropic.claude-opus-5', { batchRegions: ['eu-west-1'] })],
  }), '\'models\' must name models that take batch jobs, got: "anthropic.claude-opus-5"'],
  ['an application profile of the 5.5 family', (stack) => ({
    applicationProfiles: [new ApplicationProfile(stack, 'Team', { model: SONNET_5_5 })],
  }), '\'applicationProfiles\' must name models that take batch jobs, got: "anthropic.claude-sonnet-5-5"'],
  ['no application profiles', () => ({ applicationProfiles: [] }), '\'applicationProfiles\' must name at least one application profile'],
  ['what is no application profile', () => ({ applicationProfiles: ['arn' as any] }),
    '\'applicationProfiles\' must hold application profiles'],
  ['a source Region that is none', () => ({ models, sourceRegion: 'unspecified' }), '\'sourceRegion\' must be the code of the Region'],
  ['a source Region that is null', () => ({ models, sourceRegion: null as any }), '\'sourceRegion\' must be given or left out, got: null'],
  ['a source Region without the model', (stack) => ({ models, sourceRegion: 'ap-east-1', ...givenBuckets(stack) }),
    '\'sourceRegion\' must be a known source Region of anthropic.claude-opus-5, got: "ap-east-1"'],
  ['a bucket of the stack, in another Region', (stack) => ({
    models, sourceRegion: 'eu-west-1', inputBucket: bucketIn(stack), outputBucket: givenBuckets(stack).outputBucket,
  }), '\'inputBucket\' must be in eu-west-1, the Region of the jobs, got: \'Stack/Bucket\' in af-south-1. Create the bucket in a stack ' +
    'in eu-west-1, or set \'sourceRegion\' to "af-south-1"'],
  ['a bucket of a stack in another Region', (stack) => ({
    models, outputBucket: bucketIn(new Stack(stack.node.scope as App, 'Other', { env: EUROPE })),
  }), '\'outputBucket\' must be in af-south-1, the Region of the jobs, got: \'Other/Bucket\' in eu-west-1'],
  ['a bucket that is imported with another Region', (stack) => ({
    models, inputBucket: s3.Bucket.fromBucketAttributes(stack, 'Far', { bucketName: 'far', region: 'us-east-1' }),
  }), '\'inputBucket\' must be in af-south-1, the Region of the jobs, got: \'Stack/Far\' in us-east-1'],
  ['a created bucket in another Region', (stack) => ({ models, sourceRegion: 'eu-west-1', inputBucket: givenBuckets(stack).inputBucket }),
    '\'outputBucket\' must be given, in the Region of the jobs, because a stack creates buckets in its own, got: undefined. ' +
    'Create the access in a stack in eu-west-1, or give buckets there'],
  ['a bucket that is none', () => ({ models, inputBucket: {} as any }), '\'inputBucket\' must be a bucket, got: '],
  ['a bucket that is null', () => ({ models, inputBucket: null as any }), '\'inputBucket\' must be given or left out, got: null'],
  ['a folder with a slash in front', () => ({ models, inputPrefix: '/in' }),
    '\'inputPrefix\' must be a folder of letters, digits and any of -!_\'()., in parts with single slashes between, got: "/in"'],
  ['a folder with a wildcard', () => ({ models, inputPrefix: 'in*' }), '\'inputPrefix\' must be a folder'],
  ['a folder that is empty', () => ({ models, outputPrefix: '' }), '\'outputPrefix\' must be a folder'],
  ['a folder with two slashes', () => ({ models, outputPrefix: 'a//b' }), '\'outputPrefix\' must be a folder'],
  ['one bucket without folders', (stack) => {
    const { inputBucket } = givenBuckets(stack);
    return { models, inputBucket, outputBucket: inputBucket };
  }, '\'outputBucket\' must not be the bucket of the prompts without separate folders: jobs would read answers as prompts, or ' +
    'overwrite prompts, got: the same. Set \'inputPrefix\' and \'outputPrefix\', neither inside the other'],
  ['one bucket, imported twice, with a folder in the other', (stack) => ({
    models,
    inputBucket: s3.Bucket.fromBucketName(stack, 'One', 'one'),
    outputBucket: s3.Bucket.fromBucketName(stack, 'Two', 'one'),
    inputPrefix: 'batch',
    outputPrefix: 'batch/out/',
  }), '\'outputBucket\' must not be the bucket of the prompts'],
  ['one bucket, imported by its ARN and by its name', (stack) => ({
    models,
    inputBucket: s3.Bucket.fromBucketArn(stack, 'One', 'arn:aws:s3:::one'),
    outputBucket: s3.Bucket.fromBucketName(stack, 'Two', 'one'),
  }), '\'outputBucket\' must not be the bucket of the prompts'],
  ['a folder that is a number', () => ({ models, inputPrefix: 1 as any }), '\'inputPrefix\' must be a folder of letters'],
  ['a key that is none', () => ({ models, inputEncryptionKey: {} as any }), '\'inputEncryptionKey\' must be a key, got: '],
  ['a key that is a text', () => ({ models, outputEncryptionKey: 'x' as any }), '\'outputEncryptionKey\' must be a key, got: "x"'],
  ['an age that is a number', () => ({ models, expiration: 5 as any }), '\'expiration\' must be a Duration, got: 5'],
  ['a text as the bucket of access logs', () => ({ models, serverAccessLogsBucket: 'x' as any }),
    '\'serverAccessLogsBucket\' must be a bucket, got: "x"'],
  ['another key than the bucket\'s', (stack) => ({
    models, inputBucket: bucketIn(stack, keyIn(stack)), inputEncryptionKey: keyIn(stack, 'Other'),
  }),
  '\'inputEncryptionKey\' must be the key of \'inputBucket\', which has a different key, got: Stack/Other. Leave it out'],
  ['an age of half a day', () => ({ models, expiration: Duration.hours(12) }),
    '\'expiration\' must be a whole number of days, at least one, got: 12 hours'],
  ['an age where nothing is created', (stack) => ({ models, ...givenBuckets(stack), expiration: Duration.days(1) }),
    '\'expiration\' must come with a bucket to create, and both buckets are given, got: '],
  ['access logs where nothing is created', (stack) => {
    const given = givenBuckets(stack);
    return { models, ...given, serverAccessLogsBucket: given.inputBucket };
  },
  '\'serverAccessLogsBucket\' must come with a bucket to create'],
  ['a removal where nothing is created', (stack) => ({ models, ...givenBuckets(stack), removalPolicy: RemovalPolicy.DESTROY }),
    '\'removalPolicy\' must come with a bucket to create'],
  ['a role name with a space', () => ({ models, roleName: 'a b' }), '\'roleName\' must be 1 to 64 letters'],
  ['a path without slashes', () => ({ models, path: 'a' }), '\'path\' must begin and end with "/"'],
  ['a boundary without an ARN', () => ({ models, permissionsBoundary: {} as any }), '\'permissionsBoundary\' must be a managed policy'],
])('fails for %s', (_, props, message) => {
  const stack = new Stack(new App(), 'Stack', { env: CAPE_TOWN });
  let given: ClaudeBatchAccessProps;
  const stackAgain = () => given ??= props(stack);
  expect(() => new ClaudeBatchAccess(stack, 'Batch', stackAgain())).toThrow(`Stack/Batch: ${message}`);
});

test('takes buckets of whose Region nothing is known, and those of an app that says none', () => {
  const stack = new Stack(new App(), 'Stack', { env: CAPE_TOWN });
  expect(() => new ClaudeBatchAccess(stack, 'Imported', { models, sourceRegion: 'eu-west-1', ...givenBuckets(stack) })).not.toThrow();
  const agnostic = new Stack(new App(), 'Agnostic');
  const given = { inputBucket: bucketIn(agnostic), outputBucket: givenBuckets(agnostic).outputBucket };
  expect(() => new ClaudeBatchAccess(agnostic, 'Own', { models, sourceRegion: 'eu-west-1', ...given })).not.toThrow();
});

test('the page and the message list the same models, those of the facts', () => {
  const listed = Object.keys(BATCH_REGIONS).filter((modelId) => BATCH_REGIONS[modelId].includes('af-south-1'));
  const names = listed.map((modelId) => /^anthropic\.claude-([a-z]+)-(\d)(?:-(\d)(?=-|$))?/.exec(modelId)!.slice(1))
    .map(([family, major, minor]) => `${family[0].toUpperCase()}${family.slice(1)} ${major}${minor ? `.${minor}` : ''}`);
  const page = readFileSync(join(__dirname, '../../docs/batch.md'), 'utf8');
  expect(/^\| Claude (.*) \| listed \|$/m.exec(page)![1].split(', ')).toEqual(names);
});

test('names all that is wrong at once', () => {
  const stack = new Stack(new App(), 'Stack', { env: CAPE_TOWN });
  expect(() => new ClaudeBatchAccess(stack, 'Batch', { models: [SONNET_5_5], inputPrefix: '/', roleName: '' }))
    .toThrow(/^Stack\/Batch: 3 rules are broken:\n- 'models' [^]*\n- 'inputPrefix' [^]*\n- 'roleName' /);
});

describe('warns of models that AWS does not list for batch', () => {
  const warned = (props: ClaudeBatchAccessProps, env = CAPE_TOWN) => {
    const stack = new Stack(new App({ context: { 'cdk-bedrock-cris:today': '2026-11-28' } }), 'Stack', { env });
    new ClaudeBatchAccess(stack, 'Batch', props);
    return warningsOf(stack);
  };

  test.each([HAIKU_4_5, OPUS_4_5])('in Cape Town: %s', (model) => {
    expect(warned({ models: [OPUS_5, model] })).toEqual([expect.stringContaining(
      `Stack/Batch: AWS's page on batch inference does not list ${model} in af-south-1, so AWS may refuse jobs there. Try one; then ` +
      'create the model with ClaudeModel.of() and \'batchRegions\', or acknowledge this warning')]);
    expect(warned({ models: [model] }, EUROPE)).toEqual([]);
  });

  test('at all', () => {
    expect(warned({ models: [SONNET_5] }).join()).toContain('does not list anthropic.claude-sonnet-5 in af-south-1');
  });

  test('and not where the user says that it takes them', () => {
    expect(warned({ models: [ClaudeModel.of(SONNET_5.modelId, { batchRegions: ['af-south-1'] })] })).toEqual([]);
    expect(warned({ models: [ClaudeModel.of(SONNET_5_5.modelId, { batchRegions: ['af-south-1'] })] })).toEqual([]);
    expect(warned({ models: [OPUS_5, SONNET_4_6] })).toEqual([]);
  });
});

test('a Region that only the deployment knows is not judged, and a model without any batch is', () => {
  expect(() => batchIn(testStack(), { models: [HAIKU_4_5] })).not.toThrow();
  expect(() => batchIn(testStack(), { models: [SONNET_5_5] }))
    .toThrow('got: "anthropic.claude-sonnet-5-5". See AWS\'s page on batch inference');
});

test('the buckets that are created are encrypted, private, TLS-only, versioned, and stay', () => {
  const stack = testStack(CAPE_TOWN);
  const access = batchIn(stack, { models });
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::KMS::Key', 1);
  template.hasResource('AWS::KMS::Key', { Properties: { EnableKeyRotation: true }, DeletionPolicy: 'Retain' });
  template.allResources('AWS::S3::Bucket', {
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
    Properties: {
      BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }] },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true,
      },
      VersioningConfiguration: { Status: 'Enabled' },
      LifecycleConfiguration: {
        Rules: [{
          ExpirationInDays: Match.absent(),
          NoncurrentVersionExpiration: { NoncurrentDays: 30 },
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
        }],
      },
    },
  });
  expect(readFileSync('docs/batch.md', 'utf8').replace(/\s+/g, ' '))
    .toContain('Old versions are deleted after 30 days, and incomplete uploads after 7 days');
  template.resourceCountIs('AWS::S3::Bucket', 2);
  template.allResourcesProperties('AWS::S3::BucketPolicy', {
    PolicyDocument: { Statement: [{ Effect: 'Deny', Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }] },
  });
  const name = (bucket: s3.IBucket) => stack.resolve(bucket.bucketName).Ref;
  expect(stack.resolve([access.inputUri, access.outputUri])).toEqual([access.inputBucket, access.outputBucket]
    .map((bucket) => ({ 'Fn::Join': ['', ['s3://', { Ref: name(bucket) }, '/']] })));
});

test('what is said of them is done: key, age, access logs, removal', () => {
  const stack = testStack(CAPE_TOWN);
  const [promptsKey, answersKey] = [keyIn(stack, 'PromptsKey'), keyIn(stack, 'AnswersKey')];
  const access = new ClaudeBatchAccess(stack, 'Batch', {
    models,
    inputEncryptionKey: promptsKey,
    outputEncryptionKey: answersKey,
    outputPrefix: 'out',
    expiration: Duration.days(90),
    serverAccessLogsBucket: s3.Bucket.fromBucketName(stack, 'AccessLogs', 'access-logs'),
    removalPolicy: RemovalPolicy.DESTROY,
    roleName: 'batch',
    path: '/platform/',
    permissionsBoundary: iam.ManagedPolicy.fromManagedPolicyName(stack, 'Boundary', 'boundary'),
  });
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::KMS::Key', 2);
  template.allResources('AWS::S3::Bucket', {
    DeletionPolicy: 'Delete',
    Properties: {
      LifecycleConfiguration: { Rules: [{ ExpirationInDays: 90 }] }, LoggingConfiguration: { DestinationBucketName: 'access-logs' },
    },
  });
  template.hasResourceProperties('AWS::IAM::Role', { RoleName: 'batch', Path: '/platform/', PermissionsBoundary: Match.anyValue() });
  const keys = [promptsKey, answersKey].map(({ keyArn }) => stack.resolve(keyArn));
  const [{ Properties }] = Object.values(template.findResources('AWS::IAM::Role'));
  const uses = Properties.Policies[0].PolicyDocument.Statement.filter(({ Action }: any) => JSON.stringify(Action).includes('kms:'));
  expect(uses.map(({ Action, Resource }: any) => [Action, Resource])).toEqual([
    ['kms:Decrypt', keys[0]], [['kms:GenerateDataKey', 'kms:Decrypt'], keys[1]],
  ]);
  expect(access.outputUri).toMatch(/^s3:\/\/.*\/out\/$/);
});

test('a given bucket is used with the key that aws-cdk-lib knows of it, and nothing is created', () => {
  const stack = testStack(CAPE_TOWN);
  const key = keyIn(stack);
  const bucket = bucketIn(stack, key);
  const access = new ClaudeBatchAccess(stack, 'Batch', {
    models, inputBucket: bucket, inputPrefix: 'in', outputBucket: bucket, outputPrefix: 'out/',
  });
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::S3::Bucket', 1);
  template.resourceCountIs('AWS::KMS::Key', 1);
  expect(JSON.stringify(template.findResources('AWS::IAM::Role'))).toContain(JSON.stringify(stack.resolve(key.keyArn)));
  expect([access.inputBucket, access.outputBucket]).toEqual([bucket, bucket]);
});

test('a bucket of another account is warned of by itself', () => {
  const stack = new Stack(new App(), 'Stack', { env: CAPE_TOWN });
  const inputBucket = s3.Bucket.fromBucketAttributes(stack, 'Theirs', { bucketName: 'theirs', account: '222233334444' });
  new ClaudeBatchAccess(stack, 'Batch', { models, ...givenBuckets(stack), inputBucket });
  expect(warningsOf(stack)).toEqual([
    expect.stringContaining('\'Stack/Theirs\' is in another account, so its own policy must allow the service role. Add the statement'),
  ]);
});

test('buckets and keys of another account are warned of: their own policies must let the role in', () => {
  const stack = new Stack(new App(), 'Stack', { env: CAPE_TOWN });
  const inputBucket = s3.Bucket.fromBucketAttributes(stack, 'Theirs', { bucketName: 'theirs', account: '222233334444' });
  const inputEncryptionKey = kms.Key.fromKeyArn(stack, 'TheirKey', 'arn:aws:kms:af-south-1:222233334444:key/1');
  new ClaudeBatchAccess(stack, 'Batch', { models, ...givenBuckets(stack), inputBucket, inputEncryptionKey });
  expect(warningsOf(stack)).toEqual([expect.stringContaining('\'Stack/Theirs\' and \'Stack/TheirKey\' are in another account, ' +
    'so their own policies must allow the service role. Add the statement there, and acknowledge this warning')]);
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
    Policies: [{
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Action: 's3:GetObject', Condition: { StringEquals: { 'aws:ResourceAccount': '222233334444' } } }),
          Match.objectLike({ Action: 's3:PutObject', Condition: { StringEquals: { 'aws:ResourceAccount': ACCOUNT } } }),
        ]),
      },
    }],
  });
});

describe('grantSubmit', () => {
  test('makes one policy for the identities of a stack, of every kind, and grants once', () => {
    const app = new App();
    const stack = testStack(CAPE_TOWN, app);
    const other = new Stack(app, 'Other', { env: CAPE_TOWN }); // cdk-nag names what is imported only once it is
    const access = batchIn(stack, { models });
    const [role, second] = ['One', 'Two'].map((id) => roleIn(stack, id));
    const user = new iam.User(stack, 'User');
    const group = new iam.Group(stack, 'Group');
    const elsewhere = roleIn(other, 'Elsewhere');
    const grants = [role, second, group, role, elsewhere].map((one) => access.grantSubmit(one));
    expect(grants.every(({ success }) => success)).toBe(true);
    expect(() => access.grantSubmit(user)).not.toThrow();
    accept(stack, 'AwsSolutions-IAM4', 'A user is tested');
    const policies = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
    expect(policies.map(({ Properties: { Roles, Users, Groups } }) => [Roles?.length, Users?.length, Groups?.length])).toEqual([[2, 1, 1]]);
    Template.fromStack(other).resourceCountIs('AWS::IAM::Policy', 1);
  });

  test.each<[string, (stack: Stack) => iam.IGrantable, string]>([
    ['a service', () => new iam.ServicePrincipal('lambda.amazonaws.com'),
      '\'grantee\' must be a role, user or group whose policies this app can change, got: '],
    ['nothing', () => undefined as any, '\'grantee\' must be a role, a user, a group or a construct that has a role, got: undefined'],
    ['a role that is closed', (stack) => iam.Role.fromRoleArn(stack, 'Closed', `arn:aws:iam::${ACCOUNT}:role/x`, { mutable: false }),
      '\'grantee\' must be a role, user or group whose policies this app can change, got: \'Stack/Closed\', whose policies '],
    ['a role of another account', (stack) =>
      roleIn(new Stack(stack.node.scope as App, 'Their', { env: { account: '222233334444', region: 'af-south-1' } })),
    '\'grantee\' must be in the account of the service role, which no other account can pass, got: 222233334444 of \'Their\'. Create ' +
      'a ClaudeBatchAccess in that account, or let the principal assume a role in this one'],
    ['a user for many models', (stack) => new iam.User(stack, 'User'),
      '\'grantee\' must have room for the statements: the inline policies of a user hold 2048 characters, got: '],
  ])('refuses %s', (_, make, message) => {
    const stack = new Stack(new App(), 'Stack', { env: CAPE_TOWN });
    const access = new ClaudeBatchAccess(stack, 'Batch', {
      models: [OPUS_5, SONNET_4_6, ClaudeModel.OPUS_4_6, ClaudeModel.SONNET_4_5, HAIKU_4_5, OPUS_4_5], ...givenBuckets(stack),
    });
    expect(() => access.grantSubmit(make(stack))).toThrow(`Stack/Batch: ${message}`);
  });

  test('refuses another stack where the source Region is a token', () => {
    const app = new App();
    const access = batchIn(testStack(undefined, app), { models });
    expect(() => access.grantSubmit(roleIn(testStack(undefined, app, 'Other'))))
      .toThrow('\'sourceRegion\' must be concrete to grant in another stack');
  });
});

test('more models than the service role holds are refused', () => {
  const stack = new Stack(new App(), 'Stack', { env: CAPE_TOWN });
  const many = Array.from({ length: 40 }, (_, index) => ClaudeModel.of(`anthropic.claude-x${index}`, { batchRegions: ['af-south-1'] }));
  expect(() => new ClaudeBatchAccess(stack, 'Batch', { models: many }))
    .toThrow(/^Stack\/Batch: 'models' must fit the service role: the inline policies of a role hold 10240 characters, got: \d+\. /);
});

test('all models of which AWS lists batch fit, with their names as tokens', () => {
  const stack = testStack();
  const all = [OPUS_5, SONNET_4_6, ClaudeModel.OPUS_4_6, ClaudeModel.SONNET_4_5, HAIKU_4_5, OPUS_4_5];
  batchIn(stack, { models: all, inputPrefix: Fn.importValue('folder') }).grantSubmit(roleIn(stack));
});

test('a role that is created beforehand gets no resource', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack', { env: CAPE_TOWN });
  iam.Role.customizeRoles(stack, { preventSynthesis: true, usePrecreatedRoles: { 'Stack/Batch/ServiceRole': 'batch' } });
  const access = new ClaudeBatchAccess(stack, 'Batch', { models, ...givenBuckets(stack) });
  Template.fromStack(stack).resourceCountIs('AWS::IAM::Role', 0);
  expect(stack.resolve(access.serviceRole.roleArn)).toBeDefined();
});
