import { OWN_ACCOUNT } from './decide-assumption';
import { Brought, NAMING } from './fill-conditions';
import { ACCOUNT_NUMBER, fillPatterns, FormPlace, several, spell, UNSURE } from './fill-patterns';
import { ALL_PARTITIONS } from '../facts/regions';

/** What a requester sends apart from its names. */
export function forgetNames(brought: Brought): Brought {
  return Object.fromEntries(Object.entries(brought).filter(([key]) => !NAMING.includes(key)));
}

/** The place of a principal. Undefined means any account, or any partition. */
export interface PrincipalPlace {
  readonly account?: string;
  readonly partition?: string;
}

const RESOURCES = ['role/', 'user/', 'root'];
/** A probe gets a name of each letter, so that a condition that excludes some names misses one of them. */
const LETTERS = ['x', 'Q'];

/** Lists ARNs of principals in a place that meet the conditions on names; undefined if the search did not find out. */
export function listPrincipals(brought: Brought, { account, partition }: PrincipalPlace): string[] | undefined {
  // A condition on the account is a condition on the ARN.
  const asked = [...brought[NAMING[0]] ?? [], ...(brought[NAMING[1]] ?? []).map((one) => `arn:*:iam::${one}:*`)];
  const accounts = account === undefined ? [ACCOUNT_NUMBER, spell(OWN_ACCOUNT)] : [spell(account)];
  const partitions = partition === undefined ? ALL_PARTITIONS : [partition];
  let isUnsure = false;
  const fill = (resource: string, owner: readonly FormPlace[], letter: string): string[] => {
    for (const one of partitions) {
      const start = [...spell(`arn:${one}:iam::`), ...owner, ...spell(`:${resource}`)];
      const filled = fillPatterns(asked, [...start, ...resource.endsWith('/') ? several(isOfName, letter) : []]);
      if (typeof filled === 'string') {
        return [filled]; // any partition works
      }
      isUnsure ||= filled === UNSURE;
    }
    return [];
  };
  const found = RESOURCES.flatMap((resource) => accounts.flatMap((owner) => LETTERS.flatMap((letter) => fill(resource, owner, letter))));
  return found.length === 0 && isUnsure ? undefined : [...new Set(found)];
}

function isOfName(character: string): boolean {
  return /[\w+=,.@/-]/.test(character);
}
