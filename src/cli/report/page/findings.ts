import { drawCalls } from './calls';
import { drawDecider, drawDetails, drawFacts, drawList, drawNames, drawPill, drawPlace, drawTable } from './elements';
import { group } from '../../../core/app/collections';
import { MOST_NAMES, foldCalls } from '../fold-calls';
import { Content, Html, html } from './html';
import { count, JUDGED, RULES, SEVERITIES } from './words';
import { AppReport, FindingRule, NotJudged, ReportDecider, ReportFinding } from '../../../core/app/report';
import { capitalize } from '../../../core/call/words';
import { writeStatementLines } from '../../../core/call/write-explanation';

/** Further descriptions with the same remedy are folded. */
const MOST_DESCRIPTIONS = 3;

/**
 * Draws the findings: errors, then warnings, then what was not judged, then notes.
 *
 * @param only the rules whose findings are in the report, if they are not all
 */
export function drawFindings(report: AppReport, only?: readonly string[]): Html {
  const remedies = group(report.findings, ({ rule, severity, remedy, statements }) => [rule, severity, remedy, statements]);
  const drawAll = (severity: ReportFinding['severity']) =>
    remedies.filter(([one]) => one.severity === severity).map((findings) => drawRemedy(report, findings));
  const notJudged = (only === undefined || only.includes('not-judged')) && drawNotJudged(report);
  const nothing = remedies.length === 0 && !notJudged && (only === undefined
    ? html`<p>Nothing. Every granted call is allowed in full, and ${JUDGED}</p>`
    : html`<p>There are no findings of these rules. The exit status covers all findings.</p>`);
  return html`${nothing}${drawAll('error')}${drawAll('warning')}${notJudged}${drawAll('info')}`;
}

/** Draws the findings that one remedy fixes. */
function drawRemedy(report: AppReport, findings: readonly ReportFinding[]): Html {
  const [{ rule, severity, remedy, statements }] = findings;
  const deciders = group(findings.flatMap(({ by }) => by ? [by] : []), (by) => by).map(([by]) => by);
  const places = group(findings.flatMap((finding) => finding.places), (place) => place).map(([place]) => place);
  const fixesAll = findings.length > 1 && html` <b>This fixes all ${count(findings.length, 'finding')}.</b>`;
  return html`<article class="finding ${SEVERITIES[severity].colour}">
<h3>${drawPill(SEVERITIES[severity])} ${RULES[rule]} <span class="note"><code>${rule}</code></span></h3>
${drawDescriptions([...new Set(findings.map(shorten))])}${drawConcerned(report, findings, deciders)}${drawFacts([
  ['What decides', drawDeciders(deciders)],
  ['How to fix it', [writeRemedy(rule, remedy), fixesAll]],
])}${drawStatements(statements)}${
  places.length > 0 && drawDetails(`In templates: ${count(places.length, 'place')}`, drawList(places.map(drawPlace), 'plain'))}</article>
`;
}

/** A denial may be meant, so a blocked grant has two fixes. */
function writeRemedy(rule: FindingRule, remedy: string): string {
  const isOneWay = rule === 'blocked-access' && !/\bgrant\b/.test(remedy);
  return isOneWay ? `${remedy.replace(/\.?$/, '.')} Or keep the calls closed: remove the grant.` : remedy;
}

/** These come with a table of their calls, so only the reason is left to say. */
const EXPLAINED_BY_CALLS: readonly FindingRule[] = ['blocked-access', 'partial-access', 'stream-missing'];

function shorten({ rule, description, reason }: ReportFinding): string {
  return EXPLAINED_BY_CALLS.includes(rule) ? capitalize(reason) : description;
}

function drawDescriptions(descriptions: readonly string[]): Html {
  const others = descriptions.slice(MOST_DESCRIPTIONS);
  return html`${descriptions.slice(0, MOST_DESCRIPTIONS).map((description) => html`<p>${description}</p>\n`)}${
    others.length > 0 && drawDetails(`${count(others.length, 'other')} like these`, drawList(others))}`;
}

function drawDeciders(deciders: readonly ReportDecider[]): Content {
  const drawPlaceOf = ({ at }: ReportDecider) => at && html`<span class="note">${drawPlace(at)}</span>`;
  const drawn = drawList(deciders.map((by) => html`${drawDecider(by)}${drawPlaceOf(by)}`), 'plain');
  return deciders.length > MOST_NAMES ? drawDetails(count(deciders.length, 'policy or statement', 'policies or statements'), drawn)
    : deciders.length > 0 && drawn;
}

function drawStatements(statements: readonly object[]): Content {
  const text = statements.map((statement) => writeStatementLines({ ...statement }).join('\n')).join(',\n');
  return statements.length > 0
    && drawDetails(count(statements.length, 'statement to write', 'statements to write'), html`<pre>${text}</pre>`);
}

/** Draws the calls of findings, or their identities if they have no calls. */
function drawConcerned(report: AppReport, findings: readonly ReportFinding[], deciders: readonly ReportDecider[]): Content {
  const rows = [...new Set(findings.flatMap((finding) => finding.rows))].map((row) => report.rows[row]);
  const identities = [...new Set(findings.flatMap((finding) => finding.identities))];
  if (rows.length === 0) {
    const names = identities.map((identity) => report.identities[identity].path);
    return names.length > 0 && html`<p>Concerns: ${drawNames(names, 'identity', 'identities')}</p>\n`;
  }
  const concerned = new Set(rows.map(({ identity }) => identity)).size;
  return drawCalls(`${count(rows.length, 'call')} by ${count(concerned, 'identity', 'identities')}`, foldCalls(report, rows), report,
    { withAccount: true, withDecider: deciders.length !== 1 });
}

/** Draws what was not judged, by cause. */
function drawNotJudged(report: AppReport): Content {
  const rows = report.rows.filter(({ verdict }) => verdict === 'not-judged');
  const said = new Set(rows.map(({ identity, why }) => JSON.stringify([report.identities[identity].path, why])));
  const others = report.notJudged.filter(({ what, why }) => !said.has(JSON.stringify([what, why])));
  if (rows.length + others.length === 0) {
    return undefined;
  }
  return html`<article class="finding unsure">
<h3>${drawPill({ sign: '?', word: 'NOT JUDGED', colour: 'unsure' })} What could not be decided, and why</h3>
<p>Each may be allowed or denied. The report does not guess.</p>
${rows.length > 0 && drawCalls(count(rows.length, 'call'), foldCalls(report, rows), report, { withAccount: true, withDecider: true })}${
  others.length > 0 && drawCauses(others)}</article>
`;
}

function drawCauses(causes: readonly NotJudged[]): Html {
  return drawTable('causes', 'Also not judged', ['What', 'Why'], group(causes, ({ why }) => why).map((same) => ({
    name: drawNames(same.map(({ what }) => what), 'thing'),
    lines: [[same[0].why]],
  })));
}
