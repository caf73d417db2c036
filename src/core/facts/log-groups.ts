/**
 * The classes of log groups that take no metric filters.
 *
 * @source https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch_Logs_Log_Classes.html (read 2026-11-28): metric filters are
 * for the Standard class, and not for Infrequent Access
 * @assumed that Delivery has none either: the page says that it has no "rich capabilities", and does not list them
 */
export const CLASSES_WITHOUT_METRIC_FILTERS: readonly string[] = ['INFREQUENT_ACCESS', 'DELIVERY'];

/**
 * The class of log groups for AWS Lambda's logs. They keep records for a day or two, and Logs Insights cannot query them.
 *
 * @source https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch_Logs_Log_Classes.html (read 2026-11-28): says one day
 * in one copy, and two in another
 * @assumed that the number of days does not matter here
 */
export const CLASS_FOR_DELIVERY = 'DELIVERY';

/**
 * The characters that a custom identifier's regular expression in a data protection policy may have.
 *
 * @source https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL-custom-data-identifiers.html (read 2026-11-28): no parentheses
 */
export const IDENTIFIER_REGEX = /^[\w#=@/;, ^$?[\]{}|\\*+.-]+$/;

/**
 * The most characters in a custom identifier's regular expression.
 *
 * @source https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL-custom-data-identifiers.html (read 2026-11-28)
 */
export const LONGEST_IDENTIFIER_REGEX = 200;

/**
 * The form of a custom identifier's name.
 *
 * @source https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL-custom-data-identifiers.html (read 2026-11-28): at most 128
 * characters, and not the name of a managed identifier
 */
export const IDENTIFIER_NAME = /^[\w-]{1,128}$/;

/**
 * The most custom identifiers in a data protection policy.
 *
 * @source https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL-custom-data-identifiers.html (read 2026-11-28)
 */
export const MOST_CUSTOM_IDENTIFIERS = 10;

/**
 * The form of a log group's name.
 *
 * @source boto/botocore: botocore/data/logs/2014-03-28/service-2.json (read 2026-11-28)
 */
export const LOG_GROUP_NAME = /^(?!aws\/)[\w./#-]{1,512}$/;

/**
 * The most characters in the filter pattern of a metric filter.
 *
 * @source boto/botocore: botocore/data/logs/2014-03-28/service-2.json (read 2026-11-28)
 */
export const LONGEST_FILTER_PATTERN = 1024;
