import * as fs from 'fs';
import * as path from 'path';
import { IConstruct } from 'constructs';
import { ControlPolicy, requireServiceControlPolicy } from './organization';
import { fail, got, isConcrete } from '../../private/fail';
import { PolicySource } from '../policy-source';

/** Reads a service control policy from a file; throws, with the file's name, where it is none. */
export function policyOfFile(scope: IConstruct, file: string): ControlPolicy {
  if (typeof file !== 'string' || !fs.statSync(file, { throwIfNoEntry: false })?.isFile()) {
    fail(scope, `'organizationPolicies' must be paths of JSON files, ${got(file)}. There is no file ${path.resolve(String(file))}`);
  }
  const text = fs.readFileSync(file, 'utf8');
  try {
    const source = requireServiceControlPolicy(PolicySource.fromJsonText(file, text));
    return { source, document: JSON.parse(text.replace(/^\uFEFF/, '')), targets: [] };
  } catch (error) {
    return fail(scope, `'organizationPolicies' must be files of service control policies; ${(error as Error).message}`);
  }
}

/** Throws for what is no account or no ID of a root or unit. */
export function requireUnits(scope: IConstruct, units: Record<string, string[]>): void {
  for (const [account, ids] of Object.entries(units)) {
    if (isConcrete(account) && !/^\d{12}$/.test(account)) {
      fail(scope, `'organizationalUnits' must be named by accounts of 12 digits, ${got(account)}. For example { '111122223333': ['r-ab12'] }`);
    }
    const odd = Array.isArray(ids) ? ids.find((id) => isConcrete(id) && !/^(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})$/.test(id)) : ids;
    if (!Array.isArray(ids) || odd !== undefined) {
      fail(scope, `'organizationalUnits.${account}' must list IDs of a root or of organizational units, ${got(odd)}. For example ["r-ab12", "ou-ab12-11111111"]`);
    }
  }
}
