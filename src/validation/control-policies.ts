import { AppStack, findConstructPath, listResources, ResourceAt } from './app-stacks';
import { readOrMark, tryReading } from './unreadable';
import { buildLayers } from '../core/call/layers';
import { toList } from '../core/iam/document';
import { parsePolicy, parsePolicyText, Policy } from '../core/iam/policy';
import { hideOpenParameters } from '../core/iam/pseudo-parameters';
import { Environment } from '../core/iam/request';

/** A service control policy of the app or of a file. */
export interface ControlPolicy {
  readonly policy: Policy;
  /** Where it stands in the app; nothing for one of a file. */
  readonly at?: ResourceAt;
  readonly targets: readonly Target[];
}

/** What a service control policy is attached to. */
export interface Target {
  readonly kind: 'account' | 'above';
  readonly id: string;
}

/** A policy of the app whose content is wrong for certain, and why. */
export interface MalformedPolicy {
  readonly at: ResourceAt;
  readonly why: string;
}

/** The service control policies of an app. */
export interface ControlPolicies {
  /** Those that are attached to something. */
  readonly attached: ControlPolicy[];
  readonly malformed: MalformedPolicy[];
  /** What only the deployment knows. */
  readonly unknown: string[];
}

/** Reads the service control policies of an app from its templates. */
export function findControlPolicies(stacks: Iterable<AppStack>): ControlPolicies {
  const found: ControlPolicies = { attached: [], malformed: [], unknown: [] };
  for (const { resource: { Condition: condition, Properties: properties }, ...at } of listResources(stacks, 'AWS::Organizations::Policy')) {
    const { Type: kind, Content: content, TargetIds: targetIds } = properties ?? {};
    const tellUnknown = (what: string) => { found.unknown.push(`${findConstructPath(at)}: ${what}`); };
    const reason = explainUnknown(kind, condition);
    if (reason !== undefined) {
      tellUnknown(reason);
    }
    if (reason !== undefined || kind !== 'SERVICE_CONTROL_POLICY') {
      continue;
    }
    const tell = isUnknownAtSynthesis(content) ? tellUnknown : (why: string) => { found.malformed.push({ at, why }); };
    const policy = tryReading(() => readControlPolicy(at, content), tell);
    const targets = readTargets(targetIds ?? [], at.stack, tellUnknown);
    if (policy && targets.length > 0) {
      found.attached.push({ policy, at, targets });
    }
  }
  return found;
}

/** Says why only the deployment knows whether there is such a policy; nothing where it is known, or the type is another one. */
function explainUnknown(kind: unknown, condition: string | undefined): string | undefined {
  if (isUnknownAtSynthesis(kind)) {
    return `its type is not known at synthesis: ${JSON.stringify(kind)}`;
  }
  return kind === 'SERVICE_CONTROL_POLICY' && condition !== undefined ? `it exists only under the condition '${condition}'` : undefined;
}

/** Throws where a document is no service control policy. */
function parseControlPolicy(name: string, document: unknown, environment: Partial<Environment> = {}): Policy {
  const policy = parsePolicy(name, document, environment);
  buildLayers({ identity: [], levels: [{ name, policies: [policy] }] });
  return policy;
}

/** Parses the text of a file or of a template. */
export function parseControlPolicyJson(name: string, text: string, environment: Partial<Environment> = {}): Policy {
  return parseControlPolicy(name, parsePolicyText(name, text), environment);
}

function readControlPolicy(at: ResourceAt, content: unknown): Policy {
  const { environment } = at.stack;
  return readOrMark(() => typeof content === 'string'
    ? parseControlPolicyJson(findConstructPath(at), content, environment)
    : parseControlPolicy(findConstructPath(at), hideOpenParameters(content, environment, at.stack.path), environment));
}

/** Whether only the deployment knows a part of a value: an intrinsic function, or a dynamic reference in a text. */
function isUnknownAtSynthesis(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) {
    return String(value).includes('{{resolve:');
  }
  return Object.entries(value).some(([key, inner]) => key === 'Ref' || key.startsWith('Fn::') || isUnknownAtSynthesis(inner));
}

function readTargets(given: unknown, stack: AppStack, tellUnknown: (what: string) => void): Target[] {
  return toList(given).flatMap((id) => {
    const known = readTarget(id, stack);
    if (!known) {
      tellUnknown(`its target is not known at synthesis: ${JSON.stringify(id)}`);
    }
    return known ?? [];
  });
}

function readTarget(id: unknown, { resources }: AppStack): Target | undefined {
  if (typeof id === 'string' && /^(\d{12}|r-.+|ou-.+)$/.test(id)) {
    return { kind: /^\d/.test(id) ? 'account' : 'above', id };
  }
  const { 'Ref': ref, 'Fn::GetAtt': attribute } = (id ?? {}) as Record<string, unknown>;
  const [logicalId, name] = Array.isArray(attribute) ? attribute : [ref];
  const ofUnit = resources[logicalId]?.Type === 'AWS::Organizations::OrganizationalUnit' || name === 'RootId';
  return ofUnit ? { kind: 'above', id: logicalId } : undefined;
}
