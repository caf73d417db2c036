import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PolicyFile } from '../../core/policy-files/printed-policy';
import { tellReason } from '../input';
import { BadInput } from '../usage';

/** Writes files into a directory. Nothing there is replaced before all are written, and what has another text only by `force`. */
export function writeFiles(directory: string, files: readonly PolicyFile[], force: boolean): void {
  const placed = files.map(({ path, text }) => ({ path: join(directory, path), text }));
  const others = placed.filter(({ path, text }) => existsSync(path) && tellReason(path, () => readFileSync(path, 'utf8')) !== text);
  if (others.length > 0 && !force) {
    throw new BadInput(`--out must not hold ${others.map(({ path }) => path).join(', ')} with another text, so nothing was written. ` +
      'Compare them; --force replaces them');
  }
  const written: string[] = [];
  try {
    for (const { path, text } of placed) {
      tellReason(path, () => {
        mkdirSync(dirname(path), { recursive: true });
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
