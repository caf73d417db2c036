import { findSamRole, listSamPolicies, SAM_TYPES } from './sam-roles';
import { toList } from '../iam/document';
import { parseJson } from '../iam/json-text';

export interface TemplateResource {
  readonly Type: string;
  readonly Condition?: string;
  readonly Metadata?: Record<string, unknown>;
  readonly Properties?: Record<string, unknown>;
}

export interface Template {
  readonly Resources?: Record<string, TemplateResource>;
  readonly Parameters?: unknown;
  /** SAM's properties of all its functions. */
  readonly Globals?: unknown;
}

export type Resources = Readonly<Record<string, TemplateResource>>;

/** A role or another identity with policies, from its resource. */
export interface Identity {
  readonly logicalId: string;
  /** The name that other resources use: a SAM role is not a resource of its own. */
  readonly reference: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** Inline policies in any form, and their place in the resource. */
  readonly inline: readonly InlinePolicy[];
  readonly managed: readonly unknown[];
  readonly boundary: unknown;
  /** The path of the role or user. */
  readonly path: unknown;
}

export interface InlinePolicy {
  readonly name: unknown;
  /** Absent if it is not in the template. */
  readonly document?: unknown;
  readonly location: string;
}

/** The kinds of identities that a template can hold. */
const TYPES: readonly string[] = [
  'AWS::IAM::Role', 'AWS::IAM::User', 'AWS::IAM::Group', 'AWS::SSO::PermissionSet', ...Object.keys(SAM_TYPES),
];

/** Throws if there is no map of resources. Drops entries that are not resources: a wrong indent in YAML can empty one. */
export function requireResources({ Resources: given = {} }: Template): Resources {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new Error(`'Resources' must name the template's resources by their logical IDs, got: ${JSON.stringify(given)}`);
  }
  return Object.fromEntries(Object.entries(given).filter(([, resource]) => typeof resource === 'object' && resource !== null));
}

/** Finds a role or another identity by its logical ID or the path of its construct. Throws if there is none. */
export function requireIdentity(template: Template, resources: Resources, role: string): Identity {
  const ids = Object.keys(resources).filter((id) => TYPES.includes(resources[id].Type));
  const path = role.replace(/\/Resource$/, '');
  const found = ids.find((id) => id === role) ?? ids.find((id) => findReference(id, resources[id]) === role)
    ?? ids.find((id) => path !== '' && readPath(resources[id]) === path);
  if (found !== undefined) {
    return readIdentity(template, resources, found);
  }
  const ofFunction = findFunctionsRole(resources, role, path);
  if (ofFunction !== undefined) {
    return readIdentity(template, resources, ofFunction);
  }
  const names = ids.map((id) => describeIdentity(id, resources[id])).join(', ') || 'none';
  throw new Error(role === ''
    ? `a role of the template must be named, by its logical ID or its construct's path; its roles are: ${names}`
    : `the template has no role '${role}'; its roles are: ${names}`);
}

/** Finds the role of a Lambda function. Throws if the template does not have it. */
function findFunctionsRole(resources: Resources, name: string, path: string): string | undefined {
  const functions = Object.entries(resources).filter(([, { Type: type }]) => type === 'AWS::Lambda::Function');
  const [, found] = functions.find(([id]) => id === name) ?? functions.find(([, one]) => path !== '' && readPath(one) === path) ?? [];
  const given = found?.Properties?.Role;
  const id = Object.keys(resources).find((one) => resources[one].Type === 'AWS::IAM::Role' && refersTo(given, one));
  if (found !== undefined && id === undefined) {
    throw new Error(`the role of function '${name}' is not in the template, got: ${JSON.stringify(given)}. Name the template that has it`);
  }
  return id;
}

function describeIdentity(id: string, resource: TemplateResource): string {
  const [, kind] = /^AWS::(?:IAM|SSO|Serverless)::(\w+)$/.exec(resource.Type)!;
  const details = [kind === 'Role' ? undefined : kind, readPath(resource)].filter((detail) => detail !== undefined).join(', ');
  return details === '' ? id : `${id} (${details})`;
}

/** Reads the path of the construct for people. A template without metadata has none. */
function readPath({ Metadata: metadata }: TemplateResource): string | undefined {
  const path = metadata?.['aws:cdk:path'];
  return typeof path === 'string' ? path.replace(/\/Resource$/, '') : undefined;
}

function findReference(id: string, { Type: type }: TemplateResource): string {
  return type in SAM_TYPES ? `${id}Role` : id;
}

export function readIdentity(template: Template, resources: Resources, logicalId: string): Identity {
  const { Type: type, Properties: given } = resources[logicalId];
  const properties = given ?? {};
  const { Path: path = '/' } = properties;
  const base = { logicalId, reference: findReference(logicalId, resources[logicalId]), type, properties, path };
  if (type in SAM_TYPES) {
    const sam = findSamRole(template.Globals, type, properties);
    const other = sam.role === undefined ? undefined : Object.keys(resources).find((id) => refersTo(sam.role, id));
    if (other !== undefined && resources[other].Type === 'AWS::IAM::Role') {
      return readIdentity(template, resources, other);
    }
    return { ...base, ...listSamPolicies(sam, properties), boundary: sam.boundary, path: sam.path ?? '/' };
  }
  if (type === 'AWS::SSO::PermissionSet') {
    return { ...base, ...readPermissionSet(properties) };
  }
  const { Policies: inline, ManagedPolicyArns: managed, PermissionsBoundary: boundary } = properties;
  return {
    ...base,
    inline: toList(inline ?? []).map((policy, index) => {
      const { PolicyName: name, PolicyDocument: document } = (policy ?? {}) as Record<string, unknown>;
      const title = document === undefined ? policy : name ?? `inline policy ${index}`;
      return { name: title, document, location: `Properties/Policies/${index}/PolicyDocument` };
    }),
    managed: toList(managed ?? []),
    boundary,
  };
}

/** A permission set names policies of its accounts. */
function readPermissionSet(properties: Readonly<Record<string, unknown>>) {
  const { InlinePolicy: given, ManagedPolicies: managed, CustomerManagedPolicyReferences: named } = properties;
  const { PermissionsBoundary: boundary } = properties;
  const { ManagedPolicyArn: arn } = (boundary ?? {}) as Record<string, unknown>;
  const document: unknown = typeof given === 'string' ? parseJson(given) : given;
  return {
    inline: document === undefined ? [] : [{ name: 'InlinePolicy', document, location: 'Properties/InlinePolicy' }],
    managed: [...toList(managed ?? []), ...toList(named ?? [])],
    boundary: arn ?? boundary,
  };
}

/** Whether a value is a plain reference to a resource or its ARN. */
export function refersTo(value: unknown, logicalId: string): boolean {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  const { 'Ref': ref, 'Fn::GetAtt': attribute, 'Fn::Sub': text } = value as Record<string, unknown>;
  const [target, name] = Array.isArray(attribute) ? attribute as unknown[] : String(attribute ?? '').split('.');
  return ref === logicalId || (target === logicalId && /^(Policy)?Arn$/.test(String(name)))
    || ['', '.Arn', '.PolicyArn'].some((suffix) => text === `\${${logicalId}${suffix}}`);
}
