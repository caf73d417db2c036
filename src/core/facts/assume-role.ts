/**
 * What is asked where somebody assumes a role.
 *
 * @source https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html (read 2026-11-29)
 */
export const AssumeAction = {
  /** By principals of AWS: roles, users and services. */
  ROLE: 'sts:AssumeRole',
  /** With the token of an OpenID Connect provider. */
  WITH_WEB_IDENTITY: 'sts:AssumeRoleWithWebIdentity',
  /** With the assertion of a SAML provider. */
  WITH_SAML: 'sts:AssumeRoleWithSAML',
  /** In addition, where the request has session tags. */
  TAG_SESSION: 'sts:TagSession',
  /** In addition, where the request has a source identity. */
  SET_SOURCE_IDENTITY: 'sts:SetSourceIdentity',
} as const;
