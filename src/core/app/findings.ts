import { AppIdentity } from './app-identity';
import { group, Numbers, push } from './collections';
import { Decider, Deciders, makePlace, writeCause } from './deciders';
import { readPromises } from './guard-promises';
import { JudgedCall } from './judge-identity';
import { nameAll } from './name-all';
import { Organization } from './organization';
import { ANY_MODEL, FindingRule, ReportFinding, ReportPlace } from './report';
import { DecidedLeg, Decision } from '../call/decide';
import { explain, Explanation } from '../call/explain';
import { writeKeyNotes } from '../call/key-notes';
import { InvocationLeg } from '../call/leg';
import { LEG_NAMES } from '../call/leg-names';
import { isSameLayer } from '../call/mended-places';
import { standInForId } from '../call/profile-names';
import { InvocationRemedyKind, Remedy } from '../call/remedy';
import { STAND_IN, StandIn } from '../call/stand-ins';
import { Unknown } from '../call/unknown-facts';
import { joinWords } from '../call/words';
import { PolicyLayer } from '../iam/layer';
import { isDenied } from '../iam/outcome';

/** A row of the report with what was worked out for it. */
export interface JudgedRow {
  readonly index: number;
  readonly identity: AppIdentity;
  readonly identityIndex: number;
  readonly call: JudgedCall;
}

/** The calls that one statement denies, or that one layer does not allow. */
interface Block {
  readonly rule: FindingRule;
  readonly decider: Decider;
  readonly leg: DecidedLeg;
  readonly rows: JudgedRow[];
  readonly legs: Set<InvocationLeg>;
  readonly notes: Set<string>;
  readonly accounts: Set<string | undefined>;
}

const STAND_INS: readonly StandIn[] = [
  { text: STAND_IN.account, marker: Unknown.ACCOUNT, meaning: 'the account: write its number' },
  { text: STAND_IN.region, marker: Unknown.REGION, meaning: 'the source Region: write the Region that you call from' },
];

/** Finds why identities cannot make the calls that their policies name: a finding for each denying statement or layer without allow. */
export function findBlocks(rows: readonly JudgedRow[], organization: Organization, deciders: Deciders): ReportFinding[] {
  const named = rows.filter(({ call }) => call.intent === 'named' || call.isFamily);
  const full = new Set(named.filter(({ call }) => call.verdict !== 'partial').map(writeCall));
  const blocks = new Map<string, Block>();
  const numbers = new Numbers();
  for (const row of named) {
    for (const { rule, leg } of listObstacles(row, full)) {
      const decider = deciders.find(row.identity, leg.verdict);
      const key = `${row.call.isFamily} ${writeKey(rule, decider, leg, numbers.of(row.call.layers))}`;
      const block: Block = blocks.get(key) ?? { rule, decider, leg, rows: [], legs: new Set(), notes: new Set(), accounts: new Set() };
      blocks.set(key, block);
      block.legs.add(leg.leg.leg);
      block.accounts.add(row.identity.account);
      if (block.rows[block.rows.length - 1] !== row) {
        block.rows.push(row);
      }
      listKeyNotes(leg).forEach((note) => block.notes.add(note));
    }
  }
  const found = [...blocks.values()];
  return writeFindings(found, explainBlocks(found), organization);
}

/** Equal documents of two identities make two findings. A missing allow makes one finding for all identities with the same policies. */
function writeKey(rule: FindingRule, { policy, at }: Decider, { verdict: { layer, statement } }: DecidedLeg, layers: number): string {
  return JSON.stringify([rule, layer.kind, layer.kind === PolicyLayer.SERVICE_CONTROL ? layer.name : '',
    ...statement === undefined && layer.kind === PolicyLayer.IDENTITY ? [layers] : [policy, at?.file, at?.logicalId, statement?.index]]);
}

/** Lists what denies a call, by rule, with each leg that the call lacks. */
function listObstacles({ call, identityIndex, ...rest }: JudgedRow, full: ReadonlySet<string>): { rule: FindingRule; leg: DecidedLeg }[] {
  const denied = call.decision.legs.filter(({ leg, verdict }) => !leg.isAnnounced && isDenied(verdict.outcome));
  const project = call.blockedProject ? [{ rule: 'blocked-project' as const, leg: call.blockedProject }] : [];
  if (call.verdict === 'partial') {
    const other = { ...call, action: call.action === 'invoke' ? 'stream' : 'invoke' } as JudgedCall;
    const rule = full.has(writeCall({ call: other, identityIndex, ...rest })) ? 'stream-missing' : 'partial-access';
    return denied.map((leg) => ({ rule, leg }));
  }
  const blocked = call.verdict === 'denied' ? denied.map((leg) => ({ rule: 'blocked-access' as const, leg })) : [];
  return [...blocked, ...call.lacking.map((leg) => ({ rule: 'partial-access' as const, leg })), ...project];
}

function writeCall({ identityIndex, call: { model, profile, region, action } }: JudgedRow): string {
  return [identityIndex, model, profile?.id, region, action].join(' ');
}

function explainBlocks(blocks: readonly Block[]): Explanation {
  const calls = new Map<Decision, JudgedCall>();
  // No statement can name a model whose ID is unknown.
  blocks.forEach(({ rows }) => rows.filter(({ call }) => call.model !== ANY_MODEL).forEach(({ call }) => calls.set(call.decision, call)));
  const environments = [...calls.keys()].flatMap(({ legs }) => legs.map(({ leg: { environment } }) => environment));
  const standIns = STAND_INS.filter(({ marker }) => environments.some(({ account, region }) => account === marker || region === marker));
  const ofProfiles = new Map([...calls.values()].flatMap(({ profile }) =>
    profile?.made ? [[profile.id, standInForId(profile.id, profile.name)] as const] : []));
  return explain([...calls.values()].map(({ layers, decision }) => ({ layers, decision })), [...standIns, ...ofProfiles.values()]);
}

function writeFindings(
  blocks: readonly Block[], { remedies, announced }: Explanation, organization: Organization,
): ReportFinding[] {
  // The fix of another leg also fixes the project.
  const name = ({ decider }: Block, row: JudgedRow) => `${decider.policy} ${decider.statement} ${row.index}`;
  const mended = new Set(blocks.filter(({ rule }) => rule !== 'blocked-project')
    .flatMap((block) => block.rows.map((row) => name(block, row))));
  const isOpen = (block: Block, row: JudgedRow) => block.rule !== 'blocked-project' || !mended.has(name(block, row));
  return blocks.map((block) => ({ ...block, rows: block.rows.filter((row) => isOpen(block, row)) }))
    .filter(({ rows }) => rows.length > 0)
    .map((block) => writeFinding(block, [...remedies, ...announced.remedies], organization));
}

function writeFinding(block: Block, remedies: readonly Remedy[], organization: Organization): ReportFinding {
  const { rule, decider, leg: { verdict: { layer, statement } }, rows, notes } = block;
  const mending = remedies.filter((remedy) => statement === undefined
    ? remedy.kind === InvocationRemedyKind.ADD_STATEMENTS && isSameLayer(remedy.layer, layer)
    : remedy.statement === statement);
  const identities = [...new Map(rows.map(({ identityIndex, identity }) => [identityIndex, identity]))];
  const general = mending.length > 0 ? mending.map((one) => nameOwn(one, decider)) : [writeGeneralRemedy(block)];
  const remedy = isGuard(decider) ? [OF_GUARDS] : general;
  const { label: _, controlPolicy: __, ...by } = decider;
  const assumption = writeAssumption(block, organization);
  const reason = `${writeReason(block)}${assumption}`;
  return {
    rule,
    // A pattern may match more than its author uses, so a denied call of a pattern is not an error.
    severity: rule === 'blocked-project' || rows.every(({ call }) => call.isFamily) ? 'warning' : 'error',
    description: describe(rule, rows.map(({ identity: { path }, call }) => ({ ...call, path })),
      `${writeReason(block, true)}${assumption}`),
    reason,
    assumption: assumption.trim(),
    remedy: [...new Set([...notes, ...remedy])].join('\n'),
    statements: isGuard(decider) ? [] : mending.flatMap(({ statements }) => statements),
    rows: rows.map(({ index }) => index),
    identities: identities.map(([index]) => index),
    by,
    places: [...by.at ? [by.at] : [], ...identities.flatMap(([, { at }]): ReportPlace[] => at ? [makePlace(at, 'Properties')] : [])],
  };
}

const OF_GUARDS = 'A GlobalCrisDenyGuard denies these calls. To keep them closed, remove the grant. To allow them, name the models in ' +
  'its \'exceptModels\', or the callers in its \'exemptPrincipalArns\'.';

function isGuard({ controlPolicy, statement }: Decider): boolean {
  return statement !== undefined && controlPolicy?.at !== undefined && readPromises(controlPolicy.at.resource) !== undefined;
}

/** Equal documents have one remedy. Its sentence gets the name of this document. */
function nameOwn({ sentence, policy }: Remedy, { policy: own }: Decider): string {
  return policy === undefined || policy.name === own ? sentence : sentence.replaceAll(policy.name, own);
}

/** People search their policies for `unspecified`. */
function nameLeg(leg: InvocationLeg): string {
  return leg === InvocationLeg.GLOBAL_MODEL ? `${LEG_NAMES[leg]} (aws:RequestedRegion is "unspecified")` : LEG_NAMES[leg];
}

/** @param isShort whether the sentence already names the calls */
function writeReason(block: Block, isShort = false): string {
  const { decider, leg: { verdict }, rows, legs } = block;
  const actions = [...new Set(rows.flatMap(({ call }) => call.decision.legs.map(({ leg }) => leg.action)))];
  const models = [...new Set(rows.map(({ call }) => nameCalled(call, 'any other model')))];
  const called = isShort && models.length > 1 ? `these ${models.length} models` : models.join(', ');
  const what = `${actions.join(' and ')} of ${called} on ${joinWords([...legs].map(nameLeg))}`;
  return writeCause(decider, verdict, what);
}

/** Writes the assumption about one account or several. */
function writeAssumption({ decider: { controlPolicy }, accounts }: Block, organization: Organization): string {
  return controlPolicy === undefined ? '' : organization.writeAssumptionForAll(controlPolicy, [...accounts]);
}

/** A call, and the identity that makes it. */
export interface DescribedCall extends Pick<JudgedCall, 'model' | 'region' | 'action' | 'isFamily'> {
  /** The path of the identity. */
  readonly path: string;
  readonly profile?: { readonly name: string };
}

/** Names the model, and the application profile of the call. */
function nameCalled({ model, profile }: Pick<DescribedCall, 'model' | 'profile'>, anyModel: string): string {
  return `${model === ANY_MODEL ? anyModel : model}${profile ? ` through application profile '${profile.name}'` : ''}`;
}

/** Describes what identities cannot do, and why. */
export function describe(rule: FindingRule, calls: readonly DescribedCall[], reason: string): string {
  const what = [...groupByCalls(calls)].map(([own, paths]) => `${nameAll(paths)} cannot call ${own}`).join('; ');
  const how = calls.every(({ isFamily }) => isFamily) ? 'by a pattern of global profiles' : 'by name';
  const own = `${new Set(calls.map(({ path }) => path)).size > 1 ? 'their' : 'its'} own policies`;
  switch (rule) {
    case 'blocked-project':
      return 'AWS has announced that it will also authorize calls on a project, and is not known to do so yet. Once it does, ' +
        `${what}, although ${own} allow it ${how}: ${reason}`;
    case 'partial-access':
    case 'stream-missing':
      return `${what}: ${own} allow only a part of the call ${how}, and ${reason}`;
    case 'guardrail-optional':
      return `${writeWithout(calls)}, although a statement requires one: ${reason}`;
    default:
      return `${what}, although ${own} allow it ${how}: ${reason}`;
  }
}

function writeWithout(calls: readonly DescribedCall[]): string {
  return [...groupByCalls(calls)].map(([own, paths]) => `${nameAll(paths)} may call ${own} without a guardrail`).join('; ');
}

/** Groups identities by their calls. */
function groupByCalls(calls: readonly DescribedCall[]): Map<string, string[]> {
  const byPath = new Map<string, DescribedCall[]>();
  calls.forEach((call) => push(byPath, call.path, call));
  const groups = new Map<string, string[]>();
  for (const [path, own] of byPath) {
    const text = writeCalls(own);
    push(groups, text, path);
  }
  return groups;
}

function writeCalls(calls: readonly DescribedCall[]): string {
  const models = [...new Set(calls.map((call) => nameCalled(call, 'any other Claude model')))].join(', ');
  const regions = [...new Set(calls.flatMap(({ region }) => region ?? []))].join(', ');
  return `${models}${regions === '' ? '' : ` from ${regions}`}${calls.every(({ action }) => action === 'stream') ? ' as a stream' : ''}`;
}

/** Lists notes on the keys of the statement that denies, or of the statements that should allow. */
function listKeyNotes({ leg, verdict: { layer, policy, statement } }: DecidedLeg): string[] {
  const policies = policy && statement ? [{ ...policy, statements: [statement] }] : layer.policies;
  return policies.flatMap((one) => writeKeyNotes(one, [leg]));
}

function writeGeneralRemedy({ leg: { leg, verdict: { layer, statement } }, rows }: Block): string {
  const whose = rows.every(({ call }) => call.profile) ? 'application' : rows.some(({ call }) => call.profile) ? 'called' : 'global';
  if (leg.leg === InvocationLeg.PROJECT) {
    return statement === undefined
      ? 'Allow the project there too, as the first statement of GlobalClaudeAccess does'
      : 'Exclude the project from the statement, for example with NotResource "arn:*:bedrock:*:*:project/default"';
  }
  if (statement === undefined) {
    return 'Allow the three legs of the call there too, each with its own condition, as GlobalClaudeAccess writes them';
  }
  return layer.kind === PolicyLayer.SERVICE_CONTROL
    ? `Exclude these calls from the statement by a condition on bedrock:InferenceProfileArn of the ${whose} profile, or do not grant the ` +
      'access there'
    : 'Exclude these calls from the statement, or do not grant the access to this identity';
}

/** Finds identities with one statement that requires a guardrail and another that allows the same call without it. */
export function findOptionalGuardrails(rows: readonly JudgedRow[], deciders: Deciders): ReportFinding[] {
  const open = rows.flatMap((row) => row.call.optionalGuardrail ? [{ row, verdict: row.call.optionalGuardrail.verdict }] : []);
  const byStatement = group(open, ({ row, verdict }) => [row.identityIndex, verdict.policy?.name, verdict.statement?.index]);
  return byStatement.map((same): ReportFinding => {
    const [{ row: { identity, identityIndex }, verdict }] = same;
    const { label, controlPolicy: _, ...by } = deciders.find(identity, verdict);
    const reason = `statement ${verdict.statement?.index} of ${label} allows it.`;
    return {
      rule: 'guardrail-optional',
      severity: 'warning',
      description: describe('guardrail-optional', same.map(({ row: { call } }) => ({ ...call, path: identity.path })), reason),
      reason,
      assumption: '',
      remedy: 'Require the guardrail there too, or deny the model without it, as \'requiredGuardrails\' of GlobalClaudeAccess does',
      statements: [],
      rows: same.map(({ row: { index } }) => index),
      identities: [identityIndex],
      by,
      places: [...by.at ? [by.at] : [], ...identity.at ? [makePlace(identity.at, 'Properties')] : []],
    };
  });
}

/** Lists identities whose policies allow every model, or profiles that they do not name. This is not a fault. */
export function findOverGrants(rows: readonly JudgedRow[]): ReportFinding[] {
  const allowed = rows.filter(({ call }) => call.verdict === 'allowed');
  return [
    ...writeOverGrant(allowed.filter(({ call }) => call.model === ANY_MODEL), 'any Claude model', 'models'),
    ...writeOverGrant(allowed.filter(({ call }) => call.profile && call.intent === 'wildcard'), 'through any application profile',
      'application profiles'),
  ];
}

function writeOverGrant(open: readonly JudgedRow[], what: string, named: string): ReportFinding[] {
  const identities = [...new Map(open.map(({ identityIndex, identity }) => [identityIndex, identity]))];
  return identities.length === 0 ? [] : [{
    rule: 'over-grant',
    severity: 'info',
    description: `A wildcard lets ${nameAll(identities.map(([, { path }]) => path))} call ${what}`,
    reason: `a wildcard allows ${what.startsWith('any') ? what : `calls ${what}`}.`,
    assumption: '',
    remedy: `To narrow it, name the ${named}, as GlobalClaudeAccess does`,
    statements: [],
    rows: open.map(({ index }) => index),
    identities: identities.map(([index]) => index),
    places: identities.flatMap(([, { at }]) => at ? [makePlace(at, 'Properties')] : []),
  }];
}
