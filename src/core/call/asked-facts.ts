import { ConditionKey } from '../facts/iam-words';

/** A fact of a call that determines the value of a condition key, so that the key itself cannot be given. */
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

/** Finds the fact of a call that determines a key's value; undefined if the value must be given by itself. */
export function findFact(key: string): AskedFact | undefined {
  return FACTS[key.toLowerCase()];
}

/**
 * Writes which facts to give so that an answer becomes certain.
 *
 * @param keys condition keys whose values are not known
 * @param open other missing facts of the call, as answers name them
 */
export function askFor(keys: readonly string[], open: readonly string[] = []): string {
  const facts = keys.flatMap((key) => {
    const fact = findFact(key);
    return fact === undefined ? [] : [`${WORDS[fact]} (${key})`];
  });
  const others = keys.filter((key) => findFact(key) === undefined);
  const carried = others.length === 0 ? [] : [`what the request carries in ${others.join(', ')}`];
  return `Say ${[...open, ...facts, ...carried].join(', and ')}: the answer depends on it.`;
}
