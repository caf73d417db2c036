import { Numbers, push } from './collections';
import { listGiven, readProperties } from './policy-shelf';
import { References } from './references';
import { ResourceAt, StackAt } from './stack-at';
import { existsForCertain } from './template-conditions';
import { toList } from '../iam/document';

type Kind = 'role' | 'user' | 'group';

/** A policy that names an identity. */
export interface AttachedPolicy extends ResourceAt {
  /** Why it may not be attached; absent if it certainly is. */
  readonly cause?: string;
}

/** An identity outside of the app, by its name. */
interface Outside {
  readonly kind: Kind;
  readonly name: string;
  readonly stack: StackAt;
  readonly policies: AttachedPolicy[];
}

/** The properties by which policies name their identities. */
const NAMING: Readonly<Record<string, readonly { readonly property: string; readonly kind: Kind }[]>> = {
  'AWS::IAM::Policy': [
    { property: 'Roles', kind: 'role' }, { property: 'Users', kind: 'user' }, { property: 'Groups', kind: 'group' },
  ],
  'AWS::IAM::ManagedPolicy': [
    { property: 'Roles', kind: 'role' }, { property: 'Users', kind: 'user' }, { property: 'Groups', kind: 'group' },
  ],
  'AWS::IAM::RolePolicy': [{ property: 'RoleName', kind: 'role' }],
  'AWS::IAM::UserPolicy': [{ property: 'UserName', kind: 'user' }],
  'AWS::IAM::GroupPolicy': [{ property: 'GroupName', kind: 'group' }],
};

const TYPES: Readonly<Record<Kind, { readonly type: string; readonly name: string }>> = {
  role: { type: 'AWS::IAM::Role', name: 'RoleName' },
  user: { type: 'AWS::IAM::User', name: 'UserName' },
  group: { type: 'AWS::IAM::Group', name: 'GroupName' },
};

/** Finds the text of a value; `undefined` if only the deployment knows it. */
interface TextFinder {
  findText(stack: StackAt, value: unknown): string | undefined;
}

/** Which identities have which policies, in all templates of an app. Most policies name their identities, also from other templates. */
export class Attachments {
  private readonly attached = new Map<string, AttachedPolicy[]>();
  private readonly anybody: (AttachedPolicy & { readonly kind: Kind })[] = [];
  private readonly named = new Map<string, ResourceAt[]>();
  /** By name, in any account. */
  private readonly anywhere = new Map<string, ResourceAt[]>();
  private readonly outside = new Map<string, Outside>();
  private readonly withOutsiders = new Set<string>();
  private readonly groups = new Map<string, { readonly known: ResourceAt[]; readonly unknown: string[] }>();
  private readonly members = new Set<string>();
  private readonly numbers = new Numbers();

  constructor(stacks: readonly StackAt[], private readonly references: References, private readonly texts: TextFinder) {
    const all = stacks.flatMap((stack) => Object.entries(stack.template.Resources ?? {})
      .map(([logicalId, resource]) => ({ at: { stack, logicalId }, resource, properties: readProperties(resource) })));
    for (const { at, resource, properties } of all) {
      const [kind] = (Object.keys(TYPES) as Kind[]).filter((one) => TYPES[one].type === resource.Type);
      const name = kind && this.texts.findText(at.stack, properties[TYPES[kind].name]);
      if (name !== undefined) {
        push(this.named, `${kind} ${at.stack.account} ${name}`, at);
        push(this.anywhere, `${kind} ${name}`, at);
      }
    }
    for (const { at, resource, properties } of all) {
      const naming = Object.hasOwn(NAMING, resource.Type) ? NAMING[resource.Type] : [];
      naming.forEach(({ property, kind }) => this.attach(at, kind, properties[property]));
      if (resource.Type === 'AWS::IAM::UserToGroupAddition') {
        listGiven(properties.Users).forEach((user) => this.join(at.stack, user, properties.GroupName, existsForCertain(at)));
      } else if (resource.Type === 'AWS::IAM::User') {
        listGiven(properties.Groups).forEach((group) => this.joinResource(at, at.stack, group, true));
      }
    }
  }

  public ofRole(at: ResourceAt): readonly AttachedPolicy[] {
    return this.of(at, 'role');
  }

  public ofUser(at: ResourceAt): readonly AttachedPolicy[] {
    return this.of(at, 'user');
  }

  public ofGroup(at: ResourceAt): readonly AttachedPolicy[] {
    return this.of(at, 'group');
  }

  public groupsOf(user: ResourceAt): { readonly known: readonly ResourceAt[]; readonly unknown: readonly string[] } {
    return this.groups.get(this.keyOf(user)) ?? { known: [], unknown: [] };
  }

  /** Whether all its members are in the app, as far as the app says. */
  public hasMembers(group: ResourceAt): boolean {
    return this.members.has(this.keyOf(group)) && !this.withOutsiders.has(this.keyOf(group));
  }

  public listOutside(): readonly Outside[] {
    return [...this.outside.values()];
  }

  /** Policies that name an identity known only at deployment. */
  public listUnnamed(): readonly (ResourceAt & { readonly kind: Kind })[] {
    return this.anybody.map(({ stack, logicalId, kind }) => ({ stack, logicalId, kind }));
  }

  private of(at: ResourceAt, kind: Kind): AttachedPolicy[] {
    const { account } = at.stack;
    const mayBe = (other: string | undefined) => other === account || other === undefined || account === undefined;
    const possible = this.anybody.filter((one) => one.kind === kind && mayBe(one.stack.account));
    return [...this.attached.get(this.keyOf(at)) ?? [], ...possible];
  }

  private attach(policy: ResourceAt, kind: Kind, given: unknown): void {
    for (const name of given === undefined ? [] : toList(given)) {
      const target = this.find(policy.stack, kind, name);
      if (target.at !== undefined) {
        push(this.attached, this.keyOf(target.at), policy);
      } else if (target.name !== undefined) {
        this.findOutside(policy.stack, kind, target.name).policies.push(policy);
        this.attachPerhaps(policy, kind, target.name);
      } else {
        this.anybody.push({ ...policy, kind, cause: `the identity of the policy ${policy.logicalId} of ${policy.stack.path}` });
      }
    }
  }

  private find(stack: StackAt, kind: Kind, given: unknown): { readonly at?: ResourceAt; readonly name?: string } {
    const at = this.references.findResource(stack, given, []);
    if (at !== undefined && at.stack.template.Resources?.[at.logicalId].Type === TYPES[kind].type) {
      return { at };
    }
    const name = this.texts.findText(stack, given);
    const known = name === undefined ? [] : this.named.get(`${kind} ${stack.account} ${name}`) ?? [];
    return known.length === 1 ? { at: known[0] } : { name };
  }

  /** If the account of one of them is unknown, the policy may mean any identity with this name. */
  private attachPerhaps(policy: ResourceAt, kind: Kind, name: string): void {
    const cause = `whether ${policy.stack.path} is in its account, because the policy ${policy.logicalId} names it`;
    const isOpen = ({ stack: { account } }: ResourceAt) => account !== policy.stack.account
      && (account === undefined || policy.stack.account === undefined);
    (this.anywhere.get(`${kind} ${name}`) ?? []).filter(isOpen).forEach((at) => push(this.attached, this.keyOf(at), { ...policy, cause }));
  }

  private findOutside(stack: StackAt, kind: Kind, name: string): Outside {
    const key = `${kind} ${stack.account} ${name}`;
    const found = this.outside.get(key) ?? { kind, name, stack, policies: [] };
    this.outside.set(key, found);
    return found;
  }

  private join(stack: StackAt, user: unknown, group: unknown, isCertain: boolean): void {
    const { at } = this.find(stack, 'user', user);
    if (at !== undefined) {
      this.joinResource(at, stack, group, isCertain);
      return;
    }
    const { at: joined } = this.find(stack, 'group', group);
    if (joined !== undefined) {
      this.withOutsiders.add(this.keyOf(joined));
    }
  }

  private joinResource(user: ResourceAt, stack: StackAt, group: unknown, isCertain: boolean): void {
    const { at, name } = this.find(stack, 'group', group);
    const key = this.keyOf(user);
    const groups = this.groups.get(key) ?? { known: [], unknown: [] };
    this.groups.set(key, groups);
    if (at !== undefined && isCertain && existsForCertain(at)) {
      groups.known.push(at);
      this.members.add(this.keyOf(at));
    } else {
      groups.unknown.push(name ?? JSON.stringify(group));
      if (at !== undefined) {
        this.withOutsiders.add(this.keyOf(at));
      }
    }
  }

  private keyOf({ stack, logicalId }: ResourceAt): string {
    return `${this.numbers.of(stack)} ${logicalId}`;
  }
}
