/**
 * The form of a managed policy's name, by which a permission set refers to it. IAM ignores upper and lower case when it compares names.
 *
 * @source boto/botocore: botocore/data/iam/2010-05-08/service-2.json (read 2026-11-29): policyNameType
 * @source boto/botocore: botocore/data/sso-admin/2020-07-20/service-2.json (read 2026-11-29): ManagedPolicyName, the same
 */
export const MANAGED_POLICY_NAME = /^[\w+=,.@-]{1,128}$/;

/**
 * The most characters in a managed policy's name.
 *
 * @source boto/botocore: botocore/data/iam/2010-05-08/service-2.json (read 2026-11-29): policyNameType
 */
export const LONGEST_POLICY_NAME = 128;

/**
 * The form of a managed policy's path. It allows fewer kinds of characters than a role's path.
 *
 * @source boto/botocore: botocore/data/iam/2010-05-08/service-2.json (read 2026-11-29): policyPathType
 * @source boto/botocore: botocore/data/sso-admin/2020-07-20/service-2.json (read 2026-11-29): ManagedPolicyPath, the same
 */
export const MANAGED_POLICY_PATH = /^(\/[A-Za-z0-9.,+@=_-]+)*\/$/;

/**
 * The most characters in a managed policy's path.
 *
 * @source boto/botocore: botocore/data/iam/2010-05-08/service-2.json (read 2026-11-29): policyPathType
 */
export const LONGEST_POLICY_PATH = 512;
