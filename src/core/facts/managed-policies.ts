import { MANAGED_POLICIES } from './managed-policy-data';

/** A policy document as far as it reaches calls of models. */
export interface ManagedDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly object[];
}

/**
 * The day of which AWS's managed policies are known.
 *
 * @source zoph-io/IAMTrail: policies (read 2026-11-29): the date of the snapshot
 */
export const MANAGED_POLICIES_DATE = '2026-08-22';

/** The name of one of AWS's own policies, of its ARN in any partition, also within an intrinsic that is written as JSON. */
export function nameOfAws(arn: string): string | undefined {
  return /:iam::aws:policy\/(?:[^"]*\/)?([\w+=,.@-]+)/.exec(arn)?.[1];
}

/** What one of AWS's own policies says of calls of models; nothing for a name that is not here, of which `MANAGED_POLICIES` speaks. */
export function readManagedDocument(name: string): ManagedDocument | undefined {
  // Some of the statements hold policy variables, which a document without a version has not.
  return Object.hasOwn(MANAGED_POLICIES, name) ? { Version: '2012-10-17', Statement: MANAGED_POLICIES[name] } : undefined;
}
