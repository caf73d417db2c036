import { CallingPlace, listCallingPlaces } from './calling-places';
import { DEPLOYED_CHECKS, DeployedCheck } from './deployed-checks';
import { ANY_MODEL, AppReport, NotJudged, ReportOtherCalls, ReportRecording, ReportServing, ReportStore } from './report';
import { listUnpromised, UnpromisedRoute } from './unpromised';
import { InferenceRoute } from '../call/guard/inference-route';
import { DATA_RETENTION } from '../facts/account-access';
import { Control, ControlEvidence, CONTROLS, FRAMEWORK_SOURCES } from '../facts/controls';
import { TRANSFER_FIELDS, TransferField } from '../facts/transfer-record';

/** The inputs that make the record repeatable. */
export interface EvidenceAbout {
  readonly date: string;
  readonly commit?: string;
  readonly templates: readonly { readonly file: string; readonly sha256: string }[];
  readonly inputs?: EvidenceInputs;
}

/** What decides answers apart from the templates. */
export interface EvidenceInputs {
  /** The version of cdk-bedrock-cris. */
  readonly tool: string;
  /** The options of the report that decide answers, or what is shown. */
  readonly options: readonly string[];
  readonly files: readonly EvidenceFile[];
}

export interface EvidenceFile {
  /** The option that names it; `assembly` for a manifest. */
  readonly from: 'assembly' | '--scp' | '--organization';
  readonly file: string;
  /** Absent for standard input and pipes, which can be read only once. */
  readonly sha256?: string;
}

/** The facts of an app as a record: what its templates say, and blanks for the rest. It does not judge by law. */
export interface Evidence extends EvidenceAbout {
  readonly version: '1';
  /** What the record covers, and what it does not. */
  readonly scope: readonly string[];
  /** Identities that may also make calls that are not global; absent if that was not judged. */
  readonly otherCalls?: readonly ReportOtherCalls[];
  readonly transfer: readonly EvidenceField[];
  /** What the transfer record does not say. */
  readonly transferNotes: readonly string[];
  /** For each account and source Region with calls, whether they are recorded and watched there. */
  readonly callers: readonly CallingPlace[];
  readonly recording: readonly ReportRecording[];
  readonly serving: { readonly allowed: readonly string[]; readonly watched: readonly ReportServing[] };
  readonly denies: readonly EvidenceDeny[];
  readonly controls: readonly EvidenceControl[];
  /** How to show that the templates are deployed. */
  readonly deployed: readonly DeployedCheck[];
  readonly assumptions: readonly string[];
  readonly notJudged: readonly NotJudged[];
}

export interface EvidenceField extends TransferField {
  /** Empty if a person fills it in, or the app has none. */
  readonly values: readonly string[];
}

export interface EvidenceDeny {
  readonly policy: string;
  readonly layer: string;
  readonly attachedTo: readonly string[];
  /** The number of the app's kinds of calls that it denies. */
  readonly denied: number;
  readonly exempt: readonly string[];
  readonly exemptPatterns: readonly string[];
  readonly closes: readonly { readonly route: InferenceRoute; readonly isClosed: boolean | 'not-judged' }[];
  /** The routes that a guard does not promise to close; absent for other policies. */
  readonly leaves?: readonly UnpromisedRoute[];
}

export interface EvidenceControl extends Omit<Control, 'evidence'> {
  readonly inThisApp: readonly string[];
  /** The address of the framework. */
  readonly source: string;
}

const SCOPE = [
  'Global calls only: calls of Claude through a global profile, or through an application profile of one.',
  'Not covered: direct calls, geographic profiles, batch jobs, the bedrock-mantle endpoint, Amazon Bedrock API keys, identities outside ' +
    'this app, and what was created by other means.',
];

const TRANSFER_NOTES = [
  'A summary: read the Act. Lawyers must say whether this is a transfer to a third party.',
  'Not covered: rules of the FSCA, the Prudential Authority and the SARB (South Africa\'s financial regulators and central bank).',
];

const ABSENT = 'not in this app';
const NOT_READ = 'not read from templates';

/** Makes the record of a report. The same report makes the same record. */
export function makeEvidence(report: AppReport, { date, commit, templates, inputs }: EvidenceAbout): Evidence {
  return {
    version: '1',
    scope: SCOPE,
    date,
    ...commit === undefined ? {} : { commit },
    templates: [...templates].map(({ file, sha256 }) => ({ file, sha256 })).sort((left, right) => compare(left.file, right.file)),
    ...inputs === undefined ? {} : { inputs },
    transfer: TRANSFER_FIELDS.map((field) => ({ ...field, values: field.by === 'software' ? fillIn(field.id, report) : [] })),
    ...report.otherCalls && { otherCalls: report.otherCalls },
    transferNotes: TRANSFER_NOTES,
    callers: listCallingPlaces(report),
    recording: report.recording,
    serving: { allowed: describeDestinations(report), watched: report.serving },
    denies: listDenies(report),
    controls: CONTROLS.map(({ evidence, ...control }) => ({
      ...control,
      ...hasBuckets(report) || evidence !== 'bucket-encryption' ? {} : NO_BUCKET,
      inThisApp: show(evidence, report),
      source: FRAMEWORK_SOURCES[control.framework] ?? '',
    })),
    deployed: DEPLOYED_CHECKS,
    assumptions: report.assumptions,
    notJudged: report.notJudged,
  };
}

/** Lists the rows that are allowed or not judged. */
function listOpenRows({ rows }: AppReport) {
  return rows.filter(({ verdict }) => verdict === 'allowed' || verdict === 'not-judged');
}

function fillIn(id: string, report: AppReport): string[] {
  const rows = listOpenRows(report);
  switch (id) {
    case 'accounts':
      return sortUnique(rows.map(({ identity }) => report.identities[identity]?.account ?? 'known to the deployment only'));
    case 'source-regions':
      return sortUnique(rows.map(({ region }) => region ?? 'known to the deployment only'));
    case 'models':
      return sortUnique(rows.map(({ model, profile }) =>
        `${model === '*' ? 'any other model' : model}${profile ? ` through application profile '${profile.name}'` : ''}`));
    case 'destinations':
      return describeDestinations(report);
    case 'provider-retention':
      return rows.length === 0 ? [] : [describeRetention(rows.map(({ model }) => model))];
    case 'recording':
      return report.recording.map(describeRecording);
    default:
      return listDenies(report).map(({ policy, layer, denied }) => `${policy} (${layer}) denies ${denied} kinds of calls`);
  }
}

/** A wildcard may allow a model that requires it. */
function describeRetention(models: readonly string[]): string {
  const { asOf, days, models: required } = DATA_RETENTION;
  const keeping = models.some((model) => required.test(model)) ? 'the Claude Fable models require it'
    : models.includes(ANY_MODEL) ? 'any model is allowed, and the Claude Fable models require it' : undefined;
  return keeping === undefined ? `no requirement is known for the models listed, as of ${asOf}`
    : `${keeping}: AWS keeps prompts and answers for up to ${days} days in the destination Region, as of ${asOf}`;
}

function describeDestinations(report: AppReport): string[] {
  const count = (verdict: string) => report.rows.filter((row) => row.verdict === verdict).length;
  const [allowed, open] = [count('allowed'), count('not-judged')];
  return [
    ...allowed > 0 ? [`any commercial AWS Region to which a global profile routes, for ${allowed} kinds of calls`] : [],
    ...open > 0 ? [`not judged for ${open} kinds of calls`] : [],
  ];
}

/** Says in words what is recorded in one account and Region. */
export function describeRecording({ account, region, path, prompts, stores }: ReportRecording): string {
  const where = describePlace({ account, region });
  if (path === undefined) {
    return `${where}: ${ABSENT}`;
  }
  const text = 'prompts and answers';
  const what = { full: `${text}, in full`, masked: `${text}, masked in part`, metadata: 'no prompts and no answers' };
  return [`${where}: ${prompts === undefined ? 'the app does not say what' : what[prompts]}`, ...stores.map(describeStore)].join('; ');
}

function describePlace({ account, region }: Pick<ReportRecording, 'account' | 'region'>): string {
  return `${account ?? 'an account that only the deployment knows'} in ${region ?? 'a Region that only the deployment knows'}`;
}

function describeStore({ kind, name, retention, encryption, masked }: ReportStore): string {
  const kept = retention === undefined ? 'kept for an unknown time'
    : retention === 'forever' ? 'kept forever' : `kept for ${retention} days`;
  const key = encryption === undefined ? 'encrypted by an unknown key'
    : encryption === 'AWS' ? 'encrypted by an AWS key' : 'encrypted by a KMS key';
  return [`${kind} ${name}`, kept, key, ...masked.length === 0 ? [] : [`masks ${countKinds(masked)}`]].join(', ');
}

/** The list itself is in the stores of `recording`, and on the page once. */
function countKinds(masked: readonly string[]): string {
  return masked.length === 1 ? '1 kind of data' : `${masked.length} kinds of data`;
}

function listDenies({ denies, identities }: AppReport): EvidenceDeny[] {
  return denies.map(({ policy, layer, attachedTo, rows, exempt, exemptPatterns, promises, matrix }) => ({
    policy,
    layer,
    attachedTo,
    denied: rows.length,
    exempt: exempt.map((place) => identities[place]?.path ?? '?'),
    exemptPatterns,
    closes: promises?.map(({ route, isClosed }) => ({ route, isClosed })) ?? [],
    ...promises && { leaves: listUnpromised({ promises, matrix }) },
  }));
}

const NO_BUCKET = { result: 'does not apply', note: 'because no bucket holds records in this app' } as const;

function hasBuckets({ recording }: AppReport): boolean {
  return recording.some(({ stores }) => stores.some(({ kind }) => kind === 'bucket'));
}

/** Lists what the app has for a control. */
function show(evidence: ControlEvidence, report: AppReport): string[] {
  const found = find(evidence, report);
  return found.length > 0 ? found : [evidence === 'not-read' ? NOT_READ : ABSENT];
}

function find(evidence: ControlEvidence, report: AppReport): string[] {
  const stores = report.recording.flatMap((recording) => recording.stores);
  switch (evidence) {
    case 'access': {
      const { allowed, denied, partial, notJudged } = report.totals;
      return report.rows.length === 0 ? []
        : [`${allowed} kinds of calls allowed, ${denied} denied, ${partial} allowed in part, ${notJudged} not judged`];
    }
    case 'denies':
      return listDenies(report).map(({ policy, denied }) => `${policy}: ${denied} kinds of calls denied`);
    case 'api-keys':
      return listDenies(report).flatMap(({ policy, closes }) => closes.filter(({ route }) => route === InferenceRoute.BEARER_TOKEN)
        .map(({ isClosed }) => `${policy}: API keys ${nameState(isClosed)}`));
    case 'recording':
      return report.recording.filter(({ path }) => path !== undefined).map(describeRecording);
    case 'encryption':
      return describeKeys(stores);
    case 'bucket-encryption':
      return describeKeys(stores.filter(({ kind }) => kind === 'bucket'));
    case 'masking':
      return stores.flatMap(({ name, masked }) => masked.length > 0 ? [`${name}: ${countKinds(masked)}`] : []);
    case 'alarms':
      return report.serving.map(({ path, watches, ...place }) => `${path} (${describePlace(place)}): ${watches}`);
    case 'record':
      return ['the transfer record, with blanks for people'];
    case 'not-read':
      return [];
  }
}

function describeKeys(stores: readonly ReportStore[]): string[] {
  return stores.flatMap(({ kind, name, encryption }) => encryption === 'KMS key' ? [`${kind} ${name}: KMS key`] : []);
}

/** Names the state of a route. */
export function nameState(isClosed: boolean | 'not-judged'): string {
  return isClosed === true ? 'closed' : isClosed === false ? 'open' : 'not judged';
}

function sortUnique(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort(compare);
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
