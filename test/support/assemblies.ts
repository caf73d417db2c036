import * as fs from 'node:fs';
import * as path from 'node:path';
import type { App } from 'aws-cdk-lib';
import { Assembly, AssemblyFiles, readAssembly } from '../../src/core/app/assembly';

/** The JSON files of an assembly by their paths below its directory: to be read, and to be spoiled. */
export type Files = Readonly<Record<string, unknown>>;

/** Lets nothing be printed of a synthesis. */
export function quietly<T>(act: () => T): T {
  const methods = ['error', 'log', 'warn'] as const;
  const silenced = methods.map((method) => jest.spyOn(console, method).mockImplementation());
  try {
    return act();
  } finally {
    silenced.forEach((one) => one.mockRestore());
  }
}

/** Synthesizes an app, quietly, and gives its JSON files. */
export function synthesize(app: App): Files {
  const { directory } = quietly(() => app.synth());
  const names = fs.readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json')).sort();
  return Object.fromEntries(names.map((name) => [name, JSON.parse(fs.readFileSync(path.join(directory, name), 'utf8'))]));
}

/** Reads files as the command line and the validation read them from a directory. An error among them is thrown when it is read. */
export function filesOf(files: Files): AssemblyFiles {
  return {
    read: (file) => {
      const found = files[path.normalize(file)];
      if (found === undefined) {
        throw new Error(`${file} is not there`);
      }
      if (found instanceof Error) {
        throw found;
      }
      return found;
    },
  };
}

export function assemblyOf(files: Files): Assembly {
  return readAssembly(filesOf(files));
}
