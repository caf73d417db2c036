/**
 * How a denial's text names the policies that denied or did not allow, by kind. The service control policy comes first, since a text may
 * say "in a VPC endpoint policy transitively through a service control policy".
 *
 * @source awsdocs/iam-user-guide: doc_source/troubleshoot_access-denied.md (read 2026-11-29): also "sessions policy"
 */
export const LAYER_WORDS = {
  SERVICE_CONTROL: /service control polic/i,
  /** @source sqlxpert/aws-rcp-s3-require-encryption-kms: README.md (read 2026-11-29) */
  RESOURCE_CONTROL: /resource control polic/i,
  RESOURCE: /resource-based polic/i,
  PERMISSIONS_BOUNDARY: /permissions boundary/i,
  SESSION: /sessions? polic/i,
  VPC_ENDPOINT: /VPC endpoint polic/i,
  IDENTITY: /identity-based polic/i,
} as const;
