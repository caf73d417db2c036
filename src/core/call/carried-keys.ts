import { FEDERATED_KEY, findResourceType, listKeys, listKnownKeys } from '../facts/condition-keys';

/** Whether a request can carry a condition key, given in lower case. */
type KeyTest = (key: string) => boolean;

const tests = new Map<string, KeyTest>();
let ofAnyRequest: KeyTest | undefined;

/** Finds the test of the keys that a request for an action on a resource can carry; undefined for an unknown action. */
export function findKeyTest(action: string, resource: string): KeyTest | undefined {
  const type = findResourceType(resource);
  const name = `${action} ${type}`;
  const known = tests.get(name);
  if (known) {
    return known;
  }
  const keys = listKeys(action, type);
  const test = keys && makeTest(keys);
  if (test) {
    tests.set(name, test);
  }
  return test;
}

/** Whether any known request carries a key. */
export function isKnownKey(key: string): boolean {
  ofAnyRequest ??= makeTest(listKnownKeys());
  return ofAnyRequest(key.toLowerCase());
}

/** Prepares the test of a key: by its name, or by the part before the name of a tag. */
function makeTest(keys: readonly string[]): KeyTest {
  const names = new Set(keys.map((key) => key.replace('${TagKey}', '').toLowerCase()));
  return (key) => {
    const end = key.indexOf('/') + 1;
    const isListed = end === 0 ? names.has(key) : end < key.length && names.has(key.slice(0, end));
    return isListed || FEDERATED_KEY.test(key);
  };
}
