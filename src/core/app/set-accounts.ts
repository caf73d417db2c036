import { Numbers } from './collections';
import { readProperties } from './policy-shelf';
import { References } from './references';
import { listResources, ResourceAt, StackAt } from './stack-at';

interface TextFinder {
  findText(stack: StackAt, value: unknown): string | undefined;
}

/** The accounts to which the permission sets of an app are assigned. */
export class SetAccounts {
  private readonly accounts = new Map<string, Set<string | undefined>>();
  private readonly numbers = new Numbers();

  constructor(stacks: readonly StackAt[], references: References, texts: TextFinder) {
    for (const { stack, resource } of listResources(stacks, 'AWS::SSO::Assignment')) {
      const { PermissionSetArn: set, TargetId: target } = readProperties(resource);
      const at = references.findResource(stack, set, ['PermissionSetArn']);
      if (at !== undefined) {
        const known = this.accounts.get(this.keyOf(at)) ?? new Set();
        this.accounts.set(this.keyOf(at), known);
        const text = texts.findText(stack, target);
        if (text !== undefined) {
          known.add(text === texts.findText(stack, { Ref: 'AWS::AccountId' }) ? stack.account : text);
        }
      }
    }
  }

  /** Lists the known accounts. `undefined` is the unknown account of a stack. */
  public list(set: ResourceAt): (string | undefined)[] {
    return [...this.accounts.get(this.keyOf(set)) ?? []];
  }

  /** Says why no account is known. */
  public explainNone(set: ResourceAt): string | undefined {
    const known = this.accounts.get(this.keyOf(set));
    return known === undefined ? 'the permission set is assigned to no account in this app'
      : known.size === 0 ? 'the permission set is assigned to an account that only the deployment knows' : undefined;
  }

  private keyOf({ stack, logicalId }: ResourceAt): string {
    return `${this.numbers.of(stack)} ${logicalId}`;
  }
}
