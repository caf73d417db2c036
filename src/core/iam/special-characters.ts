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

/** In a text of which it is asked whether a pattern may match: any character, and any more of them. */
export const SOMETHING = '\uE005';
export const MORE = '\uE006';
/** The same of what holds small letters, digits, dots, hyphens and colons only, as Regions, accounts and IDs of models do. */
export const SMALL = '\uE007';
export const MORE_SMALL = '\uE008';

/** And one letter or digit, and one hexadecimal digit: what ANY_LETTER_OR_DIGIT and ANY_HEX_DIGIT may be. */
export const SOME_LETTER_OR_DIGIT = '\uE009';
export const SOME_HEX_DIGIT = '\uE00A';

/** In a request, each stands for one thing that nobody said: it equals itself, and may be any text that is not empty. */
export const OPEN = /[\uE010-\uE01F]/g;
/** Those of them that hold small letters and the like only. */
export const OPEN_SMALL = /[\uE010-\uE017]/;

/**
 * In a candidate for what nobody said (`OpenValue.candidates`), each stands for one character of which only the class is known:
 * `[A-Za-z0-9]` and `[0-9a-f]`. It equals no literal.
 */
export const ANY_LETTER_OR_DIGIT = '\uE020';
export const ANY_HEX_DIGIT = '\uE021';

/** The area itself: no text from outside may hold such characters. */
export const PRIVATE_USE = /[\uE000-\uF8FF]/;
