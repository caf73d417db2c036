import { Duration, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** Throws with the construct's path in front, since a message alone does not say which of many constructs it means. */
export function fail(scope: IConstruct, message: string): never {
  throw new Error(`${scope.node.path || scope.constructor.name}: ${message}`);
}

/** The value as an error message shows it. */
export function got(value: unknown): string {
  return `got: ${shown(value)}`;
}

/** Objects by their class: constructs hold each other, which JSON cannot. */
function shown(value: unknown): string {
  if (Array.isArray(value)) {
    const objects = value.some((one) => typeof one === 'object' && one !== null);
    return objects && value.length > 3 ? `[${value.slice(0, 3).map(shown)},… ${value.length} in all]` : `[${value.map(shown)}]`;
  }
  if (typeof value === 'object' && value !== null) {
    return value instanceof Duration ? JSON.stringify(value.isUnresolved() ? 'a token' : value.toHumanString()) : `an object (${value.constructor?.name})`;
  }
  return typeof value === 'bigint' ? `${value}n` : JSON.stringify(value) ?? typeof value;
}

/** Whether a value can be props; languages without types let anything through. */
export function isStruct(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value is known at synthesis; only such values may be judged. Before a context look-up has run, its value is a stand-in. */
export function isConcrete<T>(value: T | undefined): value is T {
  const text = typeof value === 'string' || Array.isArray(value) ? String(value) : '';
  return value !== undefined && !Token.isUnresolved(value) && !text.startsWith('dummy-value-for-');
}
