import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { awscdk, Component, github } from 'projen';

/** The actions of all workflows: the commit, since a tag can be moved, and its version, for the reader. */
const PINNED: Record<string, readonly [commit: string, version: string]> = {
  'actions/attest': ['1e69f48acb82d1966a394da916b4c1698aa569d6', 'v4.2.2'],
  'actions/checkout': ['3d3c42e5aac5ba805825da76410c181273ba90b1', 'v7.0.1'],
  'actions/download-artifact': ['3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c', 'v8.0.1'],
  'actions/setup-dotnet': ['a98b56852c35b8e3190ac28c8c2271da59106c68', 'v6.0.0'],
  'actions/setup-go': ['b7ad1dad31e06c5925ef5d2fc7ad053ef454303e', 'v7.0.0'],
  'actions/setup-java': ['b6effb05e454b25005698d916606bdc6ffcbf961', 'v5.7.0'],
  'actions/setup-node': ['820762786026740c76f36085b0efc47a31fe5020', 'v7.0.0'],
  'actions/setup-python': ['5fda3b95a4ea91299a34e894583c3862153e4b97', 'v7.0.0'],
  'actions/upload-artifact': ['043fb46d1a93c77aae656e7c1c64a875d1fc6a0a', 'v7.0.1'],
  'amannn/action-semantic-pull-request': ['48f256284bd46cdaab1048c3721360e808335d50', 'v6.1.1'],
  'hashicorp/setup-terraform': ['dfe3c3f87815947d99a8997f908cb6525fc44e9e', 'v4.0.1'],
};

type Step = github.workflows.JobStep;

/** Steps that lay out a language on GitHub, each with a version that its makers still mend. No cache: a release trusts none. */
export const SETUP: Record<'node' | 'python' | 'java' | 'go' | 'dotnet', Step> = {
  // npm's trusted publishing needs npm 11.5.
  node: { uses: 'actions/setup-node', with: { 'node-version': '24.x', 'package-manager-cache': false } },
  python: { uses: 'actions/setup-python', with: { 'python-version': '3.11' } },
  java: { uses: 'actions/setup-java', with: { 'distribution': 'temurin', 'java-version': '17' } },
  go: { uses: 'actions/setup-go', with: { 'go-version': '1.26.x', 'cache': false } },
  dotnet: { uses: 'actions/setup-dotnet', with: { 'dotnet-version': '10.0.x' } },
};

/** The sources; the token of the job stays out of them, since no step pushes. */
export function checkout(options: { readonly history?: boolean } = {}): Step {
  return { uses: 'actions/checkout', with: { 'persist-credentials': false, ...(options.history ? { 'fetch-depth': 0 } : {}) } };
}

/** Uses each action by its commit, in projen's own workflows as well. */
export function pinActions(project: awscdk.AwsCdkConstructLibrary): void {
  for (const [action, [commit]] of Object.entries(PINNED)) {
    project.github!.actions.set(action, `${action}@${commit}`);
  }
  new VersionComments(project);
}

/** Writes the version beside each commit; projen's writer of YAML knows no comments. */
class VersionComments extends Component {
  public override postSynthesize(): void {
    for (const { file } of (this.project as awscdk.AwsCdkConstructLibrary).github!.workflows) {
      const text = readFileSync(file!.absolutePath, 'utf8');
      const commented = Object.entries(PINNED).reduce((all, [action, [commit, version]]) =>
        all.replaceAll(`uses: ${action}@${commit}\n`, `uses: ${action}@${commit} # ${version}\n`), text);
      chmodSync(file!.absolutePath, 0o644); // projen leaves it read-only
      writeFileSync(file!.absolutePath, commented);
      chmodSync(file!.absolutePath, 0o444);
    }
  }
}
