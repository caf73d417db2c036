import { Match } from './match';
import { listOpen, openPattern, openSome, openText } from './open-text';
import { Operator } from './operators/operator';
import { OpenValue } from './request';

/** What nobody said of a request, by the characters that stand for it. */
type OpenValues = ReadonlyMap<string, OpenValue>;

/**
 * Prepares the test of values in which something is open: such a one matches a pattern whatever that is, or depends on it, or does not
 * match. The pattern may hold the same, where it comes from the request itself.
 */
export function prepareOpenTest(
  pattern: string, operator: Pick<Operator, 'test' | 'textual'>,
): (actual: string, open: OpenValues) => Match {
  const openInPattern = listOpen(pattern);
  let [surely, possibly]: ((actual: string) => boolean)[] = [];
  return (actual, open) => {
    const found = openInPattern.length === 0 ? listOpen(actual) : [...openInPattern, ...listOpen(actual)];
    const nameOf = (one: string) => open.get(one)?.name ?? one;
    if (!operator.textual && found.length > 0) {
      return [...new Set(found.map(nameOf))];
    }
    surely ??= operator.test(pattern);
    const folders = found.filter((one) => open.get(one)?.isFolder);
    if (folders.length > 0 && pattern.split('/').length > MOST_FOLDERS) {
      return folders.map(nameOf);
    }
    const readings = folders.length === 0 ? [actual] : readFolders(actual, pattern, folders);
    if (readings.some(surely)) {
      return readings.every(surely) || folders.map(nameOf);
    }
    possibly ??= operator.test(openPattern(pattern));
    // A pattern without a folder is taken to mean names that stand in none: `role/Admin*` is not read as the folder `role/Admin/`.
    const meant = folders.length > 0 && namesNoFolder(pattern) ? readings.slice(0, 1) : readings;
    if (!meant.some((reading) => possibly(openText(reading)))) {
      return false;
    }
    const names = [...new Set(found.map(nameOf))];
    const alone = names.filter((name) => meant.some((reading) => possibly(openSome(reading, (one) => nameOf(one) === name))));
    return alone.length > 0 ? alone : names;
  };
}

/** No path of a role that people choose has more; a longer pattern is not looked into. */
const MOST_FOLDERS = 20;

function namesNoFolder(pattern: string): boolean {
  return /(^|:)(role\/)?[^/:]*$/.test(pattern);
}

/** Lists a value without its open folders, and with as many as the pattern may tell apart. */
function readFolders(actual: string, pattern: string, folders: readonly string[]): string[] {
  const depths = Array.from({ length: pattern.split('/').length + 1 }, (_, depth) => depth);
  return folders.reduce<string[]>((readings, folder) =>
    readings.flatMap((reading) => depths.map((depth) => reading.replaceAll(folder, `${folder}/`.repeat(depth)))), [actual]);
}
