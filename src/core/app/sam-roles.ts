import { toList } from '../iam/document';

/** The SAM resources with a role of their own, and their section of `Globals`. */
export const SAM_TYPES: Readonly<Record<string, string>> = {
  'AWS::Serverless::Function': 'Function', 'AWS::Serverless::StateMachine': 'StateMachine',
};

export interface SamRole {
  /** The role that it uses instead of its own. */
  readonly role: unknown;
  readonly boundary: unknown;
  readonly path: unknown;
}

/** Finds the role of a SAM function. Its own properties override `Globals`. */
export function findSamRole(globals: unknown, type: string, properties: Readonly<Record<string, unknown>>): SamRole {
  const sections = (typeof globals === 'object' && globals !== null ? globals : {}) as Record<string, unknown>;
  const common = (sections[SAM_TYPES[type]] ?? {}) as Record<string, unknown>;
  const find = (name: string) => properties[name] ?? common[name];
  return { role: find('Role'), boundary: find('PermissionsBoundary'), path: find('RolePath') };
}

/** Lists the policies of a SAM function: documents, statements, names or ARNs of managed policies, and SAM policy templates. */
export function listSamPolicies({ role }: SamRole, { Policies: given }: Readonly<Record<string, unknown>>) {
  if (role !== undefined) {
    return { inline: [{ name: role, location: 'Properties/Role' }], managed: [] };
  }
  const policies = toList(given ?? []).map((policy, index) => ({ policy, location: `Properties/Policies/${index}` }));
  const isDocument = (policy: unknown) => typeof policy === 'object' && policy !== null && ('Statement' in policy || 'Effect' in policy);
  return {
    inline: policies.filter(({ policy }) => isDocument(policy)).map(({ policy, location }) => ({
      name: location.replace('Properties/', ''),
      document: 'Statement' in (policy as object) ? policy : { Version: '2012-10-17', Statement: policy },
      location,
    })),
    managed: policies.filter(({ policy }) => !isDocument(policy)).map(({ policy }) => policy),
  };
}
