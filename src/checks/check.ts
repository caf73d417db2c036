import { IResource, Token } from 'aws-cdk-lib';
import { IManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { Construct, IConstruct } from 'constructs';
import { countEdits } from '../core/facts/count-edits';
import { describeValue } from '../core/rules/describe-value';
import { Fault, findFaults, must, Rule, Rules, writeFaults } from '../core/rules/rule';

/** The rules on the props of a construct. */
export interface PropRules<P> {
  /** The name of the props in a factory, such as `options`. */
  readonly name?: string;
  /** What the props are for. It continues the sentence after `'props'`: `must name the models`. */
  readonly must: string;
  /** Correct props, or the beginning of them. */
  readonly example: string;
  readonly required?: RequiredProps<P>;
  /** A function if the rules depend on required props. */
  readonly rules?: Rules<P> | (() => Rules<P>);
}

/** The required props. Each has the message if it is missing, `must name at least one model`, and an optional remedy. */
export type RequiredProps<P> = { readonly [K in keyof P]?: string | readonly [rule: string, remedy: string] };

/** Throws if props are missing or break rules, with all faults at once. Trusts declared types, and does not judge tokens. */
export function checkProps<P extends object>(scope: IConstruct | undefined, props: P | undefined, propRules: PropRules<P>): void {
  refuse(scope, findPropFaults(props, propRules));
}

/** Finds missing props, and props that break rules. */
export function findPropFaults<P extends object>(
  props: P | undefined, propRules: PropRules<P>, isKnown: (value: unknown) => boolean = isConcrete,
): Fault[] {
  const { name = 'props', example, required = {}, rules = {} } = propRules;
  if (typeof props !== 'object' || props === null || Array.isArray(props)) {
    return [{ prop: name, rule: propRules.must, got: describeValue(props), remedy: `For example ${example}` }];
  }
  const missing = findMissing(props, required, example, typeof rules === 'function' ? [] : Object.keys(rules));
  if (missing.length > 0 && typeof rules === 'function') {
    return missing;
  }
  return [...missing, ...findFaults(props, typeof rules === 'function' ? rules() : rules, isKnown, missing.map(({ prop }) => prop))];
}

/** Finds required props that are missing. */
function findMissing<P extends object>(props: P, required: RequiredProps<P>, example: string, known: readonly string[]): Fault[] {
  const others = Object.keys(props).filter((name) => !known.includes(name) && !(name in required));
  return (Object.entries(required) as [keyof P & string, NonNullable<RequiredProps<P>[keyof P]>][]).flatMap(([prop, said]) => {
    const [rule, remedy] = typeof said === 'string' ? [said] : said;
    const value: unknown = props[prop];
    const remedies = [suggestName(prop, others), remedy === undefined ? '' : `${remedy}. `, `For example ${example}`];
    return (value ?? undefined) !== undefined ? [] : [{ prop, rule, got: describeValue(value), remedy: remedies.join('') }];
  });
}

/** Names a given prop that is a typo of a missing one. Languages without types do not refuse it. */
function suggestName(prop: string, others: readonly string[]): string {
  const typo = others.find((name) => countEdits(name, prop, 2) <= 2);
  return typo === undefined ? '' : `'${typo}' is no prop; did you mean '${prop}'? `;
}

/** Throws if the arguments of a factory break rules. */
export function checkValues<P extends object>(values: P, rules: Rules<P>, isKnown: (value: unknown) => boolean = isConcrete): void {
  refuse(undefined, findFaults(values, rules, isKnown));
}

/** Throws if a factory's scope is not a construct. Languages without types need this check. */
export function requireScope(scope: IConstruct): void {
  if (!Construct.isConstruct(scope)) {
    fail(undefined, `'scope' must be a construct, got: ${describeValue(scope)}. For example the stack`);
  }
}

/** Throws if there are faults, with all of them. */
export function refuse(scope: IConstruct | undefined, faults: readonly Fault[]): void {
  if (faults.length > 0) {
    fail(scope, writeFaults(faults));
  }
}

/**
 * Throws with the construct's path in front, because the message does not say which construct it means. A factory has no construct.
 */
export function fail(scope: IConstruct | undefined, message: string): never {
  throw new Error(scope === undefined ? message : `${scope.node.path || scope.constructor.name}: ${message}`);
}

/** A list whose length must be known at synthesis, because the library appends to it. */
export const KNOWN_LIST: Rule<readonly unknown[]> = {
  ...must((list) => !Token.isUnresolved(list),
    'must be a list that is known at synthesis', 'Write it out; its elements may be tokens', () => 'a token'),
  judgesUnknown: true,
  onList: true,
};

/** Whether a value is known at synthesis, so that rules may judge it. Before a context look-up has run, its value is a dummy. */
export function isConcrete<T>(value: T | undefined): value is T {
  if (value === undefined || value === null || Token.isUnresolved(value) || isTokenDuration(value)) {
    return false;
  }
  const text = typeof value === 'string' || Array.isArray(value) ? String(value) : '';
  return !text.startsWith('dummy-value-for-');
}

/** A permissions boundary. aws-cdk-lib silently drops one without an ARN. */
export const BOUNDARY_RULE: Rule<IManagedPolicy> = must(({ managedPolicyArn }) => managedPolicyArn !== undefined,
  'must be a managed policy', 'For example ManagedPolicy.fromManagedPolicyName(this, "Boundary", "boundary")');

/** Whether two accounts or Regions are known to differ. */
export function areDifferent(left: string | undefined, right: string | undefined): boolean {
  return isConcrete(left) && isConcrete(right) && left !== right;
}

/** A resource that must be in a given account or Region. */
export function mustBeIn(part: 'account' | 'region', place: string, rule: string, remedy: string): Rule<IResource> {
  return must(({ env }) => !areDifferent(env[part], place), rule, remedy, ({ env }) => describeValue(env[part]));
}

function isTokenDuration(value: unknown): boolean {
  return typeof value === 'object' && value !== null
    && 'isUnresolved' in value && typeof value.isUnresolved === 'function' && value.isUnresolved() === true;
}
