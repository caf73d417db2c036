/** What the validation should know besides the app itself. */
export interface GlobalCrisValidationProps {
  /**
   * The IDs of the root and the organizational units that are above each account, by account, such as
   * `{ '111122223333': ['r-ab12', 'ou-ab12-11111111'] }`. The management account has none above it, so far as service
   * control policies are concerned: `[]`. Then no policy at all counts for it.
   *
   * @default - every root and unit at which the app attaches a service control policy is taken to be above every account
   */
  readonly organizationalUnits?: { [account: string]: string[] };

  /**
   * Paths of JSON files with service control policies that the organization has already: documents, or what AWS commands print, such as
   * `aws organizations describe-policy`. They are taken to be above every account, each file on a level of its own; not above an account
   * for which `organizationalUnits` says `[]`. What rests on a placeholder in a file is not judged.
   *
   * @default - only the policies of the app are known
   */
  readonly organizationPolicies?: string[];

  /**
   * Whether AWS's `FullAWSAccess` is attached to the root, to every unit and to every account. Attaching another policy does
   * not detach it. Set false where the organization has replaced it by lists of what is allowed: then the allows on a target,
   * or in a file, are taken as the whole list there. Where there is none, the list is not known, and taken as allowing everything.
   *
   * @default true - as AWS attaches it
   */
  readonly fullAwsAccess?: boolean;

  /**
   * Whether what is not judged fails the synthesis too: calls that rest on what is not known, and templates, policies and identities that
   * cannot be read. Each cause is a violation of the rule `cdk-bedrock-cris/not-judged`.
   *
   * @default false - one line counts what is not judged
   */
  readonly strict?: boolean;
}
