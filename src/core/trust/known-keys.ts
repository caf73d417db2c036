import { ASSUME_KEYS } from '../facts/assume-role';
import { GLOBAL_KEYS } from '../facts/condition-keys';

const KNOWN = new Set([...GLOBAL_KEYS, ...ASSUME_KEYS].map((key) => key.replace(/\$\{.*/, '').toLowerCase()));

/** Whether some request to assume a role may carry a key, in lower case; those of tags by what stands before their names. */
export function isKnownKey(key: string): boolean {
  return KNOWN.has(key) || KNOWN.has(key.replace(/\/.+/, '/'));
}
