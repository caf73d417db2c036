/**
 * How many tags a resource of AWS has at most; the model of Amazon Bedrock says 200, which is more than any page of AWS promises.
 *
 * @source https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html (read 2026-11-29): says 50 for most
 * @source boto/botocore: botocore/data/bedrock/2023-04-20/service-2.json (read 2026-11-29): says 200 in one call
 * @assumed 50
 */
export const MOST_TAGS = 50;

/**
 * The forms of a tag's key and value.
 *
 * @source boto/botocore: botocore/data/bedrock/2023-04-20/service-2.json (read 2026-11-29)
 */
export const TAG_FORMS = { key: /^[a-zA-Z0-9\s._:/=+@-]{1,128}$/, value: /^[a-zA-Z0-9\s._:/=+@-]{0,256}$/ } as const;

/**
 * The form of an application inference profile's name, and how many characters it has at most.
 *
 * @source boto/botocore: botocore/data/bedrock/2023-04-20/service-2.json (read 2026-11-29)
 */
export const PROFILE_NAME = { form: /^([0-9a-zA-Z][ _-]?)+$/, longest: 64 } as const;

/**
 * The form of its description.
 *
 * @source boto/botocore: botocore/data/bedrock/2023-04-20/service-2.json (read 2026-11-29)
 */
export const PROFILE_DESCRIPTION = { form: /^([0-9a-zA-Z:.][ _-]?)+$/, longest: 200 } as const;

/**
 * The form of its ARN: Region, account and ID.
 *
 * @source https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonbedrock.html (read 2026-11-29)
 */
export const APPLICATION_PROFILE_ARN = /^arn:aws[a-z-]*:bedrock:([a-z0-9-]+):(\d{12}):application-inference-profile\/([a-zA-Z0-9]+)$/;
