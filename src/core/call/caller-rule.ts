import { Leg } from './leg';
import { joinWords } from './words';
import { ConditionKey, KEYS_OF_THE_CALL } from '../facts/iam-words';
import { isKey, toList } from '../iam/document';
import { Statement } from '../iam/statement';

/** What to change about a call so that a rule on a key allows it. */
const SUBJECTS: readonly [RegExp, string][] = [
  [/^aws:SecureTransport$/i, 'the transport of the call (TLS)'],
  [/^s3:TlsVersion$/i, 'the version of TLS'],
  [/^aws:MultiFactorAuth/i, 'whether the session was started with MFA'],
  [/^aws:Principal(Org|Account)/i, 'the account or organization of the caller'],
  [/^aws:PrincipalTag\//i, 'the tags of the caller'],
  [/^aws:(Principal|user)/i, 'the caller'],
  [/^aws:Source(Ip|Vpc|Vpce)|^aws:VpcSourceIp$|^aws:Vpce/i, 'the network that the call comes from'],
  [/^bedrock:Guardrail/i, 'the guardrail of the call'],
  [/^bedrock:ServiceTier$/i, 'the service tier of the call'],
];

/**
 * Whether a Deny is a rule about who calls and how, such as a perimeter around an organization or a network. A deny of Bedrock for all but
 * named principals is not such a rule, and neither is a deny on keys that no request carries.
 */
export function isAboutCallers({ effect, document, conditions }: Statement, legs: readonly Leg[]): boolean {
  if (effect !== 'Deny' || conditions.length === 0 || conditions.some(({ key }) => isKey(key, ...KEYS_OF_THE_CALL))) {
    return false;
  }
  if (conditions.every(({ key }) => legs.every(({ mayCarry }) => mayCarry?.(key.toLowerCase()) === false))) {
    return false;
  }
  const isOfBedrockAlone = document.NotAction === undefined && toList(document.Action).every((action) => /^bedrock:/i.test(String(action)));
  const namesCallers = conditions.every(({ key }) => isKey(key, ConditionKey.PRINCIPAL_ARN, ConditionKey.PRINCIPAL_ACCOUNT));
  return !(isOfBedrockAlone && namesCallers);
}

/** Names what to change so that the rule allows a call. */
export function nameSubjects({ conditions }: Statement): string {
  const subjects = conditions.map(({ key }) =>
    SUBJECTS.find(([pattern]) => pattern.test(key))?.[1] ?? `what the request carries in ${key}`);
  return joinWords([...new Set(subjects)], 'or');
}
