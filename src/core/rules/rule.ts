import { describeValue } from './describe-value';

/** A rule on one value, as data. `findFaults` checks values with it, from a prop or from the command line. */
export interface Rule<V, P = unknown> {
  /** Whether a value keeps the rule. */
  readonly holds: (value: V, props: P) => boolean;
  /** The rule, as the text after the name of the prop: `must have 1 to 128 characters`. */
  readonly rule: RuleText<V, P>;
  /** What to do, as a sentence without a period. */
  readonly remedy: RuleText<V, P>;
  /** Writes the text after `got:`. By default, `describeValue` writes the value. */
  readonly got?: (value: V, props: P) => string;
  /** The prop that the message names, if another prop than the checked one must change. */
  readonly prop?: string;
  /** Whether the rule also checks a value that is known only at deployment. By default it skips such a value. */
  readonly judgesUnknown?: boolean;
  /** Whether the rule also checks a value that was left out. By default it skips such a value. */
  readonly judgesMissing?: boolean;
  /** Whether the rule is about a list. Any other value is then reported as not a list. */
  readonly onList?: boolean;
  /** Other props that the rule reads. If one of them is at fault, only that fault is reported. */
  readonly reads?: readonly string[];
}

/** Rules on each element of a list. For each element, the first broken rule is reported. */
export interface ElementRules<E, P = unknown> {
  readonly each: readonly Rule<E, P>[];
  readonly reads?: readonly string[];
}

type RuleText<V, P> = string | ((value: V, props: P) => string);

type RulesOn<V, P> = readonly ([V] extends [readonly (infer E)[]] ? Rule<V, P> | ElementRules<E, P> : Rule<V, P>)[];

/** The rules on some props, in the order of the messages. For each prop, the first broken rule is reported. */
export type Rules<P> = { readonly [K in keyof P]?: RulesOn<NonNullable<P[K]>, P> };

/** A broken rule. */
export interface Fault {
  readonly prop: string;
  readonly rule: string;
  /** The value, or the part that breaks the rule, as text. */
  readonly got: string;
  readonly remedy: string;
}

/**
 * Finds what is wrong with given values. A misspelled constant is undefined, and other languages have null. Both are checked before the
 * rules of a prop, even if the prop has no rules.
 *
 * @param isKnown whether a value is known now, so that rules can check it; false for a value that is known only at deployment
 * @param told props that are already reported, so that no rule reads them
 */
export function findFaults<P extends object>(
  props: P, rules: Rules<P>, isKnown: (value: unknown) => boolean = () => true, told: readonly string[] = [],
): Fault[] {
  const all = [...new Set([...Object.keys(rules), ...Object.keys(props)])] as (keyof P & string)[];
  const names = all.filter((name) => !told.includes(name));
  const find = (name: keyof P & string, mayRun: (rule: PropRule<P>) => boolean): Fault[] => {
    const value = props[name];
    const given: readonly PropRule<P>[] = rules[name] ?? [];
    const misshapen = findMisshapen(name, value, given);
    if (misshapen) {
      return [misshapen];
    }
    const applicable = given.filter((rule) => judges(rule, value, isKnown) && mayRun(rule));
    const faults = findFaultsOf(name, value, props, applicable, isKnown);
    return faults.length === 0 && value === null ? [{ prop: name, got: 'null', ...NULL }] : faults;
  };
  const isAtFault = (name: string) =>
    told.includes(name) || find(name as keyof P & string, ({ reads }) => reads === undefined).length > 0;
  return names.flatMap((name) => find(name, ({ reads = [] }) => !reads.some(isAtFault)));
}

type PropRule<P> = RulesOn<any, P>[number];

/** Whether a rule checks a value, which may be left out, or known only at deployment. */
function judges<P>(rule: PropRule<P>, value: unknown, isKnown: (value: unknown) => boolean): boolean {
  if (isMissing(value)) {
    return 'judgesMissing' in rule && rule.judgesMissing === true;
  }
  return isKnown(value) || ('judgesUnknown' in rule && rule.judgesUnknown === true);
}

const NULL = { rule: 'must be given or left out', remedy: 'Leave it out, or make it undefined' };
const NO_LIST = { rule: 'must be a list', remedy: 'Put it in brackets' };
const NO_GAP = { rule: 'must hold no undefined and no null', remedy: 'The element may be misspelled, or not set' };

/** Finds a value that should be a list and is not, or a list with gaps. */
function findMisshapen<P>(prop: string, value: unknown, rules: readonly PropRule<P>[]): Fault | undefined {
  if (!Array.isArray(value)) {
    const isMeant = !isMissing(value) && rules.some((rule) => 'each' in rule || rule.onList);
    return isMeant ? { prop, got: describeValue(value), ...NO_LIST } : undefined;
  }
  const gap = value.findIndex(isMissing);
  return gap < 0 ? undefined : { prop, got: `${value[gap]} as element ${gap + 1} of ${value.length}`, ...NO_GAP };
}

function isMissing(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

function findFaultsOf<P>(
  prop: string, value: any, props: P, rules: readonly PropRule<P>[], isKnown: (value: unknown) => boolean,
): Fault[] {
  for (const rule of rules) {
    const parts: unknown[] = 'each' in rule ? value : [value];
    const faults = parts.flatMap((part) => {
      const partRules = 'each' in rule ? rule.each.filter(({ judgesUnknown }) => judgesUnknown || isKnown(part)) : [rule];
      const broken = partRules.find(({ holds }) => !holds(part, props));
      return broken ? [describeFault(prop, part, props, broken)] : [];
    });
    if (faults.length > 0) {
      return faults;
    }
  }
  return [];
}

/** Describes how a value breaks a rule. */
function describeFault<V, P>(judged: string, value: V, props: P, broken: Rule<V, P>): Fault {
  const { rule, remedy, got = describeValue, prop = judged } = broken;
  const write = (text: RuleText<V, P>) => typeof text === 'string' ? text : text(value, props);
  return { prop, rule: write(rule), got: got(value, props), remedy: write(remedy) };
}

/**
 * Writes a fault as a sentence. `name` writes a prop as the reader knows it, such as `--max-tokens`. A rule names other props in
 * quotes.
 */
export function writeFault({ prop, rule, got, remedy }: Fault, name: (prop: string) => string = quoteProp): string {
  return `${name(prop)} ${rule.replace(/'(\w+)'/g, (_, other: string) => name(other))}, got: ${got}. ${remedy}`;
}

/** Writes one fault as a sentence, or each of several on its own line. */
export function writeFaults(faults: readonly Fault[], name: (prop: string) => string = quoteProp): string {
  return faults.length === 1
    ? writeFault(faults[0], name)
    : `${faults.length} rules are broken:\n${faults.map((fault) => `- ${writeFault(fault, name)}`).join('\n')}`;
}

function quoteProp(prop: string): string {
  return `'${prop}'`;
}

/** Makes a rule. */
export function must<V, P>(holds: Rule<V, P>['holds'], rule: RuleText<V, P>, remedy: RuleText<V, P>, got?: Rule<V, P>['got']): Rule<V, P> {
  return { holds, rule, remedy, got };
}

/** Makes a rule that is broken if `find` finds something in a value. `got` shows what it found. */
export function mustLack<V, P>(
  find: (value: V, props: P) => unknown, rule: RuleText<V, P>, remedy: RuleText<V, P>, suffix = '',
): Rule<V, P> {
  return {
    holds: (value, props) => find(value, props) === undefined,
    rule,
    got: (value, props) => `${describeValue(find(value, props))}${suffix}`,
    remedy,
  };
}

/** Makes a rule on the form of a text. */
export function matches(form: RegExp, rule: string, remedy: string): Rule<string> {
  return must((text) => !isMissing(text) && form.test(text), rule, remedy);
}

/** Makes a rule that a value is one of an enum. */
export function mustBeOneOf<V>(members: Readonly<Record<string, V>>): Rule<V> {
  return must((value) => Object.values(members).includes(value), `must be one of ${Object.values(members).join(', ')}`, 'Choose one');
}

/** Makes rules on each element of a list. */
export function each<E, P>(...rules: Rule<E, P>[]): ElementRules<E, P> {
  return { each: rules };
}

/** A rule that a value is a list, of anything. */
export const LIST: ElementRules<any> = each();

/** The same rule, which also reads other props. It is skipped if one of them is at fault. */
export function comparing<R extends object>(props: readonly string[], rule: R): R {
  return { ...rule, reads: props };
}

/** Makes a rule that a list is not empty. */
export function atLeastOne(what: string, remedy: string): Rule<readonly unknown[]> {
  return { ...must((list) => list?.length > 0, `must ${what}`, remedy), onList: true };
}

/** Makes a rule that no two elements of a list have the same key. An element without a key is skipped. */
export function once<E>(what: string, keyOf: (element: E) => string | undefined = String): Rule<readonly E[]> {
  const findTwice = (list: readonly E[]) => findRepeated(list.flatMap((element) => keyOf(element) ?? []));
  return { ...mustLack(findTwice, `must name each ${what} once`, 'Leave one out', ' twice'), onList: true };
}

export function findRepeated<E>(list: readonly E[]): E | undefined {
  return list.find((element, index) => list.indexOf(element) !== index);
}

/** Finds the elements that share a key. */
export function findAlike<E>(list: readonly E[], keyOf: (element: E) => string): E[] | undefined {
  const key = findRepeated(list.map(keyOf));
  return key === undefined ? undefined : list.filter((element) => keyOf(element) === key);
}

/** Makes a rule on a prop that is ignored unless `isUsed`. It also checks a value that is known only at deployment. */
export function onlyWhere(isUsed: boolean, rule: string, remedy = 'Add that, or leave it out'): Rule<unknown> {
  return evenUnknown(must(() => isUsed, rule, remedy));
}

/** The same rule, which also checks a value that is known only at deployment. */
export function evenUnknown<V, P>(rule: Rule<V, P>): Rule<V, P> {
  return { ...rule, judgesUnknown: true };
}

/** The same rule, which also checks a value that was left out. */
export function required<V, P>(rule: Rule<V, P>): Rule<V, P> {
  return { ...rule, judgesMissing: true };
}

export function aboveZero(remedy: RuleText<number, unknown>): Rule<number> {
  return must((value) => Number.isFinite(value) && value > 0, 'must be a number above 0', remedy);
}
