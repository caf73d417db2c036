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

export interface Resource {
  readonly Type: string;
  readonly Condition?: string;
  readonly Metadata?: Record<string, unknown>;
  readonly Properties?: Record<string, unknown>;
}

type Resources = Readonly<Record<string, Resource>>;

/**
 * Collects a role's inline and managed policies and its boundary from a template. The role is named by its logical ID or by
 * its construct's path. What cannot be followed is told as being elsewhere.
 */
export function rolePolicies(template: { readonly Resources?: Record<string, Resource> }, role: string): RolePolicies {
  const resources = requireResources(template);
  const logicalId = requireRole(resources, role);
  const { Policies: inline, ManagedPolicyArns: arns, PermissionsBoundary: boundary, RoleName: roleName } = resources[logicalId].Properties ?? {};
  const identity: NamedDocument[] = [];
  const elsewhere: string[] = [];
  const give = (id: string) => resources[id].Condition === undefined ? identity.push(documentOf(resources, id)) : elsewhere.push(id);

  for (const [index, policy] of list(inline).entries()) {
    const { PolicyName: name, PolicyDocument: document } = (policy ?? {}) as Record<string, unknown>;
    if (document === undefined) {
      elsewhere.push(said(policy));
    } else {
      identity.push({ name: said(name), document, logicalId, location: `Properties/Policies/${index}/PolicyDocument` });
    }
  }
  const named = list(arns).map((arn) => [arn, managedPolicy(resources, arn)] as const);
  elsewhere.push(...named.filter(([, id]) => id === undefined).map(([arn]) => said(arn)));
  const naming = Object.keys(resources).filter((id) => {
    const names = namesOf(resources[id]);
    const who = names.map((name) => references(name, logicalId) || (roleName !== undefined && said(name) === said(roleName)) || isOpen(name));
    if (!who.includes(true) && who.includes('open')) {
      elsewhere.push(id);
    }
    return who.includes(true);
  });
  new Set([...named.flatMap(([, id]) => id ?? []), ...naming]).forEach(give);

  const boundaryId = managedPolicy(resources, boundary);
  return {
    identity,
    identityElsewhere: elsewhere,
    boundary: boundaryId === undefined ? undefined : documentOf(resources, boundaryId),
    elsewhere: list(boundary).length > 0 && boundaryId === undefined ? [...elsewhere, said(boundary)] : elsewhere,
  };
}

/** What is no resource, as in a template that a slip of YAML's indentation emptied, is left out. */
function requireResources({ Resources: given = {} }: { readonly Resources?: unknown }): Resources {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new Error(`'Resources' must name the template's resources by their logical IDs, got: ${JSON.stringify(given)}`);
  }
  return Object.fromEntries(Object.entries(given).filter(([, resource]) => typeof resource === 'object' && resource !== null));
}

/** The logical ID of a role that is named by it or by its construct's path. */
function requireRole(resources: Resources, role: string): string {
  const roles = Object.keys(resources).filter((id) => resources[id].Type === 'AWS::IAM::Role');
  const found = roles.find((id) => id === role) ?? roles.find((id) => role !== '' && pathOf(resources[id]) === role.replace(/\/Resource$/, ''));
  if (found !== undefined) {
    return found;
  }
  const those = roles.map((id) => pathOf(resources[id]) === undefined ? id : `${id} (${pathOf(resources[id])})`).join(', ') || 'none';
  throw new Error(role === ''
    ? `a role of the template must be named, by its logical ID or its construct's path; its roles are: ${those}`
    : `the template has no role '${role}'; its roles are: ${those}`);
}

/** The path of the construct, as people know it; a template that was made without metadata has none. */
function pathOf({ Metadata: metadata }: Resource): string | undefined {
  const path = metadata?.['aws:cdk:path'];
  return typeof path === 'string' ? path.replace(/\/Resource$/, '') : undefined;
}

/** The roles that a policy names. */
function namesOf({ Type: type, Properties: given }: Resource): unknown[] {
  if (type === 'AWS::IAM::RolePolicy') {
    return [given?.RoleName];
  }
  return type === 'AWS::IAM::Policy' || type === 'AWS::IAM::ManagedPolicy' ? list(given?.Roles) : [];
}

/** Whether a name may turn out to be any role's: not a text, and no plain reference to another resource. */
function isOpen(name: unknown): 'open' | false {
  return typeof name === 'object' && name !== null && !('Ref' in name) ? 'open' : false;
}

function documentOf(resources: Resources, id: string): NamedDocument {
  return { name: id, document: resources[id].Properties?.PolicyDocument, logicalId: id, location: 'Properties/PolicyDocument' };
}

function managedPolicy(resources: Resources, arn: unknown): string | undefined {
  return Object.keys(resources).find((id) => resources[id].Type === 'AWS::IAM::ManagedPolicy' && references(arn, id));
}

function references(value: unknown, logicalId: string): boolean {
  return typeof value === 'object' && value !== null && (value as Record<string, unknown>).Ref === logicalId;
}

/** A list as it stands; anything else that is given, such as an intrinsic function, as its only element. */
function list(value: unknown): unknown[] {
  const given = value ?? [];
  return Array.isArray(given) ? given : [given];
}

function said(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
