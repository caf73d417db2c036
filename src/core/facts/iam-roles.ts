/**
 * The form of a role's name.
 *
 * @source boto/botocore: botocore/data/iam/2010-05-08/service-2.json (read 2026-11-28)
 */
export const ROLE_NAME = /^[\w+=,.@-]{1,64}$/;

/**
 * The form of the path of a role, which has characters of ASCII from `!` to `~`.
 *
 * @source boto/botocore: botocore/data/iam/2010-05-08/service-2.json (read 2026-11-28)
 */
export const ROLE_PATH = /^\/([\x21-\x7e]+\/)?$/;

/**
 * How many characters such a path may have.
 *
 * @source boto/botocore: botocore/data/iam/2010-05-08/service-2.json (read 2026-11-28)
 */
export const LONGEST_ROLE_PATH = 512;

/**
 * For how many seconds a session of a role may last: 1 to 12 hours.
 *
 * @source boto/botocore: botocore/data/iam/2010-05-08/service-2.json (read 2026-11-28)
 */
export const SESSION_SECONDS = { least: 3_600, most: 43_200 } as const;

/**
 * What stands before the name of a permission set in the name of its role.
 *
 * @source https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html (read 2026-11-29)
 */
export const SSO_ROLE_PREFIX = 'AWSReservedSSO_';

/**
 * How many hexadecimal digits, with small letters, stand behind it. An underscore goes before them.
 *
 * @source https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html (read 2026-11-29)
 */
export const SSO_RANDOM = 16;

/**
 * The form of the names of the roles that IAM Identity Center makes.
 *
 * @source https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html (read 2026-11-29)
 */
export const SSO_ROLE = new RegExp(`^${SSO_ROLE_PREFIX}[\\w+=,.@-]{1,47}_[\\da-f]{${SSO_RANDOM}}$`);

/**
 * The path of those roles; where Identity Center is not in us-east-1, its Region follows.
 *
 * @source https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html (read 2026-11-29)
 */
export const SSO_ROLE_PATH = 'aws-reserved/sso.amazonaws.com/';

/**
 * The Region of IAM Identity Center that the path of its roles leaves out.
 *
 * @source https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html (read 2026-11-29)
 */
export const SSO_REGION_WITHOUT_FOLDER = 'us-east-1';

/**
 * How the paths begin of roles that only AWS changes: those of IAM Identity Center, and those that are linked to a service.
 *
 * @source https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html (read 2026-11-29)
 * @source https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html (read 2026-11-29)
 * @source https://github.com/rebuy-de/aws-nuke/pull/1028 (read 2026-11-29): AWS's answer, "this role is only modifiable by AWS"
 */
export const PROTECTED_PATHS = { identityCenter: 'aws-reserved/', serviceLinked: 'aws-service-role/' } as const;

/**
 * What stands before the name of a service in the name of a role that is linked to it.
 *
 * @source https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html (read 2026-11-29)
 */
export const SERVICE_ROLE_PREFIX = 'AWSServiceRoleFor';
