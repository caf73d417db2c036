import { awscdk, JsonFile } from 'projen';

/** The newest aws-cdk-lib, which consumers/go/go.mod names too, and the cdk-nag that needs it: 3 needs 2.257.0. The root has our oldest. */
const VERSIONS = { 'aws-cdk-lib': '2.276.0', 'cdk-nag': '3.0.2' };
const PACKAGES = Object.keys(VERSIONS);
/** A workspace of npm, so that one `npm ci` installs both versions, each with what it needs. */
const FOLDER = 'test/newest';

/** For the `paths` of a tsconfig. */
export const NEWEST_PATHS: Record<string, string[]> = Object.fromEntries(PACKAGES.flatMap((name) =>
  [name, `${name}/*`].map((path) => [path, [`./${FOLDER}/node_modules/${path}`]])));

/** For jest's `moduleNameMapper`. */
export const NEWEST_MODULES = { [`^(${PACKAGES.join('|')})($|/.*)`]: `<rootDir>/${FOLDER}/node_modules/$1$2` };

export function addNewestCdk(project: awscdk.AwsCdkConstructLibrary): void {
  new JsonFile(project, `${FOLDER}/package.json`, {
    marker: true,
    obj: { name: 'cdk-bedrock-cris-newest', private: true, devDependencies: VERSIONS },
  });
  project.package.addField('workspaces', [FOLDER]);
}
