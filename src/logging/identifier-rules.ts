import { CustomDataIdentifier, DataIdentifier } from 'aws-cdk-lib/aws-logs';
import { isConcrete } from '../checks/check';
import { IDENTIFIER_NAME, IDENTIFIER_REGEX, LONGEST_IDENTIFIER_REGEX, MOST_CUSTOM_IDENTIFIERS } from '../core/facts/log-groups';
import { describeValue } from '../core/rules/describe-value';
import { each, ElementRules, must, Rule } from '../core/rules/rule';

const MANAGED_NAMES = Object.values(DataIdentifier).flatMap((value) => value instanceof DataIdentifier ? value.name : []);

/** What CloudWatch Logs accepts as identifiers of a data protection policy. Managed identifiers are not judged. */
export const IDENTIFIER_RULES: readonly (Rule<readonly DataIdentifier[]> | ElementRules<DataIdentifier>)[] = [
  must((identifiers) => countCustom(identifiers) <= MOST_CUSTOM_IDENTIFIERS, `must have at most ${MOST_CUSTOM_IDENTIFIERS} custom ones`,
    'Join some of their patterns by |', (identifiers) => `${countCustom(identifiers)}`),
  each(
    mustHave('name', (name) => IDENTIFIER_NAME.test(name), 'names of 1 to 128 letters, digits, "_" and "-"', 'For example "EmployeeId"'),
    mustHave('name', (name) => !MANAGED_NAMES.includes(name), 'other names than the managed ones', 'Choose another'),
    mustHave('regex', (regex) => regex.length <= LONGEST_IDENTIFIER_REGEX, `patterns of at most ${LONGEST_IDENTIFIER_REGEX} characters`,
      'Split it into several identifiers'),
    mustHave('regex', (regex) => IDENTIFIER_REGEX.test(regex),
      'patterns of letters, digits, spaces and _ # = @ / ; , - ^ $ ? [ ] { } | \\ * + . only',
      'CloudWatch Logs takes no parentheses, and no other symbols'),
  ),
];

/** A rule for one part of a custom identifier. */
function mustHave(part: 'name' | 'regex', isRight: (text: string) => boolean, what: string, remedy: string): Rule<DataIdentifier> {
  return must((identifier) => !isCustom(identifier) || !isConcrete(identifier[part]) || isRight(identifier[part]),
    `must have custom ones with ${what}`, remedy, (identifier) => describeValue((identifier as CustomDataIdentifier)[part]));
}

function countCustom(identifiers: readonly DataIdentifier[]): number {
  return identifiers.filter(isCustom).length;
}

/** Judged by its shape, since an app may load aws-cdk-lib twice. */
function isCustom(identifier: DataIdentifier): identifier is CustomDataIdentifier {
  return typeof identifier === 'object' && 'regex' in identifier;
}
