/**
 * How many metrics an alarm's metric math may have, the expression among them.
 *
 * @source https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create-alarm-on-metric-math-expression.html (read 2026-11-28):
 * as many as 10 metrics
 * @assumed the expression counts among them
 */
export const METRICS_PER_ALARM = 10;

/**
 * How many seconds an alarm may look back in all its periods: a day, or a week where a period is an hour or longer.
 *
 * @source boto/botocore: botocore/data/cloudwatch/2010-08-01/service-2.json (read 2026-11-28)
 */
export const ALARM_WINDOW = { most: 86_400, mostOfLongPeriods: 604_800, longPeriod: 3_600 } as const;

/**
 * How many alarms one widget shows.
 *
 * @source https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html (read 2026-11-28)
 */
export const ALARMS_PER_WIDGET = 100;

/**
 * How many metrics all widgets of a dashboard show together.
 *
 * @assumed 2,500: the copies of AWS's page of quotas that were read on 28 November 2026 name no such number any more
 */
export const METRICS_PER_DASHBOARD = 2_500;
