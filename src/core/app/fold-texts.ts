import { isObject, Json } from '../iam/document';

/** Replaces CloudFormation functions that join only known texts by the joined text, and folds others as far as possible. */
export function foldTexts(value: Json): unknown {
  const { 'Fn::Join': join, 'Fn::Sub': sub } = value;
  if (Array.isArray(join) && typeof join[0] === 'string' && Array.isArray(join[1])) {
    return foldJoin(join[0], join[1]);
  }
  return Array.isArray(sub) && typeof sub[0] === 'string' && isObject(sub[1]) ? foldSub(sub[0], sub[1]) : value;
}

/** Whether CloudFormation replaces a text or a part of it. */
export function isResolvedLater(text: string): boolean {
  return text.includes('{{resolve:');
}

function foldJoin(separator: string, given: readonly unknown[]): unknown {
  const parts: unknown[] = [];
  for (const part of given) {
    const last = parts[parts.length - 1];
    if (typeof part === 'string' && typeof last === 'string') {
      parts[parts.length - 1] = `${last}${separator}${part}`;
    } else {
      parts.push(part);
    }
  }
  return parts.length === 1 && typeof parts[0] === 'string' ? parts[0] : { 'Fn::Join': [separator, parts] };
}

function foldSub(text: string, values: Json): unknown {
  const known = Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  // Such signs inside a value must stay literal.
  const folded = known.reduce((all, [name, value]) => all.replaceAll(`\${${name}}`, value.replaceAll('${', '${!')), text);
  const isOpen = (name: string) => typeof values[name] !== 'string' && text.includes(`\${${name}}`);
  const rest = Object.fromEntries(Object.entries(values).filter(([name]) => isOpen(name)));
  return Object.keys(rest).length === 0 && !/\$\{[^!]/.test(folded) ? folded.replaceAll('${!', '${') : { 'Fn::Sub': [folded, rest] };
}
