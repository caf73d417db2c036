import { ASSUME_KEYS } from '../facts/assume-role';
import { GLOBAL_KEYS } from '../facts/condition-keys';

const KNOWN = new Set([...GLOBAL_KEYS, ...ASSUME_KEYS].map((key) => key.replace(/\$\{.*/, '').toLowerCase()));

/** Whether a request to assume a role may carry a key, in lower case. Keys of tags are recognized by their prefix. */
export function isKnownKey(key: string): boolean {
  return KNOWN.has(key) || KNOWN.has(key.replace(/\/.+/, '/'));
}
