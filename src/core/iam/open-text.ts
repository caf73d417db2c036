import {
  ANY_CHARACTER, ANY_CHARACTER_WITHIN, ANY_HEX_DIGIT, ANY_LETTER_OR_DIGIT, ANY_TEXT, ANY_TEXT_WITHIN, MORE, MORE_SMALL, OPEN, OPEN_SMALL,
  SMALL, SOME_HEX_DIGIT, SOME_LETTER_OR_DIGIT, SOMETHING, UNKNOWN_TEXT,
} from './special-characters';

/** A value of a request is held against many patterns, one after the other, so what was read last is kept. */
let latest = { text: '', open: [] as string[] };

/** Lists what nobody said, as it stands in a text. */
export function listOpen(text: string): readonly string[] {
  if (text !== latest.text) {
    latest = { text, open: [...new Set(text.match(OPEN))] };
  }
  return latest.open;
}

/** Whether a text holds what nobody said. */
export function hasOpen(text: string): boolean {
  return listOpen(text).length > 0;
}

/** Lets each character of which only the class is known be any of its class, in a candidate. */
export function openCandidate(candidate: string): string {
  return candidate.replaceAll(ANY_LETTER_OR_DIGIT, SOME_LETTER_OR_DIGIT).replaceAll(ANY_HEX_DIGIT, SOME_HEX_DIGIT);
}

/** Lets some of what nobody said be anything, in a text. */
export function openSome(text: string, isMeant: (character: string) => boolean): string {
  return text.replace(OPEN, (character) => isMeant(character) ? openOne(character) : character);
}

function openOne(character: string): string {
  return OPEN_SMALL.test(character) ? `${SMALL}${MORE_SMALL}` : `${SOMETHING}${MORE}`;
}

/** Lets what nobody said be anything, in a pattern. */
export function openPattern(pattern: string): string {
  return pattern.replace(OPEN, UNKNOWN_TEXT);
}

/** Whether a character stands for what nobody said. */
export function isOpen(character: string): boolean {
  return character >= '\uE010' && character <= '\uE01F';
}

/**
 * Whether the text may be one that the pattern matches. What is open holds no slash, and in the first five parts of an ARN no colon.
 * Wildcards within a part reach beyond it here: at worst more is said to depend.
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
  // The places in the text that the pattern so far may have reached, in their order.
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

/** Counts the characters with which both begin, and which stand for themselves. */
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

/** Adds the places behind what is open where nothing more comes of it. */
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

/** Whether a text was opened. */
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
