/** The policies of a role as a synthesized template states them. */
export interface RolePolicies {
  readonly identity: readonly NamedDocument[];
  readonly boundary?: NamedDocument;
  /** Policies that the template only refers to, so nothing is known of them. */
  readonly elsewhere: readonly string[];
}

export interface NamedDocument {
  readonly name: string;
  readonly document: unknown;
}

interface Resource {
  readonly Type: string;
  readonly Properties?: Record<string, unknown>;
}

/** Collects a role's inline and managed policies and its boundary from a template. */
export function rolePolicies(template: { readonly Resources?: Record<string, Resource> }, logicalId: string): RolePolicies {
  const resources = template.Resources ?? {};
  const role = resources[logicalId];
  if (role?.Type !== 'AWS::IAM::Role') {
    const roles = Object.keys(resources).filter((id) => resources[id].Type === 'AWS::IAM::Role');
    throw new Error(`the template has no role '${logicalId}'; its roles are: ${roles.join(', ') || 'none'}`);
  }
  const properties = role.Properties ?? {};
  const refersToRole = (value: unknown) => references(value, logicalId) || (typeof value === 'string' && value === properties.RoleName);
  const attached = Object.entries(resources)
    .filter(([, { Type: type, Properties: given = {} }]) => type === 'AWS::IAM::RolePolicy'
      ? refersToRole(given.RoleName)
      : ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'].includes(type) && list(given.Roles).some(refersToRole))
    .map(([id]) => id);
  const managed = list(properties.ManagedPolicyArns).map((arn) => [arn, managedPolicy(arn, resources)] as const);
  const here = managed.flatMap(([, id]) => id ?? []);
  const boundaryId = managedPolicy(properties.PermissionsBoundary, resources);
  const documentOf = (id: string): NamedDocument => ({ name: id, document: resources[id].Properties?.PolicyDocument });
  return {
    identity: [
      ...list(properties.Policies).map((inline) => {
        const { PolicyName: name, PolicyDocument: document } = inline as Record<string, unknown>;
        return { name: typeof name === 'string' ? name : JSON.stringify(name), document };
      }),
      ...[...new Set([...here, ...attached])].map(documentOf),
    ],
    boundary: boundaryId === undefined ? undefined : documentOf(boundaryId),
    elsewhere: [
      ...managed.filter(([, id]) => id === undefined).map(([arn]) => arn),
      ...(properties.PermissionsBoundary !== undefined && boundaryId === undefined ? [properties.PermissionsBoundary] : []),
    ].map((arn) => typeof arn === 'string' ? arn : JSON.stringify(arn)),
  };
}

function managedPolicy(arn: unknown, resources: Record<string, Resource>): string | undefined {
  return Object.keys(resources).find((id) => resources[id].Type === 'AWS::IAM::ManagedPolicy' && references(arn, id));
}

function references(value: unknown, logicalId: string): boolean {
  return typeof value === 'object' && value !== null && (value as Record<string, unknown>).Ref === logicalId;
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
