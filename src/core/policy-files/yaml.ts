/** A YAML value of the kinds that configurations of landing zones have. */
export type YamlValue = string | PlainText | readonly YamlValue[] | { readonly [name: string]: YamlValue };

/** A text without quotes, for tools that read lines and do not parse YAML. */
export class PlainText {
  constructor(public readonly text: string) {}
}

/** Writes an object as YAML in block style. Texts are quoted as in JSON, which is valid in YAML. */
export function writeYaml(value: { readonly [name: string]: YamlValue }, indent = ''): string {
  return Object.entries(value).map(([name, one]) => `${indent}${name}:${writeEntry(one, indent)}\n`).join('');
}

function writeEntry(value: YamlValue, indent: string): string {
  if (typeof value === 'string') {
    return ` ${JSON.stringify(value)}`;
  }
  if (value instanceof PlainText) {
    return ` ${value.text}`;
  }
  const inner = `${indent}  `;
  return `\n${isList(value) ? writeList(value, inner) : writeYaml(value, inner)}`.trimEnd();
}

function writeList(values: readonly YamlValue[], indent: string): string {
  return values.map((value) => typeof value === 'string' || value instanceof PlainText
    ? `${indent}-${writeEntry(value, indent)}\n`
    : `${indent}- ${writeYaml(value as { readonly [name: string]: YamlValue }, `${indent}  `).trimStart()}`).join('');
}

function isList(value: YamlValue): value is readonly YamlValue[] {
  return Array.isArray(value);
}
