import { NoPolicy } from './no-policy';
import { Contents, listObjects, Part, PolicyKind, writeName } from './part';
import { AUTHORIZATION_POLICY_TYPES } from '../facts/organization-policies';
import { isObject, Json } from '../iam/document';

/** Reads the output, or the input, of one AWS command; undefined if it is another one. Throws NoPolicy if it holds no document. */
type Reader = (output: Json) => Contents | undefined;

/** The more specific ones come first, because some fields have the same names. */
const READERS: readonly Reader[] = [
  readOrganizationPolicy, readManagedPolicyVersion, readInlinePolicy, readPermissionSet, readEndpoints, readSimulation, readAnalysis,
];

/** Reads the output or the input of a command of AWS that holds documents. */
export function readAwsOutput(output: Json): Contents | undefined {
  for (const read of READERS) {
    const contents = read(output);
    if (contents) {
      return contents;
    }
  }
  return undefined;
}

/** `organizations describe-policy`, and what AWS Tools for PowerShell print of it; `create-policy` takes the same fields. */
function readOrganizationPolicy(output: Json): Contents | undefined {
  const policy = isObject(output.Policy) ? output.Policy : output;
  const { Content: document, PolicySummary: summary = policy } = policy;
  if (document === undefined || !isObject(summary)) {
    return undefined;
  }
  const type = isObject(summary.Type) ? summary.Type.Value : summary.Type; // PowerShell makes it an object
  const label = ['Policy', ...summary.Id === undefined ? [] : [writeName(summary.Id)], ...quoteName(summary.Name)];
  return { parts: [{ label: label.join(' '), kind: readOrganizationType(type), document }] };
}

function quoteName(name: unknown): string[] {
  return name === undefined ? [] : [JSON.stringify(name)];
}

/** Reads the type of an organization's policy. Throws NoPolicy for types that manage settings and decide no request. */
export function readOrganizationType(type: unknown): PolicyKind | undefined {
  if (type === AUTHORIZATION_POLICY_TYPES.resource) {
    return 'rcp';
  }
  if (typeof type === 'string' && type !== AUTHORIZATION_POLICY_TYPES.identity) {
    throw new NoPolicy(`is a policy of the type ${type}, which decides no call: leave it out`);
  }
  return type === undefined ? undefined : 'scp';
}

/** `iam get-policy-version`. */
function readManagedPolicyVersion({ PolicyVersion: version }: Json): Contents | undefined {
  return isObject(version) && version.Document !== undefined
    ? { parts: [{ label: `version ${writeName(version.VersionId)}`, kind: 'identity', document: version.Document }] }
    : undefined;
}

/** `iam get-role-policy` and those of users and groups; `create-policy` takes the same field. */
function readInlinePolicy({ PolicyDocument: document, PolicyName: name, ...owner }: Json): Contents | undefined {
  if (document === undefined) {
    return undefined;
  }
  const of = owner.RoleName ?? owner.UserName ?? owner.GroupName;
  const label = `${name === undefined ? 'policy' : `policy ${JSON.stringify(name)}`}${of === undefined ? '' : ` of ${writeName(of)}`}`;
  return { parts: [{ label, kind: 'identity', document }] };
}

/** `sso-admin get-inline-policy-for-permission-set`. */
function readPermissionSet({ InlinePolicy: document }: Json): Contents | undefined {
  if (document === '') {
    throw new NoPolicy('is the inline policy of a permission set that has none: leave it out');
  }
  return document === undefined ? undefined : { parts: [{ label: 'inline policy of a permission set', kind: 'identity', document }] };
}

/** `ec2 describe-vpc-endpoints`: endpoints of other services decide no call of a model. */
function readEndpoints({ VpcEndpoints: given }: Json): Contents | undefined {
  if (!Array.isArray(given)) {
    return undefined;
  }
  const [ofBedrock, others] = [true, false].map((wanted) =>
    listObjects(given).filter(({ ServiceName: service }) => String(service).includes('bedrock') === wanted));
  if (ofBedrock.length === 0) {
    throw new NoPolicy('lists no VPC endpoint of Amazon Bedrock: leave it out');
  }
  return {
    parts: ofBedrock.map(({ VpcEndpointId: id, ServiceName: service, PolicyDocument: document }) =>
      ({ label: `VPC endpoint ${writeName(id)} of ${writeName(service)}`, kind: 'endpoint', document })),
    notes: others.length === 0 ? [] : [`${others.length} VPC endpoints of other services than Amazon Bedrock are left out`],
  };
}

/** What `iam simulate-custom-policy` and `simulate-principal-policy` take. */
function readSimulation({ PolicyInputList: policies, PermissionsBoundaryPolicyInputList: boundaries }: Json): Contents | undefined {
  const list = (given: unknown, label: string): Part[] => Array.isArray(given)
    ? given.map((document: unknown, index) => ({ label: `${label} ${index + 1}`, kind: 'identity', document }))
    : [];
  if (Array.isArray(policies)) {
    const notes = Array.isArray(boundaries) ? ['its permissions boundaries are left out: --boundary takes one as a file of its own'] : [];
    return { parts: list(policies, 'policy'), notes };
  }
  return Array.isArray(boundaries) ? { parts: list(boundaries, 'boundary') } : undefined;
}

/** What Access Analyzer's `validate-policy`, `check-no-new-access` and `check-access-not-granted` take. */
function readAnalysis({ policyDocument, newPolicyDocument, policyType }: Json): Contents | undefined {
  const document = newPolicyDocument ?? policyDocument;
  return document === undefined ? undefined : { parts: [{ label: 'policy', kind: readAnalyzedType(policyType), document }] };
}

function readAnalyzedType(type: unknown): PolicyKind | undefined {
  return type === 'IDENTITY_POLICY' ? 'identity' : type === 'RESOURCE_POLICY' ? 'resource' : readOrganizationType(type);
}
