import { ANY_OTHER_MODEL } from './choose-call';
import { makePlace } from './deciders';
import { JudgedRow } from './findings';
import { JudgedCall } from './judge-identity';
import { Guard, Opening } from './open-routes';
import { Organization } from './organization';
import { ReadPolicy } from './policy-reader';
import { ReportDeny, ReportMatrixRow } from './report';
import { findSpelled } from './spelled';
import { callGlobally } from '../call/calls';
import { decide, DecidedLeg } from '../call/decide';
import { findOrdinaryPrincipal, makePrincipal } from '../call/guard/exempt-principals';
import { InferenceRoute } from '../call/guard/inference-route';
import { buildGuardMatrix } from '../call/guard/matrix';
import { InferenceProfileKind } from '../call/guard/matrix-row';
import { GuardPromises, listClosedRoutes } from '../call/guard/promises';
import { buildLayers, makeAnyIdentity } from '../call/layers';
import { STAND_IN } from '../call/stand-ins';
import { Action, ConditionKey } from '../facts/iam-words';
import { isClaudeModelId } from '../facts/model-ids';
import { findPartition } from '../facts/regions';
import { Condition } from '../iam/condition';
import { isKey } from '../iam/document';
import { PolicyLayer } from '../iam/layer';
import { findWorst, InvocationOutcome, isDenied } from '../iam/outcome';
import { Policy } from '../iam/policy';
import { writeValue } from '../iam/value';

/** Lists the service control policies that concern calls, and the boundaries that deny one. */
export function listDenies(
  rows: readonly JudgedRow[], organization: Organization, guards: readonly Guard[], openings: readonly Opening[],
): ReportDeny[] {
  const models = [...new Set(rows.map(({ call }) => call.model))].filter(isClaudeModelId);
  const region = rows.flatMap(({ call }) => call.region ?? [])[0] ?? STAND_IN.region;
  const ofOrganization = organization.policies.filter(({ policy }) => isAboutCalls(policy)).map(({ policy, label, at, targets, level }) => {
    const guard = guards.find(({ attached }) => attached.policy === policy);
    return {
      ...describe(PolicyLayer.SERVICE_CONTROL, label, policy, rows),
      ...at && { at: makePlace(at, 'Properties/Content') },
      attachedTo: at ? targets.map(({ id }) => id) : [level ?? 'every account, as assumed for a file'],
      ...guard ? describeGuard(guard, openings) : { matrix: draw(policy, models, region), matrixRegion: region },
    };
  });
  return [...ofOrganization, ...listBoundaries(rows)];
}

function listBoundaries(rows: readonly JudgedRow[]): ReportDeny[] {
  const found = new Map<Policy, ReadPolicy & { readonly of: Set<string> }>();
  for (const { identity, call } of rows) {
    const { boundary } = identity;
    const isDecider = call.verdict === 'denied' && call.decider?.verdict.layer.kind === PolicyLayer.PERMISSIONS_BOUNDARY;
    if (boundary && !boundary.isUnknown && isDecider) {
      const one = found.get(boundary.policy) ?? { ...boundary, of: new Set<string>() };
      found.set(boundary.policy, one);
      one.of.add(identity.path);
    }
  }
  return [...found].map(([policy, { label, at, location, of }]) => ({
    ...describe(PolicyLayer.PERMISSIONS_BOUNDARY, label, policy, rows),
    ...at && { at: makePlace(at, location ?? 'Properties') },
    attachedTo: [...of],
    matrix: [],
  }));
}

function describe(layer: PolicyLayer, label: string, policy: Policy, rows: readonly JudgedRow[]) {
  const denies = ({ leg: { isAnnounced }, verdict }: DecidedLeg) => !isAnnounced && (verdict.policy === policy
    || (verdict.outcome === InvocationOutcome.IMPLICITLY_DENIED && verdict.layer.policies.includes(policy)));
  const denied = rows.filter(({ call }) => call.verdict === 'denied' && call.decision.legs.some(denies));
  const conditions = listExemptions(policy);
  const firstRows = conditions.length === 0 ? [] : [...new Map(rows.map((row) => [row.identityIndex, row])).values()];
  // Identities with equal answers share one judged call.
  const known = new Map<JudgedCall, boolean>();
  const isExempt = (call: JudgedCall) => known.get(call) ?? (call.layers.some((one) => one.kind === layer && one.policies.includes(policy))
    && conditions.some(({ matches }) => matches(call.decision.legs[0].leg) === false));
  const exempt = firstRows.filter(({ call }) => {
    known.set(call, isExempt(call));
    return known.get(call);
  });
  return {
    layer,
    policy: label,
    rows: denied.map(({ index }) => index),
    exempt: exempt.map(({ identityIndex }) => identityIndex),
    exemptPatterns: listPatterns(conditions),
  };
}

/** The conditions by which denies exempt callers. */
function listExemptions({ statements }: Policy): Condition[] {
  return statements.filter(({ effect }) => effect === 'Deny').flatMap((statement) => statement.conditions)
    .filter(({ key, operator }) => isKey(key, ConditionKey.PRINCIPAL_ARN) && operator.includes('Not'));
}

function listPatterns(conditions: readonly Condition[]): string[] {
  return [...new Set(conditions.flatMap(({ values }) => values.map(writeValue)))];
}

/** Whether a policy may deny calls of models to any caller. */
function isAboutCalls({ statements }: Policy): boolean {
  const legs = callGlobally({ account: STAND_IN.account, region: STAND_IN.region, partition: 'aws' }, ANY_OTHER_MODEL);
  // A list of allows closes everything that it omits.
  return statements.some((statement) => statement.effect === 'Allow' || legs.some((leg) => statement.isAboutAction(leg) !== false));
}

/** A route is closed if no identity was found that can use it, and the policy itself certainly denies it. */
function describeGuard(guard: Guard, openings: readonly Opening[]): Pick<ReportDeny, 'matrix' | 'promises'> {
  const matrix = drawGuard(guard.attached.policy, guard.promises);
  const promises = listClosedRoutes(guard.promises).map((route) => {
    const isOpen = openings.some((opening) => opening.guard === guard && opening.route === route);
    const isCertain = matrix.every((row) => row.route !== route || row.promised !== true || isDenied(row.anybody));
    return { route, isClosed: isOpen ? false : isCertain || 'not-judged' as const };
  });
  return { matrix, promises };
}

/** The guard's matrix, with the names of models. */
function drawGuard(policy: Policy, promises: GuardPromises): ReportMatrixRow[] {
  const rows = buildGuardMatrix(policy, promises);
  const [excepted] = promises.exceptModelIds;
  return rows.filter(({ principalExempt }) => !principalExempt).map((row) => {
    const exempt = rows.find((other) => other.principalExempt && other.route === row.route && other.action === row.action
      && other.profileKind === row.profileKind && other.modelExcepted === row.modelExcepted);
    return {
      route: row.route,
      ...row.profileKind && { profileKind: row.profileKind },
      action: row.action,
      model: row.modelExcepted ? excepted : promises.exceptModelIds.length > 0 ? 'any other' : 'any',
      promised: row.promisedClosed,
      anybody: row.outcome,
      ...exempt && { exempt: exempt.outcome },
      ...row.sid && { sid: row.sid },
    };
  });
}

/** The answers of a policy that is no guard, for global calls of the app's models and of any other. */
function draw(policy: Policy, models: readonly string[], region: string): ReportMatrixRow[] {
  const layers = buildLayers({ identity: [makeAnyIdentity()], levels: [{ name: 'alone', policies: [policy] }] });
  const patterns = listPatterns(listExemptions(policy));
  const ordinary = findOrdinaryPrincipal(patterns);
  const exempt = patterns.map(makePrincipal).filter((principal) => principal !== undefined);
  const decideFor = (modelId: string, somebody: { readonly account: string; readonly principalArn: string } | undefined) =>
    decide(layers, callGlobally({ region, partition: findPartition(region), account: STAND_IN.account, ...somebody }, modelId));
  const named = [...new Set([...models, ...findSpelled(policy).models])];
  return [...named, named.length > 0 ? 'any other' : 'any'].map((model): ReportMatrixRow => {
    const modelId = model.startsWith('any') ? ANY_OTHER_MODEL : model;
    const decision = decideFor(modelId, ordinary);
    const decider = decision.legs.find(({ leg, verdict }) => !leg.isAnnounced && verdict.outcome === decision.outcome);
    const sid = decision.outcome === InvocationOutcome.ALLOWED ? undefined : decider?.verdict.statement?.sid;
    return {
      route: InferenceRoute.GLOBAL_PROFILE,
      profileKind: InferenceProfileKind.SYSTEM,
      action: Action.INVOKE,
      model,
      anybody: decision.outcome,
      ...exempt.length > 0 && { exempt: findWorst(exempt.map((one) => decideFor(modelId, one)))?.outcome ?? InvocationOutcome.ALLOWED },
      ...sid && { sid },
    };
  });
}
