import { matches, Rule } from '../core/rules/rule';

/** The name of a profile in dashboards and alarms. It becomes part of IDs. */
export const SHOWN_NAME_RULE: Rule<string> = matches(/^[A-Za-z0-9][\w -]{0,63}$/, 'must be 1 to 64 letters, digits, spaces, "_" or "-"',
  'For example "billing"');
