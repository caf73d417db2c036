/**
 * The most metrics in an alarm's metric math, including the expression.
 *
 * @source https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create-alarm-on-metric-math-expression.html (read 2026-11-28):
 * as many as 10 metrics
 * @assumed that the expression counts as one of them
 */
export const METRICS_PER_ALARM = 10;

/**
 * The most seconds that an alarm's periods may add up to: a day, or a week if a period is an hour or longer.
 *
 * @source boto/botocore: botocore/data/cloudwatch/2010-08-01/service-2.json (read 2026-11-28)
 */
export const ALARM_WINDOW = { most: 86_400, mostOfLongPeriods: 604_800, longPeriod: 3_600 } as const;

/**
 * The most alarms that one widget shows.
 *
 * @source https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html (read 2026-11-28)
 */
export const ALARMS_PER_WIDGET = 100;

/**
 * The most metrics that all widgets of a dashboard show together.
 *
 * @assumed 2,500: the copies of AWS's quota page that were read on 28 November 2026 no longer give a number
 */
export const METRICS_PER_DASHBOARD = 2_500;
