import { CallLine, foldCalls, FoldedCalls, listAdmitted, showGuardrail } from './fold-calls';
import { group } from '../../core/app/collections';
import { describeEndpoint } from '../../core/app/endpoints';
import { nameAll } from '../../core/app/name-all';
import { AppReport, NotJudged, ReportDeny, ReportFinding, ReportRecording, RowVerdict } from '../../core/app/report';
import { InvocationOutcome } from '../../core/iam/outcome';
import { Cell, escapeControls, fold, paint, writeMarks, writeTable } from '../terminal';

const SIGNS = { error: ['✗', 'red'], warning: ['!', 'yellow'], info: ['i', 'bold'] } as const;
const WORDS: Readonly<Record<RowVerdict, Cell>> = {
  'allowed': { text: 'allowed', colour: 'green' },
  'denied': { text: 'denied', colour: 'red' },
  'partial': { text: 'partial', colour: 'red' },
  'not-judged': { text: 'not judged', colour: 'yellow' },
};

/**
 * Writes a report for a terminal.
 *
 * @param only the findings to show; it then shows nothing else
 */
export function writeReport(report: AppReport, title: string, only?: readonly string[]): string {
  const findings = writeFindings(report, only === undefined || only.includes('not-judged'), only === undefined);
  return [writeSummary(report, title), ...findings, ...only === undefined ? writeTables(report) : []].join('\n');
}

/** Writes the title and the totals. */
function writeSummary({ totals }: AppReport, title: string): string {
  const { identities, allowed, denied, partial, notJudged } = totals;
  const who = `${identities} ${identities === 1 ? 'identity' : 'identities'}`;
  const counts = `${who}; calls: ${allowed} allowed, ${denied} denied, ${partial} partial, ${notJudged} not judged`;
  return `${paint('bold', escapeControls(fold(`Who may call Claude: ${title}`)))}\n${fold(counts)}\n`;
}

function writeFindings({ findings, notJudged, rows, identities }: AppReport, showsNotJudged: boolean, isWhole: boolean): string[] {
  const listed = findings.filter(({ severity }) => severity !== 'info').map(writeFinding);
  const unknown = group(rows.filter(({ verdict }) => verdict === 'not-judged'), ({ why }) => why ?? '').map((all): NotJudged =>
    ({ what: nameAll([...new Set(all.map(({ identity }) => identities[identity].path))]), why: all[0].why ?? '' }));
  const others = group(notJudged, ({ why }) => why).map((all): NotJudged =>
    ({ what: nameAll(all.map(({ what }) => what)), why: all[0].why }));
  const open = (showsNotJudged ? [...unknown, ...others] : []).map(({ what, why }) =>
    write(`${paint('yellow', '?')} not judged: ${what}: ${why}`));
  const hints = findings.filter(({ severity }) => severity === 'info').map(writeFinding);
  if (listed.length + open.length + hints.length === 0) {
    return [isWhole ? '' : 'There are no findings of these rules. The exit status covers all findings.'].filter((line) => line !== '');
  }
  return [paint('bold', 'Needs a decision'), ...listed, ...open, ...hints, ''];
}

function writeFinding({ severity, rule, description, remedy, statements }: ReportFinding): string {
  const [sign, colour] = SIGNS[severity];
  const lines = [`${paint(colour, sign)} ${rule}: ${description}`, ...remedy.split('\n').map((line) => `  ${line}`)];
  return [...lines, ...statements.map((statement) => `  ${JSON.stringify(statement)}`)].map(write).join('\n');
}

/** Folds text, and keeps JSON on one line. */
function write(line: string): string {
  return fold(escapeControls(line));
}

function writeTables(report: AppReport): string[] {
  const { rows, identities } = report;
  const accounts = group(rows, ({ identity }) => identities[identity].account ?? '');
  const tables = accounts.map((all) => {
    const { account } = identities[all[0].identity];
    const title = account === undefined ? 'Who may call, in an unknown account' : `Who may call, in account ${account}`;
    const cells = foldCalls(report, all).flatMap((one) => writeRows(report, one));
    return writeTable(title, ['identity', 'model', 'from', 'how', 'answer'], cells);
  });
  const legend = [
    ...rows.some(({ verdict }) => verdict !== 'allowed') ? [write(LEGEND), ''] : [],
    ...rows.some(({ profile }) => profile?.only) ? [write(ONLY), ''] : [],
  ];
  return [
    ...tables, ...legend, ...writeTrust(report), ...writeServing(report), ...writeRecording(report), ...writeDenies(report),
    ...writeAssumptions(report),
  ];
}

const LEGEND = 'Each mark before an answer is one leg of the call. In order: the profile, the model in the source Region, the model ' +
  'without a Region, and the guardrail if the call must name one.';

const ONLY = '"Only through" a profile means that every other checked way to the model is closed to the identity, from each Region that ' +
  'was checked. The other ways are the global profile, geographic profiles, other application profiles and direct calls. Batch jobs and ' +
  'bedrock-mantle are not checked.';

function writeRows({ identities }: AppReport, { identities: indexes, lines }: FoldedCalls): Cell[][] {
  const names = listNames(indexes.map((index) => identities[index].path));
  return lines.map(({ models, profile, guardrails, regions, actions, verdict, legs }) => [
    { text: names },
    {
      text: models.map((model) => model === '*' ? 'ANY MODEL' : model.replace(/^anthropic\./, '')).join(', '),
      ...(profile ?? guardrails) && { below: writeHow(profile, guardrails) },
    },
    { text: regions.map((region) => region ?? 'its Region').join(', ') },
    { text: actions.join(', ') },
    writeAnswer(verdict, legs),
  ]);
}

function writeHow(profile: CallLine['profile'], guardrails: CallLine['guardrails']): string {
  return [
    ...profile ? [`${profile.only ? 'only ' : ''}through ${profile.name}`] : [],
    ...guardrails ? [`with guardrail ${guardrails.map(showGuardrail).join(' or ')}`] : [],
  ].join(', ');
}

/** Announced legs do not count, so they have no sign. */
function writeAnswer(verdict: RowVerdict, legs: CallLine['legs']): Cell {
  const { text, colour } = WORDS[verdict];
  const outcomes = legs.filter(({ announced }) => !announced).map(({ outcome }) => outcome);
  return { text: verdict === 'allowed' ? text : `${writeMarks(outcomes)} ${text}`, colour };
}

function listNames(names: readonly string[]): string {
  return nameAll(names).replaceAll('\'', '');
}

/** Writes who may assume the identities that have calls. Identities with the same trust share a row. */
function writeTrust({ identities, rows }: AppReport): string[] {
  const calling = [...new Set(rows.map(({ identity }) => identity))].map((index) => identities[index]);
  const alike = group(calling.filter((identity) => listAdmitted(identity).length > 0), listAdmitted);
  const cells = alike.flatMap((same) => {
    const names = listNames([...new Set(same.map(({ path }) => path))]);
    return listAdmitted(same[0]).map((who) => [{ text: names }, { text: who }]);
  });
  return cells.length === 0 ? [] : [writeTable('Who may assume them', ['identity', 'by'], cells)];
}

function writeServing(report: AppReport): string[] {
  const { serving, rows, endpoints } = report;
  if (!rows.some(({ verdict }) => verdict === 'allowed')) {
    return [];
  }
  const lines = [...new Set(serving.map(({ watches, path }) => `${path}: ${watches}`))]; // a stack set has the same alarm in each account
  const watched = lines.length === 0 ? ['Nothing in this app monitors the destination Regions.'] : lines;
  const through = endpoints.map((endpoint) => describeEndpoint(report, endpoint));
  const all = ['Through a global profile, the destination Region may be any commercial Region.', ...through, ...watched];
  return [[paint('bold', 'Destination Regions'), ...all.map((line) => write(`  ${line}`)), ''].join('\n')];
}

function writeRecording({ recording }: AppReport): string[] {
  const rows = recording.map((one) => [
    { text: `${one.account ?? 'an unknown account'} ${one.region ?? ''}`.trim() }, ...describeRecording(one),
  ]);
  return rows.length === 0 ? [] : [writeTable('What is recorded', ['where', 'prompts', 'kept', 'encrypted by', 'in'], rows)];
}

function describeRecording({ path, prompts, stores }: ReportRecording): Cell[] {
  if (path === undefined) {
    return [{ text: 'not in this app', colour: 'yellow' }, { text: '' }, { text: '' }, { text: '' }];
  }
  const list = (read: (store: ReportRecording['stores'][number]) => string) => [...new Set(stores.map(read))].join(', ');
  return [
    { text: prompts ?? 'unknown' },
    { text: list(({ retention }) => typeof retention === 'number' ? `${retention} days` : retention ?? 'not set here') },
    { text: list(({ encryption }) => encryption ?? 'not set here') },
    { text: list(({ kind }) => kind) },
  ];
}

function writeDenies({ denies, identities }: AppReport): string[] {
  if (denies.length === 0) {
    return [];
  }
  const cells = denies.map(({ policy, attachedTo, rows, exempt, exemptPatterns }) => [
    { text: policy }, { text: listNames(attachedTo) }, { text: String(rows.length) },
    { text: exempt.length > 0 ? listNames(exempt.map((index) => identities[index].path)) : exemptPatterns.join(', ') || 'none' },
  ]);
  const table = writeTable('What denies calls', ['policy', 'on', 'denied', 'exempt'], cells);
  return [table, ...denies.filter(({ matrix }) => matrix.length > 0).map(writeMatrix)];
}

function writeMatrix({ policy, matrix, matrixRegion, promises }: ReportDeny): string {
  const show = (outcome: InvocationOutcome | undefined, isPromised = false): Cell => {
    if (outcome === undefined) {
      return { text: 'none' };
    }
    const isOpen = outcome === InvocationOutcome.ALLOWED;
    const text = outcome === InvocationOutcome.DEPENDS ? 'depends' : isOpen ? 'open' : 'closed';
    return isPromised ? { text, colour: outcome === InvocationOutcome.DEPENDS ? 'yellow' : isOpen ? 'red' : 'green' } : { text };
  };
  const from = matrixRegion === undefined ? '' : ` from ${matrixRegion}`;
  const what = promises ? 'the calls that it promises to close' : `calls${from}, by itself`;
  // A guard's table shows only its promises. The page and the JSON have all rows.
  const shown = promises ? matrix.filter(({ promised }) => promised) : matrix;
  return writeTable(`What ${policy} does to ${what}`, ['route', 'action', 'model', 'promised', 'others', 'exempt'], shown.map((row) => [
    { text: row.profileKind ? `${row.route} (${row.profileKind})` : row.route },
    { text: row.action.replace(/^bedrock:/, '') },
    { text: row.model.replace(/^anthropic\./, '') },
    { text: row.promised === undefined ? '–' : row.promised ? 'closed' : 'no' },
    show(row.anybody, row.promised),
    show(row.exempt),
  ]));
}

function writeAssumptions({ assumptions }: AppReport): string[] {
  return [paint('bold', 'Assumptions'), ...assumptions.map((line) => write(`  ${line}`)), ''];
}
