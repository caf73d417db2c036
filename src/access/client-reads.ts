import { CfnResource, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { watchRoom } from './inline-room';
import { attachPolicy, choosePlace, grantStatement } from './policies';
import { acknowledgeWildcards } from '../checks/acknowledge';
import { fail } from '../checks/check';
import { Recipient } from '../checks/recipient';
import { INLINE_LIMITS } from '../core/facts/limits';
import { StatementJson } from '../core/statements/deny';
import { countCharacters, wrapStatements } from '../core/statements/size';

interface SharedReads {
  readonly policy: iam.Policy;
  readonly grant: iam.Grant;
}

/**
 * What clients of one access read beside calling, by one inline policy in each stack, which its identities share. It is apart from their
 * other policies, since listing takes a wildcard, for which this policy alone answers.
 */
export class ClientReads {
  private readonly made = new Map<string, SharedReads>();

  constructor(
    private readonly access: Construct,
    private readonly writeStatements: (stack: Stack, countTokens: boolean) => StatementJson[],
  ) {}

  /** Allows an identity to read. Throws rather than make a policy that does not fit. */
  public grantTo(recipient: Recipient, countTokens: boolean): iam.Grant {
    const { stack, kind } = recipient;
    const size = countCharacters(wrapStatements(this.writeStatements(stack, countTokens)));
    if (size > INLINE_LIMITS[kind]) {
      fail(this.access, `'grantee' must have room for the statements: the inline policies of a ${kind} hold ${INLINE_LIMITS[kind]} ` +
        `characters, got: ${size}. Grant to a role, or name fewer models`);
    }
    const { policy, grant } = this.provide(stack, countTokens);
    attachPolicy(policy, recipient);
    watchRoom(recipient, policy.document.statementCount, policy);
    return grant;
  }

  private provide(stack: Stack, countTokens: boolean): SharedReads {
    const { scope, prefix } = choosePlace(this.access, stack);
    const id = `${prefix}Reads${countTokens ? 'AndCounts' : ''}`;
    const key = `${scope.node.path}/${id}`;
    const reads = this.made.get(key) ?? this.make(scope, id, this.writeStatements(stack, countTokens));
    this.made.set(key, reads);
    return reads;
  }

  private make(scope: Construct, id: string, statements: readonly StatementJson[]): SharedReads {
    const policy = new iam.Policy(scope, id);
    acknowledgeWildcards(policy.node.defaultChild as CfnResource, ['Resource::*'],
      'IAM has no resource for bedrock:ListInferenceProfiles, by which clients find the profiles of a Region');
    const grants = statements.map((statement) => grantStatement(policy, iam.PolicyStatement.fromJson(statement)));
    return { policy, grant: grants.reduce((all, grant) => all.combine(grant)) };
  }
}
