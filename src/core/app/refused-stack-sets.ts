import { group } from './collections';
import { makePlace } from './deciders';
import { ReportFinding } from './report';
import { findConstructPath, listResources, ResourceAt, StackAt } from './stack-at';
import { listAll, listNames, listRepeatedNames, Named, namePaths, StackSet, TextFinder } from './stack-set-resources';
import { existsForCertain } from './template-conditions';
import { IAM_NAMES, OTHER_IAM_TYPES, STACK_SET_BODY_BYTES, STACK_SET_FILE_BYTES } from '../facts/stack-sets';
import { isObject, toList } from '../iam/document';

/** What stands in the way of a stack set. */
interface Fault {
  readonly reason: string;
  readonly remedy: string;
  /** What is at fault in the set's template; nothing where it is the set itself. */
  readonly resources?: readonly ResourceAt[];
  /** Whether it may go well. */
  readonly isOpen?: boolean;
}

/** Finds what CloudFormation refuses of the app's stack sets, or what fails in the accounts to which they deploy. */
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

/** By its default role; a custom execution role is nothing that a template can say. */
function findMacros({ isServiceManaged, stacks: [{ template, unread }] }: StackSet): Fault[] {
  const isMacro = template.Transform !== undefined || unread?.startsWith('a macro') === true;
  return !isServiceManaged || !isMacro ? [] : [{
    reason: `${unread}, and stack sets with service-managed permissions take no macros and transforms, such as that of SAM.`,
    remedy: 'Write what the macro writes, or deploy the set by a custom execution role, and acknowledge this',
  }];
}

function findNestedStacks({ isServiceManaged, stacks: [stack] }: StackSet): Fault[] {
  const resources = listResources([stack], 'AWS::CloudFormation::Stack').filter(existsForCertain);
  return !isServiceManaged || resources.length === 0 ? [] : [{
    reason: `its template nests stacks (${namePaths(resources)}), which stack sets with service-managed permissions refuse.`,
    remedy: 'Take the resources into the set\'s own template, make a second set of them, or deploy the set by a custom execution role, ' +
      'and acknowledge this',
    resources,
  }];
}

/** Only the management account and, for policies, an account that it names may make them; and the first is never reached. */
function findPolicies({ isServiceManaged, stacks: [stack] }: StackSet): Fault[] {
  const resources = listResources([stack], 'AWS::Organizations::Policy').filter(existsForCertain);
  return !isServiceManaged || resources.length === 0 ? [] : [{
    reason: `its template makes policies of the organization (${namePaths(resources)}), which is for the management account, and stack ` +
      'sets with service-managed permissions do not deploy there.',
    remedy: 'Put them into a stack of the management account',
    resources,
  }];
}

/** What is counted is the template without white space, so that it is too large for certain. */
function findSize({ properties: { TemplateBody: body }, stacks: [{ template }] }: StackSet): Fault[] {
  const bytes = Buffer.byteLength(typeof body === 'string' ? body : JSON.stringify(body ?? template));
  const most = body === undefined ? STACK_SET_FILE_BYTES : STACK_SET_BODY_BYTES;
  return bytes <= most ? [] : [{
    reason: `its template has ${bytes.toLocaleString('en')} bytes, and CloudFormation takes ${most.toLocaleString('en')} ` +
      `${body === undefined ? 'by its address' : 'as text'}.`,
    remedy: body === undefined ? 'Divide it into several sets' : 'Give it by its address (TemplateURL), as StackSetTemplate does',
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
    : named.length > 0 ? { capability: 'CAPABILITY_NAMED_IAM', what: 'names resources of IAM', resources: named }
      : unnamed.length > 0 && !capabilities.includes('CAPABILITY_IAM')
        ? { capability: 'CAPABILITY_IAM', what: 'has resources of IAM', resources: unnamed } : undefined;
  return needs === undefined ? [] : [{
    reason: `its template ${needs.what} (${namePaths(needs.resources)}), and the set does not acknowledge ${needs.capability}.`,
    remedy: `Add it to the set's capabilities: Capability.${needs.capability.slice('CAPABILITY_'.length)} of cdk-stacksets`,
    resources: needs.resources,
  }];
}

/** Names that hold for an account, in several Regions of it. */
function findAccountNames({ stacks, texts }: StackSet): Fault[] {
  const listRegions = ({ found }: Named) => [...new Set(found.map(({ stack: { region } }) => region))];
  const names = group(stacks, ({ account, units }) => [account, units]).flatMap((own) => listRepeatedNames(own, IAM_NAMES, texts))
    .filter((one) => listRegions(one).length > 1);
  return group(names, ({ type, name }) => [type, name]).map(([one]): Fault => ({
    reason: `${namePaths(one.found)} has the name "${one.name}" in ${listRegions(one).join(' and ')}, and ` +
      'an account has such a name once, whatever the Region.',
    remedy: 'Leave the name out, let it hold the Region (Aws.REGION), or deploy this to one Region by a set of its own',
    resources: one.found.slice(0, 1),
  }));
}

/** Names that hold for all accounts. */
function findBucketNames({ stacks, texts }: StackSet): Fault[] {
  const names = { 'AWS::S3::Bucket': 'BucketName' };
  const several = group(stacks, ({ account, units, region }) => [account, units, region]).length > 1;
  const found = several ? listRepeatedNames(stacks, names, texts)
    : stacks.filter(({ units = [] }) => units.length > 0).flatMap((stack) => listNames(stack, names, texts));
  const isKnown = ({ name }: Named) => !/[<>]/.test(name); // it would hold an account that is not known
  return found.filter(isKnown).map(({ name, found: resources }): Fault => ({
    reason: `${namePaths(resources)} has the name "${name}" in each account of the set, and all of AWS has a bucket's name once.`,
    remedy: 'Leave the name out, or let it hold the account and the Region (Aws.ACCOUNT_ID, Aws.REGION)',
    resources: resources.slice(0, 1),
    isOpen: !several, // where the unit has one account
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
      reason: 'it has service-managed permissions and names no organizational unit, and AWS says that its creation needs one.',
      remedy: 'Name the unit or root above the accounts as well, with the filter INTERSECTION',
      isOpen: true,
    }] : [],
    ...targets.some(({ AccountFilterType: filter }) => filter === 'UNION') ? [{
      reason: 'it adds accounts to its units (the filter UNION), and AWS says that its creation does not take that.',
      remedy: 'Name those accounts in a group of their own, or the unit above them',
      isOpen: true, // an update takes it
    }] : [],
    ...named.map((account) => ({
      reason: `it names ${account}, which is the management account, and stack sets with service-managed permissions do not deploy there.`,
      remedy: 'Give the management account a stack of its own',
    })),
  ];
}
