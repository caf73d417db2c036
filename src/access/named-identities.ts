import { CfnResource, IResolveContext, Lazy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Dependable } from 'constructs';
import { ResourceGraph } from './resource-graph';
import { Recipient } from '../checks/recipient';

/** The property of `AWS::IAM::ManagedPolicy` that names identities of a kind. */
const PROPERTIES = { role: 'roles', user: 'users', group: 'groups' } as const;
type Kind = keyof typeof PROPERTIES;

type OwnResource = iam.CfnRole | iam.CfnUser | iam.CfnGroup;

/**
 * The identities of this app that one managed policy names. The policy names the identities, because `cdk diff --security-only` shows a
 * managed policy only with the identities that it names itself. CDK's own `attachToRole` searches a list at each call; this keeps the cost
 * linear.
 *
 * Constructs that depend on an identity wait for the policy too, as CDK's functions, state machines and ECS services do for their roles.
 * A resource that only refers to the ARN or name does not wait, as with CDK's inline policies. Which resources must wait, and which the
 * policy itself needs, could only be guessed. `node.addDependency(role)` makes one wait.
 */
export class NamedIdentities {
  private readonly resources: Record<Kind, Map<iam.IIdentity, OwnResource>> = { role: new Map(), user: new Map(), group: new Map() };
  private readonly namingItself = new Set<iam.IIdentity>();
  private mayBeReferred = false;

  constructor(private readonly policy: iam.ManagedPolicy, private readonly resource: iam.CfnManagedPolicy) {
    for (const kind of Object.keys(PROPERTIES) as Kind[]) {
      const property = PROPERTIES[kind];
      const ownNames = resource[property]; // of identities that a user attached with the policy's own methods
      resource[property] = Lazy.uncachedList({ produce: (context) => this.listNames(kind, ownNames, context) });
    }
  }

  /** Records that the app has read the policy, so that resources may refer to it. Looking for references is slow. */
  public expectReferences(): void {
    this.mayBeReferred = true;
  }

  /** Adds an identity of this app. */
  public add({ kind, identity }: Recipient): void {
    const resources = this.resources[kind];
    if (resources.has(identity)) {
      return;
    }
    resources.set(identity, identity.node.defaultChild as OwnResource);
    const { policy } = this;
    const dependable = Dependable.of(identity);
    Dependable.implement(identity, {
      get dependencyRoots() {
        return [...dependable.dependencyRoots, policy];
      },
    });
  }

  private listNames(kind: Kind, ownNames: string[] | undefined, context: IResolveContext): string[] | undefined {
    if (context.preparing && kind === 'role') { // once for all kinds: dependencies are known now, and no template is written yet
      this.letNameItself();
    }
    const named = [...this.resources[kind]].filter(([identity]) => !this.namingItself.has(identity)).map(([, { ref }]) => ref);
    const names: string[] = [...context.resolve(named), ...context.resolve(ownNames) ?? []];
    const distinct = new Map(names.map((name) => [JSON.stringify(name), name])); // a name is mostly a `Ref`, which is an object
    return distinct.size > 0 ? [...distinct.values()] : undefined;
  }

  /**
   * The policy cannot name an identity that waits for it, because that is a circle. Nor can it name one with a condition, which may not
   * exist. Such an identity names the policy instead, which `cdk diff` does not show.
   */
  private letNameItself(): void {
    const identities = Object.values(this.resources).flatMap((resources) => [...resources]);
    if (identities.length === 0) {
      return;
    }
    const graph = new ResourceGraph(this.resource);
    if (graph.isAwaited) {
      // A construct that waits for the access may contain its own role. The construct still waits; only the role comes before the policy.
      identities.filter(([, resource]) => resource.obtainDependencies().includes(this.resource))
        .forEach(([, resource]) => removeDependency(resource, this.resource));
    }
    const naming = this.findNaming(identities.map(([, resource]) => resource));
    for (const [identity, resource] of identities) {
      if (naming.has(resource)) {
        this.namingItself.add(identity);
      } else if (resource.cfnOptions.condition) {
        this.letName(identity, resource);
      }
    }
    // These identities come after the policy now, and others may refer to them.
    if (graph.isAwaited || this.mayBeReferred || this.namingItself.size > 0) {
      identities.filter(([identity, resource]) => !this.namingItself.has(identity) && graph.isAfter(resource))
        .forEach(([identity, resource]) => this.letName(identity, resource));
    }
  }

  /** Finds resources that name the policy already. Resolves all lists at once, because each call is slow. */
  private findNaming(resources: readonly OwnResource[]): Set<OwnResource> {
    const { stack, ref } = this.resource;
    const arn = JSON.stringify(stack.resolve(ref));
    const lists = resources.map(({ managedPolicyArns }, index) => [index, managedPolicyArns]);
    const resolved: Record<number, unknown> = stack.resolve(Object.fromEntries(lists)) ?? {};
    return new Set(resources.filter((_, index) => {
      const list = resolved[index]; // an escape hatch may have put an intrinsic function here
      return Array.isArray(list) && list.some((policyArn) => JSON.stringify(policyArn) === arn);
    }));
  }

  /**
   * Lets an identity name the policy. Not with `addManagedPolicy`, because CDK's users and groups have already read their lists.
   */
  private letName(identity: iam.IIdentity, resource: OwnResource): void {
    this.namingItself.add(identity);
    const { managedPolicyArns: own } = resource;
    resource.managedPolicyArns = Lazy.uncachedList({
      produce: (context) => [...context.resolve(own) ?? [], this.policy.managedPolicyArn],
    });
  }
}

/** Uses the newer name if aws-cdk-lib has it, because the older one then warns. */
function removeDependency(resource: CfnResource, target: CfnResource): void {
  const newer: unknown = Reflect.get(resource, 'removeResourceDependency');
  if (typeof newer === 'function') {
    newer.call(resource, target);
  } else {
    resource.removeDependency(target);
  }
}
