import { awscdk, github } from 'projen';
import { checkout, SETUP } from './actions';
import { REGISTRIES, Registry } from './registries';

const { READ, WRITE } = github.workflows.JobPermission;
type Job = github.workflows.Job;
type Step = github.workflows.JobStep;

const DRY_RUN = '${{ inputs.dry_run }}';
const UNLESS_DRY_RUN = '${{ !inputs.dry_run }}';
const TAG = '${{ needs.packages.outputs.tag }}';
/** The environments: reviewers guard the first; secrets and trusted publishers belong to the second. */
const [APPROVAL, PUBLISHING] = ['release', 'publish'];

/** One gate, one approval, and a chain that "Re-run failed jobs" carries on where it broke: docs/releasing.md. */
export function addReleaseWorkflow(project: awscdk.AwsCdkConstructLibrary): void {
  const workflow = new github.GithubWorkflow(project.github!, 'release', {
    limitConcurrency: true,
    concurrencyOptions: { group: 'release', cancelInProgress: false },
  });
  workflow.runName = "release${{ inputs.dry_run && ' (dry run)' || '' }}";
  workflow.on({
    workflowDispatch: { inputs: { dry_run: { description: 'Publish nothing: rehearse each job', type: 'boolean' } } },
  });
  workflow.file!.addOverride('defaults.run.shell', 'bash'); // with pipefail

  workflow.addJob('ci', { uses: './.github/workflows/ci.yml', permissions: { contents: READ } });
  workflow.addJob('packages', makePackages());
  workflow.addJob('check', check());
  workflow.addJob('approve', {
    ...job('Approve', ['ci', 'packages', 'check'], 5),
    environment: { name: APPROVAL },
    steps: [{ name: 'Say what is approved', env: { TAG }, run: 'echo "approved: $TAG"' }],
  });
  workflow.addJob('attest', attest());
  workflow.addJob('tag', tag());
  let previous = 'tag';
  for (const [id, registry] of Object.entries(REGISTRIES)) {
    workflow.addJob(id, publish(registry, previous));
    previous = id;
  }
  workflow.addJob('github', showRelease(previous));
  workflow.addJob('report', report(['packages', 'approve', 'attest', 'tag', ...Object.keys(REGISTRIES), 'github']));
}

/** A job that may do nothing yet; every permission is granted where it is needed. */
function job(name: string, needs: string[], timeoutMinutes: number): Omit<Job, 'steps'> {
  return { name, ...(needs.length > 0 ? { needs } : {}), timeoutMinutes, runsOn: ['ubuntu-latest'], permissions: {} };
}

/** Everything is built once, before anything is published, without secrets and without a right to write. */
function makePackages(): Job {
  return {
    ...job('Make the packages', [], 45),
    permissions: { contents: READ },
    outputs: {
      tag: { stepId: 'tag', outputName: 'tag' },
      artifact: { stepId: 'upload', outputName: 'artifact-id' },
    },
    steps: [
      {
        name: 'Refuse other branches',
        if: "${{ github.ref != 'refs/heads/main' }}",
        run: 'echo "::error::only main is released"; exit 1',
      },
      checkout({ history: true }), // the version and the changelog come from the commits
      SETUP.node, SETUP.python, SETUP.java, SETUP.go, SETUP.dotnet,
      { run: 'npm ci' },
      { run: 'npx projen release' },
      {
        id: 'tag',
        name: 'Refuse a version that has its tag already',
        run: [
          'tag=$(cat dist/releasetag.txt)',
          'if git rev-parse --quiet --verify "refs/tags/$tag"; then',
          '  echo "::error::there is no feature and no fix since $tag; an unfinished release goes on by Re-run failed jobs of its own run"',
          '  exit 1',
          'fi',
          'echo "tag=$tag" >> "$GITHUB_OUTPUT"',
          'cat dist/changelog.md >> "$GITHUB_STEP_SUMMARY"',
        ].join('\n'),
      },
      {
        id: 'upload',
        uses: 'actions/upload-artifact',
        with: { 'name': 'packages', 'path': 'dist', 'if-no-files-found': 'error', 'retention-days': 90 },
      },
    ],
  };
}

const DOWNLOAD: Step = {
  uses: 'actions/download-artifact',
  with: { 'artifact-ids': '${{ needs.packages.outputs.artifact }}', 'path': 'dist' },
};

/** In a job of its own: what it installs cannot touch the files that are published. */
function check(): Job {
  return {
    ...job('Check the packages', ['packages'], 15),
    permissions: { contents: READ },
    steps: [
      checkout(), SETUP.node, SETUP.python,
      DOWNLOAD,
      { name: 'Check what would be published', run: '.ci/check-packages dist "$(cat dist/version.txt)" --complete' },
    ],
  };
}

/** Says who built the files, and what is bundled in them; gh attestation verify reads it. Runs nothing of ours. */
function attest(): Job {
  const subjects = ['dist/js/*.tgz', 'dist/python/*', 'dist/java/**/*.jar', 'dist/java/**/*.pom', 'dist/dotnet/*.nupkg'];
  return {
    ...job('Attest', ['packages', 'approve'], 10),
    permissions: { contents: READ, idToken: WRITE, attestations: WRITE },
    steps: [
      DOWNLOAD,
      { name: 'Attest the build', if: UNLESS_DRY_RUN, uses: 'actions/attest', with: { 'subject-path': subjects.join('\n') } },
      {
        name: 'Attest the bill of materials',
        if: UNLESS_DRY_RUN,
        uses: 'actions/attest',
        with: { 'subject-path': 'dist/js/*.tgz', 'sbom-path': 'dist/sbom.cdx.json' },
      },
    ],
  };
}

/** First of all: from here on the version belongs to this commit, whatever fails later. */
function tag(): Job {
  return {
    ...job('Tag the commit', ['packages', 'approve', 'attest'], 5),
    permissions: { contents: WRITE },
    steps: [{
      name: 'Tag',
      if: UNLESS_DRY_RUN,
      env: { TAG, GH_TOKEN: '${{ github.token }}' },
      run: [
        'commit=$(git ls-remote "$GITHUB_SERVER_URL/$GITHUB_REPOSITORY" "refs/tags/$TAG" | cut -f1)',
        'case $commit in',
        '  "$GITHUB_SHA") echo "$TAG is at this commit already" ;;',
        '  "") gh api "repos/$GITHUB_REPOSITORY/git/refs" -f "ref=refs/tags/$TAG" -f "sha=$GITHUB_SHA" ;;',
        '  *) echo "::error::$TAG is at $commit, another release took it"; exit 1 ;;',
        'esac',
      ].join('\n'),
    }],
  };
}

function publish({ name, setup, command, env, trusted }: Registry, previous: string): Job {
  return {
    ...job(`Publish to ${name}`, ['packages', 'approve', previous], 60),
    environment: { name: PUBLISHING },
    permissions: { contents: READ, ...(trusted ? { idToken: WRITE } : {}) },
    steps: [
      checkout(),
      SETUP.node, SETUP.python,
      ...(setup ? [setup] : []),
      { name: 'Install publib from the lock file', run: 'npm ci --ignore-scripts' },
      DOWNLOAD,
      {
        name: 'Publish',
        env: {
          ...env,
          PIP_CONSTRAINT: '${{ github.workspace }}/.ci/publishers.txt', // publib installs its helpers by pip
          PUBLIB_DRYRUN: DRY_RUN,
        },
        run: `npx --no-install ${command}`,
      },
    ],
  };
}

/** Last of all, so that what the page announces can be installed. */
function showRelease(previous: string): Job {
  return {
    ...job('Show the release on GitHub', ['packages', 'approve', previous], 10),
    permissions: { contents: WRITE },
    steps: [
      DOWNLOAD,
      {
        name: 'Release',
        if: UNLESS_DRY_RUN,
        env: { TAG, GH_TOKEN: '${{ github.token }}', GH_REPO: '${{ github.repository }}' },
        run: [
          'draft=$(gh release view "$TAG" --json isDraft --jq .isDraft || echo none)',
          'case $draft in',
          '  false) echo "$TAG is there already"; exit ;;',
          '  true) gh release delete "$TAG" --yes ;; # an earlier attempt broke while it uploaded',
          'esac',
          'gh release create "$TAG" --verify-tag --title "$TAG" --notes-file dist/changelog.md \\',
          '  dist/js/*.tgz dist/sbom.cdx.json dist/reference/*.md',
        ].join('\n'),
      },
    ],
  };
}

/** Nobody has to watch the run: an issue says that the version is out in some languages and not in others. */
function report(needs: string[]): Job {
  return {
    ...job('Report a release that did not finish', needs, 5),
    if: "${{ failure() && !inputs.dry_run && needs.tag.result != 'skipped' }}",
    permissions: { issues: WRITE },
    steps: [{
      name: 'Open an issue, or comment on the one that is open',
      env: {
        TAG,
        GH_TOKEN: '${{ github.token }}',
        GH_REPO: '${{ github.repository }}',
        RUN: '${{ github.server_url }}/${{ github.repository }}/actions/runs/${{ github.run_id }}',
      },
      run: [
        'text="$TAG is published in part: $RUN. docs/releasing.md says what to do, normally: mend the cause, then Re-run failed jobs."',
        'gh label create failed-release --force --color B60205',
        'issue=$(gh issue list --label failed-release --search "$TAG in:title" --json number --jq ".[0].number // empty")',
        'if [[ -n $issue ]]; then gh issue comment "$issue" --body "$text"',
        'else gh issue create --title "Release $TAG did not finish" --label failed-release --body "$text"; fi',
      ].join('\n'),
    }],
  };
}
