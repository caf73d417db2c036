import { styleText } from 'node:util';
import { InvocationOutcome } from '../core/iam/outcome';

export type Colour = 'green' | 'red' | 'yellow' | 'bold';

export interface Cell {
  readonly text: string;
  readonly colour?: Colour;
}

// A reader that has seen enough, such as `head`, closes the pipe.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') {
    throw error;
  }
  process.exit();
});

const COLOURED = process.stdout.isTTY === true && !process.env.NO_COLOR;

/** Makes characters visible that would command the terminal. */
export function escapeControls(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, (character) => JSON.stringify(character).slice(1, -1));
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

/**
 * Prints a table whose columns are as wide as their widest cell; a cell equal to the one above stays empty in the first
 * column. On a terminal that is narrower the last column is wrapped.
 */
export function printTable(title: string, headers: readonly string[], cells: readonly Cell[][]): void {
  const rows = cells.map((row) => row.map((cell) => ({ ...cell, text: escapeControls(cell.text).replaceAll('\n', ' ') })));
  const widths = headers.map((header, column) => Math.max(header.length, ...rows.map((row) => row[column].text.length)));
  const last = headers.length - 1;
  const indent = widths.slice(0, last).reduce((sum, width) => sum + width + 2, 0);
  widths[last] = Math.min(widths[last], Math.max(30, (process.stdout.columns ?? Infinity) - indent));
  const writeLine = (line: readonly Cell[]) => line.map(({ text, colour }, column) => {
    const padded = column === last ? wrap(text, widths[last]).join(`\n${' '.repeat(indent)}`) : text.padEnd(widths[column]);
    return colour ? paint(colour, padded) : padded;
  }).join('  ').trimEnd();
  console.log(paint('bold', escapeControls(title)));
  console.log(writeLine(headers.map((text) => ({ text }))));
  console.log(widths.map((width) => '─'.repeat(width)).join('  '));
  rows.forEach((row, index) => {
    const repeated = index > 0 && rows[index - 1][0].text === row[0].text;
    console.log(writeLine(repeated ? [{ text: '' }, ...row.slice(1)] : row));
  });
  console.log();
}

function wrap(text: string, width: number): string[] {
  return text.split(' ').reduce<string[]>((lines, word) => {
    const longer = lines.length === 0 ? word : `${lines[lines.length - 1]} ${word}`;
    return lines.length > 0 && longer.length <= width ? [...lines.slice(0, -1), longer] : [...lines, word];
  }, []);
}
