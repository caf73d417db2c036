import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Files } from './assemblies';

/** Writes the files of an assembly into a directory, as JSON, or texts as they are; returns the directory. */
export function writeAssembly(directory: string, files: Files): string {
  for (const [file, content] of Object.entries(files)) {
    const path = join(directory, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  }
  return directory;
}
