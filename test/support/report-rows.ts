import { CAPE_TOWN } from './difficult/places';
import { AppReport, Intent, ReportRow, RowVerdict } from '../../src/core/app/report';

/** What a row must say. */
export interface ExpectedRow {
  readonly model: string;
  readonly action: 'invoke' | 'stream';
  readonly region?: string;
  readonly intent: Intent;
  readonly verdict: RowVerdict;
  /** What the name of the policy that decides ends in. */
  readonly by?: string;
  /** What the reason holds. */
  readonly why?: RegExp;
}

export interface Expected {
  /** The end of the identity's path. */
  readonly at: string;
  readonly account?: string;
  readonly rows: readonly ExpectedRow[];
  /** Nothing is certain of it: each row is not judged, and rows or the list of what was not judged say so. */
  readonly unjudged?: true;
}

type Details = Partial<Omit<ExpectedRow, 'model' | 'action' | 'verdict'>>;

export function invoke(model: string, verdict: RowVerdict, details: Details = {}): ExpectedRow[] {
  return [{ model, action: 'invoke', region: CAPE_TOWN, intent: 'named', verdict, ...details }];
}

export function stream(model: string, verdict: RowVerdict, details: Details = {}): ExpectedRow[] {
  return [{ model, action: 'stream', region: CAPE_TOWN, intent: 'named', verdict, ...details }];
}

export function both(model: string, verdict: RowVerdict, details: Details = {}): ExpectedRow[] {
  return [...invoke(model, verdict, details), ...stream(model, verdict, details)];
}

export function expected(at: string, ...rows: readonly ExpectedRow[][]): Expected {
  return { at, rows: rows.flat() };
}

export function expectedIn(account: string, at: string, ...rows: readonly ExpectedRow[][]): Expected {
  return { at, account, rows: rows.flat() };
}

export function unjudged(at: string): Expected {
  return { at, rows: [], unjudged: true };
}

/** The rows of an identity by the end of its path, in its account where one is said. */
export function rowsOf({ identities, rows }: AppReport, { at, account }: Pick<Expected, 'at' | 'account'>): ReportRow[] {
  const isIt = (path: string) => path === at || path.endsWith(`/${at}`);
  return rows.filter(({ identity }) => isIt(identities[identity].path)
    && (account === undefined || identities[identity].account === account));
}

/** What a report says and should not, and the other way: a line each. */
export function compare(report: AppReport, one: Expected): string[] {
  const found = rowsOf(report, one);
  if (one.unjudged) {
    const certain = found.filter(({ verdict }) => verdict !== 'not-judged').map((row) => `certain: ${write(row)}`);
    const isTold = found.length > 0 || report.notJudged.some(({ what, why }) => `${what} ${why}`.includes(one.at));
    return isTold ? certain : ['nothing says that it is not judged'];
  }
  const used = new Set<ReportRow>();
  const missing = one.rows.flatMap((wanted) => {
    const rows = found.filter((row) => row.model === wanted.model && row.action === wanted.action && row.region === wanted.region);
    rows.forEach((row) => used.add(row));
    const [row] = rows;
    if (rows.length !== 1) {
      return [`${rows.length} rows for ${write(wanted)}`];
    }
    const says = row.intent === wanted.intent && row.verdict === wanted.verdict
      && (wanted.by === undefined || row.by?.policy.endsWith(wanted.by) === true)
      && (wanted.why === undefined || wanted.why.test(row.why ?? ''));
    return says ? [] : [`${write(row)}, not ${write(wanted)}`];
  });
  const more = found.filter((row) => !used.has(row) && (row.intent === 'named' || one.rows.length === 0))
    .map((row) => `also ${write(row)}`);
  return [...missing, ...more];
}

function write({ model, region, action, intent, verdict, by, why }: ReportRow | ExpectedRow): string {
  const policy = typeof by === 'object' ? by.policy : by;
  return `${[model, region ?? 'anywhere', action, intent, verdict].join(' ')}${policy === undefined ? '' : ` by ${policy}`}${
    why === undefined ? '' : ` (${String(why)})`}`;
}
