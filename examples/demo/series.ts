// For `npm run demo:dashboard`: makes up the series of metrics.
import { STAND_IN, WidgetProperties } from './dashboard-body';
import { evaluate } from './metric-math';

/** A line of made-up values under its label. */
export interface Series {
  readonly label: string;
  readonly values: readonly number[];
  readonly colour?: string;
}

interface Shown {
  readonly label?: string;
  readonly color?: string;
  readonly visible?: boolean;
  readonly id?: string;
  readonly expression?: string;
  readonly stat?: string;
  readonly period?: number;
}

/** One point for each five minutes of three hours. */
const POINTS = 36;
/** A plausible value for a name, of one model in five minutes; the first match counts. */
const MAGNITUDES: readonly [RegExp, number][] = [
  [/\bshare\b|\brate\b|%|100 \*/i, 60],
  [/throttl|error|fail|reject/i, 3],
  [/firsttoken|first token/i, 900],
  [/latency|duration/i, 6_000],
  [/quota/i, 2_600_000],
  [/cacheread/i, 900_000],
  [/cachewrite/i, 200_000],
  [/output/i, 360_000],
  [/token/i, 600_000],
  [/cost|spend|dollar|usd/i, 24],
  [/delivery/i, 790],
];
/** A statistic relative to the p90. */
const STATISTICS: Readonly<Record<string, number>> = { p50: 0.5, Average: 0.6, p99: 1.6, Maximum: 2.4 };

/** The visible metrics of a widget as made-up series: the same at every run and in every widget. Expressions are computed from them. */
export function madeUpSeries(properties: WidgetProperties): Series[] {
  const entries = (properties.metrics ?? []).map((entry) => ({
    words: entry.filter((item): item is string => typeof item === 'string'),
    shown: entry.find((item): item is Shown => typeof item === 'object' && item !== null) ?? {},
  }));
  const valuesOf = ({ words, shown }: typeof entries[number]): readonly number[] =>
    (shown.expression && evaluate(shown.expression, POINTS, (id) => {
      const named = entries.find((other) => other.shown.id === id);
      // A name with a dot is a number that only the deployment knows.
      return named ? valuesOf(named) : id.includes('.') ? Array(POINTS).fill(STAND_IN) : undefined;
    })) || madeUp(words, shown, properties);
  return entries.filter(({ shown }) => shown.visible !== false).map((entry) => {
    const { words: [, name], shown: { label, color: colour, expression } } = entry;
    return { label: label ?? name ?? expression ?? '', values: valuesOf(entry), colour };
  });
}

/** How long the models take relative to each other. */
const PACE_BY_MODEL: readonly [RegExp, number][] = [[/haiku/, 0.45], [/opus/, 1.5]];

/** Values follow the hour, at the level of their model. Rare events are mostly 0, and 0 at the end, because no alarm is on. */
function madeUp([namespace, name = '', ...dimensions]: readonly string[], shown: Shown, properties: WidgetProperties): number[] {
  const meanings = name ? [name] : [`${shown.expression ?? ''} ${shown.label ?? ''}`, properties.title ?? ''];
  const guessed = meanings.flatMap((meaning) => MAGNITUDES.find(([pattern]) => pattern.test(meaning))?.[1] ?? [])[0] ?? 240;
  const stat = shown.stat ?? properties.stat ?? 'Sum';
  const pace = /latency|firsttoken/i.test(name)
    ? PACE_BY_MODEL.find(([pattern]) => dimensions.some((word) => pattern.test(word)))?.[1] ?? 1
    : 1;
  const magnitude = guessed * pace * (STATISTICS[stat] ?? 1) * (stat === 'Sum' ? (shown.period ?? properties.period ?? 300) / 300 : 1);
  const shared = randomOf(JSON.stringify(dimensions));
  const random = randomOf(JSON.stringify([namespace, name, dimensions, shown.expression]));
  const level = 0.45 + shared() * 0.4;
  const jitter = randomOf(`${stat}${name}${dimensions}`);
  let noise = 0;
  return Array.from({ length: POINTS }, (_, index) => {
    noise = noise * 0.7 + (random() - 0.5) * 0.12;
    // Too little for a percentile to cross the next one.
    const own = stat === 'Sum' ? 1 : 0.9 + 0.2 * jitter();
    const value = Math.max(0, magnitude * own * (level + 0.16 * Math.sin(2.6 + index / 6) + noise));
    return guessed === 3
      ? (index < POINTS - 4 && random() > 0.92 ? Math.ceil(random() * guessed) : 0)
      : magnitude > 100 ? Math.round(value) : value;
  });
}

/** Numbers from 0 to 1, the same for the same seed (a linear congruential generator). */
export function randomOf(seed: string): () => number {
  let state = [...seed].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 2147483647, 7);
  return () => {
    state = (state * 48271 + 11) % 2147483647;
    return state / 2147483647;
  };
}

/** A number as a graph shows it: 1.2M, 45k, 3.1. */
export function short(value: number): string {
  const [divisor, unit] = value >= 1e6 ? [1e6, 'M'] : value >= 1e4 ? [1e3, 'k'] : [1, ''];
  const scaled = value / divisor;
  return `${scaled >= 100 ? Math.round(scaled).toLocaleString('en-US') : Number(scaled.toFixed(unit === 'M' ? 2 : 1))}${unit}`;
}
