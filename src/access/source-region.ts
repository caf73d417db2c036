import { Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { fail, isConcrete } from '../checks/check';
import { findOutermost } from '../checks/stacks';

/** Throws where the source Region would be another one in a stack: a token that stands for the Region of a stack is the same in all. */
export function requireKnownRegion(access: IConstruct, sourceRegion: string, stack: Stack, purpose: string): void {
  if (!isConcrete(sourceRegion) && findOutermost(stack) !== findOutermost(Stack.of(access))) {
    fail(access, `'sourceRegion' must be concrete to ${purpose} in another stack ('${stack.node.path}'), ` +
      'where the same token means that stack\'s own Region. Set \'sourceRegion\', or the Region of this stack\'s env');
  }
}
