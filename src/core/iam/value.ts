import { Match } from './match';
import { mayPass, prepareOpenTest } from './open-test';
import { hasOpen, openPattern } from './open-text';
import { Operator } from './operators/operator';
import { IamRequest } from './request';
import { readText } from './text';
import { Reading } from './text-parts';

/** Tests a request's value against one value of a policy. */
type ValueTest = (actual: string) => Match;

const never: ValueTest = () => false;

/** Writes a value of a condition for messages and reports. An intrinsic function becomes JSON. */
export function writeValue(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Prepares the test of one value of a policy: once if its text is fixed, otherwise for each request. */
export function prepareValueTest(
  value: unknown, operator: Omit<Operator, 'negated'>, reading: Reading,
): (request: IamRequest) => ValueTest {
  const expected = readText(value, { ...operator, reading });
  const prepared = (pattern: string): ValueTest => operator.doubtful?.(pattern) ? () => [writeValue(value)] : operator.test(pattern);
  if (expected.fixed && expected.fixed.unknown.length === 0) {
    const { pattern } = expected.fixed;
    const test = prepared(pattern);
    const openTest = operator.doubtful?.(pattern) ? undefined : prepareOpenTest(pattern, operator);
    return ({ open }) => open === undefined || !openTest ? test : (actual) => hasOpen(actual) ? openTest(actual, open) : test(actual);
  }
  return (request) => {
    const resolved = expected.resolve(request);
    if (!resolved) {
      return never;
    }
    const { pattern, unknown } = resolved;
    if (unknown.length === 0) {
      const { open } = request;
      return open === undefined || operator.doubtful?.(pattern)
        ? prepared(pattern)
        : (actual) => prepareOpenTest(pattern, operator)(actual, open);
    }
    if (!operator.textual) {
      return () => unknown;
    }
    const couldMatch = operator.test(openPattern(pattern));
    return (actual) => mayPass(actual, request.open, pattern, couldMatch) ? unknown : false;
  };
}
