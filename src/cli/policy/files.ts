import { existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PolicyFile } from '../../core/policy-files/printed-policy';
import { tellReason } from '../input';
import { BadInput, BadUsage } from '../usage';

/** Writes files into a directory. Nothing there is replaced before all are written, and what has another text only by `force`. */
export function writeFiles(directory: string, files: readonly PolicyFile[], force: boolean): void {
  const placed = files.map(({ path, text }) => ({ path: join(directory, path), text }));
  const others = placed.filter(({ path, text }) => existsSync(path) && tellReason(path, () => readFileSync(path, 'utf8')) !== text);
  if (others.length > 0 && !force) {
    throw new BadInput(`--out must not hold ${others.map(({ path }) => path).join(', ')} with another text, so nothing was written. ` +
      'Compare them; --force replaces them');
  }
  placed.flatMap(({ path }) => listPath(dirname(path))).forEach(makeDirectory);
  const written: string[] = [];
  try {
    for (const { path, text } of placed) {
      tellReason(path, () => {
        written.push(temporary(path));
        writeFileSync(temporary(path), text);
      });
    }
    placed.forEach(({ path }) => tellReason(path, () => renameSync(temporary(path), path)));
  } finally {
    written.forEach((path) => rmSync(path, { force: true }));
  }
}

function temporary(path: string): string {
  return `${path}.${process.pid}.tmp`;
}

/** Makes a directory and those above it, one by one: below /proc, Node.js never ends to make them at once. */
function makeDirectory(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    return;
  }
  if (lstatSync(path, { throwIfNoEntry: false })) {
    throw new BadUsage(`--out must be a directory, got: ${JSON.stringify(path)}, which is something else. ` +
      'Name a directory, which need not be there');
  }
  try {
    mkdirSync(path);
  } catch (error) {
    throw new BadUsage(`--out must be a directory in which you may write, and ${JSON.stringify(path)} cannot be made (${
      (error as NodeJS.ErrnoException).code}). Name another one`);
  }
}

/** Lists a directory and all above it, the highest first. */
function listPath(path: string): string[] {
  const above = dirname(path);
  return above === path ? [path] : [...listPath(above), path];
}
