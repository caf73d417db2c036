/** Import of the built package for its access, against a process that imports only what the package then imports of CDK. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { count, median, progress, Row } from './measure';

const ROOT = join(__dirname, '..');
const OURS = join(ROOT, 'lib', 'index.js');

interface System {
  readonly name: string;
  /** What a process does with our package. */
  readonly useOurs: string;
  /** The same in CommonJS, to see which modules of CDK it asks for. */
  readonly load: string;
  /** Whether ours is measured with the same imports of CDK before it, as in an app. */
  readonly afterCdk?: boolean;
  readonly options: readonly string[];
  writeImport(module: string): string;
}

const COMMON_JS: System = {
  name: 'CommonJS',
  useOurs: `require(${JSON.stringify(OURS)}).GlobalClaudeAccess;`,
  load: `require(${JSON.stringify(OURS)}).GlobalClaudeAccess;`,
  writeImport: (module) => `require(${JSON.stringify(module)});`,
  options: [],
};
const ES_MODULES: System = {
  name: 'ES modules',
  useOurs: `const { GlobalClaudeAccess } = await import(${JSON.stringify(OURS)});`,
  load: `Object.values(require(${JSON.stringify(OURS)}));`, // an ES module asks a CommonJS file for all of its names at once
  writeImport: (module) => `await import(${JSON.stringify(module)});`,
  options: ['--input-type=module'],
};
/** An app in ES modules imports CDK itself, and so loads all of it: what does it pay for ours on top? */
const APP_IN_ES_MODULES: System = { ...ES_MODULES, name: 'ES modules, CDK and ours', afterCdk: true };

export function importRows(quick: boolean): Row[] {
  return [COMMON_JS, ES_MODULES, APP_IN_ES_MODULES].map((system) => importRow(system, quick ? 8 : 40));
}

function importRow({ name, useOurs, load, writeImport, afterCdk, options }: System, pairs: number): Row {
  const cdk = listImports(load);
  progress(`import from ${name}: the package imports ${cdk.join(', ')}`);
  const importCdk = cdk.map(writeImport).join('\n');
  const importOurs = afterCdk ? `${importCdk}\n${useOurs}` : useOurs;
  const ours: number[] = [];
  const bare: number[] = [];
  const measureOurs = () => ours.push(measureTime(importOurs, options));
  const measureBare = () => bare.push(measureTime(importCdk, options));
  for (let pair = 1; pair <= pairs; pair++) {
    for (const measure of pair % 2 === 0 ? [measureBare, measureOurs] : [measureOurs, measureBare]) {
      measure();
    }
    progress(`import from ${name} ${pair}/${pairs}: ours ${count(ours.at(-1)!)} ms, CDK alone ${count(bare.at(-1)!)} ms`);
  }
  const more = median(ours.map((time, index) => time - bare[index]));
  return [
    `import for GlobalClaudeAccess, ${name} | of aws-cdk-lib alone`,
    `${count(median(ours))} ms`, `${count(median(bare))} ms`, `${more < 0 ? '' : '+'}${more.toFixed(1)} ms`, afterCdk ? '–' : '≤ +10 ms',
  ];
}

/** Which modules of CDK the package asks for. */
function listImports(load: string): string[] {
  return JSON.parse(run(`
    const Module = require('node:module');
    const original = Module._load;
    const requested = new Set();
    Module._load = (request, parent, ...rest) => {
      if (parent?.filename?.startsWith(${JSON.stringify(join(ROOT, 'lib'))}) && /^(aws-cdk-lib|constructs)(\\/|$)/.test(request)) {
        requested.add(request);
      }
      return original(request, parent, ...rest);
    };
    ${load}
    console.log(JSON.stringify([...requested]));`));
}

/** In a fresh process without tsx; its start is not counted. */
function measureTime(imports: string, options: readonly string[]): number {
  return Number(run(`
    const start = process.cpuUsage();
    ${imports}
    const { user, system } = process.cpuUsage(start);
    console.log((user + system) / 1000);`, options));
}

function run(script: string, options: readonly string[] = []): string {
  return execFileSync(process.execPath, [...options, '-e', script], { cwd: ROOT, encoding: 'utf8' });
}
