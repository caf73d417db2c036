import { readFileSync } from 'node:fs';
import { OPTIONS } from '../../src/cli/options';

const PAGE = readFileSync('docs/explain.md', 'utf8');

test('every option is in the table, and no other', () => {
  const [, table] = PAGE.split('\n### Options\n');
  const listed = table.split('\n### ')[0].split('\n').filter((line) => line.startsWith('| `--')).map((line) => line.split('|')[1]);
  expect(listed.flatMap((cell) => [...cell.matchAll(/--([\w-]+)/g)].map(([, name]) => name)).sort()).toEqual(Object.keys(OPTIONS).sort());
});
