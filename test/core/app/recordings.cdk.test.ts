import { App, Duration, Stack } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { BedrockLoggingConfig, BedrockLoggingConfigProps, InvocationAlarms, LoggingDestination, PromptRecording } from '../../../src';
import { ConstructPaths } from '../../../src/core/app/construct-paths';
import { readRecordings } from '../../../src/core/app/recordings';
import { References } from '../../../src/core/app/references';
import { readServing } from '../../../src/core/app/serving';
import { StackAt } from '../../../src/core/app/stack-at';
import { ACCOUNT, CAPE_TOWN } from '../../support/decisions';

const { METADATA_ONLY, MASKED, FULL } = PromptRecording;

/** An app whose templates say the paths of constructs, as those of the CDK CLI do. */
function makeApp(): App {
  return new App({ context: { 'aws:cdk:enable-path-metadata': true } });
}

/** The stacks of an app as its templates say them. */
function stacksOf(app: App): StackAt[] {
  return app.synth().stacks.map(({ displayName, stackName, environment, templateFile, template }) => ({
    path: displayName,
    kind: 'stack',
    names: [stackName],
    account: environment.account,
    region: environment.region,
    file: templateFile,
    template,
    paths: ConstructPaths.NONE,
  }));
}

function recordingsOf(app: App) {
  const stacks = stacksOf(app);
  return readRecordings(stacks, new References(stacks));
}

function recordingOf(make: (stack: Stack, app: App) => Partial<BedrockLoggingConfigProps>) {
  const app = makeApp();
  const stack = new Stack(app, 'Claude', { env: CAPE_TOWN });
  new BedrockLoggingConfig(stack, 'Logging', { prompts: FULL, ...make(stack, app) });
  const recordings = recordingsOf(app);
  expect(recordings).toHaveLength(1);
  expect(recordings[0]).toMatchObject({ account: ACCOUNT, region: 'af-south-1', path: 'Claude/Logging' });
  return recordings[0];
}

test('masked prompts are in a log group that masks, for a year, under a key', () => {
  const { prompts, stores } = recordingOf(() => ({ prompts: MASKED }));
  expect(prompts).toBe('masked');
  expect(stores).toEqual([
    { kind: 'log group', name: 'Claude/Logging/LogGroup', retention: 365, encryption: 'KMS key', masked: expect.anything() },
  ]);
  expect(stores[0].masked).toEqual(expect.arrayContaining(['EmailAddress', 'CreditCardNumber', 'SouthAfricanIdNumber']));
  expect(stores[0].masked).toHaveLength(14);
});

test('whole prompts are in the log group and in the bucket of large bodies, for which older versions count', () => {
  const { prompts, stores } = recordingOf(() => ({ retention: logs.RetentionDays.INFINITE, expiration: Duration.days(90) }));
  expect(prompts).toBe('full');
  expect(stores).toEqual([
    { kind: 'log group', name: 'Claude/Logging/LogGroup', retention: 'forever', encryption: 'KMS key', masked: [] },
    { kind: 'bucket', name: 'Claude/Logging/Bucket', retention: 120, encryption: 'KMS key', masked: [] },
  ]);
});

test('metadata alone is recorded where no kind of data is', () => {
  expect(recordingOf(() => ({ prompts: METADATA_ONLY })).prompts).toBe('metadata');
});

test('of a log group that is not in the app, the name alone is told', () => {
  const { prompts, stores } = recordingOf((stack) => ({
    logGroup: logs.LogGroup.fromLogGroupName(stack, 'Theirs', '/theirs/bedrock'),
    largeData: false,
    imageData: false,
    embeddingData: false,
    videoData: false,
    audioData: false,
  }));
  expect(prompts).toBeUndefined();
  expect(stores).toEqual([{ kind: 'log group', name: '/theirs/bedrock', masked: [] }]);
});

test('a log group and a bucket of another stack are followed', () => {
  const { prompts, stores } = recordingOf((_, app) => {
    const shared = new Stack(app, 'Shared', { env: CAPE_TOWN });
    return {
      destinations: [LoggingDestination.CLOUDWATCH_LOGS, LoggingDestination.S3],
      largeData: false,
      logGroup: new logs.LogGroup(shared, 'Group', { retention: logs.RetentionDays.ONE_MONTH }),
      bucket: new s3.Bucket(shared, 'Records'),
    };
  });
  expect(prompts).toBe('full');
  expect(stores).toEqual([
    { kind: 'log group', name: 'Shared/Group', retention: 30, encryption: 'AWS', masked: [] },
    { kind: 'bucket', name: 'Shared/Records', retention: 'forever', encryption: 'AWS', masked: [] },
  ]);
});

test('each account and Region has its own recording', () => {
  const app = makeApp();
  const [one, other] = ['af-south-1', 'eu-west-1'].map((region) => new Stack(app, region, { env: { account: ACCOUNT, region } }));
  new BedrockLoggingConfig(one, 'Logging', { prompts: MASKED });
  new BedrockLoggingConfig(other, 'Logging', { prompts: METADATA_ONLY });
  expect(recordingsOf(app).map(({ region, prompts }) => [region, prompts]))
    .toEqual([['af-south-1', 'masked'], ['eu-west-1', 'metadata']]);
});

describe('which Regions are watched', () => {
  const servingOf = (app: App) => {
    const stacks = stacksOf(app);
    return readServing(stacks, new References(stacks));
  };

  test('follows from the alarms on records, with the Regions that are expected', () => {
    const app = makeApp();
    const stack = new Stack(app, 'Claude', { env: CAPE_TOWN });
    new BedrockLoggingConfig(stack, 'Logging', { prompts: MASKED })
      .addAlarms('Alarms', { allowedDestinationRegions: ['af-south-1', 'eu-*'] });
    expect(servingOf(app)).toEqual([
      {
        account: ACCOUNT,
        region: 'af-south-1',
        path: 'Claude/Logging/Alarms/MissingRegion/Alarm',
        watches: 'records of answered calls without a destination Region',
      },
      {
        account: ACCOUNT,
        region: 'af-south-1',
        path: 'Claude/Logging/Alarms/UnexpectedRegion/Alarm',
        expected: ['af-south-1', 'eu-*'],
        watches: 'records of calls with a destination Region outside of af-south-1, eu-*',
      },
    ]);
  });

  test('is nothing for a filter without an alarm, and for other filters', () => {
    const app = makeApp();
    const stack = new Stack(app, 'Claude', { env: CAPE_TOWN });
    const logGroup = new logs.LogGroup(stack, 'Group');
    new logs.MetricFilter(stack, 'Filter', {
      logGroup, metricNamespace: 'mine', metricName: 'regions', filterPattern: logs.FilterPattern.exists('$.inferenceRegion'),
    });
    const other = new logs.MetricFilter(stack, 'Other', {
      logGroup, metricNamespace: 'mine', metricName: 'errors', filterPattern: logs.FilterPattern.exists('$.errorCode'),
    });
    other.metric().createAlarm(stack, 'Alarm', { threshold: 1, evaluationPeriods: 1 });
    expect(servingOf(app)).toEqual([]);
  });

  test('says a pattern of another form as it is, and expects no Regions by it', () => {
    const app = makeApp();
    const stack = new Stack(app, 'Claude', { env: CAPE_TOWN });
    const filter = new logs.MetricFilter(stack, 'Filter', {
      logGroup: new logs.LogGroup(stack, 'Group'),
      metricNamespace: 'mine',
      metricName: 'america',
      filterPattern: logs.FilterPattern.stringValue('$.inferenceRegion', '=', 'us-*'),
    });
    filter.metric().createAlarm(stack, 'Alarm', { threshold: 1, evaluationPeriods: 1 });
    expect(servingOf(app)).toEqual([
      { account: ACCOUNT, region: 'af-south-1', path: 'Claude/Alarm', watches: 'records that match { $.inferenceRegion = "us-*" }' },
    ]);
  });

  test('follows from alarms in a stack of their own', () => {
    const app = makeApp();
    const config = new BedrockLoggingConfig(new Stack(app, 'Claude', { env: CAPE_TOWN }), 'Logging', { prompts: MASKED });
    new InvocationAlarms(new Stack(app, 'Watch', { env: CAPE_TOWN }), 'Alarms', {
      logGroup: config.logGroup, allowedDestinationRegions: ['eu-west-1'],
    });
    expect(servingOf(app).filter(({ expected }) => expected).map(({ path }) => path)).toEqual(['Watch/Alarms/UnexpectedRegion/Alarm']);
  });
});
