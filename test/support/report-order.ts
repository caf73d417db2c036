import { AppReport, ReportRow } from '../../src/core/app/report';

/** Rows by what they are about. */
export function keyRows({ identities, rows }: AppReport): Map<string, ReportRow> {
  return new Map(rows.map((row) => {
    const { path, account } = identities[row.identity];
    return [[path, account, row.model, row.region, row.action].join(' '), row];
  }));
}

const OPENNESS = { 'denied': 0, 'partial': 0, 'not-judged': 1, 'allowed': 2 };

/** The rows that let less through than before; those of which one of the reports says nothing are left out. */
export function findClosed(before: AppReport, after: AppReport): string[] {
  const others = keyRows(after);
  return [...keyRows(before)].flatMap(([key, { verdict }]) => {
    const now = others.get(key)?.verdict;
    return now === undefined || OPENNESS[now] >= OPENNESS[verdict] ? [] : [`${key}: ${verdict}, then ${now}`];
  });
}

/** The rows that are certain of something where less is known than in a report that is not. */
export function findTooCertain(known: AppReport, unknown: AppReport): string[] {
  const others = keyRows(known);
  return [...keyRows(unknown)].flatMap(([key, { verdict }]) => {
    const truth = others.get(key)?.verdict;
    return truth === undefined || verdict === 'not-judged' || verdict === truth ? [] : [`${key}: ${truth}, then ${verdict}`];
  });
}

/** The identities of which a report was certain in named rows, and another says nothing at all. */
export function findSilenced(known: AppReport, unknown: AppReport): string[] {
  const told = new Set(unknown.rows.map(({ identity }) => unknown.identities[identity].path));
  const notJudged = unknown.notJudged.map(({ what, why }) => `${what} ${why}`);
  const wanted = new Set(known.rows.filter(({ intent }) => intent === 'named').map(({ identity }) => known.identities[identity].path));
  // A policy of which nobody knows whose it is is told by itself.
  const isAnybodys = [...told].some((path) => /^the (role|user|group) that /.test(path));
  return [...wanted].filter((path) => !told.has(path) && !isAnybodys && !notJudged.some((text) => isAbout(text, path)));
}

/** A line about a stack is one about what is in it. */
function isAbout(text: string, path: string): boolean {
  const parts = path.split('/');
  return parts.some((_, index) => text.startsWith(`${parts.slice(0, index + 1).join('/')} `)) || text.includes(path);
}
