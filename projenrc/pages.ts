import { readdirSync, readFileSync } from 'node:fs';

/** A fenced block of a page. */
export interface Block {
  readonly page: string;
  /** The number of the first line of its text. */
  readonly line: number;
  /** Without what jsii-rosetta may have after it. */
  readonly language: string;
  /** The file that the line before the block has the reader write. */
  readonly file?: string;
  /** Without the indentation of the fence. */
  readonly text: string;
}

/** A page that people read on GitHub. */
export interface Page {
  readonly page: string;
  /** With the lines of blocks empty. */
  readonly prose: readonly string[];
  readonly blocks: readonly Block[];
}

/** All pages, by their paths. API.md is generated, and jsii checks its links. */
export const PAGES: ReadonlyMap<string, Page> = new Map(
  ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...listFiles('docs', '.md'), ...listFiles('examples', '.md')]
    .map((page) => [page, readPage(page)]),
);

export const BLOCKS: readonly Block[] = [...PAGES.values()].flatMap(({ blocks }) => blocks);

/** The only block of a page that has this text. */
export function findBlock(page: string, part: string): Block {
  const found = PAGES.get(page)!.blocks.filter(({ text }) => text.includes(part));
  if (found.length !== 1) {
    throw new Error(`${page} must have one block with "${part}", got: ${found.length}`);
  }
  return found[0];
}

/** The code within the sentences and tables of a page, each with its place. */
export function listInlineCode({ page, prose }: Page): { readonly place: string; readonly code: string }[] {
  const text = prose.join('\n');
  return [...text.matchAll(/(?<!`)(`+)(?!`)([^]*?[^`])\1(?!`)/g)].map(({ 2: code, index }) => ({
    place: `${page}:${text.slice(0, index).split('\n').length}`, code: code.replace(/\s+/g, ' ').replaceAll('\\|', '|').trim(),
  }));
}

/** The files below a folder whose names end so. */
export function listFiles(folder: string, end: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith(end) && !file.includes('node_modules'))
    .map((file) => `${folder}/${file}`).sort();
}

/** The first part of an excerpt, between its dots, that output does not have, or not in this order. Widths of columns do not count. */
export function findMissing(excerpt: string, output: string): string | undefined {
  const plain = (text: string) => text.replace(/[\s─]+/g, ' ').trim();
  let rest = plain(output);
  return excerpt.split('…').map(plain).find((part) => {
    const at = rest.indexOf(part);
    rest = rest.slice(at + part.length);
    return at < 0;
  });
}

function readPage(page: string): Page {
  const prose: string[] = [];
  const blocks: Block[] = [];
  let open: Omit<Block, 'page' | 'text'> & { readonly fence: string; readonly lines: string[] } | undefined;
  readFileSync(page, 'utf8').split('\n').forEach((line, index) => {
    const [, indent, ticks, language] = /^( *)(```+)(.*)$/.exec(line) ?? [];
    if (open) {
      if (line.trimEnd() === open.fence) {
        blocks.push({ page, line: open.line, language: open.language, file: open.file, text: open.lines.join('\n') });
        open = undefined;
      } else {
        open.lines.push(line.slice(Math.min(open.fence.indexOf('`'), line.search(/\S|$/))));
      }
    } else if (ticks) {
      const before = prose.slice(-3).join(' ').trim();
      const [, file] = /\b(?:Create|Replace) `([^`]+)`[^`]*:$/.exec(before) ?? [];
      open = { fence: indent + ticks, language: language.trim().split(' ')[0], line: index + 2, file, lines: [] };
    }
    prose.push(open || ticks ? '' : line);
  });
  if (open) {
    throw new Error(`${page}:${open.line}: this block has no end`);
  }
  return { page, prose, blocks };
}
