import { awscdk, github } from 'projen';

/** The types of commit that CONTRIBUTING.md names; the title of a pull request becomes the message of its commit. */
const COMMIT_TYPES = ['feat', 'fix', 'docs', 'test', 'refactor', 'perf', 'build', 'ci', 'style', 'chore'];

export const GITHUB_OPTIONS: github.GitHubOptions = {
  mergify: false,
  pullRequestLintOptions: { semanticTitleOptions: { types: COMMIT_TYPES } },
};

/** What must hold on a bare machine must hold on GitHub as well. */
export function addContinuousIntegration(project: awscdk.AwsCdkConstructLibrary): void {
  const workflow = project.github!.addWorkflow('ci');
  workflow.on({ pullRequest: {}, push: { branches: ['main'] } });
  workflow.addJob('ci', {
    runsOn: ['ubuntu-latest'],
    permissions: { contents: github.workflows.JobPermission.READ },
    timeoutMinutes: 90,
    steps: [
      { uses: 'actions/checkout@v6' },
      { uses: 'actions/setup-node@v7', with: { 'node-version': '24.x' } },
      { uses: 'actions/setup-python@v6', with: { 'python-version': '3.11' } },
      { uses: 'actions/setup-go@v6', with: { 'go-version-file': '.ci/read-hcl/go.mod' } },
      { run: 'bash .ci/run' },
    ],
  });
  // What needs Terraform's registry of providers.
  workflow.addJob('terraform', {
    runsOn: ['ubuntu-latest'],
    permissions: { contents: github.workflows.JobPermission.READ },
    timeoutMinutes: 20,
    steps: [
      { uses: 'actions/checkout@v6' },
      { uses: 'actions/setup-node@v7', with: { 'node-version': '24.x' } },
      { uses: 'hashicorp/setup-terraform@v3', with: { terraform_wrapper: false } },
      { run: 'npm ci' },
      { run: '.ci/terraform-validate' },
    ],
  });
  // The default registry needs no name; .ci/run notices if the step moves.
  project.github!.tryFindWorkflow('release')!.file!.addDeletionOverride('jobs.release_npm.steps.9.env.NPM_REGISTRY');
}
