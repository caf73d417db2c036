/**
 * The form of a role's name.
 *
 * @source boto/botocore: botocore/data/iam/2010-05-08/service-2.json (read 2026-11-28)
 */
export const ROLE_NAME = /^[\w+=,.@-]{1,64}$/;

/**
 * The form of a role's path: ASCII characters from `!` to `~`.
 *
 * @source boto/botocore: botocore/data/iam/2010-05-08/service-2.json (read 2026-11-28)
 */
export const ROLE_PATH = /^\/([\x21-\x7e]+\/)?$/;

/**
 * The most characters in a role's path.
 *
 * @source boto/botocore: botocore/data/iam/2010-05-08/service-2.json (read 2026-11-28)
 */
export const LONGEST_ROLE_PATH = 512;

/**
 * The least and the most that a role's maximum session duration may be, in seconds: 1 and 12 hours.
 *
 * @source boto/botocore: botocore/data/iam/2010-05-08/service-2.json (read 2026-11-28)
 */
export const SESSION_SECONDS = { least: 3_600, most: 43_200 } as const;

/**
 * The prefix of a permission set's name in the name of its role.
 *
 * @source https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html (read 2026-11-29)
 */
export const SSO_ROLE_PREFIX = 'AWSReservedSSO_';

/**
 * How many lowercase hexadecimal digits follow the permission set's name, after an underscore.
 *
 * @source https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html (read 2026-11-29)
 */
export const SSO_RANDOM = 16;

/**
 * The form of the names of the roles that IAM Identity Center creates.
 *
 * @source https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html (read 2026-11-29)
 */
export const SSO_ROLE = new RegExp(`^${SSO_ROLE_PREFIX}[\\w+=,.@-]{1,47}_[\\da-f]{${SSO_RANDOM}}$`);

/**
 * The path of those roles. If Identity Center is not in us-east-1, its Region follows.
 *
 * @source https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html (read 2026-11-29)
 */
export const SSO_ROLE_PATH = 'aws-reserved/sso.amazonaws.com/';

/**
 * The Region of IAM Identity Center that its roles' paths leave out.
 *
 * @source https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html (read 2026-11-29)
 */
export const SSO_REGION_WITHOUT_FOLDER = 'us-east-1';

/**
 * The beginnings of the paths of roles that only AWS can change: those of IAM Identity Center, and service-linked roles.
 *
 * @source https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html (read 2026-11-29)
 * @source https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html (read 2026-11-29)
 * @source https://github.com/rebuy-de/aws-nuke/pull/1028 (read 2026-11-29): AWS's answer, "this role is only modifiable by AWS"
 */
export const PROTECTED_PATHS = { identityCenter: 'aws-reserved/', serviceLinked: 'aws-service-role/' } as const;

/**
 * The prefix of a service's name in the name of its service-linked role.
 *
 * @source https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html (read 2026-11-29)
 */
export const SERVICE_ROLE_PREFIX = 'AWSServiceRoleFor';
