/**
 * The form of a root's ID.
 *
 * @source boto/botocore: botocore/data/organizations/2016-11-28/service-2.json (read 2026-11-28)
 */
export const ROOT_ID = /^r-[0-9a-z]{4,32}$/;

/**
 * The form of an organizational unit's ID.
 *
 * @source boto/botocore: botocore/data/organizations/2016-11-28/service-2.json (read 2026-11-28)
 */
export const ORGANIZATIONAL_UNIT_ID = /^ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}$/;

/**
 * The form of an account's ID.
 *
 * @source boto/botocore: botocore/data/organizations/2016-11-28/service-2.json (read 2026-11-28)
 */
export const ACCOUNT_ID = /^\d{12}$/;

/**
 * The form of the ID of an organization's policy.
 *
 * @source boto/botocore: botocore/data/organizations/2016-11-28/service-2.json (read 2026-11-28)
 */
export const POLICY_ID = /^p-[0-9a-zA-Z_]{8,128}$/;

/**
 * An account ID without an owner: a placeholder for an unknown account, and for any account other than the caller's.
 *
 * @assumed that AWS has given this ID to no account
 */
export const NOBODYS_ACCOUNT = '000000000000';
