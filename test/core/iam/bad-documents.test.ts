import { parsePolicy } from '../../../src/core/iam/policy';

const good = { Effect: 'Allow', Action: 'bedrock:InvokeModel', Resource: '*' };
const withStatement = (statement: unknown) => ({ Version: '2012-10-17', Statement: [good, statement] });
const { Effect: _, ...noEffect } = good;
const { Action: __, ...noAction } = good;
const { Resource: ___, ...noResource } = good;

test.each<[string, unknown, string]>([
  ['nothing', undefined, ': must be an object with a \'Statement\', got: undefined'],
  ['null', null, ': must be an object with a \'Statement\', got: null'],
  ['a list', [good], ': must be an object with a \'Statement\', got: [{'],
  ['a text', '{}', ': must be an object with a \'Statement\', got: "{}"'],
  ['no statement', { Version: '2012-10-17' }, ': \'Statement\' is missing'],
  ['an unknown version', { Version: '2012-10-18', Statement: good },
    ': \'Version\' must be "2012-10-17" or "2008-10-17", got: "2012-10-18"'],
  ['an unknown element', { Statements: [good] }, ': \'Statements\' is not an element of a policy; the elements are Version, Id, Statement'],
  ['a statement that is a text', withStatement('Allow'), ', statement 1: must be an object, got: "Allow"'],
  ['a misspelt element', withStatement({ ...noAction, Actoin: '*' }), ', statement 1: \'Actoin\' is not an element of a statement'],
  ['a misspelt effect', withStatement({ ...good, Effect: 'Denny' }), ', statement 1: \'Effect\' must be "Allow" or "Deny", got: "Denny"'],
  ['no effect', withStatement(noEffect), ', statement 1: \'Effect\' is missing: it must be "Allow" or "Deny"'],
  ['no action', withStatement(noAction),
    ', statement 1: \'Action\' is missing: exactly one of \'Action\' and \'NotAction\' must be given'],
  ['both kinds of action', withStatement({ ...good, NotAction: 's3:*' }),
    ', statement 1: exactly one of \'Action\' and \'NotAction\' must be given'],
  ['no resource', withStatement(noResource),
    ', statement 1: \'Resource\' is missing: exactly one of \'Resource\' and \'NotResource\' must be given'],
  ['an empty list of actions', withStatement({ ...good, Action: [] }),
    ', statement 1: \'Action\' must be a string or a list of strings, got: []'],
  ['a number as resource', withStatement({ ...good, Resource: 7 }),
    ', statement 1: \'Resource\' must be a string or a list of strings, got: 7'],
  ['an action without service', withStatement({ ...good, Action: 'InvokeModel' }),
    ', statement 1: an action must be "*" or "service:Action", got: "InvokeModel"'],
  ['an unknown operator', withStatement({ ...good, Condition: { StringMatches: { a: 'b' } } }),
    ', statement 1: \'StringMatches\' is not a condition operator'],
  ['an operator in the wrong case', withStatement({ ...good, Condition: { stringequals: { a: 'b' } } }),
    ', statement 1: \'stringequals\' is not a condition operator'],
  ['an unknown quantifier', withStatement({ ...good, Condition: { 'ForSome:StringEquals': { a: 'b' } } }),
    ', statement 1: \'ForSome:StringEquals\' is not a condition operator'],
  ['a condition that is a list', withStatement({ ...good, Condition: [] }), ', statement 1: \'Condition\' must be an object, got: []'],
  ['an operator without keys', withStatement({ ...good, Condition: { StringEquals: 'a' } }),
    ', statement 1: \'Condition.StringEquals\' must be an object, got: "a"'],
  ['a value of a condition that is null', withStatement({ ...good, Condition: { StringEquals: { a: null } } }),
    ', statement 1: a value of \'StringEquals\' must be a string, a number or a boolean, got: [null]'],
  ['an odd value of Null', withStatement({ ...good, Condition: { Null: { a: 'maybe' } } }),
    ', statement 1: a value of \'Null\' must be "true" or "false", got: "maybe"'],
  ['a resource that is no ARN', withStatement({ ...good, Resource: ['a*'] }), ', statement 1: a resource must be "*" or an ARN, got: "a*"'],
  ['private characters', withStatement({ ...good, Resource: 'arn:aws:x:\uE000' }),
    ': must hold no characters of Unicode\'s private use area'],
  ['a principal that is null', withStatement({ ...good, Principal: null }),
    ', statement 1: \'Principal\' must be "*" or name principals by kind (AWS, Service, Federated, CanonicalUser), got: null'],
  ['a principal in a list', withStatement({ ...good, Principal: ['*'] }), ', statement 1: \'Principal\' must be "*"'],
  ['an unknown kind of principal', withStatement({ ...good, Principal: { aws: '*' } }), ', statement 1: \'Principal\' must be "*"'],
  ['both kinds of principals', withStatement({ ...good, Principal: '*', NotPrincipal: { AWS: '*' } }),
    ', statement 1: \'Principal\' and \'NotPrincipal\' must not both be given'],
  ['a Sid that is a number', withStatement({ ...good, Sid: 1 }), ', statement 1: \'Sid\' must be a string, got: 1'],
  ['a Sid that stands twice', { Statement: [{ ...good, Sid: 'A' }, good, { ...good, Sid: 'A' }] },
    ', statement 2: \'Sid\' must be unique in a document, got: "A", as in statement 0. Rename one of them'],
  ['a document that is a long text', 'x'.repeat(100_000), ': must be an object with a \'Statement\', got: "xxx'],
])('fails for %s', (____, document, message) => {
  expect(() => parsePolicy('mine', document)).toThrow(`policy 'mine'${message}`);
});

test('empty Sids, and Sids that differ in case only, may stand beside each other', () => {
  const sids = ['', '', 'a', 'A', undefined, undefined];
  expect(parsePolicy('mine', { Statement: sids.map((Sid) => ({ ...good, Sid })) }).statements.map(({ sid }) => sid)).toEqual(sids);
});

test('a message quotes no more than one can read', () => {
  expect(() => parsePolicy('mine', 'x'.repeat(100_000))).toThrow(/^.{100,1100}…$/);
});

test.each(['TRUE', true, '${aws:MultiFactorAuthPresent}', '<true or false>', { Ref: 'Flag' }])('a Bool takes %j', (value) => {
  expect(() => parsePolicy('mine', withStatement({ ...good, Condition: { Bool: { a: value }, Null: { a: value } } }))).not.toThrow();
});
