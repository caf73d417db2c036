import { writeCount, writePercent, writeNumber, writeRate } from './numbers';
import { Plan } from './plan';
import { QuotaLimit } from './quota-limit';

/** A title, the headings of the columns, and the rows. */
export interface Table {
  readonly title: string;
  readonly headers: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export const LIMIT_NAMES: Readonly<Record<QuotaLimit, string>> = {
  [QuotaLimit.TOKENS_PER_MINUTE_RESERVED]: 'tokens per minute, while requests run',
  [QuotaLimit.TOKENS_PER_MINUTE]: 'tokens per minute, when they have ended',
  [QuotaLimit.TOKENS_PER_DAY]: 'tokens per day, for all models',
  [QuotaLimit.REQUESTS_PER_MINUTE]: 'requests per minute',
};

export function tabulateTokens(plan: Plan): Table {
  const { requestsPerMinute, peakRequestsPerMinute } = plan.workload;
  const reserved = [plan.reservedTokensPerRequest, plan.reservedTokensPerMinute, plan.peakReservedTokensPerMinute];
  const settled = [plan.settledTokensPerRequest, plan.settledTokensPerMinute, plan.peakSettledTokensPerMinute];
  const peak = peakRequestsPerMinute === requestsPerMinute ? '' : `, ${writeNumber(peakRequestsPerMinute)} at peak`;
  return {
    title: `Tokens of ${plan.modelId} at ${writeCount(requestsPerMinute, 'request')} per minute${peak}`,
    headers: ['tokens', 'a request', 'a minute', 'a minute at peak'],
    rows: [
      ['reserved when requests start', ...reserved.map(writeNumber)],
      ['counted when they have ended', ...settled.map(writeNumber)],
    ],
  };
}

/** Tabulates the limits; has no rows if no quota is known. */
export function tabulateLimits(plan: Plan): Table {
  return {
    title: 'Limits, tightest first',
    headers: ['limit', 'quota', 'used at most', 'share', 'requests per minute allowed'],
    rows: plan.limits.map(({ kind, quota, taken, requestsPerMinute }) => [
      LIMIT_NAMES[kind],
      writeNumber(quota),
      ...taken === undefined ? ['–', '–'] : [writeNumber(taken), writePercent(taken, quota)],
      writeRate(requestsPerMinute),
    ]),
  };
}

/** Writes the verdict in a sentence. */
export function writeVerdict({ limits: [first], fits, workload }: Plan): string {
  if (fits === undefined) {
    return 'No per-minute quota is given. Look it up in Service Quotas in the source Region';
  }
  if (first.kind === QuotaLimit.TOKENS_PER_DAY) {
    return 'Does not fit: with a quota of 0 tokens per day, every call fails';
  }
  const rate = `${writeCount(workload.peakRequestsPerMinute, 'request')} per minute`;
  const limit = LIMIT_NAMES[first.kind];
  const allowed = writeRate(first.requestsPerMinute);
  return fits
    ? `Fits: at ${rate} the quotas per minute throttle nothing, however long requests run within a minute; ` +
      `the first limit is ${limit}, at ${allowed}`
    : `Does not fit: at ${rate} calls can be throttled; the first limit is ${limit}, which allows ${allowed}`;
}

/** Writes the whole plan as text. */
export function writeReport(plan: Plan): string {
  const tables = [tabulateTokens(plan), tabulateLimits(plan)].filter(({ rows }) => rows.length > 0).map(writeTable);
  const advice = plan.advice.map((sentence) => `- ${sentence}`).join('\n');
  const parts = [...tables, `${writeVerdict(plan)}\n${advice}`, plan.supportCase, plan.increaseRequest];
  return parts.filter((part) => part !== undefined).join('\n\n');
}

function writeTable({ title, headers, rows }: Table): string {
  const widths = headers.map((header, column) => Math.max(header.length, ...rows.map((row) => row[column].length)));
  const lines = [headers, ...rows].map((row) => row.map((cell, column) => cell.padEnd(widths[column])).join('  ').trimEnd());
  return [title, ...lines].join('\n');
}
