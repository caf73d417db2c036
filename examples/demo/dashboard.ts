// For `npm run demo:dashboard`: draws the widgets of a dashboard.
import { DashboardBody, Widget } from './dashboard-body';
import { drawGraph } from './graph';
import { escape, MADE_UP } from './html';
import { markdown } from './markdown';
import { drawRecords } from './records';
import { madeUpSeries, short } from './series';

const COLUMNS = 24;

/** The widgets of a dashboard as boxes on CloudWatch's grid of 24 columns, in reading order, with made-up data. */
export function drawDashboard(body: DashboardBody): string {
  const widgets = [...body.widgets].sort((one, other) => (one.y ?? 0) - (other.y ?? 0) || (one.x ?? 0) - (other.x ?? 0));
  return `<div class="dashboard">${widgets.map(drawWidget).join('\n')}</div>`;
}

function drawWidget(widget: Widget): string {
  const { type, x = 0, y = 0, width = 6, height = 6, properties } = widget;
  const place = `grid-column:${x + 1} / span ${Math.min(width, COLUMNS - x)};grid-row:${y + 1} / span ${height}`;
  const title = properties.title ? `<h3>${escape(properties.title)}</h3>` : '';
  const { content, madeUp } = contentOf(widget);
  return `<article class="widget ${escape(type)}" style="${place}">` +
    `${title}${content}${madeUp ? `<footer>${MADE_UP}</footer>` : ''}</article>`;
}

function contentOf({ type, properties }: Widget): { content: string; madeUp: boolean } {
  if (type === 'text') {
    return { content: `<div class="text">${markdown(properties.markdown ?? '')}</div>`, madeUp: false };
  }
  if (type === 'alarm') {
    return { content: alarms(properties.alarms ?? []), madeUp: true };
  }
  if (type === 'log') {
    return { content: drawRecords(properties), madeUp: true };
  }
  if (type === 'metric') {
    const series = madeUpSeries(properties);
    return {
      content: ['singleValue', 'gauge'].includes(properties.view ?? '') ? values(series) : drawGraph(properties, series), madeUp: true,
    };
  }
  return { content: `<p>A widget of the type ${escape(type)}, which this page does not draw.</p>`, madeUp: false };
}

function values(series: ReturnType<typeof madeUpSeries>): string {
  return `<dl class="values">${series.map(({ label, values: all }) =>
    `<div><dt>${escape(label)}</dt><dd>${short(all[all.length - 1])}</dd></div>`).join('')}</dl>`;
}

/** Alarms in the state OK, by the last part of their ARN without the words that all begin with. */
function alarms(arns: readonly string[]): string {
  const names = arns.map((arn) => arn.split(':').pop()!);
  const words = names[0]?.match(/^[^A-Z]+|[A-Z][^A-Z]*/g) ?? [];
  const different = words.findIndex((_, index) => !names.every((name) => name.startsWith(words.slice(0, index + 1).join(''))));
  const common = words.slice(0, Math.max(0, different)).join('').length;
  return `<ul class="alarms">${names.map((name) =>
    `<li><span class="good" aria-hidden="true">✓</span> ${escape(name.slice(common))} <span class="quiet">OK</span></li>`).join('')}</ul>`;
}
