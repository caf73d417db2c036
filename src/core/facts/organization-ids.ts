/** The forms of the IDs in an organization (AWS Organizations API Reference). */
export const ROOT_ID = /^r-[0-9a-z]{4,32}$/;
export const ORGANIZATIONAL_UNIT_ID = /^ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}$/;
export const ACCOUNT_ID = /^\d{12}$/;
