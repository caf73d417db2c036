import { github } from 'projen';
import { SETUP } from './actions';

/** What one registry needs: its tool, the command of publib, and what that command reads. */
export interface Registry {
  readonly name: string;
  readonly setup?: github.workflows.JobStep;
  readonly command: string;
  readonly env: Record<string, string>;
  /** Signs in by a token of GitHub's that names the environment, instead of a secret. */
  readonly trusted?: boolean;
}

/** In this order: what fails most easily first, npm last, since the next release is compared with what npm has. */
export const REGISTRIES: Record<string, Registry> = {
  maven: {
    name: 'Maven Central',
    setup: SETUP.java,
    command: 'publib-maven',
    env: {
      MAVEN_SERVER_ID: 'central-ossrh',
      MAVEN_USERNAME: '${{ secrets.MAVEN_USERNAME }}',
      MAVEN_PASSWORD: '${{ secrets.MAVEN_PASSWORD }}',
      MAVEN_GPG_PRIVATE_KEY: '${{ secrets.MAVEN_GPG_PRIVATE_KEY }}',
      MAVEN_GPG_PRIVATE_KEY_PASSPHRASE: '${{ secrets.MAVEN_GPG_PRIVATE_KEY_PASSPHRASE }}',
    },
  },
  nuget: {
    name: 'NuGet',
    setup: SETUP.dotnet,
    command: 'publib-nuget',
    env: { NUGET_TRUSTED_PUBLISHER: 'true', NUGET_USERNAME: '${{ vars.NUGET_USERNAME }}' },
    trusted: true,
  },
  pypi: { name: 'PyPI', command: 'publib-pypi', env: { PYPI_TRUSTED_PUBLISHER: 'true' }, trusted: true },
  golang: {
    name: 'the repository of the Go module',
    command: 'publib-golang',
    env: {
      GIT_USER_NAME: 'github-actions[bot]',
      GIT_USER_EMAIL: '41898282+github-actions[bot]@users.noreply.github.com',
      GITHUB_TOKEN: '${{ secrets.GO_GITHUB_TOKEN }}',
    },
  },
  npm: {
    name: 'npm',
    command: 'publib-npm',
    env: { NPM_TRUSTED_PUBLISHER: 'true', NPM_CONFIG_PROVENANCE: 'true', NPM_DIST_TAG: 'latest' },
    trusted: true,
  },
};
