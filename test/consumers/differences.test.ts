import { differences, differentMessages } from '../../consumers/differences';

const DECORATIONS = [
  { what: 'the class', pattern: /^Error: / },
  { what: 'a stack', pattern: /(\n {4}at .*)+$/ },
];
const STACKED = "Error: 'account' must have 12 digits\n    at a";
const SENTENCES = ["'models' must name one", "'account' must have 12 digits", 'rule/blocked: a role cannot call'];

test('two templates with the same keys in another order are equal', () => {
  expect(differences('', { Type: 'A', Properties: { Names: ['x', 'y'] } }, { Properties: { Names: ['x', 'y'] }, Type: 'A' })).toEqual([]);
});

test.each<[string, unknown, unknown, string]>([
  ['another value', { A: { B: 1 } }, { A: { B: '1' } }, '/A/B: 1 in TypeScript, "1" here'],
  ['a key more', { A: {} }, { A: { B: false } }, '/A/B: nothing in TypeScript, false here'],
  ['a key less', { A: { B: null } }, { A: {} }, '/A/B: null in TypeScript, nothing here'],
  ['another order in a list', { A: [1, 2] }, { A: [1, 2, 3] }, '/A/2: nothing in TypeScript, 3 here'],
  ['a list for an object', { A: [] }, { A: {} }, '/A: [] in TypeScript, {} here'],
  ['what a bridge left in', { A: { B: {} } }, { A: { '$jsii.map': { B: {} } } }, '/A/B: {} in TypeScript, nothing here'],
])('it finds %s', (_, expected, actual, difference) => {
  expect(differences('', expected, actual)).toContain(difference);
});

test('messages may have what the table of languages says, and in a report the sentence may stand anywhere', () => {
  const messages = [
    "Error: 'models' must name one",
    "'account' must have 12 digits\n    at a\n    at b",
    'Error: Validation failed.\nrule/blocked: a role cannot call x',
  ];
  expect(differentMessages(SENTENCES, messages, DECORATIONS)).toEqual([]);
});

test.each([
  ['has something else around it', ["In: 'models' must name one", STACKED, SENTENCES[2]], 'mistakes/0: '],
  ['is another one', ["Error: 'models' must name one\n    at a", 'Unable to deserialize value', SENTENCES[2]], 'mistakes/1: '],
  ['is not in the report', ["Error: 'models' must name one\n    at a", SENTENCES[1], 'Validation failed.'], 'mistakes/2: '],
  ['is missing', ["Error: 'models' must name one\n    at a", SENTENCES[1]], 'mistakes/length: 3 in TypeScript, 2 here'],
  ['never has what the table says', ["Error: 'models' must name one", SENTENCES[1], SENTENCES[2]], 'mistakes: none has a stack'],
])('it finds where a message %s', (_, messages, fault) => {
  expect(differentMessages(SENTENCES, messages, DECORATIONS)).toContainEqual(expect.stringContaining(fault));
});
