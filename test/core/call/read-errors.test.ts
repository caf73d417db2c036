import { AROUND, CALLERS, Case, CLIENTS, MARKS, OTHERS, PANELS, POLICIES, SEVERAL } from './error-corpus/denials';
import { readErrors } from '../../../src/core/call/read-errors';

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
