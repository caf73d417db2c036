import { makeComparisons } from './operator';

export const NUMERIC_OPERATORS = makeComparisons('Numeric', (value) => value.trim() === '' ? NaN : Number(value));
