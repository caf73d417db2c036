import { nameAll } from '../core/app/name-all';
import { AppReport, ReportPlace } from '../core/app/report';

/** Everything that was not judged for one cause. */
export interface Unjudged {
  readonly description: string;
  readonly what: readonly { readonly path: string; readonly at?: ReportPlace }[];
}

/** Lists what was not judged, by cause. */
export function listUnjudged({ rows, identities, notJudged }: AppReport): Unjudged[] {
  const ofRows = rows.filter(({ verdict }) => verdict === 'not-judged')
    .map(({ identity, why = '' }) => ({ why, path: identities[identity].path, at: identities[identity].at }));
  const byCause = new Map<string, Map<string, Unjudged['what'][number]>>();
  for (const { why, path, at } of [...notJudged.map(({ what, why: cause }) => ({ why: cause, path: what, at: undefined })), ...ofRows]) {
    const known = byCause.get(why) ?? new Map<string, Unjudged['what'][number]>();
    byCause.set(why, known.set(path, { path, at }));
  }
  return [...byCause].map(([why, what]) => ({ description: `${nameAll([...what.keys()])}: ${why}`, what: [...what.values()] }));
}
