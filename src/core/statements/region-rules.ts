import { REGION_CODE } from '../facts/regions';
import { atLeastOne, ElementRules, once, Rule } from '../rules/rule';

/** A list of Regions, as conditions compare them: by their whole names. */
export const REGION_LIST_RULES: readonly (Rule<readonly string[]> | ElementRules<string>)[] = [
  atLeastOne('list at least one Region', 'For example ["af-south-1"]'),
  {
    each: [{
      holds: (region) => REGION_CODE.test(region),
      rule: 'must hold codes of Regions, such as "af-south-1"',
      remedy: 'Name each Region; wildcards, "unspecified" and "global" would let every model through',
    }],
  },
  once('Region'),
];
