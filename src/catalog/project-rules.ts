import { PROJECT_ID } from '../core/facts/project';
import { matches, Rule } from '../core/rules/rule';

/** The ID of a project. */
export const PROJECT_ID_RULE: Rule<string> = matches(PROJECT_ID, 'must be the ID of a project: letters, digits, "_" and "-"',
  'From an ARN, use the part after the last "/"');
