/**
 * Writes the sentences of the code's texts (errors, warnings, what the command line and the page say) into the directory that is named: for
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

const [directory, ...files] = process.argv.slice(2);
for (const file of files) {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  const lines: string[] = [];
  for (const [line, text] of listTexts(source, source)) {
    // Commands are no prose. A sentence must not run into the next text, and not into the next option of a help.
    const sentences = text.trim().replace(/\nExamples\n[^]*$/, '').replace(/[.:]?\n(?=\n| {0,6}\S)/g, '. ').replace(/\s+/g, ' ');
    lines[line] = `${lines[line] ? `${lines[line]} ` : ''}${sentences}${/[.!?]$/.test(sentences) ? '' : '.'}`;
  }
  const target = join(directory, `${file}.md`);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, Array.from(lines, (line) => line ?? '').join('\n') + '\n');
}
