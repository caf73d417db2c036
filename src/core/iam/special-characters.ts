/**
 * The special characters of a pattern. They are in Unicode's private use area, which IAM refuses in policies. So a literal `*`, for
 * example from the value of a policy variable, is never mistaken for a wildcard.
 */
export const ANY_TEXT = '\uE000';
export const ANY_CHARACTER = '\uE001';
/** Stands for a value that is known only at deployment. It may match any text. */
export const UNKNOWN_TEXT = '\uE002';
/** Like ANY_TEXT and ANY_CHARACTER, but not beyond a colon. */
export const ANY_TEXT_WITHIN = '\uE003';
export const ANY_CHARACTER_WITHIN = '\uE004';

/** Marks in a text that a pattern may match: any character, and any number of further ones. */
export const SOMETHING = '\uE005';
export const MORE = '\uE006';
/** The same, for a text of lower-case letters, digits, dots, hyphens and colons only: a Region, an account or a model's ID. */
export const SMALL = '\uE007';
export const MORE_SMALL = '\uE008';

/** Marks for one letter or digit, and for one hexadecimal digit. They replace ANY_LETTER_OR_DIGIT and ANY_HEX_DIGIT. */
export const SOME_LETTER_OR_DIGIT = '\uE009';
export const SOME_HEX_DIGIT = '\uE00A';

/** In a request, each stands for one open thing. It equals itself, and may be any text that is not empty. */
export const OPEN = /[\uE010-\uE01F]/g;
/** Those that stand for lower-case letters, digits, dots, hyphens and colons only. */
export const OPEN_SMALL = /[\uE010-\uE017]/;

/**
 * In a candidate (`OpenValue.candidates`), each stands for one character that is known only by its class: `[A-Za-z0-9]` and
 * `[0-9a-f]`. It equals no literal.
 */
export const ANY_LETTER_OR_DIGIT = '\uE020';
export const ANY_HEX_DIGIT = '\uE021';

/** The whole area. No text from outside may contain such characters. */
export const PRIVATE_USE = /[\uE000-\uF8FF]/;
