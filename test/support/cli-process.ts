import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

/** Bundles the command line, so that a process of its own starts in milliseconds; returns the file. */
export function bundleCli(): string {
  const directory = mkdtempSync(join(tmpdir(), 'cris-cli-'));
  afterAll(() => rmSync(directory, { recursive: true }));
  copyFileSync('package.json', join(directory, 'package.json')); // says the version
  const outfile = join(directory, 'lib', 'cli', 'main.cjs');
  buildSync({ entryPoints: ['src/cli/main.ts'], bundle: true, platform: 'node', outfile, logLevel: 'error' });
  return outfile;
}
