import * as fs from 'fs';
import * as path from 'path';
import { IConstruct } from 'constructs';
import { fail } from '../checks/check';
import { GivenPolicy } from '../core/app/judge-app';
import { buildLayers } from '../core/call/layers';
import { decodeText } from '../core/documents/decode-text';
import { findDocuments } from '../core/documents/find-documents';
import { NoPolicy } from '../core/documents/no-policy';
import { parsePolicy } from '../core/iam/policy';
import { describeValue } from '../core/rules/describe-value';

/** The service control policies of a file. */
export interface PolicyFile {
  readonly file: string;
  readonly policies: readonly GivenPolicy[];
  /** How the policies were read, and what was left out. */
  readonly notes: readonly string[];
}

/** Reads service control policies from a file. Throws, with the file's name, if it has none. */
export function readPolicyFile(scope: IConstruct, file: string): PolicyFile {
  const refuse = (remedy: string) =>
    fail(scope, `'organizationPolicies' must be paths of JSON files, got: ${describeValue(file)}. ${remedy}`);
  if (!file) {
    return refuse('For example "scps/region-deny.json"');
  }
  const stats = fs.statSync(file, { throwIfNoEntry: false });
  if (!stats?.isFile()) {
    const at = path.resolve(file);
    return refuse(stats?.isDirectory() ? `${at} is a directory: name the files in it` : `There is no file ${at}`);
  }
  try {
    const { documents, notes } = findDocuments(file, decodeText(fs.readFileSync(file)), 'scp', refuseYaml);
    return { file, notes, policies: documents.map(({ name, document }) => readPolicy(file, name, document)) };
  } catch (error) {
    const { message } = error as Error;
    const named = message.includes(file) ? message : `'${file}'${error instanceof NoPolicy ? ' ' : ': '}${message}`;
    return fail(scope, `'organizationPolicies' must be files of service control policies; ${named}`);
  }
}

function readPolicy(file: string, name: string, document: unknown): GivenPolicy {
  const policy = parsePolicy(name, document);
  if (policy.statements.length === 0) {
    throw new Error(`policy '${name}': 'Statement' must hold at least one statement, got: []`);
  }
  buildLayers({ identity: [], levels: [{ name, policies: [policy] }] }); // refuses what names principals
  return { policy, level: file };
}

/** Only the command line has the YAML parser, because it is big. */
function refuseYaml(): never {
  throw new NoPolicy('must be JSON, but looks like YAML. Convert it to JSON');
}
