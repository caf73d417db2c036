import { Decoration } from './language';

/** The paths at which two JSON values differ. The order of keys does not count, that of list elements does. */
export function differences(path: string, expected: unknown, actual: unknown): string[] {
  if (isContainer(expected) && isContainer(actual) && Array.isArray(expected) === Array.isArray(actual)) {
    const keys = new Set([...Object.keys(expected), ...Object.keys(actual)]);
    return [...keys].flatMap((key) => differences(`${path}/${key}`, expected[key], actual[key]));
  }
  const [inTypeScript, here] = [expected, actual].map((value) => JSON.stringify(value) ?? 'nothing');
  return inTypeScript === here ? [] : [`${path}: ${inTypeScript} in TypeScript, ${here} here`];
}

/** Takes from a message what its language puts around the library's sentence. */
export function undecorated(message: string, decorations: readonly Decoration[]): string {
  return decorations.reduce((rest, { pattern }) => rest.replace(pattern, ''), message);
}

/**
 * Where the messages of mistakes are not TypeScript's sentences: without what is known to be around them they must be equal. The last one,
 * of a synthesis, holds a report as well: there it is enough that the sentence is in it.
 */
export function differentMessages(
  sentences: readonly string[], messages: readonly string[], decorations: readonly Decoration[],
): string[] {
  const last = sentences.length - 1;
  const seen = messages.map((message) => undecorated(message, decorations));
  return [
    ...differences('mistakes/length', sentences.length, messages.length),
    ...sentences.slice(0, last).flatMap((sentence, index) => differences(`mistakes/${index}`, sentence, seen[index])),
    ...(seen[last]?.includes(sentences[last]) ? [] : differences(`mistakes/${last}`, sentences[last], seen[last])),
    ...decorations.filter(({ pattern }) => !messages.some((message) => pattern.test(message)))
      .map(({ what }) => `mistakes: none has ${what}: take it out of the table of languages`),
  ];
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
