import { IResource, Token } from 'aws-cdk-lib';
import { IManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { Construct, IConstruct } from 'constructs';
import { describeValue } from '../core/rules/describe-value';
import { Fault, findFaults, must, Rule, Rules, writeFaults } from '../core/rules/rule';

/** What the props of a construct must be. */
export interface PropRules<P> {
  /** What a factory calls the props, such as `options`. */
  readonly name?: string;
  /** What the props are for, as a sentence goes on after `'props'`: `must name the models`. */
  readonly must: string;
  /** Props that are right, or the beginning of them. */
  readonly example: string;
  readonly required?: RequiredProps<P>;
  /** A function where the rules are made of props that must be there. */
  readonly rules?: Rules<P> | (() => Rules<P>);
}

/** The props that must be given, and for each what is said where it is not: `must name at least one model`, and perhaps what to do. */
export type RequiredProps<P> = { readonly [K in keyof P]?: string | readonly [rule: string, remedy: string] };

/** Throws where props are missing or break rules, with all that is wrong at once. Declared types are trusted, tokens are not judged. */
export function checkProps<P extends object>(scope: IConstruct | undefined, props: P | undefined, propRules: PropRules<P>): void {
  refuse(scope, findPropFaults(props, propRules));
}

/** Finds whether props are missing or break rules. */
export function findPropFaults<P extends object>(
  props: P | undefined, propRules: PropRules<P>, isKnown: (value: unknown) => boolean = isConcrete,
): Fault[] {
  const { name = 'props', example, required = {}, rules = {} } = propRules;
  if (typeof props !== 'object' || props === null || Array.isArray(props)) {
    return [{ prop: name, rule: propRules.must, got: describeValue(props), remedy: `For example ${example}` }];
  }
  const missing = findMissing(props, required, example);
  if (missing.length > 0 && typeof rules === 'function') {
    return missing;
  }
  return [...missing, ...findFaults(props, typeof rules === 'function' ? rules() : rules, isKnown, missing.map(({ prop }) => prop))];
}

/** Finds the required props that were left out. */
function findMissing<P extends object>(props: P, required: RequiredProps<P>, example: string): Fault[] {
  return (Object.entries(required) as [keyof P & string, NonNullable<RequiredProps<P>[keyof P]>][]).flatMap(([prop, said]) => {
    const [rule, remedy] = typeof said === 'string' ? [said] : said;
    const value: unknown = props[prop];
    return (value ?? undefined) !== undefined ? []
      : [{ prop, rule, got: describeValue(value), remedy: `${remedy === undefined ? '' : `${remedy}. `}For example ${example}` }];
  });
}

/** Throws where what a factory was given breaks rules. */
export function checkValues<P extends object>(values: P, rules: Rules<P>, isKnown: (value: unknown) => boolean = isConcrete): void {
  refuse(undefined, findFaults(values, rules, isKnown));
}

/** Throws where a factory was given no construct: languages without types find out here. */
export function requireScope(scope: IConstruct): void {
  if (!Construct.isConstruct(scope)) {
    fail(undefined, `'scope' must be a construct, got: ${describeValue(scope)}. For example the stack`);
  }
}

/** Throws where something is wrong, with all of it. */
export function refuse(scope: IConstruct | undefined, faults: readonly Fault[]): void {
  if (faults.length > 0) {
    fail(scope, writeFaults(faults));
  }
}

/**
 * Throws with the construct's path in front, since a message alone does not say which of many constructs it means. A factory has no
 * construct.
 */
export function fail(scope: IConstruct | undefined, message: string): never {
  throw new Error(scope === undefined ? message : `${scope.node.path || scope.constructor.name}: ${message}`);
}

/** A list of which at least the length is known at synthesis: more is put behind it. */
export const KNOWN_LIST: Rule<readonly unknown[]> = {
  ...must((list) => !Token.isUnresolved(list),
    'must be a list that is known at synthesis', 'Write it out; its elements may be tokens', () => 'a token'),
  judgesUnknown: true,
  onList: true,
};

/** Whether a value is known at synthesis; only such values may be judged. Before a context look-up has run, its value is a stand-in. */
export function isConcrete<T>(value: T | undefined): value is T {
  if (value === undefined || value === null || Token.isUnresolved(value) || isTokenDuration(value)) {
    return false;
  }
  const text = typeof value === 'string' || Array.isArray(value) ? String(value) : '';
  return !text.startsWith('dummy-value-for-');
}

/** A permissions boundary; aws-cdk-lib silently drops one without an ARN. */
export const BOUNDARY_RULE: Rule<IManagedPolicy> = must(({ managedPolicyArn }) => managedPolicyArn !== undefined,
  'must be a managed policy', 'For example ManagedPolicy.fromManagedPolicyName(this, "Boundary", "boundary")');

/** Whether two accounts or Regions are known to differ. */
export function areDifferent(left: string | undefined, right: string | undefined): boolean {
  return isConcrete(left) && isConcrete(right) && left !== right;
}

/** A resource that must be in an account or a Region. */
export function mustBeIn(part: 'account' | 'region', place: string, rule: string, remedy: string): Rule<IResource> {
  return must(({ env }) => !areDifferent(env[part], place), rule, remedy, ({ env }) => describeValue(env[part]));
}

function isTokenDuration(value: unknown): boolean {
  return typeof value === 'object' && value !== null
    && 'isUnresolved' in value && typeof value.isUnresolved === 'function' && value.isUnresolved() === true;
}
