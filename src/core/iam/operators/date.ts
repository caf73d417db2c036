import { makeComparisons } from './operator';

const ISO_8601 = /^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?)?)?$/;

/** Parses an ISO 8601 date or epoch seconds into milliseconds. A date without a time zone is UTC. */
function parseMilliseconds(value: string): number {
  if (/^-?\d{5,}(\.\d+)?$/.test(value)) {
    return Number(value) * 1000;
  }
  if (!ISO_8601.test(value)) {
    return NaN;
  }
  return Date.parse(/T.*(Z|[+-]\d\d:?\d\d)$/.test(value) || !value.includes('T') ? value : `${value}Z`);
}

export const DATE_OPERATORS = makeComparisons('Date', parseMilliseconds);
