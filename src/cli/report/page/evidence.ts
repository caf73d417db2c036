import { escapeHtml } from './html';
import { describeRecording, Evidence, EvidenceField, nameState } from '../../../core/app/evidence';

/** Stands where a person writes. */
const BLANK = '<span class="blank" role="img" aria-label="to be filled in by a person"></span>';

/** Writes the record as HTML: a section of a page, without styles. */
export function writeEvidenceHtml(evidence: Evidence): string {
  const { date, commit, templates, transfer, recording, serving, denies, controls } = evidence;
  return [
    '<section class="evidence" aria-labelledby="evidence">',
    '<h2 id="evidence">Record</h2>',
    `<p>What the templates state on ${escapeHtml(date)}${commit === undefined ? '' : `, at commit ${escapeHtml(commit)}`}. ` +
      'It states facts, and does not say whether a law or a standard is met.</p>',
    '<h3>Transfer of personal information (POPIA, section 72)</h3>',
    '<dl>',
    ...transfer.map((field) =>
      `<dt>${escapeHtml(field.label)} <small>s${escapeHtml(field.section)}</small></dt><dd>${writeField(field)}</dd>`),
    '</dl>',
    writeTable('What is recorded', ['In'], recording.map((one) => [describeRecording(one)])),
    writeTable('Where calls may be served', ['Allowed'], serving.allowed.map((text) => [text])),
    writeTable('What is watched', ['Alarm', 'Watches', 'Expected Regions'],
      serving.watched.map(({ path, watches, expected = [] }) => [path, watches, expected.join(', ')])),
    writeTable('Policies that deny calls', ['Policy', 'Attached to', 'Kinds of calls denied', 'Exempt', 'Closes'],
      denies.map(({ policy, attachedTo, denied, exempt, exemptPatterns, closes }) => [
        policy, attachedTo.join(', '), String(denied), [...exempt, ...exemptPatterns].join(', '),
        closes.map(({ route, isClosed }) => `${route}: ${nameState(isClosed)}`).join(', '),
      ])),
    writeTable('Controls', ['Control', 'Answered by', 'Result', 'In this app', 'Show'],
      controls.map(({ framework, control, answer = 'nothing here', result, note, inThisApp, show }) =>
        [`${framework}: ${control}`, answer, note === undefined ? result : `${result}: ${note}`, inThisApp.join('; '), show])),
    writeTable('Templates', ['File', 'SHA-256'], templates.map(({ file, sha256 }) => [file, sha256])),
    '</section>',
    '',
  ].join('\n');
}

function writeField({ by, values, choices = [] }: EvidenceField): string {
  if (by === 'software') {
    return values.length === 0 ? 'none in this app' : values.map(escapeHtml).join('<br>');
  }
  const items = choices.map((choice) => `<li>${escapeHtml(choice)}</li>`).join('');
  return items === '' ? BLANK : `${BLANK}<ul>${items}</ul>`;
}

/** The first cell of a row names it. */
function writeTable(caption: string, heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const body = rows.length === 0 ? [`<tr><td colspan="${heads.length}">none in this app</td></tr>`]
    : rows.map(([name, ...cells]) => `<tr><th scope="row">${escapeHtml(name)}</th>${cells.map(writeCell).join('')}</tr>`);
  return [
    '<table>',
    `<caption>${escapeHtml(caption)}</caption>`,
    `<thead><tr>${heads.map((head) => `<th scope="col">${escapeHtml(head)}</th>`).join('')}</tr></thead>`,
    '<tbody>', ...body, '</tbody>',
    '</table>',
  ].join('\n');
}

function writeCell(text: string): string {
  return `<td>${escapeHtml(text)}</td>`;
}
