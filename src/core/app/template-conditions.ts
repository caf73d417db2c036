import { isResolvedLater } from './fold-texts';
import { ResourceAt, StackAt } from './stack-at';
import { isObject } from '../iam/document';
import { findInMap } from '../iam/template-values';

/** Whether a resource certainly exists in its stack. */
export function existsForCertain({ stack, logicalId }: ResourceAt): boolean {
  const condition = stack.template.Resources?.[logicalId]?.Condition;
  return condition === undefined || settleCondition(stack, condition) === true;
}

/** Whether a condition of a template holds in its stack; `undefined` if only the deployment knows. */
export function settleCondition(stack: StackAt, name: string): boolean | undefined {
  const { Conditions: conditions = {} } = stack.template;
  const known = settled.get(stack) ?? new Map<string, boolean | undefined>();
  settled.set(stack, known);
  if (!known.has(name) && Object.hasOwn(conditions, name)) {
    known.set(name, undefined); // a circular condition is never settled
    known.set(name, settle(stack, conditions[name]));
  }
  return known.get(name);
}

/** Settles the conditions of a template for its place: a StackSet deploys one template to many places. */
const settled = new WeakMap<StackAt, Map<string, boolean | undefined>>();

function settle(stack: StackAt, formula: unknown): boolean | undefined {
  const { 'Fn::Equals': equals, 'Fn::And': all, 'Fn::Or': any, 'Fn::Not': negated, 'Condition': name } = isObject(formula) ? formula : {};
  const settleAll = (formulas: readonly unknown[]) => formulas.map((one) => settle(stack, one));
  if (typeof name === 'string') {
    return settleCondition(stack, name);
  }
  if (Array.isArray(all)) {
    const parts = settleAll(all);
    return parts.includes(false) ? false : parts.includes(undefined) ? undefined : true;
  }
  if (Array.isArray(any)) {
    const parts = settleAll(any);
    return parts.includes(true) ? true : parts.includes(undefined) ? undefined : false;
  }
  if (Array.isArray(negated)) {
    const [part] = settleAll(negated);
    return part === undefined ? undefined : !part;
  }
  const [one, other] = Array.isArray(equals) ? equals.map((value) => readValue(stack, value)) : [];
  return one === undefined || other === undefined ? undefined : one === other;
}

/** The default of a parameter is never certain: the deployment may set another value. */
function readValue(stack: StackAt, value: unknown): string | undefined {
  if (typeof value === 'string') {
    return isResolvedLater(value) ? undefined : value;
  }
  const { 'Ref': name, 'Fn::FindInMap': keys } = isObject(value) ? value : {};
  if (name === 'AWS::Region' || name === 'AWS::AccountId') {
    return name === 'AWS::Region' ? stack.region : stack.account;
  }
  const found = findMapped(stack, keys);
  return typeof found === 'string' ? found : undefined;
}

/** Finds a text or list in a mapping of a template, for the place of its stack; `undefined` if only the deployment knows. */
export function findMapped(stack: StackAt, keys: unknown): unknown {
  const known = Array.isArray(keys) ? keys.map((key) => readValue(stack, key) ?? key as unknown) : undefined;
  return findInMap(known, { Mappings: stack.template.Mappings });
}
