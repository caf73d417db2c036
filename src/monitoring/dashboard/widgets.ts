import { Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as logs from 'aws-cdk-lib/aws-logs';
import { View } from './view';
import { isConcrete } from '../../checks/check';

export const COLUMNS = 24;
const { BLUE, BROWN, GREEN, ORANGE, PURPLE, RED } = cloudwatch.Color;

/** One color for each meaning. Lines of several models take CloudWatch's colors. */
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

/** Draws a graph whose legend has room for all profiles. */
export function drawGraph(
  { profiles }: View, title: string, width: number, left: cloudwatch.IMetric[], props: cloudwatch.GraphWidgetProps = {},
): cloudwatch.IWidget {
  const height = profiles.length > 6 ? 9 : 6;
  return new cloudwatch.GraphWidget({ title, width, height, left, leftYAxis: { min: 0, showUnits: false }, ...props });
}

/** Draws a table of the results of a query in the log group. */
export function drawTable({ logGroup, region, account }: View, title: string, width: number, queryString: string): cloudwatch.IWidget {
  return new cloudwatch.LogQueryWidget({
    title,
    width,
    height: 7,
    queryString,
    logGroupNames: [logGroup!.logGroupName],
    region: region ?? logGroup!.env.region,
    accountId: account ?? findOtherAccount(logGroup!),
  });
}

/** A dashboard looks for log groups in its own account by default. */
function findOtherAccount(logGroup: logs.ILogGroup): string | undefined {
  const { account } = logGroup.env;
  return isConcrete(account) && account !== Stack.of(logGroup).account ? account : undefined;
}

export type Series = cloudwatch.Metric | cloudwatch.MathExpression;

/** Combines the metrics of many profiles in one line. The names in the expression are short, since CloudWatch limits its length. */
export function combine(
  operation: 'SUM' | 'MAX', metrics: readonly Series[], prefix: string, options: cloudwatch.MathExpressionOptions,
): Series {
  if (metrics.length === 1) {
    return metrics[0].with(options);
  }
  const usingMetrics = Object.fromEntries(metrics.map((metric, index) => [`${prefix}${index + 1}`, metric]));
  return new cloudwatch.MathExpression({ expression: `${operation}([${Object.keys(usingMetrics).join(', ')}])`, usingMetrics, ...options });
}
