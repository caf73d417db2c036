import { describeValue } from '../core/rules/describe-value';

export { fail, isConcrete } from './check';

/** The value as an error message shows it. */
export function got(value: unknown): string {
  return `got: ${describeValue(value)}`;
}

/** Whether a value can be props; languages without types let anything through. */
export function isStruct(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
