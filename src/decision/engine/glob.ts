/**
 * The special characters of a pattern, in Unicode's private use area, which IAM refuses in policies:
 * so a literal `*` (from a policy variable's value, say) and the wildcard `*` never meet.
 */
export const ANY_TEXT = '\uE000';
export const ANY_CHARACTER = '\uE001';
/** Stands for a value that only the deployment knows: it may match any text. */
export const UNKNOWN_TEXT = '\uE002';

const SPECIAL = /[\uE000-\uE002]/;

/** Prepares the test of a whole text against a pattern. Linear in both lengths' product at worst: no regular expression to blow up. */
export function glob(pattern: string): (text: string) => boolean {
  if (!SPECIAL.test(pattern)) {
    return (text) => text === pattern;
  }
  if (pattern === ANY_TEXT) {
    return () => true;
  }
  return (text) => matches(pattern, text);
}

function matches(pattern: string, text: string): boolean {
  let at = 0;
  let p = 0;
  let star = -1;
  let retry = 0;
  while (at < text.length) {
    const c = pattern[p];
    if (c === ANY_TEXT || c === UNKNOWN_TEXT) {
      star = p++;
      retry = at;
    } else if (p < pattern.length && (c === ANY_CHARACTER || c === text[at])) {
      p++;
      at++;
    } else if (star >= 0) {
      p = star + 1;
      at = ++retry;
    } else {
      return false;
    }
  }
  while (pattern[p] === ANY_TEXT || pattern[p] === UNKNOWN_TEXT) {
    p++;
  }
  return p === pattern.length;
}
