import { LONGEST_POLICY_NAME } from '../facts/managed-policy-names';
import { describeValue } from '../rules/describe-value';
import { Fault } from '../rules/rule';

/** Names one of several policies of an access: the second is `name-2`, and so on. */
export function writePolicyName(first: string, index: number): string {
  return index === 0 ? first : `${first}-${index + 1}`;
}

/** Finds whether a name is too long to get the suffix of the last of several policies. */
export function findTightName(prop: string, first: string, count: number): Fault[] {
  return writePolicyName(first, count - 1).length <= LONGEST_POLICY_NAME ? [] : [{
    prop,
    rule: `must leave room for "-${count}", since the models need several policies and a name has at most ${LONGEST_POLICY_NAME} ` +
      'characters',
    got: describeValue(first),
    remedy: 'Shorten it',
  }];
}
