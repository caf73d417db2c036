import {
  ANY_CHARACTER, ANY_CHARACTER_WITHIN, ANY_HEX_DIGIT, ANY_LETTER_OR_DIGIT, ANY_TEXT, ANY_TEXT_WITHIN, MORE, MORE_SMALL, OPEN, OPEN_SMALL,
  SMALL, SOME_HEX_DIGIT, SOME_LETTER_OR_DIGIT, SOMETHING, UNKNOWN_TEXT,
} from './special-characters';

/** The last answer, kept because one value is compared with many patterns in turn. */
let latest = { text: '', open: [] as string[] };

/** Lists the characters in a text that stand for what is open. */
export function listOpen(text: string): readonly string[] {
  if (text !== latest.text) {
    latest = { text, open: [...new Set(text.match(OPEN))] };
  }
  return latest.open;
}

/** Whether something in a text is open. */
export function hasOpen(text: string): boolean {
  return listOpen(text).length > 0;
}

/** Replaces each character of a candidate that is known only by its class with a mark for any of its class. */
export function openCandidate(candidate: string): string {
  return candidate.replaceAll(ANY_LETTER_OR_DIGIT, SOME_LETTER_OR_DIGIT).replaceAll(ANY_HEX_DIGIT, SOME_HEX_DIGIT);
}

/** Replaces some of what is open in a text with marks for anything. */
export function openSome(text: string, isMeant: (character: string) => boolean): string {
  return text.replace(OPEN, (character) => isMeant(character) ? openOne(character) : character);
}

function openOne(character: string): string {
  return OPEN_SMALL.test(character) ? `${SMALL}${MORE_SMALL}` : `${SOMETHING}${MORE}`;
}

/** Replaces what is open in a pattern with an unknown text. */
export function openPattern(pattern: string): string {
  return pattern.replace(OPEN, UNKNOWN_TEXT);
}

/** Whether a character stands for something open. */
export function isOpen(character: string): boolean {
  return character >= '\uE010' && character <= '\uE01F';
}

/**
 * Whether the pattern may match the text. What is open contains no slash and, in the first five parts of an ARN, no colon. Here a
 * wildcard within a part also matches beyond it; at worst, more answers depend.
 */
export function mayMatch(pattern: string, text: string): boolean {
  const same = countSame(pattern, text);
  if (isPlain(pattern[same]) && isPlain(text[same])) {
    return false;
  }
  const lastPart = text.startsWith('arn:') ? text.split(':', 5).join(':').length : 0;
  const takes = (at: number, c: string) => {
    switch (text[at]) {
      case SOMETHING:
      case MORE:
        return c !== '/' && (c !== ':' || at > lastPart);
      case SMALL:
      case MORE_SMALL:
        return isAnyCharacter(c) || (/[a-z0-9.:-]/.test(c) && (c !== ':' || at > lastPart));
      case SOME_LETTER_OR_DIGIT:
        return isAnyCharacter(c) || /[A-Za-z0-9]/.test(c);
      case SOME_HEX_DIGIT:
        return isAnyCharacter(c) || /[0-9a-f]/.test(c);
      default:
        return isAnyCharacter(c) || c === text[at];
    }
  };
  // The places in the text that the pattern may have reached so far, in order.
  let reached = addSkipped([same], text);
  for (const c of pattern.slice(same)) {
    if (isAnyText(c)) {
      reached = listPlaces(reached[0], text.length);
      continue;
    }
    const next: number[] = [];
    for (const at of reached) {
      if (isMore(text[at]) && takes(at, c) && next[next.length - 1] !== at) {
        next.push(at);
      }
      if (at < text.length && takes(at, c)) {
        next.push(at + 1);
      }
    }
    if (next.length === 0) {
      return false;
    }
    reached = addSkipped(next, text);
  }
  return reached[reached.length - 1] === text.length;
}

/** Counts the literal characters that both share at the start. */
function countSame(pattern: string, text: string): number {
  let count = 0;
  while (count < pattern.length && pattern[count] === text[count] && isPlain(text[count])) {
    count++;
  }
  return count;
}

function isPlain(c: string | undefined): boolean {
  return c !== undefined && !(c >= '\uE000' && c <= '\uE01F');
}

function listPlaces(first: number, last: number): number[] {
  const places: number[] = [];
  for (let at = first; at <= last; at++) {
    places.push(at);
  }
  return places;
}

/** Adds the place after an open text, for the case that the text ends there. */
function addSkipped(places: number[], text: string): number[] {
  for (let index = places.length - 1; index >= 0; index--) {
    const at = places[index];
    if (isMore(text[at]) && places[index + 1] !== at + 1) {
      places.splice(index + 1, 0, at + 1);
    }
  }
  return places;
}

const OPENED = new RegExp(`[${SOMETHING}${SMALL}${SOME_LETTER_OR_DIGIT}${SOME_HEX_DIGIT}]`);

/** Whether a text holds marks for anything. */
export function isOpened(text: string): boolean {
  return OPENED.test(text);
}

function isMore(c: string | undefined): boolean {
  return c === MORE || c === MORE_SMALL;
}

/** Whether a character of a pattern stands for any text. */
export function isAnyText(c: string): boolean {
  return c === ANY_TEXT || c === UNKNOWN_TEXT || c === ANY_TEXT_WITHIN;
}

function isAnyCharacter(c: string): boolean {
  return c === ANY_CHARACTER || c === ANY_CHARACTER_WITHIN;
}
