/**
 * Plays every row of conflicts.ts with all its modes and prints the table as Markdown: how often each server agreed, or what came
 * instead. `npx tsx --tsconfig tsconfig.dev.json test/lambda/logging/print-conflicts.ts`
 *
 * With `--write` it plays nothing, and writes the rows into docs/logging.md.
 */
import { isDeepStrictEqual } from 'node:util';
import { CASES, CONFLICTS } from './conflicts';
import { makeMotoPlace, makeLocalPlace, Place } from './conflicts-places';
import { play } from './conflicts-play';
import { write } from './conflicts-table';
import { LocalAws } from '../../support/guest/local-aws';
import { Moto } from '../../support/guest/moto';
import { hasJudges } from '../../support/judges';

async function main(): Promise<void> {
  const local = await LocalAws.start();
  const moto = hasJudges() ? await Moto.start() : undefined;
  const places = [makeLocalPlace(local), ...moto ? [await makeMotoPlace(moto)] : []];
  const columns: string[][] = [];
  for (const place of places) { // one after the other, since the SDK takes its endpoint from the environment
    columns.push([]);
    for (const cases of CASES) {
      columns.at(-1)!.push(await cell(place, cases));
    }
  }
  print(['what you do', 'what is found', 'setting', 'what happens', 'our server', ...moto ? ['moto'] : []]);
  print(Array.from({ length: 4 + places.length }, () => '---'));
  CONFLICTS.forEach(({ you, found, setting, happens }, index) =>
    print([you, found, setting, happens, ...columns.map((column) => column[index])]));
  await Promise.all([local.close(), moto?.close()]);
}

async function cell(place: Place, cases: typeof CASES[number]): Promise<string> {
  const results = [];
  for (const { row, modes, title } of cases) {
    results.push({ title, ...await play(place, row, modes) });
  }
  const wrong = results.filter(({ expected, seen }) => !isDeepStrictEqual(expected, seen));
  return wrong.length === 0 ? `${results.length} of ${results.length}`
    : wrong.map(({ title, seen }) => `${title}: ${JSON.stringify(seen)}`).join('; ');
}

function print(cells: readonly string[]): void {
  console.log(`| ${cells.join(' | ')} |`);
}

if (process.argv.includes('--write')) {
  write();
} else {
  void main();
}
