import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { AlarmPlan } from './alarm-kinds';
import { countMatches } from './count-matches';
import { METRICS_PER_ALARM } from '../../core/facts/cloudwatch-limits';
import { writeGlobalProfileId } from '../../core/facts/model-ids';
import { DELIVERY_PLACES } from '../delivery-places';
import { InvocationMetrics } from '../invocation-metrics';
import { RecordDelivery } from '../record-delivery';

/** The model in records of calls that named a global or an application profile. */
const GLOBAL_PROFILES = [
  writeGlobalProfileId('*'), `*:inference-profile/${writeGlobalProfileId('*')}`, '*:application-inference-profile/*',
];

/** Plans an alarm for each destination. */
export function planDeliveryAlarms(deliveries: readonly RecordDelivery[]): AlarmPlan[] {
  return deliveries.map((delivery) => ({
    id: DELIVERY_PLACES[delivery].id,
    metric: (period) => InvocationMetrics.metricNotDelivered(delivery, { period }),
    description: `Amazon Bedrock could not deliver a record of an invocation to ${DELIVERY_PLACES[delivery].name}. The record is lost. ` +
      'Check that the delivery role, the log group, the bucket and the key exist, and look at their policies.',
  }));
}

/** Plans alarms on calls without records, as many as the profiles need. */
export function planSilenceAlarms(profiles: readonly InvocationMetrics[], delivery: RecordDelivery): AlarmPlan[] {
  const size = METRICS_PER_ALARM - 2; // without the expression and the deliveries
  // Sorted by label, so that the order in which profiles are named does not matter.
  const sorted = [...profiles].sort((left, right) => left.label < right.label ? -1 : 1);
  return Array.from({ length: Math.ceil(sorted.length / size) }, (_, index) => ({
    id: index === 0 ? 'Alarm' : `Alarm${index + 1}`,
    metric: (period) => countUnrecordedCalls(sorted.slice(index * size, (index + 1) * size), delivery, period),
    description: `There are calls of Claude, but no record of an invocation reaches ${DELIVERY_PLACES[delivery].name}. ` +
      'Check that the account\'s invocation logging is still on in the source Region, then look at the delivery role.',
  }));
}

function countUnrecordedCalls(
  profiles: readonly InvocationMetrics[], delivery: RecordDelivery, period: Duration,
): cloudwatch.MathExpression {
  const calls = profiles.map((metrics) => metrics.metricInvocations({ period }));
  return new cloudwatch.MathExpression({
    expression: `IF(FILL(delivered, 0) == 0, ${calls.map((_, index) => `FILL(calls${index}, 0)`).join(' + ')}, 0)`,
    usingMetrics: {
      delivered: InvocationMetrics.metricDelivered(delivery, { period }),
      ...Object.fromEntries(calls.map((metric, index) => [`calls${index}`, metric])),
    },
    label: 'calls without a record',
    period,
  });
}

/** Plans an alarm on records of calls through profiles that name no Region. */
export function planMissingRegionAlarm(scope: Construct, logGroup: logs.ILogGroup): AlarmPlan[] {
  const { all, any, notExists, numberValue, stringValue } = logs.FilterPattern;
  const pattern = all(
    any(...GLOBAL_PROFILES.map((id) => stringValue('$.modelId', '=', id))),
    notExists('$.inferenceRegion'),
    // Users report records of calls that no Region served: those that failed, and those that a guardrail blocked, without output.
    notExists('$.errorCode'),
    numberValue('$.output.outputTokenCount', '>', 0),
  );
  return [{
    id: 'Alarm',
    metric: countMatches(scope, logGroup, pattern),
    description: 'The record of a call through a global or an application profile does not say which Region served it. ' +
      'The source Region may have served it. ' +
      'Look at such records in the log group, and at additionalEventData.inferenceRegion of the calls in CloudTrail.',
  }];
}

/** Plans an alarm on records of calls that a Region outside the allowed ones served. */
export function planUnexpectedRegionAlarm(scope: Construct, logGroup: logs.ILogGroup, allowed: readonly string[]): AlarmPlan[] {
  return [{
    id: 'Alarm',
    metric: countMatches(scope, logGroup, findUnexpectedRegions(allowed)),
    description: `A Region outside ${allowed.join(', ')} served a call. ` +
      'Look at inferenceRegion and identity.arn of the records in the log group, and at the Regions that the called profile may route to.',
  }];
}

/** Writes the pattern of records of calls that none of these Regions served. */
export function findUnexpectedRegions(allowed: readonly string[]): logs.JsonPattern {
  const { all, exists, stringValue } = logs.FilterPattern;
  return all(exists('$.inferenceRegion'), ...allowed.map((region) => stringValue('$.inferenceRegion', '!=', region)));
}
