import { ApiEvent, readEvent } from './cloudtrail-event';
import { cleanText } from './error-text';

/** A text, or an event found in it. */
type Passage = string | ApiEvent;

/** How deep JSON in strings of JSON is read, and objects in objects. */
const DEEPEST = { strings: 6, objects: 300 };

/** A key: only a piece with one is worth parsing. */
const KEY = /"\s{0,9}:/;

/** How an object begins. */
const OBJECT = /\{\s{0,9}"/;

/**
 * Splits a text into events and other text, in order. The values of other JSON are written as one line, so that nothing stays escaped. Each
 * character is parsed at most once for each level of JSON in strings.
 */
export function findPassages(text: string): Passage[] {
  const passages: Passage[] = [];
  splitText(text, 0, passages);
  return passages;
}

function splitText(text: string, level: number, passages: Passage[]): void {
  let end = 0;
  for (const [start, after] of findObjects(text)) {
    const value = parse(text.slice(start, after));
    if (value !== undefined) {
      passages.push(text.slice(end, start), '\n');
      writeValue(value, '', level, 0, passages);
      passages.push('\n');
      end = after;
    }
  }
  passages.push(text.slice(end));
}

function parse(text: string): unknown {
  if (!KEY.test(text)) {
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Finds the outermost pairs of braces, and skips braces in strings. A brace that is never closed is ignored. */
function findObjects(text: string): [number, number][] {
  const open: number[] = [];
  const found: [number, number][] = [];
  const marks = /[{}"\\\n]/g;
  let isInString = false;
  for (let mark = marks.exec(text); mark; mark = marks.exec(text)) {
    if (mark[0] === '\\') {
      marks.lastIndex = mark.index + 2;
    } else if (mark[0] === '"') {
      isInString = !isInString;
    } else if (mark[0] === '\n') { // a string of JSON ends with its line
      isInString = false;
    } else if (!isInString && mark[0] === '{') {
      open.push(mark.index);
    } else if (!isInString) {
      closeObject(open.pop(), mark.index + 1, found);
    }
  }
  return found;
}

function closeObject(start: number | undefined, end: number, found: [number, number][]): void {
  if (start === undefined) {
    return;
  }
  while (found.length > 0 && found[found.length - 1][0] > start) {
    found.pop();
  }
  found.push([start, end]);
}

/** Writes a text as one line. If it has several, its marks are removed first, because some of them need line ends. */
function writeLine(text: string): string {
  return text.includes('\n') ? cleanText(text).replace(/\n/g, ' ') : text;
}

function writeValue(value: unknown, key: string, level: number, depth: number, passages: Passage[]): void {
  if (typeof value === 'string' && level < DEEPEST.strings && OBJECT.test(value)) {
    passages.push(`${key}: `);
    splitText(value, level + 1, passages);
    passages.push(' ; ');
  } else if (typeof value !== 'object' || value === null) {
    passages.push(`${key}: ${writeLine(String(value))} ; `);
  } else if (depth < DEEPEST.objects) {
    const event = readEvent(value);
    const isList = Array.isArray(value);
    if (event) {
      passages.push(event);
    } else {
      Object.entries(value).forEach(([name, part]) => writeValue(part, isList ? key : name, level, depth + 1, passages));
    }
  }
}
