import { drawPill, drawTable, TableGroup } from './elements';
import { Content, Html, html, join } from './html';
import { count, namePlace, PROMPTS, UNKNOWN } from './words';
import { listCallingPlaces } from '../../../core/app/calling-places';
import { describeEndpoint } from '../../../core/app/endpoints';
import { listMasked } from '../../../core/app/masking';
import { AppReport, ReportRecording, ReportStore } from '../../../core/app/report';
import { listUnrecorded } from '../../../core/app/unrecorded';

/** Of an alarm that names no Region, such as one on records without a Region. */
export const NONE_EXPECTED = 'no Region named';

export const AFTER_THE_CALL = 'The expected Regions are those that you named. An alarm goes off after the call. It blocks nothing.';

const NOT_SAID = 'not set by this app';

/** Draws how the app watches the destination Regions of calls. */
export function drawServing(report: AppReport): Html {
  const { serving, endpoints } = report;
  const through = endpoints.map((endpoint) => html`<p>${describeEndpoint(report, endpoint)}</p>`);
  const lead = html`<p>Through a global profile, the destination Region may be any commercial Region.</p>${through}`;
  if (serving.length === 0) {
    return html`${lead}<p>Nothing in this app watches the destination Regions.</p>`;
  }
  const groups = serving.map((one) => ({
    name: drawWhere(one),
    lines: [[one.expected ? join(one.expected.map((region) => html`<code>${region}</code>`), ', ') : NONE_EXPECTED, one.watches]],
  }));
  return html`${lead}<p>${AFTER_THE_CALL}</p>
${drawTable('serving', 'What watches the destination Regions', ['Where', 'You expect', 'Counts'], groups)}${
  drawUnwatched(report)}`;
}

/** Names the accounts whose calls no alarm watches: an alarm of another account does not. */
function drawUnwatched(report: AppReport): Content {
  const missing = listCallingPlaces(report).filter(({ isWatched }) => isWatched === false).map(namePlace);
  const pill = drawPill({ sign: '✗', word: 'NOT WATCHED', colour: 'bad' });
  return missing.length > 0 && html`<p>${pill} Calls are possible from ${missing.join('; ')}. No alarm of this app goes off there
if a destination Region is not expected.</p>\n`;
}

/** Draws what is recorded, and where the app allows calls without recording them. */
export function drawRecording(report: AppReport): Html {
  const recording = [...report.recording, ...listUnrecorded(report)];
  const labels = ['Where', 'Prompts and answers', 'Kept in', 'For', 'Encrypted by', 'Masked'];
  return recording.length === 0
    ? html`<p>This app records no calls, and allows none.</p>`
    : html`${drawTable('recording', 'Records of prompts and answers', labels, recording.map(drawRecord))}${drawLimits(report)}`;
}

/** Says what masking leaves out. It names the log groups only if their lists differ. */
function drawLimits(report: AppReport): Content {
  const all = listMasked(report);
  const name = (stores: readonly string[]) => all.length > 1 && [join(stores.map((one) => html`<code>${one}</code>`), ', '), ': '];
  return all.map(({ stores, limits }) => html`<p>${name(stores)}Masking does not cover everything. ${limits}</p>\n`);
}

function drawRecord(record: ReportRecording): TableGroup {
  const name = drawWhere(record);
  if (record.path === undefined) {
    const missing = drawPill({ sign: '✗', word: 'NOT RECORDED', colour: 'bad' });
    return { name, lines: [[html`${missing}<span class="note">by this app, but it allows calls here</span>`, '', '', '', '']] };
  }
  const prompts = record.prompts ? drawPill(PROMPTS[record.prompts]) : UNKNOWN;
  return record.stores.length === 0
    ? { name, lines: [[prompts, NOT_SAID, '', '', '']] }
    : { name, lines: record.stores.map((store, index) => [index === 0 && prompts, ...drawStore(store, record)]) };
}

function drawStore({ kind, name, retention, encryption, masked }: ReportStore, { prompts }: ReportRecording): Content[] {
  const nothingMasked = prompts === 'metadata' ? 'no text to mask' : 'nothing';
  return [
    html`${kind} <code>${name}</code>`,
    typeof retention === 'number' ? count(retention, 'day') : retention ?? NOT_SAID,
    encryption === undefined ? NOT_SAID : encryption === 'AWS' ? 'an AWS key' : 'a KMS key',
    masked.length > 0 ? join(masked.map((identifier) => html`<code>${identifier}</code>`), ', ') : nothingMasked,
  ];
}

function drawWhere({ account, region, path }: Pick<ReportRecording, 'account' | 'region' | 'path'>): Html {
  return html`${namePlace({ account, region })}${
    path !== undefined && html`<span class="note"><code>${path}</code></span>`}`;
}
