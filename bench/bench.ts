/**
 * Measures this library against hand-written CDK, a bare import of CDK, and an independent engine, side by side: the
 * ratios carry from one machine to another, the times do not. A missed goal fails nothing. `--quick` measures less.
 */
import { cliRows } from './cli';
import { dashboardRows } from './dashboard';
import { decisionRows } from './decisions';
import { guestRows } from './guest';
import { importRows } from './import';
import { reportRows } from './report';
import { synthRows } from './synth';
import { printTable } from '../src/cli/terminal';

async function main(): Promise<void> {
  const quick = process.argv.includes('--quick');
  const decisions = await decisionRows(quick); // first, before the others fill the heap
  const rows = [
    ...synthRows(quick), ...dashboardRows(quick), ...importRows(quick), ...cliRows(quick), ...reportRows(quick),
    ...await guestRows(quick), ...decisions,
  ];
  printTable('Medians of CPU times; bytes are of minified templates, without those of the roles themselves',
    ['', 'ours', 'other', 'ratio', 'goal'], rows.map((row) => row.map((text) => ({ text }))));
}

void main();
