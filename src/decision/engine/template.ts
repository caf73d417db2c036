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
  /** The resource that holds the document, and where in it. */
  readonly logicalId: string;
  readonly location: string;
}

export interface Resource {
  readonly Type: string;
  readonly Condition?: string;
  readonly Properties?: Record<string, unknown>;
}

/** Collects a role's inline and managed policies and its boundary from a template. What cannot be followed is told as being elsewhere. */
export function rolePolicies(template: { readonly Resources?: Record<string, Resource> }, logicalId: string): RolePolicies {
  const resources = template.Resources ?? {};
  const role = resources[logicalId];
  if (role?.Type !== 'AWS::IAM::Role') {
    const roles = Object.keys(resources).filter((id) => resources[id].Type === 'AWS::IAM::Role');
    throw new Error(`the template has no role '${logicalId}'; its roles are: ${roles.join(', ') || 'none'}`);
  }
  const { Policies: inline, ManagedPolicyArns: arns, PermissionsBoundary: boundary, RoleName: roleName } = role.Properties ?? {};
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
    const { Type: type, Properties: given = {} } = resources[id];
    const names = type === 'AWS::IAM::RolePolicy' ? [given.RoleName] : POLICIES_OF_ROLES.includes(type) ? list(given.Roles) : [];
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
    boundary: boundaryId === undefined ? undefined : documentOf(resources, boundaryId),
    elsewhere: boundary !== undefined && boundaryId === undefined ? [...elsewhere, said(boundary)] : elsewhere,
  };
}

const POLICIES_OF_ROLES = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'];

/** Whether a name may turn out to be any role's: not a text, and no plain reference to another resource. */
function isOpen(name: unknown): 'open' | false {
  return typeof name === 'object' && name !== null && !('Ref' in name) ? 'open' : false;
}

function documentOf(resources: Record<string, Resource>, id: string): NamedDocument {
  return { name: id, document: resources[id].Properties?.PolicyDocument, logicalId: id, location: 'Properties/PolicyDocument' };
}

function managedPolicy(resources: Record<string, Resource>, arn: unknown): string | undefined {
  return Object.keys(resources).find((id) => resources[id].Type === 'AWS::IAM::ManagedPolicy' && references(arn, id));
}

function references(value: unknown, logicalId: string): boolean {
  return typeof value === 'object' && value !== null && (value as Record<string, unknown>).Ref === logicalId;
}

/** A list as it stands; anything else that is given, such as an intrinsic function, as its only element. */
function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}

function said(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
