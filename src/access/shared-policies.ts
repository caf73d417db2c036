import { Names, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { Recipient } from '../checks/recipient';
import { StatementJson } from '../core/statements/deny';

/** The managed policies of one access, which all identities of a stack share; made in that stack when one of them is first needed. */
export class SharedPolicies {
  private readonly made = new Map<Stack, iam.ManagedPolicy[]>();

  constructor(private readonly access: Construct, private readonly documentsIn: (stack: Stack) => StatementJson[][]) {}

  /** The policies of a stack: one for each document. */
  public of(stack: Stack): readonly iam.ManagedPolicy[] {
    const policies = this.made.get(stack) ?? this.make(stack);
    this.made.set(stack, policies);
    return policies;
  }

  /** Gives an identity the policies of its stack. */
  public attachTo(recipient: Recipient): void {
    this.of(recipient.stack).forEach((policy) => attach(policy, recipient));
  }

  private make(stack: Stack): iam.ManagedPolicy[] {
    const [scope, prefix] = stack === Stack.of(this.access) ? [this.access, ''] : [stack, Names.uniqueId(this.access)];
    return this.documentsIn(stack).map((statements, index) => new iam.ManagedPolicy(scope, `${prefix}Policy${index === 0 ? '' : index + 1}`, {
      description: 'Calls of Claude through Amazon Bedrock global cross-Region inference',
      statements: statements.map((statement) => iam.PolicyStatement.fromJson(statement)),
    }));
  }
}

function attach(policy: iam.ManagedPolicy, recipient: Recipient): void {
  if (recipient.owned) {
    recipient.identity.addManagedPolicy(policy);
    return;
  }
  switch (recipient.kind) { // what is imported takes no policy itself: the policy must name it
    case 'role': return policy.attachToRole(recipient.identity);
    case 'user': return policy.attachToUser(recipient.identity);
    case 'group': return policy.attachToGroup(recipient.identity);
  }
}
