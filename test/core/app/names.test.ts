import { listNestedStackNames, listRoleNames, listUserNames, namePermissionSetRole, nameStackSetStack } from '../../../src/core/app/names';
import { writeUnknowns } from '../../../src/core/call/unknown-facts';
import { SSO_ROLE } from '../../../src/core/facts/iam-roles';
import { ANY_HEX_DIGIT, ANY_LETTER_OR_DIGIT } from '../../../src/core/iam/special-characters';

/** Writes unknown characters so that they can be counted: `_` for a letter or digit, `#` for a hexadecimal digit. */
const show = (names: readonly string[]) => names.map((name) => name.replaceAll(ANY_LETTER_OR_DIGIT, '_').replaceAll(ANY_HEX_DIGIT, '#'));
const [TWELVE, THIRTEEN] = ['_'.repeat(12), '_'.repeat(13)];
const [S, L] = ['s', 'L'].map((letter) => (count: number) => letter.repeat(count));

describe('names of roles', () => {
  test.each<[string, string, string, string[]]>([
    ['short names are kept whole, so that the handlers differ in the suffix alone', 'App', 'TaskRole30FC0FBB',
      [`App-TaskRole30FC0FBB-${TWELVE}`, `App-TaskRole30FC0FBB-${THIRTEEN}`]],
    ['long ones have half of 50 each, or 25 and 24 of 49', S(60), L(60),
      [`${S(25)}-${L(25)}-${TWELVE}`, `${S(25)}-${L(24)}-${TWELVE}`, `${S(25)}-${L(24)}-${THIRTEEN}`]],
    ['a long stack has what a short logical ID leaves', S(60), L(10),
      [`${S(40)}-${L(10)}-${TWELVE}`, `${S(39)}-${L(10)}-${TWELVE}`, `${S(39)}-${L(10)}-${THIRTEEN}`]],
    ['a long logical ID has what a short stack leaves', S(10), L(60),
      [`${S(10)}-${L(40)}-${TWELVE}`, `${S(10)}-${L(39)}-${TWELVE}`, `${S(10)}-${L(39)}-${THIRTEEN}`]],
    ['dashes that lead go, and double ones become one, before the cut', `--a---b${S(60)}`, L(60),
      [`a-b${S(22)}-${L(25)}-${TWELVE}`, `a-b${S(22)}-${L(24)}-${TWELVE}`, `a-b${S(22)}-${L(24)}-${THIRTEEN}`]],
  ])('%s', (_, stack, logicalId, names) => {
    expect(show(listRoleNames([stack], logicalId))).toEqual(names);
    expect(listUserNames([stack], logicalId)).toEqual(listRoleNames([stack], logicalId));
  });

  test('have at most 64 characters', () => {
    expect(Math.max(...listRoleNames([S(128)], L(255)).map(({ length }) => length))).toBe(64);
  });

  test('are of every name that the stack may have, and none comes twice', () => {
    expect(show(listRoleNames(['A', 'B'], 'R'))).toEqual(['A', 'B'].flatMap((name) => [TWELVE, THIRTEEN].map((end) => `${name}-R-${end}`)));
    expect(listRoleNames([`${S(30)}1`, `${S(30)}2`], L(60))).toEqual(listRoleNames([S(30)], L(60)));
    expect(listRoleNames([], 'R')).toEqual([]);
  });
});

describe('names of stacks that CloudFormation names', () => {
  test('a nested one shares 85 characters, an odd one for the stack', () => {
    expect(show(listNestedStackNames([S(128)], L(255)))).toEqual([`${S(43)}-${L(42)}-${TWELVE}`, `${S(43)}-${L(42)}-${THIRTEEN}`]);
    expect(show(listNestedStackNames(['App'], 'Inner'))).toEqual([`App-Inner-${TWELVE}`, `App-Inner-${THIRTEEN}`]);
  });

  test('of the random part of a nested stack\'s name a role keeps what its budget leaves, mostly nothing', () => {
    const inner = listNestedStackNames(['App'], 'InnerNestedStackInnerNestedStackResource0123ABCD');
    expect(show(listRoleNames(inner, 'HandlerServiceRoleFCDC14AE'))).toEqual([
      `App-InnerNestedStackInner-HandlerServiceRoleFCDC14A-${TWELVE}`,
      `App-InnerNestedStackInner-HandlerServiceRoleFCDC14-${TWELVE}`,
      `App-InnerNestedStackInner-HandlerServiceRoleFCDC14-${THIRTEEN}`,
    ]);
    expect(show(listRoleNames(listNestedStackNames(['App'], 'Inner'), 'Role'))).toContain(`App-Inner-${TWELVE}-Role-${TWELVE}`);
  });

  test('the stack of a StackSet has a UUID', () => {
    expect(show([nameStackSetStack('Guardrails')])).toEqual(['StackSet-Guardrails-########-####-####-####-############']);
  });
});

test('the role of a permission set has 16 hexadecimal digits', () => {
  const name = namePermissionSetRole('Admin');
  expect(show([name])).toEqual([`AWSReservedSSO_Admin_${'#'.repeat(16)}`]);
  expect(name.replaceAll(ANY_HEX_DIGIT, 'a')).toMatch(SSO_ROLE);
});

test('people read a suffix in place of random characters', () => {
  const [nested] = listNestedStackNames(['App'], 'Inner');
  expect([listRoleNames(['App'], 'Task')[0], listRoleNames([nested], 'Task')[0], namePermissionSetRole('Admin'), nameStackSetStack('Set')]
    .map(writeUnknowns)).toEqual([
    'App-Task-<suffix>', 'App-Inner-<suffix>-Task-<suffix>', 'AWSReservedSSO_Admin_<suffix>', 'StackSet-Set-<suffix>',
  ]);
});
