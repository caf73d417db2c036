import { judgeApp } from '../../../src/core/app/judge-app';
import { AppReport } from '../../../src/core/app/report';
import { assemblyOf } from '../../support/assemblies';
import { roleResource, smallAssembly } from '../../support/small-assembly';

const OWN = '111122223333';
const OTHER = '222233334444';
const GITHUB = `arn:aws:iam::${OWN}:oidc-provider/token.actions.githubusercontent.com`;
const EKS = `arn:aws:iam::${OWN}:oidc-provider/oidc.eks.af-south-1.amazonaws.com/id/ABC`;
const ANCHOR = `arn:aws:rolesanywhere:af-south-1:${OWN}:trust-anchor/a1`;
const POD_ACTIONS = ['sts:AssumeRole', 'sts:TagSession'];
const CERTIFICATE_ACTIONS = [...POD_ACTIONS, 'sts:SetSourceIdentity'];
const AUD = { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' };
const [WIDE, CLOSED] = ['wide-trust', 'closed-trust'];

function judge(trust: object, more: object = {}, environment = `aws://${OWN}/af-south-1`): AppReport {
  const role = roleResource({ AssumeRolePolicyDocument: trust });
  return judgeApp({ assembly: assemblyOf(smallAssembly({ App: { template: { Resources: { Caller: role, ...more } }, environment } })) });
}

function admit(Principal: unknown, Action: unknown, Condition?: object): object {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal, Action, ...Condition && { Condition } }] };
}

const byGitHub = (condition: object) => admit({ Federated: GITHUB }, 'sts:AssumeRoleWithWebIdentity', condition);
const bySub = (sub: unknown, operator = 'StringLike') =>
  byGitHub({ StringEquals: AUD, [operator]: { ...operator === 'StringEquals' && AUD, 'token.actions.githubusercontent.com:sub': sub } });
const byIrsa = (claims: object) => admit({ Federated: EKS }, 'sts:AssumeRoleWithWebIdentity', {
  StringLike: Object.fromEntries(Object.entries(claims).map(([claim, value]) => [`oidc.eks.af-south-1.amazonaws.com/id/ABC:${claim}`, value])),
});
const byPods = (condition?: object) => admit({ Service: 'pods.eks.amazonaws.com' }, POD_ACTIONS, condition);
const byCertificate = (condition?: object) => admit({ Service: 'rolesanywhere.amazonaws.com' }, CERTIFICATE_ACTIONS, condition);
const byCognito = (condition: object) => admit({ Federated: 'cognito-identity.amazonaws.com' }, 'sts:AssumeRoleWithWebIdentity', condition);

const who = ({ identities }: AppReport) => identities[0].admits!.map((one) => one.who);
const faults = ({ findings }: AppReport) => findings.filter(({ rule }) => rule.endsWith('-trust'))
  .map(({ rule, severity, reason }) => `${severity === 'warning' ? '' : `${severity} `}${rule}: ${reason}`);

/** Who is admitted, and what is found: a part of it for each finding. */
type Row = [name: string, trust: object, who: string, ...found: [rule: string, reason: string][]];

const GOOD: Row[] = [
  ['a service', admit({ Service: 'lambda.amazonaws.com' }, 'sts:AssumeRole'), 'lambda.amazonaws.com'],
  ['a service for one source', admit({ Service: 'bedrock.amazonaws.com' }, 'sts:AssumeRole', {
    StringEquals: { 'aws:SourceAccount': OWN }, ArnEquals: { 'aws:SourceArn': `arn:aws:bedrock:af-south-1:${OWN}:model-invocation-job/*` },
  }), `bedrock.amazonaws.com for arn:aws:bedrock:af-south-1:${OWN}:model-invocation-job/*`],
  ['the own account', admit({ AWS: `arn:aws:iam::${OWN}:root` }, 'sts:AssumeRole'), 'its own account'],
  ['the own account by a function', admit({ AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } }, 'sts:AssumeRole'),
    'its own account'],
  ['an environment of a repository', bySub('repo:o/r:environment:prod', 'StringEquals'), 'GitHub Actions: repo:o/r:environment:prod'],
  ['both forms of its name', byGitHub({
    StringEquals: {
      ...AUD,
      'token.actions.githubusercontent.com:sub': [
        'repo:o/r:environment:prod', 'repo:o@1/r@2:environment:prod',
      ],
      'token.actions.githubusercontent.com:repository_id': '2',
    },
  }),
  'GitHub Actions: repo:o/r:environment:prod or repo:o@1/r@2:environment:prod, StringEquals token.actions.githubusercontent.com:repository_id 2'],
  ['all repositories of an owner', bySub('repo:o/*'), 'GitHub Actions: repo:o/*'],
  ['an owner by its number', byGitHub({ StringEquals: { ...AUD, 'token.actions.githubusercontent.com:repository_owner_id': '7' } }),
    'GitHub Actions: any repository, StringEquals token.actions.githubusercontent.com:repository_owner_id 7'],
  ['a service account', byIrsa({ aud: 'sts.amazonaws.com', sub: 'system:serviceaccount:ns:sa' }), 'service account ns:sa (IRSA)'],
  ['all service accounts of a namespace', byIrsa({ aud: 'sts.amazonaws.com', sub: 'system:serviceaccount:ns:*' }), 'service account ns:* (IRSA)'],
  ['pods of one namespace', byPods({
    StringEquals: { 'aws:SourceAccount': OWN, 'aws:RequestTag/kubernetes-namespace': 'ns', 'aws:RequestTag/kubernetes-service-account': 'sa' },
    ArnEquals: { 'aws:RequestTag/eks-cluster-arn': `arn:aws:eks:af-south-1:${OWN}:cluster/c` },
  }),
  'pods of ns/sa in cluster c (EKS Pod Identity)'],
  ['a certificate of one anchor', byCertificate({
    ArnEquals: { 'aws:SourceArn': ANCHOR },
    StringEquals: { 'aws:PrincipalTag/x509Subject/CN': 'x' },
  }), 'Roles Anywhere: anchor a1, CN=x'],
  ['a role of another account', admit({ AWS: `arn:aws:iam::${OTHER}:role/x` }, 'sts:AssumeRole', { StringEquals: { 'sts:ExternalId': 'e' } }),
    `account ${OTHER}, role/x, with an external ID`],
  ['another account with an external ID', admit({ AWS: OTHER }, 'sts:AssumeRole', { StringEquals: { 'sts:ExternalId': 'e' } }),
    `account ${OTHER}, with an external ID`],
  ['one role of another account by a condition', admit({ AWS: `arn:aws:iam::${OTHER}:root` }, 'sts:AssumeRole', { ArnEquals: { 'aws:PrincipalArn': `arn:aws:iam::${OTHER}:role/x` } }), `account ${OTHER} as arn:aws:iam::${OTHER}:role/x`],
  ['an organization', admit({ AWS: '*' }, 'sts:AssumeRole', { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } }), 'anybody of organization o-1'],
  ['a SAML provider', admit({ Federated: `arn:aws:iam::${OWN}:saml-provider/okta` }, ['sts:AssumeRoleWithSAML', 'sts:TagSession'], { StringEquals: { 'SAML:aud': ['https://signin.aws.amazon.com/saml', 'https://af-south-1.signin.aws.amazon.com/saml'] } }),
    'SAML provider okta'],
  ['users of an identity pool', byCognito({
    'StringEquals': { 'cognito-identity.amazonaws.com:aud': 'p' },
    'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
  }), 'authenticated users of identity pool p (Cognito)'],
  ['an own provider', admit({ Federated: `arn:aws:iam::${OWN}:oidc-provider/login.example.com` }, 'sts:AssumeRoleWithWebIdentity', { StringEquals: { 'login.example.com:aud': 'app' } }), 'login.example.com: any token for app'],
  ['an organization of HCP Terraform', admit({ Federated: `arn:aws:iam::${OWN}:oidc-provider/app.terraform.io` },
    'sts:AssumeRoleWithWebIdentity', {
      StringEquals: { 'app.terraform.io:aud': 'aws.workload.identity' },
      StringLike: { 'app.terraform.io:sub': 'organization:o:project:p:workspace:w:run_phase:*' },
    }),
  'HCP Terraform: organization:o:project:p:workspace:w:run_phase:*'],
  ['from some addresses', admit({ AWS: '*' }, 'sts:AssumeRole', { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }),
    'anybody, IpAddress aws:SourceIp 203.0.113.0/24'],
  ['an account that a parameter says', admit({ AWS: { Ref: 'Tools' } }, 'sts:AssumeRole'), '{"Ref":"Tools"}'],
  ['a repository that a parameter says', bySub({ 'Fn::Sub': 'repo:${Owner}/r:*' }), 'GitHub Actions: repo:<Owner>/r:*'],
];

const BAD: Row[] = [
  ['anybody', admit('*', 'sts:AssumeRole'), 'anybody', [WIDE, 'anybody who has an account of AWS']],
  ['anybody with a second factor', admit({ AWS: '*' }, 'sts:AssumeRole', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }),
    'anybody, Bool aws:MultiFactorAuthPresent true', [WIDE, 'anybody who']],
  ['any role of some name', admit({ AWS: '*' }, 'sts:AssumeRole', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/Deploy' } }),
    'anybody as arn:aws:iam::*:role/Deploy', [WIDE, 'anybody who']],
  ['all but one', {
    Version: '2012-10-17',
    Statement: [{
      Effect: 'Allow',
      NotPrincipal: { AWS: `arn:aws:iam::${OTHER}:root` },
      Action: 'sts:AssumeRole',
    }],
  }, 'everybody but those that are named', [WIDE, 'anybody who']],
  ['another account', admit({ AWS: `arn:aws:iam::${OTHER}:root` }, 'sts:AssumeRole'), `account ${OTHER}`,
    [WIDE, `whomever account ${OTHER} lets, as it names the whole account and asks for nothing else`]],
  ['GitHub without a subject', byGitHub({ StringEquals: AUD }), 'GitHub Actions: any repository',
    [WIDE, 'any repository of GitHub Actions, whatever its owner, such as "repo:somebody-else/any:ref:refs/heads/main"']],
  ['GitHub without anything', byGitHub({}), 'GitHub Actions: any repository', [WIDE, 'any repository of GitHub Actions']],
  ['any owner', bySub('repo:*/r:environment:prod'), 'GitHub Actions: repo:*/r:environment:prod',
    [WIDE, 'such as "repo:somebody-else/r:environment:prod"']],
  ['owners that begin alike', bySub('repo:o*'), 'GitHub Actions: repo:o*',
    [WIDE, 'the repositories of another owner whose name begins alike, such as "repo:o-evil/any:ref:refs/heads/main"']],
  ['one of them among others', bySub(['repo:o/r:*', 'repo:p*/r:ref:refs/heads/main']),
    'GitHub Actions: repo:o/r:* or repo:p*/r:ref:refs/heads/main', [WIDE, 'such as "repo:p-evil/r:ref:refs/heads/main"']],
  ['a branch alone', byGitHub({ StringEquals: { ...AUD, 'token.actions.githubusercontent.com:ref': 'refs/heads/main' } }),
    'GitHub Actions: any repository, StringEquals token.actions.githubusercontent.com:ref refs/heads/main', [WIDE, 'any repository of']],
  ['no audience', byGitHub({ StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:o/r:*' } }), 'GitHub Actions: repo:o/r:*',
    [`info ${WIDE}`, 'tokens of token.actions.githubusercontent.com that were made for another audience']],
  ['any service account', byIrsa({ aud: 'sts.amazonaws.com' }), 'service account * (IRSA)',
    [WIDE, 'any service account of a cluster, whatever its namespace, such as "system:serviceaccount:somebody-else:any"']],
  ['namespaces that begin alike', byIrsa({ aud: 'sts.amazonaws.com', sub: 'system:serviceaccount:ns*:sa' }), 'service account ns*:sa (IRSA)',
    [WIDE, 'the service accounts of another namespace whose name begins alike, such as "system:serviceaccount:ns-evil:sa"']],
  ['any pods', byPods(), 'any pods in any cluster (EKS Pod Identity)', [WIDE, 'pods of any namespace in any cluster']],
  ['any pods of the account', byPods({ StringEquals: { 'aws:SourceAccount': OWN } }), 'any pods in any cluster (EKS Pod Identity)',
    [WIDE, 'pods of any namespace in any cluster']],
  ['any trust anchor', byCertificate({ StringEquals: { 'aws:PrincipalTag/x509Subject/CN': 'x' } }), 'Roles Anywhere: any anchor, CN=x',
    [WIDE, 'certificates of every trust anchor of the account']],
  ['any identity pool', byCognito({ 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' } }),
    'authenticated users of identity pool * (Cognito)', [WIDE, 'users of any identity pool of Amazon Cognito']],
  ['guests', byCognito({ StringEquals: { 'cognito-identity.amazonaws.com:aud': 'p' } }), 'all users of identity pool p (Cognito)',
    [WIDE, 'guests of the identity pool']],
  ['any app of Google', admit({ Federated: 'accounts.google.com' }, 'sts:AssumeRoleWithWebIdentity'), 'accounts.google.com: any token',
    [WIDE, 'whoever has signed in with accounts.google.com to any app']],
  ['any group of GitLab', admit({ Federated: `arn:aws:iam::${OWN}:oidc-provider/gitlab.com` }, 'sts:AssumeRoleWithWebIdentity', { StringEquals: { 'gitlab.com:aud': 'https://gitlab.com' }, StringLike: { 'gitlab.com:sub': 'project_path:o*:ref_type:branch:ref:main' } }),
    'GitLab: project_path:o*:ref_type:branch:ref:main', [WIDE, 'the projects of another group whose name begins alike']],
  ['a session\'s ARN', admit({ AWS: OTHER }, 'sts:AssumeRole', { ArnEquals: { 'aws:PrincipalArn': `arn:aws:sts::${OTHER}:assumed-role/x/me` } }),
    `account ${OTHER} as arn:aws:sts::${OTHER}:assumed-role/x/me`,
    [CLOSED, `no request of ${OTHER} fulfils ArnEquals "aws:PrincipalArn": arn:aws:sts::${OTHER}:assumed-role/x/me`]],
  ['a misspelled key of GitHub', byGitHub({ StringEquals: { ...AUD, 'token.actions.githubusercontent.com:repository_owner': 'o' } }),
    'GitHub Actions: any repository, StringEquals token.actions.githubusercontent.com:repository_owner o',
    [CLOSED, `no request of ${GITHUB} fulfils StringEquals "token.actions.githubusercontent.com:repository_owner": o`]],
  ['a misspelled tag of pods', byPods({ StringEquals: { 'aws:RequestTag/kubernetes-serviceaccount': 'sa' } }),
    'any pods in any cluster (EKS Pod Identity), StringEquals aws:RequestTag/kubernetes-serviceaccount sa',
    [CLOSED, 'fulfils StringEquals "aws:RequestTag/kubernetes-serviceaccount": sa']],
  ['a misspelled global key', admit({ AWS: OTHER }, 'sts:AssumeRole', { StringEquals: { 'aws:PrincipalOrganizationId': 'o-1' } }),
    `account ${OTHER}, StringEquals aws:PrincipalOrganizationId o-1`, [CLOSED, 'fulfils StringEquals "aws:PrincipalOrganizationId": o-1']],
  ['a pattern under StringEquals', bySub('repo:o/r:*', 'StringEquals'), 'GitHub Actions: repo:o/r:*',
    [CLOSED, 'fulfils StringEquals "token.actions.githubusercontent.com:sub": repo:o/r:*']],
  ['pods without their tags', admit({ Service: 'pods.eks.amazonaws.com' }, 'sts:AssumeRole'), 'any pods in any cluster (EKS Pod Identity)',
    [CLOSED, 'pods.eks.amazonaws.com asks for sts:TagSession, and no statement allows it that']],
  ['a certificate without a source identity', admit({ Service: 'rolesanywhere.amazonaws.com' }, POD_ACTIONS),
    'Roles Anywhere: any anchor, any certificate', [CLOSED, 'rolesanywhere.amazonaws.com asks for sts:SetSourceIdentity']],
  ['a token by the wrong action', admit({ Federated: GITHUB }, 'sts:AssumeRole'), 'GitHub Actions: any repository',
    [CLOSED, `${GITHUB} asks for sts:AssumeRoleWithWebIdentity, and no statement allows it that`]],
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
    expect(faults(report)).toEqual(found.map(([rule, reason]) => expect.stringContaining(`${rule}: `) && expect.stringContaining(reason)));
    expect(faults(report).map((one) => one.slice(0, one.indexOf(':')))).toEqual(found.map(([rule]) => rule));
    expect(report.totals.errors).toBe(0);
    expect(report.notJudged).toEqual([]);
  });
});
