import { readFileSync } from 'node:fs';
import { countDays, FACTS_PAGE, readFacts } from '../../../projenrc/facts';
import { listAges } from '../../../projenrc/facts-ages';
import { writeFactsPage } from '../../../projenrc/facts-page';

const facts = readFacts();
const names = (chosen: typeof facts) => chosen.map(({ file, name }) => `${file}: ${name}`);

test('every constant in core/facts says what it states, from where, and when it was read', () => {
  expect(facts.length).toBeGreaterThan(30);
  const isBare = ({ name, statement, sources, assumed }: typeof facts[number]) =>
    (statement === '' && !/\[/.test(name)) || (sources.length === 0 && assumed === undefined);
  expect(names(facts.filter(isBare))).toEqual([]);
});

test('no fact was read in the future', () => {
  const today = new Date().toISOString().slice(0, 10);
  expect(names(facts.filter(({ sources }) => sources.some(({ read }) => countDays(read, today) < 0)))).toEqual([]);
});

test('sources that differ need an assumption', () => {
  const differing = facts.filter(({ sources }) => sources.some(({ says }) => says?.startsWith('says ')));
  expect(differing.length).toBeGreaterThan(2);
  expect(names(differing.filter(({ assumed }) => assumed === undefined))).toEqual([]);
});

test('docs/facts.md is what the code says: npm run facts -- --write', () => {
  expect(readFileSync(FACTS_PAGE, 'utf8')).toBe(writeFactsPage(facts));
});

describe('the list by age', () => {
  const [{ sources: [{ read, place }], ...fact }] = facts.filter(({ sources }) => sources.length > 0);
  const agedBy = (days: number) =>
    listAges([{ ...fact, sources: [{ read, place }] }], new Date(Date.parse(read) + days * 86_400_000).toISOString().slice(0, 10));

  test('says when a source was read, from where, and for what', () => {
    expect(agedBy(7)[0]).toBe(`   7 days  ${read}  ${place}\n             ${fact.name}`);
  });

  test('warns of what was read more than 120 days ago', () => {
    expect(agedBy(120).join()).not.toContain('warning:');
    expect(agedBy(121).at(-1)).toContain('warning: 1 sources were read more than 120 days ago');
  });

  test('names what is assumed', () => {
    expect(listAges(facts, read).join()).toMatch(/look at these first: .*PROJECT_AUTHORIZATION/);
  });
});
