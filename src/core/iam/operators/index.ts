import { ARN_OPERATORS } from './arn';
import { BINARY_OPERATORS } from './binary';
import { BOOL_OPERATORS } from './bool';
import { DATE_OPERATORS } from './date';
import { IP_ADDRESS_OPERATORS } from './ip-address';
import { NUMERIC_OPERATORS } from './numeric';
import { Operator } from './operator';
import { STRING_OPERATORS } from './string';

/** Every condition operator of IAM except `Null`, by its name. */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map<string, Operator>(Object.entries({
  ...STRING_OPERATORS,
  ...NUMERIC_OPERATORS,
  ...DATE_OPERATORS,
  ...BOOL_OPERATORS,
  ...BINARY_OPERATORS,
  ...IP_ADDRESS_OPERATORS,
  ...ARN_OPERATORS,
}));
