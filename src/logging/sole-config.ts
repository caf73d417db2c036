import { Annotations, Stack } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { fail, isConcrete } from '../checks/check';

/** What marks a setting in the construct tree; all copies of this package share its name. */
const MARK = Symbol.for('cdk-bedrock-cris.logging');

/** Throws for a second setting of one account and Region, and warns if two may be for the same. */
export function requireSole(scope: Construct): void {
  const [stack, path] = [Stack.of(scope), scope.node.path];
  for (const other of findMarked(scope.node.root)) {
    const sameStack = Stack.of(other) === stack;
    const matches = [compare(stack.account, Stack.of(other).account), compare(stack.region, Stack.of(other).region)];
    const conflict = `an account has one invocation-logging setting in each Region, and '${other.node.path}' writes it as well`;
    if (sameStack || matches.every((match) => match === true)) {
      fail(scope, `BedrockLoggingConfig must be the only one of its account and Region: ${conflict}, got: "${path}". Remove one of them`);
    } else if (!matches.includes(false)) {
      Annotations.of(scope).addWarningV2('cdk-bedrock-cris:logging.maybeTwice',
        `${path}: ${conflict} if their stacks are deployed to the same environment. The second deployment would then fail. ` +
        'Give both stacks an \'env\', or acknowledge this warning');
    }
  }
  Object.defineProperty(scope, MARK, { value: true });
}

/** Finds the settings in a tree, including those in its Stages. */
function findMarked(root: IConstruct): IConstruct[] {
  const found: IConstruct[] = [];
  const rest = [root];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    if (Reflect.has(next, MARK)) {
      found.push(next);
    }
    for (const child of next.node.children) {
      rest.push(child);
    }
  }
  return found;
}

/** Whether two accounts or Regions are the same; undefined if only the deployment knows. */
function compare(left: string, right: string): boolean | undefined {
  return isConcrete(left) && isConcrete(right) ? left === right : undefined;
}
