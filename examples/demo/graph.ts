import { Annotation, WidgetProperties } from './dashboard-body';
import { escape } from './html';
import { Series, short } from './series';

const WIDTH = 600;
const HEIGHT = 200;
/** How many colours page.css has. */
const COLOURS = 6;

/** Lines over three hours. All words are HTML, so that they keep their size when the lines are stretched. */
export function drawGraph(properties: WidgetProperties, series: readonly Series[]): string {
  const annotations = (properties.annotations?.horizontal ?? []).flat();
  const stacked = properties.stacked === true;
  const scales = {
    left: scale('left', series, annotations, stacked, properties.yAxis?.left?.max),
    right: scale('right', series, annotations, false, properties.yAxis?.right?.max),
  };
  const right = series.some(({ axis }) => axis === 'right');
  const title = `Made-up data: ${properties.title ?? 'graph'}: ${series.map(({ label }) => label).join(', ')}`;
  const grid = [0.25, 0.5, 0.75, 1].map((share) =>
    `<line class="grid" x1="0" x2="${WIDTH}" y1="${HEIGHT * share}" y2="${HEIGHT * share}"/>`).join('');
  const below = series[0]?.values.map(() => 0) ?? [];
  const lines = series.map(({ values, axis, colour }, index) => {
    const base = [...below];
    if (stacked) {
      values.forEach((value, at) => below[at] += value);
    }
    const top = points(stacked ? below : values, scales[axis]);
    const area = stacked
      ? `<polygon ${painted(index, colour)} points="${top} ${points(base, scales[axis]).split(' ').reverse().join(' ')}"/>`
      : '';
    return `${area}<polyline ${painted(index, colour)} points="${top}"/>`;
  }).join('');
  const across = annotations.map(({ value, yAxis }) => {
    const y = yOf(value, scales[yAxis === 'right' ? 'right' : 'left']);
    return `<line class="limit" x1="0" x2="${WIDTH}" y1="${y}" y2="${y}"/>`;
  }).join('');
  const axis = (side: 'left' | 'right') =>
    `<div class="axis ${side}" aria-hidden="true">` +
    `<span>${short(scales[side])}</span><span>${short(scales[side] / 2)}</span><span>0</span></div>`;
  return `<div class="graph">${axis('left')}`
    + `<svg role="img" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none">`
    + `<title>${escape(title)}</title>${grid}${lines}${across}</svg>`
    + `${right ? axis('right') : ''}</div><div class="hours" aria-hidden="true"><span>−3 h</span><span>now</span></div>`
    + `<ul class="legend">${series.map(({ label, axis: side, colour }, index) =>
      `<li><span class="key"><i ${painted(index, colour)}></i></span>${escape(label)}${right && side === 'right' ? ' (right)' : ''}</li>`)
      .join('')}`
    + `${annotations.map(({ label = 'limit', value }) =>
      `<li><span class="key"><i class="limit"></i></span>${escape(label)}${label.includes(short(value)) ? '' : `: ${short(value)}`}</li>`)
      .join('')}</ul>`;
}

/** Its own colour, or the next one of the page. */
function painted(index: number, colour?: string): string {
  return /^#[0-9a-f]{6}$/i.test(colour ?? '') ? `style="--c:${colour}"` : `class="c${index % COLOURS}"`;
}

/** The value at the top of an axis. */
function scale(side: string, series: readonly Series[], annotations: readonly Annotation[], stacked: boolean, given?: number): number {
  const own = series.filter(({ axis }) => axis === side);
  const tops = (own[0]?.values ?? []).map((_, at) => {
    const values = own.map((one) => one.values[at]);
    return stacked ? values.reduce((sum, value) => sum + value, 0) : Math.max(...values);
  });
  const highest = Math.max(1, ...tops, ...annotations.filter(({ yAxis = 'left' }) => yAxis === side).map(({ value }) => value));
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
