import { ConditionKey } from '../facts/iam-words';

/** A fact of a call from which the value of a condition key follows, so that nobody can give the key itself. */
type AskedFact = 'region' | 'account' | 'principal' | 'profile';

const FACTS: Readonly<Record<string, AskedFact>> = {
  [ConditionKey.REQUESTED_REGION.toLowerCase()]: 'region',
  [ConditionKey.PRINCIPAL_ACCOUNT.toLowerCase()]: 'account',
  [ConditionKey.PRINCIPAL_ARN.toLowerCase()]: 'principal',
  [ConditionKey.INFERENCE_PROFILE_ARN.toLowerCase()]: 'profile',
};

const WORDS: Readonly<Record<AskedFact, string>> = {
  region: 'from which Region the call is made',
  account: 'from which account',
  principal: 'who calls',
  profile: 'through which profile',
};

/** Finds the fact of a call from which a key's value follows; nothing where the value must be given by itself. */
export function findFact(key: string): AskedFact | undefined {
  return FACTS[key.toLowerCase()];
}

/**
 * Writes what somebody must say so that an answer is certain.
 *
 * @param keys condition keys whose values are not known
 * @param open what else nobody said of the call, as answers name it
 */
export function askFor(keys: readonly string[], open: readonly string[] = []): string {
  const facts = keys.flatMap((key) => {
    const fact = findFact(key);
    return fact === undefined ? [] : [`${WORDS[fact]} (${key})`];
  });
  const others = keys.filter((key) => findFact(key) === undefined);
  const carried = others.length === 0 ? [] : [`what the request carries in ${others.join(', ')}`];
  return `Say ${[...open, ...facts, ...carried].join(', and ')}: the answer rests on it.`;
}
