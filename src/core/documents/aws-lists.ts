import { listObjects, writeName } from './part';
import { isObject, Json } from '../iam/document';

const WHOLE_ACCOUNT = '"aws iam get-account-authorization-details" prints the whole account, and explain --template FILE --role NAME ' +
  'reads one role of it, with its policies and its boundary';

/** Outputs of AWS commands that hold no policy document, and the command that prints it. The first match is reported. */
const OUTPUTS: readonly (readonly [(output: Json) => boolean, (output: Json) => string])[] = [
  [isAccount, (account) => `holds the identities of an account: explain --template FILE --role NAME reads one of them. There are ${
    listIdentityNames(account).join(', ') || 'none'}`],
  [({ Policies, PolicyNames }) => [Policies, PolicyNames].some((list) => Array.isArray(list) && list.length === 0), () =>
    'lists no policies: there are none of the kind that was asked for. Leave it out'],
  [({ Policies: list }) => listObjects(list).some(({ Type: type, Id: id }) => type !== undefined && id !== undefined),
    ({ Policies: list }) => `lists policies without their documents: ${quoteCommands(listObjects(list), ({ Id: id }) =>
      `aws organizations describe-policy --policy-id ${writeName(id)}`)}`],
  [({ Policies: list }) => listObjects(list).some(isManagedPolicy), ({ Policies: list }) =>
    `lists policies without their documents: ${quoteCommands(listObjects(list), writeVersionCommand)}`],
  [({ Policy: policy }) => isObject(policy) && isManagedPolicy(policy), ({ Policy: policy }) =>
    `describes a policy without its document: ${quoteCommands([policy as Json], writeVersionCommand)}`],
  [({ Policy: policy }) => typeof policy === 'string', () =>
    'holds the policy of a resource, such as a bucket, a key or a function, which decides no call of a model: leave it out'],
  [({ AttachedPolicies: list, AttachedManagedPolicies: managed }) => Array.isArray(list ?? managed), () =>
    `lists attached policies without their documents: ${WHOLE_ACCOUNT}`],
  [({ PolicyNames: list }) => Array.isArray(list), ({ PolicyNames: list }) =>
    `lists names of inline policies: ${quoteCommands((list as unknown[]).map((name) => ({ name })), ({ name }) =>
      `aws iam get-role-policy --role-name ROLE --policy-name ${writeName(name)}`)}, or the same of a user or a group`],
  [({ Versions: list }) => listObjects(list).some(({ VersionId: id }) => id !== undefined), ({ Versions: list }) =>
    `lists versions of a policy without their documents: ${quoteCommands(
      listObjects(list).filter(({ IsDefaultVersion: isDefault }) => isDefault === true),
      ({ VersionId: id }) => `aws iam get-policy-version --policy-arn ARN --version-id ${writeName(id)}`)}`],
  [({ Role: role, Roles: roles, AssumeRolePolicyDocument: trust }) => isObject(role) || Array.isArray(roles) || trust !== undefined, () =>
    `says who may assume a role (its trust policy), not what the role may call: ${WHOLE_ACCOUNT}`],
  [({ User: user, Group: group, Users: users }) => isObject(user) || isObject(group) || Array.isArray(users), () =>
    `describes identities without their policies: ${WHOLE_ACCOUNT}`],
  [({ EvaluationResults: results }) => Array.isArray(results), () =>
    'is the result of a simulation: give the policies that were simulated'],
  [({ EffectivePolicy: policy }) => isObject(policy), () =>
    'is an effective policy, which exists only for types that decide no call: give each service control policy, from "aws ' +
    'organizations describe-policy"'],
  [({ Targets, Roots, OrganizationalUnits: units, Accounts }) => [Targets, Roots, units, Accounts].some(Array.isArray), () =>
    'lists parts of an organization: "aws organizations list-policies-for-target --filter SERVICE_CONTROL_POLICY --target-id ID" lists ' +
    'the policies of one'],
  [({ PermissionSet: set, PermissionSets: sets }) => isObject(set) || Array.isArray(sets), () =>
    'describes permission sets without their policies: "aws sso-admin get-inline-policy-for-permission-set" gives the inline one'],
  [({ Stacks: stacks, StackResources: resources }) => Array.isArray(stacks) || Array.isArray(resources), () =>
    'describes a stack without its template: "aws cloudformation get-template --stack-name NAME" gives it'],
  [({ eventSource: source, Records: records }) => typeof source === 'string' || listObjects(records).some(({ eventSource }) =>
    eventSource !== undefined), () => 'holds events of CloudTrail, not a policy: explain --error TEXT reads them'],
  [(output) => [output.message, output.Message, output.errorMessage, output.Error].some((text) =>
    /not authorized|AccessDenied/.test(typeof text === 'string' ? text : JSON.stringify(text) ?? '')), () =>
    'is the text of an error, not a policy: explain --error TEXT reads it, or --error - from standard input'],
];

/** Says what an output without a document is, and how to get a document; undefined for an unknown output. */
export function explainAwsOutput(output: Json): string | undefined {
  return OUTPUTS.find(([fits]) => fits(output))?.[1](output);
}

/** Whether it is what `iam get-account-authorization-details` prints. */
export function isAccount({ RoleDetailList: roles, UserDetailList: users, GroupDetailList: groups }: Json): boolean {
  return [roles, users, groups].some(Array.isArray);
}

function listIdentityNames({ RoleDetailList: roles, UserDetailList: users, GroupDetailList: groups }: Json): string[] {
  return [roles, users, groups].flatMap(listObjects).map(({ RoleName: role, UserName: user, GroupName: group }) =>
    writeName(role ?? user ?? group));
}

function isManagedPolicy({ Arn: arn, DefaultVersionId: version }: Json): boolean {
  return arn !== undefined && version !== undefined;
}

function writeVersionCommand({ Arn: arn, DefaultVersionId: version }: Json): string {
  return `aws iam get-policy-version --policy-arn ${writeName(arn)} --version-id ${writeName(version)}`;
}

/** Quotes the command for the first of several things, and says for how many others to repeat it. */
function quoteCommands(list: readonly Json[], write: (one: Json) => string): string {
  const [first, ...others] = list;
  if (first === undefined) {
    return 'none of them can be read';
  }
  const rest = others.length === 1 ? 'the other' : `each of the ${others.length} others`;
  return `"${write(first)}" gives ${others.length === 0 ? 'it' : `the first; do the same for ${rest}`}`;
}
