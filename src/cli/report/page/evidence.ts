import { drawFacts, drawList, drawNames, drawPill, drawTable } from './elements';
import { Content, Html, html, join } from './html';
import { AFTER_THE_CALL, NONE_EXPECTED } from './records';
import { describeUnpromised, judgeCoverage, nameAccount, namePlace, ROUTES, WHO_IS_EXEMPT } from './words';
import { group } from '../../../core/app/collections';
import { describeRecording, Evidence, EvidenceField, nameState } from '../../../core/app/evidence';
import { listMasked, MaskedStores } from '../../../core/app/masking';
import { ELSEWHERE } from '../../../core/app/only-way';
import { OtherCall } from '../../../core/app/report';

const CALLERS = 'Accounts that may call: what records and watches their calls';

/** Draws the record for compliance: the facts in templates, and blanks for what people must fill in. */
export function drawEvidence(evidence: Evidence): Html {
  const { scope, date, commit, transfer, transferNotes, callers, recording, serving, denies, controls, deployed } = evidence;
  return html`${scope.map((sentence) => html`<p><b>${sentence}</b></p>\n`)}<p>What the templates state on ${date}${
    commit !== undefined && `, at commit ${commit}`}. This record states facts. It does not say whether a law or a standard is met.</p>
${drawOtherCalls(evidence)}<h3>Transfer of personal information (POPIA, section 72)</h3>
${transferNotes.map((note) => html`<p>${note}</p>\n`)}${
  drawFacts(transfer.map((field) => [`${field.label} (s${field.section})`, drawField(field)] as const))}${
  drawCallers(callers, recording)}${
  drawRows('What is recorded', ['In', 'What'], recording.map((one) => splitFirst(describeRecording(one))))}${
  drawMasked(listMasked({ recording }))}${
  drawRows('Destination Regions', ['Which'], serving.allowed.map((text) => [text]))}${
  drawWatched(serving.watched)}${
  drawDenies(denies)}${
  drawControls(controls)}${
  drawInputs(evidence)}${
  drawDeployed(deployed)}`;
}

function drawWatched(watched: Evidence['serving']['watched']): Html {
  return html`${drawRows('What is watched', ['Alarm', 'In', 'Watches', 'You expect'], watched.map(({ path, watches, expected, ...place }) =>
    [path, namePlace(place), watches, expected?.join(', ') ?? NONE_EXPECTED]))}${watched.length > 0 && html`<p>${AFTER_THE_CALL}</p>\n`}`;
}

function drawDenies(denies: Evidence['denies']): Html {
  return drawRows('Policies that deny calls', ['Policy', 'Attached to', 'Denied', 'Exempt', 'Routes'],
    denies.map(({ policy, attachedTo, denied, exempt, exemptPatterns, closes, leaves = [] }) => [
      policy,
      attachedTo.join(', '),
      denied,
      [[...exempt, ...exemptPatterns].join(', ') || 'none', exemptPatterns.length > 0 && html`<span class="note">${WHO_IS_EXEMPT}</span>`],
      join([
        ...closes.map(({ route, isClosed }) => `${ROUTES[route]}: ${nameState(isClosed)}`),
        ...leaves.map(({ route, isOpen }) => html`${ROUTES[route]}: <b>${describeUnpromised(isOpen).word}</b>`),
      ], html`<br>`),
    ]));
}

/** An alarm or a setting in another account says nothing of these calls. */
function drawCallers(callers: Evidence['callers'], recording: Evidence['recording']): Html {
  const labels = ['In', 'Recorded there', 'How', 'Destination-Region alarm there'];
  return drawRows(CALLERS, labels, callers.map((caller) => {
    const { account, region, isRecorded, isWatched, alarms } = caller;
    const here = recording.filter((one) => one.path !== undefined && one.account === account && one.region === region);
    return [
      namePlace(caller),
      drawPill(judgeCoverage(isRecorded)),
      isRecorded === true && here.map((one) => splitFirst(describeRecording(one))[1]).join('; '),
      html`${drawPill(judgeCoverage(isWatched))}${alarms.length > 0 && html`<span class="note">${alarms.join(', ')}</span>`}`,
    ];
  }));
}

/** Names the identities whose other calls this record does not cover. Identities with the same answers share a row. */
function drawOtherCalls({ otherCalls }: Evidence): Html {
  if (otherCalls === undefined) {
    return html`<p>Direct calls and geographic profiles: not judged.</p>\n`;
  }
  const asked = `The report asked about each Region of an identity's stack and policies, and about ${ELSEWHERE.join(', ')}.`;
  if (otherCalls.length === 0) {
    return html`<p>No identity of this app may call directly or through a geographic profile. ${asked}</p>\n`;
  }
  const rows = group(otherCalls, ({ identity: _, ...answers }) => answers).map((same) => {
    const [{ account, direct, geographic }] = same;
    return [
      drawNames(same.map(({ identity }) => identity), 'identity', 'identities'),
      nameAccount(account), writeOther(direct), writeOther(geographic),
    ];
  });
  return html`${drawRows('Identities that may also make other calls', ['Who', 'In', 'Direct calls', 'Geographic profiles'], rows)}
<p>${asked} For geographic profiles, it judged the profile and the model in the source Region, and no destination Region.</p>
`;
}

function writeOther({ answer, regions }: OtherCall): Content {
  const from = regions.length > 0 && ` from ${regions.join(', ')}`;
  return answer === 'denied' ? 'denied' : [html`<b>${answer === 'allowed' ? 'allowed' : 'not judged'}</b>`, from];
}

function drawMasked(masked: readonly MaskedStores[]): Content {
  return masked.length > 0 && drawRows('What is masked', ['In', 'Kinds of data', 'What is not masked'],
    masked.map((one) => [one.stores.join(', '), one.masked.join(', '), one.limits]));
}

function drawControls(controls: Evidence['controls']): Html {
  const labels = ['Control', 'Answered by', 'Expected if you use it', 'In this app', 'Show', 'Source'];
  const rows = controls.map(({ framework, control, answer = 'nothing in this library', result, note, inThisApp, show, source }) =>
    [`${framework}: ${control}`, answer, note === undefined ? result : `${result}, ${note}`, inThisApp.join('; '), show, source]);
  return html`<h3>Controls</h3>
<p>No check was run. The report reads what to expect from each check's code. An expectation holds only in accounts that use what the
second column names.</p>
${drawRows('Controls and checks', labels, rows)}`;
}

function drawInputs({ templates, inputs }: Evidence): Html {
  const { tool, options, files } = inputs ?? { tool: undefined, options: [], files: [] };
  const rows = [...templates.map((one) => ({ from: 'template', ...one })), ...files].map(({ file, from, sha256 }) =>
    [file, from === 'assembly' ? 'manifest' : from, sha256 === undefined ? NO_HASH : html`<code>${sha256}</code>`]);
  const given = options.length === 0 ? 'none' : join(options.map((one) => html`<code>${one}</code>`), ', ');
  const about = drawFacts(tool === undefined ? [] : [['cdk-bedrock-cris', `version ${tool}`], ['Options', given]]);
  return html`<h3>Inputs</h3>
${about}${drawRows('Files', ['File', 'Given as', 'SHA-256'], rows)}`;
}

const NO_HASH = 'not hashed: it can be read only once';

function drawDeployed(deployed: Evidence['deployed']): Html {
  const rows = deployed.map(({ shows, where, command }) => [shows, where, html`<code>${command}</code>`]);
  return html`<h3>How to show that it is deployed</h3>
<p>A template shows intent. These commands only read, and show what an account has. The report ran none of them.</p>
${drawRows('Commands of the AWS CLI', ['Shows', 'Run it in', 'Command'], rows)}`;
}

/** A person fills it in. */
const BLANK = html`<span class="blank" role="img" aria-label="to be filled in by a person">\u00a0</span>`;

const NO_CALL = 'no global call is allowed in this app';
/** What an empty field or table says, by its ID or caption. Without calls, most fields are empty. */
const NONE: Readonly<Record<string, string>> = {
  'recording': 'nothing in this app records calls',
  'denies': 'nothing in this app denies global calls',
  [CALLERS]: NO_CALL,
  'Destination Regions': NO_CALL,
};

/** A person ticks it. */
const BOX = html`<span class="box" role="img" aria-label="to be ticked by a person">☐</span>`;

function drawField({ id, by, values, choices = [] }: EvidenceField): Content {
  if (by === 'software') {
    return values.length === 0 ? NONE[id] ?? NO_CALL : join(values, html`<br>`);
  }
  return choices.length === 0 ? BLANK : drawList(choices.map((choice) => html`${BOX} ${choice}`), 'plain');
}

/** Draws rows, each named by its first cell. */
function drawRows(caption: string, labels: readonly string[], rows: readonly (readonly Content[])[]): Html {
  return rows.length === 0 ? html`<p>${caption}: ${NONE[caption] ?? 'nothing in this app'}.</p>\n`
    : drawTable('record', caption, labels, rows.map(([name, ...cells]) => ({ name, lines: [cells] })));
}

function splitFirst(text: string): string[] {
  const at = text.indexOf(': ');
  return [text.slice(0, at), text.slice(at + 2)];
}
