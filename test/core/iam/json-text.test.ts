import fc from 'fast-check';
import { BadText, parseJson } from '../../../src/core/iam/json-text';
import { parsePolicyText } from '../../../src/core/iam/policy';

/** Place and message of the fault of a text; nothing where it is JSON. */
function findFault(text: string): string | undefined {
  try {
    parseJson(text);
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(BadText);
    return `${(error as BadText).place} ${(error as Error).message}`;
  }
}

test.each([
  '{}', '[]', '"text"', ' null ', '-1.5e+10', '{"a":[1,{"b":true},[]],"c":"\\u00e9\\"}"}', '\uFEFF{"a":1}', '{\r\n\t"a" : 1\r\n}',
  '{"a":{"x":1},"b":{"x":1}}', '[{"x":1},{"x":1}]', '{"a":"a","b":"a"}', '{"a":"\\"a\\":1","\\"a\\":1":2}',
])('%j is what JSON.parse says', (text) => {
  expect(parseJson(text)).toEqual(JSON.parse(text.replace('\uFEFF', '')));
});

test.each<[string, string, RegExp]>([
  ['{"Effect":"Allow",\n "Effect":"Deny"}', '2:2',
    /: "Effect" stands twice in one object, first at 1:2\. Merge/],
  ['{"Effect":"Allow","Eff\\u0065ct":"Deny"}', '1:19', /"Effect" stands twice/],
  ['{"a":[{"b":{"c":1,"d":2,"c":3}}]}', '1:25', /"c" stands twice in one object, first at 1:13/],
  ['{"Condition":{"ArnNotLike":{"x":"1"},\n"Bool":{"y":"1"},\n"ArnNotLike":{"z":"1"}}}', '3:1', /"ArnNotLike" stands twice.*at 1:15/],
  ['{"":1,"":2}', '1:7', /"" stands twice/],
  ['{"__proto__":1,"__proto__":2}', '1:16', /"__proto__" stands twice/],
])('fails for a key that stands twice: %j', (text, place, message) => {
  expect(findFault(text)).toMatch(new RegExp(`^${place} must hold each key once: `));
  expect(findFault(text)).toMatch(message);
});

test.each<[string, string, RegExp]>([
  ['', '1:1', /it is empty/],
  [' \n', '1:1', /it is empty/],
  ['{\n"a": [{"b"', '2:11', /it ends too early: \}\]\} must close it/],
  ['{"a":"b', '1:6', /ends too early: the text that begins here has no closing quote/],
  ['{"a":1,}', '1:7', /comma before "\}" is one too many/],
  ['[1,\n2,\n]', '2:2', /comma before "\]" is one too many/],
  ['{ // only Cape Town\n"a":1}', '1:3', /IAM takes no comments: remove them/],
  ['{"a":1 /* x */}', '1:8', /IAM takes no comments/],
  ['# a policy\n{}', '1:1', /IAM takes no comments/],
  ['{"a":${ALLOWED}}', '1:6', /the placeholder \$\{ALLOWED\} stands outside of quotes: replace the placeholder/],
  ['{"a":<ACCOUNT>}', '1:6', /the placeholder <ACCOUNT> /],
  ['{"a":[{{ region }}]}', '1:7', /the placeholder \{\{ region \}\} /],
  ['{"a":[%s]}', '1:7', /the placeholder %s /],
  ['{"a":__REGIONS__}', '1:6', /the placeholder __REGIONS__ /],
  ['{"a":ALLOWED_REGIONS}', '1:6', /the placeholder ALLOWED_REGIONS /],
  ['{"a": 1\n"b": 2}', '2:1', /a comma is missing before this/],
  ['{"a":1}{"b":1}', '1:8', /the document ends before this/],
  ['{\'a\':1}', '1:2', /double quotes only/],
  ['{“a”:1}', '1:2', /typographic/],
  ['{"a":True}', '1:6', /true, false and null/],
  ['{"a":\u00a01}', '1:6', /looks like a space/],
  ['{"a":"b\nc"}', '1:6', /has no closing quote on this line/],
  ['{"a":"C:\\dir"}', '1:9', /write two backslashes/],
  ['{a:1}', '1:2', /"a" is here, and a quoted key or "\}" was expected/],
  ['[1}', '1:3', /"\}" is here, and a comma or a closing bracket was expected/],
  ['{"a"}', '1:5', /"\}" is here, and a colon was expected/],
  ['{"a":tru}', '1:6', /"t" is here, and a value was expected/],
  ['01', '1:1', /"0" is here, and a value was expected/],
])('fails for %j, with the place and what to do', (text, place, message) => {
  expect(findFault(text)).toMatch(new RegExp(`^${place} must be JSON: `));
  expect(findFault(text)).toMatch(message);
});

test('finds a fault in every text that JSON.parse refuses, and in no other', () => {
  const parses = (text: string) => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };
  const fragment = fc.constantFrom(
    '{', '}', '[', ']', ',', ':', '"a"', '"b"', '1', 'true', ' ', '\n', '"', '\\', '-', '0', 'e', '//', '${X}');
  const texts = fc.oneof(fc.array(fragment, { maxLength: 12 }).map((all) => all.join('')), fc.string(), fc.json());
  fc.assert(fc.property(texts, (text) => {
    const fault = findFault(text);
    return parses(text) ? fault === undefined || fault.includes('stands twice') : fault?.includes('must be JSON: ') === true;
  }), { numRuns: 3000 });
});

test('finds keys that stand twice wherever they are', () => {
  const write = (entries: readonly (readonly [string, unknown])[]): string =>
    `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(',')}}`;
  fc.assert(fc.property(fc.array(fc.tuple(fc.string(), fc.jsonValue()), { minLength: 1, maxLength: 5 }), (entries) => {
    const isRepeated = new Set(entries.map(([key]) => key)).size < entries.length;
    const deep = `[{"x":${write(entries)}}]`;
    return (findFault(deep) !== undefined) === isRepeated;
  }));
});

test('takes time in proportion to the text', () => {
  const measure = (text: string) => {
    const start = process.hrtime.bigint();
    findFault(text);
    return Number(process.hrtime.bigint() - start) / 1e6;
  };
  const texts = (size: number) => [
    `{"a":"${'\\"'.repeat(size)}"}`, '['.repeat(size), `[${'1,'.repeat(size)}`, `{"a":"${'x'.repeat(size)}`, '{'.repeat(size),
    '${'.repeat(size),
    `[${' '.repeat(size)},`,
  ];
  expect(Math.max(...texts(400_000).map(measure))).toBeLessThan(2000);
});

test('policies of the simulator and of the validation are refused likewise', () => {
  expect(() => parsePolicyText('mine', '{"Version":"2012-10-17","Statement":[],"Statement":[]}'))
    .toThrow('policy \'mine\' must hold each key once: "Statement" stands twice in one object, first at ' +
      '1:25');
  expect(() => parsePolicyText('mine', '{"Statement": ${STATEMENTS}}'))
    .toThrow(/^policy 'mine' must be JSON: the placeholder .*\(at 1:15\)$/);
});
