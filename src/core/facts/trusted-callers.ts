/**
 * The condition keys that only trust policies use.
 *
 * @source https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html (read 2026-11-29)
 * @source https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html (read 2026-11-29)
 */
export const TrustKey = {
  EXTERNAL_ID: 'sts:ExternalId',
  SAML_AUDIENCE: 'SAML:aud',
} as const;

/**
 * The form of an external ID.
 *
 * @source boto/botocore: botocore/data/sts/2011-06-15/service-2.json (read 2026-11-29): externalIdType
 */
export const EXTERNAL_ID = /^[\w+=,.@:/-]{2,1224}$/;

/**
 * The form of a role's ARN, with its path if it has one. It excludes the wildcards `*` and `?`, and `$`, which begins a policy variable.
 *
 * @source boto/botocore: botocore/data/iam/2010-05-08/service-2.json (read 2026-11-29): the forms of names and paths of roles
 */
export const ROLE_ARN = /^arn:aws[a-z-]*:iam::(\d{12}):role\/(?:[\x21-\x23\x25-\x29+-.\x30-\x3e@-~]+\/)*[\w+=,.@-]{1,64}$/;

/**
 * The form of the ARN of a role's session. `aws:PrincipalArn` never has such an ARN: it has the role's. Partition and account may be
 * patterns, or known only at deployment.
 *
 * @source https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html (read 2026-11-29): for a role, the
 * key has the ARN of the role, and not that of the session
 */
export const SESSION_ARN = /^arn:([^:]+):sts::([^:]*):assumed-role\/([^/]+)/;

/**
 * The form of the ARN of a SAML provider.
 *
 * @source boto/botocore: botocore/data/iam/2010-05-08/service-2.json (read 2026-11-29): SAMLProviderNameType
 */
export const SAML_PROVIDER_ARN = /^arn:aws[a-z-]*:iam::\d{12}:saml-provider\/[\w.-]{1,128}$/;

/**
 * The endpoint for signing in with a SAML assertion, which is the assertion's audience. Each Region has its own endpoint as well.
 *
 * @source https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_relying-party.html (read 2026-11-29)
 */
export const SIGN_IN_HOST = 'signin.aws.amazon.com';

/**
 * The form of such an endpoint. If assertions must be encrypted, the provider has its own endpoint, below `/acs/`.
 *
 * @source https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_relying-party.html (read 2026-11-29): the Region
 * is optional
 * @source https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html (read 2026-11-29): the endpoint
 * with the ID of the provider
 */
export const SIGN_IN_ENDPOINT =
  /^https:\/\/(?:[a-z]{2,}(?:-[a-z]+)+-\d+\.)?signin\.(?:aws\.amazon\.com|amazonaws-us-gov\.com|amazonaws\.cn)\/saml(?:\/acs\/\w+)?$/;

/**
 * The key with the common name of a certificate's subject. It is present unless the profile of Roles Anywhere removes it from the mapping.
 *
 * @source https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html (read 2026-11-29)
 * @source https://docs.aws.amazon.com/rolesanywhere/latest/userguide/attribute-mapping-and-trust-policy.html (read 2026-11-29)
 */
export const COMMON_NAME_KEY = 'aws:PrincipalTag/x509Subject/CN';

/**
 * The form of a common name in that key: the form of a session tag's value.
 *
 * @source boto/botocore: botocore/data/sts/2011-06-15/service-2.json (read 2026-11-29): tagValueType
 */
export const COMMON_NAME = /^(?!\p{Z})[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,256}(?<!\p{Z})$/u;

/**
 * The form of the ARN of a trust anchor.
 *
 * @source boto/botocore: botocore/data/rolesanywhere/2018-05-10/service-2.json (read 2026-11-29): TrustAnchorResourceArn, Uuid
 */
export const TRUST_ANCHOR_ARN =
  /^arn:aws[a-z-]*:rolesanywhere:[a-z0-9-]+:\d{12}:trust-anchor\/[a-f0-9]{8}-(?:[a-z0-9]{4}-){3}[a-z0-9]{12}$/;
