import { Resource, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { fail, isConcrete } from './check';
import { PROTECTED_PATHS, SERVICE_ROLE_PREFIX, SSO_ROLE_PREFIX } from '../core/facts/iam-roles';
import { describeValue } from '../core/rules/describe-value';

/** A role, user or group that accepts policies from its stack. */
export type Recipient = Identity & {
  readonly stack: Stack;
  /** Whether the app created it, rather than imported it. */
  readonly owned: boolean;
};

type Identity =
  | { readonly kind: 'role'; readonly identity: iam.IRole }
  | { readonly kind: 'user'; readonly identity: iam.IUser }
  | { readonly kind: 'group'; readonly identity: iam.IGroup };

/**
 * Finds the identity that takes a grant. aws-cdk-lib reports success even if it writes nothing, or writes into the wrong account. So this
 * throws for each grantee that cannot take a grant, and says what to do instead.
 */
export function requireRecipient(scope: IConstruct, parameter: string, grantee: iam.IGrantable): Recipient {
  const refuse = (got: string, remedy: string): never =>
    fail(scope, `'${parameter}' must be a role, user or group whose policies this app can change, got: ${got}. ${remedy}`);
  if (typeof (grantee?.grantPrincipal ?? undefined) !== 'object') {
    return fail(scope, `'${parameter}' must be a role, a user, a group or a construct that has a role, got: ${describeValue(grantee)}. ` +
      'If the construct does not expose its role, pass the role');
  }
  const principal = unwrapPrincipal(grantee.grantPrincipal);
  if (isA(principal, 'UnknownPrincipal')) {
    return refuse('a construct whose role is not known, for example a function that was imported by its ARN',
      'Import it together with its role, or grant to that role');
  }
  if (isA(principal, '(Managed)?PolicyGrantPrincipal')) {
    return refuse(`${principal}, a policy, which belongs to no identity until it is attached`,
      'Grant to the roles, users or groups that it is attached to. GlobalClaudeAccess.attachTo() gives them one managed policy, which ' +
      'they share');
  }
  const found = identify(principal);
  if (!found) {
    return refuse(`${principal}, which has no policy of its own`,
      'Grant to a role, a user or a group; for a service, to the role that it assumes');
  }
  const { identity } = found;
  const stack = Stack.of(identity);
  const { principalAccount } = identity;
  if (isConcrete(principalAccount) && isConcrete(stack.account) && principalAccount !== stack.account && !awaitsLookup(identity)) {
    return refuse(`'${identity.node.path}' of account ${principalAccount}, whose stack deploys to ${stack.account}`,
      'Grant in a stack of the account that owns it');
  }
  const owned = Resource.isOwnedResource(identity);
  const mayBeProtected = found.kind === 'role' && !owned && !isA(identity, 'LazyRole'); // reading its ARN would create it
  const protection = mayBeProtected ? describeProtection(found.identity) : undefined;
  if (protection) {
    return refuse(`'${identity.node.path}', ${protection.what}, which only AWS changes`, protection.remedy);
  }
  if (dropsPolicies(identity)) {
    return refuse(`'${identity.node.path}', whose policies are closed to this app ('mutable: false' or withoutPolicyUpdates())`,
      'Import it without \'mutable: false\', or grant in the app that owns it');
  }
  return { ...found, stack, owned };
}

/** Describes a role that only AWS changes. Without this, the grant would fail only in the deployment. */
function describeProtection({ roleArn, roleName }: iam.IRole): { readonly what: string; readonly remedy: string } | undefined {
  const isOf = (path: string, prefix: string) => roleName.startsWith(prefix) || roleArn.includes(`:role/${path}`);
  if (isOf(PROTECTED_PATHS.identityCenter, SSO_ROLE_PREFIX)) {
    return {
      what: 'a role of IAM Identity Center',
      remedy: 'Change its permission set instead: set \'managedPolicyName\' of a GlobalClaudeAccess, and give the permission set its ' +
        '\'customerManagedPolicies\'',
    };
  }
  return isOf(PROTECTED_PATHS.serviceLinked, SERVICE_ROLE_PREFIX) ? {
    what: 'a service-linked role', remedy: 'Give the service a role of your own, and grant to that',
  } : undefined;
}

/** Whether an identity silently drops policies, as a role imported with `mutable: false` does. */
export function dropsPolicies(identity: iam.IPrincipal): boolean {
  return isA(identity, 'ImmutableRole') && !awaitsLookup(identity);
}

/** Whether a context look-up has not run yet. Until then aws-cdk-lib returns a dummy role of another account. */
function awaitsLookup(identity: iam.IPrincipal): boolean {
  return isA(identity, 'ImmutableRole') && isRole(identity) && identity.roleArn.endsWith(':role/DUMMY_ARN');
}

/** Finds the principal inside wrappers, such as conditions. */
export function unwrapPrincipal(principal: iam.IPrincipal): iam.IPrincipal {
  const { wrapped } = principal as iam.IPrincipal & { readonly wrapped?: iam.IPrincipal };
  return wrapped ? unwrapPrincipal(wrapped.grantPrincipal) : principal;
}

/** Compares by name, because the class is not exported, or another copy of aws-cdk-lib created the value. Bundling may add a digit. */
function isA(value: object, className: string): boolean {
  return new RegExp(`^${className}\\d*$`).test(value.constructor.name);
}

function identify(principal: iam.IPrincipal): Identity | undefined {
  if (isRole(principal)) {
    return { kind: 'role', identity: principal };
  }
  if (isUser(principal)) {
    return { kind: 'user', identity: principal };
  }
  return isGroup(principal) ? { kind: 'group', identity: principal } : undefined;
}

// Uses `in`, because reading a lazy role's ARN would create the role.
function isRole(principal: iam.IPrincipal): principal is iam.IRole {
  return 'roleArn' in principal && 'node' in principal;
}

function isUser(principal: iam.IPrincipal): principal is iam.IUser {
  return 'userArn' in principal && 'node' in principal;
}

function isGroup(principal: iam.IPrincipal): principal is iam.IGroup {
  return 'groupArn' in principal && 'node' in principal;
}
