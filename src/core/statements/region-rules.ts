import { REGION_CODE } from '../facts/regions';
import { atLeastOne, each, ElementRules, matches, once, Rule } from '../rules/rule';

/** The rules on a list of Regions. They are full codes, because conditions compare the whole text. */
export const REGION_LIST_RULES: readonly (Rule<readonly string[]> | ElementRules<string>)[] = [
  atLeastOne('list at least one Region', 'For example ["af-south-1"]'),
  each(matches(REGION_CODE, 'must hold codes of Regions, such as "af-south-1"',
    'Name each Region; wildcards, "unspecified" and "global" would let every model through')),
  once('Region'),
];
