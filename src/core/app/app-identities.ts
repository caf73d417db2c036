import { AppIdentity } from './app-identity';
import { Assembly } from './assembly';
import { Attachments, AttachedPolicy } from './attachments';
import { PolicyReader, ReadPolicy } from './policy-reader';
import { readProperties, listGiven } from './policy-shelf';
import { isPrecreated } from './precreated-roles';
import { makePrincipal } from './principals';
import { References } from './references';
import { IdentityKind } from './report';
import { SetAccounts } from './set-accounts';
import { findConstructPath, ResourceAt } from './stack-at';
import { findTrust } from './trust';

const ROLE = 'AWS::IAM::Role';
const USER = 'AWS::IAM::User';
const GROUP = 'AWS::IAM::Group';
const PERMISSION_SET = 'AWS::SSO::PermissionSet';

/** Lists the identities to which an app gives policies. */
export function listIdentities(assembly: Assembly, references: References, reader: PolicyReader): AppIdentity[] {
  const attachments = new Attachments(assembly.stacks, references, reader);
  const setAccounts = new SetAccounts(assembly.stacks, references, reader);
  const identities = assembly.stacks.flatMap((stack) => Object.entries(stack.template.Resources ?? {}).flatMap(([logicalId, resource]) => {
    const at = { stack, logicalId };
    switch (resource.Type) {
      case ROLE:
        return [readRole(at, attachments, reader)];
      case USER:
        return [readUser(at, attachments, reader)];
      case GROUP:
        return attachments.hasMembers(at) ? [] : [readGroup(at, attachments, reader)];
      case PERMISSION_SET:
        return readPermissionSets(at, setAccounts, reader);
      default:
        return [];
    }
  }));
  return [...identities, ...listOutside(assembly, attachments, reader), ...listUnnamed(attachments, reader)];
}

function readRole(at: ResourceAt, attachments: Attachments, reader: PolicyReader): AppIdentity {
  const properties = readProperties(at.stack.template.Resources![at.logicalId]);
  return {
    ...describePlace(at, 'role'),
    principal: makePrincipal('role', at, properties.RoleName, properties.Path, reader),
    trust: findTrust(properties.AssumeRolePolicyDocument),
    trustPolicy: reader.readTrust(at.stack, properties.AssumeRolePolicyDocument, at),
    policies: readOwn(at, attachments.ofRole(at), reader),
    boundary: readBoundary(at, properties.PermissionsBoundary, reader),
  };
}

function readUser(at: ResourceAt, attachments: Attachments, reader: PolicyReader): AppIdentity {
  const properties = readProperties(at.stack.template.Resources![at.logicalId]);
  const groups = attachments.groupsOf(at);
  const policies = [
    ...readOwn(at, attachments.ofUser(at), reader),
    ...groups.known.flatMap((group) => readOwn(group, attachments.ofGroup(group), reader)),
    ...groups.unknown.map((name) => reader.makeUnknown(`the group ${name}, which is not in the app`)),
  ];
  return {
    ...describePlace(at, 'user'),
    principal: makePrincipal('user', at, properties.UserName, properties.Path, reader),
    trust: [],
    policies,
    boundary: readBoundary(at, properties.PermissionsBoundary, reader),
  };
}

/** A group whose members are not in the app: they have other policies too. */
function readGroup(at: ResourceAt, attachments: Attachments, reader: PolicyReader): AppIdentity {
  return {
    ...describePlace(at, 'group'),
    principal: { shown: 'any member of the group' },
    trust: [],
    policies: [
      ...readOwn(at, attachments.ofGroup(at), reader),
      reader.makeRest('the other policies of its members, who are not in the app'),
    ],
    boundary: undefined,
  };
}

/** A permission set is a role in each account of an assignment. */
function readPermissionSets(at: ResourceAt, setAccounts: SetAccounts, reader: PolicyReader): AppIdentity[] {
  const { stack } = at;
  const properties = readProperties(stack.template.Resources![at.logicalId]);
  const assigned = setAccounts.list(at);
  const accounts = assigned.length === 0 ? [undefined] : assigned;
  const why = setAccounts.explainNone(at);
  return accounts.map((account) => ({
    ...describePlace(at, 'permission-set'),
    account,
    principal: makePrincipal('permission-set', at, properties.Name, undefined, reader),
    trust: ['IAM Identity Center'],
    policies: [
      ...properties.InlinePolicy === undefined ? [] : [reader.read(at, 'Properties/InlinePolicy', properties.InlinePolicy)],
      ...listGiven(properties.ManagedPolicies).flatMap((arn) => reader.readManaged(stack, arn, account)),
      ...listGiven(properties.CustomerManagedPolicyReferences).flatMap((named) => reader.readNamed(stack, named, account, why)),
    ],
    boundary: readSetBoundary(at, properties.PermissionsBoundary, account, reader, why),
  }));
}

function readSetBoundary(
  { stack }: ResourceAt, given: unknown, account: string | undefined, reader: PolicyReader, why: string | undefined,
): ReadPolicy | undefined {
  const { ManagedPolicyArn: arn, CustomerManagedPolicyReference: named } = (given ?? {}) as Record<string, unknown>;
  return arn !== undefined ? reader.readBoundary(stack, arn, account)
    : named !== undefined ? reader.readNamed(stack, named, account, why)[0]
      : given === undefined ? undefined : reader.makeUnknown('its boundary, which has an unknown form');
}

/** Reads inline policies, managed policies that the identity names, and policies that name the identity. */
function readOwn(at: ResourceAt, attached: readonly AttachedPolicy[], reader: PolicyReader): ReadPolicy[] {
  const { stack } = at;
  const resource = stack.template.Resources![at.logicalId];
  const properties = readProperties(resource);
  const inline = reader.listChoices(stack, properties.Policies).flatMap(({ value, cause }, index) =>
    reader.readInline(at, `Properties/Policies/${index}/PolicyDocument`, value, cause));
  const managed = reader.listChoices(stack, properties.ManagedPolicyArns).flatMap(({ value, cause }) =>
    reader.readManaged(stack, value, stack.account, cause));
  // A condition with the same name in another template is a different one.
  const naming = attached.flatMap((one) => reader.readAttached(one, one.stack === stack ? resource.Condition : undefined));
  const all = [...inline, ...managed, ...naming]
    .filter(({ policy }) => policy.statements.length > 0);
  // The identity and the policy may both name each other.
  const certainFirst = [...all].sort((one, other) => Number(one.isDoubtful ?? false) - Number(other.isDoubtful ?? false));
  return certainFirst.filter((one, index) =>
    one.at === undefined || certainFirst.findIndex((other) => isSamePlace(one, other)) === index);
}

function isSamePlace({ at, location }: ReadPolicy, other: ReadPolicy): boolean {
  return at?.logicalId === other.at?.logicalId && at?.stack === other.at?.stack && location === other.location;
}

function readBoundary({ stack }: ResourceAt, given: unknown, reader: PolicyReader): ReadPolicy | undefined {
  return given === undefined ? undefined : reader.readBoundary(stack, given, stack.account);
}

/** Roles, users and groups that policies of the app name, but the app does not create. */
function listOutside(assembly: Assembly, attachments: Attachments, reader: PolicyReader): AppIdentity[] {
  const outside = attachments.listOutside().filter(({ stack, name }) => !isPrecreated(assembly, stack, name));
  return outside.map(({ kind, name, stack, policies }): AppIdentity => ({
    path: name,
    kind: 'outside',
    account: stack.account,
    region: stack.region,
    stack,
    principal: makePrincipal(kind, { stack, logicalId: name }, name, undefined, reader, true),
    trust: [],
    policies: [
      ...policies.flatMap((one) => reader.readAttached(one, undefined)),
      reader.makeRest(`what else the ${kind} ${name} has, which is not in the app`),
    ],
    boundary: undefined,
  }));
}

/** An identity that a policy names by a text known only at deployment. It may be none of the identities that are judged otherwise. */
function listUnnamed(attachments: Attachments, reader: PolicyReader): AppIdentity[] {
  const all = attachments.listUnnamed().map(({ kind, ...at }): AppIdentity => ({
    path: `the ${kind} that ${findConstructPath(at)} names`,
    kind: 'outside',
    account: at.stack.account,
    region: at.stack.region,
    stack: at.stack,
    principal: makePrincipal(kind, at, {}, undefined, reader, true),
    trust: [],
    policies: [...reader.readAttached(at, undefined), reader.makeRest(`which ${kind} it is, and what else it has`)],
    boundary: undefined,
  }));
  return [...new Map(all.map((one) => [one.path, one])).values()];
}

function describePlace(at: ResourceAt, kind: IdentityKind) {
  const { stack } = at;
  return { path: findConstructPath(at), kind, account: stack.account, region: stack.region, stack, at };
}
