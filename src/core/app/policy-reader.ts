import { AttachedPolicy } from './attachments';
import { push } from './collections';
import { isResolvedLater } from './fold-texts';
import { PolicyShelf, readProperties } from './policy-shelf';
import { References } from './references';
import { findConstructPath, listResources, ResourceAt, StackAt } from './stack-at';
import { existsForCertain, settleCondition } from './template-conditions';
import { writePrincipalName } from './trust';
import { nameOfAws, readManagedDocument } from '../facts/managed-policies';
import { isObject, Json, toList } from '../iam/document';
import { Policy } from '../iam/policy';

/** A policy, with its name in reports and its place. */
export interface ReadPolicy {
  /** The path of its construct, or the name of a policy outside of the app. */
  readonly label: string;
  readonly policy: Policy;
  /** Absent for a policy that no template holds. */
  readonly at?: ResourceAt;
  /** The property that holds the document. */
  readonly location?: string;
  /** Whether its content is unknown, and so its intent too. */
  readonly isUnknown?: boolean;
  /** Whether it may not be attached. */
  readonly isDoubtful?: boolean;
  /** Whether it stands for policies of an identity outside of this app, or of any identity. Without a row, it is not reported. */
  readonly isElsewhere?: boolean;
}

/** The trust policy of a role, as far as it can be read. */
export interface ReadTrust {
  readonly policy?: Policy;
  /** Why it cannot be read. */
  readonly why?: string;
  /** The pods that get the role by an EKS Pod Identity association, in words. */
  readonly pods: readonly string[];
}

/** A value of a list, and why it may not be there. */
interface Choice {
  readonly value: unknown;
  readonly cause?: string;
}

/** Reads the policies that templates hold or refer to. A policy that cannot be read may allow or deny anything. */
export class PolicyReader {
  private readonly byName = new Map<string, ResourceAt[]>();
  /** Managed policies that an identity has, as its own or as its boundary. */
  private readonly used = new Set<string>();
  private associated?: Map<string, string[]>;

  constructor(private readonly references: References, private readonly shelf: PolicyShelf,
    private readonly stacks: readonly StackAt[]) {
    for (const { stack, logicalId, resource } of listResources(stacks, 'AWS::IAM::ManagedPolicy')) {
      const name = this.findText(stack, readProperties(resource).ManagedPolicyName);
      if (name !== undefined) {
        push(this.byName, `${stack.account} ${name}`, { stack, logicalId });
      }
    }
  }

  /** Finds the text of a value through all templates; `undefined` if only the deployment knows it. */
  public findText(stack: StackAt, value: unknown): string | undefined {
    const text = writeText(this.references.write(stack, value), stack);
    return text === undefined || isResolvedLater(text) || this.shelf.isLookedUp(text) ? undefined : text;
  }

  /** Makes a policy with unknown content. The label names the cause. */
  public makeUnknown(cause: string): ReadPolicy {
    return { label: cause, policy: this.shelf.makeUnknown(cause), isUnknown: true };
  }

  /** Makes a policy that stands for what an identity has outside of the app. */
  public makeRest(cause: string): ReadPolicy {
    return { ...this.makeUnknown(cause), isElsewhere: true };
  }

  /** Reads a document of a resource. */
  public read(at: ResourceAt, location: string, document: unknown, label = findConstructPath(at), ...causes: string[]): ReadPolicy {
    const { stack } = at;
    const doubts = [...causes, ...stack.unread === undefined ? [] : [`${stack.path}, because ${stack.unread}`]];
    return { ...this.readAlone(stack, label, document, doubts), at, location };
  }

  /** Reads a document that is in no template. */
  public readAlone(stack: StackAt, label: string, document: unknown, causes: readonly string[] = []): ReadPolicy {
    try {
      return { label, policy: this.shelf.read(stack, label, document, { causes }) };
    } catch (error) {
      return this.makeUnknown(`${label}, which cannot be read: ${shorten((error as Error).message)}`);
    }
  }

  /** Reads the trust policy of a role, if the template has it. */
  public readTrust(stack: StackAt, given: unknown, role?: ResourceAt): ReadTrust {
    const pods = role === undefined ? [] : this.findAssociated().get(writePlace(role)) ?? [];
    try {
      return given === undefined ? { pods } : { policy: this.shelf.readTrust(stack, given), pods };
    } catch (error) {
      return { why: shorten((error as Error).message), pods };
    }
  }

  /** Finds the pods of EKS Pod Identity associations, by role. */
  private findAssociated(): ReadonlyMap<string, readonly string[]> {
    if (this.associated === undefined) {
      this.associated = new Map();
      for (const { stack, resource } of listResources(this.stacks, 'AWS::EKS::PodIdentityAssociation')) {
        const { RoleArn: arn, ClusterName: cluster, Namespace: namespace, ServiceAccount: account } = readProperties(resource);
        const role = this.references.findResource(stack, arn);
        const write = (value: unknown) => this.findText(stack, value) ?? writePrincipalName(value);
        if (role) {
          push(this.associated, writePlace(role), `${write(namespace)}/${write(account)} in cluster ${write(cluster)}`);
        }
      }
    }
    return this.associated;
  }

  /** Reads one of the inline policies of a role, a user or a group. */
  public readInline(at: ResourceAt, location: string, given: unknown, cause?: string): ReadPolicy[] {
    const label = findConstructPath(at);
    const { PolicyName: name, PolicyDocument: document } = isObject(given) ? given : {} as Json;
    return document === undefined
      ? [{ ...this.makeUnknown(`an inline policy of ${label}, which is not in the template`), at, location }]
      : [this.read(at, location, document, typeof name === 'string' ? `${label} (${name})` : label, ...cause === undefined ? [] : [cause])];
  }

  /** Lists the managed policies that allow calls and that no identity in the app has. */
  public listUnused(stacks: readonly StackAt[]): ReadPolicy[] {
    const unused = listResources(stacks, 'AWS::IAM::ManagedPolicy').filter((at) => !this.used.has(writePlace(at)));
    return unused.map(({ stack, logicalId, resource }) =>
      this.read({ stack, logicalId }, 'Properties/PolicyDocument', readProperties(resource).PolicyDocument))
      .filter(({ policy }) => policy.statements.some(({ effect }) => effect === 'Allow'));
  }

  /** Reads a policy that names the identity. */
  public readAttached({ cause, ...at }: AttachedPolicy, identityCondition: unknown): ReadPolicy[] {
    this.used.add(writePlace(at));
    const { Condition: condition } = at.stack.template.Resources![at.logicalId];
    const isThere = condition === identityCondition || existsForCertain(at);
    const causes = [...cause === undefined ? [] : [cause], ...isThere ? [] : [nameCondition(condition)]];
    const read = this.read(at, 'Properties/PolicyDocument', readProperties(at.stack.template.Resources![at.logicalId]).PolicyDocument,
      findConstructPath(at), ...causes);
    return [cause === undefined ? read : { ...read, isUnknown: true, isElsewhere: true }];
  }

  /** Reads a managed policy by its ARN: one of the app, or of AWS. */
  public readManaged(stack: StackAt, arn: unknown, account: string | undefined, cause?: string): ReadPolicy[] {
    const at = this.findManaged(stack, arn, account);
    if (at !== undefined) {
      return this.readAttached({ ...at }, cause === undefined ? undefined : at.stack.template.Resources![at.logicalId].Condition)
        .map((read) => cause === undefined ? read : { ...read, policy: this.shelf.doubt(read.policy, [cause]), isDoubtful: true });
    }
    const name = this.findNameOfAws(stack, arn);
    if (name !== undefined) {
      return this.readOfAws(name).map((read) => cause === undefined ? read : { ...read, policy: this.shelf.doubt(read.policy, [cause]) });
    }
    return [this.makeUnknown(`the policy ${this.showArn(stack, arn)}, which is not in the app`)];
  }

  /** Reads a boundary. */
  public readBoundary(stack: StackAt, given: unknown, account: string | undefined): ReadPolicy | undefined {
    const [only, ...others] = this.listChoices(stack, given);
    if (only === undefined) {
      return undefined;
    }
    if (others.length > 0 || only.cause !== undefined) {
      return this.makeUnknown(only.cause ?? 'its boundary');
    }
    const { value: arn } = only;
    const name = this.findManaged(stack, arn, account) === undefined ? this.findNameOfAws(stack, arn) : undefined;
    // A boundary without an allow denies these calls, so its content must be certain.
    const [read] = name !== undefined && readManagedDocument(name) === undefined
      ? [this.makeUnknown(`the content of ${name}`)]
      : this.readManaged(stack, arn, account);
    return read;
  }

  /** Reads a policy that a permission set names in an account. `why` explains an unknown account. */
  public readNamed(stack: StackAt, given: unknown, account: string | undefined, why?: string): ReadPolicy[] {
    const { Name: name } = isObject(given) ? given : {} as Json;
    const text = this.findText(stack, name);
    const found = text === undefined ? [] : this.byName.get(`${account} ${text}`) ?? [];
    return found.length === 1
      ? this.readAttached(found[0], undefined)
      : [this.makeUnknown(`the policy ${text ?? JSON.stringify(name)} of the account` +
        (why === undefined ? ', which is not in the app' : `: ${why}`))];
  }

  /** Lists the values of a list, including those that a condition chooses. */
  public listChoices(stack: StackAt, given: unknown): Choice[] {
    if (given === undefined || given === null) {
      return [];
    }
    return toList(given).flatMap((one): Choice[] => {
      const choice = isObject(one) ? one['Fn::If'] : undefined;
      if (!Array.isArray(choice)) {
        return isObject(one) && one.Ref === 'AWS::NoValue' ? [] : [{ value: one }];
      }
      const [condition, ...ways] = choice as unknown[];
      const holds = settleCondition(stack, String(condition));
      if (holds !== undefined) {
        return this.listChoices(stack, ways[holds ? 0 : 1]);
      }
      return ways.flatMap((way) => this.listChoices(stack, way)).map(({ value }) => ({ value, cause: nameCondition(condition) }));
    });
  }

  private findManaged(stack: StackAt, arn: unknown, account: string | undefined): ResourceAt | undefined {
    const at = this.references.findResource(stack, arn);
    if (at !== undefined && at.stack.template.Resources?.[at.logicalId].Type === 'AWS::IAM::ManagedPolicy') {
      return at;
    }
    const text = this.findText(stack, arn) ?? '';
    const [, owner, name] = /:iam::([^:]*):policy\/(?:.*\/)?([^/]+)$/.exec(text) ?? [];
    const found = name === undefined || owner === 'aws' ? [] : this.byName.get(`${/^\d{12}$/.test(owner) ? owner : account} ${name}`) ?? [];
    return found.length === 1 ? found[0] : undefined;
  }

  private findNameOfAws(stack: StackAt, arn: unknown): string | undefined {
    return nameOfAws(this.findText(stack, arn) ?? '');
  }

  private readOfAws(name: string): ReadPolicy[] {
    const document = readManagedDocument(name);
    if (document === undefined && /Deny|Quarantine/.test(name)) {
      return [this.makeUnknown(`the content of ${name}`)]; // the known ones deny nothing here, but this one may be new
    }
    return document === undefined ? [] : [{ label: name, policy: this.shelf.readOfAws(name, document) }];
  }

  private showArn(stack: StackAt, arn: unknown): string {
    return this.findText(stack, arn) ?? (typeof arn === 'string' ? arn : JSON.stringify(arn));
  }
}

function writePlace({ stack, logicalId }: ResourceAt): string {
  return `${stack.path} ${stack.account} ${stack.region} ${logicalId}`;
}

function nameCondition(condition: unknown): string {
  return `the condition ${typeof condition === 'string' ? condition : JSON.stringify(condition)} of the template`;
}

/** A cause is a sentence in a list, not a document. */
function shorten(message: string): string {
  return message.length > 200 ? `${message.slice(0, 200)}…` : message;
}

/** Writes a value as text if it is one. Unknown pseudo parameters are in it by name. */
function writeText(value: unknown, stack: StackAt): string | undefined {
  if (typeof value === 'string') {
    return value;
  }
  if (!isObject(value)) {
    return undefined;
  }
  const { 'Ref': name, 'Fn::Join': join, 'Fn::Sub': sub } = value;
  if (typeof name === 'string') {
    return writePseudo(name, stack);
  }
  if (Array.isArray(join) && Array.isArray(join[1])) {
    return joinTexts(join[1].map((one) => writeText(one, stack)), String(join[0]));
  }
  if (Array.isArray(sub) && typeof sub[0] === 'string' && isObject(sub[1])) {
    const values = sub[1];
    return joinTexts(sub[0].split(/\$\{([^}]*)\}/).map((piece, index) => index % 2 === 0 ? piece
      : Object.hasOwn(values, piece) ? writeText(values[piece], stack) : writePseudo(piece, stack)), '');
  }
  return undefined;
}

function joinTexts(parts: readonly (string | undefined)[], separator: string): string | undefined {
  return parts.includes(undefined) ? undefined : parts.join(separator);
}

function writePseudo(name: string, { account, region }: StackAt): string | undefined {
  switch (name) {
    case 'AWS::Partition':
      return 'aws';
    case 'AWS::AccountId':
      return account ?? '<account>';
    case 'AWS::Region':
      return region;
    case 'AWS::URLSuffix':
      return 'amazonaws.com';
    default:
      return undefined;
  }
}
