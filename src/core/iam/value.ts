import { Match } from './match';
import { listOpen, openPattern, openText } from './open-text';
import { Operator } from './operators/operator';
import { IamRequest } from './request';
import { readText } from './text';
import { Reading } from './text-parts';

/** Tests a request's value against one value of a policy. */
export type ValueTest = (actual: string) => Match;

const never: ValueTest = () => false;

/** Writes a value of a condition as texts and reports show it: an intrinsic function of CloudFormation as JSON. */
export function writeValue(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Prepares the test of one value of a policy: once where its text is fixed, per request elsewhere. */
export function prepareValueTest(
  value: unknown, operator: Omit<Operator, 'negated'>, reading: Reading,
): (request: IamRequest) => ValueTest {
  const expected = readText(value, { ...operator, reading });
  const prepared = (pattern: string): ValueTest => operator.doubtful?.(pattern) ? () => [writeValue(value)] : operator.test(pattern);
  const preparedFor = ({ open }: IamRequest, pattern: string, test: ValueTest): ValueTest =>
    open === undefined || operator.doubtful?.(pattern) ? test : prepareOpenTest(pattern, operator, open);
  if (expected.fixed && expected.fixed.unknown.length === 0) {
    const { pattern } = expected.fixed;
    const test = prepared(pattern);
    return (request) => preparedFor(request, pattern, test);
  }
  return (request) => {
    const resolved = expected.resolve(request);
    if (!resolved) {
      return never;
    }
    const { pattern, unknown } = resolved;
    if (unknown.length === 0) {
      return preparedFor(request, pattern, prepared(pattern));
    }
    if (!operator.textual) {
      return () => unknown;
    }
    const couldMatch = operator.test(openPattern(pattern));
    return (actual) => couldMatch(openText(actual)) ? unknown : false;
  };
}

/** Tests values in which something may be open: such a one matches whatever that is, or depends on it, or does not match. */
function prepareOpenTest(pattern: string, operator: Omit<Operator, 'negated'>, open: NonNullable<IamRequest['open']>): ValueTest {
  const surely = operator.test(pattern);
  const openInPattern = listOpen(pattern);
  return (actual) => {
    const found = [...openInPattern, ...listOpen(actual)];
    if (found.length === 0) {
      return surely(actual);
    }
    const nameOf = (one: string) => open.get(one)?.name ?? one;
    const names = [...new Set(found.map(nameOf))];
    if (!operator.textual) {
      return names;
    }
    const readings = readFolders(actual, pattern, found.filter((one) => open.get(one)?.isFolder));
    if (readings.every(surely)) {
      return true;
    }
    const couldMatch = operator.test(openPattern(pattern));
    const mayMatch = (opened: readonly string[]) =>
      readings.some((reading) => couldMatch(openText(reading, (one) => opened.includes(nameOf(one)))));
    const alone = names.filter((name) => mayMatch([name]));
    return alone.length > 0 ? alone : mayMatch(names) && names;
  };
}

/**
 * Lists a value without its open folders, and with as many as the pattern may tell apart. A pattern that has no folder itself is taken to
 * mean names that stand in none: `role/Admin*` is not read as the folder `role/Admin/`.
 */
function readFolders(actual: string, pattern: string, folders: readonly string[]): string[] {
  const hasFolder = !/(^|:)(role\/)?[^/:]*$/.test(pattern);
  const depths = Array.from({ length: hasFolder ? pattern.split('/').length + 1 : 1 }, (_, depth) => depth);
  return folders.reduce<string[]>((readings, folder) =>
    readings.flatMap((reading) => depths.map((depth) => reading.replaceAll(folder, `${folder}/`.repeat(depth)))), [actual]);
}
