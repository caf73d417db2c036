import { MANAGED_POLICIES } from './managed-policy-data';

/** The part of a policy document that reaches calls of models. */
export interface ManagedDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly object[];
}

/**
 * The date of the known versions of AWS's managed policies.
 *
 * @source zoph-io/IAMTrail: policies (read 2026-11-29): the date of the snapshot
 */
export const MANAGED_POLICIES_DATE = '2026-08-22';

/** The name of one of AWS's own policies, of its ARN in any partition, also within an intrinsic that is written as JSON. */
export function nameOfAws(arn: string): string | undefined {
  return /:iam::aws:policy\/(?:[^"]*\/)?([\w+=,.@-]+)/.exec(arn)?.[1];
}

/** What an AWS managed policy says about calls of models; undefined for a name that `MANAGED_POLICIES` does not have. */
export function readManagedDocument(name: string): ManagedDocument | undefined {
  // Some statements hold policy variables, which need a document with a version.
  return Object.hasOwn(MANAGED_POLICIES, name) ? { Version: '2012-10-17', Statement: MANAGED_POLICIES[name] } : undefined;
}
