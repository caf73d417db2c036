import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { NamedIdentities } from './named-identities';
import { attachPolicy, choosePlace } from './policies';
import { PolicyNames } from './policy-names';
import { fail } from '../checks/check';
import { Recipient } from '../checks/recipient';
import { MANAGED_POLICY_LIMIT } from '../core/facts/limits';
import { StatementJson } from '../core/statements/deny';
import { countCharacters, wrapStatements } from '../core/statements/size';

/** The context key under which `iam.Role.customizeRoles` keeps its options. */
const CUSTOMIZE_ROLES = '@aws-cdk/iam:customizeRoles';

interface SharedPolicy {
  readonly policy: iam.ManagedPolicy;
  /** Undefined if aws-cdk-lib reports on precreated roles, because it reports only what it attaches itself. */
  readonly identities?: NamedIdentities;
}

/** The managed policies of one access. All identities of a stack share them. They are created in that stack on first use. */
export class SharedPolicies {
  private readonly made = new Map<Stack, readonly SharedPolicy[]>();

  constructor(
    private readonly access: Construct,
    private readonly names: PolicyNames,
    private readonly writeDocuments: (stack: Stack) => StatementJson[][],
  ) {}

  /** Creates the policies of a stack if they do not exist yet, and counts them. */
  public count(stack: Stack): number {
    return this.provide(stack).length;
  }

  /** Lists the policies of a stack: one for each document. */
  public list(stack: Stack): iam.ManagedPolicy[] {
    return this.provide(stack).map(({ policy, identities }) => {
      identities?.expectReferences();
      return policy;
    });
  }

  /** Gives an identity the policies of its stack. */
  public attachTo(recipient: Recipient): void {
    for (const { policy, identities } of this.provide(recipient.stack)) {
      if (recipient.owned && identities) {
        identities.add(recipient);
      } else {
        attachPolicy(policy, recipient);
      }
    }
  }

  private provide(stack: Stack): readonly SharedPolicy[] {
    const policies = this.made.get(stack) ?? this.make(stack);
    this.made.set(stack, policies);
    return policies;
  }

  private make(stack: Stack): SharedPolicy[] {
    const { scope, prefix } = choosePlace(this.access, stack);
    return this.writeDocuments(stack).map((statements, index) => {
      requireFitting(this.access, statements);
      const policy = new iam.ManagedPolicy(scope, `${prefix}Policy${index === 0 ? '' : index + 1}`, {
        ...this.names.writeProps(stack, index),
        description: 'Calls of Claude through Amazon Bedrock global cross-Region inference',
        statements: statements.map((statement) => iam.PolicyStatement.fromJson(statement)),
      });
      const resource = policy.node.defaultChild;
      const isReported = policy.node.tryGetContext(CUSTOMIZE_ROLES) !== undefined;
      const canName = resource instanceof iam.CfnManagedPolicy && !isReported;
      return { policy, identities: canName ? new NamedIdentities(policy, resource) : undefined };
    });
  }
}

/** The statements of one profile fit a policy. With the statements for all calls, they may not. */
function requireFitting(access: Construct, statements: StatementJson[]): void {
  const size = countCharacters(wrapStatements(statements));
  if (size > MANAGED_POLICY_LIMIT) {
    fail(access, `'requiredGuardrails' must fit one policy with a model: a managed policy holds ${MANAGED_POLICY_LIMIT} characters, ` +
      `got: ${size}. Name fewer, or create an access for each group of callers`);
  }
}
