import { Names } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { AlarmPlan } from './alarm-kinds';

/** Counts, as a metric, how many events of a log group match a pattern. */
export function countMatches(scope: Construct, logGroup: logs.ILogGroup, filterPattern: logs.IFilterPattern): AlarmPlan['metric'] {
  const filter = new logs.MetricFilter(scope, 'Filter', {
    logGroup,
    filterPattern,
    metricNamespace: 'cdk-bedrock-cris',
    // The name begins with the stack's name.
    metricName: Names.uniqueResourceName(scope, { separator: '-', allowedSpecialCharacters: '-_', maxLength: 200 }),
    defaultValue: 0, // so that events that do not match end an alarm at once
  });
  return (period) => filter.metric({ statistic: cloudwatch.Stats.SUM, period });
}
