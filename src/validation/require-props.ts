import * as fs from 'fs';
import * as path from 'path';
import { IConstruct } from 'constructs';
import { ControlPolicy, requireServiceControlPolicy } from './control-policies';
import { GlobalCrisValidationProps } from './global-cris-validation-props';
import { fail, got, isConcrete } from '../checks/fail';
import { ACCOUNT_ID, ORGANIZATIONAL_UNIT_ID, ROOT_ID } from '../core/facts/organization-ids';
import { PolicySource } from '../simulator/policy-source';

/** Throws for props of other types than declared, which JavaScript and Python let through. */
export function requireProps(scope: IConstruct, props: GlobalCrisValidationProps): GlobalCrisValidationProps {
  if (!isRecord(props)) {
    fail(scope, `'props' must be an object, ${got(props)}. Leave it out where there is nothing to say`);
  }
  const { organizationalUnits, organizationPolicies, fullAwsAccess } = props;
  if (organizationalUnits !== undefined) {
    requireUnits(scope, organizationalUnits);
  }
  if (organizationPolicies !== undefined && !Array.isArray(organizationPolicies)) {
    fail(scope, `'organizationPolicies' must list paths of JSON files, ${got(organizationPolicies)}. For example ["scps/region-deny.json"]`);
  }
  if (fullAwsAccess !== undefined && typeof fullAwsAccess !== 'boolean') {
    fail(scope, `'fullAwsAccess' must be true or false, ${got(fullAwsAccess)}. Leave it out where AWS's FullAWSAccess is attached everywhere`);
  }
  return props;
}

/** Reads a service control policy from a file; throws, with the file's name, where it is none. */
export function policyOfFile(scope: IConstruct, file: string): ControlPolicy {
  if (typeof file !== 'string' || file === '') {
    fail(scope, `'organizationPolicies' must be paths of JSON files, ${got(file)}. For example "scps/region-deny.json"`);
  }
  if (!fs.statSync(file, { throwIfNoEntry: false })?.isFile()) {
    fail(scope, `'organizationPolicies' must be paths of JSON files, ${got(file)}. There is no file ${path.resolve(file)}`);
  }
  try {
    return { source: requireServiceControlPolicy(PolicySource.fromJsonText(file, fs.readFileSync(file, 'utf8'))), targets: [] };
  } catch (error) {
    return fail(scope, `'organizationPolicies' must be files of service control policies; ${(error as Error).message}`);
  }
}

/** Throws for what is no account or no ID of a root or unit. */
function requireUnits(scope: IConstruct, units: Record<string, string[]>): void {
  if (!isRecord(units)) {
    fail(scope, `'organizationalUnits' must list units by account, ${got(units)}. For example { '111122223333': ['r-ab12'] }`);
  }
  for (const [account, ids] of Object.entries(units)) {
    if (isConcrete(account) && !ACCOUNT_ID.test(account)) {
      fail(scope, `'organizationalUnits' must be named by accounts of 12 digits, ${got(account)}. For example { '111122223333': ['r-ab12'] }`);
    }
    const [odd] = Array.isArray(ids) ? ids.filter((id) => !isUnit(id)).map(got) : [got(ids)];
    if (odd !== undefined) {
      fail(scope, `'organizationalUnits.${account}' must list IDs of a root or of organizational units, ${odd}. For example ["r-ab12", "ou-ab12-11111111"]`);
    }
  }
}

function isUnit(id: unknown): boolean {
  return typeof id === 'string' && (!isConcrete(id) || [ROOT_ID, ORGANIZATIONAL_UNIT_ID].some((form) => form.test(id)));
}

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
