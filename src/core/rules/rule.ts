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
}

/** Rules on each element of a list; of one element, the first broken rule is told. */
export interface ElementRules<E, P = unknown> {
  readonly each: readonly Rule<E, P>[];
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
 * Finds what is wrong with values that were given.
 *
 * @param isKnown whether a value may be judged: not one that only the deployment knows
 */
export function findFaults<P extends object>(props: P, rules: Rules<P>, isKnown: (value: unknown) => boolean = () => true): Fault[] {
  return (Object.entries(rules) as [keyof P & string, RulesOn<any, P>][]).flatMap(([prop, propRules]) => {
    const value = props[prop];
    const marker = value === undefined || value === null ? 'judgesMissing' : 'judgesUnknown';
    const applicable = marker === 'judgesUnknown' && isKnown(value) ? propRules : propRules.filter((rule) => Reflect.get(rule, marker));
    return findFaultsOf(prop, value, props, applicable, isKnown);
  });
}

function findFaultsOf<P>(prop: string, value: any, props: P, rules: RulesOn<any, P>, isKnown: (value: unknown) => boolean): Fault[] {
  for (const rule of rules) {
    const parts: unknown[] = 'each' in rule ? value.filter((part: unknown) => part === undefined || isKnown(part)) : [value];
    const partRules = 'each' in rule ? rule.each : [rule];
    const faults = parts.flatMap((part) => {
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
  return must((text) => text !== undefined && form.test(text), rule, remedy);
}

/** Rules on each element of a list. */
export function each<E, P>(...rules: Rule<E, P>[]): ElementRules<E, P> {
  return { each: rules };
}

/** A list that names something. */
export function atLeastOne(what: string, remedy: string): Rule<readonly unknown[]> {
  return must(({ length }) => length > 0, `must ${what}`, remedy);
}

/** A list that holds nothing twice, by keys that tell its elements apart; an element without a key is passed over. */
export function once<E>(what: string, keyOf: (element: E) => string | undefined = String): Rule<readonly E[]> {
  const findTwice = (list: readonly E[]) => findRepeated(list.flatMap((element) => keyOf(element) ?? []));
  return mustLack(findTwice, `must name each ${what} once`, 'Leave one out', ' twice');
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
