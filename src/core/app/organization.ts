import { push } from './collections';
import { ControlPolicies, ControlPolicy, Target } from './control-policies';
import { Level } from '../call/layers';
import { Policy } from '../iam/policy';

/** What the caller says about the organization. */
export interface KnownOrganization {
  readonly files: readonly ControlPolicy[];
  /** The roots and organizational units above an account, by account. */
  readonly units: Readonly<Record<string, readonly string[]>>;
  readonly fullAwsAccess: boolean;
  readonly terms: OrganizationTerms;
}

/** The names of the options for policies and units, for messages. */
export interface OrganizationTerms {
  readonly policies: string;
  readonly units: string;
}

/** The names of the validation's props. */
export const PROP_TERMS: OrganizationTerms = { policies: '\'organizationPolicies\'', units: '\'organizationalUnits\'' };

/** The service control policies of the app and of files, and which of them are above an account. */
export class Organization {
  public readonly policies: readonly ControlPolicy[];
  private readonly byPolicy: ReadonlyMap<Policy, ControlPolicy>;
  private readonly levels = new Map<string, readonly Level[]>();

  constructor({ attached }: ControlPolicies, private readonly known: KnownOrganization) {
    this.policies = [...attached, ...known.files];
    this.byPolicy = new Map(this.policies.map((found) => [found.policy, found]));
  }

  /** Accounts that a target or the caller names, so that they may differ from others. */
  public get accounts(): readonly string[] {
    const ofTargets = this.policies.flatMap(({ targets }) => targets.filter(({ kind }) => kind === 'account').map(({ id }) => id));
    return [...new Set([...ofTargets, ...Object.keys(this.known.units)])];
  }

  /** Finds the source of a policy: the app or a file. AWS's FullAWSAccess has none. */
  public findPolicy(policy: Policy): ControlPolicy | undefined {
    return this.byPolicy.get(policy);
  }

  /**
   * Lists the levels above an account: one for each target, since the policies of a target allow together.
   *
   * @param units units that are above an account with an unknown ID
   */
  public listLevels(account: string | undefined, units: readonly string[] = []): readonly Level[] {
    const key = `${account} ${account === undefined ? units.join(' ') : ''}`;
    const known = this.levels.get(key);
    if (known) {
      return known;
    }
    const byLevel = new Map<string, Policy[]>();
    for (const found of this.isManagement(account) ? [] : this.policies) {
      const { policy, at, targets, level, label } = found;
      const levels = at ? targets.filter((target) => this.isAbove(target, account)).map(({ id }) => id) : [level ?? label];
      levels.forEach((name) => push(byLevel, name, policy));
    }
    // Without FullAWSAccess, a level without allows has its list outside of the app: it counts as allowing everything.
    const fullAwsAccess = this.known.fullAwsAccess || undefined;
    const above = [...byLevel].map(([name, policies]) => ({ name, policies, fullAwsAccess }));
    this.levels.set(key, above);
    return above;
  }

  /** Whether an account may be below some units. */
  public mayBeBelow(account: string, units: readonly string[] = []): boolean {
    const known = this.unitsOf(account);
    return units.length === 0 || known === undefined || units.some((unit) => known.includes(unit));
  }

  public isAbove({ kind, id }: Target, account: string | undefined): boolean {
    return !this.isManagement(account)
      && (kind === 'account' ? id === account : kind === 'unknown' || (this.unitsOf(account)?.includes(id) ?? true));
  }

  /**
   * Writes the assumption about a policy from a file, or with a root or unit as target, and how to correct it. Empty if the caller says
   * what is above the account.
   */
  public writeAssumption(policy: ControlPolicy, account: string | undefined): string {
    const whose = account === undefined ? 'the account, which is not known at synthesis' : `account ${account}`;
    return this.writeAssumptionOf(policy, account, whose);
  }

  /** Writes the assumption about a policy that reaches some accounts. */
  public writeAssumptionForAll(policy: ControlPolicy, accounts: readonly (string | undefined)[]): string {
    const [first, ...others] = [...new Set(accounts)].filter((account) => this.writeAssumption(policy, account) !== '')
      .map((account) => ({ account }));
    return first === undefined ? ''
      : others.length === 0 ? this.writeAssumption(policy, first.account)
        : this.writeAssumptionOf(policy, undefined, 'every account of the app');
  }

  /** Writes the assumption about a policy that reaches several accounts. */
  public writeAssumptionOf({ label, at, targets }: ControlPolicy, account: string | undefined, whose: string): string {
    const { policies, units } = this.known.terms;
    if (!at) {
      const remedy = account === undefined ? '' : `, or set { '${account}': [] } in ${units} if that is the management account`;
      const all = /^every/.test(whose) ? whose : `every account, so also ${whose}`;
      return ` It is assumed that '${label}' is above ${all}; if not, take it out of ${policies}${remedy}.`;
    }
    const reaching = targets.filter((target) => this.isAbove(target, account));
    return reaching.length === 0 || reaching.some(({ kind }) => kind === 'account') || this.unitsOf(account)
      ? ''
      : ` It is assumed that ${reaching.map(({ id }) => id).join(' or ')} is above ${whose}; ` +
        `if not, list what is above it in ${units} (nothing is above the management account).`;
  }

  /** Every other account has at least the root above it. */
  private isManagement(account: string | undefined): boolean {
    return this.unitsOf(account)?.length === 0;
  }

  private unitsOf(account: string | undefined): readonly string[] | undefined {
    return account !== undefined && Object.hasOwn(this.known.units, account) ? this.known.units[account] : undefined;
  }
}
