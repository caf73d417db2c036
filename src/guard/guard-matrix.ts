import { Construct } from 'constructs';
import { GuardMatrixRow, InferenceProfileKind } from './guard-matrix-row';
import { InferenceRoute } from './inference-route';
import { exemptPrincipal, ordinaryPrincipal, Principal } from './principals';
import { applicationProfileArn, ArnLocation, inferenceProfileArn } from '../catalog/arns';
import { ClaudeModel } from '../catalog/claude-model';
import { KNOWN_MODELS } from '../catalog/known-models';
import { ClosedRoute } from '../decision/closed-routes';
import { evaluate } from '../decision/engine/evaluate';
import { policy } from '../decision/engine/policy';
import { InvocationOutcome } from '../decision/invocation-outcome';
import { InvocationRequest } from '../decision/invocation-request';
import { Caller, callThrough, directCall, globalCall, Leg, requestOf } from '../decision/reason/call';
import { ANY_IDENTITY, layersOf } from '../decision/reason/layers';
import { Action, API_KEY_SERVICE_NAME, ConditionKey } from '../policy/vocabulary';
import { fail, isConcrete } from '../private/fail';

/** What a guard promises. */
export interface GuardPromises {
  readonly routes: readonly InferenceRoute[];
  readonly sourceRegions: readonly string[];
  readonly exceptModelIds: readonly string[];
  readonly exemptPrincipalArns: readonly string[];
}

interface Call {
  readonly route: InferenceRoute;
  readonly profileKind?: InferenceProfileKind;
  readonly modelExcepted?: boolean;
  readonly legs: Leg[];
}

const { SYSTEM, APPLICATION } = InferenceProfileKind;
const WORST_FIRST = ['EXPLICITLY_DENIED', 'IMPLICITLY_DENIED', 'DEPENDS'] as const;
const [{ sourceRegions: REGIONS }] = KNOWN_MODELS;

/**
 * Asks a guard's document, as it will be attached, about every route by every way that is known, for whoever is exempt and
 * for anybody else. The policies of the identity allow everything, and so does `FullAWSAccess` beside the guard.
 */
export function guardMatrix(document: unknown, promises: GuardPromises): GuardMatrixRow[] {
  const layers = layersOf({ identity: [ANY_IDENTITY], levels: [{ name: 'guard', policies: [policy('guard', document)] }] });
  const principals = [
    { principal: ordinaryPrincipal(promises.exemptPrincipalArns), principalExempt: false },
    { principal: exemptPrincipal(promises.exemptPrincipalArns), principalExempt: true },
  ];
  const [source = REGIONS[0]] = promises.sourceRegions.filter(isConcrete);
  return principals.flatMap(({ principal, principalExempt }) => principal === undefined ? [] : callsOf(principal, source, promises).map((call) => {
    const { route, profileKind, modelExcepted = false, legs } = call;
    const caller = callerIn(legs[0].requestedRegion, principal);
    const verdicts = legs.map((leg) => evaluate(layers, requestOf(leg, caller)));
    const worst = WORST_FIRST.map((outcome) => verdicts.find((verdict) => verdict.outcome === outcome)).find((verdict) => verdict);
    return {
      route,
      action: legs[0].action,
      profileKind,
      principalExempt,
      modelExcepted,
      outcome: InvocationOutcome[worst?.outcome ?? 'ALLOWED'],
      promisedClosed: !principalExempt && !modelExcepted && closedRoutes(promises).includes(route),
      sid: worst?.statement?.sid,
    };
  }));
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

/** The routes that a guard promises to close, in the order in which a document denies them. */
export function closedRoutes({ routes }: GuardPromises): InferenceRoute[] {
  return Object.values(InferenceRoute).filter((route) => route === InferenceRoute.GLOBAL_PROFILE || routes.includes(route));
}

/** What a guard closes, as the validation of an app asks for it: the calls of a route that begin in the caller's Region. */
export function closures(promises: GuardPromises): ClosedRoute[] {
  return closedRoutes(promises).map((route) => ({
    name: route,
    requests: ({ account, sourceRegion, principalArn }) => callsOf({ account, arn: principalArn }, sourceRegion, promises)
      .filter((call) => call.route === route && !call.modelExcepted && call.legs[0].requestedRegion === sourceRegion)
      .map(({ legs }) => InvocationRequest._of(closedModel(promises), legs, callerIn(sourceRegion, { account, arn: principalArn }))),
    exemptPrincipalArns: promises.exemptPrincipalArns,
  }));
}

/** A model that the guard does not except. */
function closedModel({ exceptModelIds }: Pick<GuardPromises, 'exceptModelIds'>): ClaudeModel {
  const { modelId } = KNOWN_MODELS.find((model) => !exceptModelIds.includes(model.modelId)) ?? { modelId: 'anthropic.claude-not-listed' };
  return ClaudeModel.of(modelId);
}

/** By route, in the order in which the routes are documented. */
function callsOf(principal: Partial<Principal> & Pick<Principal, 'account'>, source: string, { sourceRegions, exceptModelIds }: GuardPromises): Call[] {
  const elsewhere = REGIONS.find((region) => region !== source && !sourceRegions.includes(region))!;
  const here = callerIn(source, principal);
  const there = callerIn(sourceRegions.length > 0 && !sourceRegions.includes(source) ? source : elsewhere, principal);
  const { modelId: model } = closedModel({ exceptModelIds });
  const excepted = exceptModelIds.filter(isConcrete).slice(0, 1);
  const copy = applicationProfileArn(here, principal.account, 'copy');
  const single = (leg: Leg['leg'], action: string, resource: string, caller: ArnLocation): Leg[] => [{ leg, action, resource, requestedRegion: caller.region }];
  const calls: Call[] = [
    ...[false, true].flatMap((streaming): Call[] => [
      ...[model, ...excepted].flatMap((id, index): Call[] => [
        { route: InferenceRoute.GLOBAL_PROFILE, profileKind: SYSTEM, modelExcepted: index > 0, legs: globalCall(here, id, streaming) },
        { route: InferenceRoute.GLOBAL_PROFILE, profileKind: APPLICATION, modelExcepted: index > 0, legs: callThrough(here, copy, id, streaming) },
      ]),
      {
        route: InferenceRoute.GEOGRAPHIC_PROFILE,
        profileKind: SYSTEM,
        // Without a destination outside, which is harder to close.
        legs: callThrough(here, inferenceProfileArn(here, principal.account, `eu.${model}`), model, streaming, [source]),
      },
      { route: InferenceRoute.GEOGRAPHIC_PROFILE, profileKind: APPLICATION, legs: callThrough(here, copy, model, streaming, [source, elsewhere]) },
      { route: InferenceRoute.DIRECT_OTHER_REGION, legs: directCall(there, model, streaming) },
    ]),
    ...[[SYSTEM, inferenceProfileArn(here, principal.account, `global.${model}`)] as const, [APPLICATION, copy] as const].map(([profileKind, arn]) => ({
      route: InferenceRoute.BATCH, profileKind, legs: single('PROFILE', Action.CREATE_BATCH_JOB, arn, here),
    })),
    {
      route: InferenceRoute.MANTLE,
      legs: single('MANTLE_PROJECT', Action.MANTLE_INFERENCE, `arn:aws:bedrock-mantle:${source}:${principal.account}:project/default`, here),
    },
    ...[Action.BEARER_TOKEN, Action.MANTLE_BEARER_TOKEN].map((action) => ({
      route: InferenceRoute.BEARER_TOKEN, legs: single('BEARER_TOKEN', action, '*', here),
    })),
    {
      route: InferenceRoute.BEARER_TOKEN,
      legs: single('BEARER_TOKEN', Action.CREATE_API_KEY, `arn:aws:iam::${principal.account}:user/key-owner`, here),
    },
  ];
  const order = Object.values(InferenceRoute);
  return calls.sort((a, b) => order.indexOf(a.route) - order.indexOf(b.route));
}

function callerIn(region: string, { account, arn }: Partial<Principal> & Pick<Principal, 'account'>): Caller {
  return { partition: 'aws', region, account, principalArn: arn, contextKeys: { [ConditionKey.API_KEY_SERVICE]: [API_KEY_SERVICE_NAME] } };
}
