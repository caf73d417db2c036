import { CfnResource, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { watchRoom } from './inline-room';
import { attachPolicy, choosePlace, grantStatement } from './policies';
import { acknowledgeWildcards, writeWildcard } from '../checks/acknowledge';
import { fail } from '../checks/check';
import { Recipient } from '../checks/recipient';
import { INLINE_LIMITS } from '../core/facts/limits';
import { StatementJson } from '../core/statements/deny';
import { countCharacters, wrapStatements } from '../core/statements/size';

interface SharedPolicy {
  readonly policy: iam.Policy;
  readonly grant: iam.Grant;
}

/** An inline policy that each stack gets. */
export interface SharedPolicyText {
  /** The end of its ID. A change would change logical IDs. */
  readonly id: string;
  readonly statements: StatementJson[];
  /** Why the statements need their wildcards. */
  readonly wildcardReason: string;
  /** What to do if the policy does not fit: a sentence without a period. */
  readonly remedy: string;
}

/**
 * Inline policies of a construct. The identities of a stack share each. They are separate from other policies of these identities, because
 * they need wildcards, and acknowledge these for cdk-nag themselves.
 */
export class SharedInlinePolicies {
  private readonly made = new Map<string, SharedPolicy>();

  constructor(private readonly owner: Construct) {}

  /** Gives an identity the policy of its stack. Throws if the policy would not fit. */
  public grantTo(recipient: Recipient, text: SharedPolicyText): iam.Grant {
    const { stack, kind } = recipient;
    const size = countCharacters(wrapStatements(text.statements));
    if (size > INLINE_LIMITS[kind]) {
      fail(this.owner, `'grantee' must have room for the statements: the inline policies of a ${kind} hold ${INLINE_LIMITS[kind]} ` +
        `characters, got: ${size}. ${text.remedy}`);
    }
    const { policy, grant } = this.provide(stack, text);
    attachPolicy(policy, recipient);
    watchRoom(recipient, policy.document.statementCount, policy);
    return grant;
  }

  private provide(stack: Stack, text: SharedPolicyText): SharedPolicy {
    const { scope, prefix } = choosePlace(this.owner, stack);
    const id = `${prefix}${text.id}`;
    const key = `${scope.node.path}/${id}`;
    const policy = this.made.get(key) ?? this.make(scope, id, text);
    this.made.set(key, policy);
    return policy;
  }

  private make(scope: Construct, id: string, { statements, wildcardReason }: SharedPolicyText): SharedPolicy {
    const policy = new iam.Policy(scope, id);
    acknowledgeWildcards(policy.node.defaultChild as CfnResource, listWildcards(scope, statements), wildcardReason);
    const grants = statements.map((statement) => grantStatement(policy, iam.PolicyStatement.fromJson(statement)));
    return { policy, grant: grants.reduce((all, grant) => all.combine(grant)) };
  }
}

/** Lists the resources with wildcards in statements, as cdk-nag writes them. */
export function listWildcards(scope: Construct, statements: readonly StatementJson[]): string[] {
  const arns = statements.flatMap(({ Resource: resources }) => resources as string[]).filter((arn) => arn.includes('*'));
  return [...new Set(arns)].map((arn) => writeWildcard(scope, arn));
}
