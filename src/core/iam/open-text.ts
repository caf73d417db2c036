import {
  ANY_CHARACTER, ANY_CHARACTER_WITHIN, ANY_TEXT, ANY_TEXT_WITHIN, MORE, OPEN, SOMETHING, UNKNOWN_TEXT,
} from './special-characters';

/** Lists what nobody said, as it stands in a text. */
export function listOpen(text: string): string[] {
  return [...new Set(text.match(OPEN))];
}

/** Lets what nobody said be anything, in a text; or some of it. */
export function openText(text: string, isOpened: (character: string) => boolean = () => true): string {
  return text.replace(OPEN, (character) => isOpened(character) ? `${SOMETHING}${MORE}` : character);
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
  const lastPart = text.startsWith('arn:') ? text.split(':', 5).join(':').length : 0;
  const takes = (at: number, c: string) =>
    text[at] === SOMETHING || text[at] === MORE
      ? c !== '/' && (c !== ':' || at > lastPart)
      : isAnyCharacter(c) || c === text[at];
  // Where nothing more comes of what is open.
  const skip = (reached: boolean[]) => {
    for (let at = 0; at < text.length; at++) {
      reached[at + 1] = reached[at + 1] || (reached[at] && text[at] === MORE);
    }
    return reached;
  };
  let reached = skip([true]);
  for (const c of pattern) {
    const next: boolean[] = [];
    let spreading = false;
    for (let at = 0; at <= text.length; at++) {
      spreading = spreading || reached[at];
      next[at] = isAnyText(c)
        ? spreading
        : (at > 0 && reached[at - 1] && takes(at - 1, c)) || (reached[at] && text[at] === MORE && takes(at, c));
    }
    reached = skip(next);
  }
  return reached[text.length];
}

function isAnyText(c: string): boolean {
  return c === ANY_TEXT || c === UNKNOWN_TEXT || c === ANY_TEXT_WITHIN;
}

function isAnyCharacter(c: string): boolean {
  return c === ANY_CHARACTER || c === ANY_CHARACTER_WITHIN;
}
