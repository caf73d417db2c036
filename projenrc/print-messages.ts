/**
 * Writes the sentences of the code (comments, errors, warnings, what the command line and the page say) into the named directory: for
 * each file of the code a file of Markdown, with each text on the line on which it begins there. So a linter of prose tells the place.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as ts from 'typescript';

const WORDS = /\p{L}{2,}(?:[,;:]? +[\p{L}\d'’"-]+){3,}/u;

/** The text of an expression that makes one, with X for what is put in; nothing where it makes none. */
function readText(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) {
    return node.text;
  }
  if (ts.isTemplateExpression(node)) {
    return node.head.text + node.templateSpans.map(({ literal }) => `X${literal.text}`).join('');
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const sides = [readText(node.left), readText(node.right)];
    return sides.some((side) => side !== undefined) ? sides.map((side) => side ?? 'X').join('') : undefined;
  }
  return ts.isParenthesizedExpression(node) ? readText(node.expression) : undefined;
}

/** The texts in a node, each with its line; what is put into a text may hold further ones. */
function* listTexts(node: ts.Node, source: ts.SourceFile): Generator<[line: number, text: string]> {
  const text = readText(node);
  if (text !== undefined && WORDS.test(text)) {
    yield [source.getLineAndCharacterOfPosition(node.getStart(source)).line, text];
    return;
  }
  for (const child of node.getChildren(source)) {
    yield* listTexts(child, source);
  }
}

/** The comments in a node, each once for every node that it is beside. */
function* findComments(node: ts.Node, source: ts.SourceFile): Generator<ts.CommentRange> {
  yield* ts.getLeadingCommentRanges(source.text, node.getFullStart()) ?? [];
  yield* ts.getTrailingCommentRanges(source.text, node.getEnd()) ?? [];
  for (const child of node.getChildren(source)) {
    yield* findComments(child, source);
  }
}

const MARKS = /^\s*(?:\/\*+|\*+\/|\*|\/\/)|\*\/$/g;
const TAGS = /^@(?:source|see)\b.*|^@\w+(?: -)?|https?:\/\/\S+/g;

/** The paragraphs of the comments, each with its line. */
function listComments(source: ts.SourceFile): [line: number, text: string][] {
  const comments = new Map([...findComments(source, source)].map(({ pos, end }) => [pos, source.text.slice(pos, end)]));
  return [...comments].flatMap(([pos, comment]) => {
    const first = source.getLineAndCharacterOfPosition(pos).line;
    const paragraphs: [line: number, text: string][] = [];
    comment.split('\n').map((line) => line.replace(MARKS, '').trim()).forEach((text, index, lines) => {
      const begins = index === 0 || lines[index - 1] === '' || /^(?:@|- )/.test(text);
      if (begins) {
        paragraphs.push([first + index, text]);
      } else {
        paragraphs[paragraphs.length - 1][1] += ` ${text}`;
      }
    });
    return paragraphs.map(([line, text]): [number, string] => [line, text.replace(TAGS, '').trim()]).filter(([, text]) => WORDS.test(text));
  });
}

const [directory, ...files] = process.argv.slice(2);
for (const file of files) {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  const lines: string[] = [];
  for (const [line, text] of [...listTexts(source, source), ...listComments(source)]) {
    // Commands are no prose. A sentence must not run into the next text, and not into the next option of a help.
    const sentences = text.trim().replace(/\nExamples\n[^]*$/, '').replace(/[.:]?\n(?=\n| {0,6}\S)/g, '. ').replace(/\s+/g, ' ');
    lines[line] = `${lines[line] ? `${lines[line]} ` : ''}${sentences}${/[.!?]$/.test(sentences) ? '' : '.'}`;
  }
  const target = join(directory, `${file}.md`);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, Array.from(lines, (line) => line ?? '').join('\n') + '\n');
}
