/**
 * Lists the facts by age, the oldest first, grouped by where to look again; warns of those that are older than 120 days, and never fails
 * for it. With `--write` it writes docs/facts.md.
 */
import { writeFileSync } from 'node:fs';
import { FACTS_PAGE, readFacts } from './facts';
import { listAges } from './facts-ages';
import { writeFactsPage } from './facts-page';

const facts = readFacts();
if (process.argv.includes('--write')) {
  writeFileSync(FACTS_PAGE, writeFactsPage(facts));
} else {
  console.log(listAges(facts, new Date().toISOString().slice(0, 10)).join('\n'));
}
