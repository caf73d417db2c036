/**
 * Characters that IAM admits in one managed policy.
 *
 * @source https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html (read 2026-11-28)
 */
export const MANAGED_POLICY_LIMIT = 6144;

/**
 * Characters that IAM admits in all inline policies of one identity together.
 *
 * @source https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html (read 2026-11-28)
 */
export const INLINE_LIMITS = { role: 10240, user: 2048, group: 5120 } as const;

/**
 * Characters that AWS Organizations admits in one service control policy.
 *
 * @source https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html (read 2026-11-28): says 10,240 in the
 * newest copy, and 5,120 in older ones
 * @source https://sjramblings.io (read 2026-11-22): says 10,240 since 15 May 2026, as several others do
 * @assumed 10,240; a prop of each construct takes a lower one
 */
export const SERVICE_CONTROL_POLICY_LIMIT = 10240;

/**
 * Service control policies that one root, unit or account takes.
 *
 * @source https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html (read 2026-11-28): says 10 in the newest
 * copy
 * @source https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html (read 2026-11-22): says 5 in an older copy
 * @source https://sjramblings.io (read 2026-11-22): says 10 since 15 May 2026, as several others do
 * @assumed 10: where there are 5, AWS refuses the sixth
 */
export const POLICIES_PER_TARGET = 10;

/**
 * The form of the name of a policy of an organization.
 *
 * @source boto/botocore: botocore/data/organizations/2016-11-28/service-2.json (read 2026-11-28)
 */
export const POLICY_NAME = /^.{1,128}$/;

/**
 * How many characters the description of a policy of an organization may have.
 *
 * @source boto/botocore: botocore/data/organizations/2016-11-28/service-2.json (read 2026-11-28)
 */
export const LONGEST_POLICY_DESCRIPTION = 512;

/**
 * To how many places CloudFormation attaches one policy of an organization.
 *
 * @source https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-organizations-policy.html (read 2026-11-22)
 */
export const MOST_POLICY_TARGETS = 100;

/**
 * Characters that the policy of a VPC endpoint may have, white space included.
 *
 * @source https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html (read 2026-11-29)
 */
export const ENDPOINT_POLICY_LIMIT = 20480;
