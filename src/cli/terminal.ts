import { styleText } from 'node:util';
import { InvocationOutcome } from '../core/iam/outcome';

export type Colour = 'green' | 'red' | 'yellow' | 'bold';

export interface Cell {
  readonly text: string;
  readonly colour?: Colour;
  /** A second line in the cell. */
  readonly below?: string;
}

// A reader such as `head` closes the pipe when it has seen enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') {
    throw error;
  }
  process.exit();
});

const COLOURED = process.stdout.isTTY === true && !process.env.NO_COLOR;

/** Makes control characters visible, so that they cannot control the terminal. */
export function escapeControls(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\uE000-\uF8FF]/g, (character) =>
    `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

export function paint(colour: Colour, text: string): string {
  return COLOURED ? styleText(colour, text) : text;
}

const SHOWN: Readonly<Record<InvocationOutcome, { readonly mark: string; readonly word: string; readonly colour: Colour }>> = {
  [InvocationOutcome.ALLOWED]: { mark: '✓', word: 'allowed', colour: 'green' },
  [InvocationOutcome.IMPLICITLY_DENIED]: { mark: '✗', word: 'denied', colour: 'red' },
  [InvocationOutcome.EXPLICITLY_DENIED]: { mark: '✗', word: 'denied', colour: 'red' },
  [InvocationOutcome.DEPENDS]: { mark: '?', word: 'depends', colour: 'yellow' },
};

export function makeOutcomeCell(outcome: InvocationOutcome): Cell {
  const { word, colour } = SHOWN[outcome];
  return { text: word, colour };
}

export function writeMarks(outcomes: readonly InvocationOutcome[]): string {
  return outcomes.map((outcome) => SHOWN[outcome].mark).join('');
}

/** The columns of the terminal. For a pipe or a file: COLUMNS, or no limit. */
function countColumns(): number {
  return process.stdout.columns ?? (Number(process.env.COLUMNS) || Infinity);
}

/** JSON and command lines are copied by people, so they are not folded. */
const COPIED = /^ *([{}]|"(?:[^"\\]|\\.)*"(?::|,?$)|npx |echo )/;

/** Folds the lines of a text to the terminal's width. Continuation lines are indented like the first line, or like its second column. */
export function fold(text: string): string {
  const columns = countColumns();
  return text.split('\n').flatMap((line) => {
    if (line.length <= columns || COPIED.test(line)) {
      return [line];
    }
    const [, before] = /^( *(?:\S+(?: \S+)* {2,})?)/.exec(line) ?? ['', ''];
    const indent = before.length <= columns / 2 ? before : /^ */.exec(line)![0];
    const lines = wrap(line.slice(indent.length), columns - indent.length);
    return lines.map((part, index) => (index === 0 ? indent : ' '.repeat(indent.length)) + part);
  }).join('\n');
}

/**
 * Writes a table whose columns are as wide as their widest cell. A cell in the first column that equals the one above stays empty. If the
 * terminal is narrower, the widest columns are folded.
 */
export function writeTable(title: string, headers: readonly string[], cells: readonly Cell[][]): string {
  const clean = (text: string) => escapeControls(text).replaceAll('\n', ' ');
  const rows = cells.map((row) => row.map((cell) => ({ ...cell, text: clean(cell.text), below: cell.below && clean(cell.below) })));
  const widths = narrow(headers.map((header, column) => Math.max(header.length,
    ...rows.map((row) => Math.max(row[column].text.length, row[column].below?.length ?? 0)))));
  const writeRow = (row: readonly Cell[]): string[] => {
    const folded = row.map(({ text, below }, column) =>
      [...wrap(text, widths[column]), ...below === undefined ? [] : wrap(below, widths[column])]);
    const height = Math.max(...folded.map((lines) => lines.length));
    return Array.from({ length: height }, (_, line) => row.map(({ colour }, column) => {
      const text = (folded[column][line] ?? '').padEnd(column === row.length - 1 ? 0 : widths[column]);
      return colour ? paint(colour, text) : text;
    }).join('  ').trimEnd());
  };
  return [
    paint('bold', fold(escapeControls(title))),
    ...writeRow(headers.map((text) => ({ text }))),
    widths.map((width) => '─'.repeat(width)).join('  '),
    ...rows.flatMap((row, index) => {
      const repeated = index > 0 && rows[index - 1][0].text === row[0].text;
      return writeRow(repeated ? [{ text: '' }, ...row.slice(1)] : row);
    }),
    '',
  ].join('\n');
}

export function printTable(title: string, headers: readonly string[], cells: readonly Cell[][]): void {
  console.log(writeTable(title, headers, cells));
}

/** Narrows the widest columns until all fit. */
function narrow(given: readonly number[]): number[] {
  const room = countColumns() - 2 * (given.length - 1);
  const widths = [...given];
  for (let excess = widths.reduce((sum, width) => sum + width, 0) - room; excess > 0; excess--) {
    const widest = widths.indexOf(Math.max(...widths));
    if (widths[widest] <= NARROWEST) {
      break;
    }
    widths[widest]--;
  }
  return widths;
}

const NARROWEST = 8;

/** Breaks a text between words. A word that is too long breaks after a separator, such as those of ARNs, or before a capital letter. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const { text: word, follows } of text.split(' ').flatMap((one) => breakWord(one, width))) {
    const last = lines.pop();
    const longer = last === undefined ? word : `${last}${follows ? '' : ' '}${word}`;
    lines.push(...last !== undefined && longer.length > width ? [last, word] : [longer]);
  }
  return lines;
}

/** Splits a word into parts that fit; every part but the first follows without a space. */
function breakWord(word: string, width: number): { readonly text: string; readonly follows: boolean }[] {
  if (word.length <= width) {
    return [{ text: word, follows: false }];
  }
  const longest = new RegExp(`.{1,${width}}`, 'gsu');
  const parts = word.split(/(?<=[/:.,_-])|(?<=[a-z])(?=[A-Z])/).flatMap((part) => part.match(longest) ?? []);
  return parts.map((text, index) => ({ text, follows: index > 0 }));
}
