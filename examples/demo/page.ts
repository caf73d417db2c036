import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeAlarmCost } from './alarm-cost';
import { drawDashboard } from './dashboard';
import { dashboardBody } from './dashboard-body';
import { escape, MADE_UP, whole } from './html';
import { drawQuotaPlan, Workload } from './quota';
import { DecisionTable, DemoReport, Explanation, TableCell } from './report';
import { describeProject } from '../../src/core/facts/project';
import { stack as operations } from '../operations';
import { ClaudeModel, QuotaPlan } from 'cdk-bedrock-cris';

const MODEL = ClaudeModel.SONNET_5_5;
const WORKLOAD: Workload = {
  requestsPerMinute: 60,
  inputTokens: 3_000,
  cacheWriteTokens: 1_000,
  outputTokens: 1_000,
  maxTokens: 32_000,
  tokensPerMinuteQuota: 2_000_000,
};

/** Columns that take a whole line on a narrow screen. */
const WIDE = ['call', 'action', 'by'];
const MARKS: Readonly<Record<string, string>> = { '✓': 'good', '✗': 'bad', '?': 'unsure', '·': 'none' };
const COLOURS: Readonly<Record<string, string>> = { green: 'good', red: 'bad', yellow: 'unsure' };
const LEGEND = [['✓', 'allowed'], ['✗', 'denied'], ['?', 'depends'], ['·', 'not asked']];

/** One page with everything in it: no script, and nothing that it would load. */
export function page(report: DemoReport): string {
  const [first, ...others] = report.parts.map((part) => section(part.id, part.heading, 'rows' in part ? table(part) : explanation(part)));
  const sections = [
    first,
    section('dashboard', 'The dashboard',
      `<p>The layout is that of the template of the stack ${escape(operations.stackName)}; series and values are not.
It has ${escape(describeAlarmCost(operations))}.</p>
${drawDashboard(dashboardBody(operations))}`, true),
    section('quota', 'The quota plan',
      `<p>Bedrock takes tokens from the quota when a request starts, by <code>max_tokens</code>, and gives back
what was not used when it ends.</p>\n${drawQuotaPlan(MODEL, WORKLOAD, new QuotaPlan({ model: MODEL, ...WORKLOAD }))}`, true),
    ...others,
  ];
  const [firstLink, ...otherLinks] = report.parts.map(({ id, heading }) => [id, heading]);
  const links = [firstLink, ['dashboard', 'The dashboard'], ['quota', 'The quota plan'], ...otherLinks];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Who may call Claude: stack ${escape(report.stackName)}</title>
<link rel="icon" href="data:,">
<style>
${readFileSync(join(__dirname, 'page.css'), 'utf8')}</style>
</head>
<body>
<header class="top">
<p class="project">cdk-bedrock-cris <span>demo</span></p>
<h1>Who may call Claude, and by which statement</h1>
<p class="lead">Claude on Amazon Bedrock through global cross-Region inference, decided from the synthesized template, offline.</p>
<div class="summary"><dl class="facts">${[['stack', report.stackName], ['account', report.account], ['Region', report.region]]
  .map(([name, value]) => `<div><dt>${name}</dt><dd>${escape(value)}</dd></div>`).join('')}</dl>
${verdict(report.surprises)}</div>
<p>Four marks are the legs of a call: the profile, the model in the source Region, the model without a Region (for a geographic
profile: the models in its other Regions), and ${describeProject()}. “By” names what decided: the statements that allow, or what denies.</p>
<p class="signs">${LEGEND.map(([mark, word]) => `<span>${legs(mark)} ${word}</span>`).join(' ')}</p>
<p>Decisions are computed. The series and values of the dashboard, and the workload of the quota plan, are ${MADE_UP}</p>
<nav aria-label="Contents"><ul>${links.map(([id, heading]) => `<li><a href="#${id}">${escape(heading)}</a></li>`).join('')}</ul></nav>
</header>
<main>
${sections.join('\n')}
</main>
</body>
</html>
`;
}

function verdict(surprises: readonly string[]): string {
  return surprises.length === 0
    ? '<p class="verdict good"><span aria-hidden="true">✓</span> All decisions are as the app declares.</p>'
    : `<div class="verdict bad" role="alert">
<p><span aria-hidden="true">✗</span> ${whole(surprises.length)} decisions are not as the app declares:</p>
<ul>${surprises.map((surprise) => `<li>${escape(surprise)}</li>`).join('')}</ul></div>`;
}

function section(id: string, heading: string, content: string, madeUp = false): string {
  return `<section id="${id}" aria-labelledby="${id}-heading">
<h2 id="${id}-heading">${escape(heading)}${madeUp ? ` ${MADE_UP}` : ''}</h2>
${content}
</section>`;
}

function explanation({ title, text }: Explanation): string {
  return `<p>${escape(title)}.</p>\n<pre>${escape(text)}</pre>`;
}

/** A body for each run of rows with the same first cell, if any has several. */
function table({ id, title, headers, rows }: DecisionTable): string {
  const groups = rows.reduce<TableCell[][][]>((all, row) => {
    const current = all[all.length - 1];
    return current?.[0][0].text === row[0].text ? [...all.slice(0, -1), [...current, row]] : [...all, [row]];
  }, []);
  const grouped = groups.length < rows.length;
  const heading = (group: readonly TableCell[][]) => {
    const span = grouped && group.length > 1 ? ` rowspan="${group.length}"` : '';
    return `<th scope="${grouped ? 'rowgroup' : 'row'}"${span}>${drawCell(group[0][0])}</th>`;
  };
  const body = groups.map((group) => `<tbody>${group.map(([, ...cells], index) => {
    const values = cells.map((cell, column) => `<td${attributes(headers[column + 1], cell)}>${drawCell(cell)}</td>`);
    return `<tr>${index === 0 ? heading(group) : ''}${values.join('')}</tr>`;
  }).join('\n')}</tbody>`);
  return `<div class="scroll" tabindex="0" role="group" aria-labelledby="${id}-heading">
<table class="decisions${grouped ? ' grouped' : ''}">
<caption>${escape(title)}</caption>
<thead><tr>${headers.map((header) => `<th scope="col">${escape(header)}</th>`).join('')}</tr></thead>
${body.join('\n')}
</table></div>`;
}

function attributes(header: string, { text }: TableCell): string {
  return ` class="${WIDE.includes(header) ? `wide ${header}` : 'short'}${text === '' ? ' empty' : ''}" data-label="${escape(header)}"`;
}

function drawCell({ text, colour, legs: requests, word }: TableCell): string {
  const content = requests
    ? `${requests.map(legs).join('<span class="or">|</span>')}${word ? ` <span class="word">${escape(word)}</span>` : ''}`
    : colour ? `<span class="pill">${escape(colour === 'green' ? '✓' : '✗')} ${escape(text)}</span>` : escape(text);
  return colour ? `<span class="${COLOURS[colour]}">${content}</span>` : content;
}

function legs(marks: string): string {
  return `<span class="legs">${[...marks].map((mark) => `<b class="${MARKS[mark]}">${mark}</b>`).join('')}</span>`;
}
