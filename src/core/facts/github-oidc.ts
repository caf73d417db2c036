/**
 * Who issues the tokens of GitHub Actions, without `https://`. Keys of a trust policy begin with it.
 *
 * @source github/docs: content/actions/reference/security/oidc.md (read 2026-11-29)
 */
export const GITHUB_ISSUER = 'token.actions.githubusercontent.com';

/**
 * For whom a token is issued with which AWS is called.
 *
 * @source aws-actions/configure-aws-credentials: README.md (read 2026-11-29): by default, and whom the provider in IAM must name
 */
export const GITHUB_AUDIENCE = 'sts.amazonaws.com';

/**
 * The claims of such a token that IAM compares: audience, subject, and the repository's ID, which no other repository ever gets.
 *
 * @source https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html (read 2026-11-29): the keys of GitHub
 * @source https://aws.amazon.com/about-aws/whats-new/2026/01/aws-sts-supports-validation-identity-provider-claims (read 2026-11-29): the
 * repository's ID among the keys, since January 2026
 */
export const GITHUB_KEYS = {
  AUDIENCE: `${GITHUB_ISSUER}:aud`,
  SUBJECT: `${GITHUB_ISSUER}:sub`,
  REPOSITORY_ID: `${GITHUB_ISSUER}:repository_id`,
} as const;

/** A repository, as subjects name it. */
export interface GitHubRepository {
  readonly owner: string;
  readonly ownerId: string;
  readonly repository: string;
  readonly repositoryId: string;
}

/**
 * How the subject of a token begins: by names alone, and by names with the IDs of owner and repository. A repository has one of both.
 *
 * @source github/docs: content/actions/reference/security/oidc.md (read 2026-11-29): says with IDs for repositories that were made, renamed
 * or transferred after 15 July 2026, or chose it; and `@` before an ID
 * @source https://github.blog/changelog/2026-04-23-immutable-subject-claims-for-github-actions-oidc-tokens (read 2026-11-29): says after 18
 * June 2026, and `-` before an ID, in the copy that was read
 * @source https://github.com/aws-actions/configure-aws-credentials/issues/1888 (read 2026-11-29): says that it began on 15 July
 * @assumed `@`, which the newer page says, and users see in their tokens
 */
export const GITHUB_SUBJECTS = [
  ({ owner, repository }: GitHubRepository) => `repo:${owner}/${repository}`,
  ({ owner, ownerId, repository, repositoryId }: GitHubRepository) => `repo:${owner}@${ownerId}/${repository}@${repositoryId}`,
] as const;

/**
 * How it goes on after a colon: by the environment of the job; without one, for the event of a pull request, or by the branch or tag.
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
 * The forms of names of owners and repositories, and of their IDs.
 *
 * @source github/docs: content/actions/reference/security/oidc.md (read 2026-11-29): names never hold `@`
 * @assumed owners have letters, digits and hyphens, and those of Enterprise Managed Users an underscore too; repositories also dots
 */
export const GITHUB_NAMES = { owner: /^[A-Za-z0-9][\w-]{0,99}$/, repository: /^[\w.-]{1,100}$/, id: /^[1-9]\d*$/ } as const;

/**
 * The form of an environment's name, as far as a trust policy can tell it: no wildcard, and nothing that begins a variable.
 *
 * @assumed at most 255 characters, and spaces at the ends are slips
 */
export const GITHUB_ENVIRONMENT = /^(?!\s)[^*?$\p{Cc}]{1,255}(?<!\s)$/u;

/**
 * The form of the name of a branch or tag, without `refs/heads/`; Git admits `$`, which may begin a variable in a policy.
 *
 * @source git/git: Documentation/git-check-ref-format.adoc (read 2026-11-29)
 */
export const GIT_NAME = /^(?!refs\/|\/)(?!.*(?:\.\.|\/\/|@\{))[^\s~^:?*[\\$\p{Cc}]+(?<![/.])$/u;
