import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

/**
 * What Amazon Bedrock counts deliveries of records by. That these metrics have no dimension is reported by users.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/monitoring-runtime-metrics.html
 */
const DELIVERY_METRICS = {
  logs: 'ModelInvocationLogsCloudWatchDelivery',
  s3: 'ModelInvocationLogsS3Delivery',
  largeData: 'ModelInvocationLargeDataS3Delivery',
} as const;

export type Delivery = keyof typeof DELIVERY_METRICS;

const NAMES: Record<Delivery, string> = { logs: 'CloudWatch Logs', s3: 'S3', largeData: 'large bodies' };

function metric(delivery: Delivery, outcome: 'Success' | 'Failure'): cloudwatch.Metric {
  return new cloudwatch.Metric({
    namespace: 'AWS/Bedrock',
    metricName: `${DELIVERY_METRICS[delivery]}${outcome}`,
    statistic: cloudwatch.Stats.SUM,
    period: Duration.minutes(5),
  });
}

/** An alarm for each kind of delivery, when one record could not be delivered. */
export function deliveryAlarms(scope: Construct, deliveries: readonly Delivery[], actions: readonly cloudwatch.IAlarmAction[]): cloudwatch.Alarm[] {
  return deliveries.map((delivery) => {
    const alarm = metric(delivery, 'Failure').createAlarm(scope, `${delivery[0].toUpperCase()}${delivery.slice(1)}Failure`, {
      alarmDescription: `Amazon Bedrock could not deliver a record of an invocation (${NAMES[delivery]}): see the role, the policies and the key`,
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING, // no call, no metric
    });
    alarm.addAlarmAction(...actions);
    return alarm;
  });
}

/** Whether records arrive and, where there is a log group to ask, which Region served the calls and who made them. */
export function deliveryDashboard(scope: Construct, id: string, deliveries: readonly Delivery[], logGroup?: logs.ILogGroup): cloudwatch.Dashboard {
  const table = (title: string, ...by: string[]) => new cloudwatch.LogQueryWidget({
    title,
    logGroupNames: [logGroup!.logGroupName],
    view: cloudwatch.LogQueryVisualizationType.TABLE,
    width: 12,
    height: 6,
    queryLines: [
      'filter schemaType = "ModelInvocationLog"', // Bedrock also writes a line that is no record
      `stats count(*) as calls, sum(input.inputTokenCount) as inputTokens, sum(output.outputTokenCount) as outputTokens by ${by.join(', ')}`,
      'sort calls desc',
    ],
  });
  return new cloudwatch.Dashboard(scope, id, {
    widgets: [
      [new cloudwatch.GraphWidget({
        title: 'Records delivered',
        left: deliveries.flatMap((delivery) => (['Success', 'Failure'] as const).map((outcome) =>
          metric(delivery, outcome).with({ label: `${NAMES[delivery]}: ${outcome.toLowerCase()}` }))),
        width: 24,
      })],
      logGroup ? [table('Regions that served the calls', 'inferenceRegion', 'modelId'), table('Callers', 'identity.arn', 'modelId')] : [],
    ],
  });
}
