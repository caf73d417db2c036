import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as logs from 'aws-cdk-lib/aws-logs';
import { InvocationMetrics } from '../invocation-metrics';
import { RecordDelivery } from '../record-delivery';

/** A quota, and all profiles whose calls count against it: the model's global one first. */
export interface Headroom {
  readonly tokensPerMinute: number;
  readonly profiles: readonly InvocationMetrics[];
}

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
