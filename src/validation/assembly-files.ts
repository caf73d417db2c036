import * as fs from 'fs';
import * as path from 'path';
import { AssemblyFiles } from '../core/app/assembly';
import { parseJson } from '../core/iam/json-text';

/** Reads the files of a cloud assembly from the disk, and refuses those outside of its directory. */
export function readAssemblyFiles(directory: string): AssemblyFiles {
  return {
    read: (file) => {
      const at = path.resolve(directory, file);
      if (!at.startsWith(path.resolve(directory) + path.sep)) {
        throw new Error(`${file} is outside of the cloud assembly`);
      }
      try {
        return parseJson(fs.readFileSync(at, 'utf8'));
      } catch (error) {
        throw new Error(`${file} cannot be read: ${(error as Error).message}`);
      }
    },
  };
}
