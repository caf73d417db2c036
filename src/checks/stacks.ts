import { Stack } from 'aws-cdk-lib';

/** Finds the stack that is deployed: a nested stack is deployed where its parent is. */
export function findOutermost(stack: Stack): Stack {
  return stack.nestedStackParent ? findOutermost(stack.nestedStackParent) : stack;
}
