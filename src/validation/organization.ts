import { AppStack } from './app-stacks';
import { ControlPolicies, findControlPolicies, ControlPolicy, MalformedPolicy, Target } from './control-policies';
import { Level } from '../core/call/layers';
import { Policy } from '../core/iam/policy';

/** What is known of an organization besides the policies of the app. */
export interface KnownOrganization {
  readonly files: readonly ControlPolicy[];
  /** The roots and organizational units above an account, by account. */
  readonly units: Readonly<Record<string, readonly string[]>>;
  readonly fullAwsAccess: boolean;
}

/** The service control policies of the app and of files, and which of them are above an account. */
export class Organization {
  public readonly policies: readonly ControlPolicy[];
  private readonly ofApp: ControlPolicies;
  private readonly byPolicy: ReadonlyMap<Policy, ControlPolicy>;
  private readonly levels = new Map<string, Level[]>();

  constructor(stacks: Iterable<AppStack>, private readonly known: KnownOrganization) {
    this.ofApp = findControlPolicies(stacks);
    this.policies = [...this.ofApp.attached, ...known.files];
    this.byPolicy = new Map(this.policies.map((found) => [found.policy, found]));
  }

  /** What only the deployment knows of the app's policies. */
  public get unknown(): readonly string[] {
    return this.ofApp.unknown;
  }

  public get malformed(): readonly MalformedPolicy[] {
    return this.ofApp.malformed;
  }

  /** Finds where a policy comes from: the app or a file; nothing for AWS's FullAWSAccess. */
  public findPolicy(policy: Policy): ControlPolicy | undefined {
    return this.byPolicy.get(policy);
  }

  /** Lists the levels above an account: one for each target, since the policies of one target share what they allow. */
  public listLevels(account: string | undefined): Level[] {
    const known = this.levels.get(account ?? '');
    if (known) {
      return known;
    }
    const byLevel = new Map<string, Policy[]>();
    for (const { policy, at, targets } of this.isManagement(account) ? [] : this.policies) {
      const levels = at ? targets.filter((target) => this.isAbove(target, account)).map(({ id }) => id) : [policy.name];
      levels.forEach((level) => byLevel.set(level, [...byLevel.get(level) ?? [], policy]));
    }
    // Without FullAWSAccess a level that allows nothing has its list elsewhere: it is taken as full.
    const fullAwsAccess = this.known.fullAwsAccess || undefined;
    const above = [...byLevel].map(([name, policies]) => ({ name, policies, fullAwsAccess }));
    this.levels.set(account ?? '', above);
    return above;
  }

  public isAbove({ kind, id }: Target, account: string | undefined): boolean {
    return !this.isManagement(account) && (kind === 'account' ? id === account : this.unitsOf(account)?.includes(id) ?? true);
  }

  /**
   * Writes what is assumed where a policy comes from a file, or its target is a root or a unit, and how to say otherwise; nothing where
   * the props say it.
   */
  public writeAssumption({ policy, at, targets }: ControlPolicy, account: string | undefined): string {
    const whose = account === undefined ? 'the account, which is not known at synthesis' : `account ${account}`;
    if (!at) {
      const remedy = account === undefined
        ? ''
        : `, or say { '${account}': [] } in 'organizationalUnits' if that is the management account`;
      return ` It is assumed that '${policy.name}' is above ${whose}, as above every account; if not, take it out of ` +
        `'organizationPolicies'${remedy}.`;
    }
    const reaching = targets.filter((target) => this.isAbove(target, account));
    return reaching.length === 0 || reaching.some(({ kind }) => kind === 'account') || this.unitsOf(account)
      ? ''
      : ` It is assumed that ${reaching.map(({ id }) => id).join(' or ')} is above ${whose}; ` +
        'if not, say what is above it in \'organizationalUnits\' (nothing is above the management account).';
  }

  /** Above every other account there is the root at least. */
  private isManagement(account: string | undefined): boolean {
    return this.unitsOf(account)?.length === 0;
  }

  private unitsOf(account: string | undefined): readonly string[] | undefined {
    return account !== undefined && Object.hasOwn(this.known.units, account) ? this.known.units[account] : undefined;
  }
}
