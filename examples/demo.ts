/**
 * For anyone who tries the library for the first time, without an AWS account.
 *
 * Creates a cloud assembly of the examples, reports who may call Claude in them, and explains why a Region deny stops one call. The command
 * line runs in this process, so this prints what a user sees, 80 columns wide unless the environment says another width.
 *
 * Run it: `npm run demo`, or `npm run demo -- --html FILE DIRECTORY`
 * With `--html FILE` it writes the report as a page. With a directory, it keeps `cdk.out` there. It exits with 0 if every question has an
 * answer, whatever the answer is, else with 2.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { PATH_METADATA_ENABLE_CONTEXT } from 'aws-cdk-lib/cx-api';
import { WholeApp } from './whole-app';
import { run } from '../src/cli/run';

const SYNTH = `npx cdk synth --quiet \\
    --app "npx tsx --tsconfig tsconfig.dev.json examples/whole-app.ts"`;
const REGION_DENY = 'examples/region-deny.json';
const REPORT = ['report', 'cdk.out'];
const EXPLAIN = [
  'explain', '--template', 'cdk.out/CapeTown.template.json', '--role', 'CapeTown/Assistant', '--scp', REGION_DENY,
  '--model', 'anthropic.claude-sonnet-5-5', '--region', 'af-south-1', '--account', '111122223333',
];

process.env.COLUMNS ??= '80';
process.exitCode = demonstrate(process.argv.slice(2));

function demonstrate(args: string[]): number {
  const read = readArguments(args);
  if (typeof read === 'string') {
    console.error(`demo: ${read}; it takes '--html FILE' and a directory that keeps cdk.out`);
    return 2;
  }
  const { html, directory } = read;
  const place = directory ?? mkdtempSync(join(tmpdir(), 'cris-demo-'));
  try {
    synthesize(place);
    return html === undefined ? printAnswers() : conclude(run([...REPORT, '--format', 'html', '--evidence', '--out', html]));
  } finally {
    if (directory === undefined) {
      rmSync(place, { recursive: true });
    }
  }
}

/** Reads what is asked for, with full paths; or says what is wrong. */
function readArguments(args: string[]): string | { readonly html?: string; readonly directory?: string } {
  try {
    const { values: { html }, positionals } = parseArgs({ args, options: { html: { type: 'string' } }, allowPositionals: true });
    if (html === '' || positionals.length > 1) {
      return html === '' ? '--html is empty' : `several directories: ${positionals.join(', ')}`;
    }
    const [path, directory] = [html, positionals[0]].map((one) => one === undefined ? undefined : resolve(one));
    return { html: path, directory };
  } catch (error) {
    return (error as Error).message.split('\n')[0].replace(/\.? To specify.*/, '');
  }
}

/** Makes a place such as a user's: with the assembly in `cdk.out`, and the Region deny of the organization. */
function synthesize(place: string): void {
  cpSync(REGION_DENY, join(place, REGION_DENY));
  process.chdir(place);
  new WholeApp({ outdir: 'cdk.out', context: { [PATH_METADATA_ENABLE_CONTEXT]: true } }).synth(); // with paths, as the CDK CLI has it
}

function printAnswers(): number {
  const reported = run(REPORT);
  console.log(`Exit status ${reported}.\n\nWhy would the Region deny in ${REGION_DENY} block the assistant?\n`);
  const explained = run(EXPLAIN);
  console.log(`Exit status ${explained}.\n\nTo do the same yourself (until the first release: run npx projen compile, and`);
  console.log('use node lib/cli/main.js instead of npx cdk-bedrock-cris):\n');
  const commands = [REPORT, [...REPORT, '--format', 'html', '--out', 'report.html'], EXPLAIN];
  console.log([SYNTH, ...commands.map(writeCommand)].map((one) => `  ${one}`).join('\n'));
  return conclude(reported, explained);
}

function writeCommand(args: readonly string[]): string {
  return `npx cdk-bedrock-cris ${args.join(' ')}`.replace(/ (--(role|model|region)) /g, ' \\\n    $1 ');
}

/** An answer may be no; only a question without one is an error. */
function conclude(...statuses: number[]): number {
  return statuses.every((status) => status < 2) ? 0 : 2;
}
