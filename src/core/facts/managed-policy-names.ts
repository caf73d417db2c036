/**
 * The form of the name of a managed policy, by which a permission set refers to it. IAM tells names apart by their letters, not by their
 * case.
 *
 * @source boto/botocore: botocore/data/iam/2010-05-08/service-2.json (read 2026-11-29): policyNameType
 * @source boto/botocore: botocore/data/sso-admin/2020-07-20/service-2.json (read 2026-11-29): ManagedPolicyName, the same
 */
export const MANAGED_POLICY_NAME = /^[\w+=,.@-]{1,128}$/;

/**
 * How many characters such a name may have.
 *
 * @source boto/botocore: botocore/data/iam/2010-05-08/service-2.json (read 2026-11-29): policyNameType
 */
export const LONGEST_POLICY_NAME = 128;

/**
 * The form of the path of a managed policy: fewer characters than in that of a role.
 *
 * @source boto/botocore: botocore/data/iam/2010-05-08/service-2.json (read 2026-11-29): policyPathType
 * @source boto/botocore: botocore/data/sso-admin/2020-07-20/service-2.json (read 2026-11-29): ManagedPolicyPath, the same
 */
export const MANAGED_POLICY_PATH = /^(\/[A-Za-z0-9.,+@=_-]+)*\/$/;

/**
 * How many characters such a path may have.
 *
 * @source boto/botocore: botocore/data/iam/2010-05-08/service-2.json (read 2026-11-29): policyPathType
 */
export const LONGEST_POLICY_PATH = 512;
