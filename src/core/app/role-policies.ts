import { toList } from '../iam/document';

/** The policies of a role as a synthesized template states them. */
export interface RolePolicies {
  readonly identity: readonly NamedDocument[];
  readonly boundary?: NamedDocument;
  /** Policies that the template only refers to, so nothing is known of them; a boundary of this kind is the last. */
  readonly elsewhere: readonly string[];
  /** Those of them that the role has besides its boundary. */
  readonly identityElsewhere: readonly string[];
}

export interface NamedDocument {
  readonly name: string;
  readonly document: unknown;
  /** The resource that holds the document, and where in it. */
  readonly logicalId: string;
  readonly location: string;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Condition?: string;
  readonly Metadata?: Record<string, unknown>;
  readonly Properties?: Record<string, unknown>;
}

type Resources = Readonly<Record<string, TemplateResource>>;

/**
 * Finds a role's inline and managed policies and its boundary in a template. The role is named by its logical ID or by its
 * construct's path. Policies that the template does not hold are listed as being elsewhere.
 */
export function findRolePolicies(template: { readonly Resources?: Record<string, TemplateResource> }, role: string): RolePolicies {
  const resources = requireResources(template);
  const logicalId = requireRole(resources, role);
  const { Policies: inlinePolicies, ManagedPolicyArns: arns, PermissionsBoundary: boundary } = resources[logicalId].Properties ?? {};
  const inline = readInline(toList(inlinePolicies ?? []), logicalId);
  const attached = toList(arns ?? []).map((arn) => ({ arn, id: findManagedPolicy(resources, arn) }));
  const naming = findNamingPolicies(resources, logicalId);
  const ids = new Set([...attached.flatMap(({ id }) => id ?? []), ...naming.certain]);
  const [known, conditional] = partition([...ids], (id) => resources[id].Condition === undefined);
  const identityElsewhere = [
    ...inline.elsewhere,
    ...attached.filter(({ id }) => id === undefined).map(({ arn }) => writeValue(arn)),
    ...naming.possible,
    ...conditional,
  ];
  const boundaryId = findManagedPolicy(resources, boundary);
  const isBoundaryElsewhere = toList(boundary ?? []).length > 0 && boundaryId === undefined;
  return {
    identity: [...inline.identity, ...known.map((id) => readDocument(resources, id))],
    identityElsewhere,
    boundary: boundaryId === undefined ? undefined : readDocument(resources, boundaryId),
    elsewhere: isBoundaryElsewhere ? [...identityElsewhere, writeValue(boundary)] : identityElsewhere,
  };
}

function readInline(policies: readonly unknown[], logicalId: string): { readonly identity: NamedDocument[]; readonly elsewhere: string[] } {
  const identity: NamedDocument[] = [];
  const elsewhere: string[] = [];
  policies.forEach((policy, index) => {
    const { PolicyName: name, PolicyDocument: document } = (policy ?? {}) as Record<string, unknown>;
    if (document === undefined) {
      elsewhere.push(writeValue(policy));
    } else {
      identity.push({ name: writeValue(name), document, logicalId, location: `Properties/Policies/${index}/PolicyDocument` });
    }
  });
  return { identity, elsewhere };
}

/** Finds the policies that name a role for certain, and those that may name it. */
function findNamingPolicies(resources: Resources, logicalId: string): { readonly certain: string[]; readonly possible: string[] } {
  const { RoleName: roleName } = resources[logicalId].Properties ?? {};
  const isRole = (name: unknown) => references(name, logicalId) || (roleName !== undefined && writeValue(name) === writeValue(roleName));
  const ids = Object.keys(resources);
  const [certain, rest] = partition(ids, (id) => listRoleNames(resources[id]).some(isRole));
  return { certain, possible: rest.filter((id) => listRoleNames(resources[id]).some(mayBeAnyRole)) };
}

function partition<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}

/** Throws where there is no map of resources. Drops what is no resource: a slip of YAML's indentation can empty one. */
function requireResources({ Resources: given = {} }: { readonly Resources?: unknown }): Resources {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new Error(`'Resources' must name the template's resources by their logical IDs, got: ${JSON.stringify(given)}`);
  }
  return Object.fromEntries(Object.entries(given).filter(([, resource]) => typeof resource === 'object' && resource !== null));
}

/** Finds the logical ID of a role by that ID or by its construct's path; throws where there is none. */
function requireRole(resources: Resources, role: string): string {
  const roles = Object.keys(resources).filter((id) => resources[id].Type === 'AWS::IAM::Role');
  const path = role.replace(/\/Resource$/, '');
  const found = roles.find((id) => id === role) ?? roles.find((id) => path !== '' && readPath(resources[id]) === path);
  if (found !== undefined) {
    return found;
  }
  const names = roles.map((id) => readPath(resources[id]) === undefined ? id : `${id} (${readPath(resources[id])})`).join(', ') || 'none';
  throw new Error(role === ''
    ? `a role of the template must be named, by its logical ID or its construct's path; its roles are: ${names}`
    : `the template has no role '${role}'; its roles are: ${names}`);
}

/** Reads the construct's path as people know it; a template that was made without metadata has none. */
function readPath({ Metadata: metadata }: TemplateResource): string | undefined {
  const path = metadata?.['aws:cdk:path'];
  return typeof path === 'string' ? path.replace(/\/Resource$/, '') : undefined;
}

/** Lists the roles that a policy names. */
function listRoleNames({ Type: type, Properties: given }: TemplateResource): unknown[] {
  if (type === 'AWS::IAM::RolePolicy') {
    return [given?.RoleName];
  }
  return type === 'AWS::IAM::Policy' || type === 'AWS::IAM::ManagedPolicy' ? toList(given?.Roles ?? []) : [];
}

/** Whether a name may turn out to be any role's: not a text, and no plain reference to another resource. */
function mayBeAnyRole(name: unknown): boolean {
  return typeof name === 'object' && name !== null && !('Ref' in name);
}

function readDocument(resources: Resources, id: string): NamedDocument {
  return { name: id, document: resources[id].Properties?.PolicyDocument, logicalId: id, location: 'Properties/PolicyDocument' };
}

function findManagedPolicy(resources: Resources, arn: unknown): string | undefined {
  return Object.keys(resources).find((id) => resources[id].Type === 'AWS::IAM::ManagedPolicy' && references(arn, id));
}

function references(value: unknown, logicalId: string): boolean {
  return typeof value === 'object' && value !== null && (value as Record<string, unknown>).Ref === logicalId;
}

function writeValue(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
