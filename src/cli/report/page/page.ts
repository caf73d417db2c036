import { PageAbout, PageSection } from './about';
import { drawAccess } from './access';
import { drawDenies } from './denies';
import { drawList } from './elements';
import { drawFindings } from './findings';
import { Html, html } from './html';
import { drawRecording, drawServing } from './records';
import { STYLE } from './style';
import { drawSummary } from './summary';
import { AppReport } from '../../../core/app/report';

const TITLE = 'Who may call Claude';

/**
 * Writes a report as one page that has no script and loads nothing.
 *
 * @param only the findings to show; the page then shows nothing else
 */
export function writePage(
  report: AppReport, about: PageAbout, extra: readonly PageSection[] = [], only?: readonly string[],
): string {
  const findings = { id: 'decide', heading: 'Needs a decision', content: drawFindings(report, only) };
  const sections = only !== undefined ? [findings] : [
    findings,
    { id: 'access', heading: 'Who may call, by account', content: drawAccess(report) },
    { id: 'served', heading: 'Destination Regions', content: drawServing(report) },
    { id: 'recorded', heading: 'What is recorded and masked', content: drawRecording(report) },
    { id: 'denies', heading: 'What denies calls', content: drawDenies(report) },
    { id: 'assumed', heading: 'Assumptions', content: drawAssumptions(report) },
    ...extra,
  ].map((section, index) => ({ ...section, heading: `${index + 1} ${section.heading}` }));
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${TITLE}: ${about.assembly}</title>
<link rel="icon" href="data:,">
<style>${new Html(STYLE)}</style>
</head>
<body>
<header>
${drawSummary(report, TITLE, about)}<nav aria-label="Contents">${
  drawList(sections.map(({ id, heading }) => html`<a href="#${id}">${heading}</a>`))}</nav>
</header>
<main>
${sections.map(({ id, heading, content }) => html`<section id="${id}" aria-labelledby="${id}-heading">
<h2 id="${id}-heading">${heading}</h2>
${content}</section>
`)}</main>
</body>
</html>
`.text;
}

function drawAssumptions({ assumptions }: AppReport): Html {
  return assumptions.length === 0 ? html`<p>None.</p>` : drawList(assumptions, 'prose');
}
