import { GuardTarget } from './guard-target';

/** A service control policy that denies: where it is attached, whom it exempts, and what it is called. */
export interface ServiceControlPolicyProps {
  /**
   * Where the policy is attached: 1 to 100 places, none twice. Each takes at most 10 service control policies, and AWS's
   * own `FullAWSAccess` is one of them.
   *
   * Needs a stack of the organization's management account, or of an account that is delegated to administer policies;
   * AWS Organizations answers in us-east-1.
   *
   * @default - no policy is created: use `document`, or paste what `toJson()` returns
   */
  readonly targets?: GuardTarget[];

  /**
   * Roles and users that every statement exempts, as ARN patterns of `aws:PrincipalArn`, for example
   * `arn:aws:iam::111122223333:role/BreakGlass`. With `*` as account, whoever may create a role of that name in any account
   * is exempt: name an account, or a path that your accounts cannot create. For an assumed role it is the role's own ARN, with
   * its path: `role/Break*` does not match `role/team/BreakGlass`. Service roles of agents, flows and batch jobs call Bedrock
   * themselves, so they need a place here too where they shall go on.
   *
   * Sessions, which would never match, and patterns that exempt everybody are refused.
   *
   * @default - nobody is exempt
   */
  readonly exemptPrincipalArns?: string[];

  /**
   * The policy's name: 1 to 128 characters, unlike that of any other policy of the organization.
   *
   * @default - a name made of the construct's path
   */
  readonly policyName?: string;

  /**
   * The policy's description: at most 512 characters.
   *
   * @default - says what the policy does
   */
  readonly description?: string;

  /**
   * How many characters the document may have as CloudFormation hands it over, white space included. AWS's pages disagree:
   * most say 10,240 since May 2026, some still say 5,120. Set 5,120 to fit either.
   *
   * @default 10240
   */
  readonly maxDocumentSize?: number;
}
