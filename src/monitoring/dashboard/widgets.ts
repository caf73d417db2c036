import { Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as logs from 'aws-cdk-lib/aws-logs';
import { View } from './view';
import { isConcrete } from '../../checks/fail';

export const COLUMNS = 24;
const { BLUE, BROWN, GREEN, ORANGE, PURPLE, RED } = cloudwatch.Color;

/** One meaning, one colour; lines of several models take CloudWatch's. */
export const COLORS = {
  calls: BLUE,
  clientErrors: RED,
  serverErrors: BROWN,
  throttles: ORANGE,
  delivered: GREEN,
  failed: RED,
  estimated: BLUE,
  settled: PURPLE,
  warning: ORANGE,
  quota: RED,
};

/** A graph whose legend has room for all profiles. */
export function graph(
  { profiles }: View, title: string, width: number, left: cloudwatch.IMetric[], props: cloudwatch.GraphWidgetProps = {},
): cloudwatch.IWidget {
  return new cloudwatch.GraphWidget({ title, width, height: profiles.length > 6 ? 9 : 6, left, leftYAxis: { min: 0, showUnits: false }, ...props });
}

/** A table of what a query finds in the log group. */
export function table({ logGroup, region, account }: View, title: string, width: number, queryString: string): cloudwatch.IWidget {
  return new cloudwatch.LogQueryWidget({
    title,
    width,
    height: 7,
    queryString,
    logGroupNames: [logGroup!.logGroupName],
    region: region ?? logGroup!.env.region,
    accountId: account ?? elsewhere(logGroup!),
  });
}

/** A dashboard looks for log groups in its own account unless it is told. */
function elsewhere(logGroup: logs.ILogGroup): string | undefined {
  const { account } = logGroup.env;
  return isConcrete(account) && account !== Stack.of(logGroup).account ? account : undefined;
}

export type Series = cloudwatch.Metric | cloudwatch.MathExpression;

/** One line of the metrics of many profiles; the names in its expression are short, since CloudWatch limits its length. */
export function combine(wrap: 'SUM' | 'MAX', metrics: readonly Series[], prefix: string, options: cloudwatch.MathExpressionOptions): Series {
  if (metrics.length === 1) {
    return metrics[0].with(options);
  }
  const usingMetrics = Object.fromEntries(metrics.map((metric, index) => [`${prefix}${index + 1}`, metric]));
  return new cloudwatch.MathExpression({ expression: `${wrap}([${Object.keys(usingMetrics).join(', ')}])`, usingMetrics, ...options });
}
