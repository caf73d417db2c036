/**
 * The special characters of a pattern, in Unicode's private use area, which IAM refuses in policies:
 * so a literal `*` (from a policy variable's value, say) and the wildcard `*` never meet.
 */
export const ANY_TEXT = '\uE000';
export const ANY_CHARACTER = '\uE001';
/** Stands for a value that only the deployment knows: it may match any text. */
export const UNKNOWN_TEXT = '\uE002';
/** As ANY_TEXT and ANY_CHARACTER, but not beyond a colon. */
export const ANY_TEXT_WITHIN = '\uE003';
export const ANY_CHARACTER_WITHIN = '\uE004';

/** The area itself: no text from outside may hold such characters. */
export const PRIVATE_USE = /[\uE000-\uF8FF]/;

const SPECIAL = /[\uE000-\uE004]/;
const WITHIN = /[\uE003\uE004]/;

/** Prepares the test of a whole text against a pattern. At worst it takes the product of both lengths: no regular expression to blow up. */
export function compileGlob(pattern: string): (text: string) => boolean {
  if (!SPECIAL.test(pattern)) {
    return (text) => text === pattern;
  }
  if (pattern === ANY_TEXT) {
    return () => true;
  }
  return WITHIN.test(pattern) ? (text) => matchesInParts(pattern, text) : (text) => matches(pattern, text);
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

/** Follows all the places in the text that the pattern so far may have reached; only rare patterns need it. */
function matchesInParts(pattern: string, text: string): boolean {
  let reached = [true];
  for (const c of pattern) {
    const next: boolean[] = [];
    const spreads = c === ANY_TEXT || c === UNKNOWN_TEXT || c === ANY_TEXT_WITHIN;
    let spreading = false;
    for (let at = 0; at <= text.length; at++) {
      if (spreads) {
        spreading = reached[at] || spreading;
        next[at] = spreading;
        spreading = spreading && !(c === ANY_TEXT_WITHIN && text[at] === ':');
      } else {
        next[at] = at > 0 && reached[at - 1] && matchesCharacter(c, text[at - 1]);
      }
    }
    reached = next;
  }
  return reached[text.length] === true;
}

function matchesCharacter(c: string, character: string): boolean {
  return c === character || c === ANY_CHARACTER || (c === ANY_CHARACTER_WITHIN && character !== ':');
}
