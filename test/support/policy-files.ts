import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { cli } from './cli';

/** The files that `policy` writes into a directory, by their paths. */
export function filesOf(...args: string[]): Record<string, string> {
  const directory = mkdtempSync(join(tmpdir(), 'cris-policy-'));
  try {
    const { status, out, err } = cli('policy', ...args, '--out', directory);
    expect([status, out, status === 0 ? '' : err]).toEqual([0, '', '']);
    return readAll(directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** All files below a directory, by their paths. */
export function readAll(directory: string): Record<string, string> {
  const paths = readdirSync(directory, { recursive: true, encoding: 'utf8' }).map((path) => join(directory, path))
    .filter((path) => statSync(path).isFile()).sort();
  return Object.fromEntries(paths.map((path) => [relative(directory, path), readFileSync(path, 'utf8')]));
}

/** The documents that `policy` prints as JSON. */
export function documentsOf(...args: string[]): unknown[] {
  const { status, out, err } = cli('policy', ...args);
  expect([status, status === 0 ? '' : err]).toEqual([0, '']);
  return out.split('\n').map((line) => JSON.parse(line) as unknown);
}

/** What a template or a configuration of Terraform's has, as it is in an account. */
export function deployIn(account: string, value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map((one) => deployIn(account, one));
  }
  if (typeof value === 'string') {
    return value.replace(/(?<!\$)\$\{data\.aws_caller_identity\.\w+\.account_id\}/g, account).replace(/([$%])\1\{/g, '$1{');
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const { 'Fn::Sub': sub, ...others } = value as Record<string, unknown>;
  return typeof sub === 'string' && Object.keys(others).length === 0 ? sub.replace('${AWS::AccountId}', account).replaceAll('${!', '${')
    : Object.fromEntries(Object.entries(value).map(([name, one]) => [name, deployIn(account, one)]));
}
