/**
 * Installs the packed package into a temporary folder and uses it from CommonJS, from ES modules (`"type": "module"`) and from
 * TypeScript: each imports every export by its name, and synthesizes the same app. Needs `npx projen package:js`. Exits with 1 on any
 * difference.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installPackage, PACKAGE, ROOT } from './install';

const TYPESCRIPT = ['--module', 'nodenext', '--target', 'es2022', '--strict', '--skipLibCheck', '--types', 'node'];

interface Names {
  /** Classes and enums. */
  readonly values: readonly string[];
  /** Interfaces, of which JavaScript sees nothing. */
  readonly types: readonly string[];
}

const folder = mkdtempSync(join(tmpdir(), 'consumers-node-'));
try {
  tryPackage();
} finally {
  rmSync(folder, { recursive: true });
}

function tryPackage(): void {
  const names = install();
  const templates = {
    'CommonJS': useFromCommonJs(names),
    'ES modules': useFromEsModules(names),
    'TypeScript': useFromTypeScript(names),
  };
  for (const [language, template] of Object.entries(templates)) {
    const same = template === templates.CommonJS && template.includes('"AWS::IAM::Role"');
    console.log(
      `${language}: ${names.values.length} names imported, ${same ? 'and the same template' : `but another template: ${template}`}`);
    process.exitCode = same ? process.exitCode : 1;
  }
}

/** A folder as `npm install` leaves it. */
function install(): Names {
  const modules = join(folder, 'node_modules');
  installPackage(modules, ['aws-cdk-lib', 'constructs', '@types']);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  return readNames(join(modules, PACKAGE, '.jsii'));
}

function readNames(assembly: string): Names {
  const types: { name: string; kind: string }[] = Object.values(JSON.parse(readFileSync(assembly, 'utf8')).types);
  const isValue = ({ kind }: { kind: string }) => kind !== 'interface';
  return {
    values: types.filter(isValue).map(({ name }) => name),
    types: types.filter((type) => !isValue(type)).map(({ name }) => name),
  };
}

function useFromCommonJs({ values }: Names): string {
  writeFileSync(join(folder, 'names.cjs'), `
    const { ${values.join(', ')} } = require('${PACKAGE}');
    ${requireAll(values)}
    const listed = Object.keys(require('${PACKAGE}')).sort().join();
    if (listed !== ${JSON.stringify([...values].sort().join())}) throw new Error('the keys of the package are ' + listed);`);
  run('names.cjs');
  return runApp('app.cjs');
}

function useFromEsModules({ values }: Names): string {
  writeFileSync(join(folder, 'names.mjs'), `import { ${values.join(', ')} } from '${PACKAGE}';\n${requireAll(values)}`);
  run('names.mjs');
  return runApp('app.mjs');
}

function useFromTypeScript({ values, types }: Names): string {
  writeFileSync(join(folder, 'names.ts'), `
    import { ${[...values, ...types.map((name) => `type ${name}`)].join(', ')} } from '${PACKAGE}';
    ${requireAll(values)}
    export type All = [${types.join(', ')}];`);
  copyFileSync(join(__dirname, 'app.ts'), join(folder, 'app.ts'));
  run(join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc'), ...TYPESCRIPT, 'names.ts', 'app.ts');
  run('names.js');
  return run('app.js');
}

/** Statements that throw where a name stands for nothing. */
function requireAll(values: readonly string[]): string {
  return `for (const [name, value] of Object.entries({ ${values.join(', ')} })) {
      if (!value) throw new Error(name + ' is ' + value);
    }`;
}

function runApp(file: string): string {
  copyFileSync(join(__dirname, file), join(folder, file));
  return run(file);
}

/** Runs a script in the folder, and gives what it prints. */
function run(script: string, ...args: string[]): string {
  try {
    return execFileSync(process.execPath, [script, ...args], { cwd: folder, encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${script} fails:\n${stdout}${stderr}`);
  }
}
