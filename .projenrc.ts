import { awscdk, github, javascript, JsonFile, ReleasableCommits } from 'projen';

/** Oldest aws-cdk-lib that users may have: the peer range is `^CDK_FLOOR`. */
const CDK_FLOOR = '2.245.0';
/** Newest aws-cdk-lib that the tests run against as well. */
const CDK_NEWEST = '2.276.0';

/** The command `cdk-bedrock-cris`. */
const CLI = 'lib/cli/main.js';

const DEV_DIRS = ['test', 'integ', 'examples', 'bench', 'consumers'];
/** All short and many long random sequences of events and faults, and the engine against another one: a step of its own in .ci/run. */
const SWEEPS = 'sweeps';
/** The tests of the constructs again, against the newest aws-cdk-lib: likewise. */
const NEWEST = 'newest-cdk';
/** All tests that stand on aws-cdk-lib; those of the engine do not, and the demo has a process of its own. */
const CDK_TESTS = ['!(demo)', '!(cli|core|lambda)/**/*'];

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cdk-bedrock-cris',
  description: 'AWS CDK constructs that open Claude on Amazon Bedrock through global cross-Region inference, and prove at synthesis who may call what',
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
  constructsVersion: '10.5.1',
  jsiiVersion: '~6.0.16',
  typescriptVersion: '~6.0.3', // 7 has no compiler API for ts-jest and typescript-eslint
  minNodeVersion: '20.16.0',
  workflowNodeVersion: '24.x', // trusted publishing needs npm 11.5
  devDeps: [
    '@aws-cdk/integ-runner@2.197.10', // reads cloud assemblies up to schema 53: aws-cdk-lib 2.257.0
    `@aws-cdk/integ-tests-alpha@${CDK_FLOOR}-alpha.0`,
    '@aws-sdk/client-bedrock@^3', // of the Lambda runtime; the handler is compiled and tested with it
    '@aws-sdk/client-cloudformation@^3',
    '@aws-sdk/client-service-quotas@^3',
    '@aws-sdk/client-ssm@^3',
    '@cdklabs/generative-ai-cdk-constructs@0.1.316', // its dashboard is measured beside ours; 0.1.317 needs aws-cdk-lib 2.254.0
    '@cloud-copilot/iam-simulate@0.1.173', // AGPL: judges the tests in a process of its own, never imported by src/
    '@types/node@^22',
    'ajv@^8.20.0',
    `aws-cdk-lib-newest@npm:aws-cdk-lib@${CDK_NEWEST}`,
    'cdk-nag@2.38.2', // 3.x needs aws-cdk-lib 2.257.0
    'esbuild@0.28.2',
    'fast-check@^4.10.2',
    'playwright-core@^1.65.1', // drives Debian's Chromium; brings no browser
    'tsx@^4.23.15',
  ],

  publishToPypi: { distName: 'cdk-bedrock-cris', module: 'cdk_bedrock_cris', trustedPublishing: true },
  publishToMaven: {
    javaPackage: 'io.github.cdkbedrockcris',
    mavenGroupId: 'io.github.cdk-bedrock-cris',
    mavenArtifactId: 'cdk-bedrock-cris',
  },
  publishToNuget: { dotNetNamespace: 'CdkBedrockCris', packageId: 'CdkBedrockCris', trustedPublishing: true },
  publishToGo: { moduleName: 'github.com/cdk-bedrock-cris/cdk-bedrock-cris-go', packageName: 'bedrockcris' },
  npmTrustedPublishing: true,
  releasableCommits: ReleasableCommits.featuresAndFixes(),
  depsUpgrade: false,
  githubOptions: { mergify: false },

  bin: { 'cdk-bedrock-cris': CLI },
  autoDetectBin: false,
  integrationTestAutoDiscover: false,
  lambdaAutoDiscover: false,
  sampleCode: false,
  jestOptions: {
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    junitReporting: false,
    extraCliOptions: ['--ignoreProjects', SWEEPS, NEWEST],
    jestConfig: {
      collectCoverage: false,
      maxWorkers: '100%', // the default leaves one core of two idle
      projects: [
        jestProject('engine', ['{cli,core}/**/*', 'demo']),
        jestProject('guest', ['lambda/**/*']),
        { ...jestProject(SWEEPS, []), testMatch: ['<rootDir>/test/**/*.sweep.ts'] },
        jestProject('oldest-cdk', CDK_TESTS),
        { ...jestProject(NEWEST, CDK_TESTS, { '^aws-cdk-lib($|/.*)': 'aws-cdk-lib-newest$1' }), globals: { NEWEST_CDK: true } },
      ] as any, // projen knows the names of projects only
    },
  },
  eslintOptions: { dirs: ['src'], devdirs: DEV_DIRS, projectService: false, tsconfigPath: 'tsconfig.dev.json' },
  gitignore: [
    'cdk.out/', 'cdk-integ.out.*', '/integ/*.snapshot/asset.*', '/integ/*.snapshot/tree.json', '.jsii.tabl.json', '/consumers/.build/',
    '/.venv-judges/', '__pycache__/', '*.generated.ts', '/out.html',
  ],
});

function jestProject(displayName: string, tests: string[], moduleNameMapper: Record<string, string> = {}): object {
  return {
    displayName,
    testMatch: tests.map((test) => `<rootDir>/test/${test}.test.ts`),
    transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.dev.json' }] },
    moduleNameMapper: { ...moduleNameMapper, '^cdk-bedrock-cris$': '<rootDir>/src' },
    setupFiles: ['<rootDir>/test/setup.ts'],
  };
}

// ---- one TypeScript program for everything that is not published, where the package goes by its name ----
for (const [file, cdk] of [['tsconfig.dev.json', 'aws-cdk-lib'], ['tsconfig.newest.json', 'aws-cdk-lib-newest']]) {
  new JsonFile(project, file, {
    marker: true,
    allowComments: true,
    obj: {
      extends: './tsconfig.json',
      compilerOptions: {
        noEmit: true,
        rootDir: '.',
        isolatedModules: true,
        paths: {
          'cdk-bedrock-cris': ['./src/index.ts'],
          ...cdk === 'aws-cdk-lib' ? {} : { 'aws-cdk-lib': [`./node_modules/${cdk}`], 'aws-cdk-lib/*': [`./node_modules/${cdk}/*`] },
        },
      },
      include: ['src', ...DEV_DIRS].map((dir) => `${dir}/**/*.ts`).concat('.projenrc.ts', 'projenrc/**/*.ts'),
      exclude: ['node_modules', ...cdk === 'aws-cdk-lib' ? [] : ['integ', 'bench']],
    },
  });
}

project.eslint!.allowDevDeps('src/lambda/**'); // the AWS SDK, which the Lambda runtime has

// ---- tasks ----
const TSX = ['tsx', '--tsconfig', 'tsconfig.dev.json'];
const RUNNER = ['integ-runner', '--directory', 'integ', '--language', 'typescript'];
const DEPLOY = [...RUNNER, '--update-on-failed', '--no-update-workflow', '--parallel-regions'];
// Dummy credentials keep the runner from waiting for an instance metadata service; the stacks are only synthesized.
const OFFLINE = { AWS_ACCESS_KEY_ID: 'offline', AWS_SECRET_ACCESS_KEY: 'offline', AWS_REGION: 'us-east-1', TS_NODE_TRANSPILE_ONLY: '1' };

// Inline source maps are most of the compiled bytes, and every import would read them.
for (const option of ['inlineSourceMap', 'inlineSources']) {
  project.tryFindObjectFile('package.json')!.addOverride(`jsii.tsc.${option}`, false);
}
const bundle = project.addTask('bundle', {
  description: 'Bundle the Lambda handler into the file from which the construct takes it',
  steps: [{ execArgs: ['tsx', 'projenrc/bundle-handler.ts'] }],
});
project.compileTask.reset();
project.compileTask.spawn(bundle);
project.compileTask.exec('jsii --silence-warnings=reserved-word --fail-on-warnings');
// One file is imported several times faster than thirty (docs/adr/0009-one-file-of-javascript.md).
const ENTRIES = ['lib/index.js', CLI];
project.compileTask.exec('tsx projenrc/lazy-index.ts');
project.compileTask.exec(`esbuild ${ENTRIES.join(' ')} --bundle --platform=node --target=node20 --packages=external --keep-names --minify-whitespace --line-limit=160 --allow-overwrite --outdir=lib --outbase=lib --log-level=warning`);
project.compileTask.exec(`find lib -name '*.js' ${ENTRIES.map((entry) => `! -path ${entry}`).join(' ')} -delete`);
project.addTask('demo', {
  description: 'Synthesize the Cape Town example and print who may call what, by which statement; no AWS account is needed',
  env: { CDK_VALIDATION: 'false' },
  steps: [{ execArgs: [...TSX, 'examples/demo.ts', '$@'], receiveArgs: true }],
});
project.addTask('bench', {
  description: 'Measure against hand-written CDK and against an independent engine, as ratios',
  env: { CDK_VALIDATION: 'false' },
  steps: [{ spawn: 'compile' }, { execArgs: [...TSX, 'bench/bench.ts', '$@'], receiveArgs: true }],
});
project.addTask('consumers', {
  description: 'Build the package for other languages, synthesize the same app in them and compare the templates',
  steps: [{ spawn: 'compile' }, { execArgs: [...TSX, 'consumers/compare.ts', '$@'], receiveArgs: true }],
});
project.addTask('integ:snapshot', {
  description: 'Rewrite the snapshots of the integration tests without deploying',
  env: OFFLINE,
  steps: [{ execArgs: [...RUNNER, '--update-on-failed', '--dry-run', '$@'], receiveArgs: true }],
});
project.addTask('integ:deploy', {
  description: 'Deploy the integration tests that any account can run, where they have changed, and rewrite their snapshots',
  env: { TS_NODE_TRANSPILE_ONLY: '1' },
  steps: [{ execArgs: [...DEPLOY, 'af-south-1', 'integ.global-claude-access.ts', 'integ.bedrock-logging-config.ts', 'integ.invocation-monitoring.ts', '$@'], receiveArgs: true }],
});
project.addTask('integ:deploy:organization', {
  description: 'The same for the test that attaches a policy to an organizational unit: in the management account',
  env: { TS_NODE_TRANSPILE_ONLY: '1' },
  requiredEnv: ['BEDROCK_CRIS_INTEG_UNIT'],
  steps: [{ execArgs: [...DEPLOY, 'us-east-1', 'integ.global-cris-deny-guard.ts', '$@'], receiveArgs: true }],
});
const typecheck = project.addTask('typecheck', {
  description: 'Type-check all code, against the oldest and the newest aws-cdk-lib',
  steps: [{ execArgs: ['tsc', '-p', 'tsconfig.dev.json'] }, { execArgs: ['tsc', '-p', 'tsconfig.newest.json'] }],
});
const integ = project.addTask('integ', {
  description: 'Verify the snapshots of the integration tests, offline',
  env: OFFLINE,
  steps: [{ execArgs: [...RUNNER, '$@'], receiveArgs: true }],
});
project.addTask('readme', {
  description: 'Type-check the examples of README.md and of the doc comments; needs the compiled package',
  steps: [{ execArgs: ['jsii-rosetta', 'extract', '--strict', '.'] }],
});
for (const task of [project.testTask, project.tasks.tryFind('demo')!, typecheck, integ, project.tasks.tryFind('integ:snapshot')!]) {
  task.prependSpawn(bundle);
}
project.testTask.spawn(typecheck);
project.testTask.spawn(integ);

// What must hold on a bare machine, on GitHub as well.
const ci = project.github!.addWorkflow('ci');
ci.on({ pullRequest: {}, push: { branches: ['main'] } });
ci.addJob('ci', {
  runsOn: ['ubuntu-latest'],
  permissions: { contents: github.workflows.JobPermission.READ },
  timeoutMinutes: 90,
  steps: [
    { uses: 'actions/checkout@v6' },
    { uses: 'actions/setup-node@v7', with: { 'node-version': '24.x' } },
    { uses: 'actions/setup-python@v6', with: { 'python-version': '3.11' } },
    { run: 'bash .ci/run' },
  ],
});

// A local build packages for npm only; the release workflow has a job for each language.
project.tasks.tryFind('package')!.reset();
project.tasks.tryFind('package')!.spawn(project.tasks.tryFind('package:js')!);

for (const pattern of [...DEV_DIRS.map((dir) => `/${dir}/`), '/docs/*', '/consumers/', '/rosetta/', '/.ci/', '/.venv-judges/', '/.npmrc', '/tsconfig.*.json', '/.jsii.tabl.json', '/CONTRIBUTING.md', '/lib/lambda/**', '/lib/*/*.generated.d.ts']) {
  project.addPackageIgnore(pattern);
}
project.addPackageIgnore('!/docs/explain.schema.json');
project.addPackageIgnore('!/lib/lambda/*/wire.d.ts'); // types of constructs' own
// The default registry needs no name; .ci/run notices if the step moves.
project.github!.tryFindWorkflow('release')!.file!.addDeletionOverride('jobs.release_npm.steps.9.env.NPM_REGISTRY');
project.npmrc.addConfig('omit-lockfile-registry-resolved', 'true');
project.package.addPackageResolutions('unrs-resolver@1.12.2'); // 1.13.0 lacks platform packages, so npm ci refuses its lock file
project.synth();
