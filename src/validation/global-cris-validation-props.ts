/** Props for `GlobalCrisValidation.addTo`: what the app itself does not say. */
export interface GlobalCrisValidationProps {
  /**
   * The IDs of the root and the organizational units above each account, by account ID, such as `{ '111122223333': ['r-ab12',
   * 'ou-ab12-11111111'] }`. Use `[]` for the management account, to which no service control policy applies.
   *
   * @default - the validation assumes that every root and unit to which the app attaches a service control policy is above every account
   */
  readonly organizationalUnits?: { [account: string]: string[] };

  /**
   * Paths of JSON files with service control policies that the organization already has: policy documents, or the output of AWS commands
   * such as `aws organizations describe-policy`. The validation assumes that each file is above every account, on a level of its own. The
   * exception is an account for which `organizationalUnits` has `[]`. A call that depends on a placeholder in a file is not judged.
   *
   * @default - only the app's policies are known
   */
  readonly organizationPolicies?: string[];

  /**
   * Whether AWS's `FullAWSAccess` is attached to the root, to every unit and to every account. Attaching another policy does not detach it.
   * Set `false` if the organization has replaced it with allow lists. The allows on a target, or in a file, are then the complete list
   * there. A target without an allow list is taken to have an unknown one that allows everything.
   *
   * @default true - as AWS attaches it
   */
  readonly fullAwsAccess?: boolean;

  /**
   * Whether synthesis also fails on what is not judged: calls that depend on something unknown, and templates, policies and identities that
   * cannot be read. Each cause violates the rule `cdk-bedrock-cris/not-judged`.
   *
   * @default false - a single line counts what is not judged
   */
  readonly strict?: boolean;
}
