/**
 * The issuer of GitHub Actions tokens, without `https://`. The condition keys of a trust policy begin with it.
 *
 * @source github/docs: content/actions/reference/security/oidc.md (read 2026-11-29)
 */
export const GITHUB_ISSUER = 'token.actions.githubusercontent.com';

/**
 * The audience of a token for calls of AWS.
 *
 * @source aws-actions/configure-aws-credentials: README.md (read 2026-11-29): the default, which the provider in IAM must name
 */
export const GITHUB_AUDIENCE = 'sts.amazonaws.com';

/**
 * The claims of a GitHub token that the library's trust policies compare: the audience, the subject, and the repository's ID, which no
 * other repository ever gets.
 *
 * @source https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html (read 2026-11-29): the keys of GitHub
 * @source https://aws.amazon.com/about-aws/whats-new/2026/01/aws-sts-supports-validation-identity-provider-claims (read 2026-11-29): the
 * repository's ID is one of the keys since January 2026
 */
export const GITHUB_KEYS = {
  AUDIENCE: `${GITHUB_ISSUER}:aud`,
  SUBJECT: `${GITHUB_ISSUER}:sub`,
  REPOSITORY_ID: `${GITHUB_ISSUER}:repository_id`,
} as const;

/** A repository, as token subjects name it. */
export interface GitHubRepository {
  readonly owner: string;
  readonly ownerId: string;
  readonly repository: string;
  readonly repositoryId: string;
}

/**
 * The beginnings of a token's subject: with names only, or with names and the IDs of owner and repository. A repository has one of the two.
 *
 * @source github/docs: content/actions/reference/security/oidc.md (read 2026-11-29): says with IDs for repositories that were created,
 * renamed or transferred after 15 July 2026, or that chose it; and `@` before an ID
 * @source https://github.blog/changelog/2026-04-23-immutable-subject-claims-for-github-actions-oidc-tokens (read 2026-11-29): says after 18
 * June 2026, and `-` before an ID, in the copy that was read
 * @source https://github.com/aws-actions/configure-aws-credentials/issues/1888 (read 2026-11-29): says that it began on 15 July
 * @assumed `@`, as the newer page says and users see in their tokens
 */
export const GITHUB_SUBJECTS = [
  ({ owner, repository }: GitHubRepository) => `repo:${owner}/${repository}`,
  ({ owner, ownerId, repository, repositoryId }: GitHubRepository) => `repo:${owner}@${ownerId}/${repository}@${repositoryId}`,
] as const;

/**
 * The end of a token's subject, after a colon: the job's environment. Without an environment, it is the pull request event, the branch or
 * the tag.
 *
 * @source github/docs: content/actions/reference/security/oidc.md (read 2026-11-29): a colon in a name is written as `%3A`
 */
export const GITHUB_RUNS = {
  ENVIRONMENT: (name: string) => `environment:${name.replace(/:/g, '%3A')}`,
  BRANCH: (name: string) => `ref:refs/heads/${name}`,
  TAG: (name: string) => `ref:refs/tags/${name}`,
  PULL_REQUEST: 'pull_request',
} as const;

/**
 * The forms of the names of owners and repositories, and of their IDs.
 *
 * @source github/docs: content/actions/reference/security/oidc.md (read 2026-11-29): names never contain `@`
 * @assumed letters, digits and hyphens for owners, an underscore for Enterprise Managed Users, and also dots for repositories
 */
export const GITHUB_NAMES = { owner: /^[A-Za-z0-9][\w-]{0,99}$/, repository: /^[\w.-]{1,100}$/, id: /^[1-9]\d*$/ } as const;

/**
 * The form of an environment's name, as far as a trust policy can compare it: no wildcard, and no beginning of a policy variable.
 *
 * @assumed at most 255 characters, and that spaces at the ends are slips
 */
export const GITHUB_ENVIRONMENT = /^(?!\s)[^*?$\p{Cc}]{1,255}(?<!\s)$/u;

/**
 * The form of the name of a branch or tag, without `refs/heads/`. `$` is refused although Git allows it, since it may begin a policy
 * variable.
 *
 * @source git/git: Documentation/git-check-ref-format.adoc (read 2026-11-29)
 */
export const GIT_NAME = /^(?!refs\/|\/)(?!.*(?:\.\.|\/\/|@\{))[^\s~^:?*[\\$\p{Cc}]+(?<![/.])$/u;
