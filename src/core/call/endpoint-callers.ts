import { PRINCIPAL_PATTERN, writeEverybodyRules } from './guard/exempt-principals';
import { atLeastOne, each, ElementRules, matches, Rule } from '../rules/rule';

/** The rules on the callers of an endpoint. */
export const ENDPOINT_CALLER_RULES: readonly (Rule<string[]> | ElementRules<string>)[] = [
  atLeastOne('name at least one caller', 'Leave it out for the identities that have the access'),
  each(matches(PRINCIPAL_PATTERN,
    'must hold ARNs of roles or users, in which "*" and "?" are wildcards; for a session the ARN of its role',
    'For example "arn:aws:iam::111122223333:role/app"')),
  ...writeEverybodyRules('name'),
];
