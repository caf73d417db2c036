import { closeSync, Dirent, openSync, readdirSync, readFileSync, readSync, Stats, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BadInput } from './usage';
import { decodeText } from '../core/documents/decode-text';

/** Far above any real input, and still read in seconds. */
const MOST_BYTES = 100_000_000;
export const MOST_FILES = 10_000;

/** How command lines name standard input. */
export const STANDARD_INPUT = '-';

/** Why files cannot be read, by the system's code. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file, because a part of its path is not a directory',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENAMETOOLONG: 'its name is too long',
  EISDIR: 'it is a directory',
  EIO: 'it cannot be read: the system reports an input/output error',
  EMFILE: 'too many files are open',
  ELOOP: 'it is a link that leads to itself',
  ENXIO: 'it is a socket; write what comes out of it into a file',
  EAGAIN: 'nothing is piped in',
};

/** Names of files that may hold a policy. */
const EXTENSION = /\.(json|ya?ml|template)$/i;
const SKIPPED_FOLDERS = ['node_modules', '.git'];

/** Reads a file or standard input as text. */
export function readText(path: string): string {
  return decodeText(readBytes(path));
}

/** Writes a text into a file. Its directory must exist. */
export function writeText(path: string, text: string): void {
  tellReason(path, () => writeFileSync(path, text), {
    ...REASONS, ENOENT: 'there is no such directory to write it into', EISDIR: 'it is a directory: name a file, which may be in it',
  });
}

/** Reads a file again, as bytes. Returns undefined for what is absent, and for standard input and pipes, which can be read only once. */
export function readAgain(path: string): Uint8Array | undefined {
  const isFile = path !== STANDARD_INPUT && statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  return isFile ? tellReason(path, () => readFileSync(path)) : undefined;
}

function readBytes(path: string): Uint8Array {
  if (path !== STANDARD_INPUT) {
    const stats = stat(path);
    if (stats.isCharacterDevice() || stats.isBlockDevice()) {
      throw new BadInput(`${path}: must be a file, but is a device`);
    }
    if (stats.isFile()) {
      refuseLong(path, stats.size);
      return tellReason(path, () => readFileSync(path));
    }
  }
  return tellReason(path, () => readPipe(path));
}

/** Reads a pipe, whose length is not known before it ends. */
function readPipe(path: string): Uint8Array {
  const descriptor = path === STANDARD_INPUT ? 0 : openSync(path, 'r');
  const chunks: Buffer[] = [];
  try {
    for (let total = 0; ;) {
      const chunk = Buffer.alloc(65_536);
      const length = readSync(descriptor, chunk);
      if (length === 0) {
        return Buffer.concat(chunks);
      }
      total += length;
      refuseLong(path, total);
      chunks.push(chunk.subarray(0, length));
    }
  } finally {
    if (descriptor !== 0) {
      closeSync(descriptor);
    }
  }
}

function refuseLong(path: string, bytes: number): void {
  if (bytes > MOST_BYTES) {
    throw new BadInput(`${path}: must have at most ${MOST_BYTES.toLocaleString('en-US')} bytes, got: ${
      bytes.toLocaleString('en-US')}. Give only the part with the policies`);
  }
}

export function isThere(path: string): boolean {
  return tellReason(path, () => statSync(path, { throwIfNoEntry: false })) !== undefined;
}

export function isDirectory(path: string): boolean {
  return path !== STANDARD_INPUT && stat(path).isDirectory();
}

function stat(path: string): Stats {
  return tellReason(path, () => statSync(path));
}

export function tellReason<T>(path: string, work: () => T, reasons = REASONS): T {
  try {
    return work();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined || error instanceof BadInput) {
      throw error;
    }
    throw new BadInput(`${path === STANDARD_INPUT ? 'standard input' : path}: ${reasons[code] ?? code}`);
  }
}

/**
 * Lists the files below a directory that may hold policies, sorted. Links to directories are not followed, so there are no loops. A link
 * that leads to itself is listed, so that reading it reports it.
 */
export function listFiles(directory: string): string[] {
  const files: string[] = [];
  const open = [directory];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    for (const entry of tellReason(folder, () => readdirSync(folder!, { withFileTypes: true }))) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!SKIPPED_FOLDERS.includes(entry.name)) {
          open.push(path);
        }
      } else if (EXTENSION.test(entry.name) && isFileOrBroken(entry, path)) {
        files.push(path);
      }
    }
    if (files.length > MOST_FILES) {
      throw new BadInput(`${directory}: must hold at most ${MOST_FILES.toLocaleString('en-US')} files, got more. Name a directory in it`);
    }
  }
  return files.sort();
}

function isFileOrBroken(entry: Dirent, path: string): boolean {
  try {
    return entry.isFile() || statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  } catch {
    return true;
  }
}

/** Whether it is a link in a loop of links. */
export function leadsToItself(path: string): boolean {
  try {
    statSync(path);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ELOOP';
  }
}
