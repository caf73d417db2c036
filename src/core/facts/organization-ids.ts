/**
 * The form of a root's ID.
 *
 * @source https://docs.aws.amazon.com/organizations/latest/APIReference/API_Root.html (read 2026-11-22)
 */
export const ROOT_ID = /^r-[0-9a-z]{4,32}$/;

/**
 * The form of an organizational unit's ID.
 *
 * @source https://docs.aws.amazon.com/organizations/latest/APIReference/API_OrganizationalUnit.html (read 2026-11-22)
 */
export const ORGANIZATIONAL_UNIT_ID = /^ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}$/;

/**
 * The form of an account's ID.
 *
 * @source https://docs.aws.amazon.com/organizations/latest/APIReference/API_Account.html (read 2026-11-22)
 */
export const ACCOUNT_ID = /^\d{12}$/;
