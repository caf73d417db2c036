/** What the validation should know besides the app itself. */
export interface GlobalCrisValidationProps {
  /**
   * The IDs of the root and the organizational units that are above each account, by account, such as
   * `{ '111122223333': ['r-ab12', 'ou-ab12-11111111'] }`. The management account has none above it, so far as service
   * control policies are concerned: `[]`.
   *
   * @default - every root and unit at which the app attaches a service control policy is taken to be above every account
   */
  readonly organizationalUnits?: { [account: string]: string[] };

  /**
   * Paths of JSON files with service control policies that the organization has already. They are taken to be above every
   * account, each on a level of its own.
   *
   * @default - only the policies of the app are known
   */
  readonly organizationPolicies?: string[];
}
