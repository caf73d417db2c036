/**
 * Joins the JavaScript that jsii has compiled to one file for the constructs and one for the command line, writes the index and
 * the bill of materials, and deletes the rest (docs/adr/0009-one-file-of-javascript.md). It also makes the links of the assembly's readme
 * absolute.
 */
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, BuildOptions, Metafile, Plugin } from 'esbuild';
import { handlerMetafiles } from './bundle-handlers';
import { makeReadmeLinksAbsolute } from './readme-links';
import { writeBill } from './sbom';

const ROOT = join(__dirname, '..');
const LIB = join(ROOT, 'lib');
const ASSEMBLY = join(ROOT, '.jsii');
const INDEX = join(LIB, 'index.js');
const CONSTRUCTS = join(LIB, 'constructs.js');
const CLI = join(LIB, 'cli', 'main.js');
/** What is bundled, for those who must know: projenrc/sbom.ts. */
const BILL = join(LIB, 'sbom.cdx.json');
/** jsii has checked it; from modules of ES esbuild makes one scope, which starts faster than the files that jsii has compiled. */
const CLI_SOURCE = join(ROOT, 'src', 'cli', 'main.ts');
/** The parser of YAML is as big as the rest of the command line, which loads it where it is needed. */
const YAML = join(LIB, 'cli', 'yaml-parser.js');
const YAML_SOURCE = join(ROOT, 'src', 'cli', 'yaml-parser.ts');
const YAML_PACKAGE = join(ROOT, 'node_modules', 'yaml');

/** Asks Node.js once for each module of CDK, and not from every file that uses it: CDK has a long list of exports to look through. */
const CDK_ONCE: Plugin = {
  name: 'cdk-once',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(aws-cdk-lib|constructs)($|\/)/ }, ({ path, namespace }) =>
      namespace === 'cdk' ? { path, external: true } : { path, namespace: 'cdk' });
    onLoad({ filter: /./, namespace: 'cdk' }, ({ path }) => ({ contents: `module.exports = require("${path}");` }));
  },
};

const OPTIONS: BuildOptions = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  packages: 'external',
  // Node prints the line that threw above the message: names stay as they are, and lines stay short.
  minifyWhitespace: true,
  lineLimit: 160,
  logLevel: 'warning',
};

/** From which files each output was made. */
const METAFILES: Metafile[] = [];

/** Leaves the parser of YAML in its own file. */
const YAML_APART: Plugin = {
  name: 'yaml-apart',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/yaml-parser$/ }, () => ({ path: './yaml-parser.js', external: true }));
  },
};

interface Export {
  readonly name: string;
  /** The compiled file that has it, relative to `lib/`. */
  readonly file: string;
}

async function main(): Promise<void> {
  const exported = readExports();
  await bundle({ stdin: { contents: writeGetters(exported), resolveDir: LIB }, outfile: CONSTRUCTS, plugins: [CDK_ONCE] });
  await bundle({ entryPoints: [CLI_SOURCE], outfile: CLI, allowOverwrite: true, plugins: [YAML_APART] });
  chmodSync(CLI, 0o755); // the command that pip installs runs the file itself; npm would see to it
  await bundle({
    entryPoints: [YAML_SOURCE],
    outfile: YAML,
    packages: 'bundle',
    alias: { yaml: join(YAML_PACKAGE, 'browser', 'index.js') }, // modules of ES, of which the unused parts are left out
    minify: true,
    banner: { js: `/*! yaml, bundled:\n${readFileSync(join(YAML_PACKAGE, 'LICENSE'), 'utf8').trim()}\n*/` },
  });
  deleteJoinedFiles();
  writeFileSync(INDEX, writeIndex(exported));
  makeReadmeLinksAbsolute(ASSEMBLY);
  writeFileSync(BILL, `${JSON.stringify(writeBill(ROOT, [...METAFILES, ...handlerMetafiles()]), undefined, 2)}\n`);
}

async function bundle(options: BuildOptions): Promise<void> {
  const { metafile } = await build({ ...OPTIONS, ...options, absWorkingDir: ROOT, metafile: true });
  METAFILES.push(metafile);
}

/** The classes and enums of the jsii assembly; of its interfaces nothing is left at run time. */
function readExports(): Export[] {
  const { types } = JSON.parse(readFileSync(ASSEMBLY, 'utf8')) as { types: Record<string, AssemblyType> };
  return Object.values(types)
    .filter(({ kind }) => kind !== 'interface')
    .map(({ name, symbolId }) => ({ name, file: symbolId.replace(/^src/, '.').replace(/:.*$/, '') }));
}

/** What this script reads of a type in the assembly; `symbolId` is, for example, `src/guard/guard-target:GuardTarget`. */
interface AssemblyType {
  readonly kind: 'class' | 'enum' | 'interface';
  readonly name: string;
  readonly symbolId: string;
}

/** A file is loaded when one of its names is first asked for, as aws-cdk-lib does; `require` gives the same object every time. */
function writeGetters(exports: readonly Export[]): string {
  return exports
    .map(({ name, file }) => `Object.defineProperty(exports, "${name}", { enumerable: true, get: () => require("${file}").${name} });`)
    .join('\n');
}

/**
 * Node.js finds the names for `import { … }` in the text of a CommonJS file, without running it. It does not look through getters, but
 * knows the last statement, which never runs, and reads it fast since the file is short.
 */
function writeIndex(exports: readonly Export[]): string {
  return `"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
Object.defineProperties(exports, Object.getOwnPropertyDescriptors(require("./constructs.js")));
0 && (module.exports = {
${exports.map(({ name }) => `  ${name},`).join('\n')}
});
`;
}

function deleteJoinedFiles(): void {
  for (const path of readdirSync(LIB, { recursive: true, encoding: 'utf8' }).map((file) => join(LIB, file))) {
    if (path.endsWith('.js') && ![CONSTRUCTS, CLI, YAML].includes(path)) {
      rmSync(path);
    }
  }
}

void main();
