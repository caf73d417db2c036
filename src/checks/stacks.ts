import { Stack } from 'aws-cdk-lib';

/** Finds the stack that is deployed. A nested stack is deployed with its parent. */
export function findOutermost(stack: Stack): Stack {
  return stack.nestedStackParent ? findOutermost(stack.nestedStackParent) : stack;
}
