import { must, Rule } from './rule';

/** The rule on a day in ISO 8601. */
export const DATE_RULE: Rule<string> = must(isDate, 'must be a day of the calendar, written such as "2027-01-08"',
  'Write year, month and day');

/** Reads the day from the clock, in UTC. */
export function readToday(): string {
  return new Date(Date.now()).toISOString().slice(0, 10);
}

function isDate(text: string): boolean {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text); // Date.parse takes 30 February as 2 March
}
