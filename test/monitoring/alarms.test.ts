import { readFileSync } from 'node:fs';
import { App, Duration, Lazy, Stack, Stage, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as logs from 'aws-cdk-lib/aws-logs';
import { ClaudeModel, InvocationAlarms, InvocationAlarmsProps, IMonitoredApplicationProfile, RecordDelivery, TokenQuotas } from '../../src';
import { ALARM_KINDS, AlarmKind } from '../../src/monitoring/alarms/alarm-kinds';
import { ACCOUNT, CAPE_TOWN } from '../support/decisions';
import { matchesEvent } from '../support/event-pattern';
import { matches } from '../support/metric-filter';
import { evaluate } from '../support/metric-math';
import { testStack } from '../support/stack';

const { SONNET_5_5, OPUS_5_5, HAIKU_4_5 } = ClaudeModel;
const { CLOUDWATCH_LOGS, S3, LARGE_DATA } = RecordDelivery;
const IRELAND = { account: ACCOUNT, region: 'eu-west-1' };
const VIRGINIA = { account: ACCOUNT, region: 'us-east-1' };
const models = [SONNET_5_5];
const quotas = TokenQuotas.fixed({ [SONNET_5_5.modelId]: 2_000_000, [OPUS_5_5.modelId]: 500_000 });
const WRITER = `arn:aws:iam::${ACCOUNT}:role/LoggingWriter`;
const billing: IMonitoredApplicationProfile = { name: 'billing', profileId: 'abc123', model: SONNET_5_5 };

/** The kinds of which each profile has an alarm. */
const OF_PROFILE = ['throttles', 'serverErrors', 'clientErrors', 'latency', 'timeToFirstToken', 'legacyModel'] as const;

type Props = InvocationAlarmsProps | ((stack: Stack) => InvocationAlarmsProps);

function alarmsIn(stack: Stack, props: Props): InvocationAlarms {
  return new InvocationAlarms(stack, 'Alarms', typeof props === 'function' ? props(stack) : props);
}

const records = (stack: Stack) => logs.LogGroup.fromLogGroupName(stack, 'Records', 'records');
const action = (name: string): cloudwatch.IAlarmAction =>
  ({ bind: () => ({ alarmActionArn: `arn:aws:sns:af-south-1:${ACCOUNT}:${name}` }) });

interface Alarms {
  readonly template: any;
  /** The properties of all alarms by their paths. */
  readonly alarms: Record<string, any>;
}

function read(stack: Stack): Alarms {
  const template = Template.fromStack(stack).toJSON();
  const alarms = stack.node.findAll().filter((one): one is cloudwatch.Alarm => one instanceof cloudwatch.Alarm)
    .map((alarm) => {
      const logicalId = stack.getLogicalId(alarm.node.defaultChild as cloudwatch.CfnAlarm);
      return [alarm.node.path.replace(/^.*\/Alarms\//, ''), template.Resources[logicalId].Properties];
    });
  return { template, alarms: Object.fromEntries(alarms) };
}

function synthesized(props: Props, env = CAPE_TOWN): Alarms {
  const stack = testStack(env);
  alarmsIn(stack, props);
  return read(stack);
}

/** Whether an alarm goes off after periods with these values, the newest last. */
function goesOff(alarm: any, ...values: (number | undefined)[]): boolean {
  expect(alarm.TreatMissingData).toBe('notBreaching');
  const isBad = (value?: number) => value !== undefined
    && (alarm.ComparisonOperator === 'GreaterThanThreshold' ? value > alarm.Threshold : value >= alarm.Threshold);
  return values.slice(-alarm.EvaluationPeriods).filter(isBad).length >= alarm.DatapointsToAlarm;
}

/** The value of an alarm's metric math, by the values of its metrics. */
function computed(alarm: any, valueOf: (metricName: string, modelId?: string) => number | undefined): number {
  const [{ Expression }] = alarm.Metrics;
  const metrics = alarm.Metrics.slice(1);
  const values = metrics.map(({ MetricStat: { Metric } }: any) => valueOf(Metric.MetricName, Metric.Dimensions?.[0].Value));
  return evaluate(Expression, Object.fromEntries(metrics.map(({ Id }: any, index: number) => [Id, values[index]])));
}

/** Every metric that an alarm watches: namespace, name and dimensions. */
function metricsOf(alarm: any): string[] {
  const metrics = alarm.Metrics?.flatMap(({ MetricStat }: any) => MetricStat ? [MetricStat.Metric] : []) ?? [alarm];
  return metrics.map(({ Namespace, MetricName, Dimensions = [] }: any) =>
    [Namespace, MetricName, ...Dimensions.map(({ Name }: any) => Name)].join(' '));
}

let everything: Alarms;
let guarded: Alarms;
beforeAll(() => {
  everything = synthesized((stack) => ({
    models: [SONNET_5_5, OPUS_5_5, HAIKU_4_5],
    applicationProfiles: [billing],
    quotas,
    logGroup: records(stack),
    deliveries: [CLOUDWATCH_LOGS, LARGE_DATA],
    allowedDestinationRegions: ['eu-*', 'us-east-1'],
    loggingWriterRoleArns: [WRITER],
    actions: [action('ops')],
  }));
  guarded = synthesized({ guardPolicyIds: ['p-12345678'], loggingChanges: { enabled: true } }, VIRGINIA);
});

describe('what is watched', () => {
  test('there is an alarm of each kind for each thing', () => {
    const ofEach = (kind: string) => ['sonnet-5-5', 'opus-5-5', 'haiku-4-5-20251001-v1:0', 'billing'].map((label) => `${kind}/${label}`);
    expect(Object.keys(everything.alarms)).toEqual([
      ...['Throttles', 'ServerErrors', 'ClientErrors', 'Latency', 'TimeToFirstToken'].flatMap(ofEach),
      'QuotaShare/sonnet-5-5', 'QuotaShare/opus-5-5', // the third has no known quota
      ...ofEach('LegacyModel'),
      'DeliveryFailure/CloudWatchLogs', 'DeliveryFailure/LargeData', 'LogSilence/Alarm', 'MissingRegion/Alarm', 'UnexpectedRegion/Alarm',
      'LoggingChanges/Alarm',
    ]);
  });

  test('every metric of AWS exists, with the dimension that it has', () => {
    const ofModel = ['InvocationThrottles', 'InvocationServerErrors', 'InvocationClientErrors', 'InvocationLatency', 'TimeToFirstToken',
      'EstimatedTPMQuotaUsage', 'LegacyModelInvocations', 'Invocations'];
    expect(new Set(Object.values(everything.alarms).flatMap(metricsOf))).toEqual(new Set([
      ...ofModel.map((name) => `AWS/Bedrock ${name} ModelId`),
      'AWS/Bedrock ModelInvocationLogsCloudWatchDeliveryFailure',
      'AWS/Bedrock ModelInvocationLargeDataS3DeliveryFailure',
      'AWS/Bedrock ModelInvocationLogsCloudWatchDeliverySuccess',
      'cdk-bedrock-cris Stack-Alarms-LoggingChanges-0FB94B0C',
      'cdk-bedrock-cris Stack-Alarms-MissingRegion-AA9945A5',
      'cdk-bedrock-cris Stack-Alarms-UnexpectedRegion-B478B673',
    ]));
  });

  test('all alarms do what is to be done, say what they mean, and have no name of their own', () => {
    for (const alarm of Object.values(everything.alarms)) {
      expect(alarm.AlarmActions).toEqual([`arn:aws:sns:af-south-1:${ACCOUNT}:ops`]);
      expect(alarm.AlarmDescription).toMatch(/\. (Look|Compare|Lower|Check|Stream|Move|The log) .+\.$/);
      expect(alarm.AlarmDescription.length).toBeLessThanOrEqual(1024);
      expect(alarm).not.toHaveProperty('AlarmName');
    }
  });

  test('a filter counts for the alarm beside it', () => {
    for (const kind of ['MissingRegion', 'UnexpectedRegion']) {
      const [filter] = filtersOf(everything, kind);
      expect(filter.MetricTransformations).toMatchObject([{
        MetricName: everything.alarms[`${kind}/Alarm`].MetricName,
        MetricValue: '1',
        DefaultValue: 0,
      }]);
      expect(filter.LogGroupName).toBe('records');
    }
  });

  test.each<[string, InvocationAlarmsProps, string[]]>([
    ['models without streams', { models, streaming: false },
      ['Throttles/sonnet-5-5', 'ServerErrors/sonnet-5-5', 'ClientErrors/sonnet-5-5', 'Latency/sonnet-5-5', 'LegacyModel/sonnet-5-5']],
    ['deliveries alone', { deliveries: [S3], loggingChanges: { enabled: false } }, ['DeliveryFailure/S3']],
    ['large bodies, which are no records',
      {
        models,
        deliveries: [LARGE_DATA],
        loggingChanges: { enabled: false },
        ...off(...OF_PROFILE),
      },
      ['DeliveryFailure/LargeData']],
    ['changes that are switched on',
      { models, loggingChanges: { enabled: true }, ...off(...OF_PROFILE) },
      ['LoggingChanges/Alarm']],
  ])('of %s', (_, props, expected) => {
    const stack = new Stack(new App(), 'Stack', { env: CAPE_TOWN });
    expect(alarmsIn(stack, props).alarms.map(({ node }) => node.path.replace('Stack/Alarms/', ''))).toEqual(expected);
  });

  test.each([
    [CAPE_TOWN, true], [IRELAND, false], [undefined, false],
  ])('whether a Region must be in records of a stack in %p by default: %p', (env, expected) => {
    const stack = new Stack(new App(), 'Stack', { env });
    const { alarms } = alarmsIn(stack, { logGroup: records(stack) });
    expect(alarms.some(({ node }) => node.path.includes('/MissingRegion/'))).toBe(expected);
  });
});

function off(...kinds: (keyof InvocationAlarmsProps)[]): Partial<InvocationAlarmsProps> {
  return Object.fromEntries(kinds.map((kind) => [kind, { enabled: false }]));
}

/** What an operator expects of each kind without options, by hand: an alarm of the kind, and when it goes off. */
const EXPECTED: Readonly<Record<AlarmKind, readonly [alarm: string, goesOff: string]>> = {
  throttles: ['Throttles/billing', 'Sum of InvocationThrottles from 1 in 5 minutes, 3 of 5'],
  serverErrors: ['ServerErrors/billing', 'Sum of InvocationServerErrors from 1 in 5 minutes, 3 of 5'],
  clientErrors: ['ClientErrors/billing', 'Sum of InvocationClientErrors from 10 in 5 minutes, 3 of 5'],
  latency: ['Latency/billing', 'p90 of InvocationLatency above 60000 in 5 minutes, 3 of 5'],
  timeToFirstToken: ['TimeToFirstToken/billing', 'p90 of TimeToFirstToken above 10000 in 5 minutes, 3 of 5'],
  quotaShare: ['QuotaShare/opus-5-5', 'Sum of EstimatedTPMQuotaUsage above 80 in 1 minutes, 3 of 5'],
  legacyModel: ['LegacyModel/billing', 'Sum of LegacyModelInvocations from 1 in 1440 minutes, 1 of 1'],
  deliveryFailure: ['DeliveryFailure/LargeData', 'Sum of ModelInvocationLargeDataS3DeliveryFailure from 1 in 5 minutes, 1 of 1'],
  logSilence: ['LogSilence/Alarm',
    'Sum of ModelInvocationLogsCloudWatchDeliverySuccess and Sum of Invocations from 1 in 15 minutes, 2 of 2'],
  missingRegion: ['MissingRegion/Alarm', 'Sum of matches from 1 in 5 minutes, 1 of 1'],
  unexpectedRegion: ['UnexpectedRegion/Alarm', 'Sum of matches from 1 in 5 minutes, 1 of 1'],
  loggingChanges: ['LoggingChanges/Alarm', 'Sum of matches from 1 in 5 minutes, 1 of 1'],
  guardChanges: ['GuardChanges/Alarm', 'Sum of matches from 1 in 5 minutes, 1 of 1'],
};

/** When an alarm goes off, in the words of the table above. */
function inWords({ ComparisonOperator, Threshold, DatapointsToAlarm, EvaluationPeriods, ...alarm }: any): string {
  const own = { Metric: alarm, Stat: alarm.Statistic, Period: alarm.Period };
  const stats: any[] = alarm.Metrics?.flatMap(({ MetricStat }: any) => MetricStat ?? []) ?? [own];
  const metrics = new Set(stats.map(({ Metric, Stat }) =>
    `${Stat} of ${Metric.Namespace === 'AWS/Bedrock' ? Metric.MetricName : 'matches'}`));
  const minutes = new Set(stats.map(({ Period }) => Period / 60));
  const comparison = { GreaterThanOrEqualToThreshold: 'from', GreaterThanThreshold: 'above' }[ComparisonOperator as string];
  const which = `${[...metrics].join(' and ')} ${comparison} ${Threshold}`;
  return `${which} in ${[...minutes].join(' or ')} minutes, ${DatapointsToAlarm} of ${EvaluationPeriods}`;
}

describe('without options', () => {
  test.each(Object.entries(EXPECTED))('%s', (_kind, [name, expected]) => {
    expect(inWords({ ...guarded.alarms, ...everything.alarms }[name])).toBe(expected);
  });

  test('docs/monitoring.md says the same of every kind, and of no other', () => {
    const [, section] = readFileSync('docs/monitoring.md', 'utf8').split('\n### Alarms\n');
    const rows = [...section.split('\n### ')[0].matchAll(/^\| `(\w+)` \| ([^|]+) \|/gm)].map(([, kind, goesOffAt]) => [kind, goesOffAt]);
    expect(rows.map(([kind]) => kind)).toEqual(ALARM_KINDS);
    expect(Object.keys(EXPECTED)).toEqual(ALARM_KINDS);
    for (const [kind, text] of rows) {
      // Where the page names no number, one is enough.
      const [, comparison, number, unit] = /(from|above) (\d+)( s\b)?/.exec(text) ?? [undefined, 'from', '1'];
      const [, expected] = EXPECTED[kind as AlarmKind];
      expect(`${kind} ${expected}`).toContain(` ${comparison} ${Number(number) * (unit ? 1000 : 1)} in `);
      const periods = /\d (?=(?:times|minutes) of)|(?<=(?:times|minutes) of )\d/g;
      expect(`${kind} ${expected}`).toContain((text.match(periods) ?? []).map((one) => one.trim()).join(' of '));
      const [minutes] = /\d+(?= minutes(?! of))/.exec(text) ?? [''];
      expect(`${kind} ${expected}`).toContain(minutes && ` in ${minutes} minutes`);
    }
  });
});

describe('when an alarm goes off', () => {
  test.each<[string, boolean, (number | undefined)[]]>([
    ['Throttles/billing', false, [1, 0, 0, 1, 0]],
    ['Throttles/billing', true, [1, 0, 1, 0, 1]],
    ['Throttles/billing', false, [1, 1, undefined, undefined, undefined, 1]],
    ['ServerErrors/billing', false, [9, 9, 0, 0, 0]],
    ['ServerErrors/billing', true, [1, 1, 1]],
    ['ClientErrors/billing', false, [9, 9, 9, 9, 9]],
    ['ClientErrors/billing', true, [10, 10, 10]],
    ['Latency/billing', false, [60_000, 60_000, 60_000]],
    ['Latency/billing', true, [60_001, 60_001, 60_001]],
    ['TimeToFirstToken/billing', false, [10_000, 10_000, 10_000]],
    ['TimeToFirstToken/billing', true, [10_001, 10_001, undefined, 10_001]],
    ['QuotaShare/sonnet-5-5', false, [80, 80, 80, 80, 80]],
    ['QuotaShare/sonnet-5-5', true, [81, 0, 81, 0, 81]],
    ['LegacyModel/billing', false, [undefined, 0]],
    ['LegacyModel/billing', true, [0, 1]],
    ['DeliveryFailure/LargeData', true, [1]],
    ['LogSilence/Alarm', false, [500, 0]],
    ['LogSilence/Alarm', true, [1, 1]],
    ['UnexpectedRegion/Alarm', true, [0, 1]],
    ['LoggingChanges/Alarm', true, [undefined, 1]],
    ['LoggingChanges/Alarm', false, [undefined, undefined]],
  ])('%s: %p', (name, expected, values) => {
    expect(goesOff(everything.alarms[name], ...values)).toBe(expected);
  });

  test('a model\'s profiles share its quota, and an idle one does not hide the others', () => {
    const usage: Record<string, number> = { [SONNET_5_5.globalProfileId]: 600_000, abc123: 1_200_000, [OPUS_5_5.globalProfileId]: 100_000 };
    const { 'QuotaShare/sonnet-5-5': sonnet, 'QuotaShare/opus-5-5': opus } = everything.alarms;
    expect(computed(sonnet, (_, id) => usage[id!])).toBe(90);
    expect(computed(sonnet, (_, id) => id === 'abc123' ? usage[id] : undefined)).toBe(60);
    expect(computed(opus, (_, id) => usage[id!])).toBe(20);
  });

  test('a quota may be a token, and a longer period holds as many minutes of it', () => {
    const unknown = TokenQuotas.fixed({ [SONNET_5_5.modelId]: Token.asNumber({ Ref: 'Quota' }) });
    const { alarms } = synthesized({ models, quotas: unknown, quotaShare: { period: Duration.minutes(5) } });
    const { Metrics: [{ Expression }, { MetricStat }] } = alarms['QuotaShare/sonnet-5-5'];
    expect(Expression).toEqual({ 'Fn::Join': ['', ['100 * usage_sonnet_5_5 / (5 * ', { Ref: 'Quota' }, ')']] });
    expect(MetricStat).toMatchObject({ Period: 300, Stat: 'Sum' });
  });

  test.each([
    ['calls, and no record at all', 7, { Invocations: 7 }],
    ['calls, and a delivery metric of 0', 7, { Invocations: 7, ModelInvocationLogsCloudWatchDeliverySuccess: 0 }],
    ['calls and records', 0, { Invocations: 7, ModelInvocationLogsCloudWatchDeliverySuccess: 3 }],
    ['no call', 0, {}],
  ])('silence: %s', (_, expected, values: Record<string, number>) => {
    const value = computed(everything.alarms['LogSilence/Alarm'],
      (name, id) => id === undefined || id === 'abc123' ? values[name] : undefined);
    expect(value).toBe(expected);
  });

  test('options change what they name, and nothing else', () => {
    const { alarms } = synthesized({
      models,
      throttles: { threshold: 3, period: Duration.minutes(1), actions: [action('pager')] },
      latency: { evaluationPeriods: 2 },
      clientErrors: { datapointsToAlarm: 5 },
      serverErrors: { enabled: false },
      actions: [action('ops')],
    });
    const arn = (name: string) => [`arn:aws:sns:af-south-1:${ACCOUNT}:${name}`];
    expect(alarms['Throttles/sonnet-5-5']).toMatchObject({
      Threshold: 3,
      EvaluationPeriods: 5,
      DatapointsToAlarm: 3,
      AlarmActions: arn('pager'),
    });
    expect(alarms['Throttles/sonnet-5-5'].Metrics[0].MetricStat.Period).toBe(60);
    expect(alarms['Latency/sonnet-5-5']).toMatchObject({
      Threshold: 60_000,
      EvaluationPeriods: 2,
      DatapointsToAlarm: 2,
      AlarmActions: arn('ops'),
    });
    expect(alarms['ClientErrors/sonnet-5-5']).toMatchObject({ Threshold: 10, EvaluationPeriods: 5, DatapointsToAlarm: 5 });
    expect(alarms).not.toHaveProperty('ServerErrors/sonnet-5-5');
  });

  test('actions that are added later reach every alarm', () => {
    const stack = testStack(CAPE_TOWN);
    alarmsIn(stack, { models, throttles: { actions: [] } }).addAlarmAction(action('late'), action('later'));
    for (const { AlarmActions } of Object.values(read(stack).alarms)) {
      expect(AlarmActions).toHaveLength(2);
    }
  });
});

describe('many profiles', () => {
  const profiles = (count: number, model = SONNET_5_5) =>
    Array.from({ length: count }, (_, index) => ({ name: `team-${index}`, profileId: `id${index}`, model }));
  const stackWith = (props: InvocationAlarmsProps) => {
    const stack = testStack(CAPE_TOWN);
    alarmsIn(stack, { ...props, ...off(...OF_PROFILE, 'loggingChanges') });
    return read(stack).alarms;
  };

  test('no alarm has more than 10 metrics, and all calls are watched', () => {
    const alarms = stackWith({ models, applicationProfiles: profiles(16), deliveries: [S3] });
    expect(Object.keys(alarms)).toEqual(['DeliveryFailure/S3', 'LogSilence/Alarm', 'LogSilence/Alarm2', 'LogSilence/Alarm3']);
    const silenceAlarms = Object.values(alarms).slice(1);
    expect(silenceAlarms.map(({ Metrics }) => Metrics.length)).toEqual([10, 10, 3]);
    const watched = silenceAlarms.flatMap(({ Metrics }) =>
      Metrics.flatMap(({ MetricStat }: any) => MetricStat?.Metric.Dimensions?.[0].Value ?? []));
    expect(new Set(watched).size).toBe(17);
  });

  test('9 may share a quota', () => {
    expect(stackWith({ models, applicationProfiles: profiles(8), quotas })['QuotaShare/sonnet-5-5'].Metrics).toHaveLength(10);
  });

  test('fails for 10 that share a quota', () => {
    const stack = new Stack(new App(), 'Stack', { env: CAPE_TOWN });
    expect(() => alarmsIn(stack, { models, applicationProfiles: profiles(9), quotas })).toThrow(
      'Stack/Alarms: \'applicationProfiles\' must name at most 9 profiles of a model with a quota, including its global one, ' +
      'since an alarm adds up no more, got: 10 of "anthropic.claude-sonnet-5-5". ' +
      'Leave its quota out of \'quotas\', or watch some profiles by another InvocationAlarms');
  });
});

function filtersOf({ template }: Alarms, kind: string): any[] {
  const isFilterOfKind = ([id, { Type }]: [string, any]) => Type === 'AWS::Logs::MetricFilter' && id.includes(kind);
  return Object.entries<any>(template.Resources).filter(isFilterOfKind).map(([, { Properties }]) => Properties);
}

describe('records', () => {
  const record = (fields: object) =>
    JSON.stringify({
      schemaType: 'ModelInvocationLog',
      region: 'af-south-1',
      modelId: SONNET_5_5.globalProfileId,
      output: { outputTokenCount: 5 },
      ...fields,
    });
  const copied = `arn:aws:bedrock:af-south-1:${ACCOUNT}:application-inference-profile/abc123`;

  test.each<[string, string, boolean, boolean]>([
    ['of a call that an allowed Region served', record({ inferenceRegion: 'eu-north-1' }), false, false],
    ['of a call that a Region served which is allowed by its code', record({ inferenceRegion: 'us-east-1' }), false, false],
    ['of a call that another Region served', record({ inferenceRegion: 'us-east-2' }), false, true],
    ['of a call that a Region served whose code begins with an allowed one', record({ inferenceRegion: 'us-east-11' }), false, true],
    ['of a global call that names no Region', record({}), true, false],
    ['of a call through an application profile that names no Region', record({ modelId: copied }), true, false],
    ['of a call through an application profile that another Region served', record({ modelId: copied, inferenceRegion: 'ap-south-1' }),
      false, true],
    ['of a call of the global profile by its ARN that names no Region',
      record({ modelId: `arn:aws:bedrock:af-south-1:${ACCOUNT}:inference-profile/global.anthropic.claude-opus-5` }), true, false],
    ['of a direct call of a model', record({ modelId: SONNET_5_5.modelId }), false, false],
    ['of a call through a geographic profile', record({ modelId: `eu.${SONNET_5_5.modelId}` }), false, false],
    ['of a global call that failed', record({ errorCode: 'ThrottlingException', output: undefined }), false, false],
    ['of a global call that a guardrail blocked', record({ output: { outputTokenCount: 0 } }), false, false],
    ['that is none', 'Permissions are correctly set for Amazon Bedrock logs.', false, false],
  ])('a record %s', (_, event, missing, unexpected) => {
    expect(matches(filtersOf(everything, 'MissingRegion')[0].FilterPattern, event)).toBe(missing);
    expect(matches(filtersOf(everything, 'UnexpectedRegion')[0].FilterPattern, event)).toBe(unexpected);
  });

  test('count under names that no other construct of the account has', () => {
    const app = new App();
    const stacks = [
      ...['One', 'Two'].map((stackName) => new Stack(new Stage(app, `Stage${stackName}`), 'Stack', { stackName, env: CAPE_TOWN })),
      new Stack(new Stage(app, 'Copy'), 'Stack', { stackName: 'Three', env: CAPE_TOWN }),
    ];
    const twice = stacks[2];
    new InvocationAlarms(twice, 'Again', { logGroup: logs.LogGroup.fromLogGroupName(twice, 'Other', 'other') });
    const names = stacks.flatMap((stack) => {
      alarmsIn(stack, { logGroup: records(stack) });
      const { Resources } = Template.fromStack(stack).toJSON();
      return Object.values<any>(Resources).flatMap(({ Properties: { MetricTransformations: transformations, PolicyName } }) =>
        transformations?.[0].MetricName ?? PolicyName ?? []);
    });
    expect(names).toHaveLength(12);
    expect(new Set(names).size).toBe(12);
  });
});

describe('changes', () => {
  const ruleOf = ({ template }: Alarms) =>
    Object.values<any>(template.Resources).find(({ Type }) => Type === 'AWS::Events::Rule').Properties;
  const event = (service: string, eventName: string, userIdentity: object, rest: object = {}) => ({
    'source': `aws.${service}`,
    'detail-type': 'AWS API Call via CloudTrail',
    'detail': { eventSource: `${service}.amazonaws.com`, eventName, userIdentity, requestParameters: null, ...rest },
  });
  const role = (arn: string) => ({ type: 'AssumedRole', sessionContext: { sessionIssuer: { type: 'Role', arn } } });
  const ROOT = { type: 'Root', sessionContext: { attributes: {} } };
  const ADMIN = role(`arn:aws:iam::${ACCOUNT}:role/Admin`);
  const PUT = 'PutModelInvocationLoggingConfiguration';

  test.each<[string, boolean, any]>([
    ['by the writer', false, event('bedrock', PUT, role(WRITER))],
    ['by another role', true, event('bedrock', PUT, ADMIN)],
    ['by a role whose name begins as the writer\'s', true, event('bedrock', PUT, role(`${WRITER}2`))],
    ['by the root user', true, event('bedrock', 'DeleteModelInvocationLoggingConfiguration', ROOT)],
    ['by a user with a key', true, event('bedrock', PUT, { type: 'IAMUser', arn: `arn:aws:iam::${ACCOUNT}:user/ann` })],
    ['that was denied', false, event('bedrock', PUT, ADMIN, { errorCode: 'AccessDenied' })],
    ['that reads only', false, event('bedrock', 'GetModelInvocationLoggingConfiguration', ADMIN)],
  ])('a change of the logging %s', (_, expected, call) => {
    expect(matchesEvent(ruleOf(everything).EventPattern, call)).toBe(expected);
  });

  test('without writers every change of the logging counts', () => {
    const { EventPattern } = ruleOf(synthesized({ deliveries: [S3] }));
    const isSeen = (identity: object) => matchesEvent(EventPattern, event('bedrock', PUT, identity));
    expect([role(WRITER), ADMIN, ROOT].map(isSeen)).toEqual([true, true, true]);
  });

  describe('of guards', () => {
    const pattern = () => {
      const [, rule] = Object.entries<any>(guarded.template.Resources).find(([id]) => id.startsWith('AlarmsGuardChangesRule'))!;
      return rule.Properties.EventPattern;
    };
    const ours = { requestParameters: { policyId: 'p-12345678' } };

    test.each<[string, boolean, any]>([
      ['changed by a person', true, event('organizations', 'UpdatePolicy', ADMIN, ours)],
      ['changed by the root user', true, event('organizations', 'UpdatePolicy', ROOT, ours)],
      ['changed by another service', true,
        event('organizations', 'UpdatePolicy', { ...ADMIN, invokedBy: 'controltower.amazonaws.com' }, ours)],
      ['deleted', true, event('organizations', 'DeletePolicy', ADMIN, ours)],
      ['detached', true,
        event('organizations', 'DetachPolicy', ADMIN, { requestParameters: { ...ours.requestParameters, targetId: 'r-abcd' } })],
      ['attached', false, event('organizations', 'AttachPolicy', ADMIN, ours)],
      ['changed by CloudFormation', false,
        event('organizations', 'UpdatePolicy', { ...ADMIN, invokedBy: 'cloudformation.amazonaws.com' }, ours)],
      ['that is another one, changed', false,
        event('organizations', 'UpdatePolicy', ADMIN, { requestParameters: { policyId: 'p-87654321' } })],
      ['switched off with all others', true,
        event('organizations', 'DisablePolicyType', ADMIN,
          { requestParameters: { rootId: 'r-abcd', policyType: 'SERVICE_CONTROL_POLICY' } })],
      ['when tag policies are switched off', false,
        event('organizations', 'DisablePolicyType', ADMIN, { requestParameters: { rootId: 'r-abcd', policyType: 'TAG_POLICY' } })],
      ['changed in vain', false, event('organizations', 'UpdatePolicy', ADMIN, { ...ours, errorCode: 'AccessDeniedException' })],
    ])('a guard %s', (_, expected, call) => {
      expect(matchesEvent(pattern(), call)).toBe(expected);
    });

    test('both rules keep events in one log group, where only they may write', () => {
      const all = Object.entries<any>(guarded.template.Resources);
      const ofType = (type: string) => all.filter(([, { Type }]) => Type === type);
      const [[logGroup, { Properties: { RetentionInDays } }], ...others] = ofType('AWS::Logs::LogGroup');
      expect(others).toEqual([]);
      expect(RetentionInDays).toBe(365);
      const rules = ofType('AWS::Events::Rule');
      expect(rules).toHaveLength(2);
      for (const [, { Properties: { Targets } }] of rules) {
        expect(Targets).toHaveLength(1);
        expect(Targets[0]).not.toHaveProperty('RoleArn');
        expect(JSON.stringify(Targets[0].Arn)).toContain(`:logs:us-east-1:${ACCOUNT}:log-group:",{"Ref":"${logGroup}"}`);
      }
      const [[, { Properties: { PolicyDocument } }], ...more] = ofType('AWS::Logs::ResourcePolicy');
      expect(more).toEqual([]);
      const parts: any[] = PolicyDocument['Fn::Join'][1];
      const { Statement } = JSON.parse(parts.map((part) => typeof part === 'string' ? part : part['Fn::GetAtt'].join('.')).join(''));
      const puts = Statement.filter(({ Action }: any) => Action === 'logs:PutLogEvents');
      expect(puts.map(({ Condition }: any) => Condition.ArnEquals['aws:SourceArn'])).toEqual(rules.map(([id]) => `${id}.Arn`));
      expect(Statement).toHaveLength(3);
      for (const { Effect, Principal, Action, Resource } of Statement) {
        expect({ Effect, Principal, Resource }).toEqual({
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Resource: `${logGroup}.Arn`,
        });
        expect(['logs:CreateLogStream', 'logs:PutLogEvents']).toContain(Action);
      }
    });
  });

  test('what only the deployment knows is not judged', () => {
    const stack = testStack();
    const token = (value: string) => Lazy.string({ produce: () => value });
    alarmsIn(stack, {
      guardPolicyIds: [token('guard')],
      loggingWriterRoleArns: Token.asList({ Ref: 'Writers' }),
      loggingChanges: { enabled: true },
    });
    const patterns = Object.values<any>(read(stack).template.Resources).flatMap(({ Properties: { EventPattern } }) => EventPattern ?? []);
    const { arn } = patterns[0].detail.userIdentity.sessionContext.sessionIssuer;
    expect(arn).toEqual([{ exists: false }, { 'anything-but': { Ref: 'Writers' } }]);
    expect(patterns[1].detail.$or[0].requestParameters.policyId).toEqual(['guard']);
  });
});

test('logical IDs stay when models are named in another order, and when one is added', () => {
  const idsOf = (of: ClaudeModel[]) => {
    const stack = new Stack(new App(), 'Stack', { env: CAPE_TOWN });
    alarmsIn(stack, { models: of, quotas, logGroup: records(stack), allowedDestinationRegions: ['eu-*'] });
    return Template.fromStack(stack).toJSON().Resources;
  };
  const oldAlarms = idsOf([SONNET_5_5, OPUS_5_5]);
  const reordered = idsOf([OPUS_5_5, SONNET_5_5]);
  expect(reordered).toEqual(oldAlarms);
  const { AlarmsLogSilenceAlarmDBA5D6E8: silence, ...rest } = oldAlarms;
  const added = idsOf([HAIKU_4_5, OPUS_5_5, SONNET_5_5]);
  expect(added).toMatchObject(rest);
  expect(added.AlarmsLogSilenceAlarmDBA5D6E8.Properties.Metrics).toHaveLength(silence.Properties.Metrics.length + 1);
});

describe('a log group of a class without metric filters', () => {
  const rareRecords = (stack: Stack) => new logs.LogGroup(stack, 'Rare', { logGroupClass: logs.LogGroupClass.INFREQUENT_ACCESS });
  const create = (props: Props) => () => alarmsIn(new Stack(new App(), 'Stack', { env: CAPE_TOWN }), props);

  test('fails for alarms that count what is in it', () => {
    const rule = 'Stack/Alarms: \'logGroup\' must be of the class STANDARD, since INFREQUENT_ACCESS takes no metric filters, by which ';
    const got = 'got: "INFREQUENT_ACCESS" of Stack/Rare. The class of a log group cannot be changed: take another one, or switch ';
    expect(create((stack) => ({ logGroup: rareRecords(stack) }))).toThrow(
      `${rule}'missingRegion' counts, ${got}'missingRegion' off`);
    expect(create((stack) => ({ logGroup: rareRecords(stack), allowedDestinationRegions: ['eu-*'] }))).toThrow(
      `${rule}'missingRegion' and 'unexpectedRegion' count, ${got}'missingRegion' and 'unexpectedRegion' off`);
    expect(create((stack) => ({ deliveries: [S3], loggingWriterLogGroup: rareRecords(stack) }))).toThrow(
      '\'loggingWriterLogGroup\' must be of the class STANDARD');
  });

  test('serves alarms that count nothing in it, and one that is imported is not judged', () => {
    expect(create((stack) => ({ logGroup: rareRecords(stack), ...off('missingRegion') }))).not.toThrow();
    expect(create((stack) => ({ logGroup: logs.LogGroup.fromLogGroupName(stack, 'L', rareRecords(stack).logGroupName) }))).not.toThrow();
  });
});

describe('what is refused', () => {
  const logGroup = records;
  test.each<[string, Props, string]>([
    ['nothing to watch', {},
      'must have something to watch: \'models\', \'applicationProfiles\', \'logGroup\', \'deliveries\' or \'guardPolicyIds\', ' +
        'got: none of them'],
    ['only switches', { loggingChanges: { enabled: false } }, 'must have something to watch'],
    ['no model', { models: [] }, '\'models\' must name at least one model, got: []'],
    ['a model whose ID is a token', { models: [ClaudeModel.of(Token.asString({ Ref: 'Model' }))] },
      '\'models\' must have IDs that are known at synthesis'],
    ['quotas without models', { deliveries: [S3], quotas }, '\'quotas\' needs \'models\' or \'applicationProfiles\''],
    ['streaming without models', { deliveries: [S3], streaming: true },
      '\'streaming\' needs \'models\' or \'applicationProfiles\', got: true'],
    ['a log group in another Region',
      (stack) => ({ logGroup: logs.LogGroup.fromLogGroupArn(stack, 'L', `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:x:*`) }),
      '\'logGroup\' must be in the Region of the stack (af-south-1), since alarms see metrics of one account and Region, got: "eu-west-1"'],
    ['a destination twice', { deliveries: [S3, S3] }, '\'deliveries\' must name each once, got: "S3" twice'],
    ['a model that is a text', { models: ['anthropic.claude-opus-5' as any] }, '\'models\' must hold ClaudeModels, got: "anthropic'],
    ['a destination that is none', { deliveries: ['s3' as any] },
      '\'deliveries\' must be one of CLOUDWATCH_LOGS, S3, LARGE_DATA, got: "s3". Choose one'],
    ['destinations that only the deployment knows', { deliveries: Token.asList({ Ref: 'Deliveries' }) as any },
      '\'deliveries\' must be a list that is known at synthesis, got: a token'],
    ['options that are null', { models, throttles: { threshold: null as any } },
      '\'throttles.threshold\' must be given or left out, got: null'],
    ['an action that is undefined', { models, throttles: { actions: [undefined as any] } },
      '\'throttles.actions\' must hold no undefined and no null, got: undefined as element 1 of 1'],
    ['no destination', { deliveries: [] }, '\'deliveries\' must be a list of at least one text, got: []'],
    ['no allowed Region', (stack) => ({ logGroup: logGroup(stack), allowedDestinationRegions: [] }),
      '\'allowedDestinationRegions\' must be a list of at least one text, got: []'],
    ['any Region', (stack) => ({ logGroup: logGroup(stack), allowedDestinationRegions: ['*'] }),
      '\'allowedDestinationRegions\' must hold codes of Regions, or their beginnings and "*", got: "*". ' +
        'For example "eu-west-1" or "eu-*"; to allow all, leave it out'],
    ['a Region\'s name', (stack) => ({ logGroup: logGroup(stack), allowedDestinationRegions: ['Ireland'] }),
      '\'allowedDestinationRegions\' must hold codes of Regions'],
    ['a wildcard within a Region', (stack) => ({ logGroup: logGroup(stack), allowedDestinationRegions: ['eu-*-1'] }),
      '\'allowedDestinationRegions\' must hold codes of Regions'],
    ['allowed Regions without records', { models, allowedDestinationRegions: ['eu-*'] },
      '\'allowedDestinationRegions\' needs \'logGroup\''],
    ['more Regions than a pattern holds',
      (stack) => ({ logGroup: logGroup(stack), allowedDestinationRegions: Array.from({ length: 40 }, (_, index) => `eu-west-${index}`) }),
      'Alarms: \'allowedDestinationRegions\' must fit a filter pattern of 1024 characters, got: '],
    ['Regions in a token', (stack) => ({ logGroup: logGroup(stack), allowedDestinationRegions: Token.asList({ Ref: 'Regions' }) }),
      '\'allowedDestinationRegions\' must be a list that is known at synthesis, got: a token'],
    ['a writer that is a name', { deliveries: [S3], loggingWriterRoleArns: ['Writer'] },
      '\'loggingWriterRoleArns\' must hold ARNs of roles, got: "Writer"'],
    ['writers of what is not watched', { models, loggingWriterRoleArns: [WRITER] }, '\'loggingWriterRoleArns\' needs \'loggingChanges\''],
    ['the log of a writer that is not watched', (stack) => ({ models, loggingWriterLogGroup: logGroup(stack) }),
      '\'loggingWriterLogGroup\' needs \'loggingChanges\''],
    ['a guard by its name', { guardPolicyIds: ['my-guard'] },
      '\'guardPolicyIds\' must hold IDs of policies of an organization, got: "my-guard"'],
    ['a guard that is undefined', { guardPolicyIds: [undefined as any] },
      '\'guardPolicyIds\' must hold no undefined and no null, got: undefined as element 1 of 1'],
    ['guards in another Region', { guardPolicyIds: ['p-12345678'] },
      '\'guardPolicyIds\' must be in a stack of us-east-1 in the organization\'s management account, ' +
        'since AWS reports changes of policies only there, got: "af-south-1"'],
    ...[0, -1, NaN].map((threshold): [string, Props, string] =>
      [`a threshold of ${threshold}`, { models, latency: { threshold } }, '\'latency.threshold\' must be a number above 0, got: ']),
    ...[0, 1.5].map((evaluationPeriods): [string, Props, string] =>
      [`${evaluationPeriods} periods`, { models, latency: { evaluationPeriods } },
        '\'latency.evaluationPeriods\' must be a whole number from 1, got: ']),
    ['more bad periods than periods', { models, latency: { datapointsToAlarm: 6 } },
      '\'latency.datapointsToAlarm\' must be at most \'evaluationPeriods\', which is 5, got: 6'],
    ['a period of 90 seconds', { models, latency: { period: Duration.seconds(90) } },
      '\'latency.period\' must be whole minutes, since Amazon Bedrock counts by the minute, got: "1 minute 30 seconds"'],
    ['a period that only the deployment knows', { models, latency: { period: Duration.minutes(Token.asNumber({ Ref: 'Minutes' })) } },
      '\'latency.period\' must be known at synthesis, got: a token. For example Duration.minutes(5)'],
    ['a period of nothing', { models, latency: { period: Duration.minutes(0) } }, '\'latency.period\' must be whole minutes'],
    ['more than a day', { models, latency: { period: Duration.minutes(30), evaluationPeriods: 49 } },
      '\'latency\' must look back at most a day in all its periods'],
    ['more than a week', { models, latency: { period: Duration.hours(6), evaluationPeriods: 29 } },
      '\'latency\' must look back at most 7 days in all its periods'],
    ...(['throttles', 'serverErrors', 'clientErrors', 'latency', 'timeToFirstToken', 'quotaShare',
      'legacyModel', 'logSilence'] as const).map((kind): [string, Props, string] =>
      [`options of ${kind} without calls`, { deliveries: [S3], [kind]: { threshold: 5 } },
        `'${kind}' needs 'models' or 'applicationProfiles', got: {"threshold":5}. Add that, or leave the options out`]),
    ['first tokens without streams', { models, streaming: false, timeToFirstToken: {} },
      '\'timeToFirstToken\' needs streaming calls, and \'streaming\' is false'],
    ['a share of no quota', { models, quotaShare: {} }, '\'quotaShare\' needs \'quotas\' with a watched model'],
    ['a share of another model\'s quota', { models: [HAIKU_4_5], quotas, quotaShare: {} },
      '\'quotaShare\' needs \'quotas\' with a watched model'],
    ['silence without deliveries', { models, logSilence: {} }, '\'logSilence\' needs a destination of records'],
    ['failures of no delivery', { models, deliveryFailure: {} }, '\'deliveryFailure\' needs \'deliveries\' or \'logGroup\''],
    ['Regions of no records', { models, missingRegion: { enabled: true } }, '\'missingRegion\' needs \'logGroup\''],
    ['unexpected Regions where all are expected', (stack) => ({ logGroup: logGroup(stack), unexpectedRegion: {} }),
      '\'unexpectedRegion\' needs \'allowedDestinationRegions\''],
    ['options of what is off by default', { models, loggingChanges: { threshold: 2 } },
      '\'loggingChanges\' is off by default, got: {"threshold":2}. Add enabled: true'],
    ['changes of no guard', { models, guardChanges: {} }, '\'guardChanges\' needs \'guardPolicyIds\''],
  ])('fails for %s', (_, props, message) => {
    const stack = new Stack(new App(), 'Stack', { env: CAPE_TOWN }); // nothing is made, so nothing is swept
    expect(() => alarmsIn(stack, props)).toThrow(message.startsWith('Alarms: ') ? message : `Stack/Alarms: ${message}`);
  });

  test.each([NaN, 0.5, Infinity])('tells of %p periods, and nothing that follows', (evaluationPeriods) => {
    expect(() => alarmsIn(new Stack(new App(), 'Stack'), { models, throttles: { evaluationPeriods, datapointsToAlarm: 2 } }))
      .toThrow(/^Stack\/Alarms: 'throttles\.evaluationPeriods' must be a whole number from 1, got: .*$/);
  });

  test.each([undefined, null, 'models'])('fails for props that are %p', (props) => {
    const create = () => new InvocationAlarms(new Stack(new App(), 'Stack'), 'Alarms', props as any);
    expect(create).toThrow('Stack/Alarms: \'props\' must say what is watched, got: ');
  });

  test('fails for all that is wrong at once', () => {
    const props = { models, latency: { threshold: 0, evaluationPeriods: 1.5 }, guardChanges: {}, deliveries: [] };
    expect(() => alarmsIn(new Stack(new App(), 'Stack'), props)).toThrow([
      'Stack/Alarms: 4 rules are broken:',
      '- \'deliveries\' must be a list of at least one text, got: []. Leave it out for none',
      '- \'guardChanges\' needs \'guardPolicyIds\', got: {}. Add that, or leave the options out',
      '- \'latency.threshold\' must be a number above 0, got: 0. To have no such alarm, set { enabled: false }',
      '- \'latency.evaluationPeriods\' must be a whole number from 1, got: 1.5. For example 3',
    ].join('\n'));
  });
});
