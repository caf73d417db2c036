/** Import of the built package for its access, against a process that imports only what that imports of CDK. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { count, median, progress, Row } from './measure';

const ROOT = join(__dirname, '..');
const OURS = join(ROOT, 'lib', 'index.js');

/** Which modules of CDK the package asks for; written to stdout as JSON. */
const LIST_IMPORTS = `
  const Module = require('node:module');
  const load = Module._load;
  const asked = new Set();
  Module._load = (request, parent, ...rest) => {
    if (parent?.filename?.startsWith(${JSON.stringify(join(ROOT, 'lib'))}) && /^(aws-cdk-lib|constructs)(\\/|$)/.test(request)) {
      asked.add(request);
    }
    return load(request, parent, ...rest);
  };
  require(${JSON.stringify(OURS)}).GlobalClaudeAccess;
  console.log(JSON.stringify([...asked]));`;

export function importRows(quick: boolean): Row[] {
  const pairs = quick ? 8 : 40;
  const cdk: string[] = JSON.parse(run(LIST_IMPORTS));
  progress(`import: the package imports ${cdk.join(', ')}`);
  const ours: number[] = [];
  const bare: number[] = [];
  const measureOurs = () => ours.push(importTime([OURS]));
  const measureBare = () => bare.push(importTime(cdk));
  for (let pair = 1; pair <= pairs; pair++) {
    for (const measure of pair % 2 === 0 ? [measureBare, measureOurs] : [measureOurs, measureBare]) {
      measure();
    }
    progress(`import ${pair}/${pairs}: ours ${count(ours.at(-1)!)} ms, CDK alone ${count(bare.at(-1)!)} ms`);
  }
  const more = median(ours.map((time, index) => time - bare[index]));
  return [['import for GlobalClaudeAccess | of aws-cdk-lib alone', `${count(median(ours))} ms`, `${count(median(bare))} ms`, `${more < 0 ? '' : '+'}${more.toFixed(1)} ms`, '≤ +20 ms']];
}

/** In a fresh process without tsx; its start is not counted. */
function importTime(modules: readonly string[]): number {
  return Number(run(`
    const before = process.cpuUsage();
    ${modules.map((name) => `require(${JSON.stringify(name)})${name === OURS ? '.GlobalClaudeAccess' : ''};`).join('\n')}
    const { user, system } = process.cpuUsage(before);
    console.log((user + system) / 1000);`));
}

function run(script: string): string {
  return execFileSync(process.execPath, ['-e', script], { cwd: ROOT, encoding: 'utf8' });
}
