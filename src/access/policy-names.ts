import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ManagedPolicyReference } from './managed-policy-reference';
import { fail, isConcrete, refuse } from '../checks/check';
import { TreeRegistry } from '../checks/tree-registry';
import { describeValue } from '../core/rules/describe-value';
import { findTightName, writePolicyName } from '../core/statements/policy-names';

/** The names that accesses have given to policies, each with its stack. */
const GIVEN = new TreeRegistry<{ readonly access: Construct; readonly stack: Stack; readonly name: string }>('managed-policy-names');

/** Names the managed policies of an access. A name is unique in an account, so the policies of other stacks do not get it. */
export class PolicyNames {
  private readonly path: string;

  constructor(private readonly access: Construct, private readonly name: string | undefined, path: string | undefined) {
    this.path = path ?? '/';
  }

  /** Writes the properties that name a policy of a stack. */
  public writeProps(stack: Stack, index: number): { readonly managedPolicyName?: string; readonly path: string } {
    const isNamed = this.name !== undefined && stack === Stack.of(this.access);
    return { managedPolicyName: isNamed ? this.claim(this.name, index) : undefined, path: this.path };
  }

  /** Lists names and paths, by which a permission set refers to the policies. */
  public listReferences(count: () => number): ManagedPolicyReference[] {
    const { access, name, path } = this;
    if (name === undefined) {
      return fail(access, '\'managedPolicyName\' must be set if a permission set refers to the policies, because it refers to them by ' +
        'name in every account, got: undefined. For example { …, managedPolicyName: "claude-engineers" }');
    }
    return Array.from({ length: count() }, (_, index) => ({ name: writePolicyName(name, index), path }));
  }

  private claim(first: string, index: number): string {
    const { access } = this;
    const name = writePolicyName(first, index);
    if (isConcrete(name)) {
      refuse(access, findTightName('managedPolicyName', first, index + 1));
      const stack = Stack.of(access);
      const other = GIVEN.of(access).find((given) => given.stack === stack && given.name.toLowerCase() === name.toLowerCase());
      if (other) {
        fail(access, `'managedPolicyName' must be unique, and '${other.access.node.path}' in the same stack has a policy of ` +
          `that name, got: ${describeValue(name)}. Choose another name`);
      }
      GIVEN.add(access, { access, stack, name });
    }
    return name;
  }
}
