import { judgeApp } from '../../../src/core/app/judge-app';
import { AppReport } from '../../../src/core/app/report';
import { readTrust } from '../../../src/core/trust/decide-assumption';
import { findTrustFaults } from '../../../src/core/trust/find-trust-faults';
import { assemblyOf } from '../../support/assemblies';
import { roleResource, smallAssembly } from '../../support/small-assembly';

const OWN = '111122223333';
const OTHER = '222233334444';
const GITHUB = `arn:aws:iam::${OWN}:oidc-provider/token.actions.githubusercontent.com`;
const ISSUER = 'oidc.eks.af-south-1.amazonaws.com/id/ABC';
const EKS = `arn:aws:iam::${OWN}:oidc-provider/${ISSUER}`;
const AUDIENCES = ['https://signin.aws.amazon.com/saml', 'https://af-south-1.signin.aws.amazon.com/saml'];
const ANCHOR = `arn:aws:rolesanywhere:af-south-1:${OWN}:trust-anchor/a1`;
const POD_ACTIONS = ['sts:AssumeRole', 'sts:TagSession'];
const CERTIFICATE_ACTIONS = [...POD_ACTIONS, 'sts:SetSourceIdentity'];
const HUB = 'token.actions.githubusercontent.com';
const AUD = { [`${HUB}:aud`]: 'sts.amazonaws.com' };
const WEB = 'sts:AssumeRoleWithWebIdentity';
const [WIDE, CLOSED] = ['wide-trust', 'closed-trust'];

function judge(trust: object, more: object = {}, environment = `aws://${OWN}/af-south-1`): AppReport {
  const role = roleResource({ AssumeRolePolicyDocument: trust });
  return judgeApp({ assembly: assemblyOf(smallAssembly({ App: { template: { Resources: { Caller: role, ...more } }, environment } })) });
}

function admit(Principal: unknown, Action: unknown, Condition?: object): object {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal, Action, ...Condition && { Condition } }] };
}

const byAccount = (AWS: string, condition?: object) => admit({ AWS }, 'sts:AssumeRole', condition);
const byToken = (host: string, condition: object) => admit({ Federated: `arn:aws:iam::${OWN}:oidc-provider/${host}` }, WEB, condition);
const byGitHub = (condition: object) => admit({ Federated: GITHUB }, WEB, condition);
const bySub = (sub: unknown, operator = 'StringLike') =>
  byGitHub({ StringEquals: AUD, [operator]: { ...operator === 'StringEquals' && AUD, [`${HUB}:sub`]: sub } });
const byIrsa = (claims: object) => admit({ Federated: EKS }, WEB, {
  StringLike: Object.fromEntries(Object.entries(claims).map(([claim, value]) => [`${ISSUER}:${claim}`, value])),
});
const byPods = (condition?: object) => admit({ Service: 'pods.eks.amazonaws.com' }, POD_ACTIONS, condition);
const byCertificate = (condition?: object) => admit({ Service: 'rolesanywhere.amazonaws.com' }, CERTIFICATE_ACTIONS, condition);
const byCognito = (condition: object) => admit({ Federated: 'cognito-identity.amazonaws.com' }, WEB, condition);

const who = ({ identities }: AppReport) => identities[0].admits!.map((one) => one.who);
const faults = ({ findings }: AppReport) => findings.filter(({ rule }) => rule.endsWith('-trust'))
  .map(({ rule, severity, reason }) => `${severity === 'warning' ? '' : `${severity} `}${rule}: ${reason}`);

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Who is admitted, and what is found: a part of it for each finding. */
type Row = [name: string, trust: object, who: string, ...found: [rule: string, reason: string][]];

const GOOD: Row[] = [
  ['a service', admit({ Service: 'lambda.amazonaws.com' }, 'sts:AssumeRole'), 'lambda.amazonaws.com'],
  ['a service for one source', admit({ Service: 'bedrock.amazonaws.com' }, 'sts:AssumeRole', {
    StringEquals: { 'aws:SourceAccount': OWN }, ArnEquals: { 'aws:SourceArn': `arn:aws:bedrock:af-south-1:${OWN}:model-invocation-job/*` },
  }), `bedrock.amazonaws.com for arn:aws:bedrock:af-south-1:${OWN}:model-invocation-job/*`],
  ['the own account', byAccount(`arn:aws:iam::${OWN}:root`), 'its own account'],
  ['the own account by a function', admit({ AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } }, 'sts:AssumeRole'),
    'its own account'],
  ['an environment of a repository', bySub('repo:o/r:environment:prod', 'StringEquals'), 'GitHub Actions: repo:o/r:environment:prod'],
  ['both forms of its name', byGitHub({
    StringEquals: {
      ...AUD,
      [`${HUB}:sub`]: [
        'repo:o/r:environment:prod', 'repo:o@1/r@2:environment:prod',
      ],
      [`${HUB}:repository_id`]: '2',
    },
  }),
  'GitHub Actions: repo:o/r:environment:prod or repo:o@1/r@2:environment:prod, repository 2'],
  ['all repositories of an owner', bySub('repo:o/*'), 'GitHub Actions: repo:o/*'],
  ['an owner by its number', byGitHub({ StringEquals: { ...AUD, [`${HUB}:repository_owner_id`]: '7' } }),
    'GitHub Actions: any repository, repository owner 7'],
  ['a service account', byIrsa({ aud: 'sts.amazonaws.com', sub: 'system:serviceaccount:ns:sa' }), 'service account ns:sa (IRSA)'],
  ['all service accounts of a namespace', byIrsa({ aud: 'sts.amazonaws.com', sub: 'system:serviceaccount:ns:*' }),
    'service account ns:* (IRSA)'],
  ['pods of one namespace', byPods({
    StringEquals: {
      'aws:SourceAccount': OWN,
      'aws:RequestTag/kubernetes-namespace': 'ns',
      'aws:RequestTag/kubernetes-service-account': 'sa',
    },
    ArnEquals: { 'aws:RequestTag/eks-cluster-arn': `arn:aws:eks:af-south-1:${OWN}:cluster/c` },
  }),
  'pods of ns/sa in cluster c (EKS Pod Identity)'],
  ['a certificate of one anchor', byCertificate({
    ArnEquals: { 'aws:SourceArn': ANCHOR },
    StringEquals: { 'aws:PrincipalTag/x509Subject/CN': 'x' },
  }), 'Roles Anywhere: anchor a1, CN=x'],
  ['a role of another account', byAccount(`arn:aws:iam::${OTHER}:role/x`, { StringEquals: { 'sts:ExternalId': 'e' } }),
    `account ${OTHER}, role/x, with an external ID`],
  ['another account with an external ID', byAccount(OTHER, { StringEquals: { 'sts:ExternalId': 'e' } }),
    `account ${OTHER}, with an external ID`],
  ['one role of another account by a condition',
    byAccount(`arn:aws:iam::${OTHER}:root`,
      { ArnEquals: { 'aws:PrincipalArn': `arn:aws:iam::${OTHER}:role/x` } }), `account ${OTHER} as arn:aws:iam::${OTHER}:role/x`],
  ['an organization', byAccount('*', { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } }),
    'anyone of organization o-1'],
  ['a SAML provider',
    admit({ Federated: `arn:aws:iam::${OWN}:saml-provider/okta` }, ['sts:AssumeRoleWithSAML', 'sts:TagSession'],
      { StringEquals: { 'SAML:aud': AUDIENCES } }),
    'SAML provider okta'],
  ['users of an identity pool', byCognito({
    'StringEquals': { 'cognito-identity.amazonaws.com:aud': 'p' },
    'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
  }), 'authenticated users of identity pool p (Cognito)'],
  ['an own provider',
    byToken('login.example.com', { StringEquals: { 'login.example.com:aud': 'app' } }), 'login.example.com: any token for app'],
  ['an organization of HCP Terraform', byToken('app.terraform.io', {
    StringEquals: { 'app.terraform.io:aud': 'aws.workload.identity' },
    StringLike: { 'app.terraform.io:sub': 'organization:o:project:p:workspace:w:run_phase:*' },
  }),
  'HCP Terraform: organization:o:project:p:workspace:w:run_phase:*'],
  ['from some addresses', byAccount('*', { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }),
    'anyone, IpAddress aws:SourceIp 203.0.113.0/24'],
  ['an account that a parameter says', admit({ AWS: { Ref: 'Tools' } }, 'sts:AssumeRole'), '{"Ref":"Tools"}'],
  ['a repository that a parameter says', bySub({ 'Fn::Sub': 'repo:${Owner}/r:*' }), 'GitHub Actions: repo:<Owner>/r:*'],
];

const BAD: Row[] = [
  ['anybody', admit('*', 'sts:AssumeRole'), 'anyone', [WIDE, 'anyone with an AWS account']],
  ['anybody with a second factor', byAccount('*', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }),
    'anyone, Bool aws:MultiFactorAuthPresent true', [WIDE, 'anyone with']],
  ['any role of some name', byAccount('*', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/Deploy' } }),
    'anyone as arn:aws:iam::*:role/Deploy', [WIDE, 'anyone with']],
  ['all but one', {
    Version: '2012-10-17',
    Statement: [{
      Effect: 'Allow',
      NotPrincipal: { AWS: `arn:aws:iam::${OTHER}:root` },
      Action: 'sts:AssumeRole',
    }],
  }, 'everyone except the named principals', [WIDE, 'anyone with']],
  ['another account', byAccount(`arn:aws:iam::${OTHER}:root`), `account ${OTHER}`,
    [WIDE, `every principal that account ${OTHER} allows: the statement names the whole account, and no condition narrows it`]],
  ['GitHub without a subject', byGitHub({ StringEquals: AUD }), 'GitHub Actions: any repository',
    [WIDE, 'any repository of GitHub Actions, whatever its owner, such as "repo:somebody-else/any:ref:refs/heads/main"']],
  ['GitHub without anything', byGitHub({}), 'GitHub Actions: any repository', [WIDE, 'any repository of GitHub Actions']],
  ['any owner', bySub('repo:*/r:environment:prod'), 'GitHub Actions: repo:*/r:environment:prod',
    [WIDE, 'such as "repo:somebody-else/r:environment:prod"']],
  ['owners that begin alike', bySub('repo:o*'), 'GitHub Actions: repo:o*',
    [WIDE, 'the repositories of another owner with a similar name, such as "repo:o-evil/any:ref:refs/heads/main"']],
  ['one of them among others', bySub(['repo:o/r:*', 'repo:p*/r:ref:refs/heads/main']),
    'GitHub Actions: repo:o/r:* or repo:p*/r:ref:refs/heads/main', [WIDE, 'such as "repo:p-evil/r:ref:refs/heads/main"']],
  ['a branch alone', byGitHub({ StringEquals: { ...AUD, [`${HUB}:ref`]: 'refs/heads/main' } }),
    'GitHub Actions: any repository, ref refs/heads/main', [WIDE, 'any repository of']],
  ['no audience', byGitHub({ StringLike: { [`${HUB}:sub`]: 'repo:o/r:*' } }), 'GitHub Actions: repo:o/r:*',
    [`info ${WIDE}`, 'tokens of token.actions.githubusercontent.com for another audience']],
  ['any service account', byIrsa({ aud: 'sts.amazonaws.com' }), 'service account * (IRSA)',
    [WIDE, 'any service account of a cluster, whatever its namespace, such as "system:serviceaccount:somebody-else:any"']],
  ['namespaces that begin alike', byIrsa({ aud: 'sts.amazonaws.com', sub: 'system:serviceaccount:ns*:sa' }),
    'service account ns*:sa (IRSA)',
    [WIDE, 'the service accounts of another namespace with a similar name, such as "system:serviceaccount:ns-evil:sa"']],
  ['any pods', byPods(), 'any pods in any cluster (EKS Pod Identity)', [WIDE, 'pods of any namespace in any cluster']],
  ['any pods of the account', byPods({ StringEquals: { 'aws:SourceAccount': OWN } }), 'any pods in any cluster (EKS Pod Identity)',
    [WIDE, 'pods of any namespace in any cluster']],
  ['any trust anchor', byCertificate({ StringEquals: { 'aws:PrincipalTag/x509Subject/CN': 'x' } }), 'Roles Anywhere: any anchor, CN=x',
    [WIDE, 'certificates of every trust anchor of the account']],
  ['any identity pool', byCognito({ 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' } }),
    'authenticated users of identity pool * (Cognito)', [WIDE, 'users of any Amazon Cognito identity pool']],
  ['guests', byCognito({ StringEquals: { 'cognito-identity.amazonaws.com:aud': 'p' } }), 'all users of identity pool p (Cognito)',
    [WIDE, 'guests of the identity pool']],
  ['any app of Google', admit({ Federated: 'accounts.google.com' }, WEB), 'accounts.google.com: any token',
    [WIDE, 'anyone signed in to any app with accounts.google.com']],
  ['any group of GitLab',
    byToken('gitlab.com',
      { StringEquals: { 'gitlab.com:aud': 'https://gitlab.com' }, StringLike: { 'gitlab.com:sub': 'project_path:o*:ref_type:branch:ref:main' } }),
    'GitLab: project_path:o*:ref_type:branch:ref:main', [WIDE, 'the projects of another group with a similar name']],
  ['a session\'s ARN', byAccount(OTHER, { ArnEquals: { 'aws:PrincipalArn': `arn:aws:sts::${OTHER}:assumed-role/x/me` } }),
    `account ${OTHER} as arn:aws:sts::${OTHER}:assumed-role/x/me`,
    [CLOSED, `no request of ${OTHER} meets ArnEquals "aws:PrincipalArn": arn:aws:sts::${OTHER}:assumed-role/x/me`]],
  ['a misspelled key of GitHub', byGitHub({ StringEquals: { ...AUD, [`${HUB}:repository_owner`]: 'o' } }),
    'GitHub Actions: any repository, StringEquals token.actions.githubusercontent.com:repository_owner o',
    [CLOSED, `no request of ${GITHUB} meets StringEquals "token.actions.githubusercontent.com:repository_owner": o`]],
  ['a misspelled tag of pods', byPods({ StringEquals: { 'aws:RequestTag/kubernetes-serviceaccount': 'sa' } }),
    'any pods in any cluster (EKS Pod Identity), StringEquals aws:RequestTag/kubernetes-serviceaccount sa',
    [CLOSED, 'meets StringEquals "aws:RequestTag/kubernetes-serviceaccount": sa']],
  ['a misspelled global key', byAccount(OTHER, { StringEquals: { 'aws:PrincipalOrganizationId': 'o-1' } }),
    `account ${OTHER}, StringEquals aws:PrincipalOrganizationId o-1`, [CLOSED, 'meets StringEquals "aws:PrincipalOrganizationId": o-1']],
  ['a pattern under StringEquals', bySub('repo:o/r:*', 'StringEquals'), 'GitHub Actions: repo:o/r:*',
    [CLOSED, 'meets StringEquals "token.actions.githubusercontent.com:sub": repo:o/r:*']],
  ['pods without their tags', admit({ Service: 'pods.eks.amazonaws.com' }, 'sts:AssumeRole'), 'any pods in any cluster (EKS Pod Identity)',
    [CLOSED, 'pods.eks.amazonaws.com asks for sts:TagSession, and no statement allows that action']],
  ['a certificate without a source identity', admit({ Service: 'rolesanywhere.amazonaws.com' }, POD_ACTIONS),
    'Roles Anywhere: any anchor, any certificate', [CLOSED, 'rolesanywhere.amazonaws.com asks for sts:SetSourceIdentity']],
  ['a token by the wrong action', admit({ Federated: GITHUB }, 'sts:AssumeRole'), 'GitHub Actions: any repository',
    [CLOSED, `${GITHUB} asks for sts:AssumeRoleWithWebIdentity, and no statement allows that action`]],
  ['who is denied', {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { AWS: OTHER }, Action: 'sts:AssumeRole' },
      { Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole', Condition: { StringNotEquals: { 'aws:PrincipalAccount': OWN } } },
    ],
  },
  `account ${OTHER}`, [CLOSED, `a statement denies sts:AssumeRole to ${OTHER}`]],
];

describe('a role that may call says who may assume it', () => {
  test.each<Row>([...GOOD, ...BAD])('%s', (_, trust, expected, ...found) => {
    const report = judge(trust);
    expect(who(report)).toEqual([expected]);
    expect(faults(report)).toEqual(found.map(([rule, reason]) => expect.stringMatching(`^${rule}: .*${escape(reason)}`)));
    expect(report.totals.errors).toBe(0);
    expect(report.notJudged).toEqual([]);
  });
});

/** Trust policies of public repositories, threads and manuals, with other names and numbers. */
const PUBLIC: Row[] = [
  // aws-actions/configure-aws-credentials, issue 318: the comment of 5 October 2023
  ['all repositories of an owner by ForAllValues, without an audience',
    byGitHub({ 'ForAllValues:StringLike': { [`${HUB}:sub`]: 'repo:o/*' } }),
    `GitHub Actions: any repository, ForAllValues:StringLike ${HUB}:sub repo:o/*`, [`info ${WIDE}`, 'tokens of']],
  // aws-actions/configure-aws-credentials, issue 1137
  ['a pattern under StringEquals', bySub('repo:o/*', 'StringEquals'), 'GitHub Actions: repo:o/*', [CLOSED, 'meets StringEquals']],
  // aws-actions/configure-aws-credentials, issue 306
  ['an actor',
    byGitHub({ StringEquals: { ...AUD, [`${HUB}:actor`]: 'me' } }), 'GitHub Actions: any repository, actor me'],
  // a write-up of a role that anybody could take who had a branch of that name
  ['a branch of anybody', byGitHub({ StringLike: { [`${HUB}:sub`]: 'repo:*/*:ref:refs/heads/corgi' } }),
    'GitHub Actions: repo:*/*:ref:refs/heads/corgi', [WIDE, 'such as "repo:somebody-else/any:ref:refs/heads/corgi"']],
  // kcrane3576/eks-mlops-blueprint: terraform/modules/iam/templates/github_oidc_roles/trust_permissions/gh_ci_role_trust_read.json.tpl
  ['a repository by two claims', byGitHub({
    StringEquals: { ...AUD, [`${HUB}:repository`]: 'o/r', [`${HUB}:sub`]: 'repo:o/r:environment:e:pull_request' },
  }),
  'GitHub Actions: repo:o/r:environment:e:pull_request, repository o/r'],
  // aripalo/aws-cdk-github-oidc, issue 42: the keys are of an enterprise, the provider is not
  ['keys of another provider',
    byGitHub({ StringEquals: { [`${HUB}/x:sub`]: 'repo:o/r:ref:refs/heads/main', [`${HUB}/x:aud`]: 'sts.amazonaws.com' } }),
    `GitHub Actions: any repository, StringEquals ${HUB}/x:sub repo:o/r:ref:refs/heads/main, StringEquals ${HUB}/x:aud sts.amazonaws.com`,
    [CLOSED, `meets StringEquals "${HUB}/x:sub"`]],
  // aws/amazon-eks-pod-identity-webhook, issue 30: the host of the provider was misspelled
  ['a misspelled provider',
    admit({ Federated: EKS.replace('oidc.eks.af-south-1', 'oidc.af-south-1.eks') }, WEB,
      { StringEquals: { [`${ISSUER}:sub`]: 'system:serviceaccount:ns:sa' } }),
    `oidc.af-south-1.eks.amazonaws.com/id/ABC: any token, StringEquals ${ISSUER}:sub system:serviceaccount:ns:sa`,
    [CLOSED, `meets StringEquals "${ISSUER}:sub"`]],
  // felipefreitasdeoliveira/desafio-picpay: aws/common/iac/terraform-modules/eks/sa.tf
  ['a service account without an audience',
    byIrsa({ sub: 'system:serviceaccount:default:irsa-sa' }), 'service account default:irsa-sa (IRSA)',
    [`info ${WIDE}`, 'tokens of']],
  // gmo-media/infra-template: dev/eks_role.tf
  ['pods by what the manual gives', byPods(), 'any pods in any cluster (EKS Pod Identity)', [WIDE, 'pods of any namespace']],
  // aws-samples/sample-eks-nitro-sandbox: ci-cd/docker-builds/iam/pod-identity-trust.json
  ['pods of one service account', byPods({
    StringEquals: {
      'aws:SourceAccount': OWN,
      'aws:RequestTag/eks-cluster-name': 'c',
      'aws:RequestTag/kubernetes-namespace': 'n',
      'aws:RequestTag/kubernetes-service-account': 'docker-builds-builder',
    },
  }), 'pods of n/docker-builds-builder in cluster c (EKS Pod Identity)'],
  // aws/aws-eks-best-practices, pull request 474: what the variable says, only the account tells
  ['pods of the organization', byPods({ StringEquals: { 'aws:SourceOrgId': '${aws:ResourceOrgId}' } }),
    'any pods in any cluster (EKS Pod Identity), StringEquals aws:SourceOrgId ${aws:ResourceOrgId}'],
  // docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html
  ['any certificate by what the manual gives', byCertificate(), 'Roles Anywhere: any anchor, any certificate',
    [WIDE, 'certificates of every trust anchor']],
  // awslabs/aws-deployment-framework, issue 230: a role that calls has no source
  ['a source of a role',
    byAccount(`arn:aws:iam::${OTHER}:role/build`, { ArnEquals: { 'aws:SourceArn': `arn:aws:codebuild:eu-west-1:${OTHER}:project/p` } }),
    `account ${OTHER}, role/build, ArnEquals aws:SourceArn arn:aws:codebuild:eu-west-1:${OTHER}:project/p`,
    [CLOSED, 'meets ArnEquals "aws:SourceArn"']],
  // BerriAI/litellm, pull request 3499
  ['a service account of Google', admit({ Federated: 'accounts.google.com' }, WEB, {
    StringEquals: { 'accounts.google.com:oaud': 'https://example.com', 'accounts.google.com:aud': 'id', 'accounts.google.com:sub': 'id' },
  }),
  'accounts.google.com: id, StringEquals accounts.google.com:oaud https://example.com'],
  // NHS Digital: the account of all identities, with a second factor where there is one
  ['an account of identities',
    byAccount(`arn:aws:iam::${OTHER}:root`,
      { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } }), `account ${OTHER}, BoolIfExists aws:MultiFactorAuthPresent true`,
    [WIDE, `every principal that account ${OTHER} allows`]],
];

/** Subjects of which a wildcard stands for what tells whose a token is, and somebody else's that each admits. */
const OPEN_SUBJECTS: [pattern: string, example: string][] = [
  ['*', 'repo:somebody-else/any:ref:refs/heads/main'],
  ['re*', 'repo:somebody-else/any:ref:refs/heads/main'],
  ['*:environment:prod', 'repo:somebody-else/any:environment:prod'],
  ['*:pull_request', 'repo:somebody-else/any:pull_request'],
  ['*/app:*', 'repo:somebody-else/app:ref:refs/heads/main'],
  ['*octo-org/app*', 'repo:somebody-else/any:ref:refs/heads/mainocto-org/app'],
  ['*octo-org/app:*', 'repo:evil-octo-org/app:ref:refs/heads/main'],
  ['repo:*octo-org/app:*', 'repo:evil-octo-org/app:ref:refs/heads/main'],
  ['repo:*octo-org/*', 'repo:somebody-else/any:ref:refs/heads/mainocto-org/any'],
  ['repo:octo*:job_workflow_ref:o/r/w.yml@v1', 'repo:octo-evil/any:job_workflow_ref:o/r/w.yml@v1'],
  ['repo:octo*org/app:*', 'repo:octo-evilorg/app:ref:refs/heads/main'],
  ['repo:?cto-org/app:*', 'repo:xcto-org/app:ref:refs/heads/main'],
  ['repo:octo*@*/app@*:*', 'repo:octo-evil@999999999/app@999999999:ref:refs/heads/main'],
];
const CLOSED_SUBJECTS = [
  'repo:octo-org/*', 'repo:octo-org/app*', 'repo:octo-org@*/app@*:*', 'repo:octo-org@*', 'repo:*@12/app@*:*', 'rep?:octo-org/app:*',
];

describe('a wildcard where the subject says whose a token is', () => {
  test.each(OPEN_SUBJECTS)('%s', (sub, example) => {
    expect(faults(judge(bySub(sub)))).toEqual([expect.stringMatching(`^${WIDE}: .*"${escape(example)}"$`)]);
  });

  test.each(CLOSED_SUBJECTS)('%s admits nobody else', (sub) => {
    expect(faults(judge(bySub(sub)))).toEqual([]);
  });

  test.each([
    ['gitlab.com', '*:ref_type:branch:ref:main', 'project_path:somebody-else/any:ref_type:branch:ref:main'],
    ['gitlab.com', 'project_path:*octo/app:*', 'project_path:somebody-else/octo/app:ref_type:branch:ref:main'],
    ['app.terraform.io', '*:workspace:w:run_phase:*', 'organization:somebody-else:project:any:workspace:w:run_phase:any'],
    ['app.terraform.io', 'organization:*octo:project:p:workspace:w:run_phase:*',
      'organization:evil-octo:project:p:workspace:w:run_phase:any'],
    ['agent.buildkite.com', '*:pipeline:app:*', 'organization:somebody-else:pipeline:app:ref:refs/heads/main:commit:0:step:any'],
    ['agent.buildkite.com', 'organization:?cto:*', 'organization:xcto:pipeline:any:ref:refs/heads/main:commit:0:step:any'],
    [ISSUER, '*:sa', 'system:serviceaccount:somebody-else:sa'],
    [ISSUER, 'system:serviceaccount:*prod:sa', 'system:serviceaccount:evil-prod:sa'],
  ])('%s %s', (host, sub, example) => {
    const trust = byToken(host, { StringEquals: { [`${host}:aud`]: 'a' }, StringLike: { [`${host}:sub`]: sub } });
    expect(faults(judge(trust))).toEqual([expect.stringMatching(`^${WIDE}: .*"${escape(example)}"$`)]);
  });
});

/** What somebody in another account has not, and cannot choose. */
const OF_SOMEBODY: [key: string, value: string][] = [
  ['aws:userid', 'AROAEXAMPLE:*'], ['aws:VpceOrgID', 'o-1'], ['aws:VpceAccount', OWN], ['aws:VpceOrgPaths', 'o-1/*'],
  ['lambda:SourceFunctionArn', `arn:aws:lambda:*:${OWN}:function:f`], ['aws:PrincipalServiceName', 'ec2.amazonaws.com'],
  ['ec2:SourceInstanceArn', `arn:aws:ec2:*:${OWN}:instance/*`], ['ssm:SourceInstanceArn', `arn:aws:ec2:*:${OWN}:instance/*`],
  ['identitystore:UserId', 'u-1'],
];

describe('what a stranger cannot have', () => {
  test.each(OF_SOMEBODY)('%s', (key, value) => {
    expect(faults(judge(byAccount('*', { StringLike: { [key]: value } })))).toEqual([]);
  });

  test.each([
    ['aws:PrincipalTag/team', { StringEquals: { 'aws:PrincipalTag/team': 'a' } }],
    ['anybody but one', { StringNotLike: { 'aws:userid': 'AROAEXAMPLE:*' } }],
  ])('%s can be theirs', (_, condition) => {
    expect(faults(judge(byAccount('*', condition)))).toEqual([`${WIDE}: anyone with an AWS account`]);
    expect(faults(judge(byAccount(OTHER, condition)))).toEqual([
      `${WIDE}: every principal that account ${OTHER} allows: the statement names the whole account, and no condition narrows it`,
    ]);
  });
});

const THIRD = '444455556666';
/** What `aws:PrincipalArn` must be like, with a wildcard anywhere in it. */
const NAMES: string[] = [
  `arn:*:iam::${THIRD}:role/x`, 'arn:aws*:iam::*:role/x', '*:role/x', '*', 'arn:*', 'arn:aws:iam::*', 'arn:aws:iam::4444*:role/x',
  `arn:aws:iam::${THIRD}:*`, 'arn:aws:iam::????????????:role/x', `*${THIRD}:role/x`, `*${THIRD}*`, `arn:aws:*:*:${THIRD}:role/x`,
  `arn:aws:???::${THIRD}:role/x`, 'arn:aws:iam::*:user/x', '*/x', 'a*x', `arn:aws:iam::${THIRD}:ro*`,
  'arn:aws:iam::44445555666?:role/x',
  'arn:aws*:*:*:*:role/aws-reserved/sso.amazonaws.com/*', `arn:aws:iam::${THIRD}:role/x`, `arn:aws-cn:iam::${THIRD}:role/x`,
];
const isClosed = (trust: object) => faults(judge(trust)).some((one) => one.startsWith(CLOSED));
const admitAll = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const byDeny = (AWS: string, operator: string, arn: unknown) => ({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole' },
    { Effect: 'Deny', Principal: '*', Action: 'sts:*', Condition: { [operator]: { 'aws:PrincipalArn': arn } } },
  ],
});

const byAnybody = (condition: object) => byAccount('*', condition);
const org = (operator: string, id: unknown) => byAnybody({ [operator]: { 'aws:PrincipalOrgID': id } });
const byClaim = (claim: string, value: string, more: object = {}) =>
  byGitHub({ StringEquals: AUD, StringLike: { [`${HUB}:${claim}`]: value, ...more } });
const byPool = (aud: string) => byCognito({
  'StringLike': { 'cognito-identity.amazonaws.com:aud': aud },
  'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
});
const bySignIn = (host: string, claim: string, value: string) =>
  admit({ Federated: host }, WEB, { StringLike: { [`${host}:${claim}`]: value } });
const orgDenied = (operator: string) => ({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' },
    { Effect: 'Deny', Principal: '*', Action: 'sts:*', Condition: { [operator]: { 'aws:PrincipalOrgID': 'o-1' } } },
  ],
});
const WHO = 'anyone with an AWS account';

/** Conditions that narrow nothing, each beside a twin that does. */
const TWINS: [name: string, wide: object, reason: string, narrow: object][] = [
  ['an organization, if there is one', org('StringEqualsIfExists', 'o-1'), WHO, org('StringEquals', 'o-1')],
  ['all organizations, which may be none', org('ForAllValues:StringEquals', 'o-1'), WHO, org('ForAnyValue:StringEquals', 'o-1')],
  ['no organization', org('Null', 'true'), WHO, org('StringLike', 'o-1*')],
  ['any organization', org('StringLike', 'o-*'), WHO, org('StringLike', 'o-1')],
  ['units, if there are any', byAnybody({ 'ForAllValues:StringLike': { 'aws:PrincipalOrgPaths': 'o-1/*' } }), WHO,
    byAnybody({ 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-1/*' } })],
  ['other organizations denied, not who has none', orgDenied('ForAnyValue:StringNotEquals'), WHO, orgDenied('StringNotEquals')],
  ['any external ID', byAnybody({ StringLike: { 'sts:ExternalId': '*' } }), WHO,
    byAnybody({ StringLike: { 'sts:ExternalId': 'secret*' } })],
  ['some external ID', byAnybody({ Null: { 'sts:ExternalId': 'false' } }), WHO,
    byAnybody({ StringEquals: { 'sts:ExternalId': 'secret' } })],
  ['any external ID of an account', byAccount(OTHER, { StringLike: { 'sts:ExternalId': '?*' } }), `that account ${OTHER} allows`,
    byAccount(OTHER, { StringLike: { 'sts:ExternalId': 'secret-*' } })],
  ['any account', byAnybody({ StringLike: { 'aws:PrincipalAccount': '*' } }), WHO,
    // Every principal of AWS has it.
    byAnybody({ StringEqualsIfExists: { 'aws:PrincipalAccount': OTHER } })],
  ['accounts alike', byAnybody({ StringLike: { 'aws:PrincipalAccount': '2222*' } }), 'whose number matches the pattern',
    byAnybody({ StringLike: { 'aws:PrincipalAccount': OTHER } })],
  ['accounts alike by a name', byAnybody({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::2222*:role/x' } }),
    'anyone with an AWS account whose number matches the pattern, such as "222299999999"',
    byAnybody({ StringLike: { 'aws:PrincipalAccount': OTHER }, ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/x' } })],
  ['any pool', byPool('*'), 'users of any Amazon Cognito identity pool', byPool('af-south-1:1')],
  ['any pool of a Region', byPool('af-south-1:*'), 'users of any Amazon Cognito identity pool', byPool('af-south-1:2')],
  ['any user of Amazon', bySignIn('www.amazon.com', 'user_id', '*'), 'anyone signed in to any app with www.amazon.com',
    bySignIn('www.amazon.com', 'user_id', 'amzn1.account.A')],
  ['any app of Amazon', bySignIn('www.amazon.com', 'app_id', 'amzn1.application-oa2-client.*'), 'to any app with www.amazon.com',
    bySignIn('www.amazon.com', 'app_id', 'amzn1.application-oa2-client.a')],
  ['any user of Facebook', bySignIn('graph.facebook.com', 'id', '*'), 'anyone signed in to any app with graph.facebook.com',
    bySignIn('graph.facebook.com', 'id', '1')],
  ['any app of Google by a pattern', bySignIn('accounts.google.com', 'aud', '*.apps.googleusercontent.com'),
    'anyone signed in to any app with accounts.google.com', bySignIn('accounts.google.com', 'aud', 'a.apps.googleusercontent.com')],
  ['any user of Google', bySignIn('accounts.google.com', 'sub', '*'), 'anyone signed in to any app with accounts.google.com',
    bySignIn('accounts.google.com', 'sub', '1')],
  ['any repository', byClaim('repository', '*'), 'any repository of GitHub Actions', byClaim('repository', 'octo/*')],
  ['repositories of owners alike', byClaim('repository', 'octo*/app'),
    'other owners\' repositories on GitHub whose claim matches the pattern, such as "repository" octo-evil/app',
    byClaim('repository', 'octo/a*')],
  ['a name of any owner', byClaim('repository', '*/app'), 'such as "repository" somebody-else/app', byClaim('repository', 'octo/app')],
  ['both alike', byClaim('repository', 'octo*/app', { [`${HUB}:sub`]: 'repo:*:environment:x' }), 'such as "repository" octo-evil/app',
    byClaim('repository', 'octo*/app', { [`${HUB}:sub`]: 'repo:octo/app:*' })],
  ['IDs alike', byClaim('repository_id', '12*'), 'such as "repository_id" 129', byClaim('repository_id', '12')],
  ['owners whose IDs are alike', byClaim('repository_owner_id', '1?'), 'such as "repository_owner_id" 19',
    byClaim('repository_owner_id', '1')],
  ['workflows of owners alike', byClaim('job_workflow_ref', 'octo*/app/.github/workflows/x.yml@*'),
    'such as "job_workflow_ref" octo-evil/app/.github/workflows/x.yml@', byClaim('job_workflow_ref', 'octo/app/.github/workflows/*')],
  ['actors alike', byClaim('actor', 'me*'), 'such as "actor" me', byClaim('actor', 'me')],
  ['any tags of pods', byPods({ 'ForAllValues:StringLike': { 'aws:TagKeys': ['kubernetes-*', 'eks-*'] } }), 'pods of any namespace',
    byPods({
      'ForAllValues:StringLike': { 'aws:TagKeys': ['kubernetes-*', 'eks-*'] },
      'StringEquals': { 'aws:RequestTag/kubernetes-namespace': 'n' },
    })],
];

describe('a condition that narrows nothing', () => {
  test.each(TWINS)('%s', (_, wide, reason, narrow) => {
    expect(faults(judge(wide))).toEqual([expect.stringContaining(`${WIDE}: `)]);
    expect(faults(judge(wide))[0]).toContain(reason);
    expect(faults(judge(narrow))).toEqual([]);
  });

  test.each<[string, object, object, string]>([
    ['a repository', bySub('repo:o/r:*'), bySub('repo:o*'), 'the repositories of another owner'],
    ['an organization', org('StringEquals', 'o-1'), org('StringLike', '*'), WHO],
    ['an account', byAccount(OTHER, { StringEquals: { 'sts:ExternalId': 'e' } }), byAccount(OTHER), `that account ${OTHER} allows`],
    ['pods', byPods({ StringEquals: { 'aws:RequestTag/kubernetes-namespace': 'n' } }), byPods(), 'pods of any namespace'],
  ])('%s beside it is no finding of its own', (_, narrow, wide, reason) => {
    const [one, other] = [narrow, wide].map((trust) => (trust as { Statement: object[] }).Statement[0]);
    const found = findTrustFaults(readTrust({ Version: '2012-10-17', Statement: [one, other] }),
      { account: OWN, ownAccounts: new Set([OWN]), hasPodAssociation: false });
    expect(found).toEqual([expect.objectContaining({ kind: 'wide', statement: 1, reason: expect.stringContaining(reason) })]);
  });
});

describe('a trust policy that somebody fits is not closed', () => {
  test.each(NAMES)('%s', (arn) => {
    const trusts = ['*', THIRD].flatMap((name) => [
      ...['ArnLike', 'ArnEquals', 'StringLike'].map((operator) => byAccount(name, { [operator]: { 'aws:PrincipalArn': arn } })),
      ...['ArnNotLike', 'ArnNotEquals', 'StringNotLike'].map((operator) => byDeny(name, operator, arn)),
    ]);
    expect(trusts.map(isClosed)).toEqual(trusts.map(() => false));
  });

  test.each<[string, object]>([
    ['two patterns at once', byAccount('*', {
      ArnLike: { 'aws:PrincipalArn': `arn:*:iam::${THIRD}:role/*` },
      StringLike: { 'aws:PrincipalArn': '*/x' },
    })],
    ['an account and a name', byAccount('*', {
      ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::4444*:role/x' },
      StringLike: { 'aws:PrincipalAccount': '*6666' },
    })],
    ['an account and a name that a deny asks for',
      byDeny(THIRD, 'ArnNotLike', ['arn:aws:iam::9*:role/x', '*:*:*:*:*:role/y'])],
    ['all but names with one letter', byAccount('*', {
      ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' },
      StringNotLike: { 'aws:PrincipalArn': '*x*' },
    })],
    ['an account that a parameter says', admit({ AWS: THIRD }, 'sts:AssumeRole',
      { ArnLike: { 'aws:PrincipalArn': { 'Fn::Sub': 'arn:aws:iam::${Account}:role/x' } } })],
    ['a list of which many are of others', byAccount(THIRD, {
      ArnLike: {
        'aws:PrincipalArn': [
          ...Array.from({ length: 60 }, (_, index) => `arn:aws:iam::${OTHER}:role/x${index}`), `arn:aws:iam::${THIRD}:role/x`,
        ],
      },
    })],
    ['a longer list than is asked for', byAccount(THIRD, {
      ArnLike: {
        'aws:PrincipalArn':
      Array.from({ length: 300 }, (_, index) => `arn:aws:iam::${OTHER}:role/x${index}`),
      },
    })],
    ['a subject by two patterns', byGitHub({
      StringEquals: AUD,
      StringLike: { [`${HUB}:sub`]: 'repo:o/*' },
      StringLikeIfExists: { [`${HUB}:sub`]: '*:ref:refs/heads/main' },
    })],
    ['names and accounts in another order', byAccount('*', {
      ArnLike: { 'aws:PrincipalArn': [`arn:aws:iam::${THIRD}:role/x`, `arn:aws:iam::${OTHER}:role/y`] },
      StringEquals: { 'aws:PrincipalAccount': [OTHER, THIRD] },
    })],
    ['who lacks a key that need not be there', byAccount(THIRD, {
      ArnNotEquals: { 'sts:ExternalId': 'a' }, StringEqualsIfExists: { 'sts:ExternalId': 'a', 'aws:PrincipalOrgID': '*' },
    })],
    ['who says another ID than any that is written', admitAll({
      Effect: 'Allow', Principal: { AWS: THIRD }, Action: 'sts:AssumeRole', Condition: { StringNotEquals: { 'sts:ExternalId': 'a' } },
    }, {
      Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole', Condition: { Null: { 'sts:ExternalId': 'true' } },
    })],
    ['who is of no organization', admitAll({
      Effect: 'Allow', Principal: { AWS: THIRD }, Action: 'sts:AssumeRole',
    }, {
      Effect: 'Deny',
      Principal: '*',
      Action: 'sts:AssumeRole',
      Condition: { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgID': ['*', 'o-1'] } },
    })],
    ['who has another name than a deny leaves out', admitAll({
      Effect: 'Allow',
      Principal: '*',
      Action: 'sts:AssumeRole',
      Condition: { ArnNotLike: { 'aws:PrincipalArn': `arn:aws:iam::${THIRD}:*` } },
    }, {
      Effect: 'Deny',
      Principal: '*',
      Action: 'sts:AssumeRole',
      Condition: {
        StringNotEquals: { 'aws:PrincipalArn': `arn:aws:iam::${THIRD}:*` }, StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-1' },
      },
    })],
    ['a variable in a deny', byDeny(THIRD, 'StringNotLike', '*:role/${aws:PrincipalTag/name}')],
  ])('%s', (_, trust) => {
    expect(isClosed(trust)).toBe(false);
  });

  test.each<[string, object]>([
    ['a role of another account', byAccount(OTHER, { ArnLike: { 'aws:PrincipalArn': `arn:*:iam::${THIRD}:role/x` } })],
    ['an account that is another', byAccount(OTHER, { StringLike: { 'aws:PrincipalAccount': '4444*' } })],
    ['a number that no account has', byAccount('*', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::4444?:role/x' } })],
    ['a session of any account', byAccount('*', { ArnLike: { 'aws:PrincipalArn': 'arn:*:sts::*:assumed-role/x/*' } })],
    ['a long list of sessions', byAccount('*', {
      ArnLike: {
        'aws:PrincipalArn':
      Array.from({ length: 150 }, (_, index) => `arn:aws:sts::${THIRD}:assumed-role/x${index}/me`),
      },
    })],
    ['all but sessions denied', byDeny('*', 'ArnNotLike', 'arn:*:sts::*:assumed-role/x/*')],
    ['two names at once', byAccount('*', {
      ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/x' },
      StringLike: { 'aws:PrincipalArn': '*/y' },
    })],
  ])('nobody fits %s', (_, trust) => {
    expect(isClosed(trust)).toBe(true);
  });

  test.each([
    ['one role of an account, wherever its ARN has wildcards',
      byAccount(OTHER, { ArnLike: { 'aws:PrincipalArn': 'arn:aws*:iam::*:role/x' } }), []],
    ['every role of an account',
      byAccount(OTHER, { ArnLike: { 'aws:PrincipalArn': 'arn:*:iam::*:*' } }), [`every principal that account ${OTHER} allows`]],
    ['a role of any account and partition',
      byAccount('*', { ArnLike: { 'aws:PrincipalArn': 'arn:aws*:iam::*:role/x' } }), ['anyone with']],
    ['a role of one account in any partition', byAccount('*', { ArnLike: { 'aws:PrincipalArn': `arn:aws*:iam::${THIRD}:role/x` } }), []],
    ['any name at all', byAccount('*', { StringLike: { 'aws:PrincipalArn': '*' } }), ['anyone with']],
    ['all but a name of any account denied', byDeny('*', 'StringNotLike', '*:role/x'), ['anyone with']],
    ['all but a name of one account denied', byDeny('*', 'StringNotLike', `*${THIRD}:role/x`), []],
  ])('%s', (_, trust, found) => {
    expect(faults(judge(trust))).toEqual(found.map((reason) => expect.stringContaining(`${WIDE}: ${reason}`)));
  });
});

describe('any cluster and any trust anchor', () => {
  test.each([
    ['a cluster by its tag',
      byPods({ ArnLike: { 'aws:RequestTag/eks-cluster-arn': `arn:aws:eks:af-south-1:${OWN}:cluster/*` } }), 'pods of any'],
    ['a cluster by the source', byPods({ ArnLike: { 'aws:SourceArn': `arn:aws:eks:*:${OWN}:cluster/*` } }), 'pods of any'],
    ['a trust anchor', byCertificate({ ArnLike: { 'aws:SourceArn': ANCHOR.replace('/a1', '/*') } }), 'certificates of every'],
  ])('%s', (_, trust, reason) => {
    expect(faults(judge(trust))).toEqual([expect.stringMatching(`^${WIDE}: ${reason}`)]);
  });

  test.each([
    ['clusters of one name', byPods({ ArnLike: { 'aws:RequestTag/eks-cluster-arn': `arn:aws:eks:*:${OWN}:cluster/chat` } })],
    ['anchors of one name', byCertificate({ ArnLike: { 'aws:SourceArn': ANCHOR.replace('af-south-1', '*') } })],
  ])('%s', (_, trust) => {
    expect(faults(judge(trust))).toEqual([]);
  });
});

test('a service account that stands where the audience belongs', () => {
  const report = judge(byIrsa({ aud: 'system:serviceaccount:ns:sa' }));
  expect(faults(report)).toEqual([`${CLOSED}: no request of ${EKS} meets StringLike "${ISSUER}:aud": system:serviceaccount:ns:sa`]);
  expect(report.findings.find(({ rule }) => rule === CLOSED)?.remedy)
    .toBe(`Compare it with "${ISSUER}:sub"; "${ISSUER}:aud" is the audience of the token, such as "sts.amazonaws.com"`);
});

describe('trust policies that others have published', () => {
  test.each<Row>(PUBLIC)('%s', (_, trust, expected, ...found) => {
    const report = judge(trust);
    expect(who(report)).toEqual([expected]);
    expect(faults(report)).toEqual(found.map(([rule, reason]) => expect.stringMatching(`^${rule}: .*${escape(reason)}`)));
  });
});

describe('what is not known or not meant is no fault', () => {
  test.each([['us-gov-west-1', 'aws-us-gov'], ['cn-north-1', 'aws-cn']])('the own account in %s', (region, partition) => {
    const report = judge(byAccount(`arn:${partition}:iam::${OWN}:root`), {}, `aws://${OWN}/${region}`);
    expect([who(report), faults(report)]).toEqual([['its own account'], []]);
  });

  test('another account, where nobody knows the own one, or the app has stacks in it', () => {
    const trust = byAccount(OTHER);
    expect(faults(judge(trust, {}, 'aws://unknown-account/unknown-region'))).toEqual([]);
    const [own, other] = [OWN, OTHER].map((account) => ({
      template: { Resources: { Caller: roleResource({ AssumeRolePolicyDocument: trust }) } }, environment: `aws://${account}/af-south-1`,
    }));
    expect(faults(judgeApp({ assembly: assemblyOf(smallAssembly({ Own: own, Other: other })) }))).toEqual([]);
  });

  test('pods to which an association gives the role, whose names stand for them', () => {
    const association = {
      Type: 'AWS::EKS::PodIdentityAssociation',
      Properties: { ClusterName: 'c', Namespace: 'ns', ServiceAccount: 'sa', RoleArn: { 'Fn::GetAtt': ['Caller', 'Arn'] } },
    };
    const report = judge(byPods(), { Association: association });
    expect([who(report), faults(report)]).toEqual([['pods of ns/sa in cluster c, by association (EKS Pod Identity)'], []]);
  });

  test('a trust policy that IAM would refuse is said to be not judged, and nothing fails', () => {
    const report = judge({ Statement: [{ Effect: 'Allow', Principal: { Services: 'x' }, Action: 'sts:AssumeRole' }] });
    expect(who(report)).toEqual([expect.stringMatching(/^not judged: policy 'trust policy', statement 0: 'Principal' must be/)]);
    expect([faults(report), report.notJudged, report.totals.errors]).toEqual([[], [], 0]);
  });

  test('a role that may not call', () => {
    const report = judgeApp({
      assembly: assemblyOf(smallAssembly({
        App: {
          template: {
            Resources: {
              Caller: roleResource({
                AssumeRolePolicyDocument: admit('*',
                  'sts:AssumeRole'),
                Policies: [],
              }),
            },
          },
        },
      })),
    });
    expect([report.identities, faults(report)]).toEqual([[], []]);
  });
});

describe('providers and keys that only the deployment knows', () => {
  const issuer = { 'Fn::Select': [1, { 'Fn::Split': ['//', { 'Fn::GetAtt': ['Cluster', 'OpenIdConnectIssuerUrl'] }] }] };
  const provider = { Type: 'AWS::IAM::OIDCProvider', Properties: { Url: { 'Fn::GetAtt': ['Cluster', 'OpenIdConnectIssuerUrl'] } } };
  const cfnJson = (sub: string) => ({
    Type: 'Custom::AWSCDKCfnJson',
    Properties: { Value: { 'Fn::Join': ['', ['{"', issuer, ':aud":"sts.amazonaws.com","', issuer, `:sub":"${sub}"}`]] } },
  });
  const byKeys = (sub: string) => judge(admit({ Federated: { Ref: 'Provider' } }, WEB, { StringLike: { 'Fn::GetAtt': ['Keys', 'Value'] } }),
    { Provider: provider, Keys: cfnJson(sub) });

  test('a service account, as CDK writes it', () => {
    const report = byKeys('system:serviceaccount:ns:sa');
    expect([who(report), faults(report)]).toEqual([['service account ns:sa (IRSA)'], []]);
  });

  test('any namespace', () => {
    expect(faults(byKeys('system:serviceaccount:*:sa'))).toEqual([expect.stringContaining('"system:serviceaccount:somebody-else:sa"')]);
  });

  test.each<[string, object]>([
    ['keys that a CfnJson holds', { StringEquals: { 'Fn::GetAtt': ['Keys', 'Value'] } }],
    ['no condition', {}],
  ])('any service account of a cluster of the app, with %s', (_, condition) => {
    const pieces = ['{"', issuer, ':aud":"sts.amazonaws.com"}'];
    const keys = { Type: 'Custom::AWSCDKCfnJson', Properties: { Value: { 'Fn::Join': ['', pieces] } } };
    const report = judge(admit({ Federated: { Ref: 'Provider' } }, WEB, condition), { Provider: provider, Keys: keys });
    expect([who(report), faults(report)[0]])
      .toEqual([['service account * (IRSA)'], expect.stringContaining('any service account of a cluster, whatever its namespace')]);
  });

  test('keys that nobody can read are not judged', () => {
    const report = judge(admit({ Federated: { Ref: 'Provider' } }, WEB, { StringEquals: { 'Fn::GetAtt': ['Elsewhere', 'Value'] } }),
      { Provider: provider });
    expect(faults(report)).toEqual([]);
  });

  test('a cluster that only the keys name, as the provider is imported', () => {
    const report = judge(admit({ Federated: { 'Fn::Join': ['', [`arn:aws:iam::${OWN}:oidc-provider/`, { Ref: 'Issuer' }]] } }, WEB,
      { StringLike: { 'Fn::GetAtt': ['Keys', 'Value'] } }), { Keys: cfnJson('system:serviceaccount:ns:sa') });
    expect(faults(report)).toEqual([]);
  });

  test('GitHub by a provider of the app', () => {
    const url = { Type: 'AWS::IAM::OIDCProvider', Properties: { Url: `https://${HUB}` } };
    const report = judge(admit({ Federated: { Ref: 'Provider' } }, WEB, { StringEquals: AUD }), { Provider: url });
    expect(faults(report)).toEqual([expect.stringContaining('any repository of GitHub Actions')]);
  });
});
