/** How a permission set of IAM Identity Center refers to a managed policy, in each account to which it is assigned. */
export interface ManagedPolicyReference {
  /** The name of the policy. */
  readonly name: string;

  /** The path of the policy. It begins and ends with a slash. */
  readonly path: string;
}
