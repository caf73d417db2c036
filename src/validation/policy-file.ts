import * as fs from 'fs';
import * as path from 'path';
import { IConstruct } from 'constructs';
import { ControlPolicy, parseControlPolicyJson } from './control-policies';
import { fail } from '../checks/check';
import { describeValue } from '../core/rules/describe-value';

/** Reads a service control policy from a file; throws, with the file's name, where the file holds none. */
export function readPolicyFile(scope: IConstruct, file: string): ControlPolicy {
  const refuse = (remedy: string) =>
    fail(scope, `'organizationPolicies' must be paths of JSON files, got: ${describeValue(file)}. ${remedy}`);
  if (!file) {
    return refuse('For example "scps/region-deny.json"');
  }
  if (!fs.statSync(file, { throwIfNoEntry: false })?.isFile()) {
    return refuse(`There is no file ${path.resolve(file)}`);
  }
  try {
    return { policy: parseControlPolicyJson(file, fs.readFileSync(file, 'utf8')), targets: [] };
  } catch (error) {
    return fail(scope, `'organizationPolicies' must be files of service control policies; ${(error as Error).message}`);
  }
}
