import { joinWords } from './words';
import { toList } from '../iam/document';

const OPERATOR_WORDS: Record<string, string> = {
  StringEquals: 'is',
  StringEqualsIgnoreCase: 'is',
  StringNotEquals: 'is not',
  StringNotEqualsIgnoreCase: 'is not',
  StringLike: 'is like',
  StringNotLike: 'is not like',
  ArnEquals: 'is like',
  ArnLike: 'is like',
  ArnNotEquals: 'is not like',
  ArnNotLike: 'is not like',
  Bool: 'is',
};

/** How many values are shown: a report should fit a screen, and lists of principals and Regions may be long. */
const SHOWN = 4;

/** Describes when a statement applies, as a clause that follows "it denies". */
export function describeCondition(statement: unknown): string {
  const { Condition: block } = (statement ?? {}) as Record<string, unknown>;
  const clauses = listEntries(block).flatMap(([operator, keys]) =>
    listEntries(keys).map(([key, values]) => describeClause(operator, key, values)));
  return clauses.length === 0 ? 'whatever the conditions' : `where ${joinWords(clauses)}`;
}

function describeClause(operator: string, key: string, given: unknown): string {
  const values = toList(given);
  if (operator === 'Null') {
    return `${key} is ${String(values[0]) === 'true' ? 'absent' : 'present'}`;
  }
  const [, quantifier, base, ifExists] = /^(?:(For\w+):)?(.+?)(IfExists)?$/.exec(operator) ?? ['', undefined, operator, undefined];
  const written = values.slice(0, SHOWN).map((value) => JSON.stringify(value));
  const shown = joinWords(values.length > SHOWN ? [...written, `${values.length - SHOWN} more`] : written, 'or');
  return `${quantifier ? `${quantifier} ` : ''}${key} ${OPERATOR_WORDS[base] ?? base} ${shown}${ifExists ? ', if it is there' : ''}`;
}

function listEntries(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}
