import { readFileSync, statSync } from 'node:fs';
import { BadInput } from './usage';
import { parsePolicy, Policy } from '../core/iam/policy';

/** Far above any policy that AWS takes, and far below what would keep anybody waiting. */
const MAX_BYTES = { policy: 200_000, template: 10_000_000 };

/** Why files cannot be read, by the system's code. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a directory; name the files in it',
  EACCES: 'it must not be read',
};

/** Reads a policy document from a file. */
export function readPolicy(file: string): Policy {
  const document = readJson(file, 'policy');
  return attempt(file, () => {
    const read = parsePolicy(file, document);
    if (read.statements.length === 0) {
      throw new Error(`policy '${file}': 'Statement' must hold at least one statement, got: []`);
    }
    return read;
  });
}

export function readJson(file: string, kind: keyof typeof MAX_BYTES): unknown {
  const content = readContent(file, MAX_BYTES[kind], kind);
  try {
    return JSON.parse(content);
  } catch (error) {
    throw error instanceof RangeError
      ? describeDepth(file)
      : new BadInput(`${file}:${findPlace(content)}: must be JSON: ${(error as Error).message}`);
  }
}

function readContent(file: string, maxBytes: number, kind: string): string {
  try {
    const stats = statSync(file);
    const { size } = stats;
    if (stats.isFIFO() || stats.isSocket()) {
      throw new BadInput(`${file}: must be a file; write what comes out of the pipe into one`);
    }
    if (size > maxBytes) {
      throw new BadInput(`${file}: must be a ${kind} of at most ${maxBytes.toLocaleString('en-US')} bytes, got: ` +
        `${size.toLocaleString('en-US')}`);
    }
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (error instanceof BadInput || code === undefined) {
      throw error;
    }
    throw new BadInput(`${file}: ${REASONS[code] ?? code}`);
  }
}

/** Reads what is piped in. */
export function readInput(): string {
  try {
    return readFileSync(0, 'utf8');
  } catch (error) {
    throw new BadInput(`standard input cannot be read: ${(error as NodeJS.ErrnoException).code}`);
  }
}

/** Finds line and column of the first character that JSON cannot have there; the parser's own message does not always say. */
function findPlace(content: string): string {
  let [good, bad] = [0, content.length + 1]; // lengths of beginnings with which JSON can, and cannot, begin
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (beginsJson(content.slice(0, middle))) {
      good = middle;
    } else {
      bad = middle;
    }
  }
  const lines = content.slice(0, good).split('\n');
  return `${lines.length}:${lines[lines.length - 1].length + 1}`;
}

function beginsJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    const { message } = error as Error;
    return /Unexpected end|Unterminated/.test(message) || Number(/at position (\d+)/.exec(message)?.[1] ?? -1) >= text.length;
  }
}

/** Does some work on what the user gave: whatever is wrong with that is told without a stack trace. */
export function attempt<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const { message } = error as Error;
    throw error instanceof RangeError ? describeDepth(file) : new BadInput(message.includes(file) ? message : `${file}: ${message}`);
  }
}

function describeDepth(file: string): BadInput {
  return new BadInput(`${file}: is nested too deeply to be a policy`);
}
