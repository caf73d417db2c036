import { LimitKind } from './arithmetic';
import { counted, percent, shown, shownRate } from './numbers';
import { Plan } from './plan';

/** A title, what stands over the columns, and what stands in them. */
export interface Table {
  readonly title: string;
  readonly headers: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export const LIMIT_NAMES: Readonly<Record<LimitKind, string>> = {
  TOKENS_PER_MINUTE_RESERVED: 'tokens per minute, while requests run',
  TOKENS_PER_MINUTE: 'tokens per minute, when they have ended',
  TOKENS_PER_DAY: 'tokens per day',
  REQUESTS_PER_MINUTE: 'requests per minute',
};

export function tokenTable(plan: Plan): Table {
  const { requestsPerMinute, peakRequestsPerMinute } = plan.workload;
  const peak = peakRequestsPerMinute === requestsPerMinute ? '' : `, ${shown(peakRequestsPerMinute)} at peak`;
  return {
    title: `Tokens of ${plan.modelId} at ${counted(requestsPerMinute, 'request')} per minute${peak}`,
    headers: ['tokens', 'a request', 'a minute', 'a minute at peak', 'a day'],
    rows: [
      ['reserved when requests start', ...[plan.reservedTokensPerRequest, plan.reservedTokensPerMinute, plan.peakReservedTokensPerMinute].map(shown), '–'],
      ['counted when they have ended', ...[plan.settledTokensPerRequest, plan.settledTokensPerMinute, plan.peakSettledTokensPerMinute, plan.settledTokensPerDay].map(shown)],
    ],
  };
}

/** Empty where no quota is known. */
export function limitTable(plan: Plan): Table {
  return {
    title: 'Limits, the first that is met on top',
    headers: ['limit', 'quota', 'taken at most', 'share', 'requests per minute that it allows'],
    rows: plan.limits.map(({ kind, quota, taken, requestsPerMinute }) =>
      [LIMIT_NAMES[kind], shown(quota), shown(taken), percent(taken, quota), shownRate(requestsPerMinute)]),
  };
}

/** The verdict in a sentence. */
export function verdictOf({ limits: [first], fits, workload }: Plan): string {
  if (fits === undefined) {
    return 'No quota is given: look it up in Service Quotas, in the source Region';
  }
  if (!first) {
    return 'Fits: these calls take nothing of the quota that is given';
  }
  const rate = `${counted(workload.peakRequestsPerMinute, 'request')} per minute`;
  return fits
    ? `Fits: at ${rate} nothing is throttled, however long requests run within a minute; the first limit is ${LIMIT_NAMES[first.kind]}, at ${shownRate(first.requestsPerMinute)}`
    : `Does not fit: at ${rate} calls can be throttled; the first limit is ${LIMIT_NAMES[first.kind]}, which allows ${shownRate(first.requestsPerMinute)}`;
}

/** The whole plan as text. */
export function reportOf(plan: Plan): string {
  const tables = [tokenTable(plan), limitTable(plan)].filter(({ rows }) => rows.length > 0).map(textOf);
  return [...tables, `${verdictOf(plan)}\n${plan.advice.map((one) => `- ${one}`).join('\n')}`, plan.increaseRequest].join('\n\n');
}

function textOf({ title, headers, rows }: Table): string {
  const widths = headers.map((header, column) => Math.max(header.length, ...rows.map((row) => row[column].length)));
  return [title, ...[headers, ...rows].map((row) => row.map((cell, column) => cell.padEnd(widths[column])).join('  ').trimEnd())].join('\n');
}
