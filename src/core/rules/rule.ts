import { describeValue } from './describe-value';

/** A rule on one value that somebody gives, as data: `findFaults` runs it, wherever the value comes from. */
export interface Rule<V, P = unknown> {
  /** Whether a value keeps the rule. */
  readonly holds: (value: V, props: P) => boolean;
  /** The rule, as a sentence goes on after the name of the prop: `must have 1 to 128 characters`. */
  readonly rule: RuleText<V, P>;
  /** What to do, as a sentence without a period. */
  readonly remedy: RuleText<V, P>;
  /** What stands after `got:`, where that is not the value as `describeValue` writes it. */
  readonly got?: (value: V, props: P) => string;
  /** The prop that the message names, where another one than the judged must change. */
  readonly prop?: string;
  /** Whether a value is judged that only the deployment knows; otherwise it is passed over. */
  readonly judgesUnknown?: boolean;
  /** Whether a value is judged that was left out; otherwise it is passed over. */
  readonly judgesMissing?: boolean;
  /** Whether it is about a list: of another value it is told that it must be one. */
  readonly onList?: boolean;
  /** Other props with which it compares. Where one of them is at fault, that alone is told. */
  readonly reads?: readonly string[];
}

/** Rules on each element of a list; of one element, the first broken rule is told. */
export interface ElementRules<E, P = unknown> {
  readonly each: readonly Rule<E, P>[];
  readonly reads?: readonly string[];
}

type RuleText<V, P> = string | ((value: V, props: P) => string);

type RulesOn<V, P> = readonly ([V] extends [readonly (infer E)[]] ? Rule<V, P> | ElementRules<E, P> : Rule<V, P>)[];

/** The rules on some props, in the order in which they are told. Of one prop, the first broken rule is told. */
export type Rules<P> = { readonly [K in keyof P]?: RulesOn<NonNullable<P[K]>, P> };

/** A rule that is broken. */
export interface Fault {
  readonly prop: string;
  readonly rule: string;
  /** The value, or its part that breaks the rule, as text. */
  readonly got: string;
  readonly remedy: string;
}

/**
 * Finds what is wrong with values that were given. A misspelt constant is undefined, and other languages have null: both come before the
 * rules of a prop, also of one that has none.
 *
 * @param isKnown whether a value may be judged: not one that only the deployment knows
 * @param told props that are at fault as it is told already, so that nothing is compared with them
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

/** Whether a rule judges a value, which may be left out, or known to the deployment only. */
function judges<P>(rule: PropRule<P>, value: unknown, isKnown: (value: unknown) => boolean): boolean {
  if (isMissing(value)) {
    return 'judgesMissing' in rule && rule.judgesMissing === true;
  }
  return isKnown(value) || ('judgesUnknown' in rule && rule.judgesUnknown === true);
}

const NULL = { rule: 'must be given or left out', remedy: 'Leave it out, or make it undefined' };
const NO_LIST = { rule: 'must be a list', remedy: 'Put it in brackets' };
const NO_GAP = { rule: 'must hold no undefined and no null', remedy: 'What stands there may be misspelt, or not set' };

/** Finds a value that is no list where one belongs, and a list with gaps. */
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

/** Says how a value breaks a rule. */
function describeFault<V, P>(judged: string, value: V, props: P, broken: Rule<V, P>): Fault {
  const { rule, remedy, got = describeValue, prop = judged } = broken;
  const write = (text: RuleText<V, P>) => typeof text === 'string' ? text : text(value, props);
  return { prop, rule: write(rule), got: got(value, props), remedy: write(remedy) };
}

/**
 * Writes a fault as a sentence; `name` says how a prop is called where the reader gave it, such as `--max-tokens`. A rule names
 * other props in quotes.
 */
export function writeFault({ prop, rule, got, remedy }: Fault, name: (prop: string) => string = quoteProp): string {
  return `${name(prop)} ${rule.replace(/'(\w+)'/g, (_, other: string) => name(other))}, got: ${got}. ${remedy}`;
}

/** Writes one fault as a sentence, and several each on a line of its own. */
export function writeFaults(faults: readonly Fault[], name: (prop: string) => string = quoteProp): string {
  return faults.length === 1
    ? writeFault(faults[0], name)
    : `${faults.length} rules are broken:\n${faults.map((fault) => `- ${writeFault(fault, name)}`).join('\n')}`;
}

function quoteProp(prop: string): string {
  return `'${prop}'`;
}

/** Makes a rule in a line or two. */
export function must<V, P>(holds: Rule<V, P>['holds'], rule: RuleText<V, P>, remedy: RuleText<V, P>, got?: Rule<V, P>['got']): Rule<V, P> {
  return { holds, rule, remedy, got };
}

/** Makes a rule by what finds the part of a value that breaks it; `got` shows that part. */
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

/** A rule on the form of a text. */
export function matches(form: RegExp, rule: string, remedy: string): Rule<string> {
  return must((text) => !isMissing(text) && form.test(text), rule, remedy);
}

/** One of the values of an enum. */
export function mustBeOneOf<V>(members: Readonly<Record<string, V>>): Rule<V> {
  return must((value) => Object.values(members).includes(value), `must be one of ${Object.values(members).join(', ')}`, 'Choose one');
}

/** Rules on each element of a list. */
export function each<E, P>(...rules: Rule<E, P>[]): ElementRules<E, P> {
  return { each: rules };
}

/** A list of anything. */
export const LIST: ElementRules<any> = each();

/** The same rule, which compares with other props: it is passed over where these are at fault themselves. */
export function comparing<R extends object>(props: readonly string[], rule: R): R {
  return { ...rule, reads: props };
}

/** A list that names something. */
export function atLeastOne(what: string, remedy: string): Rule<readonly unknown[]> {
  return { ...must((list) => list?.length > 0, `must ${what}`, remedy), onList: true };
}

/** A list that holds nothing twice, by keys that tell its elements apart; an element without a key is passed over. */
export function once<E>(what: string, keyOf: (element: E) => string | undefined = String): Rule<readonly E[]> {
  const findTwice = (list: readonly E[]) => findRepeated(list.flatMap((element) => keyOf(element) ?? []));
  return { ...mustLack(findTwice, `must name each ${what} once`, 'Leave one out', ' twice'), onList: true };
}

export function findRepeated<E>(list: readonly E[]): E | undefined {
  return list.find((element, index) => list.indexOf(element) !== index);
}

/** Finds elements that a key does not tell apart. */
export function findAlike<E>(list: readonly E[], keyOf: (element: E) => string): E[] | undefined {
  const key = findRepeated(list.map(keyOf));
  return key === undefined ? undefined : list.filter((element) => keyOf(element) === key);
}

/** A prop that would be ignored unless `isUsed`; a value that only the deployment knows would be, too. */
export function onlyWhere(isUsed: boolean, rule: string, remedy = 'Add that, or leave it out'): Rule<unknown> {
  return evenUnknown(must(() => isUsed, rule, remedy));
}

/** The same rule, which also judges a value that only the deployment knows. */
export function evenUnknown<V, P>(rule: Rule<V, P>): Rule<V, P> {
  return { ...rule, judgesUnknown: true };
}

/** The same rule, which also judges a value that was left out. */
export function required<V, P>(rule: Rule<V, P>): Rule<V, P> {
  return { ...rule, judgesMissing: true };
}

export function aboveZero(remedy: RuleText<number, unknown>): Rule<number> {
  return must((value) => Number.isFinite(value) && value > 0, 'must be a number above 0', remedy);
}
