/** A place in a form: one character of a kind, or any number of such characters. */
export interface FormPlace {
  readonly isOfKind: (character: string) => boolean;
  /** The character to use if the patterns leave the place open. */
  readonly otherwise: string;
  readonly isAnyNumber: boolean;
}

/** The result of a search that gave up. */
export const UNSURE = Symbol('unsure');

const [ANY_TEXT, ANY_CHARACTER] = ['\uE000', '\uE001'];
/** More steps than the patterns that people write need. */
const MOST_STEPS = 20_000;

/** Any text that is not empty. */
export const ANY_FORM: readonly FormPlace[] = several(() => true, 'x');

/** The form of an account number. */
export const ACCOUNT_NUMBER: readonly FormPlace[] = Array.from({ length: 12 }, () =>
  ({ isOfKind: (character: string) => /\d/.test(character), otherwise: '9', isAnyNumber: false }));

/** The form of a known text. */
export function spell(text: string): FormPlace[] {
  return [...text].map((otherwise) => ({ isOfKind: (character) => character === otherwise, otherwise, isAnyNumber: false }));
}

/** The form of one or more characters of a kind. */
export function several(isOfKind: FormPlace['isOfKind'], otherwise: string): FormPlace[] {
  return [false, true].map((isAnyNumber) => ({ isOfKind, otherwise, isAnyNumber }));
}

/** A search's place in the form, the places of each pattern that it may have reached, and its text so far. */
interface Reached {
  readonly at: number;
  readonly places: readonly (readonly number[])[];
  readonly text: string;
}

/** Writes a shortest text of a form that all patterns match; undefined if no text does. */
export function fillPatterns(patterns: readonly string[], form: readonly FormPlace[] = ANY_FORM): string | typeof UNSURE | undefined {
  const globs = patterns.map(readGlob);
  const seen = new Set<string>();
  const open: Reached[] = [];
  const reach = (next: Reached) => {
    const key = `${next.at}|${next.places.join('|')}`;
    if (!seen.has(key) && next.places.every(({ length }) => length > 0)) {
      seen.add(key);
      open.push(next);
    }
  };
  reach({ at: 0, places: globs.map((glob) => spread(glob, [0])), text: '' });
  for (let step = 0; step < open.length; step++) {
    const { at, places, text } = open[step];
    if (at === form.length) {
      if (places.every((one, index) => one.includes(globs[index].length))) {
        return text;
      }
      continue;
    }
    if (step > MOST_STEPS) {
      return UNSURE;
    }
    const { isOfKind, otherwise, isAnyNumber } = form[at];
    if (isAnyNumber) {
      reach({ at: at + 1, places, text });
    }
    const asked = places.flatMap((one, index) => one.map((place) => globs[index][place]));
    for (const character of new Set([otherwise, ...asked])) {
      if (character !== undefined && character !== ANY_TEXT && character !== ANY_CHARACTER && isOfKind(character)) {
        const next = places.map((one, index) => read(globs[index], one, character));
        reach({ at: isAnyNumber ? at : at + 1, places: next, text: text + character });
      }
    }
  }
  return undefined;
}

/** The characters of a pattern. `${*}`, `${?}` and `${$}` are the plain characters. */
function readGlob(pattern: string): string[] {
  const parts = pattern.match(/\$\{[*?$]\}|[^]/gu) ?? [];
  return parts.map((part) => part === '*' ? ANY_TEXT : part === '?' ? ANY_CHARACTER : part.length === 4 ? part[2] : part);
}

/** Adds the places that no character is needed for, since `*` may match nothing. */
function spread(glob: readonly string[], places: readonly number[]): number[] {
  const reached = new Set(places);
  for (const place of reached) {
    if (glob[place] === ANY_TEXT) {
      reached.add(place + 1);
    }
  }
  return [...reached].sort((one, other) => one - other);
}

function read(glob: readonly string[], places: readonly number[], character: string): number[] {
  return spread(glob, places.flatMap((place) => glob[place] === ANY_TEXT ? [place]
    : glob[place] === ANY_CHARACTER || glob[place] === character ? [place + 1] : []));
}
