import { readFileSync } from 'node:fs';
import { CLAUDE_CODE_VARIABLES, CLIENT_DEFAULTS, CLIENT_REGIONS, COUNT_TOKENS_REGIONS } from '../../../src/core/facts/clients';
import { findKnownModel } from '../../../src/core/facts/known-models';

const page = readFileSync('docs/clients.md', 'utf8');
const rows = page.split('\n').filter((line) => line.startsWith('| ')).map((line) => line.slice(2, -2).split(' | '));

test.each(CLIENT_DEFAULTS)('the page says what $client $version calls as $call', ({ client, version, call, modelId }) => {
  const column = { main: 2, background: 3, classifier: 4 }[call];
  const found = rows.filter((row) => row[0].startsWith(client) && row[1]?.startsWith(version));
  expect(found.map((row) => row[column])).toEqual([`\`${modelId.replace('anthropic.', '')}\``]);
  expect(findKnownModel(modelId)).toBeDefined();
});

test.each(Object.entries(CLIENT_REGIONS))('the page says which Region %s calls', (client, region) => {
  const found = rows.filter((row) => row.length === 6 && row[0].startsWith(client));
  expect(found.length).toBeGreaterThan(0);
  found.forEach((row) => expect(row[5]).toBe(region));
});

test('Cape Town counts no tokens, as the page says', () => {
  expect(COUNT_TOKENS_REGIONS).not.toContain('af-south-1');
  expect(page).toContain('af-south-1 is not on AWS\'s list');
  expect(COUNT_TOKENS_REGIONS).toHaveLength(12);
});

test('no variable has two meanings', () => {
  const names = Object.values(CLAUDE_CODE_VARIABLES);
  expect(new Set(names).size).toBe(names.length);
});
