import { styleText } from 'node:util';
import { Outcome } from '../decision/engine/evaluate';

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

export function paint(colour: Colour, text: string): string {
  return COLOURED ? styleText(colour, text) : text;
}

const SHOWN: Readonly<Record<Outcome, { readonly mark: string; readonly word: string; readonly colour: Colour }>> = {
  ALLOWED: { mark: '✓', word: 'allowed', colour: 'green' },
  IMPLICITLY_DENIED: { mark: '✗', word: 'denied', colour: 'red' },
  EXPLICITLY_DENIED: { mark: '✗', word: 'denied', colour: 'red' },
  DEPENDS: { mark: '?', word: 'depends', colour: 'yellow' },
};

export function outcomeCell(outcome: Outcome): Cell {
  const { word, colour } = SHOWN[outcome];
  return { text: word, colour };
}

export function marks(outcomes: readonly Outcome[]): string {
  return outcomes.map((outcome) => SHOWN[outcome].mark).join('');
}

/** Prints a table whose columns are as wide as their widest cell; a cell equal to the one above stays empty in the first column. */
export function printTable(title: string, headers: readonly string[], rows: readonly Cell[][]): void {
  const widths = headers.map((header, column) => Math.max(header.length, ...rows.map((row) => row[column].text.length)));
  const line = (cells: readonly Cell[]) => cells.map(({ text, colour }, column) => {
    const padded = text.padEnd(widths[column]);
    return colour ? paint(colour, padded) : padded;
  }).join('  ').trimEnd();
  console.log(paint('bold', title));
  console.log(line(headers.map((text) => ({ text }))));
  console.log(widths.map((width) => '─'.repeat(width)).join('  '));
  rows.forEach((row, index) => {
    const repeated = index > 0 && rows[index - 1][0].text === row[0].text;
    console.log(line(repeated ? [{ text: '' }, ...row.slice(1)] : row));
  });
  console.log();
}
