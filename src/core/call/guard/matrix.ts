import { findOrdinaryPrincipal, makePrincipal } from './exempt-principals';
import { GuardedCall, listGuardedCalls } from './guarded-calls';
import { InferenceRoute } from './inference-route';
import { GuardMatrixRow } from './matrix-row';
import { GuardPromises, listClosedRoutes } from './promises';
import { Layer } from '../../iam/layer';
import { findWorst, InvocationOutcome } from '../../iam/outcome';
import { Policy } from '../../iam/policy';
import { decide } from '../decide';
import { makeAnyIdentity, buildLayers } from '../layers';
import { InvocationLeg } from '../leg';

/**
 * Decides every known call of every route under a guard's document, for exempt callers and for all others. The policies of the identity
 * allow everything, and `FullAWSAccess` is attached too.
 */
export function buildGuardMatrix(guard: Policy, promises: GuardPromises): GuardMatrixRow[] {
  const layers = buildLayers({ identity: [makeAnyIdentity()], levels: [{ name: 'guard', policies: [guard] }] });
  const closed = listClosedRoutes(promises);
  const { exemptPrincipalArns } = promises;
  const groups = [
    { principals: [findOrdinaryPrincipal(exemptPrincipalArns)], principalExempt: false },
    { principals: exemptPrincipalArns.map(makePrincipal), principalExempt: true },
  ];
  return groups.flatMap(({ principals, principalExempt }) => {
    const known = principals.filter((principal) => principal !== undefined);
    const [rows = [], ...others] = known.map((principal) =>
      listGuardedCalls(principal, promises).map((call) => buildRow(layers, call, principalExempt, closed)));
    return rows.map((row, index) => mergeRows([row, ...others.map((other) => other[index])]));
  });
}

/** Merges the rows of several principals for the same call into one, with the worst outcome. */
function mergeRows(rows: readonly [GuardMatrixRow, ...GuardMatrixRow[]]): GuardMatrixRow {
  const row = findWorst(rows) ?? rows[0];
  const ofProject = rows.flatMap(({ projectOutcome: outcome }) => outcome === undefined ? [] : [{ outcome }]);
  return { ...row, projectOutcome: (findWorst(ofProject) ?? ofProject[0])?.outcome };
}

function buildRow(
  layers: readonly Layer[], call: GuardedCall, principalExempt: boolean, closed: readonly InferenceRoute[],
): GuardMatrixRow {
  const { route, profileKind, modelExcepted = false, legs } = call;
  const { outcome, legs: decided } = decide(layers, legs);
  const decider = outcome === InvocationOutcome.ALLOWED ? undefined : decided.find(({ verdict }) => verdict.outcome === outcome);
  return {
    route,
    action: legs[0].action,
    profileKind,
    principalExempt,
    modelExcepted,
    outcome,
    projectOutcome: decided.find(({ leg }) => leg.leg === InvocationLeg.PROJECT)?.verdict.outcome,
    promisedClosed: !principalExempt && !modelExcepted && closed.includes(route),
    sid: decider?.verdict.statement?.sid,
  };
}

/** Finds rows that the guard promises to close and that are open. Rows that depend on the deployment are not judged. */
export function findOpenRows(rows: readonly GuardMatrixRow[]): GuardMatrixRow[] {
  return rows.filter(({ promisedClosed, outcome }) => promisedClosed && outcome === InvocationOutcome.ALLOWED);
}
