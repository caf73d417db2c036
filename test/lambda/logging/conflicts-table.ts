/** The rows of conflicts.ts as docs/logging.md has them. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONFLICTS } from './conflicts';

const DOC = join(__dirname, '..', '..', '..', 'docs', 'logging.md');
const BEGIN = '<!-- begin of the rows: print-conflicts.ts --write -->\n';
const END = '<!-- end of the rows -->\n';

/** As Markdown; what is the same as in the row above is left out of the first column. */
export function table(): string {
  const rows = CONFLICTS.map(({ you, found, setting, happens }, index) =>
    [CONFLICTS[index - 1]?.you === you ? '' : `**${you}**`, found, setting.replace(/\bon[A-Z]\w+|\b[A-Z_]{5,}/g, '`$&`'), happens]);
  return [['what you do', 'what is found', 'with', 'what happens'], ['---', '---', '---', '---'], ...rows]
    .map((cells) => `|${cells.map((cell) => cell ? ` ${cell} ` : ' ').join('|')}|\n`).join('');
}

/** What docs/logging.md has between the markers. */
export function written(): string {
  return parts()[1];
}

export function write(): void {
  const [head,, tail] = parts();
  writeFileSync(DOC, head + table() + tail);
}

function parts(): [before: string, rows: string, after: string] {
  const text = readFileSync(DOC, 'utf8');
  const [begin, end] = [text.indexOf(BEGIN) + BEGIN.length, text.indexOf(END)];
  if (begin < BEGIN.length || end < begin) {
    throw new Error(`${DOC} must have the lines ${BEGIN}and ${END}`);
  }
  return [text.slice(0, begin), text.slice(begin, end), text.slice(end)];
}
