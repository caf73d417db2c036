import { isResolvedLater } from './fold-texts';
import { PolicyShelf, readProperties } from './policy-shelf';
import { References } from './references';
import { NotJudged } from './report';
import { findConstructPath, listResources, ResourceAt, StackAt } from './stack-at';
import { existsForCertain } from './template-conditions';
import { TemplateResource } from './template-identities';
import { buildLayers } from '../call/layers';
import { isObject, toList } from '../iam/document';
import { Policy } from '../iam/policy';

/** A service control policy of the app or of a file. */
export interface ControlPolicy {
  /** The path of its construct, or the name of its file. */
  readonly label: string;
  readonly policy: Policy;
  /** Its resource in the app; absent for a policy of a file. */
  readonly at?: ResourceAt & { readonly resource: TemplateResource };
  readonly targets: readonly Target[];
  /** The level of a policy of a file. */
  readonly level?: string;
}

/** What a service control policy is attached to. */
export interface Target {
  readonly kind: 'account' | 'above' | 'unknown';
  readonly id: string;
}

/** A policy of the app whose content is certainly wrong, and why. */
export interface MalformedPolicy {
  readonly at: ResourceAt;
  readonly why: string;
}

/** The service control policies of an app. */
export interface ControlPolicies {
  /** The policies that are attached, or may be. */
  readonly attached: ControlPolicy[];
  readonly malformed: MalformedPolicy[];
  /** Values known only at deployment. */
  readonly unknown: NotJudged[];
}

const TYPE = 'AWS::Organizations::Policy';
const KIND = 'SERVICE_CONTROL_POLICY';

/** Reads the service control policies of an app from its templates. */
export function findControlPolicies(stacks: readonly StackAt[], references: References, shelf: PolicyShelf): ControlPolicies {
  const found: ControlPolicies = { attached: [], malformed: [], unknown: [] };
  for (const at of listResources(stacks, TYPE)) {
    const label = findConstructPath(at);
    const { Type: kind, Content: content, TargetIds: targetIds } = readProperties(at.resource);
    const type = references.follow(at.stack, kind).value;
    if (typeof type === 'string' && type !== KIND) {
      continue;
    }
    const causes = [
      ...typeof type === 'string' ? [] : [`its type is not known at synthesis: ${JSON.stringify(type)}`],
      ...existsForCertain(at) ? [] : [`it exists only under the condition '${at.resource.Condition}'`],
      ...at.stack.unread === undefined ? [] : [`it is in ${at.stack.path}, and ${at.stack.unread}`],
    ];
    const targets = readTargets(targetIds ?? [], at.stack, references);
    const unknownTargets = targets.unknown.map((id) => `its target is not known at synthesis: ${JSON.stringify(id)}`);
    [...causes, ...unknownTargets].forEach((why) => found.unknown.push({ what: label, why }));
    const readFor = (reasons: readonly string[]) => readContent(at, label, content, reasons.map((reason) => `${label}: ${reason}`), shelf);
    const read = readFor(causes);
    if ('why' in read) {
      (isUnknownAtSynthesis(content) ? found.unknown.push({ what: label, why: read.why }) : found.malformed.push({ at, why: read.why }));
    }
    const attach = (one: ReturnType<typeof readContent>, to: readonly Target[]) => {
      if (to.length > 0) {
        const policy = 'why' in one ? shelf.makeUnknown(`the content of ${label}`, ['Deny']) : one;
        found.attached.push({ label, policy, at, targets: to });
      }
    };
    attach(read, targets.known);
    if (unknownTargets.length > 0) {
      attach(readFor([...causes, ...unknownTargets]), [ANYWHERE]);
    }
  }
  return found;
}

/** An unknown target may be above every account. */
const ANYWHERE: Target = { kind: 'unknown', id: 'a target that is not known' };

function readContent(
  { stack }: ResourceAt, label: string, content: unknown, causes: readonly string[], shelf: PolicyShelf,
): Policy | { readonly why: string } {
  try {
    const policy = shelf.read(stack, label, content, { causes, elsewhere: true });
    buildLayers({ identity: [], levels: [{ name: label, policies: [policy] }] }); // refuses what names principals
    return policy;
  } catch (error) {
    return { why: (error as Error).message };
  }
}

/** Whether a value has an intrinsic function or a dynamic reference, which only the deployment resolves. */
function isUnknownAtSynthesis(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) {
    return isResolvedLater(String(value));
  }
  return Object.entries(value).some(([key, inner]) => key === 'Ref' || key.startsWith('Fn::') || isUnknownAtSynthesis(inner));
}

function readTargets(given: unknown, stack: StackAt, references: References): { readonly known: Target[]; readonly unknown: unknown[] } {
  const all = toList(given).map((id) => ({ id, target: readTarget(id, stack, references) }));
  return {
    known: all.flatMap(({ target }) => target ?? []),
    unknown: all.filter(({ target }) => target === undefined).map(({ id }) => id),
  };
}

function readTarget(given: unknown, stack: StackAt, references: References): Target | undefined {
  const { stack: other, value } = references.follow(stack, given);
  if (typeof value === 'string' && /^(\d{12}|r-.+|ou-.+)$/.test(value)) {
    return { kind: /^\d/.test(value) ? 'account' : 'above', id: value };
  }
  const { 'Ref': ref, 'Fn::GetAtt': attribute } = isObject(value) ? value : {} as Record<string, unknown>;
  const [logicalId, name] = Array.isArray(attribute) ? attribute as unknown[] : String(attribute ?? ref ?? '').split('.');
  const ofUnit = other.template.Resources?.[String(logicalId)]?.Type === 'AWS::Organizations::OrganizationalUnit' || name === 'RootId';
  return ofUnit ? { kind: 'above', id: String(logicalId) } : undefined;
}
