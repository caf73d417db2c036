import { readFileSync } from 'node:fs';
import { readFacts } from '../../../projenrc/facts';
import {
  CLAUDE_CODE_VARIABLES, CLIENT_DEFAULTS, CLIENT_REGIONS, COUNT_TOKENS_REGIONS, LANGCHAIN_MODEL_OPTION, UNCOUNTED_MODELS,
} from '../../../src/core/facts/clients';
import { findKnownModel } from '../../../src/core/facts/known-models';
import { titleModel } from '../../../src/core/facts/model-ids';

const page = readFileSync('docs/clients.md', 'utf8');
const rows = page.split('\n').filter((line) => line.startsWith('| ')).map((line) => line.slice(2, -2).split(' | '));

test.each(CLIENT_DEFAULTS)('the page says what $client $version calls as $call', ({ client, version, call, modelId }) => {
  const column = { main: 2, background: 3, classifier: 4 }[call];
  const found = rows.filter((row) => row[0].startsWith(client) && row[1]?.startsWith(version));
  expect(found.map((row) => row[column])).toEqual([`\`${modelId.replace('anthropic.', '')}\``]);
  expect(findKnownModel(modelId)).toBeDefined();
});

test.each(CLIENT_REGIONS)('the page says which Region $client $version calls', ({ client, version, region = '–' }) => {
  const found = rows.filter((row) => row.length === 6 && row[0].startsWith(client) && row[1].startsWith(version));
  expect(found.map((row) => row[5])).toEqual([region]);
});

test('the page has no client and no version that is no fact, and no model that is none', () => {
  const table = rows.filter((row) => row.length === 6 && row[0] !== 'client');
  expect(table).toHaveLength(CLIENT_REGIONS.length);
  const named = table.flatMap((row) => row.slice(2, 5)).filter((cell) => cell !== '–');
  expect(named).toHaveLength(CLIENT_DEFAULTS.length);
});

test('the page says when the facts were read', () => {
  const facts = readFacts().filter(({ file }) => file.endsWith('/facts/clients.ts'));
  const [newest] = facts.flatMap(({ sources }) => sources.map(({ read }) => read)).sort().reverse();
  const date = new Date(newest).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
  expect(page).toContain(`What each name does was read on ${date}`);
});

test('the page names the models that are counted nowhere, and what LangChain is told', () => {
  const [line] = page.split('\n\n').filter((part) => part.includes('counted nowhere'));
  UNCOUNTED_MODELS.forEach((modelId) => expect(line).toContain(titleModel(modelId)));
  expect(page).toContain(`\`${LANGCHAIN_MODEL_OPTION}\``);
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
