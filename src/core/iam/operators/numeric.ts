import { comparisons } from './operator';

export const NUMERIC_OPERATORS = comparisons('Numeric', (value) => value.trim() === '' ? NaN : Number(value));
