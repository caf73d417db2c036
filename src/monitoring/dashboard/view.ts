import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as logs from 'aws-cdk-lib/aws-logs';
import { listDeliveries } from '../deliveries';
import { InvocationDashboardProps } from '../invocation-dashboard-props';
import { InvocationMetrics } from '../invocation-metrics';
import { RecordDelivery } from '../record-delivery';
import { createHeadrooms, createMetrics, Headroom } from '../watched-calls';

/** What is shown, once the props are checked. */
export interface View {
  readonly profiles: readonly InvocationMetrics[];
  readonly headrooms: readonly Headroom[];
  /** The quota of tokens per day, as the deployment reads it. */
  readonly dayQuota?: string;
  readonly streaming: boolean;
  readonly logGroup?: logs.ILogGroup;
  readonly deliveries: readonly RecordDelivery[];
  readonly alarms: cloudwatch.IAlarm[];
  readonly period: Duration;
  readonly region?: string;
  readonly account?: string;
}

/** Widgets that answer one question. */
export interface Row {
  readonly question: string;
  readonly widgets: cloudwatch.IWidget[];
}

export function createView(props: InvocationDashboardProps): View {
  const { streaming = true, logGroup, alarms = [], period = Duration.minutes(5), region, account } = props;
  const options = { period, region, account };
  return {
    profiles: createMetrics(props, options),
    headrooms: createHeadrooms(props, options),
    dayQuota: props.quotas?.dayQuota,
    deliveries: listDeliveries(props),
    streaming,
    logGroup,
    alarms,
    ...options,
  };
}
