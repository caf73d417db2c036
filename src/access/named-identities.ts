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
 * The identities of this app that one managed policy names. The policy names them, and not they the policy, since
 * `cdk diff --security-only` reads a managed policy only with the identities that it names itself. CDK's own `attachToRole`
 * searches a list at each call; this keeps the cost linear.
 *
 * What depends on an identity as a construct waits for the policy too, as functions, state machines and ECS services of CDK do on
 * their roles. What only refers to its ARN or name does not, as with CDK's inline policies: it could only be guessed from the
 * resources of the stack which of them must wait, and which the policy itself needs. There `node.addDependency(role)` helps.
 */
export class NamedIdentities {
  private readonly resources: Record<Kind, Map<iam.IIdentity, OwnResource>> = { role: new Map(), user: new Map(), group: new Map() };
  private readonly namingItself = new Set<iam.IIdentity>();
  private mayBeReferred = false;

  constructor(private readonly policy: iam.ManagedPolicy, private readonly resource: iam.CfnManagedPolicy) {
    for (const kind of Object.keys(PROPERTIES) as Kind[]) {
      const property = PROPERTIES[kind];
      const ownNames = resource[property]; // of identities that a user attaches by the methods of the policy
      resource[property] = Lazy.uncachedList({ produce: (context) => this.listNames(kind, ownNames, context) });
    }
  }

  /** Takes into account that the app has the policy in its hands, so that resources may refer to it: to look for that has its price. */
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
    if (context.preparing && kind === 'role') { // once for all kinds: dependencies are known by now, and no template is written yet
      this.letNameItself();
    }
    const named = [...this.resources[kind]].filter(([identity]) => !this.namingItself.has(identity)).map(([, { ref }]) => ref);
    const names: string[] = [...context.resolve(named), ...context.resolve(ownNames) ?? []];
    const distinct = new Map(names.map((name) => [JSON.stringify(name), name])); // a name is mostly a `Ref`, an object
    return distinct.size > 0 ? [...distinct.values()] : undefined;
  }

  /**
   * An identity that must wait for the policy cannot be named by it, since that would be a circle, and one with a condition may not
   * exist. Such an identity names the policy, which `cdk diff` does not show.
   */
  private letNameItself(): void {
    const identities = Object.values(this.resources).flatMap((resources) => [...resources]);
    if (identities.length === 0) {
      return;
    }
    const graph = new ResourceGraph(this.resource);
    if (graph.isAwaited) {
      // A construct that waits for the access may hold its own role. It still waits: only the role must come before the policy.
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
    // Those come after the policy now, and others may refer to them.
    if (graph.isAwaited || this.mayBeReferred || this.namingItself.size > 0) {
      identities.filter(([identity, resource]) => !this.namingItself.has(identity) && graph.isAfter(resource))
        .forEach(([identity, resource]) => this.letName(identity, resource));
    }
  }

  /** Finds resources that name the policy already. All lists are resolved at once, since each call has its price. */
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
   * Lets an identity name the policy. Not by `addManagedPolicy`, since users and groups of CDK have read their lists by now and do not
   * look again.
   */
  private letName(identity: iam.IIdentity, resource: OwnResource): void {
    this.namingItself.add(identity);
    const { managedPolicyArns: own } = resource;
    resource.managedPolicyArns = Lazy.uncachedList({
      produce: (context) => [...context.resolve(own) ?? [], this.policy.managedPolicyArn],
    });
  }
}

/** By the newer name where aws-cdk-lib has it, since the older one warns there. */
function removeDependency(resource: CfnResource, target: CfnResource): void {
  const newer: unknown = Reflect.get(resource, 'removeResourceDependency');
  if (typeof newer === 'function') {
    newer.call(resource, target);
  } else {
    resource.removeDependency(target);
  }
}
