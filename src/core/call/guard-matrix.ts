import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { requestOf } from './call';
import { exemptPrincipal, ordinaryPrincipal } from './exempt-principals';
import { callsBy, closedRoutes, GuardPromises } from './guard-calls';
import { GuardMatrixRow } from './guard-matrix-row';
import { anyIdentity, layersOf } from './layers';
import { fail, isConcrete } from '../../checks/fail';
import { InvocationOutcome } from '../../simulator/invocation-outcome';
import { evaluate, worst } from '../iam/evaluate';
import { Policy, policy } from '../iam/policy';
import { withoutOpenParameters } from '../iam/pseudo-parameters';

/**
 * Asks a guard's document, as it will be attached, about every route by every way that is known, for whoever is exempt and
 * for anybody else. The policies of the identity allow everything, and so does `FullAWSAccess` beside the guard.
 */
export function guardMatrix(scope: Construct, document: iam.PolicyDocument, promises: GuardPromises): GuardMatrixRow[] {
  const layers = layersOf({ identity: [anyIdentity()], levels: [{ name: 'guard', policies: [guardPolicy(scope, document)] }] });
  const closed = closedRoutes(promises);
  const principals = [
    { principal: ordinaryPrincipal(promises.exemptPrincipalArns), principalExempt: false },
    { principal: exemptPrincipal(promises.exemptPrincipalArns), principalExempt: true },
  ];
  return principals.flatMap(({ principal, principalExempt }) => principal === undefined ? [] : callsBy(principal, promises).map((call) => {
    const { route, profileKind, modelExcepted = false, legs, caller } = call;
    const decider = worst(legs.map((leg) => evaluate(layers, requestOf(leg, caller))));
    return {
      route,
      action: legs[0].action,
      profileKind,
      principalExempt,
      modelExcepted,
      outcome: InvocationOutcome[decider?.outcome ?? 'ALLOWED'],
      promisedClosed: !principalExempt && !modelExcepted && closed.includes(route),
      sid: decider?.statement?.sid,
    };
  }));
}

/** The account and Region of the guard's stack are not those of a caller. */
function guardPolicy(scope: Construct, document: iam.PolicyDocument): Policy {
  const stack = Stack.of(scope);
  const environment = { account: isConcrete(stack.account) ? stack.account : undefined, region: isConcrete(stack.region) ? stack.region : undefined };
  return policy('guard', withoutOpenParameters(stack.resolve(document), environment, scope.node.path), environment);
}

/** Throws where something that is promised closed is open. What depends on the deployment is not judged. */
export function requireClosed(scope: Construct, rows: readonly GuardMatrixRow[]): void {
  const open = rows.filter(({ promisedClosed, outcome }) => promisedClosed && outcome === InvocationOutcome.ALLOWED);
  if (open.length > 0) {
    const calls = open.map(({ route, action, profileKind }) => `${route}: ${action}${profileKind ? ` through ${profileKind} profiles` : ''}`);
    fail(scope, `'routes' must be closed by the guard's own document, and some are not, got: ${InvocationOutcome.ALLOWED} for ${calls.join('; ')}. ` +
      'Do not deploy it; report this as a fault of cdk-bedrock-cris, with the props of the guard');
  }
}
