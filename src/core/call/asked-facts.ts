import { joinWords } from './words';
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
  const said = [...open, ...facts];
  return [
    ...said.length === 0 ? [] : [`Say ${joinWords(said)}: the answer depends on ${said.length === 1 ? 'it' : 'them'}.`],
    ...others.length === 0 ? [] : [askForKeys(others)],
  ].join(' ');
}

/** Asks for the values of condition keys, by the option and the property that give them. */
function askForKeys(keys: readonly string[]): string {
  const [key, each] = keys.length === 1 ? [keys[0], ''] : ['KEY', ' for each of them'];
  const [given, absent] = [`${key}=VALUE`, `${key}=`].map((text) => /\s/.test(text) ? `'${text}'` : text);
  return `The answer depends on what the request carries in ${joinWords(keys)}. On the command line, give --context ${given}${each}, ` +
    `or --context ${absent} if the request does not carry ${keys.length === 1 ? 'it' : 'the key'} (in code: \`contextKeys\`).`;
}
