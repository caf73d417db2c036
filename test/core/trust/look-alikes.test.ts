import { isDenied } from '../../../src/core/iam/outcome';
import { listAdmissions } from '../../../src/core/trust/admission';
import { askAll, listActions, listMeant } from '../../../src/core/trust/ask-assumption';
import { decideAssumption, readTrust } from '../../../src/core/trust/decide-assumption';
import { fillConditions } from '../../../src/core/trust/fill-conditions';
import { LOOK_ALIKES } from '../../../src/core/trust/look-alikes';
import { PolicyDocument } from '../../judge/arbitraries';
import { Case, Judge } from '../../judge/judge';

const PLACE = { account: '111122223333', ownAccounts: new Set(['111122223333']), hasPodAssociation: false };
const HUB = 'token.actions.githubusercontent.com';
const CLUSTER = 'oidc.eks.eu-west-1.amazonaws.com/id/A';
const ANCHOR = 'arn:aws:rolesanywhere:eu-west-1:111122223333:trust-anchor/a';
const oidc = (host: string) => ({ Federated: `arn:aws:iam::111122223333:oidc-provider/${host}` });
const WEB = 'sts:AssumeRoleWithWebIdentity';
const AUD = { [`${HUB}:aud`]: 'sts.amazonaws.com' };
const ASKED = ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'];

/** Each look-alike admitted, or nearly so, or shut out. */
const STATEMENTS: readonly [principal: unknown, action: unknown, condition?: object][] = [
  ['*', ASKED], [{ AWS: '*' }, ASKED, { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } }],
  [{ AWS: '222233334444' }, ASKED], [{ AWS: 'arn:aws:iam::222233334444:root' }, ASKED, { StringEquals: { 'sts:ExternalId': 'e' } }],
  [oidc(HUB), WEB, { StringEquals: AUD }], [oidc(HUB), WEB, { StringEquals: AUD, StringLike: { [`${HUB}:sub`]: 'repo:o*' } }],
  [oidc(HUB), WEB, { StringEquals: AUD, StringLike: { [`${HUB}:sub`]: ['repo:o/r:*', 'repo:p/*'] } }],
  [oidc(HUB), WEB, { StringEquals: { ...AUD, [`${HUB}:repository_id`]: '1' } }],
  [oidc('gitlab.com'), WEB, { StringLike: { 'gitlab.com:sub': 'project_path:g*' } }],
  ...['*', '*:environment:prod', '*octo/app*', '*octo/app:*', 'repo:*octo/app:*', 'repo:?cto/app:*', 'repo:octo*@*/app@*:*'].map((sub) =>
    [oidc(HUB), WEB, { StringEquals: AUD, StringLike: { [`${HUB}:sub`]: sub } }] as [object, string, object]),
  [oidc('app.terraform.io'), WEB, { StringLike: { 'app.terraform.io:sub': '*:workspace:w:run_phase:*' } }],
  ['*', ASKED, { StringLike: { 'aws:userid': 'AROAEXAMPLE:*' } }], ['*', ASKED, { StringEquals: { 'aws:VpceOrgID': 'o-1' } }],
  ['*', ASKED, { ArnLike: { 'lambda:SourceFunctionArn': 'arn:aws:lambda:*:111122223333:function:*' } }],
  ...['StringEqualsIfExists', 'ForAllValues:StringEquals', 'StringLike'].map((operator): [string, string[], object] =>
    ['*', ASKED, { [operator]: { 'aws:PrincipalOrgID': 'o-1' } }]),
  ['*', ASKED, { 'ForAllValues:StringLike': { 'aws:PrincipalOrgPaths': 'o-1/*' } }],
  ...['*', '?*', 'secret*'].map((id): [string, string[], object] => ['*', ASKED, { StringLike: { 'sts:ExternalId': id } }]),
  ...['*', '2222*', '222233334444'].map((id): [string, string[], object] => ['*', ASKED, { StringLike: { 'aws:PrincipalAccount': id } }]),
  ...[['repository', 'octo*/app'], ['repository', 'octo/*'], ['repository_id', '1*'], ['actor', 'm*'], ['job_workflow_ref', 'octo*/a/*']]
    .map(([claim, value]): [object, string, object] =>
      [oidc(HUB), WEB, { StringEquals: AUD, StringLike: { [`${HUB}:${claim}`]: value } }]),
  [{ Service: 'pods.eks.amazonaws.com' }, ASKED, { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['kubernetes-namespace'] } }],
  ...['*', 'eu-west-1:*', 'eu-west-1:1'].map((aud): [object, string, object] =>
    [{ Federated: 'cognito-identity.amazonaws.com' }, WEB, { StringLike: { 'cognito-identity.amazonaws.com:aud': aud } }]),
  ...['*', 'amzn1.*', 'amzn1.account.A'].flatMap((id) => ['user_id', 'app_id'].map((claim): [object, string, object] =>
    [{ Federated: 'www.amazon.com' }, WEB, { StringLike: { [`www.amazon.com:${claim}`]: id } }])),
  ...[
    ['ArnLike', 'arn:*:iam::444455556666:role/x'], ['ArnLike', 'arn:aws*:iam::*:role/x'], ['StringLike', '*:role/x'], ['StringLike', '*'],
    ['ArnEquals', 'arn:aws:iam::????????????:user/*'], ['StringLike', '*444455556666*'], ['ArnLike', 'arn:*:sts::*:assumed-role/x/*'],
  ].flatMap(([operator, arn]) => ['*', '444455556666'].map((AWS): [object, string[], object] =>
    [{ AWS }, ASKED, { [operator]: { 'aws:PrincipalArn': arn } }])),
  [{ Service: 'pods.eks.amazonaws.com' }, ASKED, { ArnLike: { 'aws:SourceArn': 'arn:aws:eks:eu-west-1:111122223333:cluster/*' } }],
  [{ Service: 'pods.eks.amazonaws.com' }, ASKED, { ArnLike: { 'aws:RequestTag/eks-cluster-arn': 'arn:aws:eks:*:111122223333:cluster/*' } }],
  [{ Service: 'rolesanywhere.amazonaws.com' }, ASKED, { ArnLike: { 'aws:SourceArn': `${ANCHOR}*` } }],
  [{ Service: 'rolesanywhere.amazonaws.com' }, ASKED, { ArnLike: { 'aws:SourceArn': ANCHOR.replace(/a$/, '*') } }],
  [oidc(CLUSTER), WEB, { StringEquals: { [`${CLUSTER}:aud`]: 'system:serviceaccount:n:s' } }],
  [oidc(CLUSTER), WEB, { StringLike: { [`${CLUSTER}:sub`]: 'system:serviceaccount:*:s' } }],
  [{ Service: 'pods.eks.amazonaws.com' }, ASKED], [{ Service: 'rolesanywhere.amazonaws.com' }, ASKED],
  [{ Service: 'pods.eks.amazonaws.com' }, ASKED, { StringEquals: { 'aws:RequestTag/kubernetes-namespace': 'n' } }],
  [{ Service: 'rolesanywhere.amazonaws.com' }, ASKED, { ArnEquals: { 'aws:SourceArn': ANCHOR } }],
  [{ Federated: 'cognito-identity.amazonaws.com' }, WEB, { StringEquals: { 'cognito-identity.amazonaws.com:aud': 'p' } }],
  [{ Federated: 'accounts.google.com' }, WEB], [{ Federated: 'www.amazon.com' }, WEB, { StringEquals: { 'www.amazon.com:app_id': 'a' } }],
];

const judge = new Judge();
afterAll(async () => judge.close());

test('of each look-alike and of whoever is meant, the independent engine says the same', async () => {
  const outcomes: string[] = [];
  for (const [Principal, Action, Condition = {}] of STATEMENTS) {
    const document: PolicyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal, Action, Condition }] };
    const trust = readTrust(document);
    for (const admission of listAdmissions(trust)) {
      const { fills: meant } = fillConditions(admission, trust.statements);
      const probes = LOOK_ALIKES.filter(({ isConcerned }) => isConcerned(admission, PLACE))
        .flatMap(({ listProbes }) => meant.flatMap((one) => listProbes(admission, one)))
        .map(({ requester, brought }) => ({ principal: requester, context: brought }));
      const asked = [...probes, ...meant.flatMap((one) => listMeant(admission, one) ?? [])];
      for (const { principal, context } of new Map(asked.map((one) => [JSON.stringify(one), one])).values()) {
        for (const action of listActions(admission)) {
          const { outcome, unknown } = decideAssumption(trust, { action, principal, context });
          expect([unknown, await judge.ask(writeCase(document, principal.names[0], action, context))]).toEqual([[], outcome]);
          outcomes.push(`${isDenied(outcome)}`);
        }
      }
    }
  }
  const count = (one: string) => outcomes.filter((other) => other === one).length;
  expect([count('true') > 20, count('false') > 20]).toEqual([true, true]);
}, 60_000);

function writeCase(document: object, principal: string, action: string, context: Case['context']): Case {
  return {
    principal,
    action,
    resource: 'arn:aws:iam::111122223333:role/Caller',
    // The judge does not read a name for what it says, and of a key of one value it takes the value, not a list.
    context: Object.fromEntries(Object.entries({ ...readName(principal), ...context }).filter(([, values]) => values.length > 0)
      .map(([key, values]) => [key, /:amr$|tagkeys$|orgpaths$/.test(key) ? values : values[0]])),
    identity: [{ name: 'own', document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } }],
    trust: { name: 'trust', document },
  };
}

function readName(principal: string): Record<string, string[]> {
  const [, account] = /^arn:[^:]*:iam::([^:]*):(?:role\/|user\/|root$)/.exec(principal) ?? [];
  return account === undefined ? {} : { 'aws:PrincipalArn': [principal], 'aws:PrincipalAccount': [account] };
}

test('what somebody asks for at once is denied where one of it is', () => {
  const trust = readTrust({ Statement: { Effect: 'Allow', Principal: { Service: 'pods.eks.amazonaws.com' }, Action: 'sts:AssumeRole' } });
  const pods = { kind: 'Service' as const, names: ['pods.eks.amazonaws.com'] };
  expect(askAll(trust, ['sts:AssumeRole'], pods, {})).toMatchObject({ outcome: 'ALLOWED' });
  const both = askAll(trust, ['sts:AssumeRole', 'sts:TagSession'], pods, {});
  expect(both).toMatchObject({ outcome: 'IMPLICITLY_DENIED', action: 'sts:TagSession' });
});
