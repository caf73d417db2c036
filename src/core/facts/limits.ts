/**
 * The most characters in a managed policy.
 *
 * @source https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html (read 2026-11-28)
 */
export const MANAGED_POLICY_LIMIT = 6144;

/**
 * The most characters in all inline policies of one identity together.
 *
 * @source https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html (read 2026-11-28)
 */
export const INLINE_LIMITS = { role: 10240, user: 2048, group: 5120 } as const;

/**
 * The most characters in a service control policy.
 *
 * @source https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html (read 2026-11-28): says 10,240 in the
 * newest copy, and 5,120 in older ones
 * @source https://sjramblings.io (read 2026-11-22): says 10,240 since 15 May 2026, as several others do
 * @assumed 10,240; each construct has a prop for a lower limit
 */
export const SERVICE_CONTROL_POLICY_LIMIT = 10240;

/**
 * The most service control policies on one root, organizational unit or account.
 *
 * @source https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html (read 2026-11-28): says 10 in the newest
 * copy
 * @source https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html (read 2026-11-22): says 5 in an older copy
 * @source https://sjramblings.io (read 2026-11-22): says 10 since 15 May 2026, as several others do
 * @assumed 10: if the limit is 5, AWS refuses the sixth
 */
export const POLICIES_PER_TARGET = 10;

/**
 * The form of the name of an organization's policy.
 *
 * @source boto/botocore: botocore/data/organizations/2016-11-28/service-2.json (read 2026-11-28)
 */
export const POLICY_NAME = /^.{1,128}$/;

/**
 * The most characters in the description of an organization's policy.
 *
 * @source boto/botocore: botocore/data/organizations/2016-11-28/service-2.json (read 2026-11-28)
 */
export const LONGEST_POLICY_DESCRIPTION = 512;

/**
 * The most targets that CloudFormation attaches one policy of an organization to.
 *
 * @source https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-organizations-policy.html (read 2026-11-22)
 */
export const MOST_POLICY_TARGETS = 100;

/**
 * The most characters in the policy of a VPC endpoint, including white space.
 *
 * @source https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html (read 2026-11-29)
 */
export const ENDPOINT_POLICY_LIMIT = 20480;
