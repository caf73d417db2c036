import { readFileSync } from 'node:fs';
import { CfnElement, CfnParameter, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ClaudeCaller, ClaudeModel, GlobalClaudeAccess } from '../../src';
import { decideTrustByBoth } from '../support/both-engines';
import { ACCOUNT, CAPE_TOWN } from '../support/decisions';
import { deploy } from '../support/deploy';
import { testStack } from '../support/stack';

const OTHER = '444455556666';
const GITHUB = `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`;
const SAML = `arn:aws:iam::${ACCOUNT}:saml-provider/corporate`;
const PODS = 'pods.eks.amazonaws.com';
const CERTIFICATES = 'rolesanywhere.amazonaws.com';
const CLUSTER = `arn:aws:eks:af-south-1:${ACCOUNT}:cluster/chat`;
const ISSUER = 'oidc.eks.af-south-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE';
const ANCHOR = `arn:aws:rolesanywhere:af-south-1:${ACCOUNT}:trust-anchor/1234abcd-12ab-34cd-56ef-1234567890ab`;
const ROLE = `arn:aws:iam::${OTHER}:role/platform/Assistant`;
const REPOSITORY = { owner: 'octo-org', ownerId: '123456', repository: 'octo-repo', repositoryId: '456789' };

type Context = Record<string, string>;
interface Row {
  readonly who: string;
  readonly admitted?: boolean;
  readonly principal?: string;
  readonly action?: string;
  /** What differs from what the caller brings along; undefined: it is left out. */
  readonly but?: Record<string, string | undefined>;
}
interface Meant {
  readonly caller: () => iam.IPrincipal;
  readonly principal: string;
  readonly actions: readonly string[];
  readonly context: (region: string) => Context;
  readonly rows: (region: string) => Row[];
}

const WEB = 'sts:AssumeRoleWithWebIdentity';
const KEY = 'token.actions.githubusercontent.com';

function token(sub: string, others: Record<string, string | undefined> = {}) {
  return { [`${KEY}:sub`]: sub, ...others };
}

/** The runs of a repository that one caller means, and all that are not meant. */
function gitHub(run: string, caller: () => iam.IPrincipal, others: readonly string[]): Meant {
  return {
    caller,
    principal: GITHUB,
    actions: [WEB],
    context: () => ({
      [`${KEY}:aud`]: 'sts.amazonaws.com', [`${KEY}:repository_id`]: '456789', [`${KEY}:sub`]: `repo:octo-org/octo-repo:${run}`,
    }),
    rows: () => [
      { who: 'the run that is meant', admitted: true },
      { who: 'the same with immutable IDs', admitted: true, but: token(`repo:octo-org@123456/octo-repo@456789:${run}`) },
      ...others.flatMap((other) => [
        { who: `the repository's ${other}`, but: token(`repo:octo-org/octo-repo:${other}`) },
        { who: `the repository's ${other}, with IDs`, but: token(`repo:octo-org@123456/octo-repo@456789:${other}`) },
      ]),
      { who: 'an owner that begins alike', but: token(`repo:octo-org-evil/octo-repo:${run}`) },
      {
        who: 'an owner that begins alike, with its own ID',
        but: token(`repo:octo-org-evil/octo-repo:${run}`,
          { [`${KEY}:repository_id`]: '999' }),
      },
      { who: 'a repository that begins alike', but: token(`repo:octo-org/octo-repo-evil:${run}`) },
      { who: 'another repository of the owner', but: token(`repo:octo-org/other:${run}`, { [`${KEY}:repository_id`]: '999' }) },
      { who: 'a fork', but: token(`repo:mallory/octo-repo:${run}`, { [`${KEY}:repository_id`]: '999' }) },
      { who: 'who took over the names', but: { [`${KEY}:repository_id`]: '999' } },
      { who: 'who took over the names, with IDs', but: token(`repo:octo-org@1/octo-repo@999:${run}`, { [`${KEY}:repository_id`]: '999' }) },
      { who: 'a token without the repository\'s ID', but: { [`${KEY}:repository_id`]: undefined } },
      { who: 'a token without a subject', but: { [`${KEY}:sub`]: undefined } },
      { who: 'a subject with a suffix', but: token(`repo:octo-org/octo-repo:${run}:x`) },
      { who: 'the names in capitals', but: token(`repo:OCTO-ORG/OCTO-REPO:${run}`) },
      { who: 'a token for somebody else', but: { [`${KEY}:aud`]: 'https://github.com/octo-org' } },
      { who: 'a token without an audience', but: { [`${KEY}:aud`]: undefined } },
      { who: 'the provider of another issuer', principal: `arn:aws:iam::${ACCOUNT}:oidc-provider/gitlab.com` },
      { who: 'a provider of another account', principal: GITHUB.replace(ACCOUNT, OTHER) },
      { who: 'a role of the account', principal: `arn:aws:iam::${ACCOUNT}:role/Admin`, action: 'sts:AssumeRole' },
      { who: 'a token by another action', action: 'sts:AssumeRole' },
    ],
  };
}

const NAMESPACE = 'aws:RequestTag/kubernetes-namespace';
const SERVICE_ACCOUNT = 'aws:RequestTag/kubernetes-service-account';
const CLUSTER_TAG = 'aws:RequestTag/eks-cluster-arn';
const NAME = 'aws:PrincipalTag/x509Subject/CN';

const CALLERS: Record<string, Meant> = {
  'GitHub, an environment': gitHub('environment:production',
    () => ClaudeCaller.gitHub({ ...REPOSITORY, environment: 'production' }),
    ['environment:staging', 'environment:production-evil', 'ref:refs/heads/production', 'ref:refs/heads/main', 'pull_request']),
  'GitHub, an environment with a colon': gitHub('environment:Production%3AV1',
    () => ClaudeCaller.gitHub({ ...REPOSITORY, environment: 'Production:V1', providerArn: GITHUB }),
    ['environment:Production:V1', 'environment:Production', 'environment:production%3Av1']),
  'GitHub, a branch': gitHub('ref:refs/heads/main',
    () => ClaudeCaller.gitHub({ ...REPOSITORY, branch: 'main' }),
    ['ref:refs/heads/main2', 'ref:refs/heads/feature/main', 'ref:refs/tags/main', 'environment:main', 'pull_request']),
  'GitHub, a tag': gitHub('ref:refs/tags/v1',
    () => ClaudeCaller.gitHub({ ...REPOSITORY, tag: 'v1' }),
    ['ref:refs/tags/v10', 'ref:refs/heads/v1', 'environment:v1', 'pull_request']),
  'GitHub, pull requests': gitHub('pull_request',
    () => ClaudeCaller.gitHub({ ...REPOSITORY, pullRequests: true }),
    ['pull_request_target', 'ref:refs/heads/main', 'environment:pull_request', 'ref:refs/heads/pull_request']),
  'EKS Pod Identity': {
    caller: () => ClaudeCaller.podIdentity({ clusterArn: CLUSTER, namespace: 'chat', serviceAccount: 'assistant' }),
    principal: PODS,
    actions: ['sts:AssumeRole', 'sts:TagSession'],
    context: () => ({
      'aws:SourceAccount': ACCOUNT,
      [CLUSTER_TAG]: CLUSTER,
      [NAMESPACE]: 'chat',
      [SERVICE_ACCOUNT]: 'assistant',
      'aws:RequestTag/eks-cluster-name': 'chat',
      'aws:RequestTag/kubernetes-pod-name': 'assistant-0',
    }),
    rows: () => [
      { who: 'the pods', admitted: true },
      { who: 'those of another namespace', but: { [NAMESPACE]: 'chat-evil' } },
      { who: 'those of another service account', but: { [SERVICE_ACCOUNT]: 'default' } },
      { who: 'those of another cluster', but: { [CLUSTER_TAG]: `${CLUSTER}-evil` } },
      { who: 'those of a cluster of that name in another Region', but: { [CLUSTER_TAG]: CLUSTER.replace('af-south-1', 'eu-west-1') } },
      {
        who: 'those of a cluster of that name in another account',
        but: { [CLUSTER_TAG]: CLUSTER.replace(ACCOUNT, OTHER), 'aws:SourceAccount': OTHER },
      },
      { who: 'who claims the cluster from another account', but: { 'aws:SourceAccount': OTHER } },
      { who: 'a request that names no source', but: { 'aws:SourceAccount': undefined } },
      {
        who: 'pods whose association has tags disabled',
        but: { [CLUSTER_TAG]: undefined, [NAMESPACE]: undefined, [SERVICE_ACCOUNT]: undefined },
      },
      { who: 'a node', principal: 'ec2.amazonaws.com' },
      { who: 'a role that brings the tags', principal: `arn:aws:iam::${ACCOUNT}:role/Admin` },
    ],
  },
  'IRSA, as docs/callers.md writes it': {
    caller: () => new iam.OpenIdConnectPrincipal(
      { oidcProviderRef: { oidcProviderArn: `arn:aws:iam::${ACCOUNT}:oidc-provider/${ISSUER}` } } as iam.IOIDCProviderRef,
      { StringEquals: { [`${ISSUER}:aud`]: 'sts.amazonaws.com', [`${ISSUER}:sub`]: 'system:serviceaccount:chat:batch' } },
    ),
    principal: `arn:aws:iam::${ACCOUNT}:oidc-provider/${ISSUER}`,
    actions: [WEB],
    context: () => ({ [`${ISSUER}:aud`]: 'sts.amazonaws.com', [`${ISSUER}:sub`]: 'system:serviceaccount:chat:batch' }),
    rows: () => [
      { who: 'the pods', admitted: true },
      { who: 'those of another namespace', but: { [`${ISSUER}:sub`]: 'system:serviceaccount:evil:batch' } },
      { who: 'those of a service account that begins alike', but: { [`${ISSUER}:sub`]: 'system:serviceaccount:chat:batch2' } },
      { who: 'a token for the cluster itself', but: { [`${ISSUER}:aud`]: 'https://kubernetes.default.svc' } },
      { who: 'those of another cluster', principal: `arn:aws:iam::${ACCOUNT}:oidc-provider/${ISSUER}X` },
    ],
  },
  'SAML': {
    caller: () => ClaudeCaller.saml({ providerArn: SAML }),
    principal: SAML,
    actions: ['sts:AssumeRoleWithSAML', 'sts:TagSession'],
    context: (region) => ({ 'SAML:aud': `https://${region}.signin.aws.amazon.com/saml` }),
    rows: () => [
      { who: 'people who sign in in the Region', admitted: true },
      { who: 'people who sign in without a Region', admitted: true, but: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
      { who: 'people who sign in in another Region', but: { 'SAML:aud': 'https://eu-west-2.signin.aws.amazon.com/saml' } },
      { who: 'an assertion for somebody else', but: { 'SAML:aud': 'https://signin.example.com/saml' } },
      { who: 'an assertion for nobody', but: { 'SAML:aud': undefined } },
      { who: 'people of another provider', principal: `${SAML}-evil` },
      { who: 'people of a provider of that name in another account', principal: SAML.replace(ACCOUNT, OTHER) },
      { who: 'a token', action: WEB },
    ],
  },
  'another account': {
    caller: () => ClaudeCaller.otherAccount({ roleArns: [ROLE], externalId: 'claude-7f3a' }),
    principal: ROLE,
    actions: ['sts:AssumeRole'],
    context: () => ({ 'aws:PrincipalArn': ROLE, 'sts:ExternalId': 'claude-7f3a' }),
    rows: () => [
      { who: 'the role', admitted: true },
      { who: 'the role without an external ID', but: { 'sts:ExternalId': undefined } },
      { who: 'the role with another external ID', but: { 'sts:ExternalId': 'claude-7f3b' } },
      { who: 'the role with the external ID in capitals', but: { 'sts:ExternalId': 'CLAUDE-7F3A' } },
      ...[
        ['another role of that account', `arn:aws:iam::${OTHER}:role/platform/Other`],
        ['the role\'s name without its path', `arn:aws:iam::${OTHER}:role/Assistant`],
        ['the role\'s name under another path', `arn:aws:iam::${OTHER}:role/platform/evil/Assistant`],
        ['a role that begins alike', `${ROLE}2`],
        ['a user of that name', `arn:aws:iam::${OTHER}:user/platform/Assistant`],
        ['the root of that account', `arn:aws:iam::${OTHER}:root`],
        ['a role of that name in a third account', ROLE.replace(OTHER, '777788889999')],
        ['a role of that name in the own account', ROLE.replace(OTHER, ACCOUNT)],
      ].map(([who, arn]) => ({ who, principal: arn, but: { 'aws:PrincipalArn': arn } })),
      { who: 'a service', principal: 'lambda.amazonaws.com' },
      { who: 'the role with session tags', action: 'sts:TagSession' },
    ],
  },
  'IAM Roles Anywhere': {
    caller: () => ClaudeCaller.rolesAnywhere({ trustAnchorArn: ANCHOR, commonName: 'build.example.com' }),
    principal: CERTIFICATES,
    actions: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
    context: () => ({ 'aws:SourceArn': ANCHOR, 'aws:SourceAccount': ACCOUNT, [NAME]: 'build.example.com' }),
    rows: () => [
      { who: 'the certificate', admitted: true },
      { who: 'another certificate of the anchor', but: { [NAME]: 'test.example.com' } },
      { who: 'a name that begins alike', but: { [NAME]: 'build.example.com.evil.com' } },
      { who: 'several names', but: { [NAME]: 'build.example.com/test.example.com' } },
      { who: 'a certificate without a name', but: { [NAME]: undefined } },
      { who: 'that name from another anchor', but: { 'aws:SourceArn': ANCHOR.replace('1234abcd', '9999abcd') } },
      { who: 'that name from an anchor of another account', but: { 'aws:SourceArn': ANCHOR.replace(ACCOUNT, OTHER) } },
      { who: 'that name from an anchor of another Region', but: { 'aws:SourceArn': ANCHOR.replace('af-south-1', 'eu-west-1') } },
      { who: 'that name from no anchor', but: { 'aws:SourceArn': undefined } },
      { who: 'another service', principal: 'lambda.amazonaws.com' },
      { who: 'a role that has such a tag', principal: `arn:aws:iam::${ACCOUNT}:role/Admin` },
    ],
  },
};

const STACKS: [string, () => Stack, string][] = [
  ['in af-south-1', () => testStack(CAPE_TOWN), 'af-south-1'],
  ['without an environment', () => testStack(), 'af-south-1'],
  ['in us-east-1, for Cape Town', () => testStack({ account: ACCOUNT, region: 'us-east-1' }), 'us-east-1'],
];

function readTrust(role: iam.IRole): any {
  const stack = Stack.of(role);
  const { Resources } = Template.fromStack(stack).toJSON();
  return Resources[stack.getLogicalId(role.node.defaultChild as CfnElement)].Properties.AssumeRolePolicyDocument;
}

function trustOf(role: iam.IRole, region: string): any {
  return deploy(readTrust(role), { account: ACCOUNT, region });
}

/** The context with what differs. */
function change(context: Context, but: Row['but']): Context {
  const changed = Object.entries({ ...context, ...but }).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(changed);
}

/** Whether somebody may do all that it takes; `some` would be neither. */
async function ask(trust: object, { principal, actions, context }: Meant, row: Row, region: string): Promise<boolean | 'some'> {
  const asked = row.action ? [row.action] : actions;
  const outcomes = await Promise.all(asked.map(async (action) =>
    decideTrustByBoth(trust, { principal: row.principal ?? principal, action, context: change(context(region), row.but) })));
  const allowed = outcomes.filter((outcome) => outcome === 'ALLOWED').length;
  return allowed > 0 && allowed < outcomes.length ? 'some' : allowed > 0;
}

function giveRole(stack: Stack, meant: Meant): iam.IRole {
  return new GlobalClaudeAccess(stack, 'Access', {
    models: [ClaudeModel.SONNET_5_5], sourceRegion: 'af-south-1', assumedBy: meant.caller(),
  }).role!;
}

describe.each(STACKS)('a role %s', (_, make, region) => {
  test.each(Object.entries(CALLERS))('for %s has the trust that is judged below, with the endpoint of its Region', async (__, meant) => {
    const judged = trustOf(giveRole(STACKS[0][1](), meant), 'af-south-1');
    const trust = trustOf(giveRole(make(), meant), region);
    expect(trust).toEqual(JSON.parse(JSON.stringify(judged).replace('af-south-1.signin', `${region}.signin`)));
    expect(await ask(trust, meant, meant.rows(region)[0], region)).toBe(true);
  });
});

describe.each(Object.entries(CALLERS))('for %s', (_, meant) => {
  const [, make, region] = STACKS[0];
  const trust = trustOf(giveRole(make(), meant), region);
  const [statement] = trust.Statement;
  const keys = Object.entries<object>(statement.Condition).flatMap(([operator, block]) =>
    Object.keys(block).map((key) => ({ operator, key })));

  test.each(meant.rows(region))('$who: $admitted', async (row) => {
    expect(await ask(trust, meant, row, region)).toBe(row.admitted ?? false);
  });

  test.each(keys)('without its condition on $key, somebody else is let in', async ({ operator, key }) => {
    const { [key]: _gone, ...rest } = statement.Condition[operator];
    const wider = { ...trust, Statement: [{ ...statement, Condition: { ...statement.Condition, [operator]: rest } }] };
    const answers = await Promise.all(meant.rows(region).filter(({ admitted }) => !admitted)
      .map(async (row) => ask(wider, meant, row, region)));
    expect(answers).toContain(true);
  });

  test.each(meant.actions)('without %s, the caller itself is refused', async (action) => {
    const narrower = { ...trust, Statement: [{ ...statement, Action: [statement.Action].flat().filter((one: string) => one !== action) }] };
    if (narrower.Statement[0].Action.length > 0) {
      expect(await ask(narrower, meant, meant.rows(region)[0], region)).toBe('some');
    }
  });

  test('nothing but one allow of just these actions, by exact values', () => {
    expect(trust.Statement).toHaveLength(1);
    expect([statement.Effect, [statement.Action].flat()]).toEqual(['Allow', meant.actions]);
    expect(Object.keys(statement.Condition).filter((operator) => !['StringEquals', 'ArnEquals'].includes(operator))).toEqual([]);
    expect(JSON.stringify(trust)).not.toMatch(/[*?]|\$\{/);
  });
});

describe('a caller', () => {
  const pods = ClaudeCaller.podIdentity({ clusterArn: CLUSTER, namespace: 'chat', serviceAccount: 'assistant' });

  test('is assumedBy of a plain role as well, and one of two', () => {
    const stack = testStack(CAPE_TOWN);
    const alone = new iam.Role(stack, 'Alone', { assumedBy: pods });
    const both = new iam.Role(stack, 'Both', {
      assumedBy: new iam.CompositePrincipal(pods, ClaudeCaller.gitHub({ ...REPOSITORY, environment: 'production' }),
        ClaudeCaller.gitHub({ ...REPOSITORY, branch: 'main' })),
    });
    const [own] = trustOf(alone, 'af-south-1').Statement;
    const statements = trustOf(both, 'af-south-1').Statement;
    expect(statements).toHaveLength(3);
    expect(statements[0]).toEqual(own);
    expect(statements.filter(({ Sid }: any) => Sid)).toEqual([]); // two alike would be refused
  });

  test('takes further conditions', async () => {
    const { role } = new GlobalClaudeAccess(testStack(CAPE_TOWN), 'Access', {
      models: [ClaudeModel.SONNET_5_5],
      assumedBy: new iam.PrincipalWithConditions(pods, { StringEquals: { 'aws:RequestTag/kubernetes-pod-name': 'assistant-0' } }),
    });
    const [, meant] = Object.entries(CALLERS).find(([name]) => name === 'EKS Pod Identity')!;
    const row = { who: 'another pod', but: { 'aws:RequestTag/kubernetes-pod-name': 'assistant-1' } };
    const trust = trustOf(role!, 'af-south-1');
    expect([await ask(trust, meant, meant.rows('')[0], ''), await ask(trust, meant, row, '')]).toEqual([true, false]);
  });

  test('cannot be granted anything itself', () => {
    const access = new GlobalClaudeAccess(testStack(CAPE_TOWN), 'Access', { models: [ClaudeModel.SONNET_5_5] });
    expect(() => access.grantInvoke(pods)).toThrow(/'grantee' must be a role, user or group .*, which has no policy of its own/);
  });

  test('shows its trust as a principal of a policy', () => {
    const { principalJson, conditions } = pods.policyFragment;
    expect([principalJson, Object.keys(conditions), pods.assumeRoleAction])
      .toEqual([{ Service: [PODS] }, ['StringEquals', 'ArnEquals'], 'sts:AssumeRole']);
  });

  test.each<[string, (stack: Stack) => iam.IPrincipal, unknown]>([
    ['a provider that the app makes', (stack) => ClaudeCaller.gitHub({
      ...REPOSITORY,
      branch: 'main',
      provider: new iam.OidcProviderNative(stack, 'GitHub', { url: `https://${KEY}`, clientIds: ['sts.amazonaws.com'] }),
    }), { Ref: 'GitHub38B7EEC4' }],
    ['a provider of the older kind that is imported', (stack) => ClaudeCaller.gitHub({
      ...REPOSITORY, branch: 'main', provider: iam.OpenIdConnectProvider.fromOpenIdConnectProviderArn(stack, 'GitHub', GITHUB),
    }), GITHUB],
    ['a SAML provider that is imported', (stack) => ClaudeCaller.saml({
      provider: iam.SamlProvider.fromSamlProviderArn(stack, 'Corporate', SAML),
    }), SAML],
  ])('takes %s', (_, caller, expected) => {
    const stack = testStack(CAPE_TOWN);
    const role = new iam.Role(stack, 'Role', { assumedBy: caller(stack) });
    const { Statement: [statement] } = readTrust(role);
    expect(statement.Principal).toEqual({ Federated: expected });
  });

  test('reads the account of a role whose ARN only the deployment knows', () => {
    const stack = testStack(CAPE_TOWN);
    const roleArn = new CfnParameter(stack, 'Caller').valueAsString;
    const role = new iam.Role(stack, 'Role', { assumedBy: ClaudeCaller.otherAccount({ roleArns: [roleArn], externalId: 'claude-7f3a' }) });
    const part = (index: number) => ({ 'Fn::Select': [index, { 'Fn::Split': [':', { Ref: 'Caller' }] }] });
    const { Statement: [statement] } = readTrust(role);
    expect(statement.Principal).toEqual({ AWS: { 'Fn::Join': ['', ['arn:', part(1), ':iam::', part(4), ':root']] } });
    expect(statement.Condition.ArnEquals).toEqual({ 'aws:PrincipalArn': [{ Ref: 'Caller' }] });
  });
});

test('docs/callers.md has a row for each caller, and counts them', () => {
  const page = readFileSync('docs/callers.md', 'utf8');
  const made = Object.getOwnPropertyNames(ClaudeCaller).filter((name) => !['length', 'name', 'prototype'].includes(name));
  expect([...page.matchAll(/\| `ClaudeCaller\.(\w+)` \|/g)].map(([, name]) => name).sort()).toEqual(made.sort());
  expect([made.length, page.includes('five kinds of callers')]).toEqual([5, true]);
});
