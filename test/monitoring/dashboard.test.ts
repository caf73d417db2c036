import { App, Duration, Fn, Stack, Token } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as logs from 'aws-cdk-lib/aws-logs';
import fc from 'fast-check';
import {
  ClaudeModel, InvocationDashboard, InvocationDashboardProps, InvocationQueries, IMonitoredApplicationProfile, RecordDelivery,
  TokenQuotas,
} from '../../src';
import { CAPE_TOWN } from '../support/decisions';
import { only, text } from '../support/logging';
import { evaluate } from '../support/metric-math';
import { testStack } from '../support/stack';

const { SONNET_5_5, OPUS_5 } = ClaudeModel;
const MODELS = Object.values(ClaudeModel).filter((value): value is ClaudeModel => value instanceof ClaudeModel).slice(0, 13);
const PROFILES: IMonitoredApplicationProfile[] = ['billing', 'search', 'Team A', 'nightly', 'x'].map((name, index) =>
  ({ name, profileId: `abc${index}`, model: MODELS[index % 3] }));
const QUOTAS = TokenQuotas.fixed(Object.fromEntries(MODELS.map(({ modelId }) => [modelId, 2000000])));
const logGroupIn = (stack: Stack) =>
  stack.node.tryFindChild('Records') as logs.ILogGroup ?? logs.LogGroup.fromLogGroupName(stack, 'Records', 'records');

const OF_MODELS = [
  'Invocations', 'InvocationLatency', 'InvocationClientErrors', 'InvocationServerErrors', 'InvocationThrottles', 'InputTokenCount',
  'OutputTokenCount',
  'LegacyModelInvocations', 'TimeToFirstToken', 'EstimatedTPMQuotaUsage', 'CacheReadInputTokenCount', 'CacheWriteInputTokenCount',
  'CacheReadInputTokens', 'CacheWriteInputTokens',
];
const OF_DELIVERIES = ['ModelInvocationLogsCloudWatchDelivery', 'ModelInvocationLogsS3Delivery', 'ModelInvocationLargeDataS3Delivery']
  .flatMap((name) => [`${name}Success`, `${name}Failure`]);
const QUESTIONS = [
  'Is anything wrong now?',
  'How many calls are there, and how many fail?',
  'Are calls throttled, and how much of the quotas is left?',
  'How long do callers wait?',
  'Which tokens are used, and does the prompt cache help?',
  'Which Regions served the calls?',
  'Who calls, and which models?',
  'Which calls stand out?',
  'Do the records of calls arrive?',
  'How do tokens count against a quota?',
];

let made = 0;

/** The widgets of a dashboard, without synthesizing its stack. */
function widgetsOf(stack: Stack, props: InvocationDashboardProps): any[] {
  const { dashboard } = new InvocationDashboard(stack, `D${made++}`, props);
  return JSON.parse(text(stack.resolve((dashboard.node.defaultChild as cloudwatch.CfnDashboard).dashboardBody))).widgets;
}

const titles = (widgets: any[]) => widgets.map(({ properties }) => properties.title).filter((title) => title !== undefined);
const questions = (widgets: any[]) => widgets
  .map(({ properties }) => properties.markdown)
  .filter((markdown) => markdown?.startsWith('### '))
  .map((markdown) => markdown.slice(4));
const titled = (widgets: any[], title: string) => widgets.find(({ properties }) => properties.title === title).properties;
const isObject = (value: unknown): value is any => typeof value === 'object' && !Array.isArray(value);

/** What CloudWatch would refuse or could never show. */
function faults(widgets: any[]): string[] {
  const found: string[] = [];
  const taken = new Set<string>();
  for (const { x, y, width, height } of widgets) {
    for (let cell = 0; cell < width * height; cell++) {
      const [column, line] = [x + cell % width, y + Math.floor(cell / width)];
      found.push(...column >= 24 || taken.has(`${column},${line}`) ? [`no room at ${column},${line}`] : []);
      taken.add(`${column},${line}`);
    }
  }
  let all = 0;
  for (const { properties } of widgets.filter(({ type }) => type === 'metric')) {
    const title = properties.title ?? 'number';
    const metrics: any[][] = properties.metrics ?? [];
    const options = metrics.map((metric) => metric.filter(isObject)[0] ?? {});
    const ids = options.map(({ id }) => id).filter(Boolean);
    all += metrics.length;
    const isBad = (id: string, index: number) => !/^[a-z][A-Za-z0-9_]*$/.test(id) || ids.indexOf(id) !== index;
    found.push(...ids.filter(isBad).map((id) => `${title}: bad id ${id}`));
    found.push(...options.some(({ visible }) => visible !== false) && metrics.length <= 500 ? [] : [`${title}: ${metrics.length} metrics`]);
    const used = options.flatMap(({ expression = '' }) => expression.match(/\b[a-z]\w*\b/g) ?? []);
    const isLineOfItsOwn = (id: string) => /^estimate\d+$/.test(id);
    const isShown = (id: string) => options.find((option) => option.id === id)?.visible !== false && !isLineOfItsOwn(id);
    found.push(...used.filter((id) => !ids.includes(id) || isShown(id)).map((id) => `${title}: ${id} is missing, or shown`));
    const hidden = options.filter(({ visible }) => visible === false);
    found.push(...hidden.filter(({ id }) => !used.includes(id)).map(({ id }) => `${title}: ${id} is never used`));
    found.push(...options.filter(({ expression = '' }) => expression.length > 2048).map(() => `${title}: long expression`));
    const named = metrics.map((metric) => metric.filter((part) => !isObject(part))).filter(({ length }) => length > 0);
    for (const [namespace, name, ...dimensions] of named) {
      const [dimension, value, ...more] = dimensions;
      const documented = namespace === 'AWS/Bedrock' && more.length === 0 &&
        (dimensions.length === 0 ? OF_DELIVERIES.includes(name) : OF_MODELS.includes(name) && dimension === 'ModelId' && value !== '');
      found.push(...documented ? [] : [`${title}: ${[namespace, name, ...dimensions].join(' ')}`]);
    }
  }
  return [...found, ...widgets.length > 500 || all > 2500 ? [`${widgets.length} widgets, ${all} metrics`] : []];
}

test('the rows come in the order in which an operator looks', () => {
  const stack = new Stack();
  const full = widgetsOf(stack, { models: [SONNET_5_5], quotas: QUOTAS, logGroup: logGroupIn(stack) });
  expect(questions(full)).toEqual(QUESTIONS);
  expect(titled(full, 'Regions that served the calls').query).toBe(`SOURCE 'records' | ${InvocationQueries.BY_DESTINATION_REGION}`);
  expect(faults(full)).toEqual([]);
});

/** What the profiles' metrics are at some time, by their statistics: of the model's global profile, and of billing's. */
const AT_A_TIME: Record<string, [number?, number?]> = {
  'Invocations Sum': [60, 20],
  'InvocationClientErrors Sum': [3, 4],
  'InvocationServerErrors Sum': [2, 1],
  'InvocationThrottles Sum': [40, 20],
  'InvocationLatency p90': [4000, 9000],
  'EstimatedTPMQuotaUsage Sum': [600_000, 1_200_000],
  'InputTokenCount Sum': [3000, 1000],
  // Two names of one metric: each profile has data under one of them.
  'CacheReadInputTokenCount Sum': [6000],
  'CacheReadInputTokens Sum': [undefined, 2000],
  'CacheWriteInputTokenCount Sum': [undefined, 1000],
  'CacheWriteInputTokens Sum': [1000],
  'OutputTokenCount Sum': [1000, 400],
};
const eachProfile = (series: string) => [`sonnet-5-5: ${series} of global.anthropic.claude-sonnet-5-5`, `billing: ${series} of abc`];
const delivery = (name: string) => [`Delivered: ${name}DeliverySuccess Sum`, `Not delivered: ${name}DeliveryFailure Sum`];

/** What the widgets of each row must show: series, the values of expressions at that time, queries, and the table of the text. */
const MEANING: Record<string, Record<string, string[]>> = {
  'Is anything wrong now?': {
    number: [
      'Calls in 5 minutes: 80',
      'Failed or throttled, of 100: 50',
      'Throttled calls in 5 minutes: 60',
      'Slowest p90 latency, ms: 9000',
      'Highest share of a quota, %: 90 each minute',
    ],
  },
  'How many calls are there, and how many fail?': {
    'Calls': eachProfile('Invocations Sum'),
    'Errors of all calls': ['Callers\' errors: 7', 'Amazon Bedrock\'s errors: 3'],
    'Failed or throttled, of 100 calls': ['sonnet-5-5: 45', 'billing: 62.5'],
  },
  'Are calls throttled, and how much of the quotas is left?': {
    'Throttled calls': eachProfile('InvocationThrottles Sum'),
    'Tokens per minute, percent of the quota': ['sonnet-5-5: 90 each minute'],
    'sonnet-5-5: quota tokens per minute': [
      'Estimated: 1800000 each minute',
      'sonnet-5-5, estimated: EstimatedTPMQuotaUsage Sum each minute of global.anthropic.claude-sonnet-5-5',
      'billing, estimated: EstimatedTPMQuotaUsage Sum each minute of abc',
      'Settled, at an assumed rate: 20000 each minute',
    ],
  },
  'How long do callers wait?': {
    'Latency p50, ms': eachProfile('InvocationLatency p50'),
    'Latency p90, ms': eachProfile('InvocationLatency p90'),
    'Latency p99, ms': eachProfile('InvocationLatency p99'),
    'Time to first token p50, ms': eachProfile('TimeToFirstToken p50'),
    'Time to first token p90, ms': eachProfile('TimeToFirstToken p90'),
    'Time to first token p99, ms': eachProfile('TimeToFirstToken p99'),
  },
  'Which tokens are used, and does the prompt cache help?': {
    'Input tokens, uncached': eachProfile('InputTokenCount Sum'),
    'Output tokens': eachProfile('OutputTokenCount Sum'),
    'Read from the cache, percent of input': ['sonnet-5-5: 60', 'billing: 50'],
    'Tokens read from the cache': ['sonnet-5-5: 6000', 'billing: 2000'],
    'Tokens written to the cache': ['sonnet-5-5: 1000', 'billing: 1000'],
  },
  'Which Regions served the calls?': { 'Regions that served the calls': ['BY_DESTINATION_REGION of records'] },
  'Who calls, and which models?': { Callers: ['BY_CALLER of records'], Models: ['BY_MODEL of records'] },
  'Which calls stand out?': {
    'Slowest call, ms': eachProfile('InvocationLatency Maximum'),
    'Calls with the most tokens in their prompts': ['BIG_PROMPTS of records'],
  },
  'Do the records of calls arrive?': {
    'Delivery to CloudWatch Logs': delivery('ModelInvocationLogsCloudWatch'),
    'Delivery to S3': delivery('ModelInvocationLogsS3'),
    'Delivery of large bodies to S3': delivery('ModelInvocationLargeDataS3'),
  },
  'How do tokens count against a quota?': {
    table: [
      '| tokens | when a call starts | when it has ended |',
      '|---|---|---|',
      '| input, uncached | 1 × | 1 × |',
      '| written to the prompt cache | 1 × | 1 × |',
      '| read from the prompt cache | 1 × | none |',
      '| output | `max_tokens` | 10 ×, assumed; AWS states none |',
    ],
  },
};

/** What the metrics of a widget show, in the words of the table above. */
function seriesOf(metrics: any[][]): string[] {
  const all = metrics.map((metric) => {
    const [, name, , modelId] = metric.filter((part) => !isObject(part));
    return { name, modelId, ...metric.find(isObject) };
  });
  const valueOf = ({ name, stat, modelId, expression, period }: any): number | undefined => {
    if (!expression) {
      return AT_A_TIME[`${name} ${stat}`]?.[modelId === 'abc' ? 1 : 0];
    }
    const used = all.filter(({ id }) => id && expression.match(/\b[a-z]\w*\b/g).includes(id));
    expect([expression, ...used.map((metric) => metric.period)]).toEqual([expression, ...used.map(() => period)]);
    return evaluate(expression, Object.fromEntries(used.map((metric) => [metric.id, valueOf(metric)])));
  };
  return all.filter(({ visible }) => visible !== false).map(({ label, name, stat, modelId, ...metric }) => {
    const each = { 60: ' each minute' }[metric.period as number] ?? '';
    return `${label}: ${metric.expression ? valueOf(metric) : `${name} ${stat}`}${each}${modelId ? ` of ${modelId}` : ''}`;
  });
}

function meaningOf(widgets: any[]): Record<string, Record<string, string[]>> {
  const found: Record<string, Record<string, string[]>> = {};
  let row: Record<string, string[]> = {};
  for (const { type, properties: { title = 'number', markdown, query, metrics } } of widgets) {
    if (markdown?.startsWith('### ')) {
      row = found[markdown.slice(4)] = {};
    } else if (type === 'text') {
      row.table = markdown.split('\n').filter((line: string) => line.startsWith('|'));
    } else if (type === 'log') {
      const [, logGroup, rest] = /^SOURCE '(\w+)' \| (.*)$/s.exec(query)!;
      row[title] = Object.entries(InvocationQueries).filter(([, value]) => value === rest).map(([name]) => `${name} of ${logGroup}`);
    } else {
      row[title] = [...row[title] ?? [], ...seriesOf(metrics)];
    }
  }
  return found;
}

describe('what is shown is what its title says', () => {
  const applicationProfiles = [{ name: 'billing', profileId: 'abc', model: SONNET_5_5 }];
  const everything = (stack: Stack, props: InvocationDashboardProps = {}) => widgetsOf(stack, {
    models: [SONNET_5_5],
    applicationProfiles,
    quotas: QUOTAS,
    logGroup: logGroupIn(stack),
    deliveries: Object.values(RecordDelivery),
    ...props,
  });
  let found: ReturnType<typeof meaningOf>;
  beforeAll(() => {
    found = meaningOf(everything(new Stack()));
  });

  test.each(Object.entries(MEANING))('%s', (question, meaning) => {
    expect(found[question]).toEqual(meaning);
  });

  test('nothing else is shown', () => {
    expect(Object.keys(found)).toEqual(Object.keys(MEANING));
  });

  test('of several quotas the fullest is the number, and each is a line', () => {
    const quotas = TokenQuotas.fixed({ [SONNET_5_5.modelId]: 2_000_000, [OPUS_5.modelId]: 1_000_000 });
    const of = meaningOf(widgetsOf(new Stack(), { models: [SONNET_5_5, OPUS_5], quotas }));
    expect(of['Is anything wrong now?'].number.at(-1)).toBe('Highest share of a quota, %: 60 each minute');
    expect(of['Are calls throttled, and how much of the quotas is left?']['Tokens per minute, percent of the quota'])
      .toEqual(['sonnet-5-5: 30 each minute', 'opus-5: 60 each minute']);
  });

  test('models with another burndown rate have a line of their own', () => {
    const other = ClaudeModel.of('anthropic.claude-other-9', { outputTokenBurndownRate: 7 });
    const { table } = meaningOf(widgetsOf(new Stack(), { models: [SONNET_5_5, other] }))['How do tokens count against a quota?'];
    expect(table.slice(-2)).toEqual([
      '| output of anthropic.claude-sonnet-5-5 | `max_tokens` | 10 ×, assumed; AWS states none |',
      '| output of anthropic.claude-other-9 | `max_tokens` | 7 × |',
    ]);
  });

  test('it is all of the account and Region that are named', () => {
    const widgets = everything(new Stack(), { region: 'eu-west-1', account: '111122223333' });
    const places = widgets.flatMap(({ type, properties }) => type === 'log' ? [properties]
      : (properties.metrics ?? []).map((metric: any[]) => metric.find(isObject)).filter(({ expression }: any) => !expression));
    expect(places.length).toBeGreaterThan(50);
    expect(new Set(places.map(({ region, accountId }) => `${region} ${accountId}`))).toEqual(new Set(['eu-west-1 111122223333']));
  });
});

describe('the day quota is one for all models, and counted by price (N3)', () => {
  test('it is named with its code, and no metric is drawn against it', () => {
    const widgets = widgetsOf(new Stack(), { models: [SONNET_5_5], quotas: QUOTAS });
    const { markdown } = widgets.at(-1).properties;
    expect(markdown).toMatch(/all models .*: Cross-Model Max Tokens Per Day \(L-E3F10727\)\. .* by price, so no metric shows its use/);
    expect(markdown).not.toContain('last reading');
    expect(titles(widgets).filter((title) => /day/i.test(title))).toEqual([]);
  });

  test('its applied value is told as the deployment reads it', () => {
    const stack = testStack(CAPE_TOWN);
    const quotas = TokenQuotas.applied(stack, 'Quotas', { models: [SONNET_5_5], fallbackTokensPerMinute: 7 });
    const { dashboard } = new InvocationDashboard(stack, 'Dashboard', { models: [SONNET_5_5], quotas });
    const { dashboardBody } = dashboard.node.defaultChild as cloudwatch.CfnDashboard;
    expect(text(stack.resolve(dashboardBody))).toMatch(/At the last reading it was: <Quotas\w+\.DayQuota>\./);
  });
});

test('nothing is shown that could never have data', () => {
  const stack = new Stack();
  const plain = widgetsOf(stack, { models: [SONNET_5_5], streaming: false });
  expect(questions(plain)).toEqual(QUESTIONS.filter((question) => !/Region|Who|arrive/.test(question)));
  expect(titles(plain).filter((title) => /first token|quota/i.test(title))).toEqual([]);
  expect(plain.filter(({ type }) => type === 'log')).toEqual([]);
  const records = widgetsOf(stack, { logGroup: logGroupIn(stack) });
  expect(questions(records)).toEqual(QUESTIONS.filter((question) => /Region|Who|stand out|arrive/.test(question)));
  expect(titles(widgetsOf(stack, { deliveries: [RecordDelivery.S3] }))).toEqual(['Delivery to S3']);
});

test('thirteen models and five application profiles stay within the limits of a dashboard', () => {
  const stack = testStack(CAPE_TOWN);
  new InvocationDashboard(stack, 'Dashboard', {
    models: MODELS, applicationProfiles: PROFILES, quotas: QUOTAS, logGroup: logGroupIn(stack), deliveries: Object.values(RecordDelivery),
  });
  const body = text(only(stack, 'AWS::CloudWatch::Dashboard').Properties.DashboardBody);
  const { widgets, periodOverride } = JSON.parse(body);
  expect([MODELS.length, titles(widgets).filter((title) => title.endsWith(': quota tokens per minute')).length]).toEqual([13, 13]);
  expect(faults(widgets)).toEqual([]);
  expect(periodOverride).toBe('inherit');
  expect(body.length).toBeLessThan(200000); // a template has at most 1 MB
});

test('application profiles count against the quota of their model, with the calls of its own profile', () => {
  for (const models of [[SONNET_5_5], undefined]) {
    const applicationProfiles = [{ name: 'billing', profileId: 'abc', model: SONNET_5_5 }];
    const widgets = widgetsOf(new Stack(), { models, applicationProfiles, quotas: QUOTAS });
    const { metrics, annotations } = titled(widgets, 'sonnet-5-5: quota tokens per minute');
    const of = (name: string) => metrics.filter((metric: any[]) => metric[1] === name).map((metric: any[]) => metric[3]);
    expect(of('EstimatedTPMQuotaUsage').sort()).toEqual(expect.arrayContaining(['abc', SONNET_5_5.globalProfileId]));
    expect(of('OutputTokenCount').sort()).toEqual(['abc', SONNET_5_5.globalProfileId]);
    expect(annotations.horizontal).toEqual([expect.objectContaining({ value: 2000000 })]);
    const share = titled(widgets, 'Tokens per minute, percent of the quota');
    expect(share.annotations.horizontal.map(({ value }: any) => value)).toEqual([80, 100]);
    expect(share.metrics.filter((metric: any[]) => metric[1] === 'EstimatedTPMQuotaUsage')).toHaveLength(2);
  }
});

test('a quota that the deployment resolves is a number in the body', () => {
  const stack = new Stack();
  const quotas = TokenQuotas.fixed({ [OPUS_5.modelId]: Token.asNumber(Fn.getAtt('Quotas', 'Opus')) });
  const { dashboard } = new InvocationDashboard(stack, 'Dashboard', { models: [OPUS_5], quotas });
  const body = text(stack.resolve((dashboard.node.defaultChild as cloudwatch.CfnDashboard).dashboardBody));
  expect(body).toContain('"value":<Quotas.Opus>');
  expect(body).toMatch(/100 \* usage_opus_5_60 \/ <Quotas\.Opus>/);
});

test('errors are red and throttles orange, and the alarms come first', () => {
  const stack = new Stack();
  const alarm = cloudwatch.Alarm.fromAlarmArn(stack, 'A', 'arn:aws:cloudwatch:af-south-1:111122223333:alarm:a');
  const widgets = widgetsOf(stack, { models: [SONNET_5_5], alarms: [alarm], period: Duration.minutes(10), region: 'af-south-1' });
  expect(widgets[1]).toMatchObject({ type: 'alarm', y: 1, properties: { alarms: [alarm.alarmArn] } });
  const colors = (title: string) => titled(widgets, title).metrics.map((metric: any[]) => metric.filter(isObject)[0].color);
  expect(colors('Errors of all calls')).toEqual([cloudwatch.Color.RED, cloudwatch.Color.BROWN]);
  expect(colors('Throttled calls')).toEqual([cloudwatch.Color.ORANGE]);
  expect(titled(widgets, 'Calls').metrics[0].filter(isObject)[0]).toMatchObject({ period: 600, region: 'af-south-1' });
});

test('whatever is shown, widgets have room, names in expressions are there, and metrics are documented', () => {
  const stack = new Stack();
  const optional = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
  fc.assert(fc.property(
    optional(fc.subarray(MODELS, { minLength: 1 })),
    fc.subarray(PROFILES),
    fc.subarray(MODELS),
    optional(fc.boolean()),
    fc.boolean(),
    optional(fc.subarray(Object.values(RecordDelivery))),
    (models, applicationProfiles, withQuota, streaming, records, deliveries) => {
      fc.pre(models !== undefined || applicationProfiles.length > 0);
      const watched = [...models ?? [], ...applicationProfiles.map(({ model }) => model)].map(({ modelId }) => modelId);
      const known = withQuota.map(({ modelId }) => modelId).filter((id) => watched.includes(id));
      const quotas = known.length > 0 ? TokenQuotas.fixed(Object.fromEntries(known.map((id) => [id, 1000]))) : undefined;
      const logGroup = records ? logGroupIn(stack) : undefined;
      expect(faults(widgetsOf(stack, { models, applicationProfiles, quotas, streaming, deliveries, logGroup }))).toEqual([]);
    },
  ), { numRuns: 20 });
});

test('a log group elsewhere is asked where it is, and not where it is not', () => {
  const stack = new Stack(new App(), 'Stack', { env: CAPE_TOWN });
  const logGroup = logs.LogGroup.fromLogGroupArn(stack, 'Elsewhere', 'arn:aws:logs:eu-west-1:444455556666:log-group:records');
  const tables = widgetsOf(stack, { logGroup }).filter(({ type }) => type === 'log');
  expect(tables).toHaveLength(4);
  expect(tables.filter(({ properties: { region, accountId } }) => region !== 'eu-west-1' || accountId !== '444455556666')).toEqual([]);
  const create = () => widgetsOf(stack, { logGroup, region: 'af-south-1' });
  expect(create).toThrow('\'region\' must be that of \'logGroup\' (eu-west-1), got: "af-south-1"');
});

test('fails for a log group of a class that takes no queries', () => {
  const stack = new Stack(new App(), 'Stack', { env: CAPE_TOWN });
  const logGroup = new logs.LogGroup(stack, 'Own');
  (logGroup.node.defaultChild as logs.CfnLogGroup).logGroupClass = 'DELIVERY';
  expect(() => widgetsOf(stack, { logGroup })).toThrow('\'logGroup\' must be of the class STANDARD, since DELIVERY takes no queries');
});

test('alarms fill as many widgets as they need', () => {
  const stack = new Stack();
  const alarms = Array.from({ length: 107 }, (_, index) =>
    cloudwatch.Alarm.fromAlarmArn(stack, `Alarm${index}`, `arn:aws:cloudwatch:af-south-1:111122223333:alarm:a${index}`));
  const widgets = widgetsOf(stack, { models: [OPUS_5], alarms }).filter(({ type }) => type === 'alarm');
  const shown = widgets.map(({ properties }) => properties.alarms.length);
  expect(shown).toEqual([100, 7]);
});

test('a model whose quota is not known is named in a warning', () => {
  const stack = new Stack();
  widgetsOf(stack, { models: [OPUS_5, SONNET_5_5], quotas: TokenQuotas.fixed({ [OPUS_5.modelId]: 1000 }) });
  const warnings = Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => String(entry.data));
  const expected = /'quotas' has no quota of anthropic\.claude-sonnet-5-5, .*cdk-bedrock-cris:monitoring\.noQuota/;
  expect(warnings).toEqual([expect.stringMatching(expected)]);
});

test.each<[string, any, string]>([
  ['no props', undefined, '\'props\' must say what is shown, got: undefined'],
  ['nothing to show', {}, '\'models\', \'applicationProfiles\', \'logGroup\' or \'deliveries\' must be given, got: none of them'],
  ['no model', { models: [] }, '\'models\' must name at least one model, got: []'],
  ['a model twice', { models: [OPUS_5, OPUS_5] }, '\'models\' must name each model once, got: "anthropic.claude-opus-5" twice'],
  ['a profile without a model', { applicationProfiles: [{ name: 'x', profileId: 'x' }] },
    '\'model\' of \'x\' must be a ClaudeModel, got: undefined'],
  ['a profile by its ARN', { applicationProfiles: [{ name: 'x', profileId: 'arn:x/y', model: OPUS_5 }] },
    '\'profileId\' of \'x\' must be an application profile\'s own ID'],
  ['a profile without an ID', { applicationProfiles: [{ name: 'x', model: OPUS_5 }] },
    '\'profileId\' of \'x\' must be an application profile\'s own ID, got: undefined. Take the part of its ARN after the last "/"'],
  ['a profile of nothing but null', { applicationProfiles: [{ name: null, profileId: null, model: null }] },
    '3 rules are broken:\n- \'name\' of an application profile must be 1 to 64 letters, digits, spaces, "_" or "-", got: null. For'],
  ['a model that is a text', { models: ['anthropic.claude-opus-5'] }, '\'models\' must hold ClaudeModels, got: "anthropic.claude-opus-5"'],
  ['a delivery that is none', { deliveries: ['s3'] }, '\'deliveries\' must be one of CLOUDWATCH_LOGS, S3, LARGE_DATA, got: "s3"'],
  ['deliveries that only the deployment knows', { deliveries: Token.asList({ Ref: 'Deliveries' }) },
    '\'deliveries\' must be a list that is known at synthesis, got: a token'],
  ['a profile twice', { applicationProfiles: [PROFILES[0], { ...PROFILES[0], name: 'y' }] },
    '\'applicationProfiles\' must name each profile once, got: "abc0" twice'],
  ['names that are too alike', { applicationProfiles: [{ ...PROFILES[0], name: 'a b' }, { ...PROFILES[1], name: 'a-b' }] },
    '\'name\' of an application profile must differ from other names and from models in letters or digits, got: "a-b" twice'],
  ['a profile with the name of the model behind it',
    { applicationProfiles: [{ ...PROFILES[0], name: 'opus-5', model: OPUS_5 }], quotas: QUOTAS },
    '\'name\' of an application profile must differ'],
  ['quotas of nothing', { deliveries: [RecordDelivery.S3], quotas: QUOTAS },
    '\'quotas\' must know a model that is watched, got: an object (TokenQuotas)'],
  ['quotas of another model', { models: [OPUS_5], quotas: TokenQuotas.fixed({ 'anthropic.claude-opus-55': 5 }) },
    '\'quotas\' must know a model that is watched'],
  ['a period below a second', { models: [OPUS_5], period: Duration.millis(500) },
    '\'period\' must be a Duration of whole minutes, got: "500 millis"'],
  ['more than CloudWatch shows',
    {
      models: MODELS,
      quotas: QUOTAS,
      applicationProfiles: Array.from({ length: 60 }, (_, index) => ({ name: `p${index}`, profileId: `p${index}`, model: OPUS_5 })),
    },
    '\'models\' and \'applicationProfiles\' must need at most 2500 metrics, the limit of CloudWatch, got: '],
  ['a delivery twice', { deliveries: ['S3', 'S3'] }, '\'deliveries\' must name each of'],
  ['a name with a space', { models: [OPUS_5], dashboardName: 'a b' },
    '\'dashboardName\' must be 1 to 255 letters, digits, "-" and "_", got: "a b"'],
  ['a period of seconds', { models: [OPUS_5], period: Duration.seconds(90) }, '\'period\' must be a Duration of whole minutes'],
  ['an empty start', { models: [OPUS_5], start: '' }, '\'start\' must be a text, got: ""'],
  ['two time ranges', { models: [OPUS_5], start: '-PT8H', defaultInterval: Duration.hours(8) },
    '\'start\' must be left out if \'defaultInterval\' is given, got: "-PT8H"'],
])('fails for %s', (_title, props, message) => {
  const stack = new Stack(new App(), 'Stack', { env: CAPE_TOWN });
  expect(() => new InvocationDashboard(stack, 'Dashboard', props)).toThrow(`Stack/Dashboard: ${message}`);
});

test('fails for all that is wrong at once', () => {
  const props = {
    models: [OPUS_5],
    applicationProfiles: [{ name: 'a/b', profileId: 'arn:x/y', model: OPUS_5 }],
    dashboardName: 'a b',
    start: '',
  };
  expect(() => new InvocationDashboard(new Stack(new App(), 'Stack'), 'Dashboard', props)).toThrow([
    'Stack/Dashboard: 4 rules are broken:',
    '- \'name\' of an application profile must be 1 to 64 letters, digits, spaces, "_" or "-", got: "a/b". For example "billing"',
    '- \'profileId\' of \'a/b\' must be an application profile\'s own ID, got: "arn:x/y". Take the part of its ARN after the last "/"',
    '- \'dashboardName\' must be 1 to 255 letters, digits, "-" and "_", got: "a b". Leave it out for a generated name',
    '- \'start\' must be a text, got: "". For example "-PT8H"',
  ].join('\n'));
});
