import { App, CfnParameter, Duration, Lazy, RemovalPolicy, Stack, Stage, Token } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { BedrockLoggingConfig, LoggingDestination, ExistingLogging, LoggingRemoval, PromptRecording } from '../../src';
import { ACCOUNT, CAPE_TOWN } from '../support/decisions';
import { configIn, logging, LoggingProps, only } from '../support/logging';

const { CLOUDWATCH_LOGS, S3 } = LoggingDestination;
const { METADATA_ONLY, MASKED, FULL } = PromptRecording;
const TAKE_OVER = { onExisting: ExistingLogging.TAKE_OVER };
const logGroupIn = (stack: Stack) => logs.LogGroup.fromLogGroupName(stack, 'Mine', 'mine');
const bucketIn = (stack: Stack, region?: string) => s3.Bucket.fromBucketAttributes(stack, 'MyBucket', { bucketName: 'my-bucket', region });

test.each<[string, LoggingProps, string]>([
  ['no privacy', { prompts: undefined }, '\'prompts\' must be one of METADATA_ONLY, MASKED, FULL, got: undefined'],
  ['a way that is none', { prompts: 'full' as any },
    '\'prompts\' must be one of METADATA_ONLY, MASKED, FULL, got: "full". Choose one'],
  ['a destination that is none', { destinations: ['s3' as any] },
    '\'destinations\' must be one of CLOUDWATCH_LOGS, S3, got: "s3". Choose one'],
  ['a destination that is misspelt', { destinations: [undefined as any] }, '\'destinations\' must hold no undefined and no null'],
  ['destinations that only the deployment knows', { destinations: Token.asList({ Ref: 'Destinations' }) as any },
    '\'destinations\' must be a list that is known at synthesis, got: a token'],
  ['a destination that only the deployment knows', { destinations: [Token.asString({ Ref: 'Destination' }) as any] },
    '\'destinations\' must be one of CLOUDWATCH_LOGS, S3, got: '],
  ['another way with what exists', { onExisting: 'take_over' as any },
    '\'onExisting\' must be one of REFUSE, ADOPT, TAKE_OVER, got: "take_over"'],
  ['another removal', { onRemoval: 'Retain' as any }, '\'onRemoval\' must be one of RESTORE_PREVIOUS, DISABLE, RETAIN, got: "Retain"'],
  ['no destination', { destinations: [] }, '\'destinations\' must name at least one destination, got: []'],
  ['masked images', { prompts: MASKED, imageData: true },
    '\'imageData\' must not be true with PromptRecording.MASKED: only text can be masked, got: true'],
  ['metadata only, with text', { prompts: METADATA_ONLY, textData: true },
    '\'textData\' must not be true with PromptRecording.METADATA_ONLY: it records no bodies'],
  ['full privacy without any data', { textData: false, imageData: false, embeddingData: false, videoData: false, audioData: false },
    '\'prompts\' must be METADATA_ONLY if no kind of data is recorded, got: "FULL"'],
  ['masked prompts in a bucket', { prompts: MASKED, destinations: [CLOUDWATCH_LOGS, S3] },
    '\'destinations\' must be CLOUDWATCH_LOGS alone with PromptRecording.MASKED'],
  ['masked prompts in an own log group', (stack) => ({ prompts: MASKED, logGroup: logGroupIn(stack) }),
    '\'logGroup\' must be left out with PromptRecording.MASKED'],
  ['masked large bodies', { prompts: MASKED, largeData: true }, '\'largeData\' must not be true with PromptRecording.MASKED'],
  ['large bodies without bodies', { prompts: METADATA_ONLY, largeData: true },
    '\'largeData\' must not be true with PromptRecording.METADATA_ONLY'],
  ['large bodies of S3 alone', { destinations: [S3], largeData: true }, '\'largeData\' must not be true without CLOUDWATCH_LOGS'],
  ['a misspelled prop', { prompts: undefined, promts: METADATA_ONLY } as any,
    '\'prompts\' must be one of METADATA_ONLY, MASKED, FULL, got: undefined. \'promts\' is no prop; did you mean \'prompts\'? For example'],
  ['identifiers of nothing', { prompts: MASKED, dataIdentifiers: [] }, '\'dataIdentifiers\' must name something to mask, got: []'],
  ['identifiers without masking', { dataIdentifiers: [logs.DataIdentifier.NAME] },
    '\'dataIdentifiers\' are for PromptRecording.MASKED only'],
  ['a log group for S3 alone', (stack) => ({ destinations: [S3], logGroup: logGroupIn(stack) }),
    '\'logGroup\' is for CloudWatch Logs, which \'destinations\' leaves out'],
  ['retention for S3 alone', { destinations: [S3], retention: logs.RetentionDays.ONE_DAY }, '\'retention\' is for CloudWatch Logs'],
  ['a delivery role for S3 alone', (stack) => ({ destinations: [S3], deliveryRole: iam.Role.fromRoleName(stack, 'R', 'r') }),
    '\'deliveryRole\' is for CloudWatch Logs'],
  ['retention of an own log group', (stack) => ({ logGroup: logGroupIn(stack), retention: logs.RetentionDays.ONE_DAY }),
    '\'retention\' is for a log group that is created, but \'logGroup\' brings one, got: 1'],
  ['a name for an own log group', (stack) => ({ logGroup: logGroupIn(stack), logGroupName: 'x' }),
    '\'logGroupName\' is for a log group that is created'],
  ['a log group name with a space', { logGroupName: 'my logs' },
    '\'logGroupName\' must have 1 to 512 letters, digits and _ - / . #, and not begin with aws/, got: "my logs"'],
  ['a reserved log group name', { logGroupName: 'aws/bedrock' }, '\'logGroupName\' must have 1 to 512 letters'],
  ['an empty log group name', { logGroupName: '' }, '\'logGroupName\' must have 1 to 512 letters'],
  ['a log group name of 513 characters', { logGroupName: 'x'.repeat(513) }, '\'logGroupName\' must have 1 to 512 letters'],
  ['a log group in another Region',
    (stack) => ({ logGroup: logs.LogGroup.fromLogGroupArn(stack, 'L', `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:x:*`) }),
    '\'logGroup\' must be in the Region of the stack (af-south-1), since Bedrock writes within one account and Region, got: "eu-west-1"'],
  ['a log group of another account',
    (stack) => ({ logGroup: logs.LogGroup.fromLogGroupArn(stack, 'L', 'arn:aws:logs:af-south-1:444455556666:log-group:x:*') }),
    '\'logGroup\' must be in the account of the stack (111122223333)'],
  ['a bucket where nothing goes', (stack) => ({ largeData: false, bucket: bucketIn(stack) }),
    '\'bucket\' is for S3, but nothing goes to S3'],
  ['a prefix where nothing goes', { largeData: false, keyPrefix: 'x' }, '\'keyPrefix\' is for S3, but nothing goes to S3'],
  ['a bucket for large data that stays out', (stack) => ({ largeData: false, largeDataBucket: bucketIn(stack) }),
    '\'largeDataBucket\' is for large data, which is not recorded'],
  ['a prefix for large data that stays out', { destinations: [S3], largeDataKeyPrefix: 'x' },
    '\'largeDataKeyPrefix\' is for large data, which is not recorded'],
  ['expiration of an own bucket', (stack) => ({ bucket: bucketIn(stack), expiration: Duration.days(1) }),
    '\'expiration\' is for a bucket that is created, but none is'],
  ['expiration in hours', { expiration: Duration.hours(30) }, '\'expiration\' must be whole days, at least one, got: "1 day 6 hours"'],
  ['no expiration', { expiration: Duration.days(0) }, '\'expiration\' must be whole days, at least one'],
  ['a bucket in another Region', (stack) => ({ bucket: bucketIn(stack, 'eu-west-1') }),
    '\'bucket\' must be in the Region of the stack (af-south-1)'],
  ['a large-data bucket in another Region', (stack) => ({ largeDataBucket: bucketIn(stack, 'us-east-1') }),
    '\'largeDataBucket\' must be in the Region of the stack (af-south-1)'],
  ...['', '/x', '/', 'x//', 'x//y', 'a*', 'a?', 'a${b}', 'a b', 'x'.repeat(1025)].map((keyPrefix): [string, LoggingProps, string] =>
    [`the prefix "${keyPrefix.slice(0, 9)}"`, { keyPrefix },
      '\'keyPrefix\' must have 1 to 1,024 letters, digits and _ - . ! \' ( ) = : @ + , in parts between single slashes']),
  ['a wildcard in a prefix that is adopted', { onExisting: ExistingLogging.ADOPT, keyPrefix: 'a*' },
    '\'keyPrefix\' must have 1 to 1,024 characters without * and ? and ${, got: "a*"'],
  ['an odd prefix of large data', { largeDataKeyPrefix: '/x' }, '\'largeDataKeyPrefix\' must have 1 to 1,024 letters'],
  ['a key that encrypts nothing',
    (stack) => ({ logGroup: logGroupIn(stack), largeData: false, encryptionKey: new kms.Key(stack, 'Key', { enableKeyRotation: true }) }),
    '\'encryptionKey\' is for a log group or a bucket that is created, but none is, got: an object (Key'],
  ['a key when only large data has a bucket of its own', (stack) => ({
    logGroup: logGroupIn(stack), largeDataBucket: bucketIn(stack), encryptionKey: new kms.Key(stack, 'Key', { enableKeyRotation: true }),
  }), '\'encryptionKey\' is for a log group or a bucket that is created'],
  ['a removal policy of nothing', (stack) => ({ logGroup: logGroupIn(stack), largeData: false, removalPolicy: RemovalPolicy.DESTROY }),
    '\'removalPolicy\' is for a log group or a bucket that is created, but none is, got: "destroy"'],
  ['a prefix that another one replaces', { keyPrefix: 'x', largeDataKeyPrefix: 'y' },
    '\'keyPrefix\' is for S3, but nothing goes to S3, got: "x"'],
  ['11 identifiers of one\'s own',
    { prompts: MASKED, dataIdentifiers: Array.from({ length: 11 }, (_, i) => new logs.CustomDataIdentifier(`Id${i}`, `id-${i}`)) },
    '\'dataIdentifiers\' must have at most 10 custom ones, got: 11'],
  ...([
    ['a name with a space', 'Employee ID', 'x', 'names of 1 to 128 letters, digits, "_" and "-", got: "Employee ID"'],
    ['a name of 129 letters', 'x'.repeat(129), 'x', 'names of 1 to 128'],
    ['the name of a managed one', 'EmailAddress', 'x', 'other names than the managed ones, got: "EmailAddress"'],
    ['parentheses', 'Id', '(ID|id)-[0-9]{6}',
      'patterns of letters, digits, spaces and _ # = @ / ; , - ^ $ ? [ ] { } | \\ * + . only, got: "(ID|id)-[0-9]{6}". ' +
        'CloudWatch Logs takes no parentheses, and no other symbols'],
    ['a colon', 'Id', 'id: [0-9]{6}', 'patterns of letters'],
    ['no pattern', 'Id', '', 'patterns of letters'],
    ['201 characters', 'Id', 'x'.repeat(201), 'patterns of at most 200 characters, got: "xxx'],
  ] as const).map(([what, name, regex, message]): [string, LoggingProps, string] => [`an identifier with ${what} (N8)`,
    { prompts: MASKED, dataIdentifiers: [logs.DataIdentifier.NAME, new logs.CustomDataIdentifier(name, regex)] },
    `'dataIdentifiers' must have custom ones with ${message}`]),
  ['a log group of the class DELIVERY',
    (stack) => {
      const logGroup = new logs.LogGroup(stack, 'Own');
      (logGroup.node.defaultChild as logs.CfnLogGroup).logGroupClass = 'DELIVERY';
      return { logGroup };
    },
    '\'logGroup\' must be of the class STANDARD, since DELIVERY is for logs of AWS Lambda, and keeps them for a day or two, ' +
      'got: "DELIVERY" of Stack/Own. Take another log group, or leave it out'],
  ['a key in another Region', (stack) => ({ encryptionKey: kms.Key.fromKeyArn(stack, 'Key', `arn:aws:kms:eu-west-1:${ACCOUNT}:key/x`) }),
    '\'encryptionKey\' must be in the Region of the stack (af-south-1)'],
  ['a delivery role of another account',
    (stack) => ({ deliveryRole: iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::444455556666:role/x') }),
    '\'deliveryRole\' must be in the account of the stack (111122223333)'],
  ['a take-over without previous roles', TAKE_OVER, '\'previousRoleArns\' must be set with ExistingLogging.TAKE_OVER'],
  ['a previous role that is a name', { ...TAKE_OVER, previousRoleArns: ['BedrockLogging'] },
    '\'previousRoleArns\' must hold ARNs of roles of the stack\'s account, got: "BedrockLogging"'],
  ['any previous role', { ...TAKE_OVER, previousRoleArns: [`arn:aws:iam::${ACCOUNT}:role/*`] },
    '\'previousRoleArns\' must hold ARNs of roles'],
  ['a previous role of another account', { ...TAKE_OVER, previousRoleArns: ['arn:aws:iam::444455556666:role/x'] },
    '\'previousRoleArns\' must hold ARNs of roles of the stack\'s account'],
  ['a previous bucket that is an ARN', { previousBucketNames: ['arn:aws:s3:::old-records'] },
    '\'previousBucketNames\' must hold names of buckets, of 3 to 63 characters, got: "arn:aws:s3:::old-records"'],
  ['a previous bucket that is a text', { previousBucketNames: 'old-records' as any }, '\'previousBucketNames\' must be a list'],
  ['a setting that stays without its stores', { onRemoval: LoggingRemoval.RETAIN, removalPolicy: RemovalPolicy.DESTROY },
    '\'removalPolicy\' must not delete what LoggingRemoval.RETAIN keeps, got: "destroy"'],
  ['a boundary that is an ARN', { permissionsBoundary: 'arn:aws:iam::111122223333:policy/B' as any },
    '\'permissionsBoundary\' must be a managed policy, got: "arn:aws:iam::111122223333:policy/B"'],
  ['a Python runtime', { handlerRuntime: lambda.Runtime.PYTHON_3_13 }, '\'handlerRuntime\' must be Node.js 20 or later, got: "python3.13"'],
  ['an old runtime', { handlerRuntime: lambda.Runtime.NODEJS_18_X }, '\'handlerRuntime\' must be Node.js 20 or later, got: "nodejs18.x"'],
])('fails for %s', (_, props, message) => {
  const stack = new Stack(new App(), 'Stack', { env: CAPE_TOWN }); // nothing is made, so nothing is swept
  expect(() => configIn(stack, props)).toThrow(`Stack/Logging: ${message}`);
});

test('fails with all that is wrong', () => {
  const stack = new Stack(new App(), 'Stack', { env: CAPE_TOWN });
  const props = { ...TAKE_OVER, prompts: MASKED, textData: false, keyPrefix: '/x', logGroupName: 'my logs', expiration: Duration.hours(1) };
  expect(() => configIn(stack, props)).toThrow(new RegExp('^Stack/Logging: 5 rules are broken:\n- \'previousRoleArns\' must be set.*\n' +
    '- \'prompts\' must be METADATA_ONLY.*\n- \'logGroupName\' must have.*\n' +
    '- \'keyPrefix\' is for S3.*\n- \'expiration\' is for a bucket'));
});

test('tells null and what is wrong with other props at once', () => {
  const props = { bucket: null as any, logGroupName: 'my logs', onRemoval: 'Retain' as any };
  const stack = new Stack(new App(), 'Stack', { env: CAPE_TOWN });
  expect(() => configIn(stack, props)).toThrow(new RegExp('^Stack/Logging: 3 rules are broken:\n' +
    '- \'onRemoval\' must be one of.*\n- \'logGroupName\' must have.*\n- \'bucket\' must be given or left out, got: null'));
});

test.each([undefined, null])('fails for props that are %p', (props) => {
  const stack = new Stack(new App(), 'Stack');
  expect(() => new BedrockLoggingConfig(stack, 'Logging', props as any))
    .toThrow('Stack/Logging: \'props\' must say at least what is recorded');
});

test('a token that would be ignored fails', () => {
  const stack = new Stack(new App(), 'Stack', { env: CAPE_TOWN });
  const keyPrefix = Lazy.string({ produce: () => 'x' });
  expect(() => configIn(stack, { largeData: false, keyPrefix }))
    .toThrow('Stack/Logging: \'keyPrefix\' is for S3, but nothing goes to S3, got: a token, known only at deployment');
});

test('a choice that only the deployment knows is said to be one', () => {
  const stack = new Stack(new App(), 'Stack', { env: CAPE_TOWN });
  const prompts = new CfnParameter(stack, 'Prompts').valueAsString as PromptRecording;
  expect(() => configIn(stack, { prompts })).toThrow('\'prompts\' must be one of METADATA_ONLY, MASKED, FULL, got: a token, known only ' +
    'at deployment. Choose one');
});

test('tokens are not judged', () => {
  const token = (value: string) => Lazy.string({ produce: () => value });
  const { stack } = logging({
    ...TAKE_OVER,
    logGroupName: token('my logs'),
    keyPrefix: token('/x'),
    previousRoleArns: Token.asList({ Ref: 'Roles' }),
    previousBucketNames: Token.asList({ Ref: 'Buckets' }),
    expiration: Duration.days(Lazy.number({ produce: () => 9 })),
  });
  expect(only(stack, 'Custom::BedrockModelInvocationLogging').Properties.LoggingConfig.cloudWatchConfig.largeDataDeliveryS3Config.keyPrefix)
    .toBe('/x');
});

const { NODEJS_20_X, NODEJS_22_X, NODEJS_LATEST } = lambda.Runtime;
test.each([NODEJS_20_X, NODEJS_22_X, NODEJS_LATEST])('the function runs on %s when told to', (handlerRuntime) => {
  const stack = new Stack(new App(), 'Stack', { env: CAPE_TOWN });
  configIn(stack, { handlerRuntime }); // cdk-nag wants the latest
  expect(only(stack, 'AWS::Lambda::Function').Properties.Runtime).toBe(handlerRuntime.name);
});

describe('a second one', () => {
  const add = (stack: Stack) => new BedrockLoggingConfig(stack, 'Again', { prompts: FULL });

  test.each([
    ['in the same stack', (app: App, first: Stack) => { void app; return first; }, CAPE_TOWN],
    ['in another stack of the same account and Region', (app: App) => new Stack(app, 'Other', { env: CAPE_TOWN }), CAPE_TOWN],
    ['in another stage', (app: App) => new Stack(new Stage(app, 'Prod', { env: CAPE_TOWN }), 'Other'), CAPE_TOWN],
    ['in the same environment-agnostic stack', (app: App, first: Stack) => { void app; return first; }, {}],
  ])('%s fails, naming both', (_, stackFor, env) => {
    const app = new App();
    const { stack } = logging({}, env, app);
    const second = stackFor(app, stack);
    expect(() => add(second)).toThrow(
      new RegExp(`${second.node.path}/Again: BedrockLoggingConfig must be the only one of its account and Region: ` +
        '.*\'Stack/Logging\' writes it as well'));
  });

  test.each([
    ['in another Region', { account: ACCOUNT, region: 'eu-west-1' }],
    ['in another account', { account: '444455556666', region: 'af-south-1' }],
  ])('%s is welcome', (_, env) => {
    const app = new App();
    logging({}, CAPE_TOWN, app);
    const other = new Stack(app, 'Other', { env });
    add(other);
    Annotations.fromStack(other).hasNoWarning('*', Match.stringLikeRegexp('only|twice|writes it as well'));
  });

  test('in a stack that may be deployed to the same place is warned of', () => {
    const app = new App();
    logging({}, CAPE_TOWN, app);
    const other = new Stack(app, 'Other');
    add(other);
    Annotations.fromStack(other).hasWarning('/Other/Again',
      Match.stringLikeRegexp('\'Stack/Logging\' writes it as well if their stacks are deployed to the same environment'));
  });

  test('in another app is its own affair', () => {
    logging({}, CAPE_TOWN);
    expect(logging({}, CAPE_TOWN).config).toBeInstanceOf(BedrockLoggingConfig);
  });
});
