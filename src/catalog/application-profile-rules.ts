import { matches, Rule } from '../core/rules/rule';

/** What dashboards and alarms call a profile: it becomes part of IDs. */
export const SHOWN_NAME_RULE: Rule<string> = matches(/^[A-Za-z0-9][\w -]{0,63}$/, 'must be 1 to 64 letters, digits, spaces, "_" or "-"',
  'For example "billing"');
