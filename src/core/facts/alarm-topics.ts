/**
 * The ARN of an SNS topic, with its Region. CloudWatch refuses an alarm whose topic is in another Region.
 *
 * @source https://github.com/cds-snc/notification-terraform/pull/128 (read 2026-11-28): the refusal is a ValidationError, "Invalid region
 * ca-central-1 specified. Only us-west-2 is supported."
 */
export const TOPIC_ARN = /^[^:]*:[^:]*:sns:([a-z][a-z0-9-]+):/;

/**
 * The prefix of the aliases of AWS managed keys. An alarm cannot notify a topic that such a key encrypts: the key's policy does not admit
 * CloudWatch, and you cannot change it.
 *
 * @source https://repost.aws/knowledge-center/cloudwatch-configure-alarm-sns (read 2026-11-28)
 */
export const MANAGED_KEY_ALIAS = 'alias/aws/';
