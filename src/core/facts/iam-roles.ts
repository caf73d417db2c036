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
 * The form of the names of the roles that IAM Identity Center makes.
 *
 * @source https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html (read 2026-11-29)
 */
export const SSO_ROLE = /^AWSReservedSSO_[\w+=,.@-]{1,47}_[\da-f]{16}$/;

/**
 * The path of those roles; where Identity Center is not in us-east-1, its Region follows.
 *
 * @source https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html (read 2026-11-29)
 */
export const SSO_ROLE_PATH = 'aws-reserved/sso.amazonaws.com/';

/**
 * How many characters of a logical ID CloudFormation keeps at least in the name of a role that it generates: stack, logical ID and a suffix
 * share 64 characters, with a hyphen between them.
 *
 * @source aws-cloudformation/cloudformation-cli-java-plugin: src/main/java/software/amazon/cloudformation/resource/IdentifierUtils.java
 * (read 2026-11-28): AWS's own code for such names; AWS documents no rule
 * @assumed roles are named likewise: 26 of 26 public names agree
 */
export const KEPT_OF_LOGICAL_ID = 25;
