/**
 * The form of a folder in a bucket that batch jobs read from or write to, without a leading slash.
 *
 * @source boto/botocore: botocore/data/bedrock/2023-04-20/service-2.json (read 2026-11-29): `S3Uri`, which takes `*` too
 * @assumed without `*`, which is a wildcard in policies
 */
export const BATCH_PREFIX = /^[-!_'().a-z0-9A-Z]+(?:\/[-!_'().a-z0-9A-Z]+)*\/?$/;
