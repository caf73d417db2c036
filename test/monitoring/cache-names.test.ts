import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as fc from 'fast-check';
import { ClaudeModel, InvocationAlarms, InvocationDashboard, InvocationMetrics, TokenQuotas } from '../../src';
import { CAPE_TOWN } from '../support/decisions';
import { evaluate } from '../support/metric-math';

/** A line of a graph or of an alarm: a metric, or an expression over others. */
interface Line {
  readonly id: string;
  readonly expression?: string;
  readonly metric?: string;
}

const NEWER = { read: 'CacheReadInputTokenCount', write: 'CacheWriteInputTokenCount' };
const OLDER = { read: 'CacheReadInputTokens', write: 'CacheWriteInputTokens' };
const NAMES = Object.values({ ...NEWER }).concat(Object.values(OLDER));

const stack = new Stack(undefined, 'Stack', { env: CAPE_TOWN });
const models = [ClaudeModel.SONNET_5, ClaudeModel.HAIKU_4_5];
const common = {
  models,
  applicationProfiles: [{ name: 'billing', profileId: 'abc', model: ClaudeModel.SONNET_5 }],
  quotas: TokenQuotas.fixed(Object.fromEntries(models.map(({ modelId }) => [modelId, 2_000_000]))),
  logGroup: logs.LogGroup.fromLogGroupName(stack, 'Records', 'records'),
};
const { dashboard } = new InvocationDashboard(stack, 'Dashboard', common);
new InvocationAlarms(stack, 'Alarms', { ...common, quotaShare: { threshold: 80 } });
const settled = InvocationMetrics.ofModel(ClaudeModel.SONNET_5).metricQuotaTokens();
new cloudwatch.Alarm(stack, 'OfAUser', { metric: settled, threshold: 1, evaluationPeriods: 1 });

const isObject = (value: unknown): value is any => typeof value === 'object' && !Array.isArray(value);

function listGraphs(): Line[][] {
  const body = stack.resolve((dashboard.node.defaultChild as cloudwatch.CfnDashboard).dashboardBody);
  const text = typeof body === 'string' ? body : body['Fn::Join'][1].map((part: unknown) => typeof part === 'string' ? part : 'x').join('');
  return JSON.parse(text).widgets.map(({ properties: { metrics = [] } }: any) => metrics.map((metric: any[], index: number): Line => {
    const { id = `line${index}`, expression } = metric.find(isObject) ?? {};
    const [, name, , value] = metric;
    return expression === undefined ? { id, metric: `${name} ${value}` } : { id, expression };
  }));
}

function listAlarms(): Line[][] {
  return Object.values<any>(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm')).map(({ Properties: { Metrics = [] } }) =>
    Metrics.map(({ Id, Expression, MetricStat }: any): Line => MetricStat
      ? { id: Id, metric: `${MetricStat.Metric.MetricName} ${MetricStat.Metric.Dimensions?.[0].Value}` }
      : { id: Id, expression: Expression }));
}

/** The values of all expressions at one time. */
function compute(lines: readonly Line[], data: (metric: string) => number | undefined): number[] {
  const valueOf = ({ expression, metric }: Line): number | undefined => expression === undefined
    ? data(metric!)
    : evaluate(expression, Object.fromEntries(lines.filter(({ id }) => new RegExp(`\\b${id}\\b`).test(expression))
      .map((line) => [line.id, valueOf(line)])));
  return lines.filter(({ expression }) => expression !== undefined).map((line) => valueOf(line)!);
}

/** Made-up data, with the cache's under some of its names. */
function under(used: readonly { readonly read: string; readonly write: string }[], values: readonly number[]) {
  return (metric: string) => {
    const [name, profile] = metric.split(' ');
    const kind = Object.values({ read: [NEWER.read, OLDER.read], write: [NEWER.write, OLDER.write] }).find((both) => both.includes(name));
    const isThere = !NAMES.includes(name) || used.some(({ read, write }) => [read, write].includes(name));
    return isThere ? values[hash(`${kind?.[0] ?? name} ${profile}`) % values.length] : undefined;
  };
}

function hash(text: string): number {
  return [...text].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 1_000_003, 7);
}

describe('under either name of the cache metrics, or under both (N4)', () => {
  const drawn = [...listGraphs(), ...listAlarms()].filter((lines) => lines.some(({ expression }) => expression !== undefined));
  const ofCache = drawn.filter((lines) => lines.some(({ metric = '' }) => NAMES.includes(metric.split(' ')[0])));

  test('there are expressions on them, in graphs and alarms', () => {
    expect(drawn.length).toBeGreaterThan(8);
    expect(ofCache.length).toBeGreaterThan(3);
  });

  test('every expression of a dashboard and of alarms has the same value', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 7, maxLength: 40 }), (values) => {
      for (const lines of drawn) {
        const [newer, older, both] = [[NEWER], [OLDER], [NEWER, OLDER]].map((used) => compute(lines, under(used, values)));
        expect(older).toEqual(newer);
        expect(both).toEqual(newer);
      }
    }), { numRuns: 100, seed: 20261128 });
  });

  test('and without the cache another one, where it counts', () => {
    const values = [500, 300, 700, 900, 1100, 1300, 1700];
    const differing = ofCache.filter((lines) =>
      JSON.stringify(compute(lines, under([NEWER], values))) !== JSON.stringify(compute(lines, under([], values))));
    expect(differing.length).toBeGreaterThan(2);
  });
});
