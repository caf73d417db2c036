/**
 * What CloudWatch bills for an alarm in a month: so many US dollars for each metric that it reads, in metric math too. This is the list
 * price in us-east-1 for periods of a minute and more.
 *
 * @source https://aws.amazon.com/cloudwatch/pricing/ (read 2026-11-28): "$0.10 per alarm metric" for standard resolution, in an example
 * for US East
 * @source https://docs.aws.amazon.com/solutions/latest/automated-security-response-on-aws/cost.html (read 2026-11-28): the same, and ten
 * alarm metrics of an account are free
 * @assumed the price in af-south-1 is of this order: no page that was read tells it
 */
export const ALARM_PRICE = { dollarsPerMetric: 0.1, region: 'us-east-1', read: '28 November 2026' } as const;
