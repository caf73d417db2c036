import { AppStack, pathOf, ResourceAt, resourcesOf } from './app-stacks';
import { Resource } from '../engine/template';
import { InvocationSimulator, ServiceControlPolicyLevel } from '../invocation-simulator';
import { PolicySource } from '../policy-source';

/** A service control policy of the app or of a file. */
export interface ControlPolicy {
  readonly source: PolicySource;
  readonly document: any;
  /** Where it stands in the app; nothing for one of a file. */
  readonly at?: ResourceAt;
  readonly targets: readonly Target[];
}

/** What a service control policy is attached to. */
export interface Target {
  readonly kind: 'account' | 'above';
  readonly id: string;
}

/** The roots and organizational units above an account, by account. */
export type UnitsAbove = Readonly<Record<string, readonly string[]>>;

/** The service control policies of the app and of files, and which of them are above an account. */
export class Organization {
  /** What could not be read, and why. */
  public readonly unread: string[] = [];
  public readonly policies: readonly ControlPolicy[];
  private readonly levels = new Map<string, ServiceControlPolicyLevel[]>();

  constructor(stacks: Iterable<AppStack>, private readonly files: readonly ControlPolicy[], private readonly units: UnitsAbove) {
    this.policies = resourcesOf([...stacks], 'AWS::Organizations::Policy').flatMap(({ resource, ...at }) => {
      try {
        return controlPolicy(at, resource);
      } catch (error) {
        this.unread.push(`${pathOf(at)}: ${(error as Error).message}`);
        return [];
      }
    }).concat(files);
  }

  public named(name: string | undefined): ControlPolicy | undefined {
    return this.policies.find(({ source }) => source.name === name);
  }

  /** The first policy with an allow that is attached to a target, or that is a file: there the target's other allows are found. */
  public allowingAt(level: string): ControlPolicy | undefined {
    return this.policies.find(({ source, at, targets }) =>
      (at ? targets.some(({ id }) => id === level) : source.name === level) && source._policy.statements.some(({ effect }) => effect === 'Allow'));
  }

  /** The levels above an account: one for each target, since the policies of one target share what they allow. */
  public levelsAbove(account: string | undefined): ServiceControlPolicyLevel[] {
    const known = this.levels.get(account ?? '');
    if (known) {
      return known;
    }
    const byTarget = new Map<string, PolicySource[]>();
    for (const { source, targets } of this.policies) {
      for (const { id } of targets.filter((one) => this.isAbove(one, account))) {
        byTarget.set(id, [...byTarget.get(id) ?? [], source]);
      }
    }
    const levels = [...byTarget, ...this.files.map(({ source }) => [source.name, [source]] as const)]
      .map(([levelName, policies]) => ({ levelName, policies: [...policies] }));
    this.levels.set(account ?? '', levels);
    return levels;
  }

  public isAbove({ kind, id }: Target, account: string | undefined): boolean {
    return kind === 'account' ? id === account : this.unitsOf(account)?.includes(id) ?? true;
  }

  /** What is taken for granted where a target is a root or a unit, and how to say otherwise; nothing where it was said. */
  public assumption({ targets }: ControlPolicy, account: string | undefined): string {
    const reaching = targets.filter((one) => this.isAbove(one, account));
    return reaching.length === 0 || reaching.some(({ kind }) => kind === 'account') || this.unitsOf(account)
      ? ''
      : ` It is assumed that ${reaching.map(({ id }) => id).join(' or ')} is above ${account === undefined ? 'the account, which is not known at synthesis' : `account ${account}`}; ` +
        'if not, say what is above it in \'organizationalUnits\' (nothing is above the management account).';
  }

  private unitsOf(account: string | undefined): readonly string[] | undefined {
    return account !== undefined && Object.hasOwn(this.units, account) ? this.units[account] : undefined;
  }
}

/** Throws where a document is no service control policy. */
export function requireServiceControlPolicy(source: PolicySource): PolicySource {
  new InvocationSimulator({ identityPolicies: [], serviceControlPolicies: [{ levelName: source.name, policies: [source] }] });
  return source;
}

/** A policy of the app; none for another type of policy, or one that is attached to nothing. Throws where it cannot be read. */
function controlPolicy(at: ResourceAt, { Condition: condition, Properties: given = {} }: Resource): ControlPolicy[] {
  const { Type: kind, Content: content, TargetIds: targetIds = [] } = given;
  if (kind !== 'SERVICE_CONTROL_POLICY') {
    return [];
  }
  if (condition !== undefined) {
    throw new Error(`it exists only under the condition '${condition}'`);
  }
  const targets = (Array.isArray(targetIds) ? targetIds : [targetIds]).map((id) => target(id, at.stack));
  if (targets.length === 0) {
    return [];
  }
  const document = typeof content === 'string' ? JSON.parse(content) : content;
  const source = PolicySource.fromJson(pathOf(at), withoutPseudoParameters(document, at.stack), at.stack.environment);
  return [{ source: requireServiceControlPolicy(source), document, at, targets }];
}

function target(id: unknown, { resources }: AppStack): Target {
  if (typeof id === 'string' && /^(\d{12}|r-.+|ou-.+)$/.test(id)) {
    return { kind: /^\d/.test(id) ? 'account' : 'above', id };
  }
  const { 'Ref': ref, 'Fn::GetAtt': attribute } = (id ?? {}) as Record<string, unknown>;
  const [logicalId, name] = Array.isArray(attribute) ? attribute : [ref];
  const ofUnit = resources[logicalId]?.Type === 'AWS::Organizations::OrganizationalUnit' || name === 'RootId';
  if (!ofUnit) {
    throw new Error(`its target is not known at synthesis: ${JSON.stringify(id)}`);
  }
  return { kind: 'above', id: logicalId };
}

/** Pseudo parameters that the stack leaves open: unknown, since they are not those of the caller. */
function withoutPseudoParameters(document: any, { path, environment }: AppStack): any {
  const open = Object.entries({ 'AWS::AccountId': environment.account, 'AWS::Region': environment.region }).filter(([, value]) => value === undefined);
  return JSON.parse(open.reduce((json, [name]) => json.replaceAll(name, `${name} of ${path}`), JSON.stringify(document ?? null)));
}
