import { OWN_ACCOUNT } from './decide-assumption';
import { Brought, NAMING } from './fill-conditions';
import { ACCOUNT_NUMBER, fillPatterns, FormPlace, several, spell, UNSURE } from './fill-patterns';
import { ALL_PARTITIONS } from '../facts/regions';

/** What somebody brings beside their names. */
export function forgetNames(brought: Brought): Brought {
  return Object.fromEntries(Object.entries(brought).filter(([key]) => !NAMING.includes(key)));
}

/** Where a principal is: its account or any, and its partition or any. */
export interface PrincipalPlace {
  readonly account?: string;
  readonly partition?: string;
}

const RESOURCES = ['role/', 'user/', 'root'];
/** A probe has a name of each: where a condition leaves some names out, one is not among them. */
const LETTERS = ['x', 'Q'];

/** Lists ARNs of principals in a place that fit what is asked of names; nothing where it was not found out whether there are any. */
export function listPrincipals(brought: Brought, { account, partition }: PrincipalPlace): string[] | undefined {
  // Where an account is asked for, it is so in the ARN.
  const asked = [...brought[NAMING[0]] ?? [], ...(brought[NAMING[1]] ?? []).map((one) => `arn:*:iam::${one}:*`)];
  const accounts = account === undefined ? [ACCOUNT_NUMBER, spell(OWN_ACCOUNT)] : [spell(account)];
  const partitions = partition === undefined ? ALL_PARTITIONS : [partition];
  let isUnsure = false;
  const fill = (resource: string, owner: readonly FormPlace[], letter: string): string[] => {
    for (const one of partitions) {
      const start = [...spell(`arn:${one}:iam::`), ...owner, ...spell(`:${resource}`)];
      const filled = fillPatterns(asked, [...start, ...resource.endsWith('/') ? several(isOfName, letter) : []]);
      if (typeof filled === 'string') {
        return [filled]; // one partition is as good as another
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
