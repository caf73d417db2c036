import { NamedDocument, RolePolicies } from './role-policies';
import { parseJson } from '../iam/json-text';

type Json = Readonly<Record<string, unknown>>;

/** The parts that are read of what `iam get-account-authorization-details` prints. */
export interface Account {
  readonly RoleDetailList?: unknown;
  readonly UserDetailList?: unknown;
  readonly GroupDetailList?: unknown;
  readonly Policies?: unknown;
}

/**
 * Finds the policies and the boundary of a role, user or group in that output, by name or ARN. Policies that are missing in the output are
 * listed as being elsewhere.
 */
export function findAccountPolicies(account: Account, name: string): RolePolicies {
  const identity = requireIdentity(account, name);
  const groups = list(identity.GroupList).map((group) => ({ group: writeName(group), found: findGroups(account, group) }));
  const all = [identity, ...groups.flatMap(({ found }) => found)].map((one) => readPolicies(account, one));
  const { PermissionsBoundaryArn: boundaryArn } = (identity.PermissionsBoundary ?? {}) as Json;
  const boundary = boundaryArn === undefined ? undefined : readManagedPolicy(account, boundaryArn);
  const identityElsewhere = [
    ...all.flatMap(({ elsewhere }) => elsewhere),
    ...groups.filter(({ found }) => found.length === 0).map(({ group }) => `group ${group}`),
  ];
  return {
    identity: all.flatMap(({ documents }) => documents),
    identityElsewhere,
    boundary,
    elsewhere: [...identityElsewhere, ...boundaryArn !== undefined && boundary === undefined ? [writeName(boundaryArn)] : []],
    arn: typeof identity.Arn === 'string' ? identity.Arn : undefined,
  };
}

/** Finds an identity by its name or ARN. Throws if there is none, or more than one. */
function requireIdentity({ RoleDetailList: roles, UserDetailList: users, GroupDetailList: groups }: Account, name: string): Json {
  const all = [roles, users, groups].flatMap(list) as Json[];
  const found = all.filter((one) => one.Arn === name || readName(one) === name);
  if (found.length === 1) {
    return found[0];
  }
  const names = (found.length > 1 ? found.map(({ Arn: arn }) => writeName(arn)) : all.map(readName)).join(', ') || 'none';
  throw new Error(name === ''
    ? `a role of the account must be named, by its name or its ARN; there are: ${names}`
    : `${found.length === 0 ? `the account has no role '${name}'` : `'${name}' must be one role, named by its ARN`}; there are: ${names}`);
}

function readName({ RoleName, UserName, GroupName }: Json): string {
  return writeName(RoleName ?? UserName ?? GroupName);
}

function writeName(value: unknown): string {
  return typeof value === 'string' ? value : '?';
}

function findGroups({ GroupDetailList: groups }: Account, name: unknown): Json[] {
  return (list(groups) as Json[]).filter(({ GroupName: group }) => group === name);
}

function readPolicies(account: Account, identity: Json): { readonly documents: NamedDocument[]; readonly elsewhere: string[] } {
  const { RolePolicyList, UserPolicyList, GroupPolicyList, AttachedManagedPolicies: managed } = identity;
  const owner = readName(identity);
  const inline = (list(RolePolicyList ?? UserPolicyList ?? GroupPolicyList) as Json[]).map(({ PolicyName: name, PolicyDocument: text }) =>
    ({ name: `${writeName(name)} of ${owner}`, document: readDocument(text), logicalId: owner, location: writeName(name) }));
  const attached = (list(managed) as Json[]).map(({ PolicyArn: arn }) =>
    ({ arn: writeName(arn), policy: readManagedPolicy(account, arn) }));
  return {
    documents: [...inline, ...attached.flatMap(({ policy }) => policy ?? [])],
    elsewhere: attached.filter(({ policy }) => policy === undefined).map(({ arn }) => arn),
  };
}

/** Reads the default version of a managed policy. */
function readManagedPolicy({ Policies: policies }: Account, arn: unknown): NamedDocument | undefined {
  const policy = (list(policies) as Json[]).find(({ Arn: one }) => one === arn);
  const versions = list(policy?.PolicyVersionList) as Json[];
  const version = versions.find(({ IsDefaultVersion: isDefault, VersionId: id }) => isDefault === true || id === policy?.DefaultVersionId);
  if (version?.Document === undefined) {
    return undefined;
  }
  const { VersionId: location, Document: document } = version;
  const name = writeName(policy!.PolicyName);
  return { name, document: readDocument(document), logicalId: writeName(arn), location: writeName(location) };
}

/** The API gives documents URL-encoded; the AWS CLI decodes them. */
function readDocument(document: unknown): unknown {
  return typeof document === 'string' ? parseJson(document.startsWith('%') ? decode(document) : document) : document;
}

function decode(document: string): string {
  try {
    return decodeURIComponent(document);
  } catch {
    throw new Error('a document is URL-encoded, but cut off or damaged: one of its "%" starts no character');
  }
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string' || (typeof one === 'object' && one !== null)) : [];
}
