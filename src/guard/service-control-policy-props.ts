import { GuardTarget } from './guard-target';

/** The targets, exemptions and name of a service control policy that denies. */
export interface ServiceControlPolicyProps {
  /**
   * The places to which the policy is attached: 1 to 100, none twice. Each place takes at most 10 service control policies, and
   * AWS's own `FullAWSAccess` is one of them.
   *
   * The stack must be of the organization's management account, or of an account that is delegated to administer policies.
   * AWS Organizations answers in us-east-1.
   *
   * @default - no policy is created: use `document`, or paste what `toJson()` returns
   */
  readonly targets?: GuardTarget[];

  /**
   * Roles and users that every statement exempts, as ARN patterns of `aws:PrincipalArn`, for example
   * `arn:aws:iam::111122223333:role/BreakGlass`.
   *
   * With `*` as account, anyone who may create a role of that name in any account is exempt: name an account, or a path that your
   * accounts cannot create. Name the role's own ARN with its path, not a session: `role/Break*` does not match
   * `role/team/BreakGlass`. Service roles of agents, flows and batch jobs call Bedrock themselves, so name them here if they must
   * go on.
   *
   * Throws for sessions, which would never match, and for patterns that exempt everyone.
   *
   * @default - no one is exempt
   */
  readonly exemptPrincipalArns?: string[];

  /**
   * The policy's name: 1 to 128 characters, unique in the organization.
   *
   * @default - a name generated from the construct's path
   */
  readonly policyName?: string;

  /**
   * The policy's description: at most 512 characters.
   *
   * @default - a text that says what the policy does
   */
  readonly description?: string;

  /**
   * The most characters that the document may have as CloudFormation sends it, white space included. AWS's pages disagree:
   * most say 10,240 since May 2026, some still say 5,120. Set 5,120 to fit both.
   *
   * @default 10240
   */
  readonly maxDocumentSize?: number;
}
