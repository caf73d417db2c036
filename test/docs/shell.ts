import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export interface Ran {
  /** The words of each command that the script called, in their order: a program, and its arguments. */
  readonly calls: readonly (readonly string[])[];
  readonly out: string;
  /** With what the shell itself does not understand, and programs that have no stand-in. */
  readonly err: string;
}

const END = '\u001e';
const NOTE = `note() { printf '%s\\0' "$@" '${END}' >> "$LOG"; }`; // in one go, since the parts of a pipe note at once

/**
 * Runs a script by bash in a directory. Every program has a stand-in, a script too, so nothing outside the directory changes. Stand-ins
 * note how they were called.
 */
export function runScript(place: string, script: string, programs: Readonly<Record<string, string>>, args: readonly string[] = []): Ran {
  const own = `${place}.sh`;
  const [bin, log] = [join(own, 'bin'), join(own, 'log')];
  rmSync(own, { recursive: true, force: true });
  [place, bin].forEach((directory) => mkdirSync(directory, { recursive: true }));
  for (const [name, body] of Object.entries(programs)) {
    writeFileSync(join(bin, name), `#!/bin/bash\n${NOTE}\nnote ${name} "$@"\n${body}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  writeFileSync(join(own, 'script'), script);
  const { stdout, stderr } = spawnSync('/bin/bash', [join(own, 'script'), ...args], {
    cwd: place, encoding: 'utf8', env: { PATH: bin, LOG: log, ROOT: resolve('.'), NODE: process.execPath }, timeout: 60_000,
  });
  const noted = existsSync(log) ? readFileSync(log, 'utf8').split(`${END}\0`).slice(0, -1) : [];
  return { calls: noted.map((one) => one.split('\0').slice(0, -1)), out: stdout, err: stderr };
}
