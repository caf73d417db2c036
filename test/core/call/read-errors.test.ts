import { AROUND, CALLERS, Case, CLIENTS, MARKS, OTHERS, PANELS, POLICIES, SEVERAL } from './error-corpus/denials';
import { CONTAINERS, EVENTS, makeEvent } from './error-corpus/events';
import { FailureCase, FAILURES } from './error-corpus/failures';
import { readErrors } from '../../../src/core/call/errors/read-errors';

function reads([, text, ...expected]: Case) {
  const { denials } = readErrors(text);
  expect(denials).toMatchObject(expected.map((one) => expect.objectContaining(one)));
  expect(denials).toHaveLength(expected.length);
}
const titled = (cases: readonly Case[]) => cases.map((one): [string, Case] => [one[0], one]);

test.each(titled(CLIENTS))('reads a denial as %s prints it', (_, one) => reads(one));
test.each(titled(MARKS))('reads a denial through %s', (_, one) => reads(one));
test.each(titled(PANELS))('reads %s', (_, one) => reads(one));
test.each(titled(POLICIES))('reads a denial by %s', (_, one) => reads(one));
test.each(titled(OTHERS))('says what it is and grants it: %s', (_, one) => reads(one));
test.each(titled(CALLERS))('reads who calls: %s', (_, one) => reads(one));
test.each(titled(AROUND))('takes evidence from around the sentence: %s', (_, one) => reads(one));
test.each(titled(SEVERAL))('reads all that a text tells: %s', (_, one) => reads(one));

test.each(titled(CONTAINERS))('reads %s', (_, one) => reads(one));
test.each(titled(EVENTS))('reads an event: %s', (_, one) => reads(one));

const failureCases = FAILURES.map((one): [string, FailureCase] => [one[0], one]);

test.each(failureCases)('says what it is, what to do and whether waiting helps: %s', (_, [, text, ...expected]) => {
  const { failures, denials } = readErrors(text);
  expect(denials).toEqual([]);
  expect(failures).toMatchObject(expected);
  expect(failures).toHaveLength(expected.length);
});

test('reads denials and failures of one text, each with what stands beside it', () => {
  const { denials, failures } = readErrors([
    'ThrottlingException: Too many tokens, please wait before trying again. https://bedrock-runtime.eu-west-1.amazonaws.com',
    CLIENTS[0][1],
    JSON.stringify(makeEvent()),
  ].join('\n'));
  expect(denials).toMatchObject([{ leg: 'PROFILE' }, { leg: 'GLOBAL_MODEL', region: 'af-south-1' }]);
  expect(failures).toMatchObject([{ kind: 'THROTTLED', region: 'eu-west-1' }]);
});
