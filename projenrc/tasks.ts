import { awscdk } from 'projen';
import { SHORT_TESTS } from './jest';

const TSX = ['tsx', '--tsconfig', 'tsconfig.dev.json'];
const RUNNER = ['integ-runner', '--directory', 'integ', '--language', 'typescript'];
const DEPLOY = [...RUNNER, '--update-on-failed', '--no-update-workflow', '--parallel-regions'];
// Dummy credentials keep the runner from waiting for an instance metadata service; the stacks are only synthesized.
const OFFLINE = { AWS_ACCESS_KEY_ID: 'offline', AWS_SECRET_ACCESS_KEY: 'offline', AWS_REGION: 'us-east-1', TS_NODE_TRANSPILE_ONLY: '1' };

/** What people run beside projen's own tasks; CONTRIBUTING.md tells when. */
export function addTasks(project: awscdk.AwsCdkConstructLibrary): void {
  project.addTask('demo', {
    description: 'Synthesize the examples, report who may call Claude in them, and explain one denial; no AWS account is needed',
    env: { CDK_VALIDATION: 'false' },
    steps: [{ spawn: 'bundle' }, { execArgs: [...TSX, 'examples/demo.ts', '$@'], receiveArgs: true }],
  });
  project.addTask('demo:dashboard', {
    description: 'Draw the dashboard of examples/operations.ts and a quota plan into a file, with made-up data',
    env: { CDK_VALIDATION: 'false' },
    steps: [{ spawn: 'bundle' }, { execArgs: [...TSX, 'examples/demo/dashboard-page.ts', '$@'], receiveArgs: true }],
  });
  project.addTask('bench', {
    description: 'Measure against hand-written CDK and against an independent engine, as ratios',
    env: { CDK_VALIDATION: 'false' },
    steps: [{ spawn: 'compile' }, { execArgs: [...TSX, 'bench/bench.ts', '$@'], receiveArgs: true }],
  });
  addConsumers(project);
  addIntegration(project);
  addChecks(project);
}

function addConsumers(project: awscdk.AwsCdkConstructLibrary): void {
  project.addTask('consumers', {
    description: 'Build the package for other languages, run one app in all of them and compare what it writes; names choose some',
    steps: [{ spawn: 'compile' }, { execArgs: [...TSX, 'consumers/compare.ts', '$@'], receiveArgs: true }],
  });
  project.addTask('consumers:node', {
    description: 'Import every export of the packed package from CommonJS, ES modules and TypeScript; needs the compiled package',
    steps: [{ spawn: 'package:js' }, { execArgs: [...TSX, 'consumers/node/try-package.ts'] }],
  });
}

function addIntegration(project: awscdk.AwsCdkConstructLibrary): void {
  project.addTask('integ', {
    description: 'Verify the snapshots of the integration tests, offline',
    env: OFFLINE,
    steps: [{ spawn: 'bundle' }, { execArgs: [...RUNNER, '$@'], receiveArgs: true }],
  });
  project.addTask('integ:snapshot', {
    description: 'Rewrite the snapshots of the integration tests without deploying',
    env: OFFLINE,
    steps: [{ spawn: 'bundle' }, { execArgs: [...RUNNER, '--update-on-failed', '--dry-run', '$@'], receiveArgs: true }],
  });
  const anywhere = [
    'integ.global-claude-access.ts', 'integ.application-profile.ts', 'integ.claude-batch-access.ts', 'integ.model-enablement.ts',
    'integ.bedrock-logging-config.ts', 'integ.invocation-monitoring.ts', 'integ.callers.ts', 'integ.token-quota-increase.ts',
    'integ.guarded-private-access.ts',
  ];
  project.addTask('integ:deploy', {
    description: 'Deploy the integration tests that any account can run, where they have changed, and rewrite their snapshots',
    env: { TS_NODE_TRANSPILE_ONLY: '1' },
    steps: [{ spawn: 'bundle' }, { execArgs: [...DEPLOY, 'af-south-1', ...anywhere, '$@'], receiveArgs: true }],
  });
  project.addTask('integ:deploy:organization', {
    description: 'The same for the test that attaches a policy to an organizational unit: in the management account',
    env: { TS_NODE_TRANSPILE_ONLY: '1' },
    requiredEnv: ['BEDROCK_CRIS_INTEG_UNIT'],
    steps: [{ spawn: 'bundle' }, { execArgs: [...DEPLOY, 'us-east-1', 'integ.global-cris-deny-guard.ts', '$@'], receiveArgs: true }],
  });
}

function addChecks(project: awscdk.AwsCdkConstructLibrary): void {
  project.addTask('typecheck', {
    description: 'Type-check all code, against the oldest and the newest aws-cdk-lib',
    steps: [{ spawn: 'bundle' }, { execArgs: ['tsc', '-p', 'tsconfig.dev.json'] }, { execArgs: ['tsc', '-p', 'tsconfig.newest.json'] }],
  });
  project.addTask('readme', {
    description: 'Type-check the examples of README.md, of the doc comments and of docs/; needs the compiled package',
    steps: [
      { execArgs: ['jsii-rosetta', 'extract', '--strict', '.'] },
      { execArgs: ['tsx', '--tsconfig', 'projenrc/tsconfig.json', 'projenrc/check-docs.ts'] },
    ],
  });
  project.addTask('facts', {
    description: 'List what AWS says by the age of its reading, with what to look at again; with --write, write docs/facts.md',
    steps: [{ execArgs: ['tsx', '--tsconfig', 'projenrc/tsconfig.json', 'projenrc/print-facts.ts', '$@'], receiveArgs: true }],
  });
  project.addTask('condition-keys', {
    description: 'Write the table of condition keys by action and resource from AWS\'s list, as the dev dependency has it',
    steps: [{ execArgs: ['tsx', '--tsconfig', 'projenrc/tsconfig.json', 'projenrc/condition-keys.ts'] }],
  });
  project.addTask('rooms', {
    description: 'Check that each room of src/ imports only what its row of projenrc/rooms.ts allows',
    steps: [{
      execArgs: ['depcruise', 'src', '--config', '.dependency-cruiser.json', '--output-type', 'err-long', '$@'],
      receiveArgs: true,
    }],
  });

  const watch = project.tasks.tryFind('test:watch')!;
  watch.reset();
  watch.execArgs(['jest', ...SHORT_TESTS, '--watch', '$@'], { receiveArgs: true });
  for (const name of ['rooms', 'typecheck', 'integ']) {
    project.testTask.spawn(project.tasks.tryFind(name)!);
  }
}
