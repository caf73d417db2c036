import { isAnyText, isOpen, isOpened, mayMatch } from './open-text';
import { ANY_CHARACTER, ANY_CHARACTER_WITHIN, ANY_TEXT, ANY_TEXT_WITHIN, UNKNOWN_TEXT } from './special-characters';

const SPECIAL = /[\uE000-\uE004]/;
const WITHIN = /[\uE003\uE004]/;

/** Prepares the test of a whole text against a pattern. It takes at most the product of both lengths, unlike a regular expression. */
export function compileGlob(pattern: string): (text: string) => boolean {
  if (!SPECIAL.test(pattern)) {
    return (text) => text === pattern || (isOpened(text) && mayMatch(pattern, text));
  }
  if (pattern === ANY_TEXT) {
    return () => true;
  }
  const test = WITHIN.test(pattern) ? matchesInParts : matches;
  return (text) => isOpened(text) ? mayMatch(pattern, text) : test(pattern, text);
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
    } else if (p < pattern.length && (c === text[at] || (c === ANY_CHARACTER && !isOpen(text[at])))) {
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

/** Tracks every place in the text that the pattern may have reached. Few patterns need this. */
function matchesInParts(pattern: string, text: string): boolean {
  let reached = [true];
  for (const c of pattern) {
    const next: boolean[] = [];
    const spreads = isAnyText(c);
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
  return c === character || (!isOpen(character) && (c === ANY_CHARACTER || (c === ANY_CHARACTER_WITHIN && character !== ':')));
}
