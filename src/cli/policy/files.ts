import { existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PolicyFile } from '../../core/policy-files/printed-policy';
import { tellReason } from '../input';
import { BadInput, BadUsage } from '../usage';

/** Writes files into a directory. It replaces nothing before all are written, and replaces a file with another text only with `force`. */
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

/** Makes one directory. The caller makes all of a path one by one, because below /proc the recursive mkdir of Node.js never ends. */
function makeDirectory(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    return;
  }
  if (lstatSync(path, { throwIfNoEntry: false })) {
    throw new BadUsage(`--out must be a directory, got: ${JSON.stringify(path)}, which is not a directory. ` +
      'Name a directory; it need not exist');
  }
  try {
    mkdirSync(path);
  } catch (error) {
    throw new BadUsage(`--out must be a directory to which you may write, and ${JSON.stringify(path)} cannot be created (${
      (error as NodeJS.ErrnoException).code}). Name another one`);
  }
}

/** Lists a directory and all directories above it, the highest first. */
function listPath(path: string): string[] {
  const above = dirname(path);
  return above === path ? [path] : [...listPath(above), path];
}
