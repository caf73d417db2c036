import { compileGlob } from './glob';
import { markWildcards } from './text-parts';

/** Prepares the test of an action against a pattern. Actions in IAM are not case-sensitive. */
export function compileActionPattern(pattern: string): (action: string) => boolean {
  const matches = compileGlob(markWildcards(pattern.toLowerCase()));
  return (action) => matches(action.toLowerCase());
}
