/** The command line: its start against that of Node.js itself, and the time that a document takes. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { count, cpuTime, median, pairedRatio, progress, Row, times } from './measure';
import { run } from '../src/cli/run';

const ROOT = join(__dirname, '..');
const CLI = join(ROOT, 'lib', 'cli', 'main.js');
const DIR = join(ROOT, 'test', 'scps');
const FILES = readdirSync(DIR).filter((file) => file !== 'expected.json').map((file) => join(DIR, file));
const DOCUMENTS = 1000;

export function cliRows(quick: boolean): Row[] {
  return [startRow(quick ? 10 : 40), documentsRow(quick ? 3 : 10)];
}

/** Wall time, since a process is waited for; in pairs, so that a slow spell hits both. */
function startRow(pairs: number): Row {
  const [file] = FILES;
  const explain = ['explain', '--scp', file];
  if (spawnSync(process.execPath, [CLI, ...explain]).status !== 1) {
    throw new Error(`${CLI} does not explain ${file}`);
  }
  const measureProcess = (args: readonly string[]) => {
    const start = process.hrtime.bigint();
    spawnSync(process.execPath, args);
    return Number(process.hrtime.bigint() - start) / 1e6;
  };
  const [ours, bare]: number[][] = [[], []];
  for (let pair = 1; pair <= pairs; pair++) {
    bare.push(measureProcess(['-e', `require('node:fs').readFileSync(${JSON.stringify(file)})`]));
    ours.push(measureProcess([CLI, ...explain]));
  }
  progress(`explain, whole process: ${count(median(ours))} ms; Node.js alone ${count(median(bare))} ms`);
  return [
    'explain, whole process | node -e that reads the file',
    `${count(median(ours))} ms`,
    `${count(median(bare))} ms`,
    times(pairedRatio(ours, bare)),
    '≤ 1.20×',
  ];
}

/** In this process, against reading and parsing the same files. */
function documentsRow(samples: number): Row {
  const files = Array.from({ length: DOCUMENTS }, (_, index) => FILES[index % FILES.length]);
  const runQuietly = (work: () => void) => {
    const { log } = console;
    console.log = () => undefined;
    try {
      work();
    } finally {
      console.log = log;
    }
  };
  const check = () => cpuTime(() => runQuietly(() => run(['check-scp', ...files, '--format', 'json'])));
  const parse = () => cpuTime(() => files.forEach((file) => JSON.parse(readFileSync(file, 'utf8'))));
  check();
  parse();
  const [ours, bare]: number[][] = [[], []];
  for (let sample = 0; sample < samples; sample++) {
    ours.push(check());
    bare.push(parse());
  }
  const each = (all: number[]) => `${(median(all) / DOCUMENTS).toFixed(2)} ms`;
  progress(`check-scp: ${each(ours)} for each document; reading and parsing it ${each(bare)}`);
  return ['check-scp, a document | reading and parsing it', each(ours), each(bare), times(pairedRatio(ours, bare)), '≤ 0.20 ms'];
}
