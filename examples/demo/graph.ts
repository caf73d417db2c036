// For `npm run demo:dashboard`: draws a graph.
import { Annotation, WidgetProperties } from './dashboard-body';
import { escape } from './html';
import { Series, short } from './series';

const WIDTH = 600;
const HEIGHT = 200;
/** The number of colors in dashboard.css. */
const COLOURS = 6;

/** Lines over three hours. All words are HTML, so they keep their size when the lines are stretched. */
export function drawGraph(properties: WidgetProperties, series: readonly Series[]): string {
  const annotations = properties.annotations?.horizontal ?? [];
  const stacked = properties.stacked === true;
  const top = findTop(series, annotations, stacked, properties.yAxis?.left?.max);
  const title = `Made-up data: ${properties.title ?? 'graph'}: ${series.map(({ label }) => label).join(', ')}`;
  const grid = [0.25, 0.5, 0.75, 1].map((share) =>
    `<line class="grid" x1="0" x2="${WIDTH}" y1="${HEIGHT * share}" y2="${HEIGHT * share}"/>`).join('');
  const below = series[0]?.values.map(() => 0) ?? [];
  const lines = series.map(({ values, colour }, index) => {
    const base = [...below];
    if (stacked) {
      values.forEach((value, at) => below[at] += value);
    }
    const line = points(stacked ? below : values, top);
    const area = stacked ? `<polygon ${painted(index, colour)} points="${line} ${points(base, top).split(' ').reverse().join(' ')}"/>` : '';
    return `${area}<polyline ${painted(index, colour)} points="${line}"/>`;
  }).join('');
  const across = annotations.map(({ value }) =>
    `<line class="limit" x1="0" x2="${WIDTH}" y1="${yOf(value, top)}" y2="${yOf(value, top)}"/>`).join('');
  const keys = [
    ...series.map(({ label, colour }, index) => [painted(index, colour), label]),
    ...annotations.map(({ label = 'limit', value }) =>
      ['class="limit"', label.includes(short(value)) ? label : `${label}: ${short(value)}`]),
  ];
  return '<div class="graph"><div class="axis" aria-hidden="true">'
    + `<span>${short(top)}</span><span>${short(top / 2)}</span><span>0</span></div>`
    + `<svg role="img" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none">`
    + `<title>${escape(title)}</title>${grid}${lines}${across}</svg></div>`
    + '<div class="hours" aria-hidden="true"><span>−3 h</span><span>now</span></div>'
    + `<ul class="legend">${keys.map(([look, label]) =>
      `<li><span class="key"><i ${look}></i></span>${escape(label)}</li>`).join('')}</ul>`;
}

/** Its own color, or the next one of the page. */
function painted(index: number, colour?: string): string {
  return /^#[0-9a-f]{6}$/i.test(colour ?? '') ? `style="--c:${colour}"` : `class="c${index % COLOURS}"`;
}

/** The value at the top of the axis. */
function findTop(series: readonly Series[], annotations: readonly Annotation[], stacked: boolean, given?: number): number {
  const tops = (series[0]?.values ?? []).map((_, at) => {
    const values = series.map((one) => one.values[at]);
    return stacked ? values.reduce((sum, value) => sum + value, 0) : Math.max(...values);
  });
  const highest = Math.max(1, ...tops, ...annotations.map(({ value }) => value));
  return given && given >= highest ? given : round(highest * 1.1);
}

/** Up to the next 1, 2, 2.5, 4, 5, 6 or 8 of its power of ten. */
function round(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * [1, 2, 2.5, 4, 5, 6, 8, 10].find((step) => step * power >= value)!;
}

function points(values: readonly number[], top: number): string {
  return values.map((value, index) => `${(index * WIDTH / (values.length - 1)).toFixed(1)},${yOf(value, top)}`).join(' ');
}

function yOf(value: number, top: number): string {
  return (HEIGHT - value / top * HEIGHT).toFixed(1);
}
