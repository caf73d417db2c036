import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { burndown } from './dashboard/burndown';
import { health, latency, outliers, tokens, traffic } from './dashboard/calls';
import { quotas } from './dashboard/quota';
import { callers, deliveries, destinations } from './dashboard/records';
import { requireView } from './dashboard/require-view';
import { Row, View } from './dashboard/view';
import { COLUMNS } from './dashboard/widgets';
import { InvocationDashboardProps } from './invocation-dashboard-props';
import { fail } from '../checks/fail';

/** What CloudWatch shows on a dashboard: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html */
const METRICS = 2500;
/** A profile needs some forty metrics; so few cannot be too many, and counting takes time. */
const FEW = 40;

/** In the order in which an operator looks. */
const ROWS: readonly ((view: View) => Row)[] = [health, traffic, quotas, latency, tokens, destinations, callers, outliers, deliveries, burndown];

/**
 * A dashboard of the calls of Claude models through global profiles, from what is wrong now to how tokens count against quotas. Each row
 * answers one question, and has no graph that could never have data: without a log group none of records, without a quota none of quotas.
 *
 * Throws for nothing to show, models or profiles that are named twice, and what CloudWatch refuses.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/monitoring-runtime-metrics.html
 */
export class InvocationDashboard extends Construct {
  /** The dashboard, to which more widgets can be added. */
  public readonly dashboard: cloudwatch.Dashboard;

  constructor(scope: Construct, id: string, props: InvocationDashboardProps) {
    super(scope, id);
    const view = requireView(this, props);
    const { dashboardName, start, defaultInterval } = props;
    this.dashboard = new cloudwatch.Dashboard(this, 'Dashboard', {
      dashboardName,
      start,
      defaultInterval,
      periodOverride: cloudwatch.PeriodOverride.INHERIT, // quotas are of minutes, and stay so in a long time range
    });
    const rows = ROWS.map((row) => row(view)).filter((row) => row.widgets.length > 0);
    requireFitting(this, view, rows);
    for (const { question, widgets } of rows) {
      this.dashboard.addWidgets(new cloudwatch.TextWidget({ markdown: `### ${question}`, width: COLUMNS, height: 1, background: cloudwatch.TextWidgetBackground.TRANSPARENT }));
      this.dashboard.addWidgets(...widgets);
    }
  }
}

/** Throws for more metrics than CloudWatch shows, those of expressions included. */
function requireFitting(scope: Construct, { profiles }: View, rows: readonly Row[]): void {
  const count = () => rows.flatMap(({ widgets }) => widgets.flatMap((widget) => widget.toJson()))
    .reduce((sum, { properties }) => sum + (properties.metrics?.length ?? 0), 0);
  if (profiles.length > FEW && count() > METRICS) {
    fail(scope, `'models' and 'applicationProfiles' must need at most ${METRICS} metrics, as CloudWatch has it, got: ${count()} of ${profiles.length} profiles. ` +
      'Make two dashboards');
  }
}
