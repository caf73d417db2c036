/**
 * The handlers: their code as the template holds it; of that of invocation logging the cold start beside the SDK's, and what it asks of
 * AWS.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { count, median, pairedRatio, progress, Row, times } from './measure';
import { HANDLER_CODE } from '../src/logging/handler.generated';
import { HANDLER_CODE as QUOTA_HANDLER_CODE } from '../src/quota/handler.generated';
import { cloudFormationEvent, stackId } from '../test/support/guest/event';
import { Guest } from '../test/support/guest/handler';
import { LocalAws } from '../test/support/guest/local-aws';

const ROOT = join(__dirname, '..');
const BYTES = 16_000;
const QUOTA_BYTES = 5000;

export async function guestRows(quick: boolean): Promise<Row[]> {
  return [
    ['logging handler: code', `${count(Buffer.byteLength(HANDLER_CODE))} B`, '–', '–', `< ${count(BYTES)} B`],
    ['quota handler: code', `${count(Buffer.byteLength(QUOTA_HANDLER_CODE))} B`, '–', '–', `< ${count(QUOTA_BYTES)} B`],
    requireRow(quick ? 8 : 40),
    ['logging handler: requests of a Create, without the answer', await requests(), '–', '–', '–'],
  ];
}

/** In fresh processes, whose own start is not counted. */
function requireRow(pairs: number): Row {
  const directory = mkdtempSync(join(tmpdir(), 'cris-bench-'));
  try {
    const sdk = [...new Set(HANDLER_CODE.match(/@aws-sdk\/client-[a-z-]+/g))];
    const file = (name: string, code: string) => {
      writeFileSync(join(directory, name), code);
      return join(directory, name);
    };
    const handler = file('handler.cjs', HANDLER_CODE);
    const empty = file('empty.cjs', sdk.map((name) => `require('${name}');`).join('\n'));
    const [ours, bare]: number[][] = [[], []];
    for (let pair = 1; pair <= pairs; pair++) {
      for (const [path, spent] of pair % 2 === 0 ? [[empty, bare], [handler, ours]] as const : [[handler, ours], [empty, bare]] as const) {
        spent.push(requireTime(path));
      }
    }
    progress(`logging handler: require ${count(median(ours))} ms; ${sdk.join(', ')} alone ${count(median(bare))} ms`);
    return [
      'logging handler: cold require | of its SDK clients alone',
      `${count(median(ours))} ms`,
      `${count(median(bare))} ms`,
      times(pairedRatio(ours, bare)),
      '≤ 1.10×',
    ];
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** The file lies elsewhere, so the SDK has to be found by a path of its own. */
function requireTime(path: string): number {
  return Number(execFileSync(process.execPath, ['--no-warnings', '-e', `
    const start = process.cpuUsage();
    require(${JSON.stringify(path)});
    const { user, system } = process.cpuUsage(start);
    console.log((user + system) / 1000);`], {
    encoding: 'utf8', env: { ...process.env, NODE_PATH: join(ROOT, 'node_modules'), AWS_REGION: 'af-south-1' },
  }));
}

/** Where logging is off, as it is nearly everywhere. */
async function requests(): Promise<string> {
  const aws = await LocalAws.start();
  try {
    await new Guest(aws.endpoint).invoke(cloudFormationEvent('Create', {
      endpoint: aws.endpoint,
      stack: stackId('bench'),
      properties: { OnExisting: 'REFUSE', OnRemoval: 'RESTORE_PREVIOUS', LoggingConfig: { s3Config: { bucketName: 'bodies' } } },
    }));
    if (aws.answers.at(-1)?.Status !== 'SUCCESS') {
      throw new Error(`The handler answered ${JSON.stringify(aws.answers)}`);
    }
    const operations = aws.calls.map(({ operation }) => operation).filter((operation) => operation !== 'Answer');
    progress(`logging handler: a Create asks ${operations.join(', ')}`);
    return `${operations.length}`;
  } finally {
    await aws.close();
  }
}
