import { WidgetProperties } from './dashboard-body';

/** A line of made-up values under the label that CloudWatch would show. */
export interface Series {
  readonly label: string;
  readonly values: readonly number[];
  readonly colour?: string;
  readonly axis: 'left' | 'right';
}

interface Shown {
  readonly label?: string;
  readonly color?: string;
  readonly yAxis?: 'left' | 'right';
  readonly visible?: boolean;
  readonly expression?: string;
  readonly stat?: string;
  readonly period?: number;
  readonly region?: string;
  readonly accountId?: string;
}

const POINTS = 48;
/** What a name makes one expect; the first that matches. */
const MAGNITUDES: readonly [RegExp, number][] = [
  [/(fail|error|throttl)[^]*(%|percent)|100 \*[^]*(throttl|fail)/i, 1.2],
  [/\bshare\b|\brate\b|%|100 \*/i, 60],
  [/throttl|error|fail|reject/i, 3],
  [/firsttoken|first token/i, 900],
  [/latency|duration/i, 6_000],
  [/quota/i, 420_000],
  [/token/i, 180_000],
  [/cost|spend|dollar|usd/i, 24],
];

/** The visible metrics of a widget as made-up series: the same at every run, and below the lowest line that is drawn across. */
export function madeUpSeries(properties: WidgetProperties): Series[] {
  const limit = Math.min(...(properties.annotations?.horizontal ?? []).flat().map(({ value }) => value).filter((value) => value > 0));
  return unabbreviated(properties.metrics ?? []).flatMap((entry) => {
    const shown = entry.find((item): item is Shown => typeof item === 'object' && item !== null) ?? {};
    if (shown.visible === false) {
      return [];
    }
    const words = entry.filter((item) => typeof item === 'string');
    const identity = JSON.stringify(entry);
    const meanings = [`${words[1] ?? ''} ${shown.expression ?? ''} ${shown.label ?? ''}`, properties.title ?? ''];
    const guessed = meanings.flatMap((meaning) => MAGNITUDES.find(([pattern]) => pattern.test(meaning))?.[1] ?? [])[0] ?? 240;
    const values = walk(identity, Number.isFinite(limit) ? limit * 0.62 : guessed, guessed === 3);
    const label = labelOf(shown, words, properties, values);
    const search = /\bSEARCH\(/.test(shown.expression ?? '');
    const series = { label, values, colour: shown.color, axis: shown.yAxis ?? 'left' };
    return search ? [1, 2].map((number) => ({ ...series, label: `${label} ${number}`, values: walk(`${identity}${number}`, guessed, false) })) : [series];
  });
}

/** Entries with what `.` and `...` stand for. */
function unabbreviated(entries: readonly (readonly unknown[])[]): (readonly unknown[])[] {
  let above: unknown[] = [];
  return entries.map((entry) => {
    const words = entry.filter((item) => typeof item === 'string') as string[];
    const dots = words.indexOf('...');
    const full = dots < 0
      ? words.map((word, index) => word === '.' ? above[index] : word)
      : [...above.slice(0, above.length - (words.length - 1)), ...words.slice(dots + 1)];
    above = full.length > 0 ? full : above;
    return [...full, ...entry.filter((item) => typeof item !== 'string')];
  });
}

/** A dynamic label, `${…}`, says what this page knows: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/graph-dynamic-labels.html */
function labelOf(shown: Shown, words: unknown[], properties: WidgetProperties, values: readonly number[]): string {
  const [namespace, metricName, ...dimensions] = words as string[];
  const dimension = (name: string) => dimensions[dimensions.findIndex((word, index) => index % 2 === 0 && word === name) + 1];
  const plain = metricName ?? shown.expression ?? '';
  const known: Record<string, string | undefined> = {
    'LABEL': plain,
    'MAX': short(Math.max(...values)),
    'MIN': short(Math.min(...values)),
    'AVG': short(values.reduce((sum, value) => sum + value, 0) / values.length),
    'SUM': short(values.reduce((sum, value) => sum + value, 0)),
    'LAST': short(values[values.length - 1]),
    'FIRST': short(values[0]),
    'PROP(\'MetricName\')': metricName,
    'PROP(\'Namespace\')': namespace,
    'PROP(\'Stat\')': shown.stat ?? properties.stat,
    'PROP(\'Period\')': String(shown.period ?? properties.period ?? 300),
    'PROP(\'Region\')': shown.region ?? properties.region,
    'PROP(\'AccountId\')': shown.accountId,
  };
  return (shown.label ?? plain).replace(/\$\{([^}]+)\}/g, (_, name: string) =>
    known[name] ?? (/^PROP\('Dim\.(.+)'\)$/.exec(name) ? dimension(/^PROP\('Dim\.(.+)'\)$/.exec(name)![1]) : undefined) ?? name);
}

/** A walk that comes back to about two thirds of `magnitude`; a rare one is 0 most of the time. */
function walk(seed: string, magnitude: number, rare: boolean): number[] {
  const random = randomOf(seed);
  const share = 0.45 + random() * 0.4;
  const phase = random() * Math.PI * 2;
  let noise = 0;
  return Array.from({ length: POINTS }, (_, index) => {
    noise = noise * 0.7 + (random() - 0.5) * 0.22;
    const value = Math.max(0, magnitude * (share + 0.16 * Math.sin(phase + index / 8) + noise));
    return rare ? (random() > 0.9 ? Math.ceil(random() * magnitude) : 0) : magnitude > 100 ? Math.round(value) : value;
  });
}

/** A number from 0 to 1 after another, the same ones for the same seed (a linear congruential generator). */
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
