/**
 * The facts of AWS that the library rests on, as the doc comments of `src/core/facts` tell them.
 *
 * `@source <address, or repository: path> (read YYYY-MM-DD)[: what it says, where sources differ]`, once or more for each constant, and
 * for a property where it has a source of its own; what differs begins with "says".
 * `@assumed <what, and why>` where sources disagree or say nothing.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import * as ts from 'typescript';

const ROOT = join(__dirname, '..');
const ROOM = join(ROOT, 'src', 'core', 'facts');
export const FACTS_PAGE = join(ROOT, 'docs', 'facts.md');

export interface FactSource {
  /** An address, or a repository and a path in it. */
  readonly place: string;
  /** The day on which it was read. */
  readonly read: string;
  /** What it says, where sources differ. */
  readonly says?: string;
}

/** A constant, or a property of one that has a source of its own. */
export interface Fact {
  /** Relative to the project. */
  readonly file: string;
  readonly name: string;
  readonly statement: string;
  /** As the code writes it. */
  readonly value: string;
  readonly sources: readonly FactSource[];
  readonly assumed?: string;
}

const SOURCE = /^(?<place>https:\/\/\S+|[\w.-]+\/[\w.-]+: \S+) \(read (?<read>\d{4}-\d{2}-\d{2})\)(?:: (?<says>.+))?$/;

/** Reads the facts, file by file. Throws for a source that has not the form. */
export function readFacts(): Fact[] {
  const files = readdirSync(ROOM).filter((file) => file.endsWith('.ts')).sort();
  return files.flatMap((file) => {
    const path = join(ROOM, file);
    const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
    const constants = source.statements.filter(ts.isVariableStatement);
    return constants.flatMap((statement) => statement.declarationList.declarations.flatMap(({ name, initializer }) => [
      readFact(statement, name.getText(), initializer),
      ...listProperties(initializer).filter((property) => ts.getJSDocTags(property).some(isSource))
        .map((property) => readFact(property, `${name.getText()}[${property.name.getText()}]`, property.initializer)),
    ]));
  });
}

/** The properties of an object, also of one in another. */
function listProperties(value: ts.Expression | undefined): ts.PropertyAssignment[] {
  const object = value && ts.isAsExpression(value) ? value.expression : value;
  const own = object && ts.isObjectLiteralExpression(object) ? object.properties.filter(ts.isPropertyAssignment) : [];
  return own.flatMap((property) => [property, ...listProperties(property.initializer)]);
}

function readFact(node: ts.Node, name: string, value: ts.Expression | undefined): Fact {
  const file = relative(ROOT, node.getSourceFile().fileName);
  const tags = ts.getJSDocTags(node).map((tag) => ({ tag, text: toLine(ts.getTextOfJSDocComment(tag.comment) ?? '') }));
  const [comment] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  return {
    file,
    name,
    statement: toLine(ts.getTextOfJSDocComment(comment?.comment) ?? ''),
    value: (value?.getText() ?? '').replace(/^\s*(\/\*\*[^]*?\*\/|\/\/.*)\n/gm, '').replace(/ as const$/, ''),
    sources: tags.filter(({ tag }) => isSource(tag)).map(({ text }) => readSource(text, `${file}, ${name}`)),
    assumed: tags.find(({ tag }) => tag.tagName.text === 'assumed')?.text,
  };
}

function isSource({ tagName }: ts.JSDocTag): boolean {
  return tagName.text === 'source';
}

function readSource(text: string, where: string): FactSource {
  const { place, read, says } = SOURCE.exec(text)?.groups ?? {};
  if (place === undefined || !isDate(read)) {
    throw new Error(`${where}: @source must be "<address, or owner/repository: path> (read YYYY-MM-DD)[: what it says]", got: ${text}`);
  }
  return { place, read, says };
}

/** The 30th of February would be the 2nd of March. */
function isDate(text: string): boolean {
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function toLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** The days from a date to another. */
export function countDays(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
