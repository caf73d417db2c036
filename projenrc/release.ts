import { awscdk, release, ReleasableCommits } from 'projen';

/** How a version comes about. The workflow is our own: projenrc/release-workflow.ts. */
export const RELEASE_OPTIONS = {
  // projen's workflow builds each language again in the job that publishes it, and skips a repaired release once its tag is there.
  releaseTrigger: release.ReleaseTrigger.manual({ changelog: false, gitPushCommand: '' }),
  releasableCommits: ReleasableCommits.featuresAndFixes(),
  // Without a tag projen would begin with 0.0.0, and npm needs that version for the first step by hand: docs/releasing.md.
  nextVersionCommand: 'node -e "process.env.LATEST_TAG || console.log(\'0.1.0\')"',
};

/** The languages of the references, as jsii-docgen calls them; API.md is TypeScript's. */
const REFERENCES = ['python', 'java', 'csharp', 'go'];

/** The tasks that make what is published. */
export function addReleaseTasks(project: awscdk.AwsCdkConstructLibrary): void {
  const reference = project.addTask('reference', {
    description: 'Write the reference of each language into dist/reference/; needs the compiled package',
    steps: [{ execArgs: ['jsii-docgen', ...REFERENCES.flatMap((language) => ['-l', language]), '-o', 'dist/reference/API'] }],
  });
  // projen's own says that there is nothing to compare when the download fails.
  const compat = project.tasks.tryFind('compat')!;
  compat.reset();
  compat.execArgs(['.ci/compare-api', '$@'], { receiveArgs: true });

  const task = project.tasks.tryFind('release')!;
  task.description = 'Make all that is published into dist/, with the next version; publishes nothing';
  task.reset(); // projen's would test again, beside the job `ci`
  project.removeTask('publish:git'); // the workflow tags, once somebody has approved
  task.execArgs(['rm', '-fr', 'dist']);
  for (const name of ['bump', 'compile', 'compat', 'package-all', 'reference']) {
    task.spawn(project.tasks.tryFind(name) ?? reference);
  }
  task.execArgs(['cp', 'lib/sbom.cdx.json', 'dist/']);
  task.spawn(project.tasks.tryFind('unbump')!);
  task.execArgs(['git', 'diff', '--exit-code']);
}
