import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { checkDashboardProps } from './dashboard/dashboard-rules';
import { drawBurndown } from './dashboard/draw-burndown';
import { drawLatency, drawOutliers, drawTokens, drawTraffic } from './dashboard/draw-calls';
import { drawHealth } from './dashboard/draw-health';
import { drawQuotas } from './dashboard/draw-quotas';
import { drawCallers, drawDeliveries, drawDestinations } from './dashboard/draw-records';
import { createView, Row, View } from './dashboard/view';
import { COLUMNS } from './dashboard/widgets';
import { InvocationDashboardProps } from './invocation-dashboard-props';
import { warnOfUnknownQuotas } from './watched-calls-rules';
import { fail } from '../checks/check';
import { METRICS_PER_DASHBOARD } from '../core/facts/cloudwatch-limits';

/** A profile needs some forty metrics. Up to this number of profiles fits for sure, and counting takes time. */
const FEW_PROFILES = 40;

/** In the order in which an operator looks at them. */
const ROWS: readonly ((view: View) => Row)[] = [
  drawHealth, drawTraffic, drawQuotas, drawLatency, drawTokens, drawDestinations, drawCallers, drawOutliers, drawDeliveries, drawBurndown,
];

/**
 * Creates a dashboard of the calls to Claude models through global and application profiles. Each row answers one question, from "Is
 * anything wrong now?" to how tokens count against quotas. The dashboard leaves out graphs that could never have data: those on records
 * without a log group, and those on quotas without a quota.
 *
 * Throws if there is nothing to show, for duplicate models or profiles, and for values that CloudWatch rejects.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/monitoring-runtime-metrics.html
 */
export class InvocationDashboard extends Construct {
  /** The dashboard, to which more widgets can be added. */
  public readonly dashboard: cloudwatch.Dashboard;

  constructor(scope: Construct, id: string, props: InvocationDashboardProps) {
    super(scope, id);
    checkDashboardProps(this, props);
    warnOfUnknownQuotas(this, props);
    const view = createView(props);
    const { dashboardName, start, defaultInterval } = props;
    this.dashboard = new cloudwatch.Dashboard(this, 'Dashboard', {
      dashboardName,
      start,
      defaultInterval,
      periodOverride: cloudwatch.PeriodOverride.INHERIT, // quotas are per minute, also in a long time range
    });
    const rows = ROWS.map((draw) => draw(view)).filter(({ widgets }) => widgets.length > 0);
    refuseTooManyMetrics(this, view, rows);
    for (const { question, widgets } of rows) {
      this.dashboard.addWidgets(new cloudwatch.TextWidget({
        markdown: `### ${question}`, width: COLUMNS, height: 1, background: cloudwatch.TextWidgetBackground.TRANSPARENT,
      }));
      this.dashboard.addWidgets(...widgets);
    }
  }
}

/** Throws for more metrics than CloudWatch shows, including those of expressions. */
function refuseTooManyMetrics(scope: Construct, { profiles }: View, rows: readonly Row[]): void {
  const count = profiles.length > FEW_PROFILES ? countMetrics(rows) : 0;
  if (count > METRICS_PER_DASHBOARD) {
    fail(scope, `'models' and 'applicationProfiles' must need at most ${METRICS_PER_DASHBOARD} metrics, the limit of CloudWatch, ` +
      `got: ${count} of ${profiles.length} profiles. Make two dashboards`);
  }
}

function countMetrics(rows: readonly Row[]): number {
  const widgets = rows.flatMap((row) => row.widgets.flatMap((widget) => widget.toJson()));
  return widgets.reduce((sum, { properties }) => sum + (properties.metrics?.length ?? 0), 0);
}
