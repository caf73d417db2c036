import { Arguments } from './arguments';
import { isDirectory, leadsToItself, listFiles, MOST_FILES, readText, STANDARD_INPUT } from './input';
import { BadInput, BadUsage } from './usage';
import type { parseYaml as YamlModule } from './yaml-parser';
import { findAccountPolicies } from '../core/app/account-policies';
import { findRolePolicies, NamedDocument, RolePolicies } from '../core/app/role-policies';
import { Template } from '../core/app/template-identities';
import { listTemplateProfiles, TemplateProfile, writeTemplateProfiles } from '../core/app/template-profiles';
import { findDocuments } from '../core/documents/find-documents';
import { readIdentitySource } from '../core/documents/identity-source';
import { NoPolicy } from '../core/documents/no-policy';
import { PolicyUse } from '../core/documents/part';
import { BadText } from '../core/iam/json-text';
import { readPlaceholderAt } from '../core/iam/placeholders';
import { parsePolicy, Policy } from '../core/iam/policy';
import { TemplateValues } from '../core/iam/template-values';

/** Policies of a file, of a directory or of standard input. */
export interface ReadPolicies {
  readonly policies: readonly Policy[];
  /** How they were read. */
  readonly notes: readonly string[];
  /** Files of a directory that hold no policy, each with a description. */
  readonly skipped: readonly string[];
}

/** The identities in a template or an account. */
export interface ReadIdentities {
  readonly kind: 'template' | 'account';
  /** The values that a template gives to its own texts. */
  readonly values?: TemplateValues;
  /** The application profiles that a template creates. */
  readonly profiles: readonly TemplateProfile[];
  /** Throws BadInput if none has this name. */
  readonly find: (name: string) => RolePolicies;
}

/** How many skipped files are listed by name. */
const MOST_SKIPPED = 10;

/** A file that holds no policy: an error if the user named it, and only a note if it is in a directory. */
class HoldsNone extends BadInput {}

/** Reads the policies of a file, of all files below a directory, or of standard input (`-`). */
export function readPolicies(path: string, use: PolicyUse = 'identity'): ReadPolicies {
  const { faults, ...read } = readGoodPolicies(path, use);
  if (faults.length > 0) {
    throw new BadInput(faults.join('\n'));
  }
  return read;
}

/** The same, but returns the faults of some files together with the policies of the others. */
export function readGoodPolicies(path: string, use: PolicyUse): ReadPolicies & { readonly faults: readonly string[] } {
  try {
    return { ...isDirectory(path) ? readDirectory(path, use) : { ...readFile(path, use), faults: [] } };
  } catch (error) {
    if (!(error instanceof BadInput)) {
      throw error;
    }
    return { policies: [], notes: [], skipped: [], faults: [error.message] };
  }
}

/** Reads a template, or IAM's description of an account, from which an identity is chosen. */
export function readIdentities(path: string): ReadIdentities {
  const source = attempt(path, () => readIdentitySource(path, readText(path), parseYaml));
  const template = source.kind === 'template' ? source.template as Template : undefined;
  return {
    kind: source.kind,
    profiles: template ? attempt(path, () => listTemplateProfiles(template)) : [],
    values: template as TemplateValues | undefined,
    find: (name) => attempt(path, () =>
      source.kind === 'account' ? findAccountPolicies(source.account, name) : findNamedRole(source.template as Template, name)),
  };
}

/** Finds a role's policies; references to application profiles of the template become ARNs. */
function findNamedRole(template: Template, name: string): RolePolicies {
  const { identity, boundary, ...rest } = findRolePolicies(template, name);
  const write = <T extends NamedDocument>(one: T) => ({ ...one, document: writeTemplateProfiles(template, one.document) });
  return { ...rest, identity: identity.map(write), ...boundary && { boundary: write(boundary) } };
}

/** Reads a CloudFormation template. */
export function readTemplate(path: string): Template {
  const source = attempt(path, () => readIdentitySource(path, readText(path), parseYaml));
  if (source.kind === 'account') {
    throw new BadInput(`${path}: must be a CloudFormation template, but is the description of an account`);
  }
  return source.template as Template;
}

/** Reads standard input as text. */
export function readInput(): string {
  return attempt('standard input', () => readText(STANDARD_INPUT));
}

/** Writes how files were read, and which files of a directory were skipped: the first ones, if there are many. */
export function writeReadingNotes(read: readonly Pick<ReadPolicies, 'notes' | 'skipped'>[]): string[] {
  const skipped = read.flatMap((one) => one.skipped);
  return [
    ...read.flatMap((one) => one.notes),
    ...skipped.slice(0, MOST_SKIPPED).map((one) => `skipped: ${one}`),
    ...skipped.length > MOST_SKIPPED ? [`skipped: ${skipped.length - MOST_SKIPPED} more files that hold no policy`] : [],
  ];
}

/** Throws BadUsage if standard input is named twice, and BadInput if too many files are named. */
export function checkInputs({ files, levels, identity, boundary, session, endpoint, template, error }: Arguments): void {
  const all = [...files, ...levels.flatMap((level) => level.files), ...identity, boundary, session, endpoint, template, error];
  const named = all.filter((name) => name !== undefined);
  if (named.filter((name) => name === STANDARD_INPUT).length > 1) {
    throw new BadUsage('- must be given once: standard input can be read once only');
  }
  if (named.length > MOST_FILES) {
    throw new BadInput(`at most ${MOST_FILES.toLocaleString('en-US')} files can be read at once, got: ${
      named.length.toLocaleString('en-US')}. Name fewer`);
  }
}

/** Does work on the user's input and turns every error into a message without a stack trace. */
export function attempt<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const { message } = error as Error;
    if (error instanceof BadInput) {
      throw error;
    }
    if (error instanceof RangeError) {
      throw new BadInput(`${file}: is nested too deeply to be a policy`);
    }
    const named = message.startsWith(file) || message.includes(`'${file}`) ? message : `${file}: ${message}`;
    throw error instanceof NoPolicy ? new HoldsNone(named) : new BadInput(named);
  }
}

function readFile(path: string, use: PolicyUse): ReadPolicies {
  const name = path === STANDARD_INPUT ? 'standard input' : path;
  return attempt(name, () => {
    const { documents, notes } = findDocuments(name, readText(path), use, parseYaml);
    return { policies: documents.map(({ name: one, document }) => readPolicy(one, document)), notes, skipped: [] };
  });
}

function readPolicy(name: string, document: unknown): Policy {
  const policy = parsePolicy(name, document);
  if (policy.statements.length === 0) {
    throw new Error(`policy '${name}': 'Statement' must hold at least one statement, got: []`);
  }
  return policy;
}

/** Reads the files of a directory, which may hold other files than policies. */
function readDirectory(directory: string, use: PolicyUse) {
  const read = { policies: [] as Policy[], notes: [] as string[], skipped: [] as string[], faults: [] as string[] };
  for (const file of listFiles(directory)) {
    try {
      const { policies, notes } = readFile(file, use);
      read.policies.push(...policies);
      read.notes.push(...notes);
    } catch (error) {
      const list = error instanceof HoldsNone || leadsToItself(file) ? read.skipped : read.faults;
      list.push((error as Error).message);
    }
  }
  if (read.policies.length === 0 && read.faults.length === 0) {
    const why = read.skipped.length === 0
      ? 'none of its files is named *.json, *.yaml, *.yml or *.template'
      : `none of its files holds one. The first: ${read.skipped[0]}`;
    throw new BadInput(`${directory}: it is a directory without policies: ${why}`);
  }
  return read;
}

/** The parser is big, so it is loaded only when the first YAML comes. */
function parseYaml(text: string): unknown {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { parseYaml: parse } = require('./yaml-parser') as { parseYaml: typeof YamlModule };
  const parsed = parse(text);
  if ('value' in parsed) {
    return parsed.value;
  }
  const placeholder = findPlaceholder(text, parsed.place);
  throw new BadText(parsed.place, placeholder === undefined
    ? parsed.message
    : `must be YAML, but the placeholder ${placeholder} is outside of quotes: replace the placeholder with its value`);
}

/** Finds a placeholder at the place where the YAML breaks, or a few characters before it. */
function findPlaceholder(text: string, place: string): string | undefined {
  const [line, column] = place.split(':').map(Number);
  const around = text.split('\n')[line - 1] ?? '';
  return [1, 2, 3].map((back) => readPlaceholderAt(around, Math.max(0, column - back))).find((found) => found && /^[^\w]/.test(found));
}
