import { awscdk, github } from 'projen';
import { checkout, pinActions, SETUP } from './actions';
import { addReleaseWorkflow } from './release-workflow';

/** The types of commit that CONTRIBUTING.md names; the title of a pull request becomes the message of its commit. */
const COMMIT_TYPES = ['feat', 'fix', 'docs', 'test', 'refactor', 'perf', 'build', 'ci', 'style', 'chore'];

export const GITHUB_OPTIONS: github.GitHubOptions = {
  mergify: false,
  pullRequestLintOptions: { semanticTitleOptions: { types: COMMIT_TYPES } },
};

/** What must hold on a bare machine must hold on GitHub as well, and for each commit that is released. */
export function addContinuousIntegration(project: awscdk.AwsCdkConstructLibrary): void {
  pinActions(project);
  const workflow = project.github!.addWorkflow('ci');
  workflow.on({ pullRequest: {}, push: { branches: ['main'] }, workflowCall: {} });
  workflow.addJob('ci', {
    runsOn: ['ubuntu-latest'],
    permissions: { contents: github.workflows.JobPermission.READ },
    timeoutMinutes: 90,
    steps: [checkout(), SETUP.node, SETUP.python, SETUP.java, SETUP.go, { run: 'bash .ci/run' }],
  });
  // .ci/run compiles the app in C#; this runs it.
  workflow.addJob('dotnet', {
    runsOn: ['ubuntu-latest'],
    permissions: { contents: github.workflows.JobPermission.READ },
    timeoutMinutes: 30,
    steps: [checkout(), SETUP.node, SETUP.dotnet, { run: 'npm ci' }, { run: 'npm run consumers -- csharp' }],
  });
  // What needs Terraform's registry of providers.
  workflow.addJob('terraform', {
    runsOn: ['ubuntu-latest'],
    permissions: { contents: github.workflows.JobPermission.READ },
    timeoutMinutes: 20,
    steps: [
      checkout(),
      SETUP.node,
      { uses: 'hashicorp/setup-terraform', with: { terraform_version: '1.11.4', terraform_wrapper: false } },
      { run: 'npm ci' },
      { run: '.ci/terraform-validate' },
    ],
  });
  addReleaseWorkflow(project);
  const title = project.github!.tryFindWorkflow('pull-request-lint')!.file!;
  title.addOverride('jobs.validate.permissions.pull-requests', 'read'); // it answers by its result alone
  title.addOverride('jobs.validate.timeout-minutes', 5);
}
