/** The age of facts: when each source was read, and where to look again. */
import { countDays, Fact } from './facts';

const OLD = 120;

/** Lists what was read from where, the oldest first; then what is only assumed; then a warning of old readings, if there are any. */
export function listAges(facts: readonly Fact[], today: string): string[] {
  const readings = facts.flatMap(({ name, sources }) => sources.map(({ place, read }) => ({ name, place, read })));
  const groups = [...new Set(readings.map(({ read, place }) => `${read}  ${place}`))].sort();
  const lines = groups.map((group) => {
    const names = readings.filter(({ read, place }) => `${read}  ${place}` === group).map(({ name }) => name);
    return `${String(countDays(group.slice(0, 10), today)).padStart(4)} days  ${group}\n             ${[...new Set(names)].join(', ')}`;
  });
  const assumed = facts.filter((fact) => fact.assumed !== undefined).map(({ name }) => name);
  const old = new Set(readings.filter(({ read }) => countDays(read, today) > OLD).map(({ place }) => place));
  return [
    ...lines,
    `\nassumed in part, so look at these first: ${assumed.join(', ')}`,
    old.size === 0
      ? `\n${facts.length} facts, none read more than ${OLD} days ago`
      : `\nwarning: ${old.size} sources were read more than ${OLD} days ago; look at them again, and change the dates in src/core/facts`,
  ];
}
