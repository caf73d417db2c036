/** Whether AWS requires an authorization, as far as is known. */
export type Enforcement = 'announced' | 'enforced';

/**
 * Whether a call of a model needs its action on a project too. AWS's SDK says so for InvokeModel, Converse and their streaming forms, and
 * not for batch jobs. No report was found of a call that was refused for lack of it.
 *
 * @source boto/botocore: botocore/data/bedrock-runtime/2023-09-30/service-2.json (read 2026-11-28): 1.44.8 of 20 November says it,
 * 1.44.7 does not
 * @source https://aws.amazon.com/blogs/machine-learning/introducing-cross-region-inference-for-openai-gpt-5-6-models-on-amazon-bedrock
 * (read 2026-11-28): grants the default project in the statement of the profile
 * @assumed announced: a project that is not allowed is a warning. Change it to 'enforced' once AWS, or a test on a live account, shows that
 * calls are refused; then it is a leg like the others.
 */
export const PROJECT_AUTHORIZATION: Enforcement = 'announced';

/**
 * The project of a call that names none.
 *
 * @source boto/botocore: botocore/data/bedrock-runtime/2023-09-30/service-2.json (read 2026-11-28)
 */
export const DEFAULT_PROJECT = 'default';

/**
 * The form of a project's ID. Calls through application inference profiles use the default project only.
 *
 * @source boto/botocore: botocore/data/bedrock-runtime/2023-09-30/service-2.json (read 2026-11-28)
 */
export const PROJECT_ID = /^[a-zA-Z0-9_-]+$/;

/** Names the project of a call, and says that it does not count while AWS does not enforce it. */
export function describeProject(): string {
  return PROJECT_AUTHORIZATION === 'enforced'
    ? 'the project'
    : 'the project (announced by AWS in November 2026; it does not count yet, because AWS is not known to enforce it)';
}
