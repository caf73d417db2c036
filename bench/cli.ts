/** The command line: its start against that of Node.js itself, and the time that a document takes. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { count, cpuTime, median, pairedRatio, progress, Row, times } from './measure';
import { run } from '../src/cli/run';
import { readErrors } from '../src/core/call/errors/read-errors';

const ROOT = join(__dirname, '..');
const CLI = join(ROOT, 'lib', 'cli', 'main.js');
const DIR = join(ROOT, 'test', 'scps');
const FILES = readdirSync(DIR).filter((file) => file !== 'expected.json').map((file) => join(DIR, file));
const DOCUMENTS = 1000;
const LOG_BYTES = 10_000_000;
const LOG_LINES = [
  '2026-11-28T12:00:00Z INFO [app] request 0001 of 10.0.0.1 took 12 ms, and nothing more is to be said of it',
  '{"level":"info","time":"2026-11-28T12:00:01Z","path":"/chat","status":200,"message":"the model has answered"}',
  '2026-11-28T12:00:02Z ERROR [app] An error occurred (AccessDeniedException) when calling the Converse operation: User: ' +
  'arn:aws:sts::111122223333:assumed-role/app/session is not authorized to perform: bedrock:InvokeModel on resource: ' +
  'arn:aws:bedrock:::foundation-model/anthropic.claude-sonnet-5-5 with an explicit deny in a service control policy',
  '2026-11-28T12:00:03Z \u001b[33mWARN\u001b[0m [app] ThrottlingException: Too many tokens, please wait before trying again.',
].join('\n');

export function cliRows(quick: boolean): Row[] {
  return [startRow(quick ? 10 : 40), documentsRow(quick ? 3 : 10), logRow(quick ? 3 : 10)];
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

/** A log with a denial and a failure in every fourth line, against splitting it into lines and parsing those that are JSON. */
function logRow(samples: number): Row {
  const log = `${LOG_LINES}\n`.repeat(Math.ceil(LOG_BYTES / LOG_LINES.length));
  const read = () => cpuTime(() => readErrors(log));
  const parse = () => cpuTime(() => log.split('\n').forEach((line) => line.startsWith('{') && JSON.parse(line)));
  if (readErrors(log).denials.length !== 1) {
    throw new Error('the log has one denial, many times');
  }
  const [ours, bare]: number[][] = [[], []];
  for (let sample = 0; sample < samples; sample++) {
    ours.push(read());
    bare.push(parse());
  }
  const seconds = (all: number[]) => `${(median(all) / 1000).toFixed(2)} s`;
  progress(`explain --error: ${seconds(ours)} for 10 MB of log; splitting and parsing it ${seconds(bare)}`);
  const ratio = times(pairedRatio(ours, bare));
  return ['explain --error, 10 MB of log | splitting it, parsing its JSON', seconds(ours), seconds(bare), ratio, '≤ 3.00 s'];
}
