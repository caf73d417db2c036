import { listIdentities } from './app-identities';
import { AppIdentity } from './app-identity';
import { listProfiles } from './application-profiles';
import { Assembly } from './assembly';
import { ControlPolicies, findControlPolicies } from './control-policies';
import { Deciders, makePlace } from './deciders';
import { listDenies } from './denies';
import { readEndpoints } from './endpoints';
import { findBlocks, findOptionalGuardrails, findOverGrants, JudgedRow } from './findings';
import { readPromises } from './guard-promises';
import { Judge } from './judge-identity';
import { explainProfiles } from './meant-profiles';
import { Guard, Opening, OpenRoutes, writeOpenRoutes } from './open-routes';
import { Organization, OrganizationTerms, PROP_TERMS } from './organization';
import { OtherCalls } from './other-calls';
import { PolicyReader } from './policy-reader';
import { PolicyShelf } from './policy-shelf';
import { listPrecreatedRoles } from './precreated-roles';
import { readRecordings } from './recordings';
import { References } from './references';
import { findRefusedSets } from './refused-stack-sets';
import { AppReport, NotJudged, ReportFinding, ReportOtherCalls } from './report';
import { readServing } from './serving';
import { findConstructPath, StackAt } from './stack-at';
import { findTrustFindings } from './trust-findings';
import { listUnrecorded } from './unrecorded';
import { countAll, listAssumptions, writeIdentity, writeRow } from './write-report';
import { buildLayers } from '../call/layers';
import { NOBODYS_ACCOUNT } from '../facts/organization-ids';
import { REGION_CODE } from '../facts/regions';
import { PolicyLayer } from '../iam/layer';
import { Policy } from '../iam/policy';

/** A service control policy that the organization already has. */
export interface GivenPolicy {
  readonly policy: Policy;
  /** The name of its level, which other policies may share. By default it has a level of its own. */
  readonly level?: string;
}

/** What is asked about an app. */
export interface AppQuestion {
  readonly assembly: Assembly;
  readonly policies?: readonly GivenPolicy[];
  /** The IDs of the root and the organizational units above accounts, by account; `[]` for the management account. */
  readonly units?: Readonly<Record<string, readonly string[]>>;
  /** Whether AWS's FullAWSAccess is attached everywhere. */
  readonly fullAwsAccess?: boolean;
  /** Selects the stacks whose identities are judged; by default all. */
  readonly isMeant?: (stack: StackAt) => boolean;
  /** Whether to list identities that may also make calls that are not global. */
  readonly listsOtherCalls?: boolean;
  /** The names of the options, for messages. */
  readonly terms?: OrganizationTerms;
}

/** Judges who may call Claude in an app: each identity, model, Region and action that its policies concern. */
export function judgeApp(question: AppQuestion): AppReport {
  const { assembly, policies = [], units = {}, fullAwsAccess = true, isMeant = () => true, terms = PROP_TERMS } = question;
  const { listsOtherCalls = false } = question;
  const { stacks, lookups, notRead } = assembly;
  const references = new References(stacks);
  const shelf = new PolicyShelf(references, lookups);
  const reader = new PolicyReader(references, shelf, stacks);
  const control = findControlPolicies(stacks, references, shelf);
  const files = policies.map(({ policy, level }) => ({ label: policy.name, policy, targets: [], level }));
  const organization = new Organization(control, { files, units, fullAwsAccess, terms });
  const notJudged: NotJudged[] = [...notRead, ...control.unknown];
  const guards = findGuards(organization, notJudged);
  const all = [...listIdentities(assembly, references, reader), ...listPrecreatedRoles(assembly, reader)];
  const meant = all.filter(({ stack }) => isMeant(stack));
  const profiles = listProfiles(stacks, references);
  const judge = new Judge(organization, profiles);
  const deciders = new Deciders(organization);
  const openRoutes = new OpenRoutes(organization, judge, guards);
  const identities: AppIdentity[] = [];
  const rows: JudgedRow[] = [];
  const openings: Opening[] = [];
  const others = new OtherCalls(judge);
  const otherCalls: ReportOtherCalls[] = [];
  for (const identity of meant) {
    const fault = findEnvironmentFault(identity) ?? findFault(identity);
    if (fault !== undefined) {
      notJudged.push({ what: identity.path, why: fault });
      continue;
    }
    const calls = judge.judge(identity);
    otherCalls.push(...listsOtherCalls ? others.find(identity) : []);
    const identityIndex = identities.length;
    const opened = guards.length === 0 ? [] : openRoutes.find(identity, identityIndex);
    notJudged.push(...explainSilence(identity, calls.length), ...explainProfiles(identity, profiles));
    if (calls.length > 0 || opened.length > 0) {
      identities.push(identity);
      openings.push(...opened);
      calls.forEach((call) => rows.push({ index: rows.length, identity, identityIndex, call }));
    }
  }
  const findings = [
    ...writeMalformed(control),
    ...findRefusedSets(stacks.filter(isMeant), reader, units),
    ...findBlocks(rows, organization, deciders),
    ...writeOpenRoutes(openings, identities, organization),
    ...findTrustFindings(rows, stacks),
    ...findOptionalGuardrails(rows, deciders),
    ...findOverGrants(rows),
  ].sort((one, other) => SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity));
  notJudged.push(...reader.listUnused(stacks.filter(isMeant)).map(({ label }) =>
    ({ what: label, why: 'it allows calls, but no identity in the app has it' })));
  const written = { identities: identities.map(writeIdentity), rows: rows.map((row) => writeRow(row, deciders)) };
  const recording = readRecordings(stacks, references);
  notJudged.push(...references.faults.map((what) => ({ what, why: 'its reference leads back to itself', broken: true as const })));
  return {
    assumptions: listAssumptions(rows, organization, profiles),
    totals: countAll(identities.length, written.rows, findings),
    ...written,
    findings,
    denies: listDenies(rows, organization, guards, openings),
    recording: [...recording, ...listUnrecorded({ ...written, recording })],
    serving: readServing(stacks, references),
    endpoints: readEndpoints(stacks, references, reader, rows),
    notJudged: mergeEqual(notJudged),
    ...listsOtherCalls && { otherCalls },
  };
}

const SEVERITIES = ['error', 'warning', 'info'];

function findGuards(organization: Organization, notJudged: NotJudged[]): Guard[] {
  return organization.policies.flatMap((attached): Guard[] => {
    const { at, label } = attached;
    const promises = at && readPromises(at.resource, (why) => { notJudged.push({ what: label, why }); });
    return at && promises ? [{ attached: { ...attached, at }, promises }] : [];
  });
}

/** Says why an environment cannot make calls, such as the placeholder account of a test; `undefined` if it can. */
function findEnvironmentFault({ account = NOBODYS_ACCOUNT, region = 'us-east-1' }: AppIdentity): string | undefined {
  if (!/^\d{12}$/.test(account)) {
    return `its account ID does not have 12 digits: ${account}`;
  }
  return REGION_CODE.test(region) ? undefined : `its Region is not a Region code: ${region}`;
}

/** Some layers refuse a policy that has principals. */
function findFault({ policies, boundary }: AppIdentity): string | undefined {
  try {
    buildLayers({ identity: policies.map(({ policy }) => policy), boundary: boundary?.policy });
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** An identity without a row may have policies that could not be read. */
function explainSilence({ path, policies }: AppIdentity, rows: number): NotJudged[] {
  const unread = rows > 0 ? [] : policies.filter(({ isUnknown, isElsewhere }) => isUnknown && !isElsewhere);
  return unread.map(({ label }) => ({ what: path, why: `nothing is known about ${label}` }));
}

function writeMalformed({ malformed }: ControlPolicies): ReportFinding[] {
  return malformed.map(({ at, why }): ReportFinding => {
    const place = makePlace(at, 'Properties/Content');
    return {
      rule: 'malformed-policy',
      severity: 'error',
      description: `'${findConstructPath(at)}' is not a valid service control policy: ${why}. Calls that it could deny are not judged.`,
      reason: why,
      assumption: '',
      remedy: 'Correct the content of the policy. AWS Organizations would refuse it at deployment',
      statements: [],
      rows: [],
      identities: [],
      by: { layer: PolicyLayer.SERVICE_CONTROL, policy: findConstructPath(at), at: place },
      places: [place],
    };
  });
}

function mergeEqual(all: readonly NotJudged[]): NotJudged[] {
  return [...new Map(all.map((one) => [`${one.what}\n${one.why}`, one])).values()];
}
