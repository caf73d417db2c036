import { CfnElement, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ClaudeCaller } from '../../src';
import { decideTrustByBoth } from '../support/both-engines';
import { ACCOUNT, CAPE_TOWN } from '../support/decisions';
import { deploy } from '../support/deploy';
import { testStack } from '../support/stack';

/** A request that a trust policy of a public thread answers wrongly, and ours rightly. */
interface Published {
  readonly thread: string;
  readonly principal: string;
  readonly action: string;
  readonly theirs: object;
  readonly ours: iam.IPrincipal;
  readonly who: string;
  readonly context: Record<string, string>;
  /** Whether it should be let in. */
  readonly meant: boolean;
}

const KEY = 'token.actions.githubusercontent.com';
const GITHUB = `arn:aws:iam::${ACCOUNT}:oidc-provider/${KEY}`;
const SAML = `arn:aws:iam::${ACCOUNT}:saml-provider/corporate`;
const PODS = 'pods.eks.amazonaws.com';
const CLUSTER = `arn:aws:eks:af-south-1:${ACCOUNT}:cluster/chat`;
const ANCHOR = `arn:aws:rolesanywhere:af-south-1:${ACCOUNT}:trust-anchor/1234abcd-12ab-34cd-56ef-1234567890ab`;
const ROLE = 'arn:aws:iam::444455556666:role/Assistant';
const AUDIENCE = { [`${KEY}:aud`]: 'sts.amazonaws.com' };
const branch = ClaudeCaller.gitHub({
  owner: 'octo-org', ownerId: '123456', repository: 'octo-repo', repositoryId: '456789', branch: 'main',
});

function gitHub(thread: string, theirs: object, who: string, meant: boolean, sub: string, id = '456789'): Published {
  const context = { ...AUDIENCE, [`${KEY}:sub`]: sub, [`${KEY}:repository_id`]: id };
  return { thread, principal: GITHUB, action: 'sts:AssumeRoleWithWebIdentity', theirs, ours: branch, who, meant, context };
}

const PUBLISHED: Published[] = [
  gitHub('aws-actions/configure-aws-credentials#1939',
    { StringEquals: AUDIENCE, StringLike: { [`${KEY}:sub`]: 'repo:octo-org*/octo-repo*' } },
    'an owner that begins alike', false, 'repo:octo-org-evil/octo-repo:ref:refs/heads/main', '999'),
  gitHub('unfunco/terraform-aws-oidc-github#20', { StringLike: { [`${KEY}:sub`]: 'repo:octo-org/octo-*:*' } },
    'another repository', false, 'repo:octo-org/octo-evil:pull_request', '999'),
  gitHub('aws-actions/configure-aws-credentials#318', { StringEquals: AUDIENCE },
    'anybody on GitHub', false, 'repo:mallory/x:ref:refs/heads/main', '999'),
  gitHub('aws-actions/configure-aws-credentials#1137', { StringEquals: { ...AUDIENCE, [`${KEY}:sub`]: 'repo:octo-org/*' } },
    'the repository itself', true, 'repo:octo-org/octo-repo:ref:refs/heads/main'),
  gitHub('aws-actions/configure-aws-credentials#1938', { StringEquals: AUDIENCE, StringLike: { [`${KEY}:sub`]: 'repo:octo-org/*' } },
    'the repository after it was renamed', true, 'repo:octo-org@123456/octo-repo@456789:ref:refs/heads/main'),
  gitHub('terraform-aws-modules/terraform-aws-iam#659',
    { StringEquals: { ...AUDIENCE, [`${KEY}:sub`]: 'repo:octo-org@123456/octo-repo@456789:ref:refs/heads/main' } },
    'the repository before it was renamed', true, 'repo:octo-org/octo-repo:ref:refs/heads/main'),
  gitHub('aws-actions/configure-aws-credentials#1888',
    { StringEquals: { ...AUDIENCE, [`${KEY}:sub`]: 'repo:octo-org/octo-repo:ref:refs/heads/main' } },
    'who took over the names', false, 'repo:octo-org/octo-repo:ref:refs/heads/main', '999'),
  {
    thread: 'terraform-aws-modules/terraform-aws-eks-pod-identity#11',
    principal: PODS,
    action: 'sts:AssumeRole',
    theirs: {},
    ours: ClaudeCaller.podIdentity({ clusterArn: CLUSTER, namespace: 'chat', serviceAccount: 'assistant' }),
    who: 'pods of any cluster',
    meant: false,
    context: {
      'aws:SourceAccount': ACCOUNT,
      'aws:RequestTag/eks-cluster-arn': `${CLUSTER}-2`,
      'aws:RequestTag/kubernetes-namespace': 'chat',
      'aws:RequestTag/kubernetes-service-account': 'assistant',
    },
  },
  {
    thread: 'aws/aws-cdk#24034, SamlConsolePrincipal',
    principal: SAML,
    action: 'sts:AssumeRoleWithSAML',
    theirs: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
    ours: ClaudeCaller.saml({ providerArn: SAML }),
    who: 'people who sign in in the Region',
    meant: true,
    context: { 'SAML:aud': 'https://af-south-1.signin.aws.amazon.com/saml' },
  },
  {
    thread: 'HackTricks-wiki/hacktricks-cloud#215',
    principal: 'rolesanywhere.amazonaws.com',
    action: 'sts:AssumeRole',
    theirs: { StringEquals: { 'aws:PrincipalTag/x509Subject/CN': 'build.example.com' } },
    ours: ClaudeCaller.rolesAnywhere({ trustAnchorArn: ANCHOR, commonName: 'build.example.com' }),
    who: 'that name from another anchor',
    meant: false,
    context: { 'aws:SourceArn': ANCHOR.replace('1234abcd', '9999abcd'), 'aws:PrincipalTag/x509Subject/CN': 'build.example.com' },
  },
  {
    thread: 'zalando-incubator/kube-aws-iam-controller#11',
    principal: ROLE,
    action: 'sts:AssumeRole',
    theirs: { ArnEquals: { 'aws:PrincipalArn': ROLE } },
    ours: ClaudeCaller.otherAccount({ roleArns: [ROLE], externalId: 'claude-7f3a' }),
    who: 'a role that acts for somebody else',
    meant: false,
    context: { 'aws:PrincipalArn': ROLE, 'sts:ExternalId': 'somebody-else' },
  },
  {
    thread: 'aws/eks-pod-identity-agent#80, role chaining',
    principal: ROLE,
    action: 'sts:TagSession',
    theirs: { StringEquals: { 'sts:ExternalId': 'never' } },
    ours: new iam.SessionTagsPrincipal(ClaudeCaller.otherAccount({ roleArns: [ROLE], externalId: 'claude-7f3a' })),
    who: 'pods whose tags go along, wrapped as docs/callers.md says',
    meant: true,
    context: { 'aws:PrincipalArn': ROLE, 'sts:ExternalId': 'claude-7f3a', 'aws:RequestTag/kubernetes-namespace': 'chat' },
  },
];

function trustOf(assumedBy: iam.IPrincipal): object {
  const stack = testStack(CAPE_TOWN);
  const role = new iam.Role(stack, 'Role', { assumedBy });
  const { Resources } = Template.fromStack(stack).toJSON();
  const { AssumeRolePolicyDocument: document } = Resources[Stack.of(role).getLogicalId(role.node.defaultChild as CfnElement)].Properties;
  return deploy(document, { account: ACCOUNT, region: 'af-south-1' });
}

test.each(PUBLISHED)('$thread: $who', async ({ principal, action, theirs, ours, context, meant }) => {
  const [kind, name] = principal.endsWith('.com') && !principal.startsWith('arn:') ? ['Service', principal]
    : principal === ROLE ? ['AWS', ROLE] : ['Federated', principal];
  const statement = { Effect: 'Allow', Principal: { [kind]: name }, Action: action, Condition: theirs };
  const trusts = [{ Version: '2012-10-17', Statement: [statement] }, trustOf(ours)];
  const outcomes = await Promise.all(trusts.map(async (trust) => decideTrustByBoth(trust, { principal, action, context })));
  expect(outcomes.map((outcome) => outcome === 'ALLOWED')).toEqual([!meant, meant]);
});
