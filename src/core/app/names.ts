import { Name } from './stack-at';
import { IDENTITY_NAMES, NameRule, NESTED_STACK_NAMES, STACK_SET_STACK, UUID_GROUPS } from '../facts/generated-names';
import { SSO_RANDOM, SSO_ROLE_PREFIX } from '../facts/iam-roles';
import { ANY_HEX_DIGIT, ANY_LETTER_OR_DIGIT } from '../iam/special-characters';

/** Lists the names that CloudFormation may generate for a role, for each possible name of its stack. */
export function listRoleNames(stackNames: readonly Name[], logicalId: string): Name[] {
  return listNames(stackNames, logicalId, IDENTITY_NAMES);
}

/** Lists the names that CloudFormation may generate for a user. */
export function listUserNames(stackNames: readonly Name[], logicalId: string): Name[] {
  return listNames(stackNames, logicalId, IDENTITY_NAMES);
}

/** Lists the names that the stack of a nested stack may have. */
export function listNestedStackNames(parentNames: readonly Name[], logicalId: string): Name[] {
  return listNames(parentNames, logicalId, NESTED_STACK_NAMES);
}

/** Names the stacks of a StackSet. */
export function nameStackSetStack(setName: Name): Name {
  return `${STACK_SET_STACK}${setName}-${UUID_GROUPS.map((digits) => ANY_HEX_DIGIT.repeat(digits)).join('-')}`;
}

/** Names the role of a permission set. Only its random digits differ between accounts. */
export function namePermissionSetRole(setName: Name): Name {
  return `${SSO_ROLE_PREFIX}${setName}_${ANY_HEX_DIGIT.repeat(SSO_RANDOM)}`;
}

function listNames(stackNames: readonly Name[], logicalId: string, rules: readonly NameRule[]): Name[] {
  const names = stackNames.map(cleanDashes).flatMap((stack) => rules.flatMap(({ shared, random }) => {
    const ofStack = stack.slice(0, Math.max(Math.ceil(shared / 2), shared - logicalId.length));
    const ofResource = logicalId.slice(0, shared - ofStack.length);
    return random.map((count) => `${ofStack}-${ofResource}-${ANY_LETTER_OR_DIGIT.repeat(count)}`);
  }));
  return [...new Set(names)];
}

/** The name of a nested stack may have two hyphens in a row. */
function cleanDashes(stackName: Name): Name {
  return stackName.replace(/^-+/, '').replace(/-{2,}/g, '-');
}
