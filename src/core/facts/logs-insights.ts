/**
 * The rows that Logs Insights returns if a query sets no limit.
 *
 * @source https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Limit.html (read 2026-11-28): a query may set up to
 * 100,000
 */
export const ROWS_WITHOUT_LIMIT = 10_000;

/**
 * The most characters in the name of a saved query.
 *
 * @source boto/botocore: botocore/data/logs/2014-03-28/service-2.json (read 2026-11-28)
 */
export const LONGEST_QUERY_NAME = 255;

/**
 * The most fields that Logs Insights finds in a JSON event. In a record, the bodies come before the Region and the identity, so large calls
 * lose these fields.
 *
 * @source https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData-discoverable-fields.html (read 2026-11-28)
 * @assumed the first 200 in the order of the text: the page does not say which
 */
export const MOST_FIELDS = 200;
