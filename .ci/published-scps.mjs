/**
 * Holds the built command line against published service control policies that lie beside the project, if they do: each has
 * its verdict per leg in an index.csv.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const [, , directory] = process.argv;
const [headers, ...rows] = readFileSync(join(directory, 'index.csv'), 'utf8').trim().split(/\r?\n/).map(cells);
const expected = rows.map((row) => Object.fromEntries(headers.map((header, index) => [header, row[index]])));
const files = expected.map(({ name }) => join(directory, `${name}.json`));
const caller = ['--region', 'af-south-1', '--model', 'anthropic.claude-sonnet-5-5', '--principal', 'arn:aws:iam::111122223333:role/ClaudeInvoker'];
const { stdout, stderr } = spawnSync(process.execPath, ['lib/cli/main.js', 'check-scp', ...files, ...caller, '--format', 'json'], { encoding: 'utf8' });
const { documents } = JSON.parse(stdout || fail(stderr));
const wrong = documents.flatMap(({ legs }, index) => {
  const { name, c1_profile_denied: c1, c2_regional_fm_denied: c2, c3_global_fm_denied: c3 } = expected[index];
  const got = legs.filter(({ announced }) => !announced).map(({ outcome }) => outcome === 'ALLOWED' ? 'False' : outcome === 'EXPLICITLY_DENIED' ? 'True' : outcome).join();
  return got === [c1, c2, c3].join() ? [] : [`${name}: expected ${[c1, c2, c3].join()}, got ${got}`];
});
if (wrong.length > 0) {
  fail(wrong.join('\n'));
}
console.log(`${documents.length} published policies have the verdicts that they should`);

/** The cells of a line of CSV, with its doubled quotes. */
function cells(line) {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
