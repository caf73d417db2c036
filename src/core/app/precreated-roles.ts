import { AppIdentity } from './app-identity';
import { Assembly } from './assembly';
import { PolicyReader } from './policy-reader';
import { StackAt } from './stack-at';
import { findTrust } from './trust';
import { Unknown } from '../call/unknown-facts';
import { isObject, Json, toList } from '../iam/document';

/**
 * Lists the roles that `iam.Role.customizeRoles` keeps out of the templates. Others create them from its report, so each is assumed to have
 * only the policies in the report.
 */
export function listPrecreatedRoles({ precreatedRoles, stacks }: Assembly, reader: PolicyReader): AppIdentity[] {
  return precreatedRoles.flatMap((role): AppIdentity[] => {
    const { roleConstructPath: path, roleName: name, missing, assumeRolePolicy: trust } = role;
    const above = stacks.filter((one) => typeof path === 'string' && path.startsWith(`${one.path}/`));
    const [stack] = above.sort((one, other) => other.path.length - one.path.length);
    if (typeof path !== 'string' || stack === undefined) {
      return [];
    }
    const statements = [role.identityPolicyStatements, role.managedPolicyStatements].flatMap((list) => toList(list ?? []));
    const document = { Version: '2012-10-17', Statement: statements.map((statement) => restore(statement)) };
    const managed = toList(role.managedPolicyArns ?? []);
    const label = `iam-policy-report.json (${path})`;
    return [{
      path,
      kind: 'role',
      account: stack.account,
      region: stack.region,
      stack,
      principal: { resource: `role/${Unknown.ROLE_PATH}${missing === true || typeof name !== 'string' ? Unknown.NAME_SUFFIX : name}` },
      trust: findTrust({ Statement: trust }),
      trustPolicy: reader.readTrust(stack, trust === undefined ? undefined : { Version: '2012-10-17', Statement: restore(trust) }),
      policies: [
        ...statements.length === 0 ? [] : [reader.readAlone(stack, label, document)],
        ...managed.flatMap((arn) => reader.readManaged(stack, restore(arn), stack.account)),
      ],
    }];
  });
}

const PSEUDO: Readonly<Record<string, string>> = { PARTITION: 'AWS::Partition', REGION: 'AWS::Region', ACCOUNT: 'AWS::AccountId' };

/** The report writes unknowns in parentheses: `(REGION)`, or the path of a construct and its attribute. */
function restore(value: unknown): unknown {
  if (typeof value === 'string') {
    const parts = value.split(/\(([^()]+)\)/).map((part, index): unknown => index % 2 === 0 ? part : { Ref: PSEUDO[part] ?? part });
    return parts.length === 1 ? value : { 'Fn::Join': ['', parts.filter((part) => part !== '')] };
  }
  if (Array.isArray(value)) {
    return value.map(restore);
  }
  return isObject(value) ? Object.fromEntries(Object.entries(value as Json).map(([key, inner]) => [key, restore(inner)])) : value;
}

/** Whether a role of a stack is created elsewhere. Policies name it by its name, or by the last part of its path. */
export function isPrecreated({ precreatedRoles }: Assembly, stack: StackAt, name: string): boolean {
  return precreatedRoles.some(({ roleConstructPath: path, roleName }) => typeof path === 'string' && path.startsWith(`${stack.path}/`)
    && (roleName === name || path.endsWith(`/${name}`)));
}
