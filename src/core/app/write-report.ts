import { AppIdentity } from './app-identity';
import { AppProfile } from './application-profiles';
import { Deciders, makePlace } from './deciders';
import { JudgedRow } from './findings';
import { MeantProfile } from './meant-profiles';
import { nameAll } from './name-all';
import { Organization } from './organization';
import { ReadTrust } from './policy-reader';
import { writePrincipalArn } from './principals';
import {
  ANY_MODEL, ReportAdmission, ReportFinding, ReportIdentity, ReportPlace, ReportProfile, ReportRow, ReportTotals,
} from './report';
import { LEG_NAMES } from '../call/leg-names';
import { Unknown, writeUnknowns } from '../call/unknown-facts';
import { joinWords } from '../call/words';
import { findKnownModel } from '../facts/known-models';
import { MANAGED_POLICIES_DATE } from '../facts/managed-policies';
import { findNearestModels } from '../facts/nearest-models';
import { InvocationOutcome, isDenied } from '../iam/outcome';
import { listAdmissions } from '../trust/admission';
import { describeAdmission } from '../trust/describe-admission';

export function writeRow({ identity, identityIndex, call }: JudgedRow, deciders: Deciders): ReportRow {
  const { model, profile, isOnlyWay, guardrails, region, action, intent, verdict, legs, decider, causes } = call;
  const found = decider && deciders.find(identity, decider.verdict);
  return {
    identity: identityIndex,
    model,
    ...profile && { profile: { ...writeProfile(profile), ...isOnlyWay && { only: true } } },
    ...guardrails && { guardrails },
    ...region !== undefined && { region },
    action,
    intent,
    verdict,
    legs,
    ...found && { by: { layer: found.layer, policy: found.policy, statement: found.statement, sid: found.sid, at: found.at } },
    ...verdict !== 'allowed' && { why: writeWhy(verdict, causes, legs) },
  };
}

function writeProfile({ name, made }: MeantProfile): ReportProfile {
  return { kind: 'application', name, ...made && { at: makePlace(made.at, 'Properties') } };
}

function writeWhy(verdict: ReportRow['verdict'], causes: readonly string[], legs: ReportRow['legs']): string {
  switch (verdict) {
    case 'not-judged':
      return `it depends on ${causes.map(writeUnknowns).join(', ')}`;
    case 'partial':
      return `its own policies do not allow ${nameLegs(legs, (outcome) => outcome === InvocationOutcome.IMPLICITLY_DENIED)}`;
    default:
      return `denied: ${nameLegs(legs, isDenied)}`;
  }
}

function nameLegs(legs: ReportRow['legs'], isMeant: (outcome: InvocationOutcome) => boolean): string {
  return joinWords(legs.filter(({ announced, outcome }) => !announced && isMeant(outcome)).map(({ leg }) => LEG_NAMES[leg]));
}

export function writeIdentity(identity: AppIdentity): ReportIdentity {
  const { path, kind, account, region, principal, trust, trustPolicy } = identity;
  const arn = writePrincipalArn(principal, account, region ?? Unknown.REGION);
  const shown = arn === undefined ? principal.shown ?? '' : showArn(arn, principal);
  const at = placeIdentity(identity);
  const admits = trustPolicy && writeAdmissions(trustPolicy, account);
  return { path, kind, ...account !== undefined && { account }, arn: shown, trust, ...admits && { admits }, ...at && { at } };
}

/** A trust policy that cannot be read is not judged. */
function writeAdmissions({ policy, why, pods }: ReadTrust, account: string | undefined): ReportAdmission[] {
  if (policy === undefined) {
    return [{ who: `not judged: ${why ?? 'it has no trust policy'}`, kind: 'any', name: '?', conditions: [] }];
  }
  return listAdmissions(policy).map((admission) => ({
    who: describeAdmission(admission, { account, pods }),
    kind: admission.kind,
    name: admission.name,
    conditions: admission.statement.conditions.map(({ operator, key, writeValues }) => ({ operator, key, values: writeValues() })),
  }));
}

function placeIdentity({ at, policies }: AppIdentity): ReportPlace | undefined {
  const [naming] = policies.filter((policy) => policy.at);
  return at ? makePlace(at, 'Properties') : naming && makePlace(naming.at!, naming.location ?? 'Properties');
}

/** Writes an ARN for people. For a name that CloudFormation generates, it shows the first candidate. */
function showArn(arn: string, { candidates: [first = ''] = [] }: AppIdentity['principal']): string {
  return writeUnknowns(arn.replace(Unknown.ROLE_NAME, first));
}

export function listAssumptions(
  rows: readonly JudgedRow[], organization: Organization, profiles: ReadonlyMap<string, AppProfile>,
): string[] {
  const accounts = [...new Set(rows.map(({ identity }) => identity.account))];
  const ofOrganization = organization.policies.flatMap((policy) => {
    const assumption = organization.writeAssumptionForAll(policy, accounts).trim();
    return assumption === '' ? [] : [assumption];
  });
  const names = rows.some(({ identity }) => (identity.principal.candidates?.length ?? 0) > 0)
    ? ['Names that CloudFormation generates are assumed to follow AWS\'s own code for such names. AWS documents no rule for roles.']
    : [];
  return [
    ...new Set(ofOrganization),
    ...organization.policies.length === 0 ? ['No service control policy is known, so none denies anything.'] : [],
    ...names,
    `AWS managed policies are those of ${MANAGED_POLICIES_DATE}.`,
    ...assumeOfModels(rows),
    ...assumeOfProfiles(rows, [...profiles.values()]),
  ];
}

/** An ID that is not listed may be a typo, whose calls AWS would refuse. */
function assumeOfModels(rows: readonly JudgedRow[]): string[] {
  const ids = [...new Set(rows.map(({ call }) => call.model))].filter((id) => id !== ANY_MODEL && !findKnownModel(id));
  return ids.map((id) => {
    const nearest = findNearestModels(id).map((known) => `'${known}'`);
    const question = nearest.length === 0 ? '. ' : `; did you mean ${nearest.join(' or ')}? `;
    return `'${id}' is not in this library's list${question}It is taken as written.`;
  });
}

/** If an app has no application profile, the report says that it asked about none. */
function assumeOfProfiles(rows: readonly JudgedRow[], made: readonly AppProfile[]): string[] {
  if (made.length === 0 && rows.every(({ call }) => call.profile === undefined)) {
    return [
      'No policy of this app names an application inference profile, so the report lists no call through one.',
      OF_OTHERS,
    ];
  }
  const others = made.filter(({ source }) => source.kind === 'other').map(({ name }) => name);
  return [
    ...others.length === 0 ? [] : [`Calls through ${nameAll(others)} are not listed: only copies of a global profile ` +
      'make global calls.'],
    'A call through an application inference profile is judged if the identity\'s own policies name the profile or match it by a pattern.',
    OF_OTHERS,
  ];
}

const OF_OTHERS = 'Session policies are not judged. The answers assume that calls go through no VPC endpoint. The report lists what each ' +
  'endpoint policy allows.';

/** Counts rows by verdict, and findings by severity. */
export function countAll(identities: number, rows: readonly ReportRow[], findings: readonly ReportFinding[]): ReportTotals {
  const count = (verdict: ReportRow['verdict']) => rows.filter((row) => row.verdict === verdict).length;
  const weigh = (severity: ReportFinding['severity']) => findings.filter((finding) => finding.severity === severity).length;
  return {
    identities,
    allowed: count('allowed'),
    denied: count('denied'),
    partial: count('partial'),
    notJudged: count('not-judged'),
    errors: weigh('error'),
    warnings: weigh('warning'),
  };
}
