import { Lazy, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ClaudeCaller } from '../../src';

const REPOSITORY = { owner: 'octo-org', ownerId: '123456', repository: 'octo-repo', repositoryId: '456789' };
const GITHUB = { ...REPOSITORY, environment: 'production' };
const PODS = { clusterArn: 'arn:aws:eks:af-south-1:111122223333:cluster/chat', namespace: 'chat', serviceAccount: 'assistant' };
const SAML = { providerArn: 'arn:aws:iam::111122223333:saml-provider/corporate' };
const ROLE = 'arn:aws:iam::444455556666:role/platform/Assistant';
const OTHER = { roleArns: [ROLE], externalId: 'claude-7f3a' };
const CERTIFICATE = {
  trustAnchorArn: 'arn:aws:rolesanywhere:af-south-1:111122223333:trust-anchor/1234abcd-12ab-34cd-56ef-1234567890ab',
  commonName: 'build.example.com',
};
const RIGHT = { gitHub: GITHUB, podIdentity: PODS, saml: SAML, otherAccount: OTHER, rolesAnywhere: CERTIFICATE };
type Caller = keyof typeof RIGHT;

const make = (caller: Caller, options: any) => ClaudeCaller[caller](options);

/** Values that are none of what any prop means, each as languages without types may give it. */
const ODD: readonly unknown[] = ['', ' ', 0, 5, true, {}, [], ['x'], () => 'x', 'a b', '*', 'x*', 'x?', '${aws:username}'];

describe.each(Object.keys(RIGHT) as Caller[])('%s', (caller) => {
  test.each([undefined, null, 'text', 5, [], () => ({})])('fails for the options %p', (options) => {
    expect(() => make(caller, options)).toThrow(/^'options' must name .*, got: .*\. For example \{ /);
  });

  test('fails for no options, with each that is missing', () => {
    expect(() => make(caller, {})).toThrow(/^('provider' or 'providerArn' must|\d rules are broken:)/);
  });

  test('takes what is right', () => {
    expect(make(caller, RIGHT[caller]).policyFragment.principalJson).toBeDefined();
  });

  test.each(Object.keys(RIGHT[caller]))('fails for any odd value of %s, by its name', (prop) => {
    for (const value of ODD) {
      // A text is what an environment or a common name may be.
      if (['environment', 'commonName'].includes(prop) && value === 'a b') {
        continue;
      }
      expect(() => make(caller, { ...RIGHT[caller], [prop]: value })).toThrow(new RegExp(`(^|- )'${prop}' must .*got: `));
    }
    expect(() => make(caller, { ...RIGHT[caller], [prop]: null })).toThrow(new RegExp(`'(${prop}'|provider' or)`));
  });

  test('judges no token', () => {
    const tokens = Object.fromEntries(Object.entries(RIGHT[caller]).map(([prop, value]) =>
      [prop, typeof value === 'string' ? Lazy.string({ produce: () => '*' }) : [Token.asString({ Ref: 'X' })]]));
    expect(() => make(caller, tokens)).not.toThrow();
  });
});

test.each<[string, Caller, object, string]>([
  ['a wildcard for the repository', 'gitHub', { repository: '*' },
    '\'repository\' must be the name of one repository, without wildcards: ' +
    'anyone can choose a name with the same beginning, got: "*". For example "octo-repo"'],
  ['a repository that begins so', 'gitHub', { repository: 'octo*' },
    '\'repository\' must be the name of one repository, without wildcards'],
  ['an owner that begins so', 'gitHub', { owner: 'octo*' },
    '\'owner\' must be the name of one owner, without wildcards: anyone can choose ' +
    'a name with the same beginning, got: "octo*"'],
  ['both names in one', 'gitHub', { repository: 'octo-org/octo-repo' }, '\'repository\' must be the name of one repository, without ' +
    'wildcards: anyone can choose a name with the same beginning, got: "octo-org/octo-repo". Set \'owner\' to the part before "/", ' +
    'and \'repository\' to the part after it'],
  ['a wildcard for the environment', 'gitHub', { environment: 'prod*' },
    '\'environment\' must be the name of one environment, without wild'],
  ['an environment with a space at its end', 'gitHub', { environment: 'production ' },
    '\'environment\' must be the name of one environment'],
  ['a wildcard for the branch', 'gitHub', { environment: undefined, branch: 'release/*' }, '\'branch\' must be the name of one branch, ' +
    'without wildcards: anyone can choose a name with the same beginning, got: "release/*". For example "main". For several, set ' +
    '\'environment\', and choose in GitHub which of them may use it'],
  ['a whole ref', 'gitHub', { environment: undefined, branch: 'refs/heads/main' },
    'got: "refs/heads/main". Leave "refs/heads/" out: "main"'],
  ['a whole ref of a tag', 'gitHub', { environment: undefined, tag: 'refs/tags/v1' }, 'got: "refs/tags/v1". Leave "refs/tags/" out: "v1"'],
  ['a wildcard for the tag', 'gitHub', { environment: undefined, tag: 'v*' }, '\'tag\' must be the name of one tag, without wildcards'],
  ['an ID that is a number', 'gitHub', { repositoryId: 456789 }, '\'repositoryId\' must be the ID of the repository: digits, as a text, ' +
    'got: 456789. Ask GitHub: gh api repos/octo-org/octo-repo --jq .id'],
  ['an ID of the older form', 'gitHub', { ownerId: 'MDEyOk9yZw==' }, '\'ownerId\' must be the ID of the owner: digits, as a text, got: ' +
    '"MDEyOk9yZw==". Ask GitHub: gh api repos/octo-org/octo-repo --jq .owner.id'],
  ['no ID', 'gitHub', { repositoryId: undefined },
    '\'repositoryId\' must be the ID of the repository, which no other repository ever ' +
    'gets, got: undefined. Ask GitHub: gh api repos/octo-org/octo-repo --jq .id. For example { owner: "octo-org", '],
  ['no run', 'gitHub', { environment: undefined }, '\'environment\', \'branch\', \'tag\' or \'pullRequests\' must be set, exactly one: ' +
    'each admits different runs, got: none. For example { …, environment: "production" }'],
  ['pull requests that are off', 'gitHub', { environment: undefined, pullRequests: false },
    'must be set, exactly one: each admits different ' +
    'runs, got: none'],
  ['two kinds of runs', 'gitHub', { branch: 'main' },
    '\'environment\', \'branch\', \'tag\' or \'pullRequests\' must be set, exactly one: ' +
    'each admits different runs, got: \'environment\' and \'branch\'. For example { …, environment: "production" }. For two kinds of ' +
    'runs, give the role a CompositePrincipal of two callers'],
  ['pull requests by a word', 'gitHub', { environment: undefined, pullRequests: 'yes' },
    '\'pullRequests\' must be true or false, got: "yes"'],
  ['another issuer', 'gitHub', { providerArn: 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com/octo' },
    '\'providerArn\' must be the ARN of the provider for token.actions.githubusercontent.com, whose claims IAM knows, got: '],
  ['the URL of the issuer', 'gitHub', { providerArn: 'https://token.actions.githubusercontent.com' },
    'For GitHub Enterprise Server, or an ' +
    'enterprise\'s own issuer, write a new iam.OpenIdConnectPrincipal(…)'],
  ['two providers', 'gitHub', {
    provider: { oidcProviderRef: {} },
    providerArn: 'arn:aws:iam::111122223333:oidc-provider/' +
    'token.actions.githubusercontent.com',
  }, '\'provider\' and \'providerArn\' must not both be set, got: both. Leave one out'],
  ['a provider without an ARN', 'gitHub', { provider: { oidcProviderRef: undefined } }, '\'provider\' must be a provider, got: '],
  ['the provider of another issuer', 'gitHub', {
    provider: { oidcProviderRef: { oidcProviderArn: 'arn:aws:iam::111122223333:oidc-provider/gitlab.com' } },
  }, '\'provider\' must be the ARN of the provider for token.actions.githubusercontent.com, whose claims IAM knows, got: "arn:'],
  ['a provider of the app for another issuer', 'gitHub', {
    provider: new iam.OidcProviderNative(new Stack(), 'P', { url: 'https://gitlab.com', clientIds: ['x'] }),
  }, '\'provider\' must be the provider for token.actions.githubusercontent.com, whose claims IAM knows, got: "https://gitlab.com". For G'],
  ['a provider that is none of SAML', 'saml', {
    providerArn: undefined, provider: { samlProviderRef: { samlProviderArn: 'arn:aws:iam::111122223333:oidc-provider/gitlab.com' } },
  }, '\'provider\' must be the ARN of a SAML provider, got: "arn:'],
  ['a list that only the deployment knows', 'otherAccount', { roleArns: Token.asList({ Ref: 'Roles' }) },
    '\'roleArns\' must be a list that is known at synthesis, got: a token. Write it out; its elements may be tokens'],
  ['an ARN as the provider', 'gitHub', { provider: 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com' },
    '\'provider\' must be a provider, got: "arn:'],

  ['the name of a cluster', 'podIdentity', { clusterArn: 'chat' },
    '\'clusterArn\' must be the ARN of one cluster, got: "chat". For example ' +
    'cluster.clusterArn, or "arn:aws:eks:af-south-1:111122223333:cluster/chat"'],
  ['all clusters', 'podIdentity', { clusterArn: 'arn:aws:eks:af-south-1:111122223333:cluster/*' }, '\'clusterArn\' must be the ARN of one'],
  ['a namespace in capitals', 'podIdentity', { namespace: 'Chat' },
    '\'namespace\' must be the name of one namespace: 1 to 63 lowercase letters ' +
    'and digits, with "-" between them, got: "Chat". For example "chat"'],
  ['all namespaces', 'podIdentity', { namespace: '*' }, '\'namespace\' must be the name of one namespace'],
  ['a long namespace', 'podIdentity', { namespace: 'x'.repeat(64) }, '\'namespace\' must be the name of one namespace: 1 to 63'],
  ['a service account in capitals', 'podIdentity', { serviceAccount: 'Assistant' }, '\'serviceAccount\' must be the name of one service ' +
    'account: lowercase letters and digits, with "-" and "." between them, got: "Assistant". For example "assistant"'],
  ['a subject of IRSA', 'podIdentity', { serviceAccount: 'system:serviceaccount:chat:assistant' }, 'Leave out the part up to the last ":"'],

  ['no SAML provider', 'saml', { providerArn: undefined }, '\'provider\' or \'providerArn\' must be set, exactly one, got: none. For ' +
    'example { provider: iam.SamlProvider.fromSamlProviderArn(…) }'],
  ['the name of a SAML provider', 'saml', { providerArn: 'corporate' },
    '\'providerArn\' must be the ARN of a SAML provider, got: "corporate"'],
  ['an OIDC provider for SAML', 'saml', { provider: { oidcProviderRef: {} } },
    '\'provider\' must be a provider, got: {"oidcProviderRef":{…}}'],
  ['no endpoint', 'saml', { audiences: [] },
    '\'audiences\' must name at least one sign-in endpoint, got: []. Leave it out for the default endpoints'],
  ['an endpoint twice', 'saml', { audiences: ['https://signin.aws.amazon.com/saml', 'https://signin.aws.amazon.com/saml'] },
    '\'audiences\' must name each endpoint once'],
  ['all endpoints', 'saml', { audiences: ['https://*.signin.aws.amazon.com/saml'] }, '\'audiences\' must hold sign-in endpoints of AWS, ' +
    'without wildcards, got: "https://*.signin.aws.amazon.com/saml". For example "https://signin.aws.amazon.com/saml" or '],
  ['somebody else\'s endpoint', 'saml', { audiences: ['https://signin.aws.amazon.com.evil.com/saml'] }, '\'audiences\' must hold sign-in'],
  ['a Region as endpoint', 'saml', { audiences: ['af-south-1'] }, '\'audiences\' must hold sign-in endpoints of AWS'],

  ['no external ID', 'otherAccount', { externalId: undefined },
    '\'externalId\' must be the external ID that the callers send; it keeps their other customers ' +
    'from reaching your role, got: undefined. ' +
    'For example { roleArns: ["arn:aws:iam::444455556666:role/Assistant"], externalId: "claude-7f3a" }'],
  ['an empty external ID', 'otherAccount', { externalId: '' },
    '\'externalId\' must be 2 to 1,224 letters, digits or any of _+=,.@:/-, got: ""'],
  ['an external ID with a space', 'otherAccount', { externalId: 'claude 7f3a' }, '\'externalId\' must be 2 to 1,224 letters, digits'],
  ['any external ID', 'otherAccount', { externalId: '*' }, '\'externalId\' must be 2 to 1,224 letters, digits'],
  ['no role', 'otherAccount', { roleArns: [] }, '\'roleArns\' must name at least one role, got: []'],
  ['one role without brackets', 'otherAccount', { roleArns: ROLE }, '\'roleArns\' must be a list, got: '],
  ['a role twice', 'otherAccount', { roleArns: [ROLE, ROLE] }, `'roleArns' must name each role once, got: "${ROLE}" twice`],
  ['roles of two accounts', 'otherAccount', { roleArns: [ROLE, ROLE.replace('4444', '5555')] },
    '\'roleArns\' must be of one account, got: ' +
    '["444455556666","555555556666"]. Give the role a CompositePrincipal with one caller for each account'],
  ['a session', 'otherAccount', { roleArns: ['arn:aws:sts::444455556666:assumed-role/Assistant/me'] }, '\'roleArns\' must hold ARNs of ' +
    'roles, without wildcards, got: "arn:aws:sts::444455556666:assumed-role/Assistant/me". aws:PrincipalArn is never the ARN of a ' +
    'session. ' +
    'Name its role: "arn:aws:iam::444455556666:role/Assistant", with its path before the name if it has one'],
  ['a whole account', 'otherAccount', { roleArns: ['arn:aws:iam::444455556666:root'] },
    'Only roles are trusted, so call as a role. For'],
  ['an account\'s ID', 'otherAccount', { roleArns: ['444455556666'] },
    'Only roles are trusted, so call as a role. For example'],
  ['a user', 'otherAccount', { roleArns: ['arn:aws:iam::444455556666:user/me'] },
    'Only roles are trusted, so call as a role. For'],
  ['the name of a role', 'otherAccount', { roleArns: ['Assistant'] },
    'got: "Assistant". For example "arn:aws:iam::444455556666:role/platform/'],
  ['all roles', 'otherAccount', { roleArns: ['arn:aws:iam::444455556666:role/*'] },
    '\'roleArns\' must hold ARNs of roles, without wildcards'],
  ['all roles under a path', 'otherAccount', { roleArns: ['arn:aws:iam::444455556666:role/a*b/Assistant'] }, 'without wildcards, got: '],
  ['a role of any account', 'otherAccount', { roleArns: ['arn:aws:iam::*:role/Assistant'] }, '\'roleArns\' must hold ARNs of roles'],

  ['no anchor', 'rolesAnywhere', { trustAnchorArn: undefined },
    '\'trustAnchorArn\' must be the ARN of the trust anchor; without it, every trust ' +
    'anchor of the account would be trusted, got: undefined. For example { trustAnchorArn: anchor.attrTrustAnchorArn, commonName: '],
  ['the ID of an anchor', 'rolesAnywhere', { trustAnchorArn: '1234abcd-12ab-34cd-56ef-1234567890ab' },
    '\'trustAnchorArn\' must be the ARN of ' +
    'one trust anchor, got: "1234abcd-12ab-34cd-56ef-1234567890ab". For example anchor.attrTrustAnchorArn, or "arn:aws:rolesanywhere:'],
  ['any anchor', 'rolesAnywhere', { trustAnchorArn: 'arn:aws:rolesanywhere:af-south-1:111122223333:trust-anchor/*' },
    '\'trustAnchorArn\' must'],
  ['a profile', 'rolesAnywhere', { trustAnchorArn: CERTIFICATE.trustAnchorArn.replace('trust-anchor', 'profile') },
    '\'trustAnchorArn\' must'],
  ['no common name', 'rolesAnywhere', { commonName: undefined },
    '\'commonName\' must be the common name of the certificate; without it, every ' +
    'certificate of the trust anchor would be trusted, got: undefined'],
  ['a subject', 'rolesAnywhere', { commonName: 'CN=build.example.com,O=Example' }, '\'commonName\' must be the common name only, got: ' +
    '"CN=build.example.com,O=Example". Leave out "CN=" and the rest of the subject'],
  ['a certificate for all hosts', 'rolesAnywhere', { commonName: '*.example.com' },
    '\'commonName\' must be 1 to 256 letters, digits, spaces ' +
    'or any of _.:/=+-@, without wildcards or spaces at its ends, got: "*.example.com". For example "build.example.com"'],
])('%s fails for %s', (_, caller, options, message) => {
  expect(() => make(caller, { ...RIGHT[caller], ...options })).toThrow(message);
});

test('all that is wrong is told at once', () => {
  expect(() => make('gitHub', { ...GITHUB, owner: '*', ownerId: 'x', repository: '*' }))
    .toThrow(/^3 rules are broken:\n- 'owner' .*\n- 'ownerId' .*\n- 'repository' /);
});
