import { toList } from './document';
import { listValues, writeTemplateValue } from './intrinsics';
import { matchAll, matchAny, Match, not } from './match';
import { OPERATORS } from './operators';
import { BOOL_OPERATORS } from './operators/bool';
import { Operator } from './operators/operator';
import { cutPlaceholders } from './placeholders';
import { findValues, IamRequest } from './request';
import { Reading } from './text-parts';
import { prepareValueTest } from './value';

/** One key under one operator of a `Condition` block. */
export interface Condition {
  readonly operator: string;
  readonly key: string;
  /** The values as the policy writes them. */
  readonly values: readonly unknown[];
  /** Writes the values for reports. */
  readonly writeValues: () => string[];
  readonly matches: (request: IamRequest) => Match;
}

type Quantifier = 'ForAnyValue' | 'ForAllValues' | undefined;

/** Prepares a `Condition` block. All its keys under all its operators must match. */
export function readConditions(block: unknown, reading: Reading, fail: (rule: string) => never): Condition[] {
  return Object.entries(requireObject(block, '\'Condition\'', fail)).flatMap(([operator, keys]) =>
    Object.entries(requireObject(keys, `'Condition.${operator}'`, fail)).map(([key, value]) => {
      if (INTRINSIC.test(key)) {
        return makeUnknownCondition(operator, keys);
      }
      const values = listValues(value, reading);
      return {
        operator,
        key,
        values,
        writeValues: () => toList(value).map((one) => writeTemplateValue(one, reading)),
        matches: prepareTest(operator, key, values, reading, fail),
      };
    }));
}

/** An intrinsic function in place of keys, such as CDK's CfnJson writes. Its content is known only at deployment. */
const INTRINSIC = /^(Ref|Fn::\w+)$/;

function makeUnknownCondition(operator: string, keys: object): Condition {
  const text = JSON.stringify(keys);
  return { operator, key: text, values: [], writeValues: () => [], matches: () => [text] };
}

function requireObject(value: unknown, name: string, fail: (rule: string) => never): object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? value
    : fail(`${name} must be an object, got: ${JSON.stringify(value)}`);
}

function prepareTest(name: string, key: string, values: unknown[], reading: Reading, fail: (rule: string) => never): Condition['matches'] {
  if (values.some((value) => value === null || Array.isArray(value))) {
    return fail(`a value of '${name}' must be a string, a number or a boolean, got: ${JSON.stringify(values)}`);
  }
  if (name === 'Null') {
    return prepareNullTest(key, values, reading, fail);
  }
  const [, quantifier, base, ifExists] = /^(?:(ForAnyValue|ForAllValues):)?(.+?)(IfExists)?$/.exec(name) ?? [];
  const operator = OPERATORS.get(base);
  if (!operator) {
    return fail(`'${name}' is not a condition operator; IAM's names are case-sensitive, for example 'StringEquals'`);
  }
  const whenAbsent = ifExists ? true : quantifier ? quantifier === 'ForAllValues' : operator.negated;
  const tests = values.map((value) => prepareValueTest(value, operator, reading));
  return whereKnown(key, (actual, request) => {
    if (actual.length === 0) {
      return whenAbsent;
    }
    const prepared = tests.map((test) => test(request));
    return quantify(quantifier as Quantifier, operator, actual, (one) => matchAny(prepared, (test) => test(one)));
  });
}

function quantify(quantifier: Quantifier, operator: Operator, actual: readonly string[], matches: (one: string) => Match): Match {
  const holds = operator.negated ? (one: string) => not(matches(one)) : matches;
  // Without a quantifier, a negated operator negates the positive one over all values.
  const every = quantifier ? quantifier === 'ForAllValues' : operator.negated;
  return every ? matchAll(actual, holds) : matchAny(actual, holds);
}

function prepareNullTest(key: string, values: unknown[], reading: Reading, fail: (rule: string) => never): Condition['matches'] {
  refuseOddBooleans(values, fail);
  const tests = values.map((value) => prepareValueTest(value, BOOL_OPERATORS.Bool, reading));
  return whereKnown(key, (actual, request) => matchAny(tests, (test) => test(request)(String(actual.length === 0))));
}

/** Refuses a value that is neither true nor false. An intrinsic function, a placeholder or a policy variable may become either. */
function refuseOddBooleans(values: readonly unknown[], fail: (rule: string) => never): void {
  const odd = values.find((value) => typeof value !== 'object' && !/^(true|false)$/i.test(String(value)) &&
    !String(value).includes('${') && cutPlaceholders(String(value)).length === 1);
  if (odd !== undefined) {
    fail(`a value of 'Null' must be "true" or "false", got: ${JSON.stringify(odd)}`);
  }
}

function whereKnown(key: string, matches: (actual: readonly string[], request: IamRequest) => Match): Condition['matches'] {
  const name = key.toLowerCase();
  return (request) => {
    const actual = findValues(request, name);
    return actual ? matches(actual, request) : [key];
  };
}
