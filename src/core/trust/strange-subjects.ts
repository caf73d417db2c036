import { fillPattern } from './fill-conditions';
import { fillPatterns, several } from './fill-patterns';
import { ClaimForm, GITHUB_CLAIM_FORMS } from '../facts/identity-providers';

export const ELSE = 'somebody-else';
/** An ID that no policy intends. */
export const ELSE_ID = '999999999';

/** A subject of a stranger, with a name of their own or with a name similar to the required one. */
export interface StrangeSubject {
  readonly subject: string;
  readonly isAlike: boolean;
}

/** Lists subjects of strangers that a pattern may match because it has a wildcard in the owner's part. */
export function listStrangeSubjects(form: ClaimForm, pattern: string): StrangeSubject[] {
  // IDs are numbers that their owners cannot choose.
  const [, before, wildcard, after] = /^([^*?]*)([*?]+)(.*)$/.exec(pattern.replace(/@[*?]+/g, `@${ELSE_ID}`)) ?? [];
  if (wildcard === undefined || pattern.includes('${')) {
    return [];
  }
  const heads = wildcard.includes('*') ? listHeads(form, before) : [fillPattern(wildcard)];
  return heads.flatMap((head) => listEnds(form, after).map((end) => `${before}${head}${end}`))
    .flatMap((subject) => readStrange(form, subject, pattern));
}

/** Lists what a GitHub claim may be in a stranger's token if a pattern has a wildcard in the owner's part. */
export function listStrangeClaims(claim: string, pattern: string): string[] {
  const form = GITHUB_CLAIM_FORMS[claim];
  if (form !== undefined) {
    // An owner may give any name to a repository.
    return listStrangeSubjects(form, pattern).map(({ subject }) => subject);
  }
  const filled = fillPatterns([pattern.replace(/\*+/g, '?*')], /_id$/.test(claim) ? NUMBER : LOGIN);
  return /[*?]/.test(pattern) && typeof filled === 'string' ? [filled] : [];
}

const NUMBER = several((character) => /\d/.test(character), '9');
const LOGIN = several((character) => /[\w-]/.test(character), 'x');

/** What the first wildcard may match: a name or a part of one, with what is missing before it and some of what follows. */
function listHeads({ prefix, separator, rest }: ClaimForm, before: string): string[] {
  const parts = rest.split(':');
  const tails = ['', separator, ...parts.flatMap((_, index) => {
    const tail = `${separator}${parts.slice(0, index + 1).join(':')}`;
    return [tail, `${tail}:`];
  })];
  const names = prefix.startsWith(before) ? [ELSE, 'evil-'].map((name) => `${prefix.slice(before.length)}${name}`) : ['-evil'];
  return names.flatMap((name) => tails.map((tail) => `${name}${tail}`));
}

/** What follows the first wildcard. The last wildcard may match all that is missing. */
function listEnds({ rest }: ClaimForm, after: string): string[] {
  const [, middle, last] = /^(.*?)[*?]+([^*?]*)$/.exec(after) ?? [];
  const parts = rest.split(':');
  const missing = ['', 'any', ...parts.map((_, index) => parts.slice(parts.length - index - 1).join(':'))];
  return middle === undefined ? [after] : missing.map((one) => `${fillPattern(middle)}${one}${last}`);
}

/** Keeps only what a stranger's token can hold: neither the name in the pattern nor an ID in it. */
function readStrange({ whole }: ClaimForm, subject: string, pattern: string): StrangeSubject[] {
  const [, whose, ...ids] = whole.exec(subject) ?? [];
  const isForeign = whose === ELSE || (whose !== undefined && !whose.includes(ELSE) && !pattern.includes(whose));
  return isForeign && ids.every((id) => id === undefined || id === ELSE_ID) ? [{ subject, isAlike: whose !== ELSE }] : [];
}
