import { FEDERATED_KEY, findResourceType, listKeys, listKnownKeys } from '../facts/condition-keys';

/** Tells of a condition key, in lower case, whether a request can carry it. */
type KeyTest = (key: string) => boolean;

const tests = new Map<string, KeyTest>();
let ofAnyRequest: KeyTest | undefined;

/** Finds what tells which keys a request for an action on a resource can carry; nothing for an action that is not known. */
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

/** Whether there is a request that carries a key, so far as is known. */
export function isKnownKey(key: string): boolean {
  ofAnyRequest ??= makeTest(listKnownKeys());
  return ofAnyRequest(key.toLowerCase());
}

/** Prepares the test of a key: by its name, or by what stands before the name of a tag. */
function makeTest(keys: readonly string[]): KeyTest {
  const names = new Set(keys.map((key) => key.replace('${TagKey}', '').toLowerCase()));
  return (key) => {
    const end = key.indexOf('/') + 1;
    const isListed = end === 0 ? names.has(key) : end < key.length && names.has(key.slice(0, end));
    return isListed || FEDERATED_KEY.test(key);
  };
}
