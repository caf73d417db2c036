/**
 * The log stream that Amazon Bedrock writes all records of an account and Region to.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html (read 2026-11-28)
 */
export const RECORDS_LOG_STREAM = 'aws/bedrock/modelinvocations';

/**
 * The folder of the account's records in a bucket, under `AWSLogs` and the account's ID.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html (read 2026-11-28)
 */
export const RECORDS_FOLDER = 'BedrockModelInvocationLogs';

/**
 * The form of a bucket's name in the logging setting.
 *
 * @source boto/botocore: botocore/data/bedrock/2023-04-20/service-2.json (read 2026-11-28): 3 to 63 characters
 */
export const BUCKET_NAME = /^[\w.-]{3,63}$/;

/**
 * The form of a key of `requestMetadata`.
 *
 * @source boto/botocore: botocore/data/bedrock-runtime/2023-09-30/service-2.json (read 2026-11-28)
 */
export const METADATA_KEY = /^(?=.*\S)[\w :@$#=/+,.-]{1,256}$/;
