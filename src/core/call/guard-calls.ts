import { Caller, callThrough, directCall, globalCall, Leg } from './call';
import { InferenceProfileKind } from './guard-matrix-row';
import { InferenceRoute } from './inference-route';
import { ClaudeModel } from '../../catalog/claude-model';
import { isConcrete } from '../../checks/fail';
import { InvocationRequest } from '../../simulator/invocation-request';
import { ClosedRoute } from '../../validation/registry/closed-routes';
import { applicationProfileArn, inferenceProfileArn, mantleProjectArn } from '../facts/arns';
import { Action, API_KEY_SERVICE_NAME, ConditionKey, INVOKE_ACTIONS } from '../facts/iam-words';
import { KNOWN_MODELS } from '../facts/known-models';

/** What a guard promises. */
export interface GuardPromises {
  readonly routes: readonly InferenceRoute[];
  readonly sourceRegions: readonly string[];
  readonly exceptModelIds: readonly string[];
  readonly exemptPrincipalArns: readonly string[];
}

/** A call by one of the routes. */
export interface GuardedCall {
  readonly route: InferenceRoute;
  readonly modelId: string;
  readonly profileKind?: InferenceProfileKind;
  readonly modelExcepted?: boolean;
  readonly legs: readonly Leg[];
  readonly caller: Caller;
}

/** Somebody who calls; without an ARN, anybody of an account. */
interface Somebody {
  readonly account: string;
  readonly arn?: string;
}

const { SYSTEM, APPLICATION } = InferenceProfileKind;
const [{ sourceRegions: REGIONS }] = KNOWN_MODELS;

/** The routes that a guard promises to close, in the order in which a document denies them. */
export function closedRoutes({ routes }: GuardPromises): InferenceRoute[] {
  return Object.values(InferenceRoute).filter((route) => route === InferenceRoute.GLOBAL_PROFILE || routes.includes(route));
}

/** Calls by every route that is known, of a model that is closed and of one that is excepted, by route. */
export function callsBy(somebody: Somebody, promises: GuardPromises): GuardedCall[] {
  const [source = REGIONS[0]] = promises.sourceRegions.filter(isConcrete);
  const [closed] = closedModels(promises);
  const excepted = promises.exceptModelIds.filter(isConcrete).slice(0, 1);
  return inOrder([
    ...callsOf(closed, somebody, source, promises),
    ...excepted.flatMap((modelId) => globalCalls(modelId, callerIn(source, somebody)).map((call) => ({ ...call, modelExcepted: true }))),
  ]);
}

/** What a guard closes, as the validation of an app asks for it: the calls of a route that begin in the caller's Region. */
export function closures(promises: GuardPromises): ClosedRoute[] {
  return closedRoutes(promises).map((route) => ({
    name: route,
    requests: ({ account, sourceRegion, principalArn }) => {
      const models = route === InferenceRoute.GLOBAL_PROFILE ? closedModels(promises) : closedModels(promises).slice(0, 1);
      return models.flatMap((modelId) => callsOf(modelId, { account, arn: principalArn }, sourceRegion, promises))
        .filter((call) => call.route === route && call.caller.region === sourceRegion)
        .map(({ modelId, legs, caller }) => InvocationRequest._of(ClaudeModel.of(modelId), [...legs], caller));
    },
    exemptPrincipalArns: promises.exemptPrincipalArns,
  }));
}

/** Known models that the guard does not except. */
function closedModels({ exceptModelIds }: GuardPromises): string[] {
  const models = KNOWN_MODELS.map(({ modelId }) => modelId).filter((modelId) => !exceptModelIds.includes(modelId));
  return models.length > 0 ? models : ['anthropic.claude-not-listed'];
}

function callsOf(modelId: string, somebody: Somebody, source: string, { sourceRegions }: GuardPromises): GuardedCall[] {
  const here = callerIn(source, somebody);
  const elsewhere = REGIONS.find((region) => region !== source && !sourceRegions.includes(region))!;
  const there = callerIn(sourceRegions.length > 0 && !sourceRegions.includes(source) ? source : elsewhere, somebody);
  const geographic = inferenceProfileArn(here, here.account, `eu.${modelId}`);
  const copy = applicationProfileArn(here, here.account, 'copy');
  const { GEOGRAPHIC_PROFILE, DIRECT_OTHER_REGION, BATCH, MANTLE, BEARER_TOKEN } = InferenceRoute;
  const common = { modelId, caller: here };
  const single = (route: InferenceRoute, leg: Leg['leg'], action: string, resource: string, profileKind?: InferenceProfileKind): GuardedCall =>
    ({ ...common, route, profileKind, legs: [{ leg, action, resource, requestedRegion: here.region }] });
  return [
    ...globalCalls(modelId, here),
    ...invokedByEach([
      // Without a destination outside, which is harder to close.
      { ...common, route: GEOGRAPHIC_PROFILE, profileKind: SYSTEM, legs: callThrough(here, geographic, modelId, false, [source]) },
      { ...common, route: GEOGRAPHIC_PROFILE, profileKind: APPLICATION, legs: callThrough(here, copy, modelId, false, [source, elsewhere]) },
      { ...common, route: DIRECT_OTHER_REGION, caller: there, legs: directCall(there, modelId) },
    ]),
    single(BATCH, 'PROFILE', Action.CREATE_BATCH_JOB, inferenceProfileArn(here, here.account, `global.${modelId}`), SYSTEM),
    single(BATCH, 'PROFILE', Action.CREATE_BATCH_JOB, copy, APPLICATION),
    single(MANTLE, 'MANTLE_PROJECT', Action.MANTLE_INFERENCE, mantleProjectArn(here, here.account)),
    single(BEARER_TOKEN, 'BEARER_TOKEN', Action.BEARER_TOKEN, '*'),
    single(BEARER_TOKEN, 'BEARER_TOKEN', Action.MANTLE_BEARER_TOKEN, '*'),
    single(BEARER_TOKEN, 'BEARER_TOKEN', Action.CREATE_API_KEY, `arn:aws:iam::${here.account}:user/key-owner`),
  ];
}

function globalCalls(modelId: string, here: Caller): GuardedCall[] {
  const copy = applicationProfileArn(here, here.account, 'copy');
  return invokedByEach([
    { route: InferenceRoute.GLOBAL_PROFILE, modelId, profileKind: SYSTEM, caller: here, legs: globalCall(here, modelId) },
    { route: InferenceRoute.GLOBAL_PROFILE, modelId, profileKind: APPLICATION, caller: here, legs: callThrough(here, copy, modelId) },
  ]);
}

/** Every way of invoking, also that of which Claude makes no use. */
function invokedByEach(calls: readonly GuardedCall[]): GuardedCall[] {
  return [...INVOKE_ACTIONS, Action.INVOKE_BIDIRECTIONAL].flatMap((action) =>
    calls.map((call) => ({ ...call, legs: call.legs.map((leg) => ({ ...leg, action })) })));
}

function inOrder(calls: readonly GuardedCall[]): GuardedCall[] {
  const order = Object.values(InferenceRoute);
  return [...calls].sort((a, b) => order.indexOf(a.route) - order.indexOf(b.route));
}

function callerIn(region: string, { account, arn }: Somebody): Caller {
  return { partition: 'aws', region, account, principalArn: arn, contextKeys: { [ConditionKey.API_KEY_SERVICE]: [API_KEY_SERVICE_NAME] } };
}
