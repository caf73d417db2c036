import { Names, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { Recipient } from '../checks/recipient';

/** Chooses the scope of an access's policy for a stack, and the beginning of its ID. A change would change logical IDs. */
export function choosePlace(access: Construct, stack: Stack): { readonly scope: Construct; readonly prefix: string } {
  return stack === Stack.of(access) ? { scope: access, prefix: '' } : { scope: stack, prefix: Names.uniqueId(access) };
}

/** Attaches a policy with the method for the identity's kind. */
export function attachPolicy(policy: iam.Policy | iam.ManagedPolicy, recipient: Recipient): void {
  switch (recipient.kind) {
    case 'role': return policy.attachToRole(recipient.identity);
    case 'user': return policy.attachToUser(recipient.identity);
    case 'group': return policy.attachToGroup(recipient.identity);
  }
}

/** Grants an allow statement, and keeps its `Sid`, which a grant of aws-cdk-lib drops. */
export function grantStatement(
  grantee: iam.IGrantable, statement: iam.PolicyStatement, sid: string | undefined = statement.sid,
): iam.Grant {
  const { actions, resources, conditions } = statement;
  const grant = iam.Grant.addToPrincipal({ grantee, actions, resourceArns: resources, conditions });
  grant.principalStatements.forEach((added) => { added.sid = sid; });
  return grant;
}
