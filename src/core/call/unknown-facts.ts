import { isOpen } from '../iam/open-text';
import { OpenValue } from '../iam/request';
import { ANY_HEX_DIGIT, ANY_LETTER_OR_DIGIT, OPEN } from '../iam/special-characters';

/** Markers in a request for facts of a call that were not given. The engine says what depends on them. Up to U+E017: no capital letters. */
export const Unknown = {
  /** Every Region's code has two hyphens, which distinguishes it from `unspecified`. */
  REGION: '\uE010-\uE016-\uE017',
  ACCOUNT: '\uE011',
  MODEL: '\uE012',
  /** The path of a role, before its name; the ARN of a session does not show it. */
  ROLE_PATH: '\uE018',
  /** The Region in the path of a role of IAM Identity Center: empty if that is in us-east-1. */
  SSO_REGION: '\uE014',
  PROFILE: '\uE015',
  PROJECT: '\uE01B',
  /** What CloudFormation writes before and after the logical ID in the name of a role. */
  STACK_NAME: '\uE019',
  NAME_SUFFIX: '\uE01A',
  /** A whole name that CloudFormation generates, with candidates. */
  ROLE_NAME: '\uE01C',
} as const;

const REGION_VALUE: OpenValue = { name: 'the source Region' };
const ROLE_NAME: OpenValue = { name: 'the name of the role' };

/** The name of each marker in answers that depend on it. */
export const OPEN_VALUES: ReadonlyMap<string, OpenValue> = new Map<string, OpenValue>([
  ...[...Unknown.REGION].filter(isOpen).map((character): [string, OpenValue] => [character, REGION_VALUE]),
  [Unknown.ACCOUNT, { name: 'the account' }],
  [Unknown.MODEL, { name: 'the model' }],
  [Unknown.ROLE_PATH, { name: 'the path of the role', isFolder: true }],
  [Unknown.SSO_REGION, { name: 'the Region of IAM Identity Center', isFolder: true }],
  [Unknown.PROFILE, { name: 'the application profile' }],
  [Unknown.PROJECT, { name: 'the project' }],
  [Unknown.STACK_NAME, ROLE_NAME],
  [Unknown.NAME_SUFFIX, ROLE_NAME],
  [Unknown.ROLE_NAME, ROLE_NAME],
]);

const withCandidatesOf = new WeakMap<readonly string[], ReadonlyMap<string, OpenValue>>();

/** The same, if the name of the caller's role is one of some candidates. One list gives one object, which the engine recognizes. */
export function withCandidates(candidates: readonly string[]): ReadonlyMap<string, OpenValue> {
  const values = withCandidatesOf.get(candidates) ?? new Map([...OPEN_VALUES, [Unknown.ROLE_NAME, { ...ROLE_NAME, candidates }]]);
  withCandidatesOf.set(candidates, values);
  return values;
}

const withProfilesOf = new WeakMap<readonly string[], ReadonlyMap<string, OpenValue>>();

/** The same, if the ID of the application profile is one of some candidates: a real ID, and the markers for those of a template. */
export function withProfiles(candidates: readonly string[], name: string): ReadonlyMap<string, OpenValue> {
  const values = withProfilesOf.get(candidates) ?? new Map([...OPEN_VALUES, [Unknown.PROFILE, { name, candidates }]]);
  withProfilesOf.set(candidates, values);
  return values;
}

/** Parts of names, as texts show them. */
const PARTS: Readonly<Record<string, string>> = {
  [Unknown.ROLE_PATH]: '[<path>/]',
  [Unknown.SSO_REGION]: '[<Region>/]',
  [Unknown.STACK_NAME]: '<stack>',
  [Unknown.NAME_SUFFIX]: '<suffix>',
};

/** What CloudFormation or IAM Identity Center appends to a name; a UUID contains hyphens. */
const RANDOM = new RegExp(`[${ANY_LETTER_OR_DIGIT}${ANY_HEX_DIGIT}]+(-${ANY_HEX_DIGIT}+)*`, 'g');

/** Writes a text with unknown facts for people: `<the account>` if the account was not given. */
export function writeUnknowns(text: string): string {
  const whole = text.replaceAll(Unknown.REGION, `<${REGION_VALUE.name}>`);
  return whole.replace(RANDOM, '<suffix>').replace(OPEN, (mark) => PARTS[mark] ?? `<${OPEN_VALUES.get(mark)?.name}>`);
}

/** Removes unknown facts: a role then has no path. */
export function dropUnknown(text: string): string {
  return text.replace(OPEN, '');
}
