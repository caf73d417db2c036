/**
 * Builds the package for Python, synthesizes six examples with it, and compares the templates with those from TypeScript. Needs the
 * compiled package, `python3` and the Python package index. Exits with 1 on any difference.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack, Stage } from 'aws-cdk-lib';
import { addCallers } from '../examples/callers';
import { addTeams } from '../examples/team-profiles';
import { WholeApp } from '../examples/whole-app';
import { devDependencies } from '../package.json';

const BUILD = join(__dirname, '.build');
const WHEELS = join(BUILD, 'python');
const VENV = join(BUILD, 'venv');
const STAMP = join(VENV, 'stamp');
const PYTHON = join(VENV, 'bin', 'python');
const OUT = join(BUILD, 'cdk.out.python');
/** The packages that a user has already, as old as we allow them. */
const OLDEST_VERSIONS = [`aws-cdk-lib==${devDependencies['aws-cdk-lib']}`, `constructs==${devDependencies.constructs}`];

try {
  compare();
} catch (error) {
  console.log(`\n${(error as Error).message}`);
  process.exitCode = 1;
}

function compare(): void {
  const stamp = [step('find python3', findPython), ...OLDEST_VERSIONS].join('\n');
  step('build the wheel', buildWheel);
  // A complete environment of the same interpreter and versions is kept; only our own package is installed again.
  if (!existsSync(STAMP) || readFileSync(STAMP, 'utf8') !== stamp) {
    step('make a virtual environment', makeVenv);
  }
  step(`install the wheel with ${OLDEST_VERSIONS.join(' and ')}`, install);
  writeFileSync(STAMP, stamp);

  const checks = step('synthesize and check in Python', synthesizeInPython);
  console.log(checks.trimEnd().replace(/^/gm, '  '));
  const { capeTown, guard, loggingBaseline, operations } = new WholeApp();
  for (const stack of [capeTown, Stack.of(guard), loggingBaseline, operations, addTeams(new App()), addCallers(new App())]) {
    compareStack(stack);
  }
}

function compareStack(stack: Stack): void {
  const { stackName } = stack;
  const expected = step(`synthesize ${stackName} in TypeScript`, () => Stage.of(stack)!.synth().getStackByName(stackName).template);
  const actual = JSON.parse(readFileSync(join(OUT, `${stackName}.template.json`), 'utf8'));
  const found = differences(stackName, expected, actual);
  if (found.length > 0) {
    throw new Error(['python: the template differs from the TypeScript one', ...found].join('\n  '));
  }
  console.log(`python: the template equals the TypeScript one (${Object.keys(expected.Resources).length} resources)`);
}

/** Runs a step on a line of its own, with its name before and its seconds after. */
function step<T>(name: string, action: () => T): T {
  const start = performance.now();
  process.stdout.write(`python: ${name} ... `);
  const result = action();
  console.log(`${((performance.now() - start) / 1000).toFixed(1)} s`);
  return result;
}

/** Runs a command quietly; what it says is shown when it fails. */
function run(command: string, args: string[], env: NodeJS.ProcessEnv = {}): string {
  return execFileSync(command, args, {
    encoding: 'utf8',
    stdio: 'pipe',
    env: { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20', ...env },
  });
}

function buildWheel(): void {
  rmSync(WHEELS, { recursive: true, force: true });
  run('npx', ['--no-install', 'jsii-pacmak', '--target', 'python', '--outdir', BUILD, '--no-npmignore']);
}

/** Which interpreter it is: a virtual environment serves that one alone. */
function findPython(): string {
  try {
    return run('python3', ['-c', 'import sys; print(sys.executable, sys.version)']);
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ENOENT'
      ? new Error('There is no python3 on the PATH. Install Python 3.10 or later.')
      : error;
  }
}

function makeVenv(): void {
  rmSync(VENV, { recursive: true, force: true });
  run('python3', ['-m', 'venv', VENV]);
}

function install(): void {
  const pip = (...args: string[]) => run(PYTHON, ['-m', 'pip', '--quiet', '--disable-pip-version-check', ...args]);
  pip('uninstall', '--yes', 'cdk-bedrock-cris'); // its version is always the same, so pip would keep the old one
  pip('install', ...readdirSync(WHEELS).filter((name) => name.endsWith('.whl')).map((name) => join(WHEELS, name)), ...OLDEST_VERSIONS);
}

function synthesizeInPython(): string {
  rmSync(OUT, { recursive: true, force: true });
  return run(PYTHON, [join(__dirname, 'python', 'app.py'), '--check'], { CDK_OUTDIR: OUT });
}

/** The paths at which two JSON values differ. The order of keys does not count, that of list elements does. */
function differences(path: string, expected: unknown, actual: unknown): string[] {
  if (isContainer(expected) && isContainer(actual) && Array.isArray(expected) === Array.isArray(actual)) {
    const keys = new Set([...Object.keys(expected), ...Object.keys(actual)]);
    return [...keys].flatMap((key) => differences(`${path}/${key}`, expected[key], actual[key]));
  }
  const [typescript, python] = [expected, actual].map((value) => JSON.stringify(value) ?? 'nothing');
  return typescript === python ? [] : [`${path}: ${typescript} in TypeScript, ${python} in Python`];
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
