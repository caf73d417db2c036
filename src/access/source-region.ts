import { Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { fail, isConcrete } from '../checks/check';
import { findOutermost } from '../checks/stacks';

/** Throws if the source Region is a token in another stack: a token for a stack's Region means the Region of the stack that resolves it. */
export function requireKnownRegion(access: IConstruct, sourceRegion: string, stack: Stack, purpose: string): void {
  if (!isConcrete(sourceRegion) && findOutermost(stack) !== findOutermost(Stack.of(access))) {
    fail(access, `'sourceRegion' must be concrete to ${purpose} in another stack ('${stack.node.path}'), ` +
      'because there the token means that stack\'s own Region. Set \'sourceRegion\', or the Region of this stack\'s env');
  }
}
