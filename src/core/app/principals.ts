import { listRoleNames, listUserNames, namePermissionSetRole } from './names';
import { PolicyReader } from './policy-reader';
import { Name, ResourceAt, StackAt } from './stack-at';
import { Unknown } from '../call/unknown-facts';
import { SSO_REGION_WITHOUT_FOLDER, SSO_ROLE_PATH } from '../facts/iam-roles';
import { findPartition } from '../facts/regions';

/** The caller, in the form of `aws:PrincipalArn`. */
export interface Principal {
  /** The ARN after the account, such as `role/app/Caller`; absent if it is unknown. */
  readonly resource?: string;
  /** The texts that `Unknown.ROLE_NAME` may be. */
  readonly candidates?: readonly Name[];
  /** The words for people if there is no ARN. */
  readonly shown?: string;
}

/**
 * Makes the ARN of an identity, as far as the template says it.
 *
 * @param isOutside whether its name is known but not its path
 */
export function makePrincipal(
  kind: 'role' | 'user' | 'group' | 'permission-set', at: ResourceAt, givenName: unknown, givenPath: unknown, reader: PolicyReader,
  isOutside = false,
): Principal {
  const { stack, logicalId } = at;
  if (kind === 'group') {
    return { shown: 'any member of the group' };
  }
  if (kind === 'permission-set') {
    return makeSetRole(stack, reader.findText(stack, givenName));
  }
  const name = givenName === undefined ? undefined : reader.findText(stack, givenName);
  const unknownPath = `/${Unknown.ROLE_PATH}`;
  const path = isOutside ? unknownPath : givenPath === undefined ? '/' : reader.findText(stack, givenPath) ?? unknownPath;
  if (name !== undefined) {
    return { resource: `${kind}${path}${name}` };
  }
  const candidates = givenName !== undefined ? [] : (kind === 'role' ? listRoleNames : listUserNames)(stack.names, logicalId);
  return candidates.length === 0
    ? { resource: `${kind}${path}${Unknown.NAME_SUFFIX}` }
    : { resource: `${kind}${path}${Unknown.ROLE_NAME}`, candidates };
}

/** The role of a permission set: its path names the Region of Identity Center, unless that is the first. */
function makeSetRole({ region }: StackAt, name: string | undefined): Principal {
  const place = region === undefined ? Unknown.SSO_REGION : region === SSO_REGION_WITHOUT_FOLDER ? '' : `${region}/`;
  const path = `role/${SSO_ROLE_PATH}${place}`;
  return name === undefined
    ? { resource: `${path}${Unknown.NAME_SUFFIX}` }
    : { resource: `${path}${Unknown.ROLE_NAME}`, candidates: [namePermissionSetRole(name)] };
}

/** Writes the ARN of an identity. */
export function writePrincipalArn({ resource }: Principal, account: string | undefined, region: string): string | undefined {
  return resource && `arn:${findPartition(region)}:iam::${account ?? Unknown.ACCOUNT}:${resource}`;
}
