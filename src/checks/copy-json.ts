/**
 * Copies a document, so that a method returns JSON that is nobody else's. What a caller in another language gave keeps the tag of jsii's
 * kernel, by which Go would get `{"$jsii.map": …}` in place of the object.
 */
export function copyJson<T>(document: T): T {
  return JSON.parse(JSON.stringify(document)) as T;
}
