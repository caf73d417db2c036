import * as fs from 'node:fs';
import { judgeApp } from '../../src/core/app/judge-app';
import { AppReport } from '../../src/core/app/report';
import { assemblyOf, Files, synthesize } from '../support/assemblies';
import { CLOSED, GUARDED, GUARDED_UNIT, makeDirectory, OPEN, UNITS } from '../support/difficult/places';
import { buildCustomizedApp, buildDifficultApp, buildPipelineApp, buildQuietApp } from '../support/difficult-app';
import { both, compare, Expected, expected, expectedIn, invoke, rowsOf, stream, unjudged } from '../support/report-rows';
import { HAIKU, OPUS, SONNET } from '../support/small-policies';

const wildcard = { intent: 'wildcard' } as const;
const eu = { region: 'eu-west-1' };
const anywhere = { region: undefined };
/** What every boundary of the app says of the two models. */
const bound = (details = {}) => [both(SONNET, 'allowed', details), both(OPUS, 'denied', details)] as const;

const DIFFICULT: readonly Expected[] = [
  // Grants of this package.
  expected('Open/Writer', both(SONNET, 'allowed'), both(OPUS, 'allowed')),
  expected('Open/Reader', both(SONNET, 'allowed'), both(OPUS, 'allowed')),
  expected('Open/Clerk', both(SONNET, 'allowed'), both(OPUS, 'allowed')),
  expected('Open/Plain/Role', invoke(HAIKU, 'allowed')),
  expected('Virginia/Access/Role', both(SONNET, 'allowed')),
  expected('Virginia/ByHand', both(SONNET, 'allowed')),
  // Legs that are missing.
  expected('Open/TwoLegs', invoke(SONNET, 'partial')),
  expected('Open/NoSource', invoke(SONNET, 'partial')),
  expected('Open/SourceOnly'),
  expected('Open/HalfStream', invoke(SONNET, 'allowed'), stream(SONNET, 'partial')),
  // Calls that are not global.
  expected('Open/Direct'),
  expected('Open/Geographic'),
  // Patterns and policies of AWS's.
  expected('Open/AnyProfile', invoke(SONNET, 'allowed', wildcard)),
  expected('Open/Admin', both('*', 'allowed', wildcard)),
  expected('Open/Power', both('*', 'allowed', wildcard)),
  expected('Open/Viewer'),
  expected('Open/AllButOpus', both('*', 'allowed', wildcard), both(OPUS, 'denied', { ...wildcard, by: 'NoOpus' })),
  // Users and groups.
  expected('Open/Member', both(SONNET, 'allowed')),
  expected('Open/Leaked', both(SONNET, 'denied', { by: 'AWSCompromisedKeyQuarantineV3' })),
  expected('Open/Team'),
  expected('Open/Nobody', both(SONNET, 'not-judged', { why: /members/ })), // others may be in it
  // What only the deployment knows, and what looks so.
  unjudged('Open/ParameterModel'),
  expected('Open/ParameterBucket', both(SONNET, 'allowed')),
  unjudged('Open/LookedUp'),
  unjudged('Open/Resolved'),
  expected('Open/MaybeAllowed', both(SONNET, 'not-judged')),
  expected('Open/MaybeDenied', both(SONNET, 'not-judged')),
  expected('Open/AllowedAtHome', both(SONNET, 'allowed')),
  expected('Open/DeniedAway', both(SONNET, 'allowed')),
  unjudged('Open/Included'),
  expected('Open/Chosen', both(SONNET, 'not-judged')),
  unjudged('Macro/Rewritten'),
  expected('Agnostic/Access/Role', both(SONNET, 'not-judged', anywhere)),
  // Identities that the app only names.
  expected('legacy-batch', both(SONNET, 'not-judged')),
  expected('legacy-report', both(SONNET, 'denied', { by: 'Org/Guard/Policy' })),
  expected('rescue', both(SONNET, 'not-judged', { why: /path of the role/ })),
  // Nested stacks.
  expected('Open/Inner/Access/Role', both(SONNET, 'allowed')),
  expected('Open/Outer', both(SONNET, 'allowed')),
  expected('Open/Inner/Taker', both(SONNET, 'allowed')),
  expected('Open/Inner/Clerk', both(SONNET, 'partial')),
  expected('Open/Inner/Deepest/Stopped', both(SONNET, 'denied', { by: 'StopsDeepest' })),
  // Boundaries.
  expected('Open/BoundHere', ...bound({})),
  expected('Open/Bounded/ByAspect', ...bound()),
  expected('Importing/ByImport', ...bound()),
  expected('Weak/Weakly', ...bound()),
  expected('Abroad/Across', ...bound(eu)),
  expected('Open/ByArnInText', ...bound()),
  expected('Open/ByName', both(SONNET, 'not-judged', { why: /elsewhere/ }), both(OPUS, 'not-judged')),
  expected('Contextual/ByContext', both(SONNET, 'not-judged', { why: /company/ }), both(OPUS, 'not-judged')),
  expected('Open/ByPower', both(SONNET, 'allowed'), both(OPUS, 'allowed')),
  expected('Open/ByReading', both(SONNET, 'not-judged', { why: /ReadOnlyAccess/ }), both(OPUS, 'not-judged')),
  // Permission sets.
  expectedIn(OPEN, 'Workforce/AsObject', both(SONNET, 'allowed')),
  expectedIn(GUARDED, 'Workforce/AsObject', both(SONNET, 'denied', { by: 'Org/HomeRegions' })),
  expectedIn(OPEN, 'Workforce/AsText', both(SONNET, 'allowed')),
  expectedIn(OPEN, 'Workforce/Joined', both(SONNET, 'allowed')),
  expectedIn(GUARDED, 'Workforce/Joined', both(SONNET, 'denied', { by: 'Org/HomeRegions' })),
  expectedIn(GUARDED, 'Workforce/Exempt', both(SONNET, 'allowed')),
  expectedIn(OPEN, 'Workforce/ByName', both(SONNET, 'allowed')),
  unjudged('Workforce/Unassigned'),
  // Names under a deny of Regions.
  expected('InvoiceAnalysisWorkerTaskRole', both(SONNET, 'allowed')),
  expected('LedgerReconciliationWorkerTaskRole', both(SONNET, 'denied', { by: 'Org/HomeRegions' })),
  expected('ReceiptMatchingWorkerTaskRole', both(SONNET, 'not-judged', { why: /name of the role/ })),
  expected('Claims/Scorer', both(SONNET, 'allowed')),
  expected('Claims/Runner', both(SONNET, 'denied', { by: 'Org/HomeRegions' })),
  expected('Claims/Triage', both(SONNET, 'not-judged', { why: /name of the role/ })),
  expected('Claims/Anybody', both(SONNET, 'denied', { by: 'Org/HomeRegions' })),
  // Under a guard.
  expected('Closed/Both', both(SONNET, 'denied', { by: 'Org/Guard/Policy' }), both(HAIKU, 'allowed')),
  expected('Closed/Glass', both(SONNET, 'allowed')),
  expected('Closed/Admin', both('*', 'denied', { ...wildcard, by: 'Org/Guard/Policy' }), both(HAIKU, 'allowed', wildcard)),
  // StackSets.
  expected('Fleet/Unit/UnitWorker', both(SONNET, 'denied', { by: 'Org/HomeRegions' })),
  expectedIn(OPEN, 'Fleet/Accounts/AccountWorker', both(SONNET, 'allowed')),
  expectedIn(CLOSED, 'Fleet/Accounts/AccountWorker', both(SONNET, 'denied', { by: 'Org/Guard/Policy' })),
  unjudged('Fleet/Yaml'),
];

const QUIET: readonly Expected[] = [
  expected('Agnostic/Access/Role', both(SONNET, 'allowed', anywhere)),
  expected('Catalog/Caller/Access/Role', both(SONNET, 'allowed', anywhere)),
];

const PIPELINE: readonly Expected[] = [
  expected('Direct/Claude/Worker', both(SONNET, 'denied', { by: 'Pipeline/Security/Org/Guard/Policy' })),
  expected('Pipeline/Prod/Claude/Worker', both(SONNET, 'denied', { by: 'Pipeline/Security/Org/HomeRegions' })),
  expected('Pipeline/Prod/Untouched/Worker', both(SONNET, 'allowed')),
];

const CUSTOMIZED: readonly Expected[] = [
  expected('Claude/Worker', both(SONNET, 'allowed')),
  expected('Claude/Stopped', both(SONNET, 'denied')),
  expected('Anywhere/Access/Role', both(SONNET, 'allowed', anywhere)),
];

const directory = makeDirectory();

function judge(files: Files): AppReport {
  return judgeApp({ assembly: assemblyOf(files), units: UNITS });
}

fs.mkdirSync(`${directory}/bare`);
const APPS = {
  difficult: { files: synthesize(buildDifficultApp(directory)), table: DIFFICULT },
  difficultWithoutPaths: { files: synthesize(buildDifficultApp(`${directory}/bare`, {})), table: DIFFICULT },
  quiet: { files: synthesize(buildQuietApp(directory)), table: QUIET },
  pipeline: { files: synthesize(buildPipelineApp(directory)), table: PIPELINE },
  customized: { files: synthesize(buildCustomizedApp(directory)), table: CUSTOMIZED },
};

describe.each(Object.entries(APPS))('of the %s app', (_name, { files, table }) => {
  const report = judge(files);

  const titled = table.map((one) => [`${one.at}${one.account === undefined ? '' : ` in ${one.account}`}`, one] as const);
  test.each(titled)('%s is judged as it would be deployed', (_, one) => {
    expect(compare(report, one)).toEqual([]);
  });

  test('every identity is in the table', () => {
    const known = (path: string) => table.some(({ at }) => path === at || path.endsWith(`/${at}`));
    const callers = new Set(report.rows.map(({ identity }) => report.identities[identity].path));
    expect([...callers].filter((path) => !known(path))).toEqual(UNTABLED.filter((path) => callers.has(path)));
  });
});

/** Those of which the table says nothing: tests of their own do. */
const UNTABLED = ['Open/Family', 'Workforce/OfAws'];

describe('the report of the difficult app', () => {
  const report = judge(APPS.difficult.files);

  test('has as many totals as rows', () => {
    const count = (verdict: string) => report.rows.filter((row) => row.verdict === verdict).length;
    expect(report.totals).toMatchObject({
      identities: report.identities.length,
      allowed: count('allowed'),
      denied: count('denied'),
      partial: count('partial'),
      notJudged: count('not-judged'),
    });
  });

  test('fails for what is named and blocked or partial, and for nothing else', () => {
    const errors = report.findings.filter(({ severity }) => severity === 'error').flatMap(({ rows }) => rows);
    const wanted = report.rows.flatMap(({ intent, verdict }, index) =>
      intent === 'named' && (verdict === 'denied' || verdict === 'partial') ? [index] : []);
    const half = rowsOf(report, { at: 'Open/HalfStream' }).map((row) => report.rows.indexOf(row));
    const without = (rows: number[]) => [...new Set(rows)].filter((index) => !half.includes(index)).sort((a, b) => a - b);
    expect(without(errors)).toEqual(without(wanted));
  });

  test('says where only one of the two actions is whole', () => {
    const found = report.findings.filter(({ rule }) => rule === 'stream-missing');
    expect(found.flatMap(({ rows }) => rows.map((index) => report.identities[report.rows[index].identity].path)))
      .toContain('Open/HalfStream');
  });

  test('lists any model as a hint', () => {
    const found = report.findings.filter(({ rule }) => rule === 'over-grant');
    expect(found.every(({ severity }) => severity === 'info')).toBe(true);
    const paths = found.flatMap(({ identities }) => identities.map((index) => report.identities[index].path));
    expect(paths).toEqual(expect.arrayContaining(['Open/Admin', 'Open/Power', 'Workforce/OfAws']));
  });

  test('lists a family of models by a pattern, and fails for none', () => {
    const rows = rowsOf(report, { at: 'Open/Family' });
    expect(rows.map(({ intent, verdict }) => `${intent} ${verdict}`)).toEqual(rows.map(() => 'wildcard allowed'));
    expect(rows.length).toBeGreaterThanOrEqual(2);
  });

  test('does not know a policy that an account is only said to have', () => {
    const rows = rowsOf(report, { at: 'Workforce/ByName', account: GUARDED });
    expect(rows.map(({ verdict }) => verdict)).toEqual(rows.map(() => 'not-judged'));
  });

  test('names both templates where a policy blocks a role of another stack', () => {
    const { places } = report.findings.find(({ rule, identities }) => rule === 'blocked-access'
      && identities.some((index) => report.identities[index].path === 'Claims/Anybody'))!;
    expect(places.map(({ file }) => file)).toEqual(expect.arrayContaining(['Org.template.json', 'Claims.template.json']));
  });

  test('says of each row that is not allowed why', () => {
    expect(report.rows.filter(({ verdict, why }) => verdict !== 'allowed' && !why)).toEqual([]);
  });

  test('says what the guard denies, and whom it leaves out', () => {
    const guard = report.denies.find(({ policy }) => policy.endsWith('Org/Guard/Policy'))!;
    expect(guard.attachedTo).toEqual([CLOSED]);
    const exempt = guard.exempt.map((index) => report.identities[index].path);
    expect(exempt).toContain('Closed/Glass');
    expect(exempt).not.toContain('Closed/Both');
    expect(report.denies.find(({ policy }) => policy.endsWith('Org/HomeRegions'))!.attachedTo).toEqual([GUARDED_UNIT]);
  });

  test('judges only the stacks that are meant', () => {
    const some = judgeApp({ assembly: assemblyOf(APPS.difficult.files), units: UNITS, isMeant: ({ path }) => path === 'Claims' });
    expect(new Set(some.rows.map(({ identity }) => some.identities[identity].path.split('/')[0]))).toEqual(new Set(['Claims']));
    expect(some.rows.some(({ verdict }) => verdict === 'denied')).toBe(true);
  });
});
