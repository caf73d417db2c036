import { Action } from '../../facts/iam-words';
import { ANY_CHARACTER, ANY_TEXT, compileGlob } from '../../iam/glob';
import { atLeastOne, each, ElementRules, matches, must, Rule } from '../../rules/rule';

const INVOCATIONS = [Action.INVOKE, Action.INVOKE_STREAMING, Action.INVOKE_BIDIRECTIONAL];

/** Actions that a Region deny exempts: none that invokes models. */
export const EXEMPT_ACTION_RULES: readonly (Rule<readonly string[]> | ElementRules<string>)[] = [
  atLeastOne('list at least one action', 'Leave it out for AWS\'s list of services that have no Region'),
  each(
    must((action) => findOpened(action) === undefined,
      (action) => `must not match the invocation of models (${findOpened(action)}), which would open every model in every Region`,
      'Leave it out; \'admitModels\' opens what is meant'),
    matches(/^[a-z0-9-]+:[\w*?]+$/i, 'must hold actions with their service in front', 'For example "iam:*"'),
  ),
];

/** Finds the invocation that a pattern matches; IAM compares actions without regard to case. */
function findOpened(pattern: string): string | undefined {
  const isMatch = compileGlob(String(pattern).toLowerCase().replaceAll('*', ANY_TEXT).replaceAll('?', ANY_CHARACTER));
  return INVOCATIONS.find((invocation) => isMatch(invocation.toLowerCase()));
}
