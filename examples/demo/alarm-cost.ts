// For `npm run demo:dashboard`: counts the alarms of a stack and what they cost.
import { Stack, Stage } from 'aws-cdk-lib';
import { ALARM_PRICE } from '../../src/core/facts/alarm-prices';

/** Says how many alarms a stack has, on how many metrics, and what a month of them costs. */
export function describeAlarmCost(stack: Stack): string {
  const { Resources } = Stage.of(stack)!.synth().getStackByName(stack.stackName).template;
  const counts = Object.values<any>(Resources).filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm').map(countAlarmMetrics);
  const metrics = counts.reduce((sum, count) => sum + count, 0);
  return `${counts.length} alarms on ${metrics} metrics: about ${writeAlarmPrice(metrics)} a month ` +
    `(list price in ${ALARM_PRICE.region}, read ${ALARM_PRICE.read})`;
}

/** Counts the metrics that an alarm of a template reads. CloudWatch bills these metrics, and not the expression. */
export function countAlarmMetrics({ Properties: { Metrics } }: { readonly Properties: { readonly Metrics?: any[] } }): number {
  return Metrics === undefined ? 1 : Metrics.filter(({ MetricStat }) => MetricStat !== undefined).length;
}

export function writeAlarmPrice(metrics: number): string {
  return `$${(metrics * ALARM_PRICE.dollarsPerMetric).toFixed(2)}`;
}
