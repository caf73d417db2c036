import { GuardTarget } from './guard-target';

/** The targets, exemptions and name of a service control policy with denies. */
export interface ServiceControlPolicyProps {
  /**
   * The places to which the policy is attached: 1 to 100, no duplicates. Each place takes at most 10 service control policies, including
   * AWS's own `FullAWSAccess`.
   *
   * The stack must be in the organization's management account, or in an account that is delegated to administer policies. AWS
   * Organizations has its endpoint in us-east-1.
   *
   * @default - no policy is created: use `document`, or paste what `toJson()` returns
   */
  readonly targets?: GuardTarget[];

  /**
   * Roles and users that every statement exempts, as ARN patterns of `aws:PrincipalArn`, for example
   * `arn:aws:iam::111122223333:role/BreakGlass`.
   *
   * With `*` as the account, anyone who may create a role of that name in any account is exempt. Name an account, or a path in which your
   * accounts cannot create roles. Use the role's own ARN with its path, not a session's: `role/Break*` does not match
   * `role/team/BreakGlass`. Service roles of agents, flows and batch jobs call Bedrock themselves, so list them here if they must keep
   * working.
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
   * @default - a sentence on what the policy does
   */
  readonly description?: string;

  /**
   * The most characters that the document may have as CloudFormation sends it, including white space. AWS's pages disagree: since May 2026
   * most say 10,240, but some still say 5,120. Set 5,120 to fit both.
   *
   * @default 10240
   */
  readonly maxDocumentSize?: number;
}
