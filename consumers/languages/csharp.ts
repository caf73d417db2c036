import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { devDependencies } from '../../package.json';
import { COMPILED_ONLY, compileCheck, prepareCheck } from '../csharp-check/compile-check';
import { bindings, BUILD, execute, Language, METHOD_ERROR, step } from '../language';

const SOURCES = join(__dirname, '..', 'csharp');
const HOME = join(BUILD, 'csharp');
const PROJECT = join(HOME, 'app', 'Consumer.csproj');
const PACKAGES = join(HOME, 'packages');
const OUTPUT = join(HOME, 'output');
const QUIET = { DOTNET_NOLOGO: '1', DOTNET_CLI_TELEMETRY_OPTOUT: '1', DOTNET_SKIP_FIRST_TIME_EXPERIENCE: '1' };

/** As old as we allow it; Consumer.csproj names the versions once more, as a user's project does. */
const VERSIONS = { 'Amazon.CDK.Lib': devDependencies['aws-cdk-lib'], 'Constructs': devDependencies.constructs };

/** Run where there is a .NET SDK, and compiled elsewhere. */
export const csharp: Language = {
  name: 'csharp',
  target: 'dotnet',
  bindings: 'code',
  cdkVersion: devDependencies['aws-cdk-lib'],
  ...(hasSdk() ? { build: buildBySdk, run } : { prepare: prepareCheck, build: checkByRoslyn, compiledOnly: COMPILED_ONLY }),
  decorations: [METHOD_ERROR],
};

function hasSdk(): boolean {
  const { status, stdout } = spawnSync('dotnet', ['--list-sdks'], { encoding: 'utf8', env: { ...process.env, ...QUIET } });
  return status === 0 && stdout.trim() !== '';
}

async function checkByRoslyn(): Promise<void> {
  checkVersions();
  await compileCheck();
}

async function buildBySdk(): Promise<void> {
  checkVersions();
  const library = join(bindings('dotnet'), 'CdkBedrockCris');
  await step('csharp: pack the library', () => dotnet('build', library, '--configuration', 'Release'));
  // Its version is always the same, so that NuGet would keep the old one.
  rmSync(join(PACKAGES, 'cdkbedrockcris'), { recursive: true, force: true });
  rmSync(join(HOME, 'app'), { recursive: true, force: true });
  cpSync(SOURCES, join(HOME, 'app'), { recursive: true });
  const source = [
    `--property:RestoreAdditionalProjectSources=${join(library, 'bin', 'Release')}`, `--property:RestorePackagesPath=${PACKAGES}`,
  ];
  for (const [name, main] of [['app', 'Consumer.Program'], ['smallest', 'Smallest']]) {
    await step(`csharp: build ${main}`, () => dotnet(
      'build', PROJECT, '--no-incremental', '--output', join(OUTPUT, name), `--property:StartupObject=${main}`, ...source));
  }
  await step('csharp: run the smallest example', () => dotnet(join(OUTPUT, 'smallest', 'Consumer.dll')));
}

async function run(outdir: string): Promise<void> {
  await execute('dotnet', [join(OUTPUT, 'app', 'Consumer.dll')], { env: { ...QUIET, CDK_OUTDIR: outdir } });
}

function dotnet(...args: string[]): Promise<string> {
  return execute('dotnet', args, { env: QUIET });
}

function checkVersions(): void {
  const project = readFileSync(join(SOURCES, 'Consumer.csproj'), 'utf8');
  for (const [name, version] of Object.entries(VERSIONS)) {
    if (!project.includes(`Include="${name}" Version="[${version}]"`)) {
      throw new Error(`consumers/csharp/Consumer.csproj must ask for ${name} [${version}], the oldest that package.json tests with`);
    }
  }
}
