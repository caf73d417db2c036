/**
 * Log groups of these classes take no metric filters.
 *
 * @source https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch_Logs_Log_Classes.html (read 2026-11-28): metric filters are
 * for the Standard class, and not for Infrequent Access
 * @assumed Delivery has none either: the page says that it has no "rich capabilities", and does not list them
 */
export const CLASSES_WITHOUT_METRIC_FILTERS: readonly string[] = ['INFREQUENT_ACCESS', 'DELIVERY'];

/**
 * Log groups of this class are for logs of AWS Lambda, keep them for a day or two, and cannot be queried by Logs Insights.
 *
 * @source https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch_Logs_Log_Classes.html (read 2026-11-28): says one day
 * in one copy, and two in another
 * @assumed nothing rests on the number of days
 */
export const CLASS_FOR_DELIVERY = 'DELIVERY';

/**
 * The characters of the regular expressions of custom identifiers of a data protection policy.
 *
 * @source https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL-custom-data-identifiers.html (read 2026-11-28): no parentheses
 */
export const IDENTIFIER_REGEX = /^[\w#=@/;, ^$?[\]{}|\\*+.-]+$/;

/**
 * How many characters such a regular expression may have.
 *
 * @source https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL-custom-data-identifiers.html (read 2026-11-28)
 */
export const LONGEST_IDENTIFIER_REGEX = 200;

/**
 * The names of custom identifiers.
 *
 * @source https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL-custom-data-identifiers.html (read 2026-11-28): at most 128
 * characters, and none that a managed identifier has
 */
export const IDENTIFIER_NAME = /^[\w-]{1,128}$/;

/**
 * How many custom identifiers a data protection policy takes.
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
 * How many characters the filter pattern of a metric filter may have.
 *
 * @source boto/botocore: botocore/data/logs/2014-03-28/service-2.json (read 2026-11-28)
 */
export const LONGEST_FILTER_PATTERN = 1024;
