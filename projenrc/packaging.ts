import { awscdk } from 'projen';
import { DEV_FOLDERS } from './folders';
import { TRANSLATED, withOldest } from './pacmak';

/** The command `cdk-bedrock-cris`. */
export const CLI = 'lib/cli/main.js';

/** How the package is compiled, what is in it, and how it is made for other languages, given the oldest versions of what it needs. */
export function addPackaging(project: awscdk.AwsCdkConstructLibrary, oldest: readonly string[]): void {
  addCompilation(project);
  addContents(project);
  addLanguages(project, oldest);
  // A local build packages for npm only; `package-all` is for the release.
  const packaging = project.tasks.tryFind('package')!;
  packaging.reset();
  packaging.spawn(project.tasks.tryFind('package:js')!);
}

function addCompilation(project: awscdk.AwsCdkConstructLibrary): void {
  const bundle = project.addTask('bundle', {
    description: 'Bundle each Lambda handler into the file from which its construct takes it',
    steps: [{ execArgs: ['tsx', 'projenrc/bundle-handlers.ts'] }],
  });
  project.compileTask.reset();
  project.compileTask.spawn(bundle);
  project.compileTask.execArgs(['jsii', '--silence-warnings=reserved-word', '--fail-on-warnings']);
  project.compileTask.execArgs(['tsx', 'projenrc/bundle-package.ts']);
}

function addLanguages(project: awscdk.AwsCdkConstructLibrary, oldest: readonly string[]): void {
  for (const [target, args] of Object.entries({ python: [], java: withOldest(oldest), dotnet: [], go: [] })) {
    const task = project.tasks.tryFind(`package:${target}`)!;
    task.reset();
    task.execArgs(['jsii-pacmak', '-v', '--target', target, TRANSLATED, ...args, '$@'], { receiveArgs: true });
  }
}

function addContents(project: awscdk.AwsCdkConstructLibrary): void {
  const unpublished = [
    ...DEV_FOLDERS.map((folder) => `/${folder}/`), '/.ci/', '/.vale.ini', '/.venv-judges/', '/.venv-publishers/',
    '/docs/*', '!/docs/explain.schema.json', '!/docs/report.schema.json',
    '/.npmrc', '/.editorconfig', '/.dependency-cruiser.json', '/tsconfig.*.json', '/.jsii.tabl.json',
    '/CONTRIBUTING.md', '/SECURITY.md', '/.compatignore',
    '/lib/*/*.generated.d.ts',
    '/lib/lambda/**', '!/lib/lambda/*/wire.d.ts', // the types of constructs' own resources
  ];
  for (const pattern of unpublished) {
    project.addPackageIgnore(pattern);
  }
}
