import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Headroom } from '../headroom';
import { InvocationMetrics } from '../invocation-metrics';
import { RecordDelivery } from '../record-delivery';

/** What is shown, once the props are judged. */
export interface View {
  readonly profiles: readonly InvocationMetrics[];
  readonly headrooms: readonly Headroom[];
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
