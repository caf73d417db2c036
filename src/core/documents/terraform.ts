import { readOrganizationType } from './aws-output';
import { NoPolicy } from './no-policy';
import { Contents, listObjects, Part, PolicyKind, writeName } from './part';
import { isObject, Json } from '../iam/document';

/** For each type of resource: the field that holds a document, and the document's kind. */
const FIELDS: Readonly<Record<string, { readonly field: string; readonly kind: PolicyKind }>> = {
  aws_organizations_policy: { field: 'content', kind: 'scp' },
  aws_iam_policy: { field: 'policy', kind: 'identity' },
  aws_iam_role_policy: { field: 'policy', kind: 'identity' },
  aws_iam_user_policy: { field: 'policy', kind: 'identity' },
  aws_iam_group_policy: { field: 'policy', kind: 'identity' },
  aws_ssoadmin_permission_set_inline_policy: { field: 'inline_policy', kind: 'identity' },
  aws_vpc_endpoint: { field: 'policy', kind: 'endpoint' },
  aws_vpc_endpoint_policy: { field: 'policy', kind: 'endpoint' },
};

interface Resource {
  readonly address: string;
  readonly type: string;
  readonly values: Json;
}

/** Reads the output of `terraform show -json` for a plan or a state, or a state file; undefined for anything else. */
export function readTerraform(output: Json): Contents | undefined {
  const { planned_values: planned, values, format_version: format, terraform_version: version, resources } = output;
  const whole = planned ?? values;
  if (format !== undefined && isObject(whole)) {
    return readResources(listModuleResources(whole.root_module));
  }
  return version !== undefined && Array.isArray(resources) ? readResources(listStateResources(resources)) : undefined;
}

function listModuleResources(module: unknown): Resource[] {
  if (!isObject(module)) {
    return [];
  }
  const own = listObjects(module.resources).map(({ address, type, values }) =>
    ({ address: writeName(address), type: writeName(type), values: isObject(values) ? values : {} }));
  return [...own, ...listObjects(module.child_modules).flatMap(listModuleResources)];
}

function listStateResources(resources: readonly unknown[]): Resource[] {
  return listObjects(resources).filter(({ mode }) => mode !== 'data').flatMap(({ module, type, name, instances }) =>
    listObjects(instances).map(({ index_key: key, attributes }) => ({
      address: `${module === undefined ? '' : `${writeName(module)}.`}${writeName(type)}.${writeName(name)}${
        key === undefined ? '' : `[${JSON.stringify(key)}]`}`,
      type: writeName(type),
      values: isObject(attributes) ? attributes : {},
    })));
}

function readResources(resources: readonly Resource[]): Contents {
  const parts: Part[] = [];
  const notes: string[] = [];
  for (const { address, type, values } of resources) {
    const { field, kind } = Object.hasOwn(FIELDS, type) ? FIELDS[type] : { field: '', kind: undefined };
    const document = values[field];
    if (typeof document === 'string' && document !== '') {
      parts.push(...readOne(address, kind === 'scp' ? values.type : undefined, kind, document, notes));
    } else if (kind !== undefined && (kind !== 'endpoint' || type === 'aws_vpc_endpoint_policy')) {
      notes.push(`${address} is left out: its document is known only after terraform apply`);
    }
    listObjects(type === 'aws_iam_role' ? values.inline_policy : undefined).forEach(({ name, policy }) => {
      if (typeof policy === 'string' && policy !== '') {
        parts.push({ label: `${address}, policy ${JSON.stringify(name)}`, kind: 'identity', document: policy });
      }
    });
  }
  if (parts.length === 0) {
    const why = notes.slice(0, 5).map((note) => `; ${note}`).join('');
    throw new NoPolicy(`is from Terraform, and holds no known policy${why}. Give its documents as files of their own`);
  }
  return { parts, notes };
}

/** Reads the type of an organization's policy. A type that decides nothing becomes a note. */
function readOne(label: string, type: unknown, kind: PolicyKind | undefined, document: string, notes: string[]): Part[] {
  try {
    return [{ label, kind: type === undefined ? kind : readOrganizationType(type), document }];
  } catch (error) {
    notes.push(`${label} ${(error as Error).message}`);
    return [];
  }
}
