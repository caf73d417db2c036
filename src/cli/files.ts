import { readFileSync, statSync } from 'node:fs';
import { BadInput } from './usage';
import { policy, Policy } from '../decision/engine/policy';

/** Far above any policy that AWS takes, and far below what would keep anybody waiting. */
const MAX_BYTES = { policy: 200_000, template: 10_000_000 };

/** Reads a policy document from a file. */
export function readPolicy(file: string): Policy {
  const document = readJson(file, 'policy');
  return attempt(() => {
    const read = policy(file, document);
    if (read.statements.length === 0) {
      throw new Error(`policy '${file}': 'Statement' must hold at least one statement, got: []`);
    }
    return read;
  });
}

export function readJson(file: string, kind: keyof typeof MAX_BYTES): unknown {
  const content = readText(file, MAX_BYTES[kind], kind);
  try {
    return JSON.parse(content);
  } catch (error) {
    throw new BadInput(`${file}${placeOf((error as Error).message, content)}: must be JSON: ${(error as Error).message}`);
  }
}

function readText(file: string, maxBytes: number, kind: string): string {
  try {
    const { size } = statSync(file);
    if (size > maxBytes) {
      throw new BadInput(`${file}: must be a ${kind} of at most ${maxBytes.toLocaleString('en-US')} bytes, got: ${size.toLocaleString('en-US')}`);
    }
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (error instanceof BadInput || code === undefined) {
      throw error;
    }
    const reason = ({ ENOENT: 'there is no such file', EISDIR: 'it is a directory; name the files in it', EACCES: 'it must not be read' } as Record<string, string>)[code];
    throw new BadInput(`${file}: ${reason ?? code}`);
  }
}

/** The line and column that a parser's message gives as a position. */
function placeOf(message: string, content: string): string {
  const [, position] = /at position (\d+)/.exec(message) ?? [];
  const end = /end of JSON input/.test(message) ? content.length : undefined;
  const at = position === undefined ? end : Number(position);
  if (at === undefined) {
    return '';
  }
  const lines = content.slice(0, at).split('\n');
  return `:${lines.length}:${lines[lines.length - 1].length + 1}`;
}

/** Whatever is wrong with what the user gave is told without a stack trace. */
export function attempt<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError) {
      throw new BadInput('a document is nested too deeply to be a policy');
    }
    throw new BadInput((error as Error).message);
  }
}
