import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { buildSync } from 'esbuild';
import { CREDENTIALS } from './bedrock-runtime';
import { judge } from '../judges';

/** A program of `examples/clients/`: how it is started. */
export interface Client {
  /** As a user does. */
  readonly start: readonly string[];
  /** The same program, ready in less time. */
  readonly startQuickly: readonly string[];
  /** By which its SDK speaks. */
  readonly httpVersion: string;
  /** The same program, which waits for a second where it waits for ten minutes. */
  startImpatiently(): readonly string[];
}

const TYPESCRIPT = 'examples/clients/typescript/call-claude.ts';
const PYTHON = 'examples/clients/python/call_claude.py';

/** For the tests of a file. */
export function makePythonClient(): Client {
  const directory = makeDirectory();
  const start = [judge('python'), '-B', PYTHON];
  const startImpatiently = () => {
    const file = join(directory, 'impatient.py');
    writeFileSync(file, replaceOnce(readFileSync(PYTHON, 'utf8'), 'read_timeout=600,', 'read_timeout=1,'));
    return [judge('python'), '-B', file];
  };
  return { start, startQuickly: start, startImpatiently, httpVersion: '1.1' };
}

/** For the tests of a file; bundled with its SDK. */
export function makeTypeScriptClient(): Client {
  const directory = makeDirectory();
  const bundle = (source: string, name: string) => {
    const outfile = join(directory, name);
    const stdin = { contents: source, loader: 'ts', resolveDir: dirname(TYPESCRIPT) } as const;
    buildSync({ stdin, bundle: true, platform: 'node', outfile, logLevel: 'error' });
    return [process.execPath, outfile];
  };
  const source = readFileSync(TYPESCRIPT, 'utf8');
  return {
    start: [process.execPath, '--import', 'tsx', TYPESCRIPT],
    startQuickly: bundle(source, 'call-claude.cjs'),
    startImpatiently: () => bundle(replaceOnce(source, 'SILENCE = 600_000;', 'SILENCE = 1_000;'), 'impatient.cjs'),
    httpVersion: '2.0',
  };
}

function makeDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'cris-clients-'));
  afterAll(() => rmSync(directory, { recursive: true }));
  return directory;
}

function replaceOnce(source: string, old: string, replacement: string): string {
  const [before, after, ...more] = source.split(old);
  if (after === undefined || more.length > 0) {
    throw new Error(`${old} is not there once`);
  }
  return `${before}${replacement}${after}`;
}

/** What a program printed, line by line, and how it ended. */
export interface Run {
  readonly status: number | null;
  readonly out: string[];
  readonly err: string[];
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** A home without settings of AWS, and a file in it. */
export interface Place {
  readonly home: string;
  readonly handbook: string;
}

/** Makes a place with a file of some length in tokens, for the tests of a file. */
export function makePlace(tokens: number): Place {
  const home = makeDirectory();
  const handbook = join(home, 'handbook.md');
  writeFileSync(handbook, 'A refund of less than €100 is approved by the team. '.repeat(Math.ceil(tokens / 13)).slice(0, 4 * tokens));
  return { handbook, home };
}

/** Runs a program with nothing of this process's environment but the path. */
export async function runClient([command, ...args]: readonly string[], environment: Environment): Promise<Run> {
  const child = spawn(command, args, { env: { PATH: process.env.PATH, ...environment } });
  const ended = new Promise<number | null>((done, failed) => child.once('exit', done).once('error', failed));
  const [out, err, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { status, out: splitLines(out), err: splitLines(err) };
}

/** What redirects an SDK to a server, and nothing else of it. */
export function redirect(endpoint: string, home: string): Environment {
  return {
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: endpoint,
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    AWS_EC2_METADATA_DISABLED: 'true',
    HOME: home,
    NODE_NO_WARNINGS: '1', // the AWS SDK says which Node.js it will need in 2027
  };
}

function splitLines(output: string): string[] {
  return output.split('\n').filter(Boolean);
}
