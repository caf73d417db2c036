import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { App } from 'aws-cdk-lib';
import { ENVIRONMENTS, Policies, Workload } from '../examples/workload-app';
import { ClaudeModel } from '../src';
import { synthesize } from './support/assemblies';
import { bundleCli } from './support/cli-process';
import { Phase, readGate } from './support/pipeline';

// The commands of the pipeline's build, in the phases of CodeBuild, with a shell and the real command line; npm, cdk and aws are stand-ins.

const directory = mkdtempSync(join(tmpdir(), 'cris-pipeline-'));
afterAll(() => rmSync(directory, { recursive: true }));
const commandLine = bundleCli();
const [, PROD] = ENVIRONMENTS;
const COMMIT = '0123456789abcdef0123456789abcdef01234567';

const app = new App();
const phases = readGate(app);

const blocked = new App();
new Workload(blocked, 'Prod', { ...PROD, models: [...PROD.models, ClaudeModel.OPUS_5_5] });
new Policies(blocked, 'ProdPolicies', PROD);

const ASSEMBLIES = { sound: app, blocked };
beforeAll(() => Object.values(ASSEMBLIES).forEach(synthesize));

/** Plays the phases: POST_BUILD runs though BUILD failed, and not where INSTALL did. */
function play(name: string, outcome: { readonly assembly?: keyof typeof ASSEMBLIES; readonly synth?: number; readonly npm?: number }) {
  const place = join(directory, name);
  const bin = join(place, 'bin');
  mkdirSync(bin, { recursive: true });
  cpSync('examples/organization.json', join(place, 'organization.json'));
  const { assembly, synth = 0, npm = 0 } = outcome;
  const tools = {
    npm: `[ "$1" = ci ] || exit ${npm}`,
    npx: `case "$1" in
      cdk) ${assembly ? `cp -r "${ASSEMBLIES[assembly].outdir}" cdk.out` : ':'}; exit ${synth};;
      cdk-bedrock-cris) shift; exec "${process.execPath}" "${commandLine}" "$@";;
    esac
    exit 127`,
    aws: 'echo "$@" >> aws.log; cp report.html uploaded.html',
  };
  for (const [tool, script] of Object.entries(tools)) {
    writeFileSync(join(bin, tool), `#!/bin/sh\n${script}\n`);
    chmodSync(join(bin, tool), 0o755);
  }
  const environment = {
    PATH: `${bin}:${process.env.PATH}`, PAGE: 's3://reports/run/report.html', CODEBUILD_RESOLVED_SOURCE_VERSION: COMMIT,
  };
  const runPhase = ({ commands }: Phase) => commands.every((command) =>
    spawnSync('sh', ['-c', command], { cwd: place, env: environment, encoding: 'utf8' }).status === 0);
  const passed = runPhase(phases.install) && [runPhase(phases.build), runPhase(phases.post_build)].every(Boolean);
  const read = (file: string) => existsSync(resolve(place, file)) ? readFileSync(resolve(place, file), 'utf8') : undefined;
  return { passed, page: read('uploaded.html'), upload: read('aws.log') };
}

test('where all is well, the build passes, and the page of this run is in the bucket', () => {
  const { passed, page, upload } = play('sound', { assembly: 'sound' });
  expect(passed).toBe(true);
  expect(upload).toBe('s3 cp --content-type text/html report.html s3://reports/run/report.html\n');
  expect(page).toContain('Dev/Claude-111122223333/Assistant/Role');
  expect(page).toContain(COMMIT);
});

test.each([
  ['the report finds a call that a policy blocks', 'blocked', { assembly: 'blocked' }],
  ['the validation ended the synthesis already', 'validated', { assembly: 'blocked', synth: 1 }],
] as const)('where %s, the build fails, and the page says why', (_, name, outcome) => {
  const { passed, page } = play(name, outcome);
  expect(passed).toBe(false);
  expect(page).toContain('ProdPolicies/Policies/Regions/Policy');
});

test.each([
  ['a test fails', 'tests', { npm: 1 }],
  ['the synthesis fails and leaves nothing', 'nothing', { synth: 1 }],
] as const)('where %s, the build fails without a page', (_, name, outcome) => {
  expect(play(name, outcome)).toEqual({ passed: false, page: undefined, upload: undefined });
});
