/**
 * Lists the facts by age, the oldest first, grouped by where to look again; warns of those that are older than 120 days, and never fails
 * for it. With `--write` it writes docs/facts.md.
 */
import { writeFileSync } from 'node:fs';
import { countDays, FACTS_PAGE, readFacts } from './facts';
import { writeFactsPage } from './facts-page';

const OLD = 120;

const facts = readFacts();
if (process.argv.includes('--write')) {
  writeFileSync(FACTS_PAGE, writeFactsPage(facts));
} else {
  print(new Date().toISOString().slice(0, 10));
}

function print(today: string): void {
  const readings = facts.flatMap(({ name, sources }) => sources.map(({ place, read }) => ({ name, place, read })));
  for (const reading of [...new Set(readings.map(({ read, place }) => `${read}  ${place}`))].sort()) {
    const names = readings.filter(({ read, place }) => `${read}  ${place}` === reading).map(({ name }) => name);
    const age = String(countDays(reading.slice(0, 10), today)).padStart(4);
    console.log(`${age} days  ${reading}\n             ${[...new Set(names)].join(', ')}`);
  }
  const old = new Set(readings.filter(({ read }) => countDays(read, today) > OLD).map(({ place }) => place));
  console.log(old.size === 0
    ? `\n${facts.length} facts, none read more than ${OLD} days ago`
    : `\nwarning: ${old.size} sources were read more than ${OLD} days ago; look at them again, and change the dates in src/core/facts`);
}
