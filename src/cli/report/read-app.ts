import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { attempt, readPolicies, writeReadingNotes } from '../files';
import { isDirectory, isThere, readText } from '../input';
import { ReportArguments } from './arguments';
import { Assembly, readAssembly } from '../../core/app/assembly';
import { GivenPolicy } from '../../core/app/judge-app';
import { ACCOUNT_ID, ORGANIZATIONAL_UNIT_ID, ROOT_ID } from '../../core/facts/organization-ids';
import { isObject } from '../../core/iam/document';
import { BadText, parseJson } from '../../core/iam/json-text';
import { BadInput, BadUsage } from '../usage';

const MANIFEST = 'manifest.json';
const REMEDY = 'Run cdk synth first, and name the directory that it writes, such as cdk.out';

/** A cloud assembly, with the names of the files that were read. */
export interface ReadAssembly {
  readonly assembly: Assembly;
  readonly directory: string;
  readonly files: ReadonlySet<string>;
}

/** Reads the cloud assembly of a directory. The path may also be that of its manifest. */
export function readAppAssembly(path: string): ReadAssembly {
  const directory = basename(path) === MANIFEST ? dirname(path) : path;
  if (!isThere(directory)) {
    throw new BadInput(`${path}: there is no such directory. ${REMEDY}`);
  }
  if (!isDirectory(directory)) {
    throw new BadInput(`${path}: must be the directory of a cloud assembly, but is a file. ${REMEDY}`);
  }
  if (!isThere(join(directory, MANIFEST))) {
    throw new BadInput(`${path}: not a cloud assembly, because it has no ${MANIFEST}. ${REMEDY}`);
  }
  const files = new Set<string>();
  const read = (file: string) => {
    const text = readText(join(directory, file));
    files.add(file);
    return parseFile(file, text);
  };
  try {
    return { directory, assembly: readAssembly({ read }), files };
  } catch (error) {
    throw new BadInput(`${directory}: not a cloud assembly: ${(error as Error).message}`);
  }
}

/** Reads a file that is not JSON again, more slowly, to report the place of the fault in one line. */
function parseFile(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    try {
      return parseJson(text);
    } catch (error) {
      throw new BadInput(error instanceof BadText ? `${file}:${error.place}: ${error.message}` : `${file}: it is nested too deeply`);
    }
  }
}

/** Reads the service control policies in files. Each file has a level of its own, unless --scp-level names one. */
export function readOrganization({ levels, organization }: ReportArguments) {
  const assembly = levels.flatMap(({ files }) => files).find((file) => existsSync(join(file, MANIFEST)));
  if (assembly !== undefined) {
    throw new BadUsage(`--scp must not take ${assembly}, which is a cloud assembly. Write the directory before --scp, which takes all ` +
      'words after it');
  }
  const read = levels.map(({ name, files }) => ({ name, all: files.map((file) => readPolicies(file, 'scp')) }));
  const policies = read.flatMap(({ name, all }) => all.flatMap((one) => one.policies)
    .map((policy): GivenPolicy => ({ policy, ...name !== '' && { level: name } })));
  return {
    policies,
    units: organization === undefined ? {} : readUnits(organization),
    notes: writeReadingNotes(read.flatMap(({ all }) => all)),
  };
}

/** Reads the roots and units above each account. */
function readUnits(file: string): Record<string, string[]> {
  const rule = 'must list what is above each account, such as {"111122223333": ["r-ab12", "ou-ab12-11111111"]}; [] for the ' +
    'management account';
  const given = attempt(file, () => parseJson(readText(file)));
  const refuse = (got: unknown, remedy = '') => new BadInput(`${file}: ${rule}, got: ${JSON.stringify(got).slice(0, 200)}${remedy}`);
  if (!isObject(given)) {
    throw refuse(given);
  }
  for (const [account, units] of Object.entries(given)) {
    if (!ACCOUNT_ID.test(account)) {
      throw refuse(account, '. Name an account by its 12 digits');
    }
    const odd = Array.isArray(units) ? units.find((id) => !ROOT_ID.test(String(id)) && !ORGANIZATIONAL_UNIT_ID.test(String(id))) : units;
    if (odd !== undefined) {
      throw refuse({ [account]: units },
        Array.isArray(units) ? `. ${JSON.stringify(odd)} is not the ID of a root or a unit` : '. Put it in brackets');
    }
  }
  return given as Record<string, string[]>;
}
