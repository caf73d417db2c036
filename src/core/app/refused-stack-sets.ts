import { group } from './collections';
import { makePlace } from './deciders';
import { ReportFinding } from './report';
import { findConstructPath, listResources, ResourceAt, StackAt } from './stack-at';
import { listAll, listNames, listRepeatedNames, Named, namePaths, StackSet, TextFinder } from './stack-set-resources';
import { existsForCertain } from './template-conditions';
import { IAM_NAMES, OTHER_IAM_TYPES, STACK_SET_BODY_BYTES, STACK_SET_FILE_BYTES } from '../facts/stack-sets';
import { isObject, toList } from '../iam/document';

/** A reason why a stack set fails. */
interface Fault {
  readonly reason: string;
  readonly remedy: string;
  /** The resources at fault in the set's template; absent if the set itself is at fault. */
  readonly resources?: readonly ResourceAt[];
  /** Whether the set may succeed. */
  readonly isOpen?: boolean;
}

/** Finds stack sets of the app that CloudFormation refuses, or that fail in their accounts. */
export function findRefusedSets(
  stacks: readonly StackAt[], texts: TextFinder, units: Readonly<Record<string, readonly string[]>>,
): ReportFinding[] {
  const placed = stacks.filter(({ kind, parent }) => kind === 'stackset' && parent !== undefined);
  const isManagement = (account: string) => Object.hasOwn(units, account) && units[account].length === 0;
  return group(placed, ({ parent, resource }) => [parent?.path, parent?.file, resource]).flatMap((same) => {
    const [{ parent, resource: logicalId }] = same;
    const at = { stack: parent!, logicalId: logicalId! };
    const properties = parent!.template.Resources?.[logicalId!].Properties ?? {};
    const set: StackSet = {
      at, properties, stacks: same, texts, isManagement, isServiceManaged: properties.PermissionModel === 'SERVICE_MANAGED',
    };
    const faults = RULES.flatMap((rule) => rule(set));
    return faults.map((fault) => writeFinding(set, fault));
  });
}

function writeFinding({ at }: StackSet, { reason, remedy, resources = [], isOpen = false }: Fault): ReportFinding {
  return {
    rule: 'stack-set-refused',
    severity: isOpen ? 'warning' : 'error',
    description: `The stack set '${findConstructPath(at)}' ${isOpen ? 'may fail' : 'fails'}: ${reason}`,
    reason,
    assumption: '',
    remedy,
    statements: [],
    rows: [],
    identities: [],
    places: [makePlace(at, 'Properties'), ...resources.map((one) => makePlace(one, 'Properties'))],
  };
}

const RULES: readonly ((set: StackSet) => Fault[])[] = [
  findMacros, findNestedStacks, findPolicies, findSize, findCapabilities, findAccountNames, findBucketNames, findTargets,
];

/** Judges the default execution role, because no template can say that there is a custom one. */
function findMacros({ isServiceManaged, stacks: [{ template, unread }] }: StackSet): Fault[] {
  const isMacro = template.Transform !== undefined || unread?.startsWith('a macro') === true;
  return !isServiceManaged || !isMacro ? [] : [{
    reason: `${unread}, and stack sets with service-managed permissions accept no macros or transforms, such as that of SAM.`,
    remedy: 'Write out what the macro generates. Or deploy the set with a custom execution role, and acknowledge this',
  }];
}

function findNestedStacks({ isServiceManaged, stacks: [stack] }: StackSet): Fault[] {
  const resources = listResources([stack], 'AWS::CloudFormation::Stack').filter(existsForCertain);
  return !isServiceManaged || resources.length === 0 ? [] : [{
    reason: `its template nests stacks (${namePaths(resources)}), which stack sets with service-managed permissions refuse.`,
    remedy: 'Move the resources into the set\'s own template, or into a second set. Or deploy the set with a custom execution role, ' +
      'and acknowledge this',
    resources,
  }];
}

/** Only the management account, or for policies an account that it names, may create them. Such sets never reach the management account. */
function findPolicies({ isServiceManaged, stacks: [stack] }: StackSet): Fault[] {
  const resources = listResources([stack], 'AWS::Organizations::Policy').filter(existsForCertain);
  return !isServiceManaged || resources.length === 0 ? [] : [{
    reason: `its template creates policies of the organization (${namePaths(resources)}), which belong in the management account. Stack ` +
      'sets with service-managed permissions do not deploy there.',
    remedy: 'Move them into a stack of the management account',
    resources,
  }];
}

/** Counts the template without white space, so that a finding is certain. */
function findSize({ properties: { TemplateBody: body }, stacks: [{ template }] }: StackSet): Fault[] {
  const bytes = Buffer.byteLength(typeof body === 'string' ? body : JSON.stringify(body ?? template));
  const most = body === undefined ? STACK_SET_FILE_BYTES : STACK_SET_BODY_BYTES;
  return bytes <= most ? [] : [{
    reason: `its template has ${bytes.toLocaleString('en')} bytes, and CloudFormation accepts ${most.toLocaleString('en')} ` +
      `${body === undefined ? 'by its address' : 'as text'}.`,
    remedy: body === undefined ? 'Split it into several sets' : 'Pass it by its address (TemplateURL), as StackSetTemplate does',
  }];
}

function findCapabilities({ properties: { Capabilities: given }, stacks }: StackSet): Fault[] {
  const capabilities: readonly unknown[] = toList(given ?? []);
  if (capabilities.some((one) => typeof one !== 'string')) {
    return [];
  }
  const all = listAll(stacks);
  const named = all.filter(({ resource: { Type: type, Properties: properties } }) => properties?.[IAM_NAMES[type]] !== undefined);
  const unnamed = all.filter(({ resource: { Type: type } }) => Object.hasOwn(IAM_NAMES, type) || OTHER_IAM_TYPES.includes(type));
  const needs = capabilities.includes('CAPABILITY_NAMED_IAM') ? undefined
    : named.length > 0 ? { capability: 'CAPABILITY_NAMED_IAM', what: 'names IAM resources', resources: named }
      : unnamed.length > 0 && !capabilities.includes('CAPABILITY_IAM')
        ? { capability: 'CAPABILITY_IAM', what: 'has IAM resources', resources: unnamed } : undefined;
  return needs === undefined ? [] : [{
    reason: `its template ${needs.what} (${namePaths(needs.resources)}), and the set does not acknowledge ${needs.capability}.`,
    remedy: `Add it to the set's capabilities: Capability.${needs.capability.slice('CAPABILITY_'.length)} of cdk-stacksets`,
    resources: needs.resources,
  }];
}

/** Names that are unique in an account, in several Regions of it. */
function findAccountNames({ stacks, texts }: StackSet): Fault[] {
  const listRegions = ({ found }: Named) => [...new Set(found.map(({ stack: { region } }) => region))];
  const names = group(stacks, ({ account, units }) => [account, units]).flatMap((own) => listRepeatedNames(own, IAM_NAMES, texts))
    .filter((one) => listRegions(one).length > 1);
  return group(names, ({ type, name }) => [type, name]).map(([one]): Fault => ({
    reason: `${namePaths(one.found)} has the name "${one.name}" in ${listRegions(one).join(' and ')}, and ` +
      'such a name is unique in an account, whatever the Region.',
    remedy: 'Omit the name, put the Region into it (Aws.REGION), or deploy this to one Region by a set of its own',
    resources: one.found.slice(0, 1),
  }));
}

/** Names that are unique across accounts. */
function findBucketNames({ stacks, texts }: StackSet): Fault[] {
  const names = { 'AWS::S3::Bucket': 'BucketName' };
  const several = group(stacks, ({ account, units, region }) => [account, units, region]).length > 1;
  const found = several ? listRepeatedNames(stacks, names, texts)
    : stacks.filter(({ units = [] }) => units.length > 0).flatMap((stack) => listNames(stack, names, texts));
  const isKnown = ({ name }: Named) => !/[<>]/.test(name); // it holds an unknown account
  return found.filter(isKnown).map(({ name, found: resources }): Fault => ({
    reason: `${namePaths(resources)} has the name "${name}" in each account of the set, but the name of a bucket is unique in all of AWS.`,
    remedy: 'Omit the name, or put the account and the Region into it (Aws.ACCOUNT_ID, Aws.REGION)',
    resources: resources.slice(0, 1),
    isOpen: !several, // the unit may have only one account
  }));
}

function findTargets({ properties: { StackInstancesGroup: groups }, isServiceManaged, isManagement }: StackSet): Fault[] {
  if (!isServiceManaged) {
    return [];
  }
  const targets = toList(groups ?? []).flatMap((one) => isObject(one) && isObject(one.DeploymentTargets) ? [one.DeploymentTargets] : []);
  const isClosed = (one: unknown) => one === undefined || (Array.isArray(one) && one.length === 0);
  const withoutUnit = targets.some(({ OrganizationalUnitIds: units }) => isClosed(units));
  const named = targets.filter(({ AccountFilterType: filter }) => filter !== 'DIFFERENCE')
    .flatMap(({ Accounts: accounts }) => toList(accounts ?? []))
    .filter((one): one is string => typeof one === 'string' && isManagement(one));
  return [
    ...withoutUnit ? [{
      reason: 'it has service-managed permissions but names no organizational unit, which AWS requires at its creation.',
      remedy: 'Name the unit or root above the accounts as well, with the filter INTERSECTION',
      isOpen: true,
    }] : [],
    ...targets.some(({ AccountFilterType: filter }) => filter === 'UNION') ? [{
      reason: 'it adds accounts to its units (the filter UNION), which AWS does not accept at its creation.',
      remedy: 'Put those accounts into a group of their own, or name the unit above them',
      isOpen: true, // an update accepts it
    }] : [],
    ...named.map((account) => ({
      reason: `it names ${account}, which is the management account, and stack sets with service-managed permissions do not deploy there.`,
      remedy: 'Create a separate stack for the management account',
    })),
  ];
}
