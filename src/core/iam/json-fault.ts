import { readPlaceholderAt } from './placeholders';

/** The place at which a text stops being JSON, and what is wrong there. */
interface SyntaxFault {
  readonly index: number;
  readonly message: string;
}

type Expected =
  'a value' | 'a value or "]"' | 'a quoted key' | 'a quoted key or "}"' | 'a colon' | 'a comma or a closing bracket' | 'nothing';

const LITERAL = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.])/y;
const SPACE = /[ \t\r\n]*/y;

/** Finds the first character that breaks JSON, in one pass. Returns undefined if the text is JSON. */
export function findSyntaxFault(text: string): SyntaxFault | undefined {
  const open: ('}' | ']')[] = []; // the closing brackets of the enclosing objects and lists
  let expected: Expected = 'a value';
  let comma = 0;
  for (let index = skip(SPACE, text, 0); index < text.length; index = skip(SPACE, text, index)) {
    const character = text[index];
    const isValueExpected = expected.startsWith('a value');
    const isKeyExpected = expected.startsWith('a quoted key');
    const around = open[open.length - 1];
    const afterValue = (): Expected => open.length === 0 ? 'nothing' : 'a comma or a closing bracket';
    const literalEnd = isValueExpected ? skip(LITERAL, text, index) : index;
    if (character === '"' && (isValueExpected || isKeyExpected)) {
      const end = findStringEnd(text, index);
      const fault = findStringFault(text, index, end);
      if (fault) {
        return fault;
      }
      expected = isKeyExpected ? 'a colon' : afterValue();
      index = end + 1;
    } else if (isValueExpected && (character === '{' || character === '[')) {
      open.push(character === '{' ? '}' : ']');
      expected = character === '{' ? 'a quoted key or "}"' : 'a value or "]"';
      index++;
    } else if (character === around && (expected.endsWith('bracket') || expected.endsWith(`"${around}"`))) {
      open.pop();
      expected = afterValue();
      index++;
    } else if (character === ',' && expected === 'a comma or a closing bracket') {
      expected = around === '}' ? 'a quoted key' : 'a value';
      comma = index++;
    } else if (character === ':' && expected === 'a colon') {
      expected = 'a value';
      index++;
    } else if (literalEnd > index) {
      expected = afterValue();
      index = literalEnd;
    } else if (character === around && (isKeyExpected || isValueExpected && text.slice(comma + 1, index).trim() === '')) {
      return { index: comma, message: `the comma before "${around}" is one too many, because IAM accepts none there: remove it` };
    } else {
      return explainCharacter(text, index, expected);
    }
  }
  if (text.trim() === '') {
    return { index: 0, message: 'it is empty' };
  }
  const missing = open.slice(-20).reverse().join('');
  return expected === 'nothing'
    ? undefined
    : { index: text.length, message: `it ends too early${missing === '' ? '' : `: ${missing} must close it`}` };
}

/** Finds the quote that ends a string, or the text's end. */
export function findStringEnd(text: string, start: number): number {
  let index = start + 1;
  while (index < text.length && text[index] !== '"') {
    index += text[index] === '\\' ? 2 : 1;
  }
  return Math.min(index, text.length);
}

function findStringFault(text: string, start: number, end: number): SyntaxFault | undefined {
  // eslint-disable-next-line no-control-regex
  const odd = /[\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})?/g;
  const inside = text.slice(start, end);
  for (const { 0: found, index } of inside.matchAll(odd)) {
    if (found === '\n' || found === '\r') {
      return { index: start, message: 'the text that begins here has no closing quote on this line' };
    }
    if (found.length === 1) {
      const what = found === '\\' ? 'a backslash is before a character that takes none: write two backslashes' : 'a control character';
      return { index: start + index, message: what };
    }
  }
  const message = 'it ends too early: the text that begins here has no closing quote';
  return end < text.length ? undefined : { index: start, message };
}

/** Common mistakes in JSON. */
const SLIPS: readonly (readonly [RegExp, string])[] = [
  [/\/\/|\/\*|#/y, 'this is a comment, and IAM takes no comments: remove them'],
  [/'/y, 'this is a single quote, and JSON has double quotes only'],
  [/[“”„‟‘’«»]/y, 'this is a typographic quote, which word processors write; JSON has " only'],
  [/(?:True|False|None|undefined|NaN)\b/y, 'JSON writes true, false and null'],
  [/[\u00a0\u2000-\u200d\u2028\u2029\u202f\u3000\ufeff]/y, 'this character looks like a space, or like nothing: remove it'],
];

function explainCharacter(text: string, index: number, expected: Expected): SyntaxFault {
  const start = text.startsWith('{{', index - 1) ? index - 1 : index;
  const slip = SLIPS.find(([form]) => skip(form, text, index) > index);
  const placeholder = readPlaceholderAt(text, start);
  if (slip) {
    return { index, message: slip[1] };
  }
  if (placeholder !== undefined && expected !== 'nothing') {
    return { index: start, message: `the placeholder ${placeholder} stands outside of quotes: replace the placeholder with its value` };
  }
  if (expected === 'nothing') {
    return { index, message: 'the document ends before this, and a file holds one JSON document' };
  }
  if (expected === 'a comma or a closing bracket' && /["{[\w]/.test(text[index])) {
    return { index, message: 'a comma is missing before this' };
  }
  return { index, message: `${JSON.stringify(text.slice(index, index + 1))} is here, and ${expected} was expected` };
}

/** Finds the end of a match that begins exactly at the index. Returns the index itself if there is no match. */
function skip(form: RegExp, text: string, index: number): number {
  form.lastIndex = index;
  return form.test(text) ? form.lastIndex : index;
}
