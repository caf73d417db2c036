/** An expression of Terraform's language, among values that are written as they are. */
export class HclExpression {
  constructor(public readonly text: string) {}
}

/** A value in Terraform's language. */
export type HclValue = string | HclExpression | readonly HclValue[] | { readonly [name: string]: HclValue };
/** What stands in a block: attributes, each with its name, and groups of them with a blank line between. */
export type HclBody = readonly (readonly (readonly [name: string, value: HclValue])[])[];

const STEP = '  ';
/** What Terraform reads as a name without quotes. */
const NAME = /^[A-Za-z_][A-Za-z0-9_-]*$/;

/** Keeps what stands for itself from being read as a template. */
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

/** Writes attributes, each on its line. Equals signs of neighbours on one line are below each other. */
function writeAttributes(attributes: readonly (readonly [string, HclValue])[], indent: string): string {
  const lines = attributes.map(([name, value]) => ({ name: NAME.test(name) ? name : quote(name), value: writeHcl(value, indent) }));
  const isShort = (line: typeof lines[number] | undefined) => line !== undefined && !line.value.includes('\n');
  return lines.map((line, index) => {
    const [from, to] = [findEnd(lines.map(isShort), index, -1), findEnd(lines.map(isShort), index, 1)];
    const width = isShort(line) ? Math.max(...lines.slice(from, to + 1).map(({ name }) => name.length)) : 0;
    return `${indent}${line.name.padEnd(width)} = ${line.value}\n`;
  }).join('');
}

/** Finds the last of the neighbours in one direction that are short as well. */
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

/** What stands in a text already is a template: the texts were escaped where they were made. */
function quote(text: string): string {
  return JSON.stringify(text);
}

/** Writes a call of `jsonencode`, which makes a policy document of a value. */
export function encodeJson(value: HclValue): HclExpression {
  return new HclExpression(`jsonencode(${writeHcl(value, '')})`);
}
