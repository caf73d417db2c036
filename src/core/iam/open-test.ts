import { Match } from './match';
import { isTooDeep, isVaried, listDepths, listOpened, listReadings, OpenValues, rememberLast } from './open-readings';
import { hasOpen, listOpen, openPattern } from './open-text';
import { Operator } from './operators/operator';

type TextTest = (actual: string) => boolean;

/**
 * Prepares the test of values in which something is open. Such a value matches a pattern in every case, in some cases (so it depends), or
 * in none. The pattern may be open too, if it comes from the request itself.
 */
export function prepareOpenTest(
  pattern: string, operator: Pick<Operator, 'test' | 'textual'>,
): (actual: string, open: OpenValues) => Match {
  const openInPattern = listOpen(pattern);
  let [surely, possibly]: TextTest[] = [];
  return rememberLast((actual, open) => {
    const found = openInPattern.length === 0 ? listOpen(actual) : [...openInPattern, ...listOpen(actual)];
    const nameOf = (one: string) => open.get(one)?.name ?? one;
    const listNames = (some: readonly string[]) => [...new Set(some.map(nameOf))];
    if (!operator.textual && found.length > 0) {
      return listNames(found);
    }
    surely ??= operator.test(pattern);
    if (surely(actual)) {
      return true;
    }
    const folders = found.filter((one) => open.get(one)?.isFolder);
    if (folders.length > 0 && isTooDeep(pattern)) {
      return listNames(folders);
    }
    const depths = folders.length === 0 ? [] : listDepths(pattern);
    const readings = listReadings(actual, open, depths);
    if (readings.some(surely)) {
      return readings.every(surely) || listNames(findDecisive(actual, open, depths, surely));
    }
    possibly ??= operator.test(openPattern(pattern));
    // A pattern without a folder means names without a folder: `role/Admin*` is not read as the folder `role/Admin/`.
    const meant = namesNoFolder(pattern) ? [0] : depths;
    if (!listOpened(actual, open, meant).some(possibly)) {
      return false;
    }
    const names = listNames(found);
    const alone = names.filter((name) => listOpened(actual, open, meant, (one) => nameOf(one) === name).some(possibly!));
    return alone.length > 0 ? alone : names;
  });
}

/** Finds which folders and candidates of a value change the answer of a test, if all others stay the same. */
function findDecisive(actual: string, open: OpenValues, depths: readonly number[], test: TextTest): string[] {
  const varied = listOpen(actual).filter((one) => isVaried(open.get(one)));
  return varied.length < 2 ? varied : varied.filter((one) => {
    const others = new Map([...open].filter(([character]) => character !== one));
    return listReadings(actual, others, depths).some((rest) => {
      const answers = listReadings(rest, open, depths).map(test);
      return new Set(answers).size > 1;
    });
  });
}

/** Whether a value may pass a test whose pattern is only partly known. */
export function mayPass(actual: string, open: OpenValues | undefined, pattern: string, test: TextTest): boolean {
  if (open === undefined || !hasOpen(actual)) {
    return test(actual);
  }
  return isTooDeep(pattern) || listOpened(actual, open, listDepths(pattern)).some(test);
}

function namesNoFolder(pattern: string): boolean {
  return /(^|:)(role\/)?[^/:]*$/.test(pattern);
}
