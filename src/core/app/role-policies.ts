import {
  readIdentity, Identity, refersTo, requireIdentity, requireResources, Resources, Template, TemplateResource,
} from './template-identities';
import { toList } from '../iam/document';
import { findParameter, TemplateValues } from '../iam/template-values';

/** The policies of a role in a synthesized template, or in the output of IAM about an account. */
export interface RolePolicies {
  readonly identity: readonly NamedDocument[];
  readonly boundary?: NamedDocument;
  /** Policies that are only referred to, so their content is unknown. A boundary of this kind is the last. */
  readonly elsewhere: readonly string[];
  /** The same without the boundary. */
  readonly identityElsewhere: readonly string[];
  /** The ARN of the role, if it is known. */
  readonly arn?: string;
  /** How a template names the identity. */
  readonly naming?: IdentityNaming;
}

export interface NamedDocument {
  readonly name: string;
  readonly document: unknown;
  /** The resource that holds the document, and the place in it. */
  readonly logicalId: string;
  readonly location: string;
}

/** How other resources name identities of each type. */
const NAMING: Readonly<Record<string, { readonly list: string; readonly own: string; readonly name: string }>> = {
  'AWS::IAM::User': { list: 'Users', own: 'AWS::IAM::UserPolicy', name: 'UserName' },
  'AWS::IAM::Group': { list: 'Groups', own: 'AWS::IAM::GroupPolicy', name: 'GroupName' },
};
const ROLE_NAMING = { list: 'Roles', own: 'AWS::IAM::RolePolicy', name: 'RoleName' };

/**
 * Finds the inline and managed policies and the boundary of a role in a template, by its logical ID or the path of its construct. It also
 * finds users, groups, permission sets and the roles of SAM functions. Policies outside of the template are listed as being elsewhere.
 */
export function findRolePolicies(template: Template, role: string): RolePolicies {
  const resources = requireResources(template);
  const identity = requireIdentity(template, resources, role);
  const own = readPolicies(resources, identity);
  const groups = findGroups(resources, identity);
  const ofGroups = groups.known.map((id) => readPolicies(resources, readIdentity(template, resources, id)));
  const identityElsewhere = [...own.elsewhere, ...ofGroups.flatMap(({ elsewhere }) => elsewhere), ...groups.unknown.map(writeValue)];
  const { boundary } = identity;
  const boundaryId = findManagedPolicy(resources, boundary);
  const isBoundaryElsewhere = toList(boundary ?? []).length > 0 && boundaryId === undefined;
  return {
    identity: [...own.documents, ...ofGroups.flatMap(({ documents }) => documents)],
    identityElsewhere,
    boundary: boundaryId === undefined ? undefined : readDocument(resources, boundaryId),
    elsewhere: isBoundaryElsewhere ? [...identityElsewhere, writeValue(boundary)] : identityElsewhere,
    naming: readNaming(template, identity),
  };
}

/** How a template names an identity. */
export interface IdentityNaming {
  readonly kind: 'role' | 'user' | 'permission set';
  /** The logical ID, from which CloudFormation generates a name if the template has none. */
  readonly reference: string;
  /** Its name and path, if the template sets them. The default path is `/`. */
  readonly name?: string;
  readonly path?: string;
  /** Whether it has no name in the template, so that CloudFormation generates one. */
  readonly isGenerated: boolean;
}

/** `undefined` for a group, which never calls. */
function readNaming(template: Template, identity: Identity): IdentityNaming | undefined {
  const { type, reference, properties, path } = identity;
  const say = (value: unknown) =>
    typeof value === 'string' ? value : findParameter(readReference(value), template as TemplateValues)?.value;
  const name = (value: unknown) => ({ reference, name: say(value), isGenerated: value === undefined });
  const { RoleName: role, UserName: user, Name: set } = properties;
  switch (type) {
    case 'AWS::IAM::Group':
      return undefined;
    case 'AWS::IAM::User':
      return { kind: 'user', ...name(user), path: say(path) };
    case 'AWS::SSO::PermissionSet':
      return { kind: 'permission set', ...name(set) };
    default:
      return { kind: 'role', ...name(role), path: say(path) };
  }
}

/** The name in a plain `Ref`. */
function readReference(value: unknown): string {
  return typeof value === 'object' && value !== null ? String((value as { readonly Ref?: unknown }).Ref) : '';
}

/** Reads the policies of one identity, without those of its groups. */
function readPolicies(resources: Resources, identity: Identity): { readonly documents: NamedDocument[]; readonly elsewhere: string[] } {
  const { logicalId, inline, managed } = identity;
  const [inTemplate, other] = partition(inline, ({ document }) => document !== undefined);
  const attached = managed.map((arn) => ({ arn, id: findManagedPolicy(resources, arn) }));
  const naming = findNamingPolicies(resources, identity);
  const ids = new Set([...attached.flatMap(({ id }) => id ?? []), ...naming.certain]);
  const [known, conditional] = partition([...ids], (id) => resources[id].Condition === undefined);
  return {
    documents: [
      ...inTemplate.map(({ name, document, location }) => ({ name: writeValue(name), document, logicalId, location })),
      ...known.map((id) => readDocument(resources, id)),
    ],
    elsewhere: [
      ...other.map(({ name }) => writeValue(name)),
      ...attached.filter(({ id }) => id === undefined).map(({ arn }) => writeValue(arn)),
      ...naming.possible,
      ...conditional,
    ],
  };
}

/** Finds the policies that certainly name an identity, and those that may. */
function findNamingPolicies(resources: Resources, { reference, type, properties }: Identity) {
  const { list, own, name: property } = NAMING[type] ?? ROLE_NAMING;
  const given = properties[property];
  const isIt = (name: unknown) => refers(name, reference) || (given !== undefined && writeValue(name) === writeValue(given));
  const listNames = ({ Type: policyType, Properties: policy }: TemplateResource): unknown[] => {
    if (policyType === own) {
      return [policy?.[property]];
    }
    return policyType === 'AWS::IAM::Policy' || policyType === 'AWS::IAM::ManagedPolicy' ? toList(policy?.[list] ?? []) : [];
  };
  const [certain, rest] = partition(Object.keys(resources), (id) => listNames(resources[id]).some(isIt));
  return { certain, possible: rest.filter((id) => listNames(resources[id]).some(mayBeAny)) };
}

/** Finds the groups of a user. */
function findGroups(resources: Resources, { reference, type, properties }: Identity) {
  if (type !== 'AWS::IAM::User') {
    return { known: [], unknown: [] };
  }
  const additions = Object.values(resources).filter(({ Type, Properties: given }) => Type === 'AWS::IAM::UserToGroupAddition'
    && toList(given?.Users ?? []).some((user) => refers(user, reference) || user === properties.UserName));
  const names = [...toList(properties.Groups ?? []), ...additions.map(({ Properties: given }) => given?.GroupName)];
  const found = names.map((name) => ({ name, id: findGroup(resources, name) }));
  return { known: found.flatMap(({ id }) => id ?? []), unknown: found.filter(({ id }) => id === undefined).map(({ name }) => name) };
}

function findGroup(resources: Resources, name: unknown): string | undefined {
  return Object.keys(resources).find((id) => resources[id].Type === 'AWS::IAM::Group'
    && (refers(name, id) || (name !== undefined && name === resources[id].Properties?.GroupName)));
}

function partition<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}

/** Whether a name may be that of any identity: neither a text nor a plain reference to another resource. */
function mayBeAny(name: unknown): boolean {
  return typeof name === 'object' && name !== null && !('Ref' in name);
}

function readDocument(resources: Resources, id: string): NamedDocument {
  return { name: id, document: resources[id].Properties?.PolicyDocument, logicalId: id, location: 'Properties/PolicyDocument' };
}

function findManagedPolicy(resources: Resources, arn: unknown): string | undefined {
  return Object.keys(resources).find((id) => resources[id].Type === 'AWS::IAM::ManagedPolicy' && refersTo(arn, id));
}

function refers(value: unknown, logicalId: string): boolean {
  return typeof value === 'object' && value !== null && (value as Record<string, unknown>).Ref === logicalId;
}

function writeValue(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
