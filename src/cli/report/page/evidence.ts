import { drawFacts, drawList, drawTable } from './elements';
import { Content, Html, html, join } from './html';
import { describeRecording, Evidence, EvidenceField, nameState } from '../../../core/app/evidence';
import { listMasked, MaskedStores } from '../../../core/app/masking';

/** Draws the record for compliance: the facts in templates, and blanks for what people must fill in. */
export function drawEvidence(evidence: Evidence): Html {
  const { date, commit, transfer, recording, serving, denies, controls, deployed } = evidence;
  return html`<p>What the templates state on ${date}${commit !== undefined && `, at commit ${commit}`}. This record states
facts. It does not say whether a law or a standard is met.</p>
<h3>Transfer of personal information (POPIA, section 72)</h3>
${drawFacts(transfer.map((field) => [`${field.label} (s${field.section})`, drawField(field)] as const))}${
  drawRows('What is recorded', ['In', 'What'], recording.map((one) => splitFirst(describeRecording(one))))}${
  drawMasked(listMasked({ recording }))}${
  drawRows('Destination Regions', ['Which'], serving.allowed.map((text) => [text]))}${
  drawRows('What is watched', ['Alarm', 'Watches', 'Expected Regions'],
    serving.watched.map(({ path, watches, expected = [] }) => [path, watches, expected.join(', ')]))}${
  drawRows('Policies that deny calls', ['Policy', 'Attached to', 'Denied', 'Exempt', 'Closes'],
    denies.map(({ policy, attachedTo, denied, exempt, exemptPatterns, closes }) => [
      policy, attachedTo.join(', '), denied, [...exempt, ...exemptPatterns].join(', '),
      closes.map(({ route, isClosed }) => `${route}: ${nameState(isClosed)}`).join(', '),
    ]))}${
  drawControls(controls)}${
  drawInputs(evidence)}${
  drawDeployed(deployed)}`;
}

function drawMasked(masked: readonly MaskedStores[]): Content {
  return masked.length > 0 && drawRows('What is masked', ['In', 'Kinds of data', 'What is not masked'],
    masked.map((one) => [one.stores.join(', '), one.masked.join(', '), one.limits]));
}

function drawControls(controls: Evidence['controls']): Html {
  return html`<h3>Controls</h3>
<p>No check was run. The report reads what to expect from each check's code. It holds only in accounts that use what the second column
names.</p>
${drawRows('Controls and checks', ['Control', 'Answered by', 'Expected if you use it', 'In this app', 'Show', 'Source'],
    controls.map(({ framework, control, answer = 'nothing in this library', result, note, inThisApp, show, source }) =>
      [`${framework}: ${control}`, answer, note === undefined ? result : `${result}, ${note}`, inThisApp.join('; '), show, source]))}`;
}

function drawInputs({ templates, inputs }: Evidence): Html {
  const { tool, options, files } = inputs ?? { tool: undefined, options: [], files: [] };
  return html`<h3>Inputs</h3>
${drawFacts([
    ['cdk-bedrock-cris', tool !== undefined && `version ${tool}`],
    ['Options', tool !== undefined && (options.length === 0 ? 'none' : join(options.map((one) => html`<code>${one}</code>`), ', '))],
  ])}${
  drawRows('Files', ['File', 'Given as', 'SHA-256'], [
    ...templates.map((one) => ({ from: 'template', ...one })), ...files,
  ].map(({ file, from, sha256 }) => [
    file, from === 'assembly' ? 'manifest' : from, sha256 === undefined ? 'not hashed: it can be read only once' : html`<code>${sha256}</code>`,
  ]))}`;
}

function drawDeployed(deployed: Evidence['deployed']): Html {
  return html`<h3>How to show that it is deployed</h3>
<p>A template shows intent. These commands only read, and show what an account has. The report ran none of them.</p>
${drawRows('Commands of the AWS CLI', ['Shows', 'Run it in', 'Command'],
    deployed.map(({ shows, where, command }) => [shows, where, html`<code>${command}</code>`]))}`;
}

/** A person fills it in. */
const BLANK = html`<span class="blank" role="img" aria-label="to be filled in by a person">\u00a0</span>`;

function drawField({ by, values, choices = [] }: EvidenceField): Content {
  if (by === 'software') {
    return values.length === 0 ? 'none in this app' : join(values, html`<br>`);
  }
  return choices.length === 0 ? BLANK : html`${BLANK}${drawList(choices)}`;
}

/** Draws rows, each named by its first cell. */
function drawRows(caption: string, labels: readonly string[], rows: readonly (readonly Content[])[]): Html {
  return rows.length === 0 ? html`<p>${caption}: none in this app.</p>\n`
    : drawTable('record', caption, labels, rows.map(([name, ...cells]) => ({ name, lines: [cells] })));
}

function splitFirst(text: string): string[] {
  const at = text.indexOf(': ');
  return [text.slice(0, at), text.slice(at + 2)];
}
