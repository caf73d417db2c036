import { describeValue } from '../../../src/core/rules/describe-value';
import {
  aboveZero, atLeastOne, comparing, each, Fault, findAlike, findFaults, findRepeated, LIST, matches, must, mustBeOneOf, mustLack, once,
  onlyWhere, required, Rules, writeFault, writeFaults,
} from '../../../src/core/rules/rule';

interface Order {
  readonly name?: string;
  readonly size?: number;
  readonly colours?: readonly string[];
  readonly shade?: string;
}

const LOWER_CASE = matches(/^[a-z]*$/, 'must be in lower case', 'Write it so');
const SHORT = must<string, Order>((text) => text.length < 6, 'must have at most 5 characters', 'Shorten it');
const RULES: Rules<Order> = {
  name: [LOWER_CASE, SHORT],
  size: [aboveZero('Leave it out for any size')],
  colours: [
    atLeastOne('name at least one colour', 'Leave it out for all'),
    each(LOWER_CASE, { ...SHORT, rule: (colour: string, { name }: Order) => `of ${name} must be short, unlike ${colour}` }),
    once('colour'),
  ],
};

/** What only the deployment knows begins with a dollar sign, here. */
const isKnown = (value: unknown) => value !== undefined && !String(value).startsWith('$');

function find(order: Order, rules: Rules<Order> = RULES): Fault[] {
  return findFaults(order, rules, isKnown);
}

function summarize(order: Order, rules?: Rules<Order>): [prop: string, rule: string, got: string][] {
  return find(order, rules).map(({ prop, rule, got }) => [prop, rule, got]);
}

test('values that keep all rules, and values that were left out, have no fault', () => {
  expect(find({ name: 'chair', size: 1, colours: ['red', 'blue'] })).toEqual([]);
  expect(find({})).toEqual([]);
  expect(find({ name: undefined, size: undefined, colours: undefined })).toEqual([]);
});

test('a fault names the prop, its rule, the value and what to do', () => {
  expect(find({ size: -1 })).toEqual([
    { prop: 'size', rule: 'must be a number above 0', got: '-1', remedy: 'Leave it out for any size' },
  ]);
});

test('the faults of several props are found at once, in the order of the rules', () => {
  expect(summarize({ colours: [], size: NaN, name: 'Chair' })).toEqual([
    ['name', 'must be in lower case', '"Chair"'],
    ['size', 'must be a number above 0', 'NaN'],
    ['colours', 'must name at least one colour', '[]'],
  ]);
});

test('of one prop, the first rule that is broken is told', () => {
  expect(summarize({ name: 'ARMCHAIR' })).toEqual([['name', 'must be in lower case', '"ARMCHAIR"']]);
  expect(summarize({ name: 'armchair' })).toEqual([['name', 'must have at most 5 characters', '"armchair"']]);
});

test('each element of a list that breaks a rule is told, with the first rule that it breaks', () => {
  expect(summarize({ name: 'chair', colours: ['red', 'Turquoise', 'orange', 'Blue', 'Blue'] })).toEqual([
    ['colours', 'must be in lower case', '"Turquoise"'],
    ['colours', 'of chair must be short, unlike orange', '"orange"'],
    ['colours', 'must be in lower case', '"Blue"'],
    ['colours', 'must be in lower case', '"Blue"'],
  ]);
});

test('rules on the whole list come before and after those on its elements, as they are written', () => {
  expect(summarize({ colours: ['red', 'blue', 'red', 'blue'] })).toEqual([['colours', 'must name each colour once', '"red" twice']]);
});

test('null is told of any prop, instead of its rules', () => {
  expect(find({ name: null, shade: null } as any)).toEqual(['name', 'shade'].map((prop) => (
    { prop, rule: 'must be given or left out', got: 'null', remedy: 'Leave it out, or make it undefined' })));
  expect(summarize({ name: null } as any, { name: [required(must((name) => name !== null, 'must be there', 'Say it'))] }))
    .toEqual([['name', 'must be there', 'null']]);
});

test.each([undefined, null])('a list that holds %p is told of any prop, instead of its rules', (gap) => {
  const told = ['must hold no undefined and no null', `${gap} as element 2 of 3`];
  expect(summarize({ colours: ['RED', gap, 'blue'], others: ['a', gap, 'b'] } as any)).toEqual([['colours', ...told], ['others', ...told]]);
});

test.each(['red', 7, {}, '$COLOURS'])('%j is told where a list belongs', (colours) => {
  const rules: Rules<Order>['colours'][] = [[LIST], [once('colour')], [atLeastOne('name one', 'Do')], [each(LOWER_CASE)]];
  for (const rule of rules) {
    expect(summarize({ colours } as any, { colours: rule })).toEqual([['colours', 'must be a list', describeValue(colours)]]);
  }
});

test('a rule that compares with another prop is passed over where that is at fault', () => {
  const fits = comparing(['colours'], must<string, Order>((shade, { colours = [] }) => colours.includes(shade), 'must fit', 'Choose'));
  const rules: Rules<Order> = { shade: [fits, LOWER_CASE], colours: RULES.colours };
  expect(summarize({ shade: 'pink', colours: ['red'] }, rules)).toEqual([['shade', 'must fit', '"pink"']]);
  expect(summarize({ shade: 'pink', colours: ['Red'] }, rules)).toEqual([['colours', 'must be in lower case', '"Red"']]);
  expect(summarize({ shade: 'Pink', colours: null } as any, rules)).toEqual([
    ['shade', 'must be in lower case', '"Pink"'], ['colours', 'must be given or left out', 'null'],
  ]);
});

test('one of the values of an enum', () => {
  expect(summarize({ shade: 'Dark' }, { shade: [mustBeOneOf({ DARK: 'DARK', LIGHT: 'LIGHT' })] }))
    .toEqual([['shade', 'must be one of DARK, LIGHT', '"Dark"']]);
});

test('values and elements that only the deployment knows are passed over', () => {
  expect(find({ name: '$NAME', colours: ['red', '$COLOUR'] })).toEqual([]);
  expect(find({ name: '$NAME', colours: ['$COLOURS'] })).toEqual([]);
  expect(findFaults({ name: '$NAME' }, RULES)).toHaveLength(1);
});

test('a rule may judge what was left out', () => {
  expect(summarize({}, { name: [LOWER_CASE] })).toEqual([]);
  expect(summarize({}, { name: [SHORT, required(must((name) => name !== undefined, 'must be there', 'Say it'))] }))
    .toEqual([['name', 'must be there', 'undefined']]);
});

test('a rule may find the part that breaks it', () => {
  const rules: Rules<Order> = {
    colours: [mustLack((colours) => findAlike(colours, ([letter]) => letter), 'must differ', 'Leave one out')],
  };
  expect(summarize({ colours: ['red', 'blue', 'rose'] }, rules)).toEqual([['colours', 'must differ', '["red","rose"]']]);
  expect(summarize({ colours: ['red', 'blue'] }, rules)).toEqual([]);
});

test('a rule may judge what only the deployment knows', () => {
  const rules: Rules<Order> = { name: [LOWER_CASE, { ...SHORT, judgesUnknown: true }] };
  expect(summarize({ name: '$LONG NAME' }, rules)).toEqual([['name', 'must have at most 5 characters', '"$LONG NAME"']]);
  expect(summarize({ shade: '$SHADE' }, { shade: [onlyWhere(false, 'is for colours')] }))
    .toEqual([['shade', 'is for colours', '"$SHADE"']]);
  expect(summarize({ shade: '$SHADE' }, { shade: [onlyWhere(true, 'is for colours')] })).toEqual([]);
});

test('a rule may look at the other props, and name the one that must change', () => {
  const fits = must<string, Order>((shade, { colours = [] }) => colours.includes(shade), 'must hold the shade', 'Add it');
  const rules: Rules<Order> = { shade: [{ ...fits, prop: 'colours', got: (shade, { colours }) => `${colours} without ${shade}` }] };
  expect(summarize({ shade: 'red', colours: ['red'] }, rules)).toEqual([]);
  expect(summarize({ shade: 'red', colours: ['blue'] }, rules)).toEqual([['colours', 'must hold the shade', 'blue without red']]);
});

test('texts may depend on the value and on the other props', () => {
  const rules: Rules<Order> = {
    name: [must(() => false, (name) => `must not be ${name}`, (name, { size }) => `Take ${name}s of size ${size}`)],
  };
  expect(find({ name: 'chair', size: 2 }, rules))
    .toEqual([{ prop: 'name', rule: 'must not be chair', got: '"chair"', remedy: 'Take chairs of size 2' }]);
});

describe('a message', () => {
  const [size, name] = find({ size: 0 }).concat(find({ name: 'ARM' }));
  const other: Fault = { prop: 'size', rule: 'must come with \'name\' and \'shade\'', got: '1', remedy: 'Add it' };

  test('of one fault is a sentence, with the prop in quotes', () => {
    expect(writeFault(size)).toBe('\'size\' must be a number above 0, got: 0. Leave it out for any size');
    expect(writeFaults([size])).toBe(writeFault(size));
  });

  test('of several faults has a line for each', () => {
    expect(writeFaults([size, name])).toBe('2 rules are broken:\n' +
      '- \'size\' must be a number above 0, got: 0. Leave it out for any size\n' +
      '- \'name\' must be in lower case, got: "ARM". Write it so');
  });

  test('calls a prop as the reader gave it, and others that the rule names in quotes', () => {
    const asFlag = (prop: string) => `--${prop}`;
    expect(writeFault(other, asFlag)).toBe('--size must come with --name and --shade, got: 1. Add it');
    expect(writeFaults([other, size], asFlag)).toMatch(/^2 rules are broken:\n- --size must come .*\n- --size must be a number above 0/);
    expect(writeFault(other)).toBe('\'size\' must come with \'name\' and \'shade\', got: 1. Add it');
  });
});

test('what is repeated in a list is found', () => {
  expect(findRepeated(['a', 'b', 'c', 'b', 'a'])).toBe('b'); // the first that is there a second time
  expect(findRepeated(['a', 'b'])).toBeUndefined();
});

test.each([Infinity, -Infinity, NaN, 0, -1])('%p is not a number above 0', (size) => {
  expect(find({ size })).toHaveLength(1);
});

test.each<[unknown, string]>([
  ['text', '"text"'], [undefined, 'undefined'], [null, 'null'], [NaN, 'NaN'], [1n, '1n'], [true, 'true'], [() => 1, 'function'],
  [[1, 'a', undefined], '[1,"a",undefined]'], [{}, '{}'],
  [{ threshold: 70, none: undefined, in: { a: 1 }, list: [1] }, '{"threshold":70,"in":{…},"list":[…]}'],
  [{ a: 1, b: 2, c: 3, d: 4, e: 5, f: 6 }, '{"a":1,"b":2,"c":3,"d":4,"e":5,… 6 in all}'],
  ['${Token[TOKEN.12]}', 'a token, known only at deployment'], [['#{Token[TOKEN.12]}'], 'a token, known only at deployment'],
  [-1.8881545897087626e+289, 'a token, known only at deployment'], ['x-${Token[AWS.Region.3]}', '"x-<a token>"'],
  [new (class _Bundled {})(), 'an object (Bundled)'], [Object.create(null), 'an object (undefined)'],
  [[{}, new Map(), [], {}], '[{},an object (Map),[],… 4 in all]'],
])('%p is described by %s', (value, description) => {
  expect(describeValue(value)).toBe(description);
});
