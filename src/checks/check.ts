import { IResource, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { describeValue } from '../core/rules/describe-value';
import { evenUnknown, Fault, findFaults, must, Rule, Rules, writeFaults } from '../core/rules/rule';

/** What the props of a construct must be. */
export interface PropRules<P> {
  /** What the props are for, as a sentence goes on after `'props'`: `must name the models`. */
  readonly must: string;
  /** Props that are right, or the beginning of them. */
  readonly example: string;
  readonly required?: RequiredProps<P>;
  readonly rules?: Rules<P>;
}

/** The props that must be given, and for each what is said where it is not: `must name at least one model`. */
export type RequiredProps<P> = { readonly [K in keyof P]?: string };

/** Throws where props are missing or break rules, with all that is wrong at once. Declared types are trusted, tokens are not judged. */
export function checkProps<P extends object>(scope: IConstruct, props: P | undefined, propRules: PropRules<P>): void {
  const { example, required = {}, rules = {} } = propRules;
  if (typeof props !== 'object' || props === null || Array.isArray(props)) {
    fail(scope, `'props' ${propRules.must}, got: ${describeValue(props)}. For example ${example}`);
  }
  const faults = findMissing(props, required, example);
  refuse(scope, [...faults, ...faults.length > 0 ? [] : findFaults(props, rules, isConcrete)]);
}

/** Finds the required props that were left out. */
export function findMissing<P extends object>(props: P, required: RequiredProps<P>, example: string): Fault[] {
  const missing = Object.entries(required).filter(([prop]) => (props[prop as keyof P] ?? undefined) === undefined);
  return missing.map(([prop, rule]): Fault => ({ prop, rule: rule as string, got: 'undefined', remedy: `For example ${example}` }));
}

/** Throws where what a factory was given breaks rules. */
export function checkValues<P extends object>(values: P, rules: Rules<P>, isKnown: (value: unknown) => boolean = isConcrete): void {
  refuse(undefined, findFaults(values, rules, isKnown));
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
export const KNOWN_LIST: Rule<readonly unknown[]> = evenUnknown(must((list) => !Token.isUnresolved(list),
  'must be a list that is known at synthesis', 'Write it out; its elements may be tokens', () => 'a token'));

/** Whether a value is known at synthesis; only such values may be judged. Before a context look-up has run, its value is a stand-in. */
export function isConcrete<T>(value: T | undefined): value is T {
  if (value === undefined || Token.isUnresolved(value) || isTokenDuration(value)) {
    return false;
  }
  const text = typeof value === 'string' || Array.isArray(value) ? String(value) : '';
  return !text.startsWith('dummy-value-for-');
}

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
