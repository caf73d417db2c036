/**
 * What CloudWatch bills for an alarm in a month, in US dollars for each metric that the alarm reads, in metric math as well. This is the
 * list price in us-east-1 for periods of one minute or longer.
 *
 * @source https://aws.amazon.com/cloudwatch/pricing/ (read 2026-11-28): "$0.10 per alarm metric" for standard resolution, in an example
 * for US East
 * @source https://docs.aws.amazon.com/solutions/latest/automated-security-response-on-aws/cost.html (read 2026-11-28): the same, and ten
 * alarm metrics of an account are free
 * @assumed a similar price in af-south-1: no page that was read gives it
 */
export const ALARM_PRICE = { dollarsPerMetric: 0.1, region: 'us-east-1', read: '28 November 2026' } as const;
