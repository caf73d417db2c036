import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** What is built and downloaded; no tracked file is in it. */
export const BUILD = join(__dirname, '.build');

/** Something that a language puts around a sentence of the library. */
export interface Decoration {
  /** What it is, in a few words. */
  readonly what: string;
  /** Finds it in a message; it is taken away before the comparison. */
  readonly pattern: RegExp;
}

/** How one language is built, run and compared. */
export interface Language {
  /** On the command line, and the folder of its app: `python`. */
  readonly name: string;
  /** The target of jsii-pacmak, which writes into `bindings(target)` before `build` is called. */
  readonly target: 'dotnet' | 'go' | 'java' | 'python';
  /** Whether jsii-pacmak makes the package as it is published, or its code only. */
  readonly bindings: 'code' | 'package';
  /** The aws-cdk-lib that the app runs with. The reference in TypeScript is synthesized once for each: the oldest or the newest one. */
  readonly cdkVersion: string;
  /** What jsii-pacmak is told beside; languages with the same `bindings` share one call. */
  readonly pacmak?: { readonly args?: readonly string[]; readonly env?: NodeJS.ProcessEnv };
  /** Why the app is compiled only. */
  readonly compiledOnly?: string;
  /** What a user of this language sees around the library's sentences, in the order in which it is taken away. */
  readonly decorations: readonly Decoration[];
  /** What can be installed before jsii-pacmak has written anything. */
  prepare?(): Promise<void>;
  /** Makes the app ready to run, and compiles the smallest example. */
  build(): Promise<void>;
  /**
   * Runs the app, which writes its cloud assembly and `returned.json` into a folder. A language without it is compiled only.
   */
  run?(outdir: string): Promise<void>;
}

/** Where jsii-pacmak writes for a target. */
export function bindings(target: Language['target']): string {
  return join(BUILD, target);
}

/** Runs an action with its name before and its seconds after it; actions may overlap. */
export async function step<T>(name: string, action: () => T | Promise<T>): Promise<T> {
  const start = performance.now();
  console.log(`> ${name}`);
  const result = await action();
  console.log(`< ${name}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return result;
}

const waiting: (() => void)[] = [];
let free = availableParallelism() + 1; // some wait for a registry

/** Lets hardly more actions run at once than there are cores. They must not wait for one another. */
export async function lane<T>(action: () => Promise<T>): Promise<T> {
  if (free === 0) {
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else {
    free--;
  }
  try {
    return await action();
  } finally {
    const next = waiting.shift();
    if (next) {
      next();
    } else {
      free++;
    }
  }
}

/** Where and with what a command runs. */
export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs a command quietly and gives what it prints; all that it said is shown when it fails. */
export async function execute(command: string, args: readonly string[], { cwd, env }: CommandOptions = {}): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(command, args, {
      cwd,
      env: { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20', ...env },
      maxBuffer: Infinity,
    });
    return stdout;
  } catch (error) {
    const { code, stdout = '', stderr = '' } = error as { code?: unknown; stdout?: string; stderr?: string };
    const said = code === 'ENOENT' ? 'it is not on the PATH' : `${stdout}${stderr}`.trimEnd();
    throw new Error(`${[command, ...args].join(' ')} failed: ${said}`);
  }
}
