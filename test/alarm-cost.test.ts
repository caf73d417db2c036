import { readFileSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Alarm, CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { countAlarmMetrics, describeAlarmCost, writeAlarmPrice } from '../examples/demo/alarm-cost';
import { addOperations } from '../examples/operations';
import { ALARM_KINDS } from '../src/monitoring/alarms/alarm-kinds';

const stack = addOperations(new App());

/** How many metrics each alarm of the example reads, by its kind. */
function countByKind(): Map<string, number[]> {
  const { Resources } = Template.fromStack(stack).toJSON();
  const counts = new Map<string, number[]>();
  for (const alarm of stack.node.findAll().filter((one): one is Alarm => one instanceof Alarm)) {
    const [, name] = /\/Alarms\/(\w+)\//.exec(alarm.node.path)!;
    const kind = `${name[0].toLowerCase()}${name.slice(1)}`;
    const count = countAlarmMetrics(Resources[stack.getLogicalId(alarm.node.defaultChild as CfnAlarm)]);
    counts.set(kind, [...counts.get(kind) ?? [], count]);
  }
  return counts;
}

function writeRow(name: string, counts: readonly number[]): string {
  const metrics = counts.reduce((sum, count) => sum + count, 0);
  return `| ${name} | ${counts.length} | ${metrics} | ${writeAlarmPrice(metrics)} |`;
}

const page = readFileSync('docs/costs.md', 'utf8');

test('docs/costs.md says how many alarms the example has of each kind, and what they cost', () => {
  const counts = countByKind();
  const [, table] = page.split('| `examples/operations.ts`, three models |');
  const rows = table.split('\n\n')[0].split('\n').slice(2).map((row) => row.replace(/^((?:\|[^|]*){4}\|).*$/, '$1'));
  expect(rows).toEqual([
    ...ALARM_KINDS.filter((kind) => counts.has(kind)).map((kind) => writeRow(`\`${kind}\``, counts.get(kind)!)),
    writeRow('all', [...counts.values()].flat()),
  ]);
  const metrics = [...counts.values()].flat().reduce((sum, one) => sum + one, 0);
  expect(page).toContain(`${writeAlarmPrice(metrics)}, or ${writeAlarmPrice(metrics - 10)} after the ten free ones`);
});

test('docs/costs.md counts what the template of the example has, and nothing that AWS bills is missing', () => {
  const resources = Object.values<any>(Template.fromStack(stack).toJSON().Resources);
  const rows = [...page.matchAll(/^\| `(AWS::[\w:]+)` \| (\d+) \| (.*) \|$/gm)];
  const count = (type: string) => resources.filter(({ Type }) => Type === type).length;
  expect(rows.map(([, type, number]) => [type, number])).toEqual(rows.map(([, type]) => [type, `${count(type)}`]));
  const free = /^(Custom::|AWS::IAM::|AWS::Lambda::EventInvokeConfig|AWS::Logs::ResourcePolicy|AWS::SNS::TopicPolicy)/;
  const billed = resources.map(({ Type }) => Type as string).filter((type) => !free.test(type));
  expect(new Set(rows.map(([, type]) => type))).toEqual(new Set(billed));

  const said = (type: string) => rows.find(([, row]) => row === type)![3];
  const metrics = [...countByKind().values()].flat().reduce((sum, one) => sum + one, 0);
  expect(said('AWS::CloudWatch::Alarm')).toContain(`${metrics} alarm metrics`);
  expect(said('AWS::Logs::MetricFilter')).toContain(`${count('AWS::Logs::MetricFilter')} custom metrics`);
  const dashboard = JSON.stringify(resources.find(({ Type }) => Type === 'AWS::CloudWatch::Dashboard'));
  expect(said('AWS::CloudWatch::Dashboard')).toContain(`its ${dashboard.match(/\\"type\\":\\"log\\"/g)!.length} queries`);
  const sizes = resources.filter(({ Type }) => Type === 'AWS::Lambda::Function').map(({ Properties }) => `${Properties.MemorySize}`);
  expect(new Set(sizes)).toEqual(new Set([/GB-seconds \(of (\d+) MB\)/.exec(page)![1]]));
});

test('docs/costs.md has a table for each construct that it names', () => {
  const [, reference] = page.split('\n## Reference\n');
  const sections = [...reference.matchAll(/^### (.*)\n\n\|/gm)].map(([, title]) => title);
  expect(sections).toEqual([
    'GlobalClaudeAccess', 'ApplicationProfile', 'ClaudeBatchAccess', 'ModelEnablement', 'GlobalCrisDenyGuard and RegionDenyPolicy',
    'BedrockLoggingConfig', 'InvocationDashboard', 'InvocationAlarms', 'InvocationQueries', 'TokenQuotas', 'TokenQuotaIncrease',
    'The command line',
  ]);
});

test('an alarm is billed by the metrics that it reads, and not by its expression', () => {
  const metric = { MetricStat: {} };
  const alarms = [{}, { Metrics: [metric] }, { Metrics: [{ Expression: 'a + b' }, metric, metric] }];
  expect(alarms.map((Properties) => countAlarmMetrics({ Properties }))).toEqual([1, 1, 2]);
  expect([0, 3, 27].map(writeAlarmPrice)).toEqual(['$0.00', '$0.30', '$2.70']);
});

test('docs/monitoring.md and the page of the dashboard say the same of all', () => {
  const all = [...countByKind().values()].flat();
  const metrics = all.reduce((sum, count) => sum + count, 0);
  expect(describeAlarmCost(stack)).toBe(`${all.length} alarms on ${metrics} metrics: about ${writeAlarmPrice(metrics)} a month ` +
    '(list price in us-east-1, read 28 November 2026)');
  expect(readFileSync('docs/monitoring.md', 'utf8'))
    .toContain(`${all.length} alarms on ${metrics} metrics, about ${writeAlarmPrice(metrics)} a month`);
});
