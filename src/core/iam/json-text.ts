import { findStringEnd, findSyntaxFault } from './json-fault';

/** A fault in a text that should be JSON or YAML, with its line and column. The message follows the name of the text. */
export class BadText extends Error {
  constructor(public readonly place: string, message: string) {
    super(message);
  }
}

/**
 * Parses JSON, with or without a byte order mark. Throws BadText if the text is not JSON, or if a key is twice in one object. IAM
 * refuses such a document, while `JSON.parse` silently takes the last value.
 */
export function parseJson(given: string): unknown {
  const text = given.startsWith('\uFEFF') ? given.slice(1) : given;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof RangeError) {
      throw error; // it is nested too deeply
    }
    const { index, message } = findSyntaxFault(text) ?? { index: 0, message: (error as Error).message };
    throw new BadText(findPlace(text, index), `must be JSON: ${message}`);
  }
  const repeated = findRepeatedKey(text);
  if (repeated) {
    const { key, first, second } = repeated;
    throw new BadText(findPlace(text, second), `must hold each key once: ${JSON.stringify(key)} stands ` +
      `twice in one object, first at ${findPlace(text, first)}. Merge both into one`);
  }
  return value;
}

interface RepeatedKey {
  readonly key: string;
  readonly first: number;
  readonly second: number;
}

const [QUOTE, COLON] = ['"', ':'].map((character) => character.charCodeAt(0));
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST] = ['{', '}', '[', ']'].map((character) => character.charCodeAt(0));

/** Finds the first key that is twice in one object, in one pass over a text that is JSON. A string before a colon is a key. */
function findRepeatedKey(text: string): RepeatedKey | undefined {
  const open: (Map<string, number> | undefined)[] = []; // the keys of each enclosing object; undefined for a list
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) {
      const start = index;
      index = findStringEnd(text, start);
      const keys = open[open.length - 1];
      if (keys && isBeforeColon(text, index + 1)) {
        const raw = text.slice(start + 1, index);
        const key = raw.includes('\\') ? JSON.parse(`"${raw}"`) as string : raw;
        const first = keys.get(key);
        if (first !== undefined) {
          return { key, first, second: start };
        }
        keys.set(key, start);
      }
    } else if (code === OPEN_OBJECT) {
      open.push(new Map());
    } else if (code === OPEN_LIST) {
      open.push(undefined);
    } else if (code === CLOSE_OBJECT || code === CLOSE_LIST) {
      open.pop();
    }
  }
  return undefined;
}

function isBeforeColon(text: string, start: number): boolean {
  let index = start;
  while (text.charCodeAt(index) <= 32) {
    index++;
  }
  return text.charCodeAt(index) === COLON;
}

/** Writes the line and column of a character, both counted from 1. */
function findPlace(text: string, index: number): string {
  const lines = text.slice(0, index).split('\n');
  return `${lines.length}:${lines[lines.length - 1].length + 1}`;
}
