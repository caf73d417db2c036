import type * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import {
  GitHubCallerOptions, OtherAccountCallerOptions, PodIdentityCallerOptions, RolesAnywhereCallerOptions, SamlCallerOptions,
} from './caller-options';
import { isConcrete, KNOWN_LIST, PropRules } from '../checks/check';
import { GIT_NAME, GITHUB_ENVIRONMENT, GITHUB_ISSUER, GITHUB_NAMES } from '../core/facts/github-oidc';
import { CLUSTER_ARN, KUBERNETES_NAMES } from '../core/facts/pod-identity';
import {
  COMMON_NAME, EXTERNAL_ID, ROLE_ARN, SAML_PROVIDER_ARN, SESSION_ARN, SIGN_IN_ENDPOINT, SIGN_IN_HOST, TRUST_ANCHOR_ARN,
} from '../core/facts/trusted-callers';
import { describeValue } from '../core/rules/describe-value';
import { atLeastOne, each, evenUnknown, must, mustLack, once, required, Rule } from '../core/rules/rule';

/** A text of a form. Values that JavaScript converts to such a text are refused. */
function text(form: RegExp, rule: string, remedy: string | ((value: string) => string)): Rule<string> {
  return must((value) => typeof value === 'string' && form.test(value), rule, (value) => typeof remedy === 'string' ? remedy
    : remedy(String(value)));
}

const NO_WILDCARDS = 'without wildcards: anyone can choose a name with the same beginning';
const FIND_ID = 'gh api repos/octo-org/octo-repo --jq ';

function writeNameRemedy(example: string): (value: string) => string {
  return (value) => value.includes('/') ? 'Set \'owner\' to the part before "/", and \'repository\' to the part after it'
    : `For example "${example}"`;
}

function gitName(what: string, ref: string, example: string): Rule<string> {
  return text(GIT_NAME, `must be the name of one ${what}, ${NO_WILDCARDS}`, (value) =>
    value.startsWith(ref) && GIT_NAME.test(value.slice(ref.length)) ? `Leave "${ref}" out: "${value.slice(ref.length)}"`
      : `For example "${example}". For several, set 'environment', and choose in GitHub which of them may use it`);
}

const RUNS = ['environment', 'branch', 'tag', 'pullRequests'] as const;

function listRuns(options: GitHubCallerOptions): string[] {
  return RUNS.filter((run) => (options[run] ?? false) !== false).map((run) => `'${run}'`);
}

/** Each of them decides how the subject ends. */
const ONE_RUN: Rule<unknown, GitHubCallerOptions> = required(evenUnknown({
  ...must<unknown, GitHubCallerOptions>((_, options) => listRuns(options).length === 1,
    'must be set, exactly one: each admits different runs', 'For example { …, environment: "production" }. For two kinds of runs, ' +
    'give the role a CompositePrincipal of two callers', (_, options) => listRuns(options).join(' and ') || 'none'),
  prop: 'environment\', \'branch\', \'tag\' or \'pullRequests',
}));

const PROVIDER_OF_GITHUB = new RegExp(`^arn:aws[a-z-]*:iam::\\d{12}:oidc-provider/${GITHUB_ISSUER.replace(/\./g, '\\.')}$`);

const REMEDY_OF_ISSUER = 'For GitHub Enterprise Server, or an enterprise\'s own issuer, write a new iam.OpenIdConnectPrincipal(…)';

/** Checks the URL of a provider of the app, since only the deployment knows its ARN. */
const IS_OF_GITHUB: Rule<object> = must((provider) => [undefined, `https://${GITHUB_ISSUER}`].includes(readUrl(provider)),
  `must be the provider for ${GITHUB_ISSUER}, whose claims IAM knows`, REMEDY_OF_ISSUER, (provider) => describeValue(readUrl(provider)));

function readUrl(provider: object): string | undefined {
  const resource = Construct.isConstruct(provider) ? provider.node.defaultChild ?? provider : undefined;
  const { url } = (resource ?? {}) as Partial<iam.CfnOIDCProvider>;
  return isConcrete(url) ? url.replace(/\/$/, '') : undefined;
}

/** The rules on `provider` and `providerArn`: at most one of them, or exactly one. */
function writeProviderRules<P extends { readonly provider?: object; readonly providerArn?: string }>(
  readArn: (provider: Partial<iam.IOIDCProviderRef & iam.ISAMLProviderRef>) => string | undefined, example: string, isRequired: boolean,
  form: RegExp, rule: string, remedy: string, ...more: readonly Rule<object>[]
) {
  const count = ({ provider, providerArn }: P) => [provider, providerArn].filter((one) => (one ?? undefined) !== undefined).length;
  const alone: Rule<unknown, P> = required(evenUnknown({
    ...must<unknown, P>((_, options) => count(options) <= 1 && (!isRequired || count(options) === 1),
      isRequired ? 'must be set, exactly one' : 'must not both be set', isRequired ? `For example { provider: ${example} }`
        : 'Leave one out', (_, options) => count(options) === 0 ? 'none' : 'both'),
    prop: isRequired ? 'provider\' or \'providerArn' : 'provider\' and \'providerArn',
  }));
  const isProvider: Rule<object> = must((provider) => typeof provider === 'object' && typeof readArn(provider) === 'string',
    'must be a provider', `For example ${example}. If you have an ARN, set 'providerArn'`);
  const isRight: Rule<object> = must((provider) => !isConcrete(readArn(provider)) || form.test(readArn(provider)!), rule, remedy,
    (provider) => describeValue(readArn(provider)));
  return { provider: [isProvider, isRight, ...more], providerArn: [text(form, rule, remedy), alone] };
}

export const GITHUB_RULES: PropRules<GitHubCallerOptions> = {
  name: 'options',
  must: 'must name a repository, and the runs to admit',
  example: '{ owner: "octo-org", ownerId: "123456", repository: "octo-repo", repositoryId: "456789", environment: "production" }',
  required: {
    owner: 'must be the owner of the repository',
    ownerId: ['must be the ID of the owner, which is in the subject of newer repositories', `Ask GitHub: ${FIND_ID}.owner.id`],
    repository: 'must be the name of the repository',
    repositoryId: ['must be the ID of the repository, which no other repository ever gets', `Ask GitHub: ${FIND_ID}.id`],
  },
  rules: {
    owner: [text(GITHUB_NAMES.owner, `must be the name of one owner, ${NO_WILDCARDS}`, writeNameRemedy('octo-org'))],
    ownerId: [text(GITHUB_NAMES.id, 'must be the ID of the owner: digits, as a text', `Ask GitHub: ${FIND_ID}.owner.id`)],
    repository: [text(GITHUB_NAMES.repository, `must be the name of one repository, ${NO_WILDCARDS}`, writeNameRemedy('octo-repo'))],
    repositoryId: [text(GITHUB_NAMES.id, 'must be the ID of the repository: digits, as a text', `Ask GitHub: ${FIND_ID}.id`)],
    environment: [text(GITHUB_ENVIRONMENT, `must be the name of one environment, ${NO_WILDCARDS}`, 'For example "production"')],
    branch: [gitName('branch', 'refs/heads/', 'main')],
    tag: [gitName('tag', 'refs/tags/', 'v1')],
    pullRequests: [must((value) => typeof value === 'boolean', 'must be true or false', 'Set it to true, or leave it out'), ONE_RUN],
    ...writeProviderRules<GitHubCallerOptions>(({ oidcProviderRef }) => oidcProviderRef?.oidcProviderArn,
      `new iam.OidcProviderNative(this, "GitHub", { url: "https://${GITHUB_ISSUER}", clientIds: ["sts.amazonaws.com"] })`, false,
      PROVIDER_OF_GITHUB, `must be the ARN of the provider for ${GITHUB_ISSUER}, whose claims IAM knows`, REMEDY_OF_ISSUER, IS_OF_GITHUB),
  },
};

export const POD_RULES: PropRules<PodIdentityCallerOptions> = {
  name: 'options',
  must: 'must name the pods by their cluster, namespace and service account',
  example: '{ clusterArn: cluster.clusterArn, namespace: "chat", serviceAccount: "assistant" }',
  required: {
    clusterArn: 'must be the ARN of the cluster',
    namespace: 'must be the namespace of the service account',
    serviceAccount: 'must be the name of the service account',
  },
  rules: {
    clusterArn: [text(CLUSTER_ARN, 'must be the ARN of one cluster', 'For example cluster.clusterArn, or ' +
      '"arn:aws:eks:af-south-1:111122223333:cluster/chat"')],
    namespace: [text(KUBERNETES_NAMES.namespace,
      'must be the name of one namespace: 1 to 63 lowercase letters and digits, with "-" between them', 'For example "chat"')],
    serviceAccount: [text(KUBERNETES_NAMES.serviceAccount,
      'must be the name of one service account: lowercase letters and digits, with "-" and "." between them', (value) =>
        value.includes(':') ? 'Leave out the part up to the last ":"' : 'For example "assistant"')],
  },
};

export const SAML_RULES: PropRules<SamlCallerOptions> = {
  name: 'options',
  must: 'must name the SAML provider',
  example: '{ provider: iam.SamlProvider.fromSamlProviderArn(…) }',
  rules: {
    audiences: [
      atLeastOne('name at least one sign-in endpoint', 'Leave it out for the default endpoints'),
      each(text(SIGN_IN_ENDPOINT, 'must hold sign-in endpoints of AWS, without wildcards',
        `For example "https://${SIGN_IN_HOST}/saml" or "https://af-south-1.${SIGN_IN_HOST}/saml"`)),
      once('endpoint'),
    ],
    ...writeProviderRules<SamlCallerOptions>(({ samlProviderRef }) => samlProviderRef?.samlProviderArn,
      'iam.SamlProvider.fromSamlProviderArn(…)', true, SAML_PROVIDER_ARN, 'must be the ARN of a SAML provider',
      'For example "arn:aws:iam::111122223333:saml-provider/corporate"'),
  },
};

const EXAMPLE_ROLE = 'For example "arn:aws:iam::444455556666:role/platform/Assistant"';

function writeRoleRemedy(arn: string): string {
  const [, partition, account, role] = SESSION_ARN.exec(arn) ?? [];
  if (role !== undefined) {
    return 'aws:PrincipalArn is never the ARN of a session. Name its role: ' +
      `"arn:${partition}:iam::${account}:role/${role}", with its path before the name if it has one`;
  }
  const isNoRole = /:(root|user\/.*)$|^\d{12}$/.test(arn);
  return `${isNoRole ? 'Only roles are trusted, so call as a role. ' : ''}${EXAMPLE_ROLE}`;
}

function findOfOtherAccount(arns: readonly string[]): string[] | undefined {
  const accounts = arns.filter(isConcrete).map((arn) => arn.split(':')[4]);
  const other = accounts.find((account) => account !== accounts[0]);
  return other === undefined ? undefined : [accounts[0], other];
}

export const OTHER_ACCOUNT_RULES: PropRules<OtherAccountCallerOptions> = {
  name: 'options',
  must: 'must name the roles, and their external ID',
  example: '{ roleArns: ["arn:aws:iam::444455556666:role/Assistant"], externalId: "claude-7f3a" }',
  required: {
    roleArns: 'must name at least one role',
    externalId: 'must be the external ID that the callers send; it keeps their other customers from reaching your role',
  },
  rules: {
    roleArns: [
      KNOWN_LIST,
      atLeastOne('name at least one role', EXAMPLE_ROLE),
      each(text(ROLE_ARN, 'must hold ARNs of roles, without wildcards', writeRoleRemedy)),
      once('role'),
      mustLack(findOfOtherAccount, 'must be of one account', 'Give the role a CompositePrincipal with one caller for each account'),
    ],
    externalId: [text(EXTERNAL_ID, 'must be 2 to 1,224 letters, digits or any of _+=,.@:/-', 'For example "claude-7f3a"')],
  },
};

export const ROLES_ANYWHERE_RULES: PropRules<RolesAnywhereCallerOptions> = {
  name: 'options',
  must: 'must name the trust anchor and the certificate',
  example: '{ trustAnchorArn: anchor.attrTrustAnchorArn, commonName: "build.example.com" }',
  required: {
    trustAnchorArn: 'must be the ARN of the trust anchor; without it, every trust anchor of the account would be trusted',
    commonName: 'must be the common name of the certificate; without it, every certificate of the trust anchor would be trusted',
  },
  rules: {
    trustAnchorArn: [text(TRUST_ANCHOR_ARN, 'must be the ARN of one trust anchor', 'For example anchor.attrTrustAnchorArn, or ' +
      '"arn:aws:rolesanywhere:af-south-1:111122223333:trust-anchor/1234abcd-12ab-34cd-56ef-1234567890ab"')],
    commonName: [
      text(/^(?!CN=)/i, 'must be the common name only', 'Leave out "CN=" and the rest of the subject'),
      text(COMMON_NAME, 'must be 1 to 256 letters, digits, spaces or any of _.:/=+-@, without wildcards or spaces at its ends',
        'For example "build.example.com"'),
    ],
  },
};
