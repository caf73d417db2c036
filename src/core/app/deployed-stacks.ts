import { ConstructPaths } from './construct-paths';
import { listNestedStackNames, nameStackSetStack } from './names';
import { StackAt } from './stack-at';
import { isObject, Json } from '../iam/document';

/** A resource that deploys a template. */
export interface Deployment {
  readonly stack: StackAt;
  readonly logicalId: string;
  readonly resource: Json;
  readonly kind: 'nested' | 'stackset' | 'product';
  /** The address of the template, or the template itself as text. */
  readonly url: { readonly url?: unknown; readonly body?: unknown };
}

/** The content of a deployed template. */
type Inside = Pick<StackAt, 'template' | 'file' | 'unread'>;

/** The place where a template is deployed. */
interface Target {
  readonly account?: string;
  readonly region?: string;
  readonly units?: readonly string[];
}

/** Lists where a resource deploys its template: a StackSet in each account and Region that it names. */
export function placeStacks({ stack, logicalId, resource, kind }: Deployment, parent: StackAt, inside: Inside): StackAt[] {
  const { Properties: given } = resource;
  const properties = isObject(given) ? given : {};
  const resourcePath = findNestedPath(parent, logicalId, resource);
  const base = { ...inside, kind, path: resourcePath, parent, resource: logicalId, paths: ConstructPaths.NONE };
  if (kind === 'nested') {
    const names = listNestedStackNames(parent.names, logicalId);
    return [{ ...base, names, account: parent.account, region: parent.region, paths: stack.paths.nest(resourcePath) }];
  }
  if (kind === 'product') {
    return [{ ...base, names: [], account: undefined, region: undefined }];
  }
  const { StackSetName: name } = properties;
  const names = typeof name === 'string' ? [nameStackSetStack(name)] : [];
  return listTargets(properties.StackInstancesGroup).map((target) => ({ ...base, names, ...target }));
}

/** A nested stack's resource is not below its construct: `App/Nested.NestedStack/Nested.NestedStackResource` belongs to `App/Nested`. */
function findNestedPath(parent: StackAt, logicalId: string, { Metadata: metadata }: Json): string {
  const { 'aws:cdk:path': ofTemplate } = isObject(metadata) ? metadata : {} as Json;
  const path = typeof ofTemplate === 'string' ? ofTemplate : parent.paths.get(logicalId);
  return path?.replace(/\.NestedStack\/[^/]*$/, '').replace(/\/Resource$/, '') ?? `${parent.path}/${logicalId}`;
}

/** Lists accounts and Regions; one unknown place if a StackSet names none. */
function listTargets(groups: unknown): Target[] {
  const targets = (Array.isArray(groups) ? groups : []).flatMap((group): Target[] => {
    const { DeploymentTargets: given, Regions: listed } = isObject(group) ? group : {} as Json;
    const { Accounts: accounts, OrganizationalUnitIds: units, AccountFilterType: filter } = isObject(given) ? given : {} as Json;
    const regions = listTexts(listed);
    const named = filter === 'DIFFERENCE' ? [] : listTexts(accounts);
    const unitIds = listTexts(units);
    const isOpen = named.length === 0 || (unitIds.length > 0 && filter !== 'INTERSECTION');
    const places = [...named.map((account) => ({ account })), ...isOpen ? [{ account: undefined, units: unitIds }] : []];
    return places.flatMap((place) => (regions.length === 0 ? [undefined] : regions).map((region) => ({ ...place, region })));
  });
  return targets.length === 0 ? [{}] : targets;
}

function listTexts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}
