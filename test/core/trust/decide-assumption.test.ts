import * as fc from 'fast-check';
import { InvocationOutcome } from '../../../src/core/iam/outcome';
import { decideAssumption, readTrust } from '../../../src/core/trust/decide-assumption';
import { Case, decideTrust, Judge } from '../../judge/judge';

type TrustCase = Case & Required<Pick<Case, 'trust'>>;

const ROLE = 'arn:aws:iam::111122223333:role/Caller';
const OWN_ROLE = 'arn:aws:iam::111122223333:role/deploy/Runner';
const OTHER_ROLE = 'arn:aws:iam::444455556666:role/Runner';
const SESSION = 'arn:aws:sts::444455556666:assumed-role/Runner/me';
const GITHUB = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com';
const SAML = 'arn:aws:iam::111122223333:saml-provider/Okta';
const PODS = 'pods.eks.amazonaws.com';
const ALLOW_ALL = { name: 'own', document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } };
const TOKEN = {
  'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
  'token.actions.githubusercontent.com:sub': 'repo:o/r:environment:prod',
};
const [YES, NO, DENIED] = ['ALLOWED', 'IMPLICITLY_DENIED', 'EXPLICITLY_DENIED'];

function trust(...statements: object[]) {
  return { Version: '2012-10-17', Statement: statements };
}

function allow(principal: unknown, condition?: object, action: unknown = 'sts:AssumeRole') {
  return { Effect: 'Allow', Principal: principal, Action: action, ...condition && { Condition: condition } };
}

function ask(document: object, principal: string, action = 'sts:AssumeRole', context: Case['context'] = {}): TrustCase {
  return { principal, action, resource: ROLE, context, identity: [ALLOW_ALL], trust: { name: 'trust', document } };
}

const WEB = 'sts:AssumeRoleWithWebIdentity';
const byGitHub = (condition: object) => trust(allow({ Federated: GITHUB }, condition, WEB));
const podTags = (namespace: string) => ({ 'aws:RequestTag/kubernetes-namespace': namespace, 'aws:SourceAccount': '111122223333' });

describe('who may assume a role, by both engines', () => {
  const judge = new Judge();
  afterAll(async () => judge.close());

  test.each<[string, TrustCase, string]>([
    ['a service', ask(trust(allow({ Service: 'lambda.amazonaws.com' })), 'lambda.amazonaws.com'), YES],
    ['another service', ask(trust(allow({ Service: 'lambda.amazonaws.com' })), 'ec2.amazonaws.com'), NO],
    ['one of several services', ask(trust(allow({ Service: ['a.amazonaws.com', 'b.amazonaws.com'] })), 'b.amazonaws.com'), YES],
    ['a role where services are named', ask(trust(allow({ Service: 'lambda.amazonaws.com' })), OWN_ROLE), NO],
    ['the own account by its root', ask(trust(allow({ AWS: 'arn:aws:iam::111122223333:root' })), OWN_ROLE), YES],
    ['the own account by its ID', ask(trust(allow({ AWS: '111122223333' })), OWN_ROLE), YES],
    ['another account', ask(trust(allow({ AWS: '111122223333' })), OTHER_ROLE), NO],
    ['a role by its ARN', ask(trust(allow({ AWS: OTHER_ROLE })), OTHER_ROLE), YES],
    ['another role', ask(trust(allow({ AWS: OTHER_ROLE })), OWN_ROLE), NO],
    ['a session by its ARN', ask(trust(allow({ AWS: SESSION })), SESSION), YES],
    ['another session', ask(trust(allow({ AWS: SESSION })), SESSION.replace('/me', '/you')), NO],
    ['anybody', ask(trust(allow('*')), OTHER_ROLE), YES],
    ['anybody of AWS', ask(trust(allow({ AWS: '*' })), OTHER_ROLE), YES],
    ['a role by a part of its name', ask(trust(allow({ AWS: 'arn:aws:iam::444455556666:role/*' })), OTHER_ROLE), NO],
    ['without the external ID', ask(trust(allow({ AWS: '444455556666' }, { StringEquals: { 'sts:ExternalId': 'x' } })), OTHER_ROLE), NO],
    ['with it', ask(trust(allow({ AWS: '444455556666' }, { StringEquals: { 'sts:ExternalId': 'x' } })), OTHER_ROLE, undefined,
      { 'sts:ExternalId': 'x' }), YES],
    ['a session\'s ARN in aws:PrincipalArn', ask(trust(allow({ AWS: '*' }, { ArnEquals: { 'aws:PrincipalArn': SESSION } })), SESSION,
      undefined, { 'aws:PrincipalArn': OTHER_ROLE }), NO],
    ['all but one', ask(trust({ Effect: 'Allow', NotPrincipal: { AWS: OTHER_ROLE }, Action: 'sts:AssumeRole' }), OWN_ROLE), YES],
    ['the one', ask(trust({ Effect: 'Allow', NotPrincipal: { AWS: OTHER_ROLE }, Action: 'sts:AssumeRole' }), OTHER_ROLE), NO],
    ['a deny of all but one', ask(trust(allow('*'), { Effect: 'Deny', NotPrincipal: { AWS: OTHER_ROLE }, Action: '*' }), OWN_ROLE), DENIED],
    ['a token of GitHub', ask(byGitHub({ StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:o/r:*' } }), GITHUB, WEB,
      TOKEN), YES],
    ['one of another repository', ask(byGitHub({ StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:o/q:*' } }), GITHUB, WEB,
      TOKEN), NO],
    ['a pattern under StringEquals', ask(byGitHub({ StringEquals: { 'token.actions.githubusercontent.com:sub': 'repo:o/r:*' } }), GITHUB,
      WEB, TOKEN), NO],
    ['a key that the token has not', ask(byGitHub({ StringEquals: { 'token.actions.githubusercontent.com:repo': 'o/r' } }), GITHUB, WEB,
      TOKEN), NO],
    ['a key that it need not have', ask(byGitHub({ StringEqualsIfExists: { 'token.actions.githubusercontent.com:repo': 'o/r' } }), GITHUB,
      WEB, TOKEN), YES],
    ['another provider', ask(byGitHub({}), SAML, WEB, TOKEN), NO],
    ['a provider by the wrong action', ask(trust(allow({ Federated: GITHUB })), GITHUB, WEB, TOKEN), NO],
    ['a SAML provider', ask(trust(allow({ Federated: SAML }, { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
      ['sts:AssumeRoleWithSAML', 'sts:TagSession'])), SAML, 'sts:AssumeRoleWithSAML', { 'saml:aud': 'https://signin.aws.amazon.com/saml' }),
    YES],
    ['pods of a namespace', ask(trust(allow({ Service: PODS }, { StringEquals: { 'aws:RequestTag/kubernetes-namespace': 'a' } },
      ['sts:AssumeRole', 'sts:TagSession'])), PODS, 'sts:TagSession', podTags('a')), YES],
    ['pods of another', ask(trust(allow({ Service: PODS }, { StringEquals: { 'aws:RequestTag/kubernetes-namespace': 'a' } },
      ['sts:AssumeRole', 'sts:TagSession'])), PODS, 'sts:AssumeRole', podTags('b')), NO],
    ['pods whose tags are not allowed', ask(trust(allow({ Service: PODS })), PODS, 'sts:TagSession', podTags('a')), NO],
    ['a deny of what is not from the account', ask(trust(allow({ Service: PODS }), {
      Effect: 'Deny',
      Principal: '*',
      Action: 'sts:*',
      Condition: { StringNotEquals: { 'aws:SourceAccount': '111122223333' } },
    }), PODS, undefined, { 'aws:SourceAccount': '999999999999' }),
    DENIED],
  ])('%s', async (_, given, expected) => {
    expect([decideTrust(given).outcome, await judge.ask(given)]).toEqual([expected, expected]);
  });

  const chooseAction = (principal: string, hasTags: boolean) => principal.includes(':oidc-') ? WEB
    : principal.includes(':saml-') ? 'sts:AssumeRoleWithSAML' : hasTags ? 'sts:TagSession' : 'sts:AssumeRole';
  const VISITOR = 'arn:aws:sts::444455556666:assumed-role/Visitor/me';
  /** In an account that no statement names: the judge takes a provider as somebody of its account, which only roles and users are. */
  const PROVIDERS = [GITHUB, SAML].map((arn) => arn.replace('111122223333', '777788889999'));
  const PRINCIPALS = ['lambda.amazonaws.com', PODS, OWN_ROLE, OTHER_ROLE, VISITOR, ...PROVIDERS];
  const KEYS: Readonly<Record<string, readonly string[]>> = {
    'token.actions.githubusercontent.com:sub': ['repo:o/r:ref:refs/heads/main', 'repo:o-evil/r:pull_request'],
    'token.actions.githubusercontent.com:aud': ['sts.amazonaws.com', 'other'],
    'SAML:aud': ['https://signin.aws.amazon.com/saml'],
    'sts:ExternalId': ['secret', 'Secret'],
    'aws:SourceArn': ['arn:aws:rolesanywhere:af-south-1:111122223333:trust-anchor/a', 'arn:aws:rolesanywhere:af-south-1:9:trust-anchor/b'],
    'aws:RequestTag/kubernetes-namespace': ['a', 'b'],
    'aws:PrincipalTag/x509Subject/CN': ['x', 'y'],
  };
  const value = (key: string) => fc.constantFrom(...KEYS[key], ...KEYS[key].map((one) => one.slice(0, -1) + '*'), 'other');
  const condition = fc.constantFrom(...Object.keys(KEYS)).chain((key) => fc.record({
    operator: fc.constantFrom('StringEquals', 'StringLike', 'StringNotEquals', 'StringNotLike', 'StringEqualsIfExists', 'Null'),
    values: fc.array(value(key), { minLength: 1, maxLength: 2 }),
  }).map(({ operator, values }) => ({ [operator]: { [key]: operator === 'Null' ? String(values.length === 1) : values } })));
  const named = fc.oneof(
    fc.constantFrom<unknown>('*', { AWS: '*' }),
    fc.constantFrom(...PRINCIPALS, '111122223333', 'arn:aws:iam::444455556666:root').map((name) =>
      ({ [/oidc-|saml-/.test(name) ? 'Federated' : /^(arn:|\d)/.test(name) ? 'AWS' : 'Service']: name })),
  );
  const statement = fc.record({
    Effect: fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny'),
    principal: named,
    not: fc.constantFrom(false, false, false, true),
    Action: fc.constantFrom('sts:AssumeRole', WEB, 'sts:TagSession', 'sts:*', ['sts:AssumeRole', 'sts:TagSession'], 'STS:assumerole*'),
    Condition: fc.oneof(fc.constant({}), condition),
  }).map(({ principal, not, ...rest }) => ({ ...rest, [not && principal !== '*' ? 'NotPrincipal' : 'Principal']: principal }));
  const cases = fc.record({
    statements: fc.array(statement, { minLength: 1, maxLength: 3 }),
    principal: fc.constantFrom(...PRINCIPALS),
    tags: fc.boolean(),
    context: fc.record(Object.fromEntries(Object.entries(KEYS).map(([key, values]) => [key, fc.constantFrom(...values)])),
      { requiredKeys: [] }) as fc.Arbitrary<Record<string, string>>,
  }).map(({ statements, principal, tags, context }) => ask(trust(...statements), principal,
    chooseAction(principal, tags), context));

  test('random policies are judged alike', async () => {
    const outcomes: Record<string, number> = {};
    await fc.assert(fc.asyncProperty(cases, async (given) => {
      const { outcome } = decideTrust(given);
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      expect(outcome).toBe(await judge.ask(given));
    }), { numRuns: 600, seed: 20261129 });
    expect(Object.values(outcomes).every((count) => count > 20)).toBe(true);
    expect(Object.keys(outcomes).sort()).toEqual([YES, DENIED, NO].sort());
  });
});

describe('what is not known', () => {
  const someRole = { action: 'sts:AssumeRole', principal: { kind: 'AWS' as const, names: [OTHER_ROLE] }, context: {} };

  test.each<[string, object, string, string[]]>([
    ['an account that a parameter says', allow({ AWS: { Ref: 'Account' } }), 'DEPENDS', ['the principal {"Ref":"Account"}']],
    ['an ARN of which a part is known', allow({ AWS: { 'Fn::Sub': 'arn:aws:iam::${Account}:role/Other' } }), 'IMPLICITLY_DENIED', []],
    ['all principals', allow({ 'Fn::GetAtt': ['X', 'Value'] }), 'DEPENDS', ['the principal {"Fn::GetAtt":["X","Value"]}']],
    ['keys that a CfnJson says', allow({ AWS: '*' }, { StringEquals: { 'Fn::GetAtt': ['Keys', 'Value'] } }), 'DEPENDS',
      ['{"Fn::GetAtt":["Keys","Value"]}']],
    ['the organization', allow({ AWS: '*' }, { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } }), 'DEPENDS', ['aws:PrincipalOrgID']],
    ['the time', allow({ AWS: '*' }, { DateLessThan: { 'aws:CurrentTime': '2030-01-01T00:00:00Z' } }), 'DEPENDS', ['aws:CurrentTime']],
    ['a unique ID', allow({ AWS: 'AROAEXAMPLEEXAMPLE' }), 'DEPENDS', ['aws:userid']],
    ['a service called *', allow({ Service: '*' }), 'IMPLICITLY_DENIED', []],
    ['a key that AWS has not', allow({ AWS: '*' }, { StringEquals: { 'aws:PrincipalOrganisation': 'o-1' } }), 'IMPLICITLY_DENIED', []],
    ['the own account', allow({ AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } }), 'IMPLICITLY_DENIED', []],
  ])('%s', (_, statement, outcome, unknown) => {
    expect(decideAssumption(trust(statement), someRole)).toMatchObject({ outcome, unknown });
  });

  test('a token of a provider tells nothing of a principal of AWS', () => {
    const asked = { action: WEB, principal: { kind: 'Federated' as const, names: [GITHUB] }, context: {} };
    const document = trust(allow('*', { Null: { 'aws:PrincipalArn': 'true' } }, WEB));
    expect(decideAssumption(document, asked).outcome).toBe(InvocationOutcome.ALLOWED);
  });

  test('the own account is what the environment says', () => {
    const policy = readTrust(trust(allow({ AWS: { Ref: 'AWS::AccountId' } })), { account: '444455556666' });
    expect(decideAssumption(policy, someRole).outcome).toBe(InvocationOutcome.ALLOWED);
  });
});

describe('what IAM would refuse', () => {
  test.each([
    [{ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole', Resource: '*' },
      'policy \'trust policy\', statement 0: \'Resource\' has no place in a trust policy, which is about its own role: leave it out'],
    [{ Effect: 'Allow', Action: 'sts:AssumeRole' },
      'policy \'trust policy\', statement 0: \'Principal\' is missing: a trust policy must say who may assume the role'],
    [{ Effect: 'Allow', Principal: { Services: 'x' }, Action: 'sts:AssumeRole' },
      'policy \'trust policy\', statement 0: \'Principal\' must be "*" or name principals by kind (AWS, Service, Federated, ' +
      'CanonicalUser), got: {"Services":"x"}'],
  ])('%j', (statement, message) => {
    expect(() => readTrust(trust(statement))).toThrow(message);
  });
});
