import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { documentSize, INLINE_LIMITS, jsonSize } from './document-size';
import { Recipient } from './recipient';
import { fail } from '../private/fail';

/** Adds statements to the inline policy of a recipient, and returns them as one grant. Throws rather than add nothing. */
export function grantInline(scope: IConstruct, recipient: Recipient, statements: readonly iam.PolicyStatement[]): iam.Grant {
  const { identity, kind } = recipient;
  const size = documentSize(statements);
  if (size > INLINE_LIMITS[kind]) {
    fail(scope, `'grantee' must have room for the statements: the inline policies of a ${kind} hold ${INLINE_LIMITS[kind]} characters, got: ${size}. ` +
      'Use attachTo(), which shares managed policies, or name fewer models');
  }
  const grants = statements.map((statement) => {
    const grant = iam.Grant.addToPrincipal({
      grantee: identity,
      actions: statement.actions,
      resourceArns: statement.resources,
      conditions: statement.conditions,
    });
    // The grant drops the Sid; IAM wants it unique in the policy, which may hold the grants of other accesses too.
    grant.principalStatements.forEach((added) => { added.sid = `${statement.sid}${scope.node.addr.slice(-8)}`; });
    return grant;
  });
  const grant = grants.reduce((all, one) => all.combine(one));
  if (!grant.success) {
    fail(scope, `'grantee' took no statement: ${identity.node.path} has no policy of its own. Grant to a role, user or group of this app`);
  }
  scope.node.addValidation({ validate: () => oversize(recipient) });
  return grant;
}

/** All inline policies of an identity share one limit, and others add to them: so they are counted when all is said. */
function oversize({ identity, kind }: Recipient): string[] {
  const policies = identity.node.findAll().filter((child): child is iam.Policy => child instanceof iam.Policy);
  const size = policies.reduce((sum, policy) => sum + jsonSize(policy.document.toJSON()), 0);
  return size <= INLINE_LIMITS[kind] ? [] : [`the inline policies of '${identity.node.path}' must have at most ${INLINE_LIMITS[kind]} characters together, ` +
    `as those of a ${kind}, got: ${size}. Use attachTo(), which shares managed policies`];
}
