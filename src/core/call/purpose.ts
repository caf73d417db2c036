import { InvocationLeg, Leg } from './leg';
import { ConditionKey, KEYS_OF_THE_CALL } from '../facts/iam-words';
import { Condition } from '../iam/condition';
import { isKey, toList } from '../iam/document';
import { Statement } from '../iam/statement';
import { writeValue } from '../iam/value';

/** Finds what shows that a Deny means one of these legs and does not match it by accident: it names a part of the call. */
export function findPurpose(statement: Statement, legs: readonly Leg[]): string | undefined {
  for (const leg of legs) {
    const purpose = findPurposeOf(statement, leg);
    if (purpose !== undefined) {
      return purpose;
    }
  }
  return undefined;
}

function findPurposeOf({ conditions, document }: Statement, leg: Leg): string | undefined {
  const ofTheCall = conditions.filter(({ key }) => isKey(key, ...KEYS_OF_THE_CALL));
  const naming = ofTheCall.find(({ operator, matches }) => operator !== 'Null' && !operator.includes('Not') && matches(leg) === true);
  if (naming) {
    return `names ${naming.key} ${naming.values.map((value) => `"${writeValue(value)}"`).join(', ')}`;
  }
  const asksForProfile = ({ operator, key }: Condition) => operator === 'Null' && isKey(key, ConditionKey.INFERENCE_PROFILE_ARN);
  if (ofTheCall.length > 0 && ofTheCall.every(asksForProfile)) {
    return 'is about all calls through profiles, or about all other calls';
  }
  const resources = toList(document.Resource ?? []).map(String);
  const isOfProject = (arn: string) => leg.leg === InvocationLeg.PROJECT && arn.includes(':project/');
  const named = resources.find((arn) =>
    /^arn:[^:]*:bedrock::/.test(arn) || /(inference-profile|foundation-model)\/[^*]/.test(arn) || isOfProject(arn));
  if (named && ofTheCall.length === 0) {
    return `names "${named}"`;
  }
  if (toList(document.NotResource ?? []).some((arn) => /^arn:[^:]*:bedrock:\*-/.test(String(arn)))) {
    return 'denies every ARN without a Region';
  }
  return conditions.length === 0 && resources.includes('*') ? 'denies it everywhere' : undefined;
}
