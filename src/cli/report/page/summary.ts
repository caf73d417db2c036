import { PageAbout } from './about';
import { drawFacts } from './elements';
import { Content, Html, html } from './html';
import { count, JUDGED, LEG_OUTCOMES, VERDICTS } from './words';
import { AppReport, ReportTotals, RowVerdict } from '../../../core/app/report';
import { capitalize, joinWords } from '../../../core/call/words';
import { InvocationOutcome } from '../../../core/iam/outcome';

/** Draws the title, the numbers and whether anything needs a decision. */
export function drawSummary(report: AppReport, title: string, { assembly, date, version }: PageAbout): Html {
  const { totals } = report;
  const numbers: Record<RowVerdict, number> = {
    'allowed': totals.allowed, 'denied': totals.denied, 'partial': totals.partial, 'not-judged': totals.notJudged,
  };
  const calls = totals.allowed + totals.denied + totals.partial + totals.notJudged;
  return html`<h1>${title}</h1>
${drawFacts([['Assembly', html`<code>${assembly}</code>`], ['Date', date], ['Written by', `cdk-bedrock-cris ${version}`]])}
<p class="basis">Read from templates and decided offline. Not compared with a live AWS account: a template shows intent, not deployment.</p>
<dl class="totals">${(Object.keys(VERDICTS) as RowVerdict[]).map((verdict) => {
  const { sign, word, colour } = VERDICTS[verdict];
  return html`<div class="${numbers[verdict] > 0 ? colour : 'plain'}"><dt><span aria-hidden="true">${sign}</span> ${word}</dt><dd>${
    numbers[verdict].toLocaleString('en-US')}</dd></div>`;
})}</dl>
<p>${count(calls, 'call')} by ${count(totals.identities, 'identity', 'identities')}. A call is one identity, one model, one source
Region, and one way to call: invoke or stream.</p>
${drawState(report)}${report.rows.length > 0 && drawLegend()}`;
}

function drawState({ totals, notJudged }: AppReport): Html {
  const { errors, warnings } = totals;
  const open = totals.notJudged + notJudged.length;
  const [colour, sign] = errors > 0 ? ['bad', '✗'] : warnings + open > 0 ? ['unsure', '?'] : ['good', '✓'];
  return html`<p class="state ${colour}"><span aria-hidden="true">${sign}</span> ${writeState(totals, open)}</p>\n`;
}

function writeState({ errors, warnings, identities }: ReportTotals, open: number): string {
  const found = [...errors > 0 ? [count(errors, 'error')] : [], ...warnings > 0 ? [count(warnings, 'warning')] : []];
  const needs = found.length > 0 ? `${joinWords(found)} ${errors + warnings === 1 ? 'needs' : 'need'} a decision. ` : '';
  const judged = open > 0 ? 'Not everything could be judged.' : capitalize(JUDGED);
  if (identities === 0) {
    return `${needs}This app has no identity that calls Claude. ${judged}`;
  }
  return `${needs || 'No error and no warning. '}${judged}`;
}

const SIGNS = [
  [InvocationOutcome.ALLOWED, 'allowed'],
  [InvocationOutcome.EXPLICITLY_DENIED, 'denied'],
  [InvocationOutcome.DEPENDS, 'depends on something unknown'],
] as const;

function drawLegend(): Content {
  const marks = SIGNS.map(([outcome, word]) => {
    const { sign, colour } = LEG_OUTCOMES[outcome];
    return html`<span><span class="legs"><b class="${colour}">${sign}</b></span> ${word}</span> `;
  });
  return html`<p class="legend">AWS authorizes each global call in legs, one mark each. The legs are the profile, the model in the source
Region, the model without a Region, and the guardrail if the call must name one.<br>
${marks}<span><span class="legs"><b class="${LEG_OUTCOMES[InvocationOutcome.ALLOWED].colour}">(✓)</b></span> a further check that
AWS has announced; not counted</span></p>
`;
}
