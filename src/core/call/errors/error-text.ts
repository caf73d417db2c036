import { joinWrappedLines } from './wrapped-lines';

/**
 * The marks that terminals, Markdown, HTML and JSON in strings put into a text, in the order of their removal. Every quantifier has an
 * upper bound, so the work at each character is bounded too.
 */
const MARKS: readonly [RegExp, string | ((...groups: string[]) => string)][] = [
  [/\r\n?/g, '\n'],
  [/[\u200B-\u200F\u2060\uFEFF\u00AD\uE000-\uF8FF]/g, ''], // invisible, or private use, which includes our own markers of unknown facts
  [/[\u00A0\u2000-\u200A\u202F\u3000]/g, ' '],
  [/\\{1,16}u([\da-fA-F]{4})/g, (_, code) => decodeCharacter(code, 16)],
  [/\\{1,16}x([\da-fA-F]{2})/g, (_, code) => decodeCharacter(code, 16)],
  [/\\{1,16}(?=["'/`])/g, ''], // JSON in JSON
  [/\\{1,16}[nr]/g, '\n'],
  [/\\{1,16}t/g, ' '],
  [/[\u001B\u241B]\[[0-?]{0,32}[ -/]{0,4}[@-~]/g, ''], // colors
  [/\u001B\][^\u0007\u001B]{0,2048}(?:\u0007|\u001B\\)/g, ''], // links
  [/\[\d{1,3}(?:;\d{1,3}){0,5}m/g, ''], // colors that lost their first character
  [/[\u0000-\u0008\u000B-\u001F\u007F]/g, ''],
  [/<br\s{0,3}\/?>|<\/(?:p|div|li|tr|pre|h\d)>/gi, '\n'],
  [/<\/?(?:p|span|code|pre|div|b|i|em|strong|td|tr|th|li|ul|ol|a|mark|kbd|samp|blockquote|h\d)(?:\s[^<>]{0,500})?>/gi, ''],
  [/&(?:amp;){0,4}(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,6}));/gi, decodeEntity],
  [/[\u2018-\u201F\u00AB\u00BB\u2032\u2033]/g, '"'],
  [/^[ \t]{0,40}(?:>[ \t]{0,4}){1,8}/gm, ''], // quoted in Markdown or in mail
  [/^[ \t]{0,40}(?:`{3,9}|~{3,9})[\w.+-]{0,30}[ \t]{0,40}$/gm, ''],
  [/\\{1,4}(?=[*_<>[\]{}()#.~|-])/g, ''],
  [/`{1,6}/g, '"'],
  // emphasis, but not a masked account (****) or a wildcard
  [/(^|[\s"'(>,])(\*{1,3}|__)(\w[^*\n]{0,300})\2(?![\w*])/gm, '$1$3'],
  [/%3A/gi, ':'],
  [/%2F/gi, '/'],
];

/** Reduces several blanks to one, and removes blanks around line ends. */
const BLANKS: readonly [RegExp, string][] = [[/[^\S\n ]/g, ' '], [/ {2,}/g, ' '], [/ \n/g, '\n'], [/\n /g, '\n'], [/\n{2,}/g, '\n']];

const ENTITIES: Readonly<Record<string, string>> = {
  quot: '"',
  apos: "'",
  lt: '<',
  gt: '>',
  amp: '&',
  nbsp: ' ',
  sol: '/',
  colon: ':',
  num: '#',
  ldquo: '"',
  rdquo: '"',
  lsquo: '"',
  rsquo: '"',
};

/** Makes a text plain: without marks, with wrapped lines joined, and without double blanks. Linear in the text's length. */
export function cleanText(text: string): string {
  const plain = MARKS.reduce((rest, [mark, replacement]) => rest.replace(mark, replacement as string), text);
  return BLANKS.reduce((rest, [blanks, replacement]) => rest.replace(blanks, replacement), joinWrappedLines(plain));
}

function decodeEntity(whole: string, decimal?: string, hexadecimal?: string, name?: string): string {
  if (name !== undefined) {
    return ENTITIES[name.toLowerCase()] ?? whole;
  }
  return decimal !== undefined ? decodeCharacter(decimal, 10) : decodeCharacter(hexadecimal ?? '', 16);
}

/** Decodes a character. It drops characters without a meaning in texts, and our own markers of unknown facts. */
function decodeCharacter(code: string, radix: number): string {
  const number = parseInt(code, radix);
  const isText = number < 0x110000 && !(number >= 0xD800 && number < 0xF900);
  return isText ? String.fromCodePoint(number) : '';
}
