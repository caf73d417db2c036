/** An expression in Terraform's language. Other values are written as literals. */
export class HclExpression {
  constructor(public readonly text: string) {}
}

/** A value in Terraform's language. */
export type HclValue = string | HclExpression | readonly HclValue[] | { readonly [name: string]: HclValue };
/** The body of a block: groups of named attributes, with a blank line between groups. */
export type HclBody = readonly (readonly (readonly [name: string, value: HclValue])[])[];

const STEP = '  ';
/** A name that Terraform reads without quotes. */
const NAME = /^[A-Za-z_][A-Za-z0-9_-]*$/;

/** Escapes a literal text, so that Terraform does not read it as a template. */
export function escapeTemplate(text: string): string {
  return text.replace(/[$%](?=\{)/g, (mark) => mark + mark);
}

/** Writes a block as `terraform fmt` does. */
export function writeBlock(words: readonly string[], body: HclBody): string {
  const [type, ...labels] = words;
  const head = [type, ...labels.map((label) => JSON.stringify(label))].join(' ');
  const groups = body.filter((group) => group.length > 0).map((group) => writeAttributes(group, STEP));
  return groups.length === 0 ? `${head} {}\n` : `${head} {\n${groups.join('\n')}}\n`;
}

/** Writes one attribute per line. The equals signs of adjacent single-line attributes are aligned. */
function writeAttributes(attributes: readonly (readonly [string, HclValue])[], indent: string): string {
  const lines = attributes.map(([name, value]) => ({ name: NAME.test(name) ? name : quote(name), value: writeHcl(value, indent) }));
  const isShort = (line: typeof lines[number] | undefined) => line !== undefined && !line.value.includes('\n');
  return lines.map((line, index) => {
    const [from, to] = [findEnd(lines.map(isShort), index, -1), findEnd(lines.map(isShort), index, 1)];
    const width = isShort(line) ? Math.max(...lines.slice(from, to + 1).map(({ name }) => name.length)) : 0;
    return `${indent}${line.name.padEnd(width)} = ${line.value}\n`;
  }).join('');
}

/** Finds the end of the run of single-line attributes in one direction. */
function findEnd(short: readonly boolean[], index: number, step: 1 | -1): number {
  let end = index;
  while (short[end + step]) {
    end += step;
  }
  return end;
}

function writeHcl(value: HclValue, indent: string): string {
  if (typeof value === 'string') {
    return quote(value);
  }
  if (value instanceof HclExpression) {
    return value.text.replaceAll('\n', `\n${indent}`);
  }
  const inner = indent + STEP;
  if (isList(value)) {
    return value.length === 1 && typeof value[0] === 'string'
      ? `[${writeHcl(value[0], inner)}]`
      : `[\n${value.map((one) => `${inner}${writeHcl(one, inner)},\n`).join('')}${indent}]`;
  }
  return `{\n${writeAttributes(Object.entries(value), inner)}${indent}}`;
}

function isList(value: HclValue): value is readonly HclValue[] {
  return Array.isArray(value);
}

/** Quotes a text. It may hold a template: literal texts are already escaped. */
function quote(text: string): string {
  return JSON.stringify(text);
}

/** Writes a call of `jsonencode`, which turns a value into a policy document. */
export function encodeJson(value: HclValue): HclExpression {
  return new HclExpression(`jsonencode(${writeHcl(value, '')})`);
}
