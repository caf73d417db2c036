/**
 * Copies a document, so that a method's result shares nothing with other objects. An object from a caller in another language also keeps a
 * tag of jsii's kernel. With it, Go would get `{"$jsii.map": …}` in place of the object.
 */
export function copyJson<T>(document: T): T {
  return JSON.parse(JSON.stringify(document)) as T;
}
