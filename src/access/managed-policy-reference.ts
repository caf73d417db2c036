/** A managed policy as a permission set of IAM Identity Center refers to it, in each account to which it is assigned. */
export interface ManagedPolicyReference {
  /** The name of the policy. */
  readonly name: string;

  /** Its path, which begins and ends with a slash. */
  readonly path: string;
}
