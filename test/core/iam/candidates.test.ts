import { listRoleNames, namePermissionSetRole } from '../../../src/core/app/names';
import { callGlobally } from '../../../src/core/call/calls';
import { Unknown, withCandidates } from '../../../src/core/call/unknown-facts';
import { parsePolicy } from '../../../src/core/iam/policy';
import { IamRequest } from '../../../src/core/iam/request';
import { ANY_HEX_DIGIT, ANY_LETTER_OR_DIGIT } from '../../../src/core/iam/special-characters';
import { decideCondition, makeRequest } from '../../support/deployed-names';
import { checkNames } from '../../support/names-property';

const NAME = ['the name of the role'];
const PATH = ['the path of the role'];
const ROLE = 'arn:aws:iam::111122223333:role/';
const task = { kind: 'role', candidates: listRoleNames(['App'], 'Task') } as const;
const two = { kind: 'role', candidates: listRoleNames(['Blue', 'Green'], 'Task') } as const;

describe('a pattern is decided over all candidates', () => {
  test.each<[string, 'match' | 'miss' | string[], typeof task]>([
    ['App-Task-*', 'match', task],
    ['App-Task-????????????*', 'match', task],
    ['App-Task-????????????', NAME, task],
    ['App-Task-?????????????', NAME, task],
    ['App-Task-???????????', 'miss', task],
    ['App-Task-??????????????*', 'miss', task],
    ['App-Task-AbCdEfGhIjK1', NAME, task],
    ['App-Task-A*', NAME, task],
    ['App-Task-*A', NAME, task],
    ['App-Task-*-*', 'miss', task],
    ['App-Task-AbCdEfGhIjK-', 'miss', task],
    ['App-Task-AbCdEfGhIjK123', 'miss', task],
    ['App-Task', 'miss', task],
    ['app-task-*', 'miss', task],
    ['team/App-Task-*', 'miss', task],
    ['*', 'match', task],
    ['Blue-*', NAME, two],
    ['*e*-Task-*', 'match', two],
    ['Red-*', 'miss', two],
  ])('%s: %j', (pattern, decided, role) => {
    const request = makeRequest(role);
    for (const operator of ['StringLike', 'ArnLike', 'ArnEquals', 'ForAnyValue:StringLike', 'ForAllValues:ArnLikeIfExists']) {
      expect([operator, decideCondition(operator, [ROLE + pattern], request)]).toEqual([operator, decided]);
    }
    const not = decided === 'match' ? 'miss' : decided === 'miss' ? 'match' : decided;
    for (const operator of ['StringNotLike', 'ArnNotLike', 'ArnNotEqualsIfExists', 'ForAllValues:StringNotLike']) {
      expect([operator, decideCondition(operator, [ROLE + pattern], request)]).toEqual([operator, not]);
    }
  });

  test.each<[string, 'match' | 'miss' | string[]]>([
    ['App-Task-ABCDEFGHIJKL', NAME],
    ['App-Task-ABCDEFGHIJKLM', NAME],
    ['App-Task-ABCDEFGHIJK', 'miss'],
    ['App-Task-ABCDEFGHIJK*', 'miss'],
    ['App-Task-????????????', 'miss'],
  ])('StringEquals has no wildcards: %s', (name, decided) => {
    expect(decideCondition('StringEquals', [ROLE + name], makeRequest(task))).toEqual(decided);
  });

  test('StringEqualsIgnoreCase may equal what it is, whatever the case', () => {
    const decide = (name: string) => decideCondition('StringEqualsIgnoreCase', [ROLE + name], makeRequest(task));
    expect([decide('APP-TASK-ABCDEFGHIJKL'), decide('APP-TASK-ABCDEFGHIJK'), decide('APP-OTHER-ABCDEFGHIJKL')])
      .toEqual([NAME, 'miss', 'miss']);
  });

  test('a name that is wholly known is decided always', () => {
    const decide = (pattern: string) => decideCondition('ArnLike', [ROLE + pattern], makeRequest({ kind: 'role', candidates: ['App'] }));
    expect([decide('App'), decide('A??'), decide('App-*'), decide('Apq')]).toEqual(['match', 'match', 'miss', 'miss']);
  });

  test('hexadecimal digits are no capitals and no letters behind f', () => {
    const admin = { kind: 'role', candidates: [namePermissionSetRole('Admin')] } as const;
    const decide = (end: string) => decideCondition('StringLike', [`${ROLE}*/AWSReservedSSO_Admin_${end}`],
      makeRequest(admin, 'aws-reserved/sso.amazonaws.com/'));
    expect([decide('*'), decide('0123456789abcdef'), decide('*e'), decide('*g'), decide('*A'), decide('0123456789abcdef0')])
      .toEqual(['match', NAME, NAME, 'miss', 'miss', 'miss']);
  });

  test('without candidates the name may be any', () => {
    const decide = (pattern: string) => decideCondition('ArnLike', [ROLE + pattern], makeRequest({ kind: 'role', candidates: [] }));
    expect([decide('*'), decide('Anything'), decide('')]).toEqual(['match', NAME, 'miss']);
  });
});

describe('together with a path that nobody said', () => {
  const inFolder = makeRequest(task, Unknown.ROLE_PATH);
  test.each<[string, 'match' | 'miss' | string[]]>([
    ['*/App-Task-*', PATH],
    ['*App-Task-*', 'match'],
    ['App-Task-*', PATH],
    ['team/App-Task-*', PATH],
    ['team/Other', 'miss'],
    ['team/Other-*', PATH],
    ['App-Task-AbCdEfGhIjK1', NAME],
    ['*App-Task-AbCdEfGhIjK1', NAME],
    ['team/App-Task-AbCdEfGhIjK1', [...PATH, ...NAME]],
    ['team/App-Task-AbCdEfGhIjK', 'miss'],
  ])('%s: %j', (pattern, decided) => {
    expect(decideCondition('ArnLike', [ROLE + pattern], inFolder)).toEqual(decided);
  });

  test('a list of patterns depends on what each of them does', () => {
    expect(decideCondition('ArnNotLike', [`${ROLE}Other-*`, `${ROLE}App-Task-A*`], makeRequest(task))).toEqual(NAME);
    expect(decideCondition('ArnNotLike', [`${ROLE}App-Task-A*`, `${ROLE}App-*`], makeRequest(task))).toBe('miss');
    expect(decideCondition('ForAllValues:StringNotEquals', [`${ROLE}App-Task`, `${ROLE}App`], makeRequest(task))).toBe('match');
  });
});

describe('where more than the name is open', () => {
  const matchOf = (condition: object, request: IamRequest) => {
    const statement = { Effect: 'Deny', Action: '*', Resource: '*', Condition: condition };
    return parsePolicy('scp', { Version: '2012-10-17', Statement: statement }).statements[0].matches(request);
  };

  test('the caller is its own, by a policy variable', () => {
    const own = { StringEquals: { 'aws:PrincipalArn': '${aws:PrincipalArn}' } };
    expect([matchOf(own, makeRequest(task)), matchOf(own, makeRequest(two, Unknown.ROLE_PATH))]).toEqual([true, true]);
  });

  test('what a placeholder may be decides nothing, but for a name that no candidate has', () => {
    const like = (pattern: string, path = '') => matchOf({ ArnLike: { 'aws:PrincipalArn': pattern } }, makeRequest(task, path));
    expect(like('arn:aws:iam::<ACCOUNT>:role/Other-*')).toBe(false);
    expect(like('arn:aws:iam::<ACCOUNT>:role/App-Task-*')).toEqual([expect.stringContaining('ACCOUNT')]);
    expect(like('arn:aws:iam::<ACCOUNT>:role/App-Task-???')).toBe(false);
    expect(like('arn:aws:iam::<ACCOUNT>:role/team/App-Task-*', Unknown.ROLE_PATH)).toEqual([expect.stringContaining('ACCOUNT')]);
  });

  test('the account is named where it alone decides', () => {
    const caller = {
      account: Unknown.ACCOUNT,
      region: 'af-south-1',
      partition: 'aws',
      nameCandidates: task.candidates,
      principalArn: `arn:aws:iam::${Unknown.ACCOUNT}:role/${Unknown.ROLE_NAME}`,
    };
    const [request] = callGlobally(caller, 'anthropic.claude-opus-5-5');
    const like = (pattern: string) => matchOf({ ArnLike: { 'aws:PrincipalArn': pattern } }, request);
    expect([like(`${ROLE}App-Task-*`), like('arn:aws:iam::*:role/App-Task-A*'), like('arn:aws:iam::*:role/App-Task-*')])
      .toEqual([['the account'], NAME, true]);
  });
});

test('one prepared pattern keeps the callers apart whose names differ, though their ARNs read the same', () => {
  const { statements: [{ matches }] } = parsePolicy('scp', {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Deny', Action: '*', Resource: '*', Condition: { ArnLike: { 'aws:PrincipalArn': `${ROLE}App-*` } },
    },
  });
  const other = { kind: 'role', candidates: listRoleNames(['Other'], 'Task') } as const;
  expect([task, other, task, two, task].map((role) => matches(makeRequest(role)))).toEqual([true, false, true, false, true]);
});

test('one list of candidates is one map of what is open, and a policy may hold none of its characters', () => {
  expect(withCandidates(task.candidates)).toBe(withCandidates(task.candidates));
  expect(() => decideCondition('StringLike', [ROLE + ANY_LETTER_OR_DIGIT], makeRequest(task))).toThrow();
  expect(() => decideCondition('StringLike', [ROLE + ANY_HEX_DIGIT], makeRequest(task))).toThrow();
});

test('no pattern is decided against the deployed name', () => {
  const { match, miss, depends } = checkNames({ numRuns: 4_000, seed: 20261129 });
  expect(Math.min(match, miss, depends)).toBeGreaterThan(300);
});
