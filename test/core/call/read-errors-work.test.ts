import { CLIENTS } from './error-corpus/denials';
import { makeEvent } from './error-corpus/events';
import { readErrors } from '../../../src/core/call/errors/read-errors';

/** What expressions did: how many characters they passed, and which of them have no upper bound though they read long texts. */
interface Work {
  steps: number;
  readonly unbounded: Set<string>;
}

const LONG = 2048;
const { exec } = RegExp.prototype;

afterEach(() => {
  RegExp.prototype.exec = exec;
});

/** Counts the characters that every expression passes; all methods of strings and expressions ask `exec`. */
function measure(text: string): Work {
  const work: Work = { steps: 0, unbounded: new Set() };
  RegExp.prototype.exec = function (this: RegExp, input: string) {
    const start = this.global || this.sticky ? this.lastIndex : 0;
    const match = exec.call(this, input);
    work.steps += 1 + (match ? match.index + match[0].length - start : this.sticky ? 0 : input.length - start);
    if (input.length > LONG && isUnbounded(this.source)) {
      work.unbounded.add(this.source);
    }
    return match;
  };
  readErrors(text);
  RegExp.prototype.exec = exec;
  return work;
}

/** Whether an expression may look at one character without an end; one class alone it passes once. */
function isUnbounded(source: string): boolean {
  const bare = source.replace(/\\./g, 'x').replace(/\[(?:[^\]])*\]/g, 'x');
  return !/^(?:\\.|\[[^\]]+\]|.)(?:\+|\{2,\})$/.test(source) && /[*+]|\{\d+,\}/.test(bare);
}

const repeat = (part: string) => (length: number) => part.repeat(Math.ceil(length / part.length)).slice(0, length);
const [[, denial]] = CLIENTS;
const event = JSON.stringify(makeEvent());

const TEXTS: Readonly<Record<string, (length: number) => string>> = {
  'blank lines': repeat('\n'),
  'blanks': repeat(' '),
  'blanks and tabs in lines': repeat(' \t \n'),
  'a blank that is no blank': repeat('\u00a0'),
  'parentheses': repeat('('),
  'braces': repeat('{'),
  'pairs of braces': (length) => `${'{'.repeat(length / 2)}${'}'.repeat(length / 2)}`,
  'braces and quotes': repeat('{"'),
  'keys': repeat('{"a":'),
  'small objects': repeat('{"a":1}'),
  'brackets': repeat('['),
  'backslashes': repeat('\\'),
  'backslashes and quotes': repeat('\\"'),
  'quotes': repeat('"'),
  'backticks': repeat('`'),
  'stars': repeat('*'),
  'stars and words': repeat(' **a'),
  'entities': repeat('&amp;'),
  'tags': repeat('<a '),
  'colours': repeat('\u001b[1;'),
  'links': repeat('\u001b]8;;'),
  'quotes of Markdown': repeat('> '),
  'borders': repeat('│'),
  'lines of a box': repeat('│ a │\n'),
  'a box of broken ARNs': repeat('│ arn:aws:bedrock:af-south-1:11 │\n'),
  'a broken ARN': repeat('arn:aws:\n'),
  'User: ': repeat('User: '),
  'User: without an end': (length) => `User: ${'a'.repeat(length)}`,
  'halves of a sentence': repeat('User: arn:aws:sts::111122223333:assumed-role/a/b is not authorized to perform: '),
  'the words of a sentence': repeat('not authorized to perform'),
  'on resource: ': repeat('is not authorized to perform: a:b on resource: '),
  'an ARN without an end': (length) => `is not authorized to perform: a:b on resource: arn:${'a:'.repeat(length / 2)}`,
  'actions of panels': repeat('Action: bedrock:InvokeModel '),
  'Regions': repeat('region: af-south-1 '),
  'words with hyphens': repeat('af-'),
  'models': repeat('anthropic.'),
  'codes': repeat('ThrottlingException '),
  'denials': repeat(`${denial}\n`),
  'denials in one line': repeat(`${denial} `),
  'events': repeat(`${event}\n`),
  'events in one line': repeat(event),
  'lines of a log': repeat('2026-11-28T12:00:00Z INFO [app] request {"status":200,"path":"/"} took 12 ms\n'),
};

describe('the work is linear in the length of the text, counted in characters that expressions pass', () => {
  test.each(Object.entries(TEXTS))('%s', (_, write) => {
    const [half, whole] = [measure(write(20_000)), measure(write(40_000))];
    expect([...whole.unbounded]).toEqual([]);
    expect(whole.steps).toBeLessThan(2.2 * half.steps + 20_000);
    expect(whole.steps).toBeLessThan(400 * 40_000);
  });

  test.each([['^\\s*>', true], ['ba{2,}', true], ['(a|b)+', true], ['[*+]', false], ['\\*', false], ['\\s{0,9}x', false], ['\\s+', false]])(
    'an expression without a bound is found: %s', (source, isFound) => {
      expect(isUnbounded(source)).toBe(isFound);
    },
  );
});

test.each([
  ['100,000 blank lines', '\n'.repeat(100_000), 0],
  ['a megabyte of User: ', 'User: '.repeat(175_000), 0],
  ['a denial after a million parentheses', `${'('.repeat(1_000_000)}\n${denial}`, 1],
  ['ten megabytes of log with one denial', `${repeat('2026-11-28 INFO all is well\n')(10_000_000)}\n${denial}`, 1],
])('reads %s', (_, text, count) => {
  expect(readErrors(text).denials).toHaveLength(count);
});

test.each([2_000, 100_000])('reads JSON that is nested %i times', (depth) => {
  expect(readErrors(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}\n${denial}`).denials).toHaveLength(1);
});
